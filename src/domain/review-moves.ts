import { type DomainEvent, event, type Order } from './order.ts';
import type { Department } from './people.ts';
import {
  type ConditionKind,
  pendingTask,
  type ReviewCondition,
  type ReviewRisk,
  type ReviewRound,
  type ReviewState,
  type ReviewTask,
} from './review.ts';

/** A new order and what is to be written in the log about it. */
export interface Step {
  readonly order: Order;
  readonly events: readonly DomainEvent[];
}

export interface Asked {
  readonly department: Department;
  readonly isRequired: boolean;
  readonly fallback: string | null;
  readonly dueAt: number;
}

/** Opens a round; an open one is superseded and its unanswered tasks are void (domain §10.2, JW-04). */
export function openRound(order: Order, asked: readonly Asked[], now: number, newId: () => string): Step {
  const number = (order.round?.number ?? 0) + 1;
  const round: ReviewRound = {
    id: newId(),
    number,
    state: 'OPEN',
    revision: order.revision,
    openedAt: now,
    closedAt: null,
    tasks: asked.map((a) => pendingTask({ id: newId(), ...a })),
  };
  return {
    order: { ...order, round, roundsHeld: order.roundsHeld + 1 },
    events: [
      event('review.opened', {
        round: number,
        roundId: round.id,
        revision: order.revision,
        departments: asked.map((a) => ({
          department: a.department,
          required: a.isRequired,
          dueAt: a.dueAt,
          fallback: a.fallback,
        })),
      }),
    ],
  };
}

/** Closes the open round; unanswered tasks become void, their cards lose their buttons. */
export function closeRound(order: Order, state: 'PASSED' | 'FAILED' | 'SUPERSEDED', now: number): Order {
  if (!order.round || order.round.state !== 'OPEN') return order;
  const tasks = order.round.tasks.map(
    (t): ReviewTask => (t.state === 'PENDING' || t.state === 'INFO_REQUESTED' ? { ...t, state: 'VOID' } : t),
  );
  return { ...order, round: { ...order.round, state, closedAt: now, tasks } };
}

export interface Opinion {
  readonly state: Exclude<ReviewState, 'PENDING' | 'VOID' | 'INFO_REQUESTED'>;
  readonly reason: string | null;
  readonly earliest: number | null;
  readonly isImpossible: boolean;
  readonly conditions: readonly { readonly kind: ConditionKind; readonly text: string }[];
  readonly answers: Readonly<Record<string, string>>;
  readonly risks: readonly ReviewRisk[];
}

function changeTask(order: Order, department: Department, change: (task: ReviewTask) => ReviewTask): Order {
  if (!order.round) return order;
  const tasks = order.round.tasks.map((t) => (t.department === department ? change(t) : t));
  return { ...order, round: { ...order.round, tasks } };
}

/** Records a department's opinion (UO-13); `decidedFor` is the head a delegate decides for. */
export function giveOpinion(
  order: Order,
  department: Department,
  opinion: Opinion,
  by: { readonly id: string; readonly for: string | null },
  now: number,
  newId: () => string,
): Step {
  const conditions: ReviewCondition[] = opinion.conditions.map((c) => ({
    id: newId(),
    kind: c.kind,
    text: c.text,
    state: 'OPEN',
  }));
  const next = changeTask(order, department, (t) => ({
    ...t,
    state: opinion.state,
    decidedBy: by.id,
    decidedFor: by.for,
    decidedAt: now,
    reason: opinion.reason,
    earliest: opinion.earliest,
    isImpossible: opinion.isImpossible,
    answers: opinion.answers,
    risks: opinion.risks,
    conditions,
  }));
  return {
    order: next,
    events: [
      event('review.decision', {
        department,
        round: order.round?.number ?? 0,
        decision: opinion.state,
        reason: opinion.reason,
        earliest: opinion.earliest,
        impossible: opinion.isImpossible,
        conditions: opinion.conditions,
        answers: opinion.answers,
        risks: opinion.risks,
        decidedFor: by.for,
      }),
    ],
  };
}

/** Takes an opinion back while the round is open; it is asked anew (domain §10.2 "decision changed"). */
export function reopenTask(order: Order, department: Department, reason: string): Step {
  const before = order.round?.tasks.find((t) => t.department === department);
  const next = changeTask(order, department, (t) => ({
    ...t,
    state: 'PENDING',
    decidedBy: null,
    decidedFor: null,
    decidedAt: null,
    reason: null,
    earliest: null,
    isImpossible: false,
    conditions: [],
  }));
  return {
    order: next,
    events: [
      event('review.decision_changed', {
        department,
        round: order.round?.number ?? 0,
        before: before?.state ?? null,
        reason,
      }),
    ],
  };
}

export function askInfo(order: Order, department: Department, question: string, now: number): Step {
  const next = changeTask(order, department, (t) => ({
    ...t,
    state: 'INFO_REQUESTED',
    question,
    askedAt: now,
    reply: null,
    repliedAt: null,
  }));
  return { order: next, events: [event('review.info_requested', { department, question })] };
}

export function answerInfo(order: Order, department: Department, reply: string, now: number): Step {
  const next = changeTask(order, department, (t) => ({ ...t, state: 'PENDING', reply, repliedAt: now }));
  return { order: next, events: [event('review.info_answered', { department, reply })] };
}

/** A condition sales took on without effect on the customer is cleared by the same head (domain §10.2). */
export function clearConditions(order: Order, department: Department, conditionIds: readonly string[]): Step {
  const next = changeTask(order, department, (t) => ({
    ...t,
    conditions: t.conditions.map((c) => (conditionIds.includes(c.id) ? { ...c, state: 'CLEARED' as const } : c)),
  }));
  return { order: next, events: [event('review.condition_cleared', { department, conditions: [...conditionIds] })] };
}

/** The order review report F04: every opinion of the round, compiled by the bot (JW-09). Plain data, drawn in the reader's language. */
export function compileReport(order: Order): Readonly<Record<string, unknown>> {
  const round = order.round;
  return {
    order: order.number ?? order.draftNo,
    round: round?.number ?? 0,
    state: round?.state ?? 'OPEN',
    openedAt: round?.openedAt ?? null,
    closedAt: round?.closedAt ?? null,
    requiredBy: order.facts.requiredBy,
    preliminary: order.preliminary,
    opinions: (round?.tasks ?? []).map((t) => ({
      department: t.department,
      required: t.isRequired,
      state: t.state,
      by: t.decidedBy,
      for: t.decidedFor,
      at: t.decidedAt,
      reason: t.reason,
      earliest: t.earliest,
      impossible: t.isImpossible,
      answers: t.answers,
      risks: t.risks,
      conditions: t.conditions.map((c) => ({ kind: c.kind, text: c.text, state: c.state })),
      question: t.question,
      reply: t.reply,
    })),
  };
}
