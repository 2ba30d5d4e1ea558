import { describe, expect, test } from 'vitest';
import { HOUR } from '../../src/domain/instant.ts';
import { isOverdue, type Obligation, settleObligation, timeLeft } from '../../src/domain/obligation.ts';
import { OBLIGATION_KEYS, OBLIGED_STATES, ruleOf } from '../../src/domain/obligation-rules.ts';
import { obligationsAfter } from '../../src/domain/obligation-steps.ts';
import { event } from '../../src/domain/order.ts';
import { ORDER_PROCESS } from '../../src/domain/order-process.ts';
import { calendar, contextAt, orderWith, wall } from '../support/obligations.ts';
import { FILED, hold, inReview, ledger, ledgerRow, waiting } from './obligation-ledger.ts';

describe('the table', () => {
  test('domain §10.13 every row names where it comes from, what starts it, what ends it and whom it climbs to', () => {
    for (const key of OBLIGATION_KEYS) {
      const rule = ruleOf(key);
      expect([key, rule?.basis !== '', rule?.startsOn.length !== 0, rule?.metBy.length !== 0]).toEqual([
        key,
        true,
        true,
        true,
      ]);
      // Silence escalates: the ladder of every row ends with leadership.
      expect([key, rule?.ladder.at(-1)]).toEqual([key, { kind: 'members', of: 'EXEC' }]);
      expect([key, Boolean(rule?.subjects) !== Boolean(rule?.startedBy)]).toEqual([key, true]);
    }
  });

  test('EX-03 the process has no waiting state of the first half without a limit', () => {
    const states = Object.values(ORDER_PROCESS)
      .flatMap((moves) => moves.map((m) => m.to))
      .filter((to) => to !== 'same');
    expect([...new Set(states)].filter((s) => !OBLIGED_STATES.includes(s)).sort()).toEqual(['ABANDONED', 'ACCEPTED']);
  });

  test('an unknown row of a later version is left alone', () => {
    const foreign = { ...ledgerRow(), key: 'plan' };
    expect(ruleOf('plan')).toBeNull();
    expect(obligationsAfter([foreign], orderWith(), orderWith({ state: 'ABANDONED' }), [], contextAt(FILED))).toEqual(
      [],
    );
  });
});

describe('pausing', () => {
  test('PJ-29 T31 waiting for the customer stops the departments’ clocks and gives back what was left', () => {
    const book = ledger();
    const order = inReview();
    book.change(FILED, order, [event('review.opened')]);
    book.change(FILED + HOUR, { ...order, waiting }, [event('order.waiting_customer')]);
    expect(book.of('review')).toMatchObject([
      { pausedAt: FILED + HOUR, remainingMs: 3 * HOUR, nextAt: null },
      { pausedAt: FILED + HOUR, remainingMs: 3 * HOUR, nextAt: null },
    ]);
    expect(book.of('customer_answer')).toMatchObject([{ role: 'SALES', pausedAt: null, dueAt: FILED + 5 * HOUR }]);
    // A hold on top changes nothing, and lifting it alone does not start the clock.
    expect(book.change(FILED + 2 * HOUR, { ...order, waiting, hold }).map((o) => o.key)).toEqual(['customer_answer']);
    expect(book.change(FILED + 3 * HOUR, { ...order, waiting }).map((o) => o.key)).toEqual(['customer_answer']);
    book.change(FILED + 26 * HOUR, order, [event('order.customer_answered')]);
    expect(book.of('review').map((o) => [o.pausedAt, o.remainingMs, o.dueAt])).toEqual([
      [null, null, FILED + 29 * HOUR],
      [null, null, FILED + 29 * HOUR],
    ]);
    expect(wall(book.of('review')[0]?.nextAt ?? 0)).toBe('2026-11-25 12:00');
    expect(book.of('customer_answer').map((o) => o.state)).toEqual(['MISSED_THEN_MET']);
  });

  test('T31 what is asked for while the order is on hold waits from the start', () => {
    const book = ledger();
    book.change(FILED, orderWith({ state: 'ACCEPTED', hold }), [
      event('status.asked', { request: 'r1', department: 'PROD' }),
    ]);
    expect(book.all).toMatchObject([{ pausedAt: FILED, remainingMs: 4 * HOUR, nextAt: null }]);
  });

  test('EX-03 a limit missed before the pause is still missed after it, by as much', () => {
    const book = ledger();
    const order = inReview();
    book.change(FILED, order, [event('review.opened')]);
    book.change(FILED + 5 * HOUR, { ...order, hold });
    expect(timeLeft(book.of('review')[0] as Obligation, calendar, FILED + 9 * HOUR)).toBe(-HOUR);
    book.change(FILED + 25 * HOUR, order);
    expect(book.of('review')[0]).toMatchObject({ dueAt: FILED + 24 * HOUR });
    expect(isOverdue(book.of('review')[0] as Obligation, FILED + 25 * HOUR)).toBe(true);
  });

  test('EX-03 deciding during a hold counts what was left when it began', () => {
    const base = { pausedAt: FILED, nextAt: null, dueAt: FILED - HOUR };
    const settled = (remainingMs: number) =>
      settleObligation({ ...ledgerRow(), ...base, remainingMs }, 'met', FILED + 9 * HOUR).state;
    expect([settled(1), settled(0), settled(-1)]).toEqual(['MET', 'MET', 'MISSED_THEN_MET']);
  });
});
