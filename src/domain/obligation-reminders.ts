import { endOfQuiet } from './calendar/quiet-hours.ts';
import { addOn, addWork, type FactoryCalendar, nextWorkday, workHours } from './calendar.ts';
import { dateAt, type Instant, MINUTE } from './instant.ts';
import { isRunning, type Obligation, type TimeContext } from './obligation.ts';
import { type Rung, ruleOf } from './obligation-rules.ts';
import { type DomainEvent, type ExecCause, event } from './order.ts';

/** The share of the limit at which what is due is missed: told one rung higher, and never snoozed away (UO-08). */
const LIMIT = 1;

/** The shares of a limit at which something is sent, ascending. The end of the limit is always one of them. */
export function stepShares(key: string, reminderSteps: readonly number[]): readonly number[] {
  const first = ruleOf(key)?.remindsAtStart ? [0] : [];
  return [...new Set([...first, ...reminderSteps, LIMIT])].sort((a, b) => a - b);
}

/** When `share` of the limit is used up on its own clock, quiet hours left aside. Time the clock stood still is not counted. */
export function stepAt(obligation: Obligation, share: number, calendar: FactoryCalendar): Instant {
  const { clock, startedAt, dueAt, limitMs } = obligation;
  if (share === LIMIT) return dueAt;
  if (clock === 'wall') return dueAt + Math.round((share - LIMIT) * limitMs);
  // From the start while nothing has moved the end; otherwise back from the end, which the pauses have moved.
  const isAsPlanned = addWork(calendar, startedAt, limitMs) === dueAt;
  if (isAsPlanned && share < LIMIT) return addWork(calendar, startedAt, Math.round(share * limitMs));
  return addOn(clock, calendar, dueAt, Math.round((share - LIMIT) * limitMs));
}

/** The first share not yet taken. The state has the last word, because the settings may name other steps than before (XD-15). */
function nextIndex({ state, step }: Obligation, shares: readonly number[]): number {
  const limit = shares.indexOf(LIMIT);
  return state === 'MISSED' ? Math.max(step, limit + 1) : Math.min(step, limit);
}

/** When a reminder may go out: `instant`, or the end of the quiet hours it falls into (domain §12). */
function audible(instant: Instant, { settings }: TimeContext): Instant {
  return endOfQuiet(settings.quiet_hours, settings.time_zone, instant);
}

/** The beginning of the next working day's shift, at the earliest tomorrow. */
function nextMorning(time: TimeContext): Instant {
  const { calendar, now } = time;
  const today = dateAt(now, calendar.timeZone);
  // Where the shift begins in quiet hours the reminder comes after them, which may still be the day of the shift before.
  for (let date = today; ; date = nextWorkday(calendar, date)) {
    const hours = workHours(calendar, date);
    const at = hours && audible(hours.from, time);
    if (at !== null && dateAt(at, calendar.timeZone) > today) return at;
  }
}

/** Sets when the next step is due: the next share of the limit, after the last share every working day (never an end). */
export function scheduleNext(obligation: Obligation, time: TimeContext): Obligation {
  if (!isRunning(obligation) || obligation.pausedAt !== null)
    return obligation.nextAt === null ? obligation : { ...obligation, nextAt: null };
  const shares = stepShares(obligation.key, time.settings.reminder_steps);
  const share = shares[nextIndex(obligation, shares)];
  if (share === undefined) return { ...obligation, nextAt: nextMorning(time) };
  const planned = Math.max(stepAt(obligation, share, time.calendar), time.now);
  const end = Math.max(obligation.dueAt, time.now);
  const waited =
    share < LIMIT && obligation.snoozedUntil !== null
      ? Math.min(Math.max(planned, obligation.snoozedUntil), end)
      : planned;
  return { ...obligation, nextAt: audible(waited, time) };
}

export const SNOOZE_PRESETS = ['30m', '1h', 'tomorrow'] as const;
export type SnoozePreset = (typeof SNOOZE_PRESETS)[number];

/** Until when a preset snoozes; `tomorrow` is the beginning of work on the next working day. */
export function snoozeEnd(preset: SnoozePreset, calendar: FactoryCalendar, now: Instant): Instant {
  if (preset === 'tomorrow')
    return workHours(calendar, nextWorkday(calendar, dateAt(now, calendar.timeZone)))?.from ?? now;
  return now + (preset === '1h' ? 60 : 30) * MINUTE;
}

/**
 * Puts a person's own reminder off until `until`: it comes again then, and those in between are dropped. What goes to
 * others is never moved: the escalation at the limit and those after it keep their time. Null when there is nothing to
 * put off. Whose reminders they are is for the caller to know: the first rung of the ladder.
 */
export function snoozeObligation(obligation: Obligation, until: Instant, time: TimeContext): Obligation | null {
  if (!isRunning(obligation) || obligation.nextAt === null || until <= time.now) return null;
  const shares = stepShares(obligation.key, time.settings.reminder_steps);
  const index = nextIndex(obligation, shares);
  const escalation = shares.find((share, i) => i >= index && share >= LIMIT);
  const bound =
    escalation === undefined
      ? obligation.nextAt
      : audible(Math.max(stepAt(obligation, escalation, time.calendar), time.now), time);
  const again = audible(until, time);
  // What goes to others as well keeps its time; later than that marks it as not the end of a snooze.
  return again < bound
    ? { ...obligation, snoozedUntil: until, nextAt: again }
    : { ...obligation, snoozedUntil: Math.max(until, bound + 1), nextAt: bound };
}

/** What a step is: a reminder before the limit, the miss, an escalation after it, the daily one, or a snooze that ended. */
export type StepKind = 'warned' | 'missed' | 'escalated' | 'daily' | 'snooze_over';

export interface TakenStep {
  readonly obligation: Obligation;
  readonly kind: StepKind;
  /** The share of the limit this step stands for; null for the daily reminder and the end of a snooze. */
  readonly share: number | null;
  /** For the log; the miss is there once even when a later step is the first one taken. */
  readonly events: readonly DomainEvent[];
  /** Who is told, lowest rung first. */
  readonly audience: readonly Rung[];
  /** No share is left: from here on it is the daily reminder. */
  readonly isLast: boolean;
  readonly followUp: { readonly move: 'refuse_terms'; readonly cause: ExecCause } | null;
}

/**
 * Takes the step that is due: the highest share passed, once, whatever was slept through (XD-05, XD-11). Null when nothing
 * is due: too early, paused, or over. Nothing is ever decided by it; silence escalates.
 */
export function takeStep(obligation: Obligation, time: TimeContext): TakenStep | null {
  const { now, calendar, settings } = time;
  if (!isRunning(obligation) || obligation.nextAt === null || now < obligation.nextAt) return null;
  const rule = ruleOf(obligation.key);
  const ladder = rule?.ladder ?? [];
  const top = ladder.length - 1;
  const shares = stepShares(obligation.key, settings.reminder_steps);
  const first = nextIndex(obligation, shares);
  const passed = shares.findLastIndex((share, index) => index >= first && stepAt(obligation, share, calendar) <= now);
  const share = shares[passed];
  const isSnoozeOver =
    share === undefined && obligation.snoozedUntil !== null && obligation.snoozedUntil <= obligation.nextAt;
  if (share === undefined && !isSnoozeOver && first < shares.length) return null;

  const isOver = share !== undefined && share >= LIMIT;
  const taken = scheduleNext(
    {
      ...obligation,
      state: isOver ? 'MISSED' : obligation.state,
      // Counted by the shares of today's settings; the daily ones count on.
      step: share !== undefined ? passed + 1 : obligation.step + (isSnoozeOver ? 0 : 1),
      // An escalation ends a snooze: the person has just been told with the others.
      snoozedUntil:
        isOver || share === undefined || obligation.snoozedUntil === null || obligation.snoozedUntil <= now
          ? null
          : obligation.snoozedUntil,
    },
    time,
  );
  const common = { obligation: taken, share: share ?? null, isLast: nextIndex(taken, shares) >= shares.length };
  if (isSnoozeOver)
    return {
      ...common,
      kind: 'snooze_over',
      events: [said('sla.reminded', taken)],
      audience: ladder.slice(0, 1),
      followUp: null,
    };
  if (share === undefined) {
    return {
      ...common,
      kind: 'daily',
      events: [said('sla.reminded', taken)],
      audience: [...new Set([...ladder.slice(0, 1), ...ladder.slice(top)])],
      followUp: rule?.followUp ?? null,
    };
  }
  if (!isOver)
    return {
      ...common,
      kind: 'warned',
      events: [said('sla.warned', taken, share)],
      audience: ladder.slice(0, 1),
      followUp: null,
    };
  // The first step at or over the limit goes one rung up, the second two rungs, the last one always to the top (§6.4).
  const isTop = common.isLast && share > LIMIT;
  const rungs = isTop ? top : Math.min(top, shares.filter((s) => s >= LIMIT && s <= share).length);
  return {
    ...common,
    kind: share === LIMIT ? 'missed' : 'escalated',
    events: [
      ...(obligation.state === 'OPEN' ? missEvents(taken) : []),
      ...(share > LIMIT ? [said('sla.escalated', taken, share)] : []),
    ],
    audience: ladder.slice(0, rungs + 1),
    followUp: rungs === top ? (rule?.followUp ?? null) : null,
  };
}

function said(type: string, obligation: Obligation, share?: number): DomainEvent {
  const { id, key, subjectId, role, dueAt } = obligation;
  return event(type, { obligation: id, key, subject: subjectId, role, dueAt, ...(share !== undefined && { share }) });
}

/** A limit that has passed, for the log. A review's has a name of its own there (domain §10.12). */
export function missEvents(obligation: Obligation): readonly DomainEvent[] {
  const overdue =
    obligation.key === 'review'
      ? [event('review.overdue', { department: obligation.role, task: obligation.subjectId, dueAt: obligation.dueAt })]
      : [];
  return [said('sla.missed', obligation, LIMIT), ...overdue];
}
