import { DAY, type Instant, instantOfLocal, MINUTE, zoneOffset } from '../../domain/instant.ts';
import { type DayPart, type Piece, type WhenContext, weekdayIn } from './pieces.ts';

/** What a date expression says. More than one candidate means that the person has to choose. */
export type Meaning =
  | { readonly ok: true; readonly at: Instant; readonly dateOnly: boolean }
  | {
      readonly ok: false;
      readonly reason: 'ambiguous' | 'impossible' | 'unreadable';
      readonly candidates: readonly Instant[];
    };

type Clock = Extract<Piece, { kind: 'clock' }>;

/** Minutes after midnight on the named day; above 1440 in the night that follows it. Null: the words contradict. */
function inPart(part: DayPart, { hour, minute }: Clock): number | null {
  const fits = (from: number, to: number, shifted: number): number | null =>
    hour >= from && hour <= to ? shifted * 60 + minute : null;
  switch (part) {
    case 'dawn':
      return hour === 12 ? minute : fits(0, 6, hour);
    case 'morning':
      return fits(4, 12, hour);
    case 'noon':
      return fits(11, 14, hour) ?? fits(1, 2, hour + 12);
    case 'afternoon':
      return fits(12, 18, hour) ?? fits(1, 7, hour + 12);
    case 'evening':
      return hour === 12 ? 1440 + minute : (fits(16, 24, hour) ?? fits(5, 11, hour + 12));
  }
}

/** The minutes a clock time may mean. Without a hint, 5 may be early or late; 9 is the morning of a factory. */
function minutesOf(clock: Clock): readonly number[] {
  const { hour, minute, meridiem, is24 = false } = clock;
  if (meridiem !== undefined) return [((hour % 12) + (meridiem === 'pm' ? 12 : 0)) * 60 + minute];
  if (is24 || hour >= 8) return [hour * 60 + minute];
  return [hour * 60 + minute, (hour + 12) * 60 + minute];
}

function only<K extends Piece['kind']>(pieces: readonly Piece[], kind: K): Extract<Piece, { kind: K }> | undefined {
  return pieces.find((piece): piece is Extract<Piece, { kind: K }> => piece.kind === kind);
}

const unreadable: Meaning = { ok: false, reason: 'unreadable', candidates: [] };
const impossible: Meaning = { ok: false, reason: 'impossible', candidates: [] };

/**
 * Puts the pieces of one expression together. Each kind may stand once; a weekday beside a date must agree with it.
 * `endOfWork` gives the minute after midnight at which work ends on a day: what a date without a time means.
 */
export function combine(pieces: readonly Piece[], context: WhenContext, endOfWork: (day: number) => number): Meaning {
  const kinds = pieces.map(({ kind }) => kind);
  if (kinds.includes('impossible')) return impossible;
  if (pieces.length === 0 || new Set(kinds).size < kinds.length) return unreadable;
  const instant = only(pieces, 'instant');
  if (instant !== undefined) return pieces.length === 1 ? { ok: true, at: instant.at, dateOnly: false } : unreadable;

  const part = only(pieces, 'part')?.part;
  const clock = only(pieces, 'clock');
  const atEnd = only(pieces, 'end_of_work') !== undefined;
  if (atEnd && (part !== undefined || clock !== undefined)) return unreadable;
  const minutes = minutesAsked(part, clock);
  if (minutes === null) return impossible;
  // "Tomorrow evening" names no time; "tomorrow afternoon" ends with the shift.
  if (minutes === 'vague') return unreadable;
  const atWall = (day: number, minute: number): Instant =>
    instantOfLocal(context.timeZone, day * DAY + minute * MINUTE);
  const times = (day: number): readonly Instant[] => {
    if (minutes === 'end') return [atWall(day, endOfWork(day))];
    if (minutes === 'afternoon') {
      const end = endOfWork(day);
      return [atWall(day, end > 12 * 60 && end <= 19 * 60 ? end : 18 * 60)];
    }
    const all = minutes.map((minute) => atWall(day, minute));
    // 3点 said at ten in the morning is this afternoon's: nothing is due in the past.
    const ahead = all.filter((at) => at > context.now);
    return ahead.length > 0 ? ahead : all;
  };

  const days = daysAsked(pieces, context, times);
  if (days === null) return { ok: false, reason: 'ambiguous', candidates: [] };
  const found = [...new Set(days.flatMap(times))].sort((a, b) => a - b);
  const [first] = found;
  if (first === undefined) return unreadable;
  if (found.length > 1) return { ok: false, reason: 'ambiguous', candidates: found };
  return { ok: true, at: first, dateOnly: minutes === 'end' && !atEnd };
}

function minutesAsked(
  part: DayPart | undefined,
  clock: Clock | undefined,
): readonly number[] | 'end' | 'afternoon' | 'vague' | null {
  if (clock === undefined) {
    if (part === undefined) return 'end';
    if (part === 'afternoon') return 'afternoon';
    return part === 'morning' || part === 'noon' ? [12 * 60] : 'vague';
  }
  if (part === undefined) return minutesOf(clock);
  const hasHint = clock.meridiem !== undefined;
  const minute = hasHint ? minutesOf(clock)[0] : inPart(part, clock);
  return minute === null || minute === undefined ? null : [minute];
}

/** The days an expression may mean, or null when date and weekday contradict each other. */
function daysAsked(
  pieces: readonly Piece[],
  { now, today, timeZone }: WhenContext,
  times: (day: number) => readonly Instant[],
): readonly number[] | null {
  const date = only(pieces, 'date');
  const named = only(pieces, 'weekday');
  const isAhead = (day: number): boolean => times(day).some((at) => at > now);
  if (date !== undefined) {
    if (named === undefined) return date.days;
    const agreeing = date.days.filter((day) => weekdayIn(day, named.weekday, 0) === day);
    return agreeing.length === 0 ? null : agreeing;
  }
  if (named !== undefined) {
    if (named.weeks !== null) return [weekdayIn(today, named.weekday, named.weeks)];
    const thisWeek = weekdayIn(today, named.weekday, 0);
    const coming = thisWeek >= today && isAhead(thisWeek) ? thisWeek : thisWeek + 7;
    if (named.english !== 'next') return [coming];
    // "Next Friday" said on a Tuesday is this week's to some and next week's to others.
    return [...new Set([coming, thisWeek + 7])];
  }
  // A time alone is today's, or tomorrow's when it has passed.
  const [wallNow] = [now + zoneOffset(timeZone, now)];
  const day = Math.floor(wallNow / DAY);
  return [isAhead(day) ? day : day + 1];
}
