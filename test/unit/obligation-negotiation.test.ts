import { describe, expect, test } from 'vitest';
import { requestExec } from '../../src/domain/advance.ts';
import { HOUR, MINUTE } from '../../src/domain/instant.ts';
import { event } from '../../src/domain/order.ts';
import { orderWith, wall } from '../support/obligations.ts';
import { FILED, hold, inReview, ledger, newId, waiting } from './obligation-ledger.ts';

describe('negotiation and leadership', () => {
  const talking = orderWith({ state: 'NEGOTIATING', number: 'UO-1' });

  test('S06 every step of a negotiation satisfies the limit and starts the next follow-up', () => {
    const book = ledger();
    book.change(FILED, talking, [event('review.failed')]);
    book.change(FILED + 5 * HOUR, talking, [event('negotiation.proposed')]);
    expect(book.of('negotiate').map((o) => [o.state, wall(o.dueAt)])).toEqual([
      ['MISSED_THEN_MET', '2026-11-24 13:00'],
      ['OPEN', '2026-11-24 18:00'],
    ]);
    book.change(FILED + 6 * HOUR, inReview(FILED + 6 * HOUR), [event('negotiation.agreed'), event('review.opened')]);
    expect(book.of('negotiate').map((o) => o.state)).toEqual(['MISSED_THEN_MET', 'MET']);
  });

  test('S06 PJ-29 waiting for the customer starts the follow-up anew and does not stop it; a hold does', () => {
    const book = ledger();
    book.change(FILED, talking, [event('review.failed')]);
    book.change(FILED + HOUR, { ...talking, waiting }, [event('order.waiting_customer')]);
    expect(book.running()).toMatchObject([{ key: 'negotiate', pausedAt: null, dueAt: FILED + 5 * HOUR }]);
    book.change(FILED + 2 * HOUR, { ...talking, waiting, hold }, [event('order.held')]);
    expect(book.running()).toMatchObject([{ key: 'negotiate', pausedAt: FILED + 2 * HOUR, nextAt: null }]);
  });

  test('T11 T13 leadership has four hours; its decision satisfies, also to abandon', () => {
    const asked = requestExec({ ...talking, state: 'AWAITING_EXEC' }, 'customer_refused', FILED, newId).order;
    const returned = ledger();
    returned.change(FILED, asked, [event('exec.requested')]);
    expect(returned.running()).toMatchObject([
      { key: 'exec_decide', role: 'EXEC', subjectId: asked.exec?.id, dueAt: FILED + 4 * HOUR },
    ]);
    returned.change(FILED + HOUR, talking, [event('exec.decided'), event('exec.returned')]);
    expect(returned.all.map((o) => [o.key, o.state])).toEqual([
      ['negotiate', 'OPEN'],
      ['exec_decide', 'MET'],
    ]);

    const abandoned = ledger();
    abandoned.change(FILED, asked, [event('exec.requested')]);
    abandoned.change(FILED + HOUR, { ...asked, state: 'ABANDONED' }, [event('order.abandoned')]);
    expect(abandoned.running()).toEqual([]);
    expect(abandoned.all[0]?.state).toBe('MET');
  });

  test('T35 XD-16 a forced order leaves nothing of its old state behind', () => {
    const book = ledger();
    book.change(FILED, inReview(), [event('review.opened')]);
    book.change(FILED + HOUR, orderWith({ state: 'NEGOTIATING' }), [event('order.forced')]);
    expect(book.running().map((o) => o.key)).toEqual(['negotiate']);
    expect(book.of('review').map((o) => o.state)).toEqual(['VOID', 'VOID']);
  });
});

describe('asking a department for its status', () => {
  test('UO-54 a request has its own limit until it is answered; other requests go on', () => {
    const book = ledger();
    const order = orderWith({ state: 'ACCEPTED' });
    book.change(FILED, order, [event('status.asked', { request: 'r1', department: 'PROD' })]);
    book.change(FILED + MINUTE, order, [event('status.asked', { request: 'r2', department: 'PROC' })]);
    expect(book.running().map((o) => [o.key, o.subjectId, o.role, o.dueAt - o.startedAt])).toEqual([
      ['status_request', 'r1', 'PROD', 4 * HOUR],
      ['status_request', 'r2', 'PROC', 4 * HOUR],
    ]);
    book.change(FILED + HOUR, order, [event('status.answered', { request: 'r1', department: 'PROD' })]);
    expect(book.of('status_request').map((o) => [o.subjectId, o.state])).toEqual([
      ['r2', 'OPEN'],
      ['r1', 'MET'],
    ]);
    book.change(FILED + 2 * HOUR, { ...order, state: 'CANCELLED' }, [event('order.cancelled')]);
    expect(book.running()).toEqual([]);
  });
});
