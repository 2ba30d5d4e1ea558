import { SETTING_KEYS } from '../app/settings.ts';
import { orderName } from '../domain/order.ts';
import { DEPARTMENTS } from '../domain/people.ts';
import { readCommand, VERBS, type Verb } from './grammar.ts';
import type { Reply } from './interaction.ts';
import { type Talk, text } from './talk.ts';
import { nameOf, verbsFor } from './verbs/help.ts';
import { visibleTo } from './verbs/order-said.ts';
import { clip } from './views/parts.ts';

type Item = Extract<Reply, { kind: 'completions' }>['items'][number];

const MOST = 12;
const TAKE_ORDER: readonly Verb[] = [
  'show',
  'confirm',
  'return',
  'check',
  'resubmit',
  'review',
  'approve',
  'reject',
  'negotiate',
  'decide',
  'withdraw',
  'hold',
  'resume',
  'wait',
  'remind',
  'status',
  'force',
  'audit',
];
const TAKE_DEPARTMENT: readonly Verb[] = ['list', 'status'];

/** What can be typed next: verbs in the person's language, then order numbers, settings or departments. `insert` replaces the whole text. */
export async function completions(talk: Talk, typed: string): Promise<Reply> {
  const said = typed.slice(0, 200).replace(/^\s+/, '');
  const hasVerb = /\s/.test(said);
  if (!hasVerb) return { kind: 'completions', items: verbItems(talk, said.toLowerCase()) };
  const read = readCommand(said);
  if (read.kind !== 'verb') return { kind: 'completions', items: [] };
  const word = said.slice(0, said.search(/\s/));
  const partial = /(\S*)$/.exec(said)?.[1] ?? '';
  const before = said.slice(0, said.length - partial.length);
  const isSecond = before.trim() === word;
  const items: Item[] = [];
  if (isSecond && TAKE_ORDER.includes(read.verb)) items.push(...(await orderItems(talk, before, partial)));
  if (TAKE_DEPARTMENT.includes(read.verb)) items.push(...departmentItems(talk, before, partial));
  if (isSecond && read.verb === 'settings') items.push(...settingItems(talk, before, partial));
  if (isSecond && read.verb === 'help')
    items.push(
      ...verbItems(talk, partial.toLowerCase()).map((item) => ({
        ...item,
        insert: `${before}${item.insert}`.trimEnd(),
      })),
    );
  return { kind: 'completions', items: items.slice(0, MOST) };
}

function verbItems(talk: Talk, partial: string): Item[] {
  const matching = verbsFor(talk).filter(
    (verb) =>
      partial === '' ||
      (VERBS[verb] as readonly string[]).some((w) => w.startsWith(partial)) ||
      nameOf(talk, verb).startsWith(partial),
  );
  return matching
    .slice(0, partial === '' ? 30 : MOST)
    .map((verb) => ({ insert: `${nameOf(talk, verb)} `, label: nameOf(talk, verb), hint: text(talk, `help.${verb}`) }));
}

async function orderItems(talk: Talk, before: string, partial: string): Promise<Item[]> {
  const { rows } = await talk.parts.store.queries.listOrders({
    isOpen: true,
    includeDrills: true,
    visibleTo: visibleTo(talk),
    limit: MOST,
    ...(partial !== '' && { text: partial }),
  });
  return rows.map((row) => ({
    insert: `${before}${orderName(row)} `,
    label: orderName(row),
    hint: `${text(talk, `state.${row.state}` as 'state.DRAFT')} · ${clip(row.customer, 24)} · ${clip(row.product, 24)}`,
  }));
}

function departmentItems(talk: Talk, before: string, partial: string): Item[] {
  const wanted = partial.toLowerCase();
  return DEPARTMENTS.filter(
    (d) => d.toLowerCase().startsWith(wanted) || text(talk, `role.${d}`).toLowerCase().startsWith(wanted),
  ).map((d) => ({ insert: `${before}${d} `, label: d, hint: text(talk, `role.${d}`) }));
}

function settingItems(talk: Talk, before: string, partial: string): Item[] {
  const wanted = partial.toLowerCase();
  return SETTING_KEYS.filter(
    (key) => key.includes(wanted) || text(talk, `setting.${key}`).toLowerCase().includes(wanted),
  ).map((key) => ({ insert: `${before}${key} `, label: key, hint: text(talk, `setting.${key}`) }));
}
