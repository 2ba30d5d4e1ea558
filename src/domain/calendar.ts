import { type FactoryCalendar, stretchesOn } from './calendar/factory-calendar.ts';
import {
  DAY,
  dayAt,
  formatDay,
  type Instant,
  instantOfLocal,
  type LocalDate,
  MINUTE,
  parseDay,
  zoneOffset,
} from './instant.ts';

export type { FactoryCalendar };

/** Which clock a limit runs on (domain §3): the wall's, or the factory's working time. */
export type ClockKind = 'wall' | 'working';

/** Work of one day as instants, in order: [from, to, from, to, …]. */
type Spans = readonly number[];

interface WorkDay {
  readonly spans: Spans;
  /** Working time of the day in ms. */
  readonly total: number;
}

/** Counting a year walks its days; each is worked out once per calendar. */
const known = new WeakMap<FactoryCalendar, Map<number, WorkDay>>();
const KNOWN_DAYS = 4096;

/** No limit of the policy is near a century: a walk that long is a broken number, not a plan. */
const MAX_DAYS = 36_525;

function compute(calendar: FactoryCalendar, day: number): WorkDay {
  const instantOf = (base: number, minutes: number): Instant =>
    instantOfLocal(calendar.timeZone, base * DAY + minutes * MINUTE);
  // A night shift of the day before may reach into this morning: that time is the day before's.
  const [, lateEnd] = stretchesOn(calendar, day - 1).at(-1) ?? [0, 0];
  const taken = lateEnd > 1440 ? instantOf(day - 1, lateEnd) : Number.NEGATIVE_INFINITY;
  const spans: number[] = [];
  let total = 0;
  for (const [fromMinute, toMinute] of stretchesOn(calendar, day)) {
    const from = Math.max(instantOf(day, fromMinute), taken);
    const to = instantOf(day, toMinute);
    if (to <= from) continue;
    spans.push(from, to);
    total += to - from;
  }
  return { spans, total };
}

function workDay(calendar: FactoryCalendar, day: number): WorkDay {
  let days = known.get(calendar);
  if (days === undefined) {
    days = new Map();
    known.set(calendar, days);
  }
  let found = days.get(day);
  if (found === undefined) {
    if (days.size >= KNOWN_DAYS) days.clear();
    found = compute(calendar, day);
    days.set(day, found);
  }
  return found;
}

function dayOf(date: LocalDate): number {
  const day = parseDay(date);
  if (day === null) throw new RangeError(`not a date: ${date}`);
  return day;
}

function requireFinite(...values: readonly number[]): void {
  if (!values.every(Number.isFinite)) throw new RangeError('not a time');
}

/** Walks days from `day` in steps of `step` until `visit` gives something. */
function walk<T>(
  calendar: FactoryCalendar,
  day: number,
  step: 1 | -1,
  visit: (work: WorkDay, day: number) => T | undefined,
): T {
  for (let count = 0; count < MAX_DAYS; count++) {
    const found = visit(workDay(calendar, day + count * step), day + count * step);
    if (found !== undefined) return found;
  }
  throw new RangeError('no such time within a century');
}

/** True when the factory works on this date (a shift begins on it). */
export function isWorkday(calendar: FactoryCalendar, date: LocalDate): boolean {
  return workDay(calendar, dayOf(date)).total > 0;
}

/** First and last moment of work on a date, or null on a day of rest. */
export function workHours(
  calendar: FactoryCalendar,
  date: LocalDate,
): { readonly from: Instant; readonly to: Instant } | null {
  const { spans } = workDay(calendar, dayOf(date));
  const [from, to] = [spans[0], spans.at(-1)];
  return from === undefined || to === undefined ? null : { from, to };
}

/** The next date after this one on which the factory works. */
export function nextWorkday(calendar: FactoryCalendar, date: LocalDate): LocalDate {
  return walk(calendar, dayOf(date) + 1, 1, ({ total }, day) => (total > 0 ? formatDay(day) : undefined));
}

/** The last date before this one on which the factory worked. */
export function previousWorkday(calendar: FactoryCalendar, date: LocalDate): LocalDate {
  return walk(calendar, dayOf(date) - 1, -1, ({ total }, day) => (total > 0 ? formatDay(day) : undefined));
}

/** True during a shift and outside its breaks; the first moment counts, the last does not. */
export function isWorking(calendar: FactoryCalendar, instant: Instant): boolean {
  return nextWorkStart(calendar, instant) === instant;
}

/** `instant` itself when work is going on, otherwise the next moment at which it begins. */
export function nextWorkStart(calendar: FactoryCalendar, instant: Instant): Instant {
  requireFinite(instant);
  return walk(calendar, dayAt(instant, calendar.timeZone) - 1, 1, ({ spans }) => {
    for (let index = 0; index < spans.length; index += 2) {
      if (instant < (spans[index + 1] as number)) return Math.max(instant, spans[index] as number);
    }
    return undefined;
  });
}

/** Working time between two instants in ms; negative when `to` is before `from`. */
export function workBetween(calendar: FactoryCalendar, from: Instant, to: Instant): number {
  requireFinite(from, to);
  if (to < from) return 0 - workBetween(calendar, to, from);
  const first = dayAt(from, calendar.timeZone) - 1;
  const last = dayAt(to, calendar.timeZone);
  if (last - first > MAX_DAYS) throw new RangeError('longer than a century');
  let sum = 0;
  for (let day = first; day <= last; day++) {
    const { spans, total } = workDay(calendar, day);
    if (day > first + 1 && day < last - 1) {
      sum += total;
      continue;
    }
    for (let index = 0; index < spans.length; index += 2) {
      const overlap = Math.min(to, spans[index + 1] as number) - Math.max(from, spans[index] as number);
      if (overlap > 0) sum += overlap;
    }
  }
  return sum;
}

/**
 * The first instant after `start` by which `ms` of working time have passed: a limit that ends with the shift ends at
 * 17:30 and not the next morning. Negative `ms` counts backwards; nothing added is `start` itself, also at night.
 */
export function addWork(calendar: FactoryCalendar, start: Instant, ms: number): Instant {
  requireFinite(start, ms);
  if (ms === 0) return start;
  let left = Math.abs(ms);
  const today = dayAt(start, calendar.timeZone);
  if (ms > 0) {
    return walk(calendar, today - 1, 1, ({ spans, total }, day) => {
      if (day > today && left > total) {
        left -= total;
        return undefined;
      }
      for (let index = 0; index < spans.length; index += 2) {
        const from = Math.max(start, spans[index] as number);
        const length = (spans[index + 1] as number) - from;
        if (length <= 0) continue;
        if (left <= length) return from + left;
        left -= length;
      }
      return undefined;
    });
  }
  return walk(calendar, today, -1, ({ spans, total }, day) => {
    if (day < today - 1 && left > total) {
      left -= total;
      return undefined;
    }
    for (let index = spans.length - 2; index >= 0; index -= 2) {
      const to = Math.min(start, spans[index + 1] as number);
      const length = to - (spans[index] as number);
      if (length <= 0) continue;
      if (left <= length) return to - left;
      left -= length;
    }
    return undefined;
  });
}

/**
 * `count` working days later (earlier when negative), at the same time of day.
 * A start outside working hours counts whole days: one working day from Saturday ends with Monday's shift; one working
 * day before Saturday begins with Friday's. A time outside the hours of the day reached is drawn into them.
 */
export function addWorkdays(calendar: FactoryCalendar, start: Instant, count: number): Instant {
  requireFinite(start);
  if (!Number.isInteger(count)) throw new RangeError('working days are counted whole');
  if (count === 0) return start;
  const step = count > 0 ? 1 : -1;
  const today = dayAt(start, calendar.timeZone);
  const home = [today - 1, today].find((day) => {
    const { spans } = workDay(calendar, day);
    return spans.length > 0 && start >= (spans[0] as number) && start <= (spans.at(-1) as number);
  });
  let left = Math.abs(count);
  if (home === undefined) {
    return walk(calendar, today - (step > 0 ? 1 : 0), step, ({ spans }) => {
      const edge = step > 0 ? spans.at(-1) : spans[0];
      const isAhead = edge !== undefined && (step > 0 ? edge > start : edge < start);
      return isAhead && --left === 0 ? edge : undefined;
    });
  }
  // The wall's time of day, so that a change of the clocks in between does not move the hour.
  const timeOfDay = start + zoneOffset(calendar.timeZone, start) - home * DAY;
  return walk(calendar, home + step, step, ({ spans, total }, day) => {
    if (total === 0 || --left > 0) return undefined;
    const same = instantOfLocal(calendar.timeZone, day * DAY + timeOfDay);
    return Math.min(Math.max(same, spans[0] as number), spans.at(-1) as number);
  });
}

/** `start` plus `ms` on the named clock: when a limit is due. */
export function addOn(clock: ClockKind, calendar: FactoryCalendar, start: Instant, ms: number): Instant {
  return clock === 'wall' ? start + ms : addWork(calendar, start, ms);
}

/** How much of the named clock's time has passed: the share of a limit that is used up. */
export function elapsedOn(clock: ClockKind, calendar: FactoryCalendar, from: Instant, to: Instant): number {
  return clock === 'wall' ? to - from : workBetween(calendar, from, to);
}

/**
 * When to remind `offset` ms ahead of `target`, planned at `now` (domain §3.3, XD-13): never dropped, never in the past.
 * With less time left than the offset the reminder moves to `ratio` of what is left before the target and is marked
 * compressed: 30 h left means 9 h before. A ratio of 1 means at once, for what should have begun already (the call to
 * the supplier five working days ahead). For an offset in working days pass `target - addWorkdays(calendar, target, -n)`.
 */
export function lookAhead(
  now: Instant,
  target: Instant,
  offset: number,
  ratio = 0.3,
): { readonly at: Instant; readonly compressed: boolean } {
  const left = target - now;
  if (offset <= left) return { at: target - offset, compressed: false };
  return { at: Math.max(now, target - Math.min(offset, Math.round(ratio * left))), compressed: true };
}
