import { afterEach, describe, expect, test } from 'vitest';
import type { Tx } from '../../src/app/ports.ts';
import { timerRequestId } from '../../src/app/timers.ts';
import { findGaps, isComplete, runAudit } from '../../src/app/upkeep/auditor.ts';
import { BOT } from '../../src/domain/people.ts';
import { at, wall } from '../support/obligations.ts';
import { closeCompanies, company, inOrder, NINE } from './limits-company.ts';

afterEach(closeCompanies);

/** Whether the order's head is the one its log ends with. */
async function verifyHead(tx: Tx, orderId: string): Promise<boolean> {
  const [order, entries] = [await tx.orders.load(orderId), await tx.events.since(orderId, -1)];
  return order?.eventCount === entries.length && order.headHash === entries.at(-1)?.hash;
}

describe('a bot that was down', () => {
  test.each([
    ['during two reminders', '2026-11-24 10:50', ['10:50 sla.warned']],
    ['over the limit', '2026-11-24 11:20', ['11:20 sla.missed']],
    ['for half a day', '2026-11-24 17:00', ['17:00 sla.escalated', '17:00 sla.missed']],
  ])(
    'XD-05 XD-11 domain §15 scenario 16 %s takes one step on recovery, and not again at the next start',
    async (_, when, expected) => {
      const it = await company();
      const order = await it.file();
      await it.stop();
      it.moveTo(at(when));
      await it.restart();
      expect(inOrder(await it.sla(order))).toEqual(expected);
      const told = await it.reminders();
      expect(told.filter((who) => who === 'sally')).toHaveLength(1);
      await it.stop();
      await it.restart();
      expect(await it.reminders()).toEqual(told);
    },
  );

  test('XD-14 EX-03 what was done late before a timer could ring is in the log as missed', async () => {
    const it = await company();
    const order = await it.file();
    it.moveTo(at('2026-11-24 11:01'));
    await it.confirm(order);
    await it.bot.queue.drain();
    expect(await it.sla(order)).toEqual(['11:01 sla.missed']);
    expect(await it.reminders()).toEqual([]);
    expect(await it.bot.store.transaction((tx) => verifyHead(tx, order))).toBe(true);
  });

  test('XD-02 XD-05 a timer delivered twice takes its step once', async () => {
    const it = await company();
    const order = await it.file();
    const [first] = await it.open(order);
    if (first?.nextAt == null) throw new Error('no timer');
    it.moveTo(first.nextAt);
    const ring = () =>
      it.bot.dispatch({
        id: timerRequestId({ obligation: first.id, step: 0, at: first.nextAt as number }),
        actorId: BOT,
        command: 'timer',
        orderId: order,
        input: { obligationId: first.id, step: 0 },
      });
    const outcomes = await Promise.all([ring(), ring(), ring()]);
    expect(outcomes.map((o) => o.kind)).toEqual(['done', 'done', 'done']);
    await it.bot.queue.drain();
    expect(await it.sla(order)).toEqual(['10:00 sla.warned']);
  });
});

describe('clocks that stand still', () => {
  test('T31 PJ-29 the ring of before the pause means nothing, the one after it counts', async () => {
    const it = await company({ reviewers_always: ['PROC'], review_tech_on_regular: false });
    const order = await it.file();
    await it.confirm(order);
    await it.until('2026-11-24 10:00');
    expect(await it.does('gina', 'hold', { reason: 'credit' }, order)).toBe('done');
    await it.until('2026-11-24 14:00');
    expect(await it.sla(order)).toEqual([]);
    expect(await it.does('gina', 'resume', {}, order)).toBe('done');
    expect((await it.open(order)).map((o) => [o.key, wall(o.dueAt), wall(o.nextAt)])).toEqual([
      ['review', '2026-11-24 17:00', '2026-11-24 15:00'],
    ]);
    await it.until('2026-11-24 17:00');
    expect(inOrder(await it.sla(order))).toEqual(['15:00 sla.warned', '16:12 sla.warned', '17:00 sla.missed']);
  });

  test('XD-11 a snooze is for whoever must act, and only for them', async () => {
    const it = await company();
    const order = await it.file();
    await it.until('2026-11-24 10:00');
    const [due] = await it.open(order);
    expect(await it.does('sam', 'snooze', { obligationId: due?.id, until: '1h' }, order)).toBe('refused: no_effect');
    expect(await it.does('sally', 'snooze', { obligationId: due?.id, until: '1h' }, order)).toBe('done');
    await it.until('2026-11-24 11:00');
    expect(inOrder(await it.sla(order))).toEqual(['10:00 sla.warned', '11:00 sla.missed']);
  });
});

describe('the auditor', () => {
  test('EX-03 XD-05 finds an order without a limit and a limit without a timer, and puts both right', async () => {
    const it = await company();
    const order = await it.file();
    const healthy = await findGaps(it.bot.store.queries, NINE);
    expect([isComplete(healthy), healthy]).toEqual([
      true,
      {
        at: NINE,
        ordersWithoutObligation: [],
        timersMissing: 0,
        deliveriesStuck: 0,
        oldestJobAt: healthy.oldestJobAt,
        parked: 0,
      },
    ]);

    await it.bot.database.sql.run(`DELETE FROM "Job" WHERE "queue" = 'timer'`);
    const timers = await runAudit(it.bot.store, { now: NINE, newId: it.newId });
    expect([timers.found.timersMissing, timers.repaired, isComplete(timers.left)]).toEqual([
      1,
      { obligations: 0, timers: 1 },
      true,
    ]);

    await it.bot.database.sql.run('DELETE FROM "Obligation"');
    await it.bot.database.sql.run(`DELETE FROM "Job" WHERE "queue" = 'timer'`);
    const limits = await runAudit(it.bot.store, { now: NINE, newId: it.newId });
    expect([limits.found.ordersWithoutObligation, limits.repaired, isComplete(limits.left)]).toEqual([
      [order],
      { obligations: 1, timers: 0 },
      true,
    ]);
    expect((await it.open(order)).map((o) => [o.key, wall(o.dueAt)])).toEqual([
      ['confirm_customer', '2026-11-24 11:00'],
    ]);
    await it.until('2026-11-24 10:00');
    expect(await it.sla(order)).toEqual(['10:00 sla.warned']);
  });
});
