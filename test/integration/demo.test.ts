import { afterAll, beforeAll, expect, test } from 'vitest';
import type { OrderRow } from '../../src/app/rows.ts';
import { findGaps, isComplete } from '../../src/app/upkeep/auditor.ts';
import { DEMO_PEOPLE } from '../../src/demo/company.ts';
import { createDemoRig, type DemoRig } from '../support/demo-rig.ts';

let rig: DemoRig;
let rows: readonly OrderRow[];
let refused: readonly string[];

beforeAll(async () => {
  rig = await createDemoRig();
  refused = await rig.seed();
  rows = (await rig.store.queries.listOrders({ limit: 50 })).rows;
});

afterAll(() => rig.close());

async function orderOf(customer: string) {
  const id = rows.find((r) => r.customer.includes(customer))?.id ?? '';
  const order = await rig.store.transaction((tx) => tx.orders.load(id));
  if (!order) throw new Error(`no order of ${customer}`);
  return order;
}

test('the demo company has thirteen people, the eight main ones first, each with an account to be', async () => {
  const { people, accounts, delegations } = await rig.store.transaction((tx) => tx.directory.read());
  const inOrder = [...people].sort((a, b) => (a.id < b.id ? -1 : 1));

  expect(inOrder.map((p) => p.name)).toEqual(DEMO_PEOPLE.map((p) => p.name));
  expect(inOrder.slice(0, 8).map((p) => p.memberships[0]?.role)).toEqual([
    'SALES',
    'PROD',
    'PROC',
    'QA',
    'TECH',
    'LOGI',
    'FIN',
    'EXEC_GM',
  ]);
  expect(accounts.map((a) => a.userId).sort()).toEqual(DEMO_PEOPLE.map((p) => p.id).sort());
  expect(people.filter((p) => p.isAdmin).map((p) => p.name)).toEqual(['徐静']);
  expect(delegations).toHaveLength(1);
});

test('its orders stand in the states a newcomer should see, told through the gate', () => {
  const states = Object.fromEntries(
    rows.map((r) => [r.customer, `${r.state}${r.isHeld ? ' held' : ''}${r.isWaiting ? ' waiting' : ''}`]),
  );

  expect(states).toEqual({
    苏州恒力自动化: 'IDENTIFIED',
    合肥联科电子: 'RETURNED',
    台灣精密科技股份有限公司: 'IDENTIFIED waiting',
    无锡恒鼎机械: 'IN_REVIEW',
    上海申迅轨道交通: 'IN_REVIEW held',
    宁波海川泵业: 'NEGOTIATING',
    华东电力装备集团: 'AWAITING_EXEC',
    深圳讯达电子: 'ACCEPTED',
    'ACME Robotics GmbH': 'ACCEPTED',
    佛山顺德佳美电器: 'ABANDONED',
  });
  expect([...refused, ...rig.faults]).toEqual([]);
});

test('UO-13 JW-08 two departments have answered, and a rejection names its earliest date', async () => {
  const reviewed = await orderOf('恒鼎');
  const failed = await orderOf('海川');

  expect(reviewed.round?.tasks.filter((t) => t.state === 'APPROVED').map((t) => t.department)).toEqual([
    'PROD',
    'TECH',
  ]);
  expect(failed.round?.tasks.find((t) => t.state === 'REJECTED')?.earliest).toBeGreaterThan(failed.facts.requiredBy);
  expect(failed.negotiation.options.map((o) => o.type)).toEqual(['partial_delivery', 'substitute_material']);
});

test('XD-07 a delegate decided for the purchasing head, and the log says so', async () => {
  const order = await orderOf('华东');
  const { people } = await rig.store.transaction((tx) => tx.directory.read());
  const nameOf = (id: string | null | undefined) => people.find((p) => p.id === id)?.name;
  const task = order.round?.tasks.find((t) => t.department === 'PROC');

  expect([nameOf(task?.decidedBy), nameOf(task?.decidedFor)]).toEqual(['罗斌', '陈芳']);
  const log = await rig.store.queries.timeline(order.id, 100);
  expect(log.some((e) => e.type === 'review.decision' && nameOf(e.onBehalf) === '陈芳')).toBe(true);
});

test('its time limits are real: none of the open ones has passed, reminders went out on the way, nothing is forgotten', async () => {
  const now = rig.clock.now();
  const due = rows.flatMap((r) => (r.nextDue ? [r.nextDue.dueAt] : []));

  expect(Math.min(...due)).toBeGreaterThan(now);
  expect(rig.delivered.filter((d) => d === 'direct obligation.reminder').length).toBeGreaterThan(0);
  expect(isComplete(await findGaps(rig.store.queries, now))).toBe(true);
});

test('PJ-77 every change of an order is in its log: by whom, when, and which version it made', async () => {
  for (const { id } of rows) {
    const order = await rig.store.transaction((tx) => tx.orders.load(id));
    const log = await rig.store.queries.timeline(id, 1000);
    const versions = [...new Set(log.map((e) => e.version))];

    expect(versions).toEqual(Array.from({ length: order?.version ?? 0 }, (_, i) => i + 1));
    expect(log.every((e) => e.actorId !== '' && e.at <= rig.clock.now())).toBe(true);
    expect([...log].sort((a, b) => a.at - b.at || a.seq - b.seq)).toEqual(log);
  }
});
