import { describe, expect, test } from 'vitest';
import { HOUR, MINUTE } from '../../src/domain/instant.ts';
import { OBLIGATION_RULES } from '../../src/domain/obligation-rules.ts';
import { event, type Order } from '../../src/domain/order.ts';
import { answerInfo, askInfo, closeRound, giveOpinion, reopenTask } from '../../src/domain/review-moves.ts';
import { facts, orderWith, timeAt, wall } from '../support/obligations.ts';
import { FILED, inReview, ledger, newId, YES } from './obligation-ledger.ts';

describe('departments', () => {
  test('JW-08 every required department has its own limit, ended by its own answer; an optional one has none', () => {
    const book = ledger();
    const order = inReview();
    book.change(FILED, order, [event('review.opened')]);
    expect(book.all.map((o) => [o.key, o.role, wall(o.dueAt)])).toEqual([
      ['review', 'PROD', '2026-11-24 13:00'],
      ['review', 'PROC', '2026-11-24 13:00'],
    ]);
    const step = giveOpinion(order, 'PROD', YES, { id: 'paul', for: null }, FILED + HOUR, newId);
    book.change(FILED + HOUR, step.order, step.events);
    expect(book.all.map((o) => [o.role, o.state])).toEqual([
      ['PROC', 'OPEN'],
      ['PROD', 'MET'],
    ]);
  });

  test('JW-08 the department’s limit is the one its task was opened with, also the long one', () => {
    const order = inReview();
    const long = {
      ...order,
      round: order.round && {
        ...order.round,
        tasks: order.round.tasks.map((t) => ({ ...t, dueAt: FILED + 24 * HOUR })),
      },
    };
    const book = ledger();
    book.change(FILED, long, [event('review.opened')]);
    expect(book.all.map((o) => o.limitMs)).toEqual([24 * HOUR, 24 * HOUR]);
    expect(
      OBLIGATION_RULES.review.limit(timeAt(0).settings, orderWith({ facts: { ...facts, traits: ['new_design'] } })),
    ).toBe(24 * HOUR);
    expect(
      OBLIGATION_RULES.review.limit(
        timeAt(0).settings,
        orderWith({ facts: { ...facts, traits: ['special_process'] } }),
      ),
    ).toBe(4 * HOUR);
  });

  test('JW-08 an answer taken back is asked anew with the whole limit', () => {
    const book = ledger();
    const order = inReview();
    book.change(FILED, order, [event('review.opened')]);
    const yes = giveOpinion(order, 'PROD', YES, { id: 'paul', for: null }, FILED + HOUR, newId);
    book.change(FILED + HOUR, yes.order, yes.events);
    const back = reopenTask(yes.order, 'PROD', 'machine broke');
    book.change(FILED + 3 * HOUR, back.order, back.events);
    const [first, second] = book.all.filter((o) => o.role === 'PROD');
    expect(first).toMatchObject({ state: 'MET' });
    expect(second).toMatchObject({ state: 'OPEN', startedAt: FILED + 3 * HOUR, dueAt: FILED + 7 * HOUR });
  });

  test('domain §10.2 a question to sales has its own hour, and the department’s clock goes on', () => {
    const book = ledger();
    const order = inReview();
    book.change(FILED, order, [event('review.opened')]);
    const asked = askInfo(order, 'PROC', 'which steel?', FILED + HOUR);
    book.change(FILED + HOUR, asked.order, asked.events);
    expect(book.of('review_info')).toMatchObject([{ role: 'SALES', personId: 'sally', dueAt: FILED + 2 * HOUR }]);
    expect(book.of('review').filter((o) => o.role === 'PROC')).toMatchObject([
      { state: 'OPEN', dueAt: FILED + 4 * HOUR, pausedAt: null },
    ]);
    const replied = answerInfo(asked.order, 'PROC', '304', FILED + 2 * HOUR);
    book.change(FILED + 2 * HOUR, replied.order, replied.events);
    expect(book.of('review_info')).toMatchObject([{ state: 'MET' }]);
  });

  test('domain §10.2 deciding without waiting for the reply voids the question', () => {
    const book = ledger();
    const asked = askInfo(inReview(), 'PROC', 'which steel?', FILED);
    book.change(FILED, asked.order, asked.events);
    const yes = giveOpinion(asked.order, 'PROC', YES, { id: 'pia', for: null }, FILED + MINUTE, newId);
    book.change(FILED + MINUTE, yes.order, yes.events);
    expect(book.of('review_info')).toMatchObject([{ state: 'VOID' }]);
  });

  test('EX-03 a round closed early voids what was not answered, and keeps what was', () => {
    const book = ledger();
    const order = inReview();
    book.change(FILED, order, [event('review.opened')]);
    const no = giveOpinion(
      order,
      'PROD',
      { ...YES, state: 'REJECTED' },
      { id: 'paul', for: null },
      FILED + HOUR,
      newId,
    );
    const failed: Order = { ...closeRound(no.order, 'FAILED', FILED + HOUR), state: 'NEGOTIATING' };
    book.change(FILED + HOUR, failed, [...no.events, event('review.failed')]);
    expect(book.of('review').map((o) => [o.role, o.state])).toEqual([
      ['PROD', 'MET'],
      ['PROC', 'VOID'],
    ]);
    expect(book.running()).toMatchObject([{ key: 'negotiate', startedAt: FILED + HOUR, dueAt: FILED + 5 * HOUR }]);
  });

  test('XD-10 a confirmed order that nobody can review does not rest unnoticed', () => {
    const book = ledger();
    book.change(FILED, orderWith({ state: 'CONFIRMED' }), [event('order.confirmed')]);
    expect(book.running()).toMatchObject([{ key: 'open_review', role: 'COORDINATOR' }]);
    book.change(FILED + MINUTE, inReview(), [event('review.opened')]);
    expect(book.of('open_review')).toMatchObject([{ state: 'MET' }]);
  });
});
