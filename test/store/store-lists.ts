import { beforeEach, describe, expect, test } from 'vitest';
import type { Store } from '../../src/app/ports.ts';
import { DAY, HOUR, NOW, redraw, sampleFacts, sampleObligation, sampleOrder, sampleRound, timer } from './samples.ts';
import { person, type StoreScene } from './store-scene.ts';

/** What is looked up across orders: lists, what looks alike, what the auditor sees. */
export function describeLists(scene: StoreScene): void {
  const { inTx } = scene;

  describe('lists', () => {
    beforeEach(() =>
      inTx(async (tx) => {
        await tx.directory.savePerson(person('tom', { memberships: [{ role: 'PROD', isHead: true }] }));
        await tx.orders.save(
          null,
          sampleOrder({
            id: 'o1',
            number: 'UO-1',
            state: 'IN_REVIEW',
            facts: sampleFacts({ requiredBy: NOW + 3 * DAY }),
          }),
        );
        await tx.orders.save(
          null,
          sampleOrder({
            id: 'o2',
            state: 'CONFIRMED',
            ownerId: 'ann',
            facts: sampleFacts({ requiredBy: NOW + DAY, customer: '100%_Werk' }),
          }),
        );
        await tx.orders.save(
          null,
          sampleOrder({
            id: 'o3',
            state: 'IN_REVIEW',
            isConfidential: true,
            submitterId: 'kim',
            ownerId: 'kim',
            round: sampleRound('o3'),
            facts: sampleFacts({ requiredBy: NOW + 2 * DAY }),
          }),
        );
        await tx.orders.save(null, sampleOrder({ id: 'o4', state: 'CANCELLED', closedAt: NOW }));
        await tx.orders.save(
          null,
          sampleOrder({ id: 'o5', state: 'DRAFT', isDrill: true, waiting: { for: 'x', by: 'sam', since: NOW } }),
        );
        await tx.obligations.save([
          sampleObligation({ id: 'b1', orderId: 'o1', dueAt: NOW + 9, personId: 'ann' }),
          sampleObligation({ id: 'b2', orderId: 'o1', dueAt: NOW + 5, role: 'QA' }),
          sampleObligation({ id: 'b3', orderId: 'o1', dueAt: NOW, state: 'MET' }),
        ]);
      }),
    );
    const ids = async (filter: Partial<Parameters<Store['queries']['listOrders']>[0]>) => {
      const { rows, total } = await scene.rig.store.queries.listOrders({ limit: 10, ...filter });
      expect(total).toBe(rows.length + (filter.offset ?? 0));
      return rows.map((row) => row.id);
    };

    test('open orders come by date, drills and closed ones only when asked for', async () => {
      expect(await ids({ isOpen: true })).toEqual(['o2', 'o3', 'o1']);
      expect(await ids({ isOpen: true, includeDrills: true })).toEqual(['o2', 'o3', 'o1', 'o5']);
      expect(await ids({ isOpen: false })).toEqual(['o4']);
      expect(await ids({})).toEqual(['o4', 'o3', 'o2', 'o1']);
      expect(await ids({ states: ['CONFIRMED', 'CANCELLED'] })).toEqual(['o4', 'o2']);
      expect(await ids({ isOpen: true, limit: 10, offset: 2 })).toEqual(['o1']);
      const page = await scene.rig.store.queries.listOrders({ isOpen: true, limit: 2 });
      expect([page.rows.map((r) => r.id), page.total]).toEqual([['o2', 'o3'], 3]);
    });

    test('by person, by role that is waited for, by text', async () => {
      expect(await ids({ personId: 'ann' })).toEqual(['o2', 'o1']);
      expect(await ids({ waitingForRoles: ['QA', 'FIN'] })).toEqual(['o1']);
      expect(await ids({ waitingForRoles: [] })).toEqual([]);
      expect(await ids({ text: 'uo-1' })).toEqual(['o1']);
      expect(await ids({ text: ' 100%_W ' })).toEqual(['o2']);
      expect(await ids({ text: '%' })).toEqual(['o2']);
    });

    test('XD-17 a confidential order is listed for those who take part in it', async () => {
      expect(await ids({ isOpen: true, visibleTo: { personId: 'sam', seesAll: false } })).toEqual(['o2', 'o1']);
      expect(await ids({ isOpen: true, visibleTo: { personId: 'kim', seesAll: false } })).toEqual(['o2', 'o3', 'o1']);
      expect(await ids({ isOpen: true, visibleTo: { personId: 'tom', seesAll: false } })).toEqual(['o2', 'o3', 'o1']);
      expect(await ids({ isOpen: true, visibleTo: { personId: 'eva', seesAll: true } })).toEqual(['o2', 'o3', 'o1']);
    });

    test('a row says what is due next, and whether the order is held or waits', async () => {
      const { rows } = await scene.rig.store.queries.listOrders({ isOpen: true, includeDrills: true, limit: 10 });
      const row = rows.find((r) => r.id === 'o1');
      expect(row).toMatchObject({
        number: 'UO-1',
        customer: 'Nordwerk',
        quantity: 12.5,
        isConfidential: false,
        isHeld: false,
        isWaiting: false,
      });
      expect(row?.nextDue).toEqual({ key: 'review', role: 'QA', dueAt: NOW + 5 });
      expect(rows.find((r) => r.id === 'o5')).toMatchObject({ isWaiting: true, isDrill: true, nextDue: null });
    });

    test('UO-05 orders that look alike: customer, model, date within the window', async () => {
      const alike = await scene.rig.store.queries.similarOrders('Nordwerk', 'P-40', NOW + 3 * DAY, DAY);
      expect(alike.map((r) => r.id)).toEqual(['o3', 'o1']);
    });
  });

  test('the auditor sees orders nobody is reminded of, late and parked jobs, timers that are missing', async () => {
    await inTx(async (tx) => {
      for (const [id, state] of [
        ['o1', 'IN_REVIEW'],
        ['o2', 'IN_REVIEW'],
        ['o3', 'NEGOTIATING'],
        ['o4', 'ACCEPTED'],
        ['o5', 'DRAFT'],
      ] as const)
        await tx.orders.save(null, sampleOrder({ id, state }));
      await tx.orders.save(
        null,
        sampleOrder({ id: 'o6', state: 'CONFIRMED', hold: { reason: 'r', by: 'sam', since: NOW } }),
      );
      await tx.orders.save(null, sampleOrder({ id: 'o7', state: 'CONFIRMED' }));
      await tx.obligations.save([
        sampleObligation({ id: 'b1', orderId: 'o1' }),
        sampleObligation({ id: 'b2', orderId: 'o2', nextAt: null }),
        sampleObligation({ id: 'b3', orderId: 'o3', nextAt: null, pausedAt: NOW }),
        sampleObligation({ id: 'b7', orderId: 'o7', state: 'MISSED' }),
      ]);
      await tx.jobs.add([
        timer('b7', NOW + 2 * HOUR),
        timer('b1', NOW + HOUR),
        redraw('o1'),
        redraw('o2', { runAt: NOW - HOUR }),
      ]);
    });
    expect(await scene.rig.store.queries.audit(NOW)).toEqual({
      ordersWithoutObligation: ['o2'],
      overdueJobs: 1,
      oldestJobAt: NOW - HOUR,
      parked: 0,
      timersMissing: 1,
    });
  });
}
