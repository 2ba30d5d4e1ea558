import { afterAll, beforeAll, expect, test } from 'vitest';
import type { LogEntry } from '../../src/app/rows.ts';
import { findGaps, isComplete } from '../../src/app/upkeep/auditor.ts';
import { verifyLog } from '../../src/app/upkeep/verify-log.ts';
import { generateHistory } from '../../src/demo/generate.ts';
import { createDemoRig, type DemoRig } from '../support/demo-rig.ts';

const rigs: DemoRig[] = [];
let told: DemoRig;
let rig: DemoRig;

/** A demo company with invented history: 60 closed orders and 30 open ones. */
async function withHistory(seed: number): Promise<DemoRig> {
  const made = await createDemoRig(told.temp.file);
  rigs.push(made);
  await generateHistory(made.store, { closed: 60, open: 30, seed, now: made.clock.now(), tenant: 'playground' });
  return made;
}

beforeAll(async () => {
  told = await createDemoRig();
  await told.seed();
  await told.stop();
  rig = await withHistory(1);
});

afterAll(async () => {
  for (const made of rigs) await made.close();
  told.temp.remove();
});

/** First and last entry of every life: the last one's hash covers all before it. Timers that ring meanwhile are left out. */
async function milestones({ store }: DemoRig): Promise<LogEntry[]> {
  const entries = await store.log.entries({ stream: '', seq: 0 }, null, 10_000);
  return entries.filter((e) => e.type === 'order.identified' || e.type === 'order.archived');
}

test('XD-03 invented history is a sound log, digests of personal data included', async () => {
  const check = await verifyLog(rig.store.log);

  expect(check.problems).toEqual([]);
  expect(check.streams).toBe(11 + 90);
  expect(check.digests).toBeGreaterThan(90);
  expect(check.events).toBeGreaterThan(90 * 10);
});

test('invented open orders wait for somebody, each with its next time limit and its timer', async () => {
  const { total } = await rig.store.queries.listOrders({ isOpen: true, limit: 1 });

  expect(total).toBe(9 + 30);
  expect(isComplete(await findGaps(rig.store.queries, rig.clock.now()))).toBe(true);
});

test('an invented order is whole: rounds, promise and a log that tells of them', async () => {
  const { rows } = await rig.store.queries.listOrders({ states: ['ARCHIVED'], limit: 100 });
  const orders = await rig.store.transaction(async (tx) => {
    const read = [];
    for (const row of rows) read.push({ order: await tx.orders.load(row.id), rounds: await tx.orders.rounds(row.id) });
    return read;
  });

  expect(orders.length).toBeGreaterThan(50);
  for (const { order, rounds } of orders) {
    expect(rounds.at(-1)?.state).toBe('PASSED');
    expect(rounds).toHaveLength(order?.roundsHeld ?? -1);
    expect(order?.firstCommitted).not.toBeNull();
  }
  expect(orders.some(({ rounds }) => rounds.length === 2)).toBe(true);
});

test('the same seed gives the same history, another seed another one', async () => {
  const [first, again, different] = [
    await milestones(rig),
    await milestones(await withHistory(1)),
    await milestones(await withHistory(2)),
  ];

  expect(again).toEqual(first);
  expect(different.map((e) => e.hash)).not.toEqual(first.map((e) => e.hash));
});

test('a command works on an invented order as on any other', async () => {
  const { rows } = await rig.store.queries.listOrders({ states: ['NEGOTIATING'], limit: 1 });
  const { people } = await rig.store.transaction((tx) => tx.directory.read());
  const actorId = people.find((p) => p.name === '王海涛')?.id ?? '';
  const outcome = await rig.dispatch({
    id: 'on-invented',
    actorId,
    command: 'hold',
    orderId: rows[0]?.id ?? '',
    input: { reason: '等客户确认图纸' },
  });

  expect(outcome.kind).toBe('done');
  expect((await verifyLog(rig.store.log)).problems).toEqual([]);
});
