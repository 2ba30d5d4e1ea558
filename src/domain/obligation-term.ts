import { addWorkdays, type ClockKind, elapsedOn, lookAhead, nextWorkday, workHours } from './calendar.ts';
import { dateAt, type Instant } from './instant.ts';
import type { TimeContext } from './obligation.ts';
import type { Subject } from './obligation-rules.ts';

/** A look-ahead's offset: working days, or ms on the wall's clock. */
export type Offset = { readonly workdays: number } | { readonly ms: number };

/**
 * The term of a look-ahead row (domain §3.3, XD-13): it starts `offset` ahead of `target`, later when less
 * time is left (then it is compressed) but is never left out, and ends with that working day or at the target, whichever is first.
 */
export function termAhead(
  time: TimeContext,
  target: Instant,
  offset: Offset,
  clock: ClockKind = 'wall',
  ratio = 0.3,
): Required<Pick<Subject, 'startedAt' | 'dueAt' | 'isCompressed'>> & { readonly limitMs: number } {
  const { calendar, now } = time;
  const ahead = 'ms' in offset ? offset.ms : target - addWorkdays(calendar, target, -offset.workdays);
  const { at, compressed } = lookAhead(now, target, ahead, ratio);
  const today = dateAt(at, calendar.timeZone);
  const end = workHours(calendar, today)?.to ?? at;
  const sameDay = end > at ? end : (workHours(calendar, nextWorkday(calendar, today))?.to ?? at);
  const dueAt = Math.max(at, Math.min(sameDay, target));
  return { startedAt: at, dueAt, isCompressed: compressed, limitMs: elapsedOn(clock, calendar, at, dueAt) };
}
