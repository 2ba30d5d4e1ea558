import { describe, expect, test } from 'vitest';
import { LostRace } from '../../src/app/lost-race.ts';
import type { LogEntry } from '../../src/app/rows.ts';
import { HOUR, NOW, sampleObligation, sampleOrder } from './samples.ts';
import type { StoreScene } from './store-scene.ts';

function entry(stream: string, seq: number, version = seq): LogEntry {
  return {
    stream,
    seq,
    type: 'order.changed',
    at: NOW + seq,
    actorId: 'sam',
    onBehalf: null,
    version,
    data: '{"a":1}',
    prevHash: `h${seq - 1}`,
    hash: `h${seq}`,
  };
}

/** What is written with an order, all of it or nothing: answers, the log, obligations, numbers. */
export function describeTransactions(scene: StoreScene): void {
  const { inTx, load } = scene;

  describe('transactions', () => {
    test('nothing remains of a transaction that throws', async () => {
      const failed = inTx(async (tx) => {
        await tx.orders.save(null, sampleOrder({ id: 'o1' }));
        await tx.settings.save('review_hours', 9, 'ann', NOW);
        expect((await tx.settings.read()).review_hours).toBe(9);
        throw new Error('no');
      });
      await expect(failed).rejects.toThrow('no');
      expect(await load('o1')).toBeNull();
      expect((await inTx((tx) => tx.settings.read())).review_hours).toBe(4);
    });

    test('a lost race runs the work again, five times at the most', async () => {
      let runs = 0;
      const twice = inTx(async (tx) => {
        const count = await tx.counters.next('n');
        if (++runs < 3) throw new LostRace('order');
        return count;
      });
      expect(await twice).toBe(1);
      runs = 0;
      await expect(
        inTx(async () => {
          runs += 1;
          throw new LostRace('order');
        }),
      ).rejects.toThrow(LostRace);
      expect(runs).toBe(5);
    });
  });

  test('XD-02 an answer is recorded once', async () => {
    const answer = { id: 'i1', at: NOW, actorId: 'sam', command: 'new', answer: '{"a":1}' };
    expect(await inTx((tx) => tx.answers.find('i1'))).toBeNull();
    expect(await inTx((tx) => tx.answers.record(answer))).toBe(true);
    expect(await inTx((tx) => tx.answers.record({ ...answer, answer: '{}' }))).toBe(false);
    expect(await inTx((tx) => tx.answers.find('i1'))).toBe('{"a":1}');
  });

  test('XD-03 the log grows, tells what came after a version, and keeps the head of the company stream', async () => {
    await inTx((tx) => tx.events.append([entry('o1', 1), entry('o1', 2), entry('o1', 3, 2), entry('o2', 1)]));
    expect(await inTx((tx) => tx.events.since('o1', 1))).toEqual([entry('o1', 2), entry('o1', 3, 2)]);
    expect(await scene.rig.store.queries.timeline('o1', 2)).toEqual([entry('o1', 2), entry('o1', 3, 2)]);
    await expect(inTx((tx) => tx.events.append([entry('o1', 3)]))).rejects.toThrow();
    expect(await inTx((tx) => tx.events.head('company'))).toEqual({ count: 0, head: '0'.repeat(64) });
    await inTx((tx) => tx.events.setHead('company', 1, 'h1'));
    await inTx((tx) => tx.events.setHead('company', 2, 'h2'));
    expect(await inTx((tx) => tx.events.head('company'))).toEqual({ count: 2, head: 'h2' });
  });

  test('obligations are saved again as they change; running ones are open', async () => {
    const first = sampleObligation({ id: 'b1' });
    const second = sampleObligation({ id: 'b2', dueAt: NOW + HOUR, limitMs: HOUR, remainingMs: -5, state: 'MISSED' });
    await inTx((tx) =>
      tx.obligations.save([
        first,
        second,
        sampleObligation({ id: 'b3', state: 'VOID' }),
        sampleObligation({ id: 'b4', orderId: 'o2' }),
      ]),
    );
    expect(await inTx((tx) => tx.obligations.open('o1'))).toEqual([second, first]);
    const met = { ...first, state: 'MET' as const, nextAt: null, satisfiedAt: NOW, isCompressed: true };
    await inTx((tx) => tx.obligations.save([met]));
    expect(await inTx((tx) => tx.obligations.load('b1'))).toEqual(met);
    expect(await inTx((tx) => tx.obligations.open('o1'))).toEqual([second]);
    expect((await scene.rig.store.queries.openObligations({ limit: 10 })).map((o) => o.id)).toEqual(['b2', 'b4']);
    expect(
      (await scene.rig.store.queries.openObligations({ orderId: 'o2', roles: ['PROD', 'QA'], limit: 10 })).map(
        (o) => o.id,
      ),
    ).toEqual(['b4']);
    expect(await scene.rig.store.queries.openObligations({ roles: [], limit: 10 })).toEqual([]);
  });

  test('OF-04 a number series gives every number once', async () => {
    const other = scene.rig.second();
    const numbers = await Promise.all(
      Array.from({ length: 20 }, (_, i) =>
        (i % 2 ? other : scene.rig.store).transaction((tx) => tx.counters.next('order:2026')),
      ),
    );
    expect(numbers.sort((a, b) => a - b)).toEqual(Array.from({ length: 20 }, (_, i) => i + 1));
    expect(await inTx((tx) => Promise.all([tx.counters.read('order:2026'), tx.counters.read('none')]))).toEqual([
      20, 0,
    ]);
  });
}
