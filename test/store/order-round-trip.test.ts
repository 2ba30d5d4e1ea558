import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { OPTION_TYPES } from '../../src/domain/negotiation.ts';
import {
  BASES,
  CONFIRMATION_WAYS,
  EXEC_CAUSES,
  ORDER_STATES,
  type Order,
  PRELIMINARY_ITEMS,
  REASON_CATEGORIES,
  SOURCES,
  TRAITS,
} from '../../src/domain/order.ts';
import { DEPARTMENTS } from '../../src/domain/people.ts';
import { CONDITION_KINDS, REVIEW_STATES } from '../../src/domain/review.ts';
import { type Database, openDatabase } from '../../src/store/open.ts';
import { createStore, type SqliteStore } from '../../src/store/store.ts';
import { type TempDatabase, tempDatabase } from '../support/temp-database.ts';
import { fakeClock } from './samples.ts';

let temp: TempDatabase;
let database: Database;
let store: SqliteStore;
let made = 0;

beforeAll(async () => {
  temp = tempDatabase();
  database = await openDatabase(temp.url);
  store = createStore(database, { clock: fakeClock() });
});
afterAll(async () => {
  await database.close();
  temp.remove();
});

const text = fc.string({ unit: 'binary', maxLength: 12 }).filter((s) => !s.includes('\0') && s.isWellFormed());
const instant = fc.integer({ min: 0, max: 4_102_444_800_000 });
const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: null });
const from = <T>(values: readonly T[]) => fc.constantFrom(...values);
const money = maybe(fc.integer({ min: 0, max: 1e14 }));

const facts = fc.record({
  customer: text,
  product: text,
  model: text,
  quantity: fc.double({ min: 0.001, max: 1e9, noNaN: true }),
  unit: text,
  requiredBy: instant,
  place: text,
  reasonCategory: from(REASON_CATEGORIES),
  reason: text,
  basis: from(BASES),
  justification: maybe(text),
  receivedAt: instant,
  customerChecked: fc.boolean(),
  quality: maybe(text),
  packaging: maybe(text),
  technical: maybe(text),
  amountMinor: money,
  currency: maybe(text),
  paymentTerms: maybe(text),
  source: maybe(from(SOURCES)),
  region: maybe(text),
  productType: maybe(text),
  externalNo: maybe(text),
  traits: fc.subarray([...TRAITS]),
});

const conditions = fc.array(
  fc.record({
    id: fc.constant(''),
    kind: from(CONDITION_KINDS),
    text,
    state: from(['OPEN', 'CLEARED', 'MET'] as const),
  }),
  { maxLength: 3 },
);
const risk = fc.record({
  category: text,
  likelihood: fc.integer({ min: 1, max: 5 }),
  impact: fc.integer({ min: 1, max: 5 }),
  response: text,
});
const task = fc.record({
  id: fc.constant(''),
  department: from(DEPARTMENTS),
  isRequired: fc.boolean(),
  state: from(REVIEW_STATES),
  fallback: maybe(text),
  dueAt: instant,
  decidedBy: maybe(text),
  decidedFor: maybe(text),
  decidedAt: maybe(instant),
  reason: maybe(text),
  earliest: maybe(instant),
  isImpossible: fc.boolean(),
  answers: fc.dictionary(fc.stringMatching(/^[a-z]{1,6}$/), text, { noNullPrototype: true }),
  risks: fc.array(risk, { maxLength: 2 }),
  conditions,
  question: maybe(text),
  askedAt: maybe(instant),
  reply: maybe(text),
  repliedAt: maybe(instant),
});
const round = fc.record({
  id: fc.constant(''),
  number: fc.constant(1),
  state: from(['OPEN', 'PASSED', 'FAILED', 'SUPERSEDED'] as const),
  revision: fc.nat(9),
  openedAt: instant,
  closedAt: maybe(instant),
  tasks: fc.uniqueArray(task, { maxLength: 6, selector: (t) => t.department }),
});
const option = fc.record({
  id: fc.constant(''),
  round: fc.nat(3),
  type: from(OPTION_TYPES),
  newDate: maybe(instant),
  extraCost: money,
  explanation: text,
  state: from(['PROPOSED', 'OFFERED', 'ACCEPTED', 'REFUSED', 'DROPPED'] as const),
  evidence: maybe(text),
  proposedBy: text,
  proposedAt: instant,
  answeredAt: maybe(instant),
});
const exec = fc.record({
  id: fc.constant(''),
  number: fc.constant(1),
  cause: from(EXEC_CAUSES),
  state: from(['OPEN', 'DECIDED', 'VOID'] as const),
  requestedAt: instant,
  decidedAt: maybe(instant),
  decidedBy: maybe(text),
  decision: maybe(from(['accept', 'accept_with_conditions', 'return', 'abandon'] as const)),
  reason: maybe(text),
});
const since = { by: text, since: instant };

const anyOrder = fc.record({
  state: from(ORDER_STATES),
  revision: fc.nat(99),
  submitterId: text,
  ownerId: text,
  isConfidential: fc.boolean(),
  isDrill: fc.boolean(),
  facts,
  contactId: maybe(text),
  intake: maybe(
    fc.record({
      state: from(['open', 'passed', 'returned'] as const),
      doubts: fc.array(text, { maxLength: 2 }),
      faults: maybe(text),
      by: maybe(text),
      at: maybe(instant),
    }),
  ),
  preliminary: maybe(
    fc.record({ failed: fc.subarray([...PRELIMINARY_ITEMS]), note: maybe(text), clearedBy: maybe(text) }),
  ),
  confirmation: maybe(
    fc.record({
      contactId: maybe(text),
      way: from(CONFIRMATION_WAYS),
      at: instant,
      evidence: text,
      recordedBy: text,
      changed: fc.subarray(['model', 'quantity'] as const),
    }),
  ),
  hold: maybe(fc.record({ reason: text, ...since })),
  waiting: maybe(fc.record({ for: text, ...since })),
  requestedDate: instant,
  firstCommitted: maybe(instant),
  committed: maybe(instant),
  roundsHeld: fc.nat(9),
  negotiations: fc.nat(9),
  isOverridden: fc.boolean(),
  round: maybe(round),
  options: fc.array(option, { maxLength: 3 }),
  exec: maybe(exec),
  submittedAt: maybe(instant),
  confirmedAt: maybe(instant),
  acceptedAt: maybe(instant),
  closedAt: maybe(instant),
  createdAt: instant,
  updatedAt: instant,
  eventCount: fc.nat(999),
  headHash: text,
});

/** The same ids for the same places, so that a second order is a change of the first one's children. */
function complete(
  id: string,
  version: number,
  { options, ...rest }: ReturnType<(typeof anyOrder)['generate']>['value'],
): Order {
  const roundId = `${id}-r`;
  return {
    ...rest,
    id,
    draftNo: id,
    number: null,
    version,
    committedDates: [],
    round: rest.round && {
      ...rest.round,
      id: roundId,
      tasks: [...rest.round.tasks]
        .sort((a, b) => (a.department < b.department ? -1 : 1))
        .map((t) => ({
          ...t,
          id: `${roundId}-${t.department}`,
          conditions: t.conditions.map((c, i) => ({ ...c, id: `${roundId}-${t.department}-${i}` })),
        })),
    },
    negotiation: { options: options.map((o, i) => ({ ...o, id: `${id}-n${i}` })) },
    exec: rest.exec && { ...rest.exec, id: `${id}-x` },
  };
}

test('any order comes back as it was saved, and any change of it too', async () => {
  await fc.assert(
    fc.asyncProperty(anyOrder, anyOrder, async (one, other) => {
      const id = `o${++made}`;
      const before = complete(id, 1, one);
      // The latest round and request stay when an order says nothing of them: they are never taken back.
      const changed = complete(id, 2, other);
      const after = { ...changed, round: changed.round ?? before.round, exec: changed.exec ?? before.exec };
      await store.transaction(async (tx) => {
        expect(await tx.orders.save(null, before)).toBe(true);
        const read = await tx.orders.load(id);
        expect(read).toEqual(before);
        expect(await tx.orders.save(read, after)).toBe(true);
        expect(await tx.orders.load(id)).toEqual(after);
        expect(await tx.orders.save(read, after)).toBe(false);
      });
    }),
    { numRuns: 150, seed: 7 },
  );
});
