import type { OrderRow } from '../../app/rows.ts';
import { say, type Voice } from '../../i18n/translate.ts';
import type { Block, Card, Inline } from '../card.ts';
import { fitCard } from '../fit-card.ts';
import { actions, form, press } from './buttons.ts';
import { at, clip, dotted, fromNow, labelled, productLine, roleName, stacked, word } from './parts.ts';

/** Slack takes 50 blocks: a row with its button and a heading now and then stay well below. */
const ROWS = 12;
const ROWS_OF_THREE = 6;

/** Orders as lines: name · customer · product × quantity · state · due · who is next (UO-31). */
export function drawOrderList(
  model: { readonly rows: readonly OrderRow[]; readonly total: number; readonly title?: string },
  voice: Voice,
): Card {
  const { rows, total } = model;
  const title = model.title ?? say(voice, 'list.title');
  const hidden = total - Math.min(rows.length, ROWS);
  return fitCard({
    title,
    tone: 'neutral',
    summary: say(voice, 'list.summary', { title, total }),
    blocks: [
      ...(rows.length === 0
        ? [{ kind: 'text' as const, text: say(voice, 'list.empty') }]
        : [listOf(rows, voice, ROWS)]),
      ...(hidden > 0 ? [{ kind: 'note' as const, text: say(voice, 'card.more_items', { total }) }] : []),
      ...actions([press(say(voice, 'button.mine'), 'list.mine', null), form(voice, 'new', null)]),
    ],
  });
}

/** A person's own page: what waits for them first, then their orders, then what may slip. */
export function drawMine(
  model: {
    readonly waiting: readonly OrderRow[];
    readonly own: readonly OrderRow[];
    readonly atRisk: readonly OrderRow[];
  },
  voice: Voice,
): Card {
  const { waiting, own, atRisk } = model;
  const title = say(voice, 'mine.title');
  return fitCard({
    title,
    tone: waiting.length > 0 ? 'waiting' : 'good',
    summary:
      waiting.length > 0
        ? labelled(voice, say(voice, 'mine.waiting'), String(waiting.length))
        : say(voice, 'mine.nothing_waiting'),
    blocks: [
      ...part(say(voice, 'mine.waiting'), waiting, voice, say(voice, 'mine.nothing_waiting')),
      ...part(say(voice, 'mine.own'), own, voice, say(voice, 'mine.no_orders')),
      ...part(say(voice, 'mine.at_risk'), atRisk, voice, null),
      ...actions([
        press(say(voice, 'button.list'), 'list.open', null),
        form(voice, 'new', null),
        press(say(voice, 'button.help'), 'help.open', null),
      ]),
    ],
  });
}

function part(heading: string, rows: readonly OrderRow[], voice: Voice, empty: string | null): Block[] {
  if (rows.length === 0)
    return empty === null
      ? []
      : [
          { kind: 'text', text: [{ bold: heading }] },
          { kind: 'note', text: empty },
        ];
  return [
    { kind: 'text', text: [{ bold: heading }] },
    listOf(rows, voice, ROWS_OF_THREE),
    ...(rows.length > ROWS_OF_THREE
      ? [{ kind: 'note' as const, text: say(voice, 'card.more_items', { total: rows.length }) }]
      : []),
  ];
}

function listOf(rows: readonly OrderRow[], voice: Voice, limit: number): Block {
  return {
    kind: 'list',
    items: rows.slice(0, limit).map((row) => ({
      text: rowText(row, voice),
      buttons: [press(say(voice, 'button.open'), 'order.show', null, { more: { order: row.id } })],
    })),
  };
}

function rowText(row: OrderRow, voice: Voice): Inline[] {
  const flags = [
    row.isDrill ? say(voice, 'flag.drill') : null,
    row.isConfidential ? say(voice, 'flag.confidential') : null,
    row.isHeld ? say(voice, 'flag.on_hold') : null,
    row.isWaiting ? say(voice, 'flag.waiting') : null,
  ];
  const next =
    row.nextDue === null
      ? null
      : dotted([
          [word(voice, `obligation.${row.nextDue.key}`)],
          roleName(voice, row.nextDue.role),
          [fromNow(voice, row.nextDue.dueAt)],
        ]);
  return stacked([
    dotted([[{ bold: row.number ?? row.draftNo }], word(voice, `state.${row.state}`), ...flags]),
    dotted([clip(row.customer, 60), productLine(voice, row), [at(voice, row.committed ?? row.requiredBy)]]),
    next,
  ]);
}
