import { createCalendar } from '../../src/domain/calendar/factory-calendar.ts';
import { formatDay, HOUR, type Instant, parseDay } from '../../src/domain/instant.ts';

const SHANGHAI = 8 * HOUR;

/** `2026-11-24 10:00` on the wall of Shanghai or Taipei. */
export function at(text: string): Instant {
  return Date.parse(`${text.replace(' ', 'T')}:00Z`) - SHANGHAI;
}

/** The reverse of `at`. */
export function show(instant: Instant): string {
  return new Date(instant + SHANGHAI).toISOString().slice(0, 16).replace('T', ' ');
}

/** Dates of a year on which work is done, as a checker with its own rule sees them. */
export function datesOf(year: number): string[] {
  const first = parseDay(`${year}-01-01`)!;
  return Array.from({ length: parseDay(`${year + 1}-01-01`)! - first }, (_, index) => formatDay(first + index));
}

/** Mondays to Fridays, 08:30–17:30, holidays of China. */
export const china = createCalendar();
