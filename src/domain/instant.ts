/** A point in time: milliseconds since 1970-01-01 UTC, as `Clock.now()` gives it. */
export type Instant = number;

/** An IANA name such as `Asia/Shanghai`. */
export type TimeZone = string;

/** A date on a wall calendar, `YYYY-MM-DD`, without a zone. */
export type LocalDate = string;

/** 1 = Monday … 7 = Sunday (ISO 8601). */
export type Weekday = 1 | 2 | 3 | 4 | 5 | 6 | 7;

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

/** What the clock on the wall of a zone shows, to the minute. */
export interface WallTime {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
  readonly weekday: Weekday;
}

/** The fields that name a wall time. Values outside their range carry over: day 32 is the first of the next month. */
export type WallFields = Pick<WallTime, 'year' | 'month' | 'day'> & Partial<Pick<WallTime, 'hour' | 'minute'>>;

interface ZoneCache {
  readonly format: Intl.DateTimeFormat;
  /** UTC day number → offset in ms, or null on a day on which the zone changes its offset. */
  readonly days: Map<number, number | null>;
}

const zones = new Map<TimeZone, ZoneCache>();

/** Eleven years per zone. Beyond that the cache starts anew: a process must not grow with the dates people ask for. */
const CACHED_DAYS = 4096;

function zoneCache(timeZone: TimeZone): ZoneCache {
  let zone = zones.get(timeZone);
  if (zone === undefined) {
    zone = { format: new Intl.DateTimeFormat('en-US', { timeZone, timeZoneName: 'longOffset' }), days: new Map() };
    zones.set(timeZone, zone);
  }
  return zone;
}

function readOffset(format: Intl.DateTimeFormat, instant: Instant): number {
  const found = /GMT(?:([+-])(\d\d):(\d\d)(?::(\d\d))?)?$/.exec(format.format(instant));
  if (found?.[1] === undefined) return 0;
  const [, sign, hours, minutes, seconds = '0'] = found;
  const size = Number(hours) * HOUR + Number(minutes) * MINUTE + Number(seconds) * 1000;
  return sign === '-' ? -size : size;
}

/**
 * How far the wall clock of `timeZone` is ahead of UTC at `instant`, in ms.
 * Asking `Intl` costs about a microsecond, so the answer is kept per UTC day; the day of a change is asked each time.
 * @throws RangeError when the zone does not exist (see `isTimeZone`).
 */
export function zoneOffset(timeZone: TimeZone, instant: Instant): number {
  const zone = zoneCache(timeZone);
  const day = Math.floor(instant / DAY);
  let offset = zone.days.get(day);
  if (offset === undefined) {
    const first = readOffset(zone.format, day * DAY);
    offset = first === readOffset(zone.format, (day + 1) * DAY - 1) ? first : null;
    if (zone.days.size >= CACHED_DAYS) zone.days.clear();
    zone.days.set(day, offset);
  }
  return offset ?? readOffset(zone.format, instant);
}

/** True when this machine knows the zone. */
export function isTimeZone(name: string): boolean {
  try {
    zoneCache(name);
    return true;
  } catch {
    return false;
  }
}

/** What the clock in `timeZone` shows at `instant`; seconds are dropped. */
export function wallTime(instant: Instant, timeZone: TimeZone): WallTime {
  const local = instant + zoneOffset(timeZone, instant);
  const date = new Date(local);
  return {
    year: date.getUTCFullYear(),
    month: date.getUTCMonth() + 1,
    day: date.getUTCDate(),
    hour: date.getUTCHours(),
    minute: date.getUTCMinutes(),
    weekday: weekdayOf(Math.floor(local / DAY)),
  };
}

/**
 * The instant at which the clock in `timeZone` shows the given time.
 * A time shown twice (clocks set back) means the first; a time never shown (clocks set forward) means as long after
 * midnight as the clock would have shown, that is, the hour is skipped.
 */
export function instantAt(timeZone: TimeZone, { year, month, day, hour = 0, minute = 0 }: WallFields): Instant {
  return instantOfLocal(timeZone, dayNumber(year, month, day) * DAY + hour * HOUR + minute * MINUTE);
}

/** Like `instantAt`, for a wall time given as ms since the wall's own 1970-01-01 00:00. */
export function instantOfLocal(timeZone: TimeZone, local: number): Instant {
  const before = zoneOffset(timeZone, local - DAY);
  const after = zoneOffset(timeZone, local + DAY);
  if (before === after || zoneOffset(timeZone, local - before) === before) return local - before;
  return zoneOffset(timeZone, local - after) === after ? local - after : local - before;
}

/** Days from 1970-01-01 to this date of the Gregorian calendar. */
export function dayNumber(year: number, month: number, day: number): number {
  return Math.floor(new Date(0).setUTCFullYear(year, month - 1, day) / DAY);
}

export function weekdayOf(day: number): Weekday {
  return (((((day + 3) % 7) + 7) % 7) + 1) as Weekday;
}

/** The day number of the date that the wall shows at `instant`. */
export function dayAt(instant: Instant, timeZone: TimeZone): number {
  return Math.floor((instant + zoneOffset(timeZone, instant)) / DAY);
}

/** The date that the wall shows at `instant`. */
export function dateAt(instant: Instant, timeZone: TimeZone): LocalDate {
  return formatDay(dayAt(instant, timeZone));
}

export function formatDay(day: number): LocalDate {
  return new Date(day * DAY).toISOString().slice(0, 10);
}

/** The day number of a `YYYY-MM-DD`, or null when it is not a date that exists. */
export function parseDay(date: LocalDate): number | null {
  const found = /^(\d{4})-(\d\d)-(\d\d)$/.exec(date);
  if (found === null) return null;
  const day = dayNumber(Number(found[1]), Number(found[2]), Number(found[3]));
  return formatDay(day) === date ? day : null;
}
