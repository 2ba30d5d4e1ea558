import type { ClockKind } from './calendar.ts';
import { HOUR, type Instant, MINUTE } from './instant.ts';
import type { ObligationSettings, TimeContext } from './obligation.ts';
import type { DomainEvent, ExecCause, Order, OrderState } from './order.ts';
import { isDepartment, type Role } from './people.ts';
import type { ReviewTask } from './review.ts';

/** One rung of the ladder (domain §6.4, §10.13): who is told. `own` stands for the role the obligation is of. */
export type Rung =
  /** The person, or when it is nobody's in particular the heads of the department or the holders of the duty. */
  | { readonly kind: 'responsible' }
  | { readonly kind: 'head'; readonly of: Role | 'own' }
  /** Whoever stands in for those heads or leaders now (XD-07). */
  | { readonly kind: 'delegate'; readonly of: Role | 'own' }
  | { readonly kind: 'members'; readonly of: Role };

/** Something that has to be done now. Without `startedAt` the limit runs from the change that asked for it. */
export interface Subject {
  readonly id: string;
  readonly role: Role;
  readonly personId: string | null;
  readonly startedAt?: Instant;
  /** Stated when the limit does not follow from the settings alone. */
  readonly dueAt?: Instant;
  readonly isCompressed?: boolean;
}

export interface ObligationRule {
  /** Where the row comes from. */
  readonly basis: string;
  /** Events that start it and events that satisfy it (domain §10.13). */
  readonly startsOn: readonly string[];
  readonly metBy: readonly string[];
  readonly clock: ClockKind;
  /** The limit in ms on that clock. */
  readonly limit: (settings: ObligationSettings, order: Order) => number;
  /** Lowest first. Reminders go to the first rung, every missed step one rung higher (domain §6.4). */
  readonly ladder: readonly Rung[];
  /** What stops its clock; the customer's clock runs on (T31). */
  readonly pausesWhile: readonly ('held' | 'waiting')[];
  /** What an order asks for as it stands. A row has this, or `startedBy` when its subjects are not part of the order. */
  readonly subjects?: (after: Order, before: Order | null, time: TimeContext) => readonly Subject[];
  readonly startedBy?: (event: DomainEvent) => Subject | null;
  /** Whether a subject that is no longer asked for was satisfied; without it `metBy` decides. */
  readonly isMet?: (after: Order, subjectId: string, events: readonly DomainEvent[]) => boolean;
  /** Events that satisfy it and at once start it anew. */
  readonly renewedBy?: readonly string[];
  /** Its start is a fact people may correct; the end moves along. */
  readonly followsStart?: true;
  /** The first reminder is sent when it starts: look-ahead rows (domain §3.3). */
  readonly remindsAtStart?: true;
  /** The move the bot makes by itself when leadership's rung is reached. */
  readonly followUp?: { readonly move: 'refuse_terms'; readonly cause: ExecCause };
}

const RESPONSIBLE: Rung = { kind: 'responsible' };
const SALES_HEAD: Rung = { kind: 'head', of: 'SALES' };
const LEADERSHIP: Rung = { kind: 'members', of: 'EXEC' };
const DEPARTMENT_LADDER: readonly Rung[] = [{ kind: 'head', of: 'own' }, { kind: 'delegate', of: 'own' }, LEADERSHIP];
const SALES_LADDER: readonly Rung[] = [RESPONSIBLE, SALES_HEAD, LEADERSHIP];

/** Own departments wait with the order and with the customer. */
const OWN_CLOCK = ['held', 'waiting'] as const;

/** The states of the order's first half: an order in one of them always has something due (the auditor proves it). */
export const OBLIGED_STATES: readonly OrderState[] = [
  'IDENTIFIED',
  'RETURNED',
  'CONFIRMED',
  'IN_REVIEW',
  'NEGOTIATING',
  'AWAITING_EXEC',
];

/**
 * THE table of time limits (domain §10.13 with §17): what starts one, what satisfies it, how long, on which clock, who is
 * told. A later half of the order adds rows; nothing else changes.
 */
export const OBLIGATION_RULES = {
  confirm_customer: {
    basis: 'N01; UO-05, UO-08; domain §17.1 A3',
    startsOn: ['order.identified', 'order.resubmitted'],
    metBy: ['order.confirmed'],
    clock: 'wall',
    limit: confirmLimit,
    ladder: SALES_LADDER,
    pausesWhile: [],
    followsStart: true,
    // [X] runs from when the request reached the company, and neither a hold nor a return stops it.
    subjects: (o) =>
      when(o.state === 'IDENTIFIED' || o.state === 'RETURNED', { ...ofOwner(o), startedAt: o.facts.receivedAt }),
  },
  intake_check: {
    basis: 'N09; OF-03; domain §17.1 A10',
    startsOn: ['order.intake_doubted', 'order.resubmitted'],
    metBy: ['order.intake_passed', 'order.returned'],
    clock: 'wall',
    limit: (s) => s.intake_check_min * MINUTE,
    ladder: [{ kind: 'members', of: 'COORDINATOR' }, SALES_HEAD, LEADERSHIP],
    pausesWhile: OWN_CLOCK,
    subjects: (o) =>
      when(o.state === 'IDENTIFIED' && o.intake?.state === 'open', { id: o.id, role: 'COORDINATOR', personId: null }),
  },
  return_fix: {
    basis: 'domain §10.13; OF-03, EX-07',
    startsOn: ['order.returned'],
    metBy: ['order.resubmitted'],
    clock: 'wall',
    limit: confirmLimit,
    ladder: SALES_LADDER,
    pausesWhile: OWN_CLOCK,
    subjects: (o) => when(o.state === 'RETURNED', ofOwner(o)),
  },
  open_review: {
    basis: 'T06, XD-10: follows at once; due only when nobody can be asked',
    startsOn: ['order.confirmed'],
    metBy: ['review.opened', 'review.preliminary_failed'],
    clock: 'wall',
    limit: (s) => s.intake_check_min * MINUTE,
    ladder: [{ kind: 'members', of: 'COORDINATOR' }, SALES_HEAD, LEADERSHIP],
    pausesWhile: OWN_CLOCK,
    subjects: (o) => when(o.state === 'CONFIRMED', { id: o.id, role: 'COORDINATOR', personId: null }),
  },
  review: {
    basis: 'N13; JW-08, UO-12; domain §10.2',
    startsOn: ['review.opened', 'review.decision_changed'],
    metBy: ['review.decision'],
    clock: 'wall',
    limit: reviewLimit,
    ladder: DEPARTMENT_LADDER,
    pausesWhile: OWN_CLOCK,
    subjects: reviewSubjects,
    isMet: (o, id) => isAnswered(taskById(o, id)),
  },
  review_info: {
    basis: 'domain §10.2, §10.13',
    startsOn: ['review.info_requested'],
    metBy: ['review.info_answered'],
    clock: 'wall',
    limit: (s) => s.review_info_h * HOUR,
    ladder: SALES_LADDER,
    pausesWhile: OWN_CLOCK,
    subjects: (o) =>
      tasksAsked(o)
        .filter((t) => t.state === 'INFO_REQUESTED')
        .map((t) => ({ ...ofOwner(o), id: t.id, ...(t.askedAt !== null && { startedAt: t.askedAt }) })),
    isMet: (o, id) => taskById(o, id)?.state === 'PENDING',
  },
  negotiate: {
    basis: 'S06, T11; domain §10.13',
    startsOn: [
      'review.failed',
      'review.preliminary_failed',
      'exec.returned',
      'exec.conditions',
      'negotiation.proposed',
    ],
    metBy: ['negotiation.proposed', 'negotiation.agreed', 'negotiation.refused', 'exec.requested'],
    clock: 'wall',
    limit: (s) => s.negotiation_follow_up_h * HOUR,
    ladder: SALES_LADDER,
    // It is the follow-up on the customer's answer, so it must run while the customer is awaited.
    pausesWhile: ['held'],
    subjects: (o) => when(o.state === 'NEGOTIATING', ofOwner(o)),
    renewedBy: ['negotiation.proposed', 'order.waiting_customer', 'order.customer_answered'],
    followUp: { move: 'refuse_terms', cause: 'no_answer' },
  },
  customer_answer: {
    basis: 'PJ-29; S06: while the customer is awaited everything else stands still, so this must not',
    startsOn: ['order.waiting_customer'],
    metBy: ['order.customer_answered', 'negotiation.agreed', 'negotiation.refused'],
    clock: 'wall',
    limit: (s) => s.negotiation_follow_up_h * HOUR,
    ladder: SALES_LADDER,
    pausesWhile: ['held'],
    subjects: (o) =>
      when(
        o.waiting !== null && (o.state === 'CONFIRMED' || o.state === 'IN_REVIEW' || o.state === 'AWAITING_EXEC'),
        ofOwner(o),
      ),
  },
  exec_decide: {
    basis: 'T08, T11–T14; domain §10.13',
    startsOn: ['exec.requested'],
    metBy: ['exec.decided', 'exec.cleared', 'order.accepted', 'exec.returned', 'exec.conditions', 'order.abandoned'],
    clock: 'wall',
    limit: (s) => s.exec_decision_h * HOUR,
    ladder: [LEADERSHIP, { kind: 'delegate', of: 'EXEC' }, LEADERSHIP],
    pausesWhile: OWN_CLOCK,
    subjects: (o) =>
      when(o.state === 'AWAITING_EXEC', {
        id: o.exec?.id ?? o.id,
        role: 'EXEC',
        personId: null,
        ...(o.exec && { startedAt: o.exec.requestedAt }),
      }),
  },
  status_request: {
    basis: 'UO-54; domain §17.1 A24',
    startsOn: ['status.asked'],
    metBy: ['status.answered'],
    clock: 'wall',
    limit: (s) => s.status_request_h * HOUR,
    ladder: DEPARTMENT_LADDER,
    pausesWhile: OWN_CLOCK,
    startedBy: ({ data }) => {
      const { request, department } = data;
      return typeof request === 'string' && typeof department === 'string' && isDepartment(department)
        ? { id: request, role: department, personId: null }
        : null;
    },
    isMet: (_, id, events) => events.some((e) => e.type === 'status.answered' && e.data.request === id),
  },
} as const satisfies Record<string, ObligationRule>;

export type ObligationKey = keyof typeof OBLIGATION_RULES;
export const OBLIGATION_KEYS = Object.keys(OBLIGATION_RULES) as ObligationKey[];

/** The row of an obligation; null when its key is of a version that knew other rows. */
export function ruleOf(key: string): ObligationRule | null {
  return Object.hasOwn(OBLIGATION_RULES, key) ? OBLIGATION_RULES[key as ObligationKey] : null;
}

function confirmLimit(settings: ObligationSettings): number {
  return settings.confirm_hours * HOUR;
}

/** The long limit is for complete sets, new designs and discontinued products (domain §12). */
function reviewLimit(settings: ObligationSettings, order: Order): number {
  const isLong = order.facts.traits.some((t) => t === 'complete_set' || t === 'new_design' || t === 'discontinued');
  return (isLong ? settings.review_hours_long : settings.review_hours) * HOUR;
}

function when(holds: boolean, subject: Subject): readonly Subject[] {
  return holds ? [subject] : [];
}

function ofOwner(order: Order): Subject {
  return { id: order.id, role: 'SALES', personId: order.ownerId };
}

function tasksAsked(order: Order): readonly ReviewTask[] {
  return order.state === 'IN_REVIEW' && order.round?.state === 'OPEN' ? order.round.tasks : [];
}

function taskById(order: Order, id: string): ReviewTask | undefined {
  return order.round?.tasks.find((t) => t.id === id);
}

function isAnswered(task: ReviewTask | undefined): boolean {
  return task !== undefined && task.state !== 'PENDING' && task.state !== 'INFO_REQUESTED' && task.state !== 'VOID';
}

/** One per required department: an optional reviewer's silence does not block, so nobody chases it (domain §10.2). */
function reviewSubjects(after: Order, before: Order | null): readonly Subject[] {
  return tasksAsked(after)
    .filter((t) => t.isRequired && !isAnswered(t))
    .map((t) => {
      const subject = { id: t.id, role: t.department, personId: null };
      // An answer taken back is asked anew, with the whole limit from now.
      const isAskedAnew =
        before?.round?.id === after.round?.id && isAnswered(before?.round?.tasks.find((b) => b.id === t.id));
      return isAskedAnew || !after.round ? subject : { ...subject, startedAt: after.round.openedAt, dueAt: t.dueAt };
    });
}
