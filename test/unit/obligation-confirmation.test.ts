import { describe, expect, test } from 'vitest';
import { HOUR, MINUTE } from '../../src/domain/instant.ts';
import { obligationsAfter, unloggedMisses } from '../../src/domain/obligation-steps.ts';
import { event } from '../../src/domain/order.ts';
import { at, contextAt, facts, orderWith, wall } from '../support/obligations.ts';
import { FILED, hold, inReview, ledger } from './obligation-ledger.ts';

describe('confirming with the customer', () => {
  test('UO-05 UO-08 an identified order has [X] hours from when the request was received', () => {
    const book = ledger();
    const order = orderWith({ facts: { ...facts, receivedAt: at('2026-11-24 08:40') } });
    const [opened, ...others] = book.change(FILED, order, [event('order.identified')]);
    expect(others).toEqual([]);
    expect(opened).toMatchObject({
      key: 'confirm_customer',
      role: 'SALES',
      personId: 'sally',
      clock: 'wall',
      limitMs: 2 * HOUR,
      state: 'OPEN',
      step: 0,
    });
    expect(wall(opened?.dueAt ?? 0)).toBe('2026-11-24 10:40');
    expect(wall(opened?.nextAt ?? 0)).toBe('2026-11-24 09:40');
  });

  test('UO-08 XD-15 [X] is a setting; a change of it binds new orders only', () => {
    const book = ledger({ confirm_hours: 6 });
    book.change(FILED, orderWith(), [event('order.identified')]);
    expect(wall(book.of('confirm_customer')[0]?.dueAt ?? 0)).toBe('2026-11-24 15:00');
    const changed = obligationsAfter(
      book.all,
      orderWith(),
      orderWith(),
      [],
      contextAt(FILED + HOUR, { confirm_hours: 1 }),
    );
    expect(changed).toEqual([]);
  });

  test.each([
    ['one minute before', at('2026-11-24 10:59'), 'MET'],
    ['exactly at the limit', at('2026-11-24 11:00'), 'MET'],
    ['one millisecond after', at('2026-11-24 11:00') + 1, 'MISSED_THEN_MET'],
  ])('UO-08 EX-03 confirmed %s counts as %s', (_, now, state) => {
    const book = ledger();
    book.change(FILED, orderWith(), [event('order.identified')]);
    const before = book.all;
    const changed = book.change(now, inReview(now), [event('order.confirmed'), event('review.opened')]);
    expect(book.of('confirm_customer')[0]).toMatchObject({ state, satisfiedAt: now, nextAt: null });
    expect(unloggedMisses(before, changed).map((e) => e.type)).toEqual(state === 'MET' ? [] : ['sla.missed']);
  });

  test('UO-08 a hold and a return do not stop the customer’s clock; withdrawing voids it', () => {
    const book = ledger();
    book.change(FILED, orderWith(), [event('order.identified')]);
    expect(book.change(FILED + MINUTE, orderWith({ hold }), [event('order.held')])).toEqual([]);
    book.change(FILED + 2 * MINUTE, orderWith({ state: 'RETURNED' }), [
      event('order.resumed'),
      event('order.returned'),
    ]);
    expect(book.running().map((o) => o.key)).toEqual(['confirm_customer', 'return_fix']);
    book.change(FILED + 3 * MINUTE, orderWith({ state: 'ABANDONED' }), [event('order.withdrawn')]);
    expect(book.all.map((o) => o.state)).toEqual(['VOID', 'VOID']);
    expect(book.all.map((o) => o.nextAt)).toEqual([null, null]);
  });

  test('UO-08 domain §17.1 A3 correcting when the request was received moves the end, and takes a miss back', () => {
    const book = ledger();
    book.change(FILED, orderWith({ facts: { ...facts, receivedAt: at('2026-11-24 06:00') } }), [
      event('order.identified'),
    ]);
    const missed = book.all.map((o) => ({ ...o, state: 'MISSED' as const, step: 3 }));
    const [moved] = obligationsAfter(
      missed,
      orderWith(),
      orderWith(),
      [event('order.resubmitted')],
      contextAt(FILED + 5 * MINUTE),
    );
    expect(moved).toMatchObject({ state: 'OPEN', step: 3 });
    expect([wall(moved?.dueAt ?? 0), wall(moved?.nextAt ?? 0)]).toEqual(['2026-11-24 11:00', '2026-11-24 11:00']);
  });

  test('EX-03 the owner’s limit follows the order to another owner', () => {
    const book = ledger();
    book.change(FILED, orderWith(), [event('order.identified')]);
    expect(book.change(FILED + MINUTE, orderWith({ ownerId: 'sam' }))).toMatchObject([
      { personId: 'sam', dueAt: FILED + 2 * HOUR },
    ]);
  });
});

describe('intake', () => {
  const doubted = orderWith({ intake: { state: 'open', doubts: ['duplicate'], faults: null, by: null, at: null } });

  test('OF-03 domain §17.1 A10 a doubted form is checked within 30 minutes; passing or returning it satisfies that', () => {
    const passed = ledger();
    passed.change(FILED, doubted, [event('order.identified'), event('order.intake_doubted')]);
    expect(passed.of('intake_check')[0]).toMatchObject({ role: 'COORDINATOR', personId: null, limitMs: 30 * MINUTE });
    passed.change(FILED + MINUTE, orderWith(), [event('order.intake_passed')]);
    expect(passed.of('intake_check')[0]?.state).toBe('MET');

    const returned = ledger();
    returned.change(FILED, doubted, [event('order.identified')]);
    returned.change(FILED + 31 * MINUTE, orderWith({ state: 'RETURNED' }), [event('order.returned')]);
    expect(returned.of('intake_check')[0]?.state).toBe('MISSED_THEN_MET');
    expect(returned.of('return_fix')[0]).toMatchObject({
      limitMs: 2 * HOUR,
      startedAt: FILED + 31 * MINUTE,
      personId: 'sally',
    });
    returned.change(FILED + HOUR, doubted, [event('order.resubmitted')]);
    expect(returned.of('return_fix')[0]?.state).toBe('MET');
    expect(returned.running().map((o) => o.key)).toEqual(['confirm_customer', 'intake_check']);
  });

  test('OF-03 a form without doubts opens no check', () => {
    const book = ledger();
    book.change(FILED, orderWith(), [event('order.identified'), event('order.intake_passed')]);
    expect(book.all.map((o) => o.key)).toEqual(['confirm_customer']);
  });
});
