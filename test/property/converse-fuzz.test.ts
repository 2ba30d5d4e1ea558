import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { verifyLog } from '../../src/app/upkeep/verify-log.ts';
import type { ButtonValue } from '../../src/chat/card.ts';
import type { FormValues } from '../../src/chat/form.ts';
import { formNamed } from '../../src/chat/forms/form-table.ts';
import { VERBS } from '../../src/chat/grammar.ts';
import type { Reply } from '../../src/chat/interaction.ts';
import { PRESSES } from '../../src/chat/presses.ts';
import { LOCALES } from '../../src/i18n/locale.ts';
import { type Factory, openFactory, STAFF_NAMES } from '../support/factory.ts';
import { buttonsOf, fieldsOf, replyText } from '../support/read-reply.ts';
import { files, negotiating, underReview } from '../support/story.ts';
import type { Act } from '../support/teller.ts';

// biome-ignore format: a list
const FORMS = [
  'new', 'confirm', 'return', 'resubmit', 'review', 'approve', 'conditions', 'reject', 'ask_info', 'answer_info', 'recuse', 'change_answer', 'propose', 'agree', 'refuse_terms', 'exec_accept', 'exec_conditions',
  'exec_return', 'abandon', 'withdraw', 'hold', 'wait', 'force', 'lead', 'status', 'answer_status', 'delegate', 'person', 'setting', 'setup_channel',
];

/** Quick every time; thousands with FUZZ_RUNS. */
const RUNS = Number(process.env.FUZZ_RUNS ?? 300);
/** The same acts every time, but for the long run, which looks for new ones. */
const SEED = process.env.FUZZ_RUNS === undefined ? { seed: 7 } : {};

let factory: Factory;
let orders: { id: string; name: string; rev: number; ver: number }[] = [];
let rooms: string[] = [];

beforeAll(async () => {
  expect(FORMS.filter((id) => formNamed(id) === null)).toEqual([]);
  factory = await openFactory({ settings: { confirm_hours: 2 } });
  await files(factory, { customer: 'A' });
  const reviewed = await underReview(factory, { customer: 'B' });
  const discussed = await negotiating(factory, { customer: 'C' });
  const { rows } = await factory.app.store.queries.listOrders({ limit: 10 });
  const found = await factory.app.store.transaction((tx) => Promise.all(rows.map((r) => tx.orders.load(r.id))));
  orders = found.flatMap((o) =>
    o ? [{ id: o.id, name: o.number ?? o.draftNo, rev: o.revision, ver: o.version }] : [],
  );
  rooms = [factory.main, await factory.room(reviewed), await factory.room(discussed)];
});
afterAll(async () => {
  await factory.close();
});

const WORDS = Object.values(VERBS).flat();
const PIECES = [
  'UO-2026-0001',
  'UO-2026-0002',
  'D-0001',
  'PROD',
  '生产部',
  '500 x M6',
  'for ACME',
  'by Fri 17:00',
  '周五前',
  '明天下午3点',
  '理由',
  '最早 12月3日',
  'confirm_hours',
  '3',
  'late',
  'all',
  '@冯杰',
  '冯杰',
  'until Friday',
  'add',
  'channel',
  'verify',
  '🏭',
  '<!channel>',
  "'",
  '%',
  '\\',
  '\u202e',
  '\u0000',
  '件',
  '',
  '　',
  '，',
  'e\u0301',
];
const anyText = fc.oneof(
  fc.string({ maxLength: 60, unit: 'binary' }),
  fc.string({ maxLength: 60 }),
  fc.constantFrom(...PIECES),
  fc.constantFrom(...WORDS),
);
const command = fc
  .tuple(
    fc.oneof({ weight: 4, arbitrary: fc.constantFrom(...WORDS) }, { weight: 1, arbitrary: anyText }),
    fc.array(fc.oneof({ weight: 3, arbitrary: fc.constantFrom(...PIECES) }, { weight: 1, arbitrary: anyText }), {
      maxLength: 5,
    }),
  )
  .map(([verb, rest]): Act => ({ kind: 'command', text: [verb, ...rest].join(' ') }));

const anOrder = fc.nat(20).map((n) => orders[n % (orders.length + 1)] ?? { id: 'gone', name: 'X', rev: 0, ver: 0 });
const subject = fc.oneof(
  fc.constantFrom('PROD', 'PROC', 'TECH', 'LOGI', 'PLANNER', 'SALES', 'confirm_hours', 'nobody', '__proto__'),
  fc.string({ maxLength: 10 }),
);
const formName = fc.oneof(
  { weight: 9, arbitrary: fc.constantFrom(...FORMS) },
  { weight: 1, arbitrary: fc.string({ maxLength: 10 }) },
);
const value = fc
  .record(
    {
      order: anOrder,
      subject,
      form: formName,
      until: fc.constantFrom('30m', '1h', 'tomorrow', 'never'),
      stale: fc.nat(2),
      view: fc.constantFrom('order.living', 'review.task', 'nope'),
    },
    { requiredKeys: [] },
  )
  .map(
    ({ order, stale = 0, ...rest }): ButtonValue => ({
      ...rest,
      about: 'x',
      ...(order && { order: order.id, rev: order.rev - (stale === 2 ? 1 : 0), ver: order.ver }),
    }),
  );
const press = fc
  .tuple(
    fc.oneof(
      { weight: 9, arbitrary: fc.constantFrom(...Object.keys(PRESSES)) },
      { weight: 1, arbitrary: fc.string({ maxLength: 12 }) },
    ),
    value,
  )
  .map(([action, v]): Act => ({ kind: 'press', action, value: v, message: null }));

/** What people type into fields, right and wrong. */
const typed = fc.oneof(
  {
    weight: 2,
    arbitrary: fc.constantFrom(
      'yes',
      '5 件',
      '2026-12-01T10:00',
      '明天下午3点',
      'phone',
      'line_down',
      'customer_explicit',
      'internal_judgement',
      'reject',
      'approve',
      'shift_date',
      'date',
      'IDENTIFIED',
      'PROD',
      'supply',
      '3',
      'zh-CN',
      '12.5',
    ),
  },
  { weight: 2, arbitrary: anyText },
  {
    weight: 1,
    arbitrary: fc.array(
      fc.oneof(fc.constantFrom('yes', 'credit', 'PROD', 'new_design', 'gone'), fc.string({ maxLength: 6 })),
      { maxLength: 4 },
    ),
  },
);
const FIELDS = [
  'customer',
  'product',
  'model',
  'quantity',
  'requiredBy',
  'place',
  'reasonCategory',
  'reason',
  'basis',
  'justification',
  'amount',
  'currency',
  'traits',
  'confidential',
  'files',
  'contact',
  'confirmed_by',
  'way',
  'at',
  'evidence',
  'checks',
  'note',
  'faults',
  'why',
  'earliest',
  'impossible',
  'decision',
  'kind1',
  'condition1',
  'question',
  'answer',
  'type',
  'new_date',
  'extra_cost',
  'explanation',
  'option',
  'to',
  'from',
  'until',
  'for',
  'department',
  'key',
  'value',
  'name',
  'roles',
  'heads',
  'email',
  'platform',
  'userId',
  'locale',
  'admin',
  'inactive',
  'text',
  'risk',
  'likelihood',
  'impact',
  'response',
  'q_process',
  'q_capability',
  '__proto__',
];
const values = fc.dictionary(fc.constantFrom(...FIELDS), typed, { maxKeys: 25 }).map((v): FormValues => v);
const context = fc
  .record(
    {
      order: anOrder,
      subject,
      setting: fc.constantFrom('confirm_hours', 'shifts', 'nope'),
      rev: fc.constantFrom('1', 'x', '-1'),
      similar: fc.constant('a,b'),
      platform: fc.constant('web'),
      chat: fc.constant('M'),
    },
    { requiredKeys: [] },
  )
  .map(
    ({ order, ...rest }): Record<string, string> => ({
      ...rest,
      ...(order && { order: order.id, rev: String(order.rev), ver: String(order.ver) }),
    }),
  );
const submit = fc
  .tuple(formName, context, values)
  .map(([form, c, v]): Act => ({ kind: 'submit', form, context: c, values: v }));
const other = fc.oneof(
  fc.tuple(formName, context, values).map(([form, c, v]): Act => ({ kind: 'dismiss', form, context: c, values: v })),
  anyText.map(
    (text): Act => ({
      kind: 'message',
      text,
      fileIds: ['gone'],
      mentionsBot: false,
      message: { platform: 'web', tenant: 'playground', chatId: 'x', messageId: 'x' },
    }),
  ),
  anyText.map((text): Act => ({ kind: 'complete', text })),
  fc.constant<Act>({ kind: 'joined' }),
  fc.constant<Act>({ kind: 'home' }),
);
const act = fc.oneof(
  { weight: 3, arbitrary: command },
  { weight: 3, arbitrary: press },
  { weight: 3, arbitrary: submit },
  { weight: 1, arbitrary: other },
);
const who = fc.record({ name: fc.constantFrom(...STAFF_NAMES), locale: fc.constantFrom(...LOCALES), room: fc.nat(5) });

/** An answer that every platform can show: words in it, and nothing larger than the smallest platform takes. */
function isShowable(reply: Reply): boolean {
  if (reply.kind === 'card')
    return (
      reply.card.blocks.length <= 50 &&
      buttonsOf(reply.card).every(
        (b) => b.label.length > 0 && b.label.length <= 75 && JSON.stringify(b.value).length <= 2000,
      )
    );
  if (reply.kind === 'form')
    return fieldsOf(reply.form).every((f) => f.label !== '') && JSON.stringify(reply.form.context).length <= 3000;
  return true;
}

test(
  'EX-06 XD-01 whatever is typed, pressed or sent: answered with words, never a fault, never with nothing',
  async () => {
    await fc.assert(
      fc.asyncProperty(who, act, async ({ name, locale, room }, interaction) => {
        const reply = await factory.person(name, locale).acts(interaction, rooms[room]);
        const isAsking =
          interaction.kind === 'command' || interaction.kind === 'press' || interaction.kind === 'submit';
        if (isAsking) {
          expect(reply.kind).not.toBe('none');
          expect(replyText(reply).trim()).not.toBe('');
        }
        expect(reply).not.toMatchObject({ kind: 'toast', tone: 'bad' });
        expect(factory.faults).toEqual([]);
        expect(isShowable(reply)).toBe(true);
      }),
      { numRuns: RUNS, ...SEED },
    );
    expect((await verifyLog(factory.app.store.log)).problems).toEqual([]);
    const gaps = await factory.app.store.queries.audit(factory.clock.now());
    expect(gaps).toMatchObject({ ordersWithoutObligation: [], timersMissing: 0, parked: 0 });
  },
  20_000 + RUNS * 50,
);
