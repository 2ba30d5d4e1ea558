import type { Span } from './calendar/factory-calendar.ts';
import { addOn, type ClockKind, elapsedOn, type FactoryCalendar } from './calendar.ts';
import type { Instant } from './instant.ts';
import type { Role } from './people.ts';

/**
 * `OPEN`: the limit runs. `MISSED`: it has passed and what is due is still due. The others are over: `MET` in time,
 * `MISSED_THEN_MET` late, `VOID` because nobody needs it any more; void ones leave the compliance count (domain §4.6 rule 8).
 */
export type ObligationState = 'OPEN' | 'MET' | 'MISSED' | 'MISSED_THEN_MET' | 'VOID';

/** A time limit of the policy on its own clock (domain §10.13). Instants and spans in ms. */
export interface Obligation {
  readonly id: string;
  /** A row of `OBLIGATION_RULES`. */
  readonly key: string;
  readonly orderId: string;
  /** What it is about: the order, a review task, a request to leadership. */
  readonly subjectId: string;
  /** Who must act: a department or duty; `personId` when it is one person. */
  readonly role: Role;
  readonly personId: string | null;
  readonly clock: ClockKind;
  readonly limitMs: number;
  readonly startedAt: number;
  readonly dueAt: number;
  readonly state: ObligationState;
  /** Reminder steps already taken. */
  readonly step: number;
  /** When the next step is due; null when none is left or the clock is paused. */
  readonly nextAt: number | null;
  readonly pausedAt: number | null;
  /** What was left of the limit when it was paused; negative when it had passed. */
  readonly remainingMs: number | null;
  readonly snoozedUntil: number | null;
  readonly satisfiedAt: number | null;
  readonly isCompressed: boolean;
}

/** The settings time limits and reminders are made of (domain §12); the names are those of the settings. */
export interface ObligationSettings {
  readonly confirm_hours: number;
  readonly intake_check_min: number;
  readonly review_hours: number;
  readonly review_hours_long: number;
  readonly review_info_h: number;
  readonly negotiation_follow_up_h: number;
  readonly exec_decision_h: number;
  readonly status_request_h: number;
  readonly reminder_steps: readonly number[];
  readonly quiet_hours: Span;
  readonly time_zone: string;
}

/** One moment, with the company's calendar and settings: everything a time limit is worked out from. */
export interface TimeContext {
  readonly now: Instant;
  readonly calendar: FactoryCalendar;
  readonly settings: ObligationSettings;
}

/** True while somebody still has to act: what the store returns as open. */
export function isRunning(obligation: Pick<Obligation, 'state'>): boolean {
  return obligation.state === 'OPEN' || obligation.state === 'MISSED';
}

/** True when the limit has passed and what is due is still due. At exactly the limit it is in time (domain §4.6 rule 8). */
export function isOverdue(obligation: Obligation, now: Instant): boolean {
  return isRunning(obligation) && obligation.pausedAt === null && now > obligation.dueAt;
}

/** What is left of the limit on its own clock, in ms; negative once it has passed. A paused clock stands still. */
export function timeLeft(obligation: Obligation, calendar: FactoryCalendar, now: Instant): number {
  return obligation.remainingMs ?? elapsedOn(obligation.clock, calendar, now, obligation.dueAt);
}

/** Stops the clock (domain §10.1 T31, PJ-29): no step is taken, and what is left of the limit is kept. */
export function pauseObligation(obligation: Obligation, calendar: FactoryCalendar, now: Instant): Obligation {
  if (obligation.pausedAt !== null) return obligation;
  return { ...obligation, pausedAt: now, remainingMs: timeLeft(obligation, calendar, now), nextAt: null };
}

/** Lets the clock run on with what was left. The next step is for `scheduleNext` to say. */
export function resumeObligation(obligation: Obligation, calendar: FactoryCalendar, now: Instant): Obligation {
  if (obligation.pausedAt === null) return obligation;
  const dueAt = addOn(obligation.clock, calendar, now, obligation.remainingMs ?? 0);
  return { ...obligation, dueAt, pausedAt: null, remainingMs: null };
}

/** Ends an obligation: met in time or late, judged by the instant and not by what was noticed before; or void. */
export function settleObligation(obligation: Obligation, outcome: 'met' | 'void', now: Instant): Obligation {
  const isInTime = obligation.pausedAt !== null ? (obligation.remainingMs ?? 0) >= 0 : now <= obligation.dueAt;
  const over = { nextAt: null, pausedAt: null, remainingMs: null, snoozedUntil: null };
  if (outcome === 'void') return { ...obligation, ...over, state: 'VOID' };
  return { ...obligation, ...over, state: isInTime ? 'MET' : 'MISSED_THEN_MET', satisfiedAt: now };
}
