import { describe, expect, test } from 'vitest';
import { LostRace } from '../../src/app/lost-race.ts';
import type { Order } from '../../src/domain/order.ts';
import { DAY, NOW, sampleFacts, sampleOrder, sampleRound, sampleTask } from './samples.ts';
import type { StoreScene } from './store-scene.ts';

/** An order with everything that hangs on it: as it was saved, and never over what somebody else has saved meanwhile. */
export function describeOrders(scene: StoreScene): void {
  const { inTx, save, load } = scene;

  describe('orders', () => {
    test('an order comes back as it was saved, and by its names', async () => {
      const order = sampleOrder({
        id: 'o1',
        number: 'UO-1',
        hold: { reason: 'r', by: 'sam', since: NOW },
        round: sampleRound('o1'),
      });
      expect(await save(null, order)).toBe(true);
      expect(await load('o1')).toEqual(order);
      expect(
        await inTx((tx) =>
          Promise.all([tx.orders.findByName('UO-1'), tx.orders.findByName('D-o1'), tx.orders.findByName('UO-2')]),
        ),
      ).toEqual(['o1', 'o1', null]);
      expect(await load('none')).toBeNull();
    });

    test('XD-04 an order that has moved on since it was read is not written', async () => {
      const first = sampleOrder({ id: 'o1' });
      await save(null, first);
      expect(await save(first, { ...first, version: 2, state: 'IDENTIFIED' })).toBe(true);
      expect(await save(first, { ...first, version: 2, state: 'CANCELLED' })).toBe(false);
      expect((await load('o1'))?.state).toBe('IDENTIFIED');
    });

    test('what differs is written: fields, a task with its conditions, options, the request to leadership', async () => {
      const before = sampleOrder({ id: 'o1', round: sampleRound('o1') });
      await save(null, before);
      const round = before.round ?? sampleRound('o1');
      const tasks = round.tasks.map((task, i) =>
        i === 2
          ? {
              ...task,
              state: 'APPROVED_WITH_CONDITIONS' as const,
              answers: { a: 'b' },
              conditions: [{ id: 'c1', kind: 'date' as const, text: 't', state: 'OPEN' as const }],
            }
          : task,
      );
      const option = {
        id: 'n1',
        round: 1,
        type: 'shift_date' as const,
        newDate: NOW,
        extraCost: 5,
        explanation: 'e',
        state: 'PROPOSED' as const,
        evidence: null,
        proposedBy: 'sam',
        proposedAt: NOW,
        answeredAt: null,
      };
      const exec = {
        id: 'x1',
        number: 1,
        cause: 'important' as const,
        state: 'OPEN' as const,
        requestedAt: NOW,
        decidedAt: null,
        decidedBy: null,
        decision: null,
        reason: null,
      };
      const second: Order = {
        ...before,
        version: 2,
        facts: sampleFacts({ traits: [], amountMinor: null }),
        round: { ...round, tasks },
        negotiation: { options: [option] },
        exec,
      };
      await save(before, second);
      expect(await load('o1')).toEqual(second);
      const third: Order = {
        ...second,
        version: 3,
        exec: { ...exec, state: 'DECIDED', decidedAt: NOW, decidedBy: 'eva', decision: 'accept' },
        round: { ...round, tasks: tasks.map((t) => ({ ...t, conditions: [] })) },
        negotiation: { options: [{ ...option, state: 'OFFERED' }] },
      };
      await save(second, third);
      expect(await load('o1')).toEqual(third);
    });

    test('JW-04 a new round closes the open one it replaces, and its unanswered tasks', async () => {
      const before = sampleOrder({ id: 'o1', round: sampleRound('o1', 1) });
      await save(null, before);
      const after = { ...before, version: 2, round: sampleRound('o1', 2, 3) };
      await save(before, after);
      expect(await load('o1')).toEqual(after);
      const [first, second] = await inTx((tx) => tx.orders.rounds('o1'));
      expect(first).toMatchObject({ number: 1, state: 'SUPERSEDED', closedAt: NOW + 2 });
      expect(first?.tasks.map((t) => t.state)).toEqual(['VOID', 'VOID', 'VOID', 'VOID', 'VOID']);
      expect(second).toEqual(after.round);
    });

    test('K01 a version of the promise is kept as it was first written', async () => {
      const date = { version: 1, date: NOW + DAY, setAt: NOW, reason: 'r', agreedByCustomer: true, actorId: 'sam' };
      const before = sampleOrder({ id: 'o1', committedDates: [date] });
      await save(null, before);
      const read = await load('o1');
      expect(read?.committedDates).toEqual([]);
      expect(
        await save(before, {
          ...before,
          version: 2,
          committedDates: [
            { ...date, reason: 'other' },
            { ...date, version: 2 },
          ],
        }),
      ).toBe(true);
    });

    test('XD-04 of twenty who change the same version one wins, and every version is won once', async () => {
      await save(null, sampleOrder({ id: 'o1', roundsHeld: 0 }));
      const stores = [scene.rig.store, scene.rig.second()];
      const wins: number[] = [];
      await Promise.all(
        Array.from({ length: 20 }, async (_, i) => {
          const store = stores[i % 2] ?? scene.rig.store;
          let stale = await store.transaction((tx) => tx.orders.load('o1'));
          await store.transaction(async (tx) => {
            const order = stale ?? (await tx.orders.load('o1'));
            stale = null;
            if (!order) throw new Error('no order');
            if (
              !(await tx.orders.save(order, {
                ...order,
                version: order.version + 1,
                roundsHeld: order.roundsHeld + 1,
              }))
            )
              throw new LostRace('order');
            wins.push(order.version);
          });
        }),
      );
      expect(wins).toEqual(Array.from({ length: 20 }, (_, i) => i + 1));
      expect((await load('o1'))?.roundsHeld).toBe(20);
    });
  });

  test('a task keeps every field', async () => {
    const task = sampleTask('t1', {
      state: 'REJECTED',
      fallback: 'no_head',
      decidedBy: 'a',
      decidedFor: 'b',
      decidedAt: NOW,
      reason: 'r',
      earliest: NOW + DAY,
      isImpossible: true,
      answers: { q: '1' },
      risks: [{ category: 'c', likelihood: 1, impact: 2, response: 'x' }],
      question: 'q',
      askedAt: NOW,
      reply: 'y',
      repliedAt: NOW,
      isRequired: false,
    });
    const order = sampleOrder({ id: 'o1', round: { ...sampleRound('o1'), tasks: [task] } });
    await save(null, order);
    expect(await load('o1')).toEqual(order);
  });
}
