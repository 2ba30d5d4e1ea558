import { type FactoryCalendar, stretchesOn } from '../domain/calendar/factory-calendar.ts';
import { addWorkdays } from '../domain/calendar.ts';
import { dayAt, type Instant, type TimeZone } from '../domain/instant.ts';
import type { Locale } from '../i18n/locale.ts';
import { plainText } from './plain-text.ts';
import { CHINESE_READERS } from './when/chinese.ts';
import { combine, type Meaning } from './when/combine.ts';
import { ENGLISH_READERS, NUMERIC_READERS } from './when/english.ts';
import type { Piece, WhenContext } from './when/pieces.ts';

export interface WhenOptions {
  readonly now: Instant;
  /** The zone in which the person thinks: the factory's, unless the person has another. */
  readonly timeZone: TimeZone;
  readonly locale: Locale;
  /** Gives the end of the shift for dates without a time, and counts working days. Without it a day ends at 17:30. */
  readonly calendar?: FactoryCalendar;
}

/**
 * A date as read. `dateOnly`: no time was given and `at` is the end of that day's work.
 * `ambiguous` lists what it may mean where that is known (`12/5`, 周五5点); `impossible` is a date or time that does not
 * exist (February 30th). A date in the past is read as such: refusing it is the command's business (UO-04).
 */
export type WhenResult =
  | { readonly ok: true; readonly at: Instant; readonly dateOnly: boolean }
  | { readonly ok: false; readonly reason: 'empty' | 'unreadable' | 'impossible' }
  | { readonly ok: false; readonly reason: 'ambiguous'; readonly candidates: readonly Instant[] };

/** A date expression inside a text: `text.slice(from, to)`, with words such as "by" and 前 around it. */
export interface WhenFound {
  readonly from: number;
  readonly to: number;
  readonly when: WhenResult;
}

/** No way of writing a date is longer. */
const LONGEST = 80;
/** Inline arguments end with the date; more than this from the end is not looked at. */
const SEARCHED = 1000;

const READERS = [...NUMERIC_READERS, ...CHINESE_READERS, ...ENGLISH_READERS];
const LEAD =
  /(?:(?:by|before|due(?: date)?|until|till|no later than|not later than|deadline|latest|on|at|for|最晚|最迟|不晚于|截止到?|截至|交期|交货期|要求|需要?在|在|于|到)(?![a-z])[\s:,，]*)+/y;
/** Leads that announce a deadline; "on" and "at" also begin other things. */
const DEADLINE = /by|before|due|until|till|later|deadline|latest|最|截|交|不晚/;
const TAIL =
  /[\s,]*(?:(?:之前|以前|前|截止|为止|交货|交付|出货|发货|到货|交|要货|要|at the latest|latest|sharp)(?![a-z])[\s]*)+/y;
const BETWEEN = /[\s,，、的]*(?:\(|（)?(?:(?:at|on|@|of|the|in the|在|于)(?![a-z]))?\s*/y;
const AFTER_WEEKDAY = /\s*[)）]/y;
const DATE_IN_BRACKETS = /\s*\((?:周|星期|礼拜)?([一二三四五六日天])\)/y;
const TRIM = /^[\s"'“”‘’「」.,;:!?，。；：！？、~～]+|[\s"'“”‘’「」.,;!?，。；：！？、~～]+$/g;

function matchAt(pattern: RegExp, text: string, index: number): RegExpExecArray | null {
  pattern.lastIndex = index;
  return pattern.exec(text);
}

interface Reading {
  readonly pieces: readonly Piece[];
  readonly end: number;
}

/**
 * True where no expression can begin because it began before: inside a word or number (M6, 2.5), after what would change
 * its meaning (上周五, 每周五), or after the part of a date that could not be read. A date cut short is a wrong date.
 */
function isContinued(before: string, first: string): boolean {
  if (/[a-z\d]/.test(first) && /[a-z\d]/.test(before)) return true;
  if (/\d/.test(first) && /[-/.:年月]/.test(before)) return true;
  return /[上下每隔第前去双单几数多好]/.test(before) && !/\s/.test(first);
}

/** Reads as many pieces as stand next to each other from `start`. */
function readPieces(text: string, start: number, context: WhenContext): Reading {
  const pieces: Piece[] = [];
  if (start > 0 && isContinued(text.charAt(start - 1), text.charAt(start))) return { pieces, end: start };
  let index = start;
  let end = start;
  while (pieces.length < 6) {
    const found = readPiece(text, index, context);
    if (found === null) break;
    pieces.push(...found.pieces);
    end = found.end;
    const bracketed = matchAt(DATE_IN_BRACKETS, text, end);
    if (bracketed !== null) {
      const weekday = '一二三四五六'.indexOf(bracketed[1] ?? '') + 1 || 7;
      pieces.push({ kind: 'weekday', weekday: weekday as 1, weeks: null });
      end += bracketed[0].length;
    }
    end += matchAt(AFTER_WEEKDAY, text, end)?.[0].length ?? 0;
    index = end + (matchAt(BETWEEN, text, end)?.[0].length ?? 0);
  }
  return { pieces, end };
}

function readPiece(text: string, index: number, context: WhenContext): Reading | null {
  for (const { pattern, read } of READERS) {
    const groups = matchAt(pattern, text, index);
    if (groups === null || groups[0].length === 0) continue;
    const end = index + groups[0].length;
    if (/[a-z0-9]/.test(text.charAt(end)) && /[0-9]/.test(text.charAt(end - 1)) && /[0-9]/.test(text.charAt(end)))
      continue;
    const piece = read(groups, context);
    if (piece !== null) return { pieces: Array.isArray(piece) ? piece : [piece as Piece], end };
  }
  return null;
}

function contextOf(options: WhenOptions, isWhole: boolean): WhenContext {
  const { now, timeZone, locale, calendar } = options;
  const today = dayAt(now, timeZone);
  return {
    now,
    today,
    timeZone,
    workday: (count) => {
      if (calendar !== undefined) return dayAt(addWorkdays(calendar, now, count), timeZone);
      let day = today;
      for (let left = count; left > 0; ) if ((++day + 3) % 7 < 5) left -= 1;
      return day;
    },
    isMonthFirst: locale !== 'en',
    isMinguo: locale === 'zh-TW',
    isWhole,
  };
}

const DEFAULT_END = 17 * 60 + 30;

/** The minute at which work ends on a day; on a day of rest, that of a regular day. */
function endOfWork({ calendar }: WhenOptions, day: number): number {
  if (calendar === undefined) return DEFAULT_END;
  return (stretchesOn(calendar, day).at(-1) ?? calendar.regular.at(-1))?.[1] ?? DEFAULT_END;
}

function resultOf(meaning: Meaning): WhenResult {
  if (meaning.ok) return meaning;
  const { reason, candidates } = meaning;
  return reason === 'ambiguous' ? { ok: false, reason, candidates } : { ok: false, reason };
}

/**
 * Reads a due date as people type it in Chinese (either script) or English: `2026-11-27 17:00`, `Fri 5pm`,
 * `in 36 hours`, 下周五下午3点前, 11月27日, 三天後. The whole input must be the date. Never throws, and never guesses: what
 * can mean two things comes back as ambiguous. Show the date back for confirmation all the same.
 */
export function parseWhen(typed: string, options: WhenOptions): WhenResult {
  if (typed.length > LONGEST * 4) return { ok: false, reason: 'unreadable' };
  const text = plainText(typed).text.replace(TRIM, '').replace(/\s+/g, ' ');
  if (text === '') return { ok: false, reason: 'empty' };
  if (text.length > LONGEST) return { ok: false, reason: 'unreadable' };
  const context = contextOf(options, true);
  const starts = new Set([0, matchAt(LEAD, text, 0)?.[0].length ?? 0]);
  for (const start of starts) {
    const { pieces, end } = readPieces(text, start, context);
    const rest = end + (matchAt(TAIL, text, end)?.[0].length ?? 0);
    if (pieces.length > 0 && rest === text.length)
      return resultOf(combine(pieces, context, (day) => endOfWork(options, day)));
  }
  return { ok: false, reason: 'unreadable' };
}

/** True for what could be something else in a sentence: a fraction, a building's number, a name. */
function isWeak(piece: Piece): boolean {
  if (piece.kind === 'date') return piece.isWeak === true;
  if (piece.kind === 'weekday') return piece.weeks === null && piece.english === undefined;
  return piece.kind !== 'instant' && piece.kind !== 'end_of_work';
}

/**
 * The date inside a text, or null: the last one announced as a deadline ("by", 前), otherwise the last. `500 x M6 bracket for ACME by Fri 17:00` gives the part from "by" on,
 * so that the rest can be read as product and customer. A time without a day is not taken for one here. Looks at the
 * end of long texts only; never throws.
 */
export function findWhen(typed: string, options: WhenOptions): WhenFound | null {
  const offset = Math.max(0, typed.length - SEARCHED);
  const plain = plainText(typed.slice(offset));
  const { text, origin } = plain;
  const context = contextOf(options, false);
  const wholeEnd = text.replace(/[\s.,;!?，。；！？、]+$/, '').length;
  let found: WhenFound | null = null;
  let foundDeadline = false;
  for (let index = 0; index < text.length; ) {
    const { when, to, isDeadline } = findAt(text, index, wholeEnd, context, options);
    if (when !== null && (isDeadline || !foundDeadline)) {
      found = { from: offset + (origin[index] ?? 0), to: offset + (origin[to - 1] ?? 0) + 1, when };
      foundDeadline = isDeadline;
    }
    index = to;
  }
  return found;
}

/** What begins at `index`, and where to look on. */
function findAt(
  text: string,
  index: number,
  wholeEnd: number,
  context: WhenContext,
  options: WhenOptions,
): { readonly when: WhenResult | null; readonly to: number; readonly isDeadline: boolean } {
  const isInWord = index > 0 && /[a-z]/.test(text.charAt(index - 1)) && /[a-z]/.test(text.charAt(index));
  const lead = isInWord ? '' : (matchAt(LEAD, text, index)?.[0] ?? '');
  const { pieces, end } = readPieces(text, index + lead.length, context);
  if (pieces.length === 0) return { when: null, to: index + 1, isDeadline: false };
  const tail = matchAt(TAIL, text, end)?.[0].trimEnd() ?? '';
  const to = end + tail.length;
  const hasDay = pieces.some(({ kind }) => kind !== 'clock' && kind !== 'part');
  const isDeadline = tail !== '' || DEADLINE.test(lead);
  const isCertain =
    isDeadline || pieces.length > 1 || !pieces.every(isWeak) || (to >= wholeEnd && pieces[0]?.kind !== 'impossible');
  if (!hasDay || !isCertain) return { when: null, to, isDeadline };
  const when = resultOf(combine(pieces, context, (day) => endOfWork(options, day)));
  return { when: !when.ok && when.reason === 'unreadable' ? null : when, to, isDeadline };
}
