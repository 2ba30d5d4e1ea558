import type { Order } from './order.ts';
import { type Actor, type Department, headBehind, type Role } from './people.ts';
import { type Refusal, refuse } from './result.ts';
import { openTasks, type ReviewTask, roundOutcome } from './review.ts';
import { taskOf } from './review-rules.ts';

/** What a move is made with. A command fills in what its guard asks about; the rest stays undefined. */
export interface MoveContext {
  readonly actor: Actor;
  readonly now: number;
  /** The department the move is about (review moves). */
  readonly department?: Department;
  readonly reason?: string | undefined;
  readonly evidence?: string | undefined;
  readonly faults?: string | undefined;
  readonly earliest?: number | null;
  readonly isImpossible?: boolean;
  readonly conditions?: number;
  readonly question?: string | undefined;
  readonly optionId?: string | undefined;
  readonly missingAnswers?: readonly string[];
  readonly missingFacts?: readonly string[];
  /** Leadership must sign after the departments (domain §10.1 T08). */
  readonly needsExec?: boolean;
  /** Negotiations allowed before leadership decides (`max_negotiation_rounds`). */
  readonly maxNegotiations?: number;
  /** Another leader exists who could decide on an order this actor filed. */
  readonly otherLeader?: boolean;
  /** Somebody else could check the intake of an order this actor filed. */
  readonly otherChecker?: boolean;
  readonly hasReviewers?: boolean;
}

/** A condition of a move. `check` returns the refusal, or null when the condition holds; its code names what is missing. */
export interface Guard {
  readonly name: string;
  readonly check: (order: Order, context: MoveContext) => Refusal | null;
}

function guard(name: string, check: (order: Order, context: MoveContext) => Refusal | null): Guard {
  return { name, check };
}

function no(code: Refusal['code'], params: Refusal['params'] = {}): Refusal {
  return refuse(code, params).refusal;
}

function isBlank(text: string | undefined | null): boolean {
  return text === undefined || text === null || text.trim() === '';
}

function task(order: Order, context: MoveContext): ReviewTask | null {
  return context.department ? taskOf(order, context.department) : null;
}

export const factsComplete = guard('facts_complete', (_, c) =>
  c.missingFacts && c.missingFacts.length > 0
    ? no('facts_missing', { fields: { list: c.missingFacts.map((f) => ({ term: `field.${f}` })) } })
    : null,
);
export const dateInFuture = guard('date_in_future', (o, c) =>
  o.facts.requiredBy <= c.now ? no('date_past', { date: { date: o.facts.requiredBy } }) : null,
);
export const faultsListed = guard('faults_listed', (_, c) => (isBlank(c.faults) ? no('faults_missing') : null));
export const intakePassed = guard('intake_passed', (o) => (o.intake?.state === 'passed' ? null : no('intake_open')));
export const evidenceGiven = guard('evidence_given', (_, c) => (isBlank(c.evidence) ? no('evidence_missing') : null));
export const reasonGiven = guard('reason_given', (_, c) => (isBlank(c.reason) ? no('reason_missing') : null));
export const questionGiven = guard('question_given', (_, c) => (isBlank(c.question) ? no('question_missing') : null));

export const preliminaryPassed = guard('preliminary_passed', (o) =>
  o.preliminary && (o.preliminary.failed.length === 0 || o.preliminary.clearedBy !== null)
    ? null
    : no('preliminary_open'),
);
export const preliminaryFailed = guard('preliminary_failed', (o) =>
  o.preliminary && o.preliminary.failed.length > 0 && o.preliminary.clearedBy === null
    ? null
    : no('preliminary_in_order'),
);
export const reviewersResolved = guard('reviewers_resolved', (_, c) =>
  c.hasReviewers === false ? no('no_reviewers') : null,
);

/** The department is asked in the open round, and has not answered. */
export const taskPending = guard('task_pending', (o, c) => {
  const t = task(o, c);
  if (!t || o.round?.state !== 'OPEN') return no('no_review_open', { department: { term: `role.${c.department}` } });
  if (t.state === 'PENDING' || t.state === 'INFO_REQUESTED') return null;
  return no('already_decided', {
    department: { term: `role.${t.department}` },
    decision: { term: `review_state.${t.state}` },
    by: { person: t.decidedBy ?? '' },
    at: { date: t.decidedAt ?? 0 },
  });
});
export const taskDecided = guard('task_decided', (o, c) => {
  const t = task(o, c);
  if (!t || o.round?.state !== 'OPEN') return no('round_closed');
  return t.state === 'PENDING' || t.state === 'INFO_REQUESTED' || t.state === 'VOID' ? no('nothing_decided') : null;
});
/** Only the head who decided, or the delegate in whose hand the decision was, takes it back (domain §10.2 "same head"). */
export const sameHead = guard('same_head', (o, c) => {
  const t = task(o, c);
  const head = c.department ? headBehind(c.actor, c.department) : null;
  if (!t || c.actor.id === t.decidedBy || (head && (head.id === t.decidedBy || head.id === t.decidedFor))) return null;
  return no('not_your_decision', { by: { person: t.decidedBy ?? '' } });
});
export const infoAsked = guard('info_asked', (o, c) =>
  task(o, c)?.state === 'INFO_REQUESTED' ? null : no('no_question_open'),
);
/** A rejection says from when it would work, or that it never does (domain §10.2). */
export const earliestOrImpossible = guard('earliest_or_impossible', (_, c) =>
  c.earliest || c.isImpossible ? null : no('earliest_missing'),
);
export const conditionsGiven = guard('conditions_given', (_, c) =>
  (c.conditions ?? 0) > 0 ? null : no('condition_missing'),
);
export const answersGiven = guard('answers_given', (_, c) =>
  c.missingAnswers && c.missingAnswers.length > 0
    ? no('answers_missing', { questions: { list: c.missingAnswers.map((q) => ({ term: `question.${q}` })) } })
    : null,
);
/** Separation of duties: nobody reviews what they filed themselves (domain §13.1). */
export const notOwnSubmission = guard('not_own_submission', (o, c) =>
  c.actor.id === o.submitterId || c.actor.id === o.ownerId ? no('own_submission') : null,
);
export const notOwnForLeaders = guard('not_own_for_leaders', (o, c) =>
  c.actor.id === o.submitterId && c.otherLeader ? no('own_submission') : null,
);

/** Sales' own gate is not passed by whoever filed the order (domain §13.1), unless nobody else could. */
export const notOwnForCheckers = guard('not_own_for_checkers', (o, c) =>
  (c.actor.id === o.submitterId || c.actor.id === o.ownerId) && c.otherChecker ? no('own_submission') : null,
);

export const someRejection = guard('some_rejection', (o) =>
  o.round?.state === 'OPEN' &&
  o.round.tasks.some((t) => t.state === 'REJECTED' || t.conditions.some((x) => x.state === 'OPEN'))
    ? null
    : no('nothing_rejected'),
);
export const roundPassed = guard('round_passed', (o) =>
  o.round?.state === 'OPEN' && roundOutcome(o.round) === 'passed' ? null : no('review_incomplete', waitingFor(o)),
);
export const roundFailed = guard('round_failed', (o) =>
  o.round?.state === 'OPEN' && roundOutcome(o.round) === 'failed' ? null : no('review_not_failed'),
);
export const execNeeded = guard('exec_needed', (_, c) => (c.needsExec ? null : no('no_exec_needed')));
export const execNotNeeded = guard('exec_not_needed', (_, c) => (c.needsExec ? no('exec_needed') : null));
export const belowRoundLimit = guard('below_round_limit', (o, c) =>
  o.negotiations < (c.maxNegotiations ?? 2) ? null : no('round_limit'),
);
export const atRoundLimit = guard('at_round_limit', (o, c) =>
  o.negotiations >= (c.maxNegotiations ?? 2) ? null : no('below_round_limit'),
);
export const optionChosen = guard('option_chosen', (o, c) => {
  const option = o.negotiation.options.find((x) => x.id === c.optionId);
  if (!option) return no('option_missing');
  // An option answers its round: what a later round has overtaken is no longer on the table.
  const isLive = option.round === (o.round?.number ?? 0) && (option.state === 'PROPOSED' || option.state === 'OFFERED');
  return isLive ? null : no('option_closed');
});
export const reviewHeld = guard('review_held', (o) => (o.roundsHeld > 0 ? null : no('no_round_held')));
export const noReviewHeld = guard('no_review_held', (o) => (o.roundsHeld === 0 ? null : no('round_held')));
/** Accepting against a rejection needs the overriding reason (T12). */
export const overrideReason = guard('override_reason', (o, c) => {
  const against =
    o.round?.tasks.some((t) => t.state === 'REJECTED' || t.conditions.some((x) => x.state === 'OPEN')) ||
    (o.preliminary?.failed.length ?? 0) > 0;
  return against && isBlank(c.reason) ? no('override_reason_missing') : null;
});
export const notHeld = guard('not_held', (o) =>
  o.hold ? no('already_held', { by: { person: o.hold.by }, at: { date: o.hold.since } }) : null,
);
export const isHeld = guard('is_held', (o) => (o.hold ? null : no('not_on_hold')));
export const notWaiting = guard('not_waiting', (o) => (o.waiting ? no('already_waiting') : null));
export const isWaiting = guard('is_waiting', (o) => (o.waiting ? null : no('not_waiting')));

function waitingFor(order: Order): Refusal['params'] {
  const open = order.round ? openTasks(order.round).filter((t) => t.isRequired) : [];
  return { departments: { list: open.map((t) => ({ term: `role.${t.department satisfies Role}` })) } };
}
