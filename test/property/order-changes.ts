import { acceptOrder, requestExec } from '../../src/domain/advance.ts';
import { HOUR } from '../../src/domain/instant.ts';
import { OBLIGED_STATES } from '../../src/domain/obligation-rules.ts';
import { event, type Order } from '../../src/domain/order.ts';
import type { Department } from '../../src/domain/people.ts';
import { openTasks } from '../../src/domain/review.ts';
import {
  answerInfo,
  askInfo,
  closeRound,
  giveOpinion,
  openRound,
  reopenTask,
  type Step,
} from '../../src/domain/review-moves.ts';

type Change = (order: Order, now: number, newId: () => string) => Step | null;

function asked(now: number, departments: readonly Department[] = ['PROD', 'PROC', 'TECH']) {
  return departments.map((department) => ({ department, isRequired: true, fallback: null, dueAt: now + 4 * HOUR }));
}

function inState(states: readonly Order['state'][], change: Change): Change {
  return (order, now, newId) => (states.includes(order.state) ? change(order, now, newId) : null);
}

/** Closes the round as the bot does when the last required department has answered. */
function afterAnswer(step: Step, now: number, newId: () => string): Step {
  const { round } = step.order;
  if (!round || openTasks(round).length > 0) return step;
  if (round.tasks.some((t) => t.state === 'REJECTED')) {
    return {
      order: { ...closeRound(step.order, 'FAILED', now), state: 'NEGOTIATING' },
      events: [...step.events, event('review.failed')],
    };
  }
  const important = round.number % 2 === 0;
  if (important) {
    const exec = requestExec(
      { ...closeRound(step.order, 'PASSED', now), state: 'AWAITING_EXEC' },
      'important',
      now,
      newId,
    );
    return { order: exec.order, events: [...step.events, ...exec.events] };
  }
  const accepted = acceptOrder(closeRound(step.order, 'PASSED', now), {
    now,
    reason: 'passed',
    actorId: 'BOT',
    isOverridden: false,
  });
  return { order: accepted.order, events: [...step.events, ...accepted.events] };
}

function answer(index: number, state: 'APPROVED' | 'REJECTED'): Change {
  return inState(['IN_REVIEW'], (order, now, newId) => {
    const task = order.round ? openTasks(order.round)[index] : undefined;
    if (!task) return null;
    const opinion = {
      state,
      reason: null,
      earliest: null,
      isImpossible: false,
      conditions: [],
      answers: {},
      risks: [],
    };
    return afterAnswer(giveOpinion(order, task.department, opinion, { id: 'head', for: null }, now, newId), now, newId);
  });
}

function decidedExec(order: Order, now: number): Order {
  return { ...order, exec: order.exec && { ...order.exec, state: 'DECIDED', decidedAt: now } };
}

/** What can happen to an order in its first half, as the process table allows it. */
const CHANGES: Readonly<Record<string, Change>> = {
  doubt: inState(['IDENTIFIED'], (o) => ({
    order: { ...o, intake: { state: 'open', doubts: ['duplicate'], faults: null, by: null, at: null } },
    events: [event('order.intake_doubted')],
  })),
  passIntake: inState(['IDENTIFIED'], (o) => ({
    order: { ...o, intake: o.intake && { ...o.intake, state: 'passed' } },
    events: [event('order.intake_passed')],
  })),
  return: inState(['IDENTIFIED'], (o, now) => ({
    order: { ...o, state: 'RETURNED', intake: o.intake && { ...o.intake, state: 'returned', at: now } },
    events: [event('order.returned')],
  })),
  resubmit: inState(['RETURNED'], (o) => ({
    order: { ...o, state: 'IDENTIFIED', intake: o.intake && { ...o.intake, state: 'passed' } },
    events: [event('order.resubmitted')],
  })),
  confirm: inState(['IDENTIFIED'], (o, now, newId) => {
    const round = openRound({ ...o, state: 'IN_REVIEW' }, asked(now), now, newId);
    return { order: round.order, events: [event('order.confirmed'), ...round.events] };
  }),
  failPreliminary: inState(['IDENTIFIED'], (o) => ({
    order: { ...o, state: 'NEGOTIATING' },
    events: [event('order.confirmed'), event('review.preliminary_failed')],
  })),
  approveFirst: answer(0, 'APPROVED'),
  approveSecond: answer(1, 'APPROVED'),
  reject: answer(0, 'REJECTED'),
  ask: inState(['IN_REVIEW'], (o, now) => {
    const task = o.round?.tasks.find((t) => t.state === 'PENDING');
    return task ? askInfo(o, task.department, 'why?', now) : null;
  }),
  reply: inState(['IN_REVIEW'], (o, now) => {
    const task = o.round?.tasks.find((t) => t.state === 'INFO_REQUESTED');
    return task ? answerInfo(o, task.department, 'so', now) : null;
  }),
  takeBack: inState(['IN_REVIEW'], (o) => {
    const task = o.round?.tasks.find((t) => t.state === 'APPROVED' || t.state === 'REJECTED');
    return task ? reopenTask(o, task.department, 'wrong') : null;
  }),
  closeEarly: inState(['IN_REVIEW'], (o, now) => ({
    order: { ...closeRound(o, 'FAILED', now), state: 'NEGOTIATING' },
    events: [event('review.failed')],
  })),
  propose: inState(['NEGOTIATING'], (o) => ({ order: o, events: [event('negotiation.proposed')] })),
  agree: inState(['NEGOTIATING'], (o, now, newId) => {
    const round = openRound({ ...o, state: 'IN_REVIEW', waiting: null }, asked(now), now, newId);
    return { order: round.order, events: [event('negotiation.agreed'), ...round.events] };
  }),
  refuse: inState(['NEGOTIATING'], (o, now, newId) => {
    const exec = requestExec({ ...o, state: 'AWAITING_EXEC' }, 'customer_refused', now, newId);
    return { order: exec.order, events: [event('negotiation.refused'), ...exec.events] };
  }),
  execReturn: inState(['AWAITING_EXEC'], (o, now) => ({
    order: { ...decidedExec(o, now), state: 'NEGOTIATING' },
    events: [event('exec.decided'), event('exec.returned')],
  })),
  execAccept: inState(['AWAITING_EXEC'], (o, now) => {
    const accepted = acceptOrder(decidedExec(o, now), { now, reason: 'exec', actorId: 'gm', isOverridden: false });
    return { order: accepted.order, events: [event('exec.decided'), ...accepted.events] };
  }),
  hold: inState(OBLIGED_STATES, (o, now) =>
    o.hold ? null : { order: { ...o, hold: { reason: 'x', by: 'gm', since: now } }, events: [event('order.held')] },
  ),
  resume: inState(OBLIGED_STATES, (o) =>
    o.hold ? { order: { ...o, hold: null }, events: [event('order.resumed')] } : null,
  ),
  wait: inState(OBLIGED_STATES, (o, now) =>
    o.waiting
      ? null
      : { order: { ...o, waiting: { for: 'x', by: 'sally', since: now } }, events: [event('order.waiting_customer')] },
  ),
  answered: inState(OBLIGED_STATES, (o) =>
    o.waiting ? { order: { ...o, waiting: null }, events: [event('order.customer_answered')] } : null,
  ),
  abandon: inState(['AWAITING_EXEC', 'NEGOTIATING'], (o) => ({
    order: { ...o, state: 'ABANDONED' },
    events: [event('order.abandoned')],
  })),
  askStatus: (o, _, newId) => ({ order: o, events: [event('status.asked', { request: newId(), department: 'PROD' })] }),
};
const ENDING = ['abandon', 'execAccept'];

/** One of the changes that are possible now; an end is chosen rarely, so that lives are long. */
export function chosen(index: number, order: Order, now: number, newId: () => string): Step | null {
  const names = Object.keys(CHANGES).filter((name) => index % 15 === 0 || !ENDING.includes(name));
  const possible = names.map((name) => CHANGES[name]?.(order, now, newId) ?? null).filter((step) => step !== null);
  return possible[index % possible.length] ?? null;
}
