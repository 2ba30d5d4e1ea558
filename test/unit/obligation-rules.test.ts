import { describe, expect, test } from 'vitest';
import { requestExec } from '../../src/domain/advance.ts';
import { HOUR, MINUTE } from '../../src/domain/instant.ts';
import { isOverdue, type Obligation, settleObligation, timeLeft } from '../../src/domain/obligation.ts';
import { OBLIGATION_KEYS, OBLIGATION_RULES, OBLIGED_STATES, ruleOf } from '../../src/domain/obligation-rules.ts';
import { obligationsAfter, unloggedMisses } from '../../src/domain/obligation-steps.ts';
import { termAhead } from '../../src/domain/obligation-term.ts';
import { type DomainEvent, event, type Order } from '../../src/domain/order.ts';
import { ORDER_PROCESS } from '../../src/domain/order-process.ts';
import { answerInfo, askInfo, closeRound, giveOpinion, openRound, reopenTask } from '../../src/domain/review-moves.ts';
import { at, calendar, contextAt, facts, orderWith, timeAt, wall } from '../support/obligations.ts';

const FILED = at('2026-11-24 09:00');
const hold = { reason: 'credit', by: 'gm', since: FILED };
const waiting = { for: 'drawing', by: 'sally', since: FILED };
const YES = {
  state: 'APPROVED',
  reason: null,
  earliest: null,
  isImpossible: false,
  conditions: [],
  answers: {},
  risks: [],
} as const;

/** Keeps a company's obligations over a series of changes, as the store would. */
function ledger(settings: Parameters<typeof contextAt>[1] = {}) {
  const ids = { count: 0 };
  let all: readonly Obligation[] = [];
  let order: Order | null = null;
  return {
    get all() {
      return all;
    },
    running: () => all.filter((o) => o.state === 'OPEN' || o.state === 'MISSED'),
    of: (key: string) => all.filter((o) => o.key === key),
    change(now: number, after: Order, events: readonly DomainEvent[] = []) {
      const changed = obligationsAfter(all, order, { ...after, updatedAt: now }, events, contextAt(now, settings, ids));
      all = [...all.filter((o) => !changed.some((c) => c.id === o.id)), ...changed];
      order = after;
      return changed;
    },
  };
}

const newId = (() => {
  let count = 0;
  return () => `id-${++count}`;
})();

function inReview(openedAt = FILED): Order {
  const due = openedAt + 4 * HOUR;
  const asked = [
    { department: 'PROD' as const, isRequired: true, fallback: null, dueAt: due },
    { department: 'PROC' as const, isRequired: true, fallback: null, dueAt: due },
    { department: 'QA' as const, isRequired: false, fallback: null, dueAt: due },
  ];
  return openRound(orderWith({ state: 'IN_REVIEW', number: 'UO-1' }), asked, openedAt, newId).order;
}

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

function ledgerRow(): Obligation {
  const book = ledger();
  book.change(FILED, orderWith(), [event('order.identified')]);
  return book.all[0] as Obligation;
}

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

describe('looking ahead', () => {
  test('XD-13 domain §15 scenario 13: with 30 hours left, the supplier is called at once and the follow-up comes 9 hours before', () => {
    const now = at('2026-11-24 09:00');
    const target = now + 30 * HOUR;
    const call = termAhead(timeAt(now), target, { workdays: 5 }, 'working', 1);
    expect([wall(call.startedAt), wall(call.dueAt), call.isCompressed]).toEqual([
      '2026-11-24 09:00',
      '2026-11-24 17:30',
      true,
    ]);
    expect(call.limitMs).toBe(8.5 * HOUR);
    const followUp = termAhead(timeAt(now), target, { workdays: 3 });
    expect([wall(followUp.startedAt), wall(followUp.dueAt), followUp.isCompressed]).toEqual([
      '2026-11-25 06:00',
      '2026-11-25 15:00',
      true,
    ]);
  });

  test('XD-13 with time enough it starts the offset ahead, in working days over the holidays', () => {
    // Five working days before Monday 12 October: the holiday week counts nothing, Saturday the 10th is worked.
    const call = termAhead(timeAt(at('2026-09-01 09:00')), at('2026-10-12 10:00'), { workdays: 5 });
    expect([wall(call.startedAt), wall(call.dueAt), call.isCompressed]).toEqual([
      '2026-09-29 10:00',
      '2026-09-29 17:30',
      false,
    ]);
  });

  test('XD-13 a start after work ends with the next working day; the term never ends before it starts', () => {
    const late = termAhead(timeAt(at('2026-11-27 18:00')), at('2026-12-10 09:00'), { ms: 300 * HOUR });
    expect([wall(late.startedAt), wall(late.dueAt)]).toEqual(['2026-11-27 21:00', '2026-11-30 17:30']);
    const past = termAhead(timeAt(at('2026-11-27 18:00')), at('2026-11-27 17:00'), { ms: HOUR });
    expect(past.dueAt).toBe(past.startedAt);
  });
});
