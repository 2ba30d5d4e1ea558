import { addOn, elapsedOn } from './calendar.ts';
import {
  isRunning,
  type Obligation,
  pauseObligation,
  resumeObligation,
  settleObligation,
  type TimeContext,
} from './obligation.ts';
import { missEvents, scheduleNext } from './obligation-reminders.ts';
import { OBLIGATION_KEYS, type ObligationKey, type ObligationRule, ruleOf, type Subject } from './obligation-rules.ts';
import { type DomainEvent, isLive, type Order } from './order.ts';

export interface ObligationContext extends TimeContext {
  readonly newId: () => string;
}

/**
 * What one change of an order does to its time limits: those opened, met, void, paused and resumed (domain §10.13). Only
 * what differs is returned. `open` are the order's running obligations, `before` is null for a new order. Made from what
 * the order asks for after the change, so a limit can neither be forgotten nor opened twice.
 */
export function obligationsAfter(
  open: readonly Obligation[],
  before: Order | null,
  after: Order,
  events: readonly DomainEvent[],
  context: ObligationContext,
): readonly Obligation[] {
  const changed: Obligation[] = [];
  for (const key of OBLIGATION_KEYS) {
    const rule = ruleOf(key) as ObligationRule;
    const running = open.filter((o) => o.key === key && isRunning(o));
    const wanted = wantedSubjects(rule, running, before, after, events, context);
    for (const obligation of running) {
      const subject = wanted.find((s) => s.id === obligation.subjectId);
      const next = subject
        ? keepUp(obligation, subject, rule, after, context)
        : settle(obligation, rule, after, events, context);
      if (subject && before !== null && events.some((e) => rule.renewedBy?.includes(e.type))) {
        changed.push(
          settleObligation(obligation, 'met', context.now),
          openObligation(key, rule, subject, before, after, context),
        );
      } else if (next !== obligation) changed.push(next);
    }
    for (const subject of wanted) {
      if (!running.some((o) => o.subjectId === subject.id))
        changed.push(openObligation(key, rule, subject, before, after, context));
    }
  }
  return changed;
}

/** Misses that no timer has logged, because what was due was done late while none could run: for the log (XD-14). */
export function unloggedMisses(open: readonly Obligation[], changed: readonly Obligation[]): readonly DomainEvent[] {
  return changed
    .filter((o) => o.state === 'MISSED_THEN_MET' && open.some((b) => b.id === o.id && b.state === 'OPEN'))
    .flatMap(missEvents);
}

function wantedSubjects(
  rule: ObligationRule,
  running: readonly Obligation[],
  before: Order | null,
  after: Order,
  events: readonly DomainEvent[],
  context: ObligationContext,
): readonly Subject[] {
  if (!isLive(after)) return [];
  if (rule.subjects) return rule.subjects(after, before, context);
  const kept = running
    .filter((o) => !rule.isMet?.(after, o.subjectId, events))
    .map((o): Subject => ({ id: o.subjectId, role: o.role, personId: o.personId }));
  const started = events
    .filter((e) => rule.startsOn.includes(e.type))
    .map((e) => rule.startedBy?.(e) ?? null)
    .filter((s) => s !== null);
  return [...kept, ...started.filter((s) => !kept.some((k) => k.id === s.id))];
}

function isStopped(rule: ObligationRule, order: Order): boolean {
  return rule.pausesWhile.some((why) => (why === 'held' ? order.hold : order.waiting) !== null);
}

function openObligation(
  key: ObligationKey,
  rule: ObligationRule,
  subject: Subject,
  before: Order | null,
  after: Order,
  context: ObligationContext,
): Obligation {
  const { calendar, now, settings } = context;
  // Without `before` the change that asked for it is the order's last one: a new order, or one the auditor repairs.
  const startedAt = subject.startedAt ?? (before === null ? after.updatedAt : now);
  const limitMs =
    subject.dueAt === undefined
      ? Math.round(rule.limit(settings, after))
      : elapsedOn(rule.clock, calendar, startedAt, subject.dueAt);
  const obligation: Obligation = {
    id: context.newId(),
    key,
    orderId: after.id,
    subjectId: subject.id,
    role: subject.role,
    personId: subject.personId,
    clock: rule.clock,
    limitMs,
    startedAt,
    dueAt: subject.dueAt ?? addOn(rule.clock, calendar, startedAt, limitMs),
    state: 'OPEN',
    step: 0,
    nextAt: null,
    pausedAt: null,
    remainingMs: null,
    snoozedUntil: null,
    satisfiedAt: null,
    isCompressed: subject.isCompressed ?? false,
  };
  return isStopped(rule, after) ? pauseObligation(obligation, calendar, now) : scheduleNext(obligation, context);
}

/** An obligation that goes on: its person, its start when sales corrects when the request came in, and whether its clock runs. */
function keepUp(
  obligation: Obligation,
  subject: Subject,
  rule: ObligationRule,
  after: Order,
  context: ObligationContext,
): Obligation {
  const { calendar, now } = context;
  let next = obligation;
  if (subject.personId !== next.personId) next = { ...next, personId: subject.personId };
  const isMoved = rule.followsStart && subject.startedAt !== undefined && subject.startedAt !== next.startedAt;
  if (isMoved) {
    const dueAt = addOn(next.clock, calendar, subject.startedAt, next.limitMs);
    next = scheduleNext(
      { ...next, startedAt: subject.startedAt, dueAt, state: now > dueAt ? next.state : 'OPEN' },
      context,
    );
  }
  if (isStopped(rule, after)) return pauseObligation(next, calendar, now);
  return next.pausedAt === null ? next : scheduleNext(resumeObligation(next, calendar, now), context);
}

function settle(
  obligation: Obligation,
  rule: ObligationRule,
  after: Order,
  events: readonly DomainEvent[],
  { now }: ObligationContext,
): Obligation {
  const isMet = rule.isMet
    ? rule.isMet(after, obligation.subjectId, events)
    : events.some((e) => rule.metBy.includes(e.type));
  return settleObligation(obligation, isMet ? 'met' : 'void', now);
}
