import { DAY, dayAt, type Instant, instantOfLocal, MINUTE, type TimeZone, zoneOffset } from '../instant.ts';
import { minutesOf, type Span } from './factory-calendar.ts';

/** Hours in which reminders wait (domain §12 `quiet_hours`); the due time of what they remind of does not move. */
export const DEFAULT_QUIET_HOURS: Span = { from: '20:00', to: '08:00' };

function minutes(time: string): number {
  const found = minutesOf(time);
  if (found === null) throw new RangeError(`not a time: ${time}`);
  return found % 1440;
}

/** Minutes after midnight on the wall of the person's zone. */
function minuteOfDay(timeZone: TimeZone, instant: Instant): number {
  const local = instant + zoneOffset(timeZone, instant);
  return (local - Math.floor(local / DAY) * DAY) / MINUTE;
}

/** True while reminders to a person in `timeZone` wait. The same time twice means that no hour is quiet. */
export function isQuiet(quiet: Span, timeZone: TimeZone, instant: Instant): boolean {
  const [from, to] = [minutes(quiet.from), minutes(quiet.to)];
  const now = minuteOfDay(timeZone, instant);
  return from <= to ? now >= from && now < to : now >= from || now < to;
}

/** When a reminder may be sent: `instant` itself outside quiet hours, otherwise the moment they end. */
export function endOfQuiet(quiet: Span, timeZone: TimeZone, instant: Instant): Instant {
  if (!isQuiet(quiet, timeZone, instant)) return instant;
  const today = dayAt(instant, timeZone) * DAY + minutes(quiet.to) * MINUTE;
  const end = instantOfLocal(timeZone, today);
  return end > instant ? end : instantOfLocal(timeZone, today + DAY);
}
