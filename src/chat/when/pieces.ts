import { dayNumber, formatDay, type TimeZone, type Weekday, weekdayOf } from '../../domain/instant.ts';
import { CHINESE_DIGITS, chineseNumber } from '../plain-text.ts';

/** What the grammar knows while it reads: the day and minute on the wall, and how the person's language writes dates. */
export interface WhenContext {
  readonly now: number;
  readonly today: number;
  readonly timeZone: TimeZone;
  /** Day numbers of the n-th working day from today. */
  readonly workday: (count: number) => number;
  /** 12/5 is December 5th in Chinese; in English it may be either. */
  readonly isMonthFirst: boolean;
  /** 115/11/27 is a date of the Minguo calendar. */
  readonly isMinguo: boolean;
  /** A form's field: bare amounts (`36 hours`) and dates that could be part of a name elsewhere are read too. */
  readonly isWhole: boolean;
}

export type DayPart = 'dawn' | 'morning' | 'noon' | 'afternoon' | 'evening';

export type Piece =
  /** Candidates as day numbers; two mean that the writing allows both. `isWeak`: could be something else in a sentence. */
  | { readonly kind: 'date'; readonly days: readonly number[]; readonly isWeak?: boolean }
  /** `weeks` counts calendar weeks from this one; null when only the day is named. */
  | {
      readonly kind: 'weekday';
      readonly weekday: Weekday;
      readonly weeks: number | null;
      readonly english?: 'this' | 'next';
    }
  | { readonly kind: 'part'; readonly part: DayPart }
  | {
      readonly kind: 'clock';
      readonly hour: number;
      readonly minute: number;
      readonly meridiem?: 'am' | 'pm';
      readonly is24?: boolean;
    }
  | { readonly kind: 'end_of_work' }
  | { readonly kind: 'instant'; readonly at: number }
  /** Understood, and there is no such date or time: February 30th, 25:00. */
  | { readonly kind: 'impossible' };

export interface Reader {
  readonly pattern: RegExp;
  /** Null: the pattern fits but this is not what it says; other readers may try. */
  readonly read: (groups: RegExpExecArray, context: WhenContext) => Piece | readonly Piece[] | null;
}

/** A number of up to four digits in either writing. */
export const NUMBER = `(\\d{1,4}|[${CHINESE_DIGITS}]{1,5})`;
/** A small number: day, month, hour, minute. */
export const SMALL = '(\\d{1,2}|[〇零一二三四五六七八九十两]{1,3})';

/** The value of a matched number; NaN when it is none, so that every later comparison fails. */
export function numberOf(text: string | undefined): number {
  return text === undefined ? Number.NaN : (chineseNumber(text) ?? Number.NaN);
}

const IMPOSSIBLE: Piece = { kind: 'impossible' };

/** Years a due date can have. Anything else is a slip of the hand. */
function isYear(year: number): boolean {
  return year >= 2000 && year <= 2099;
}

function exists(year: number, month: number, day: number): boolean {
  if (!isYear(year) || !(month >= 1 && month <= 12) || !(day >= 1 && day <= 31)) return false;
  return formatDay(dayNumber(year, month, day)).endsWith(`-${String(day).padStart(2, '0')}`);
}

export function yearOf(day: number): number {
  return Number(formatDay(day).slice(0, 4));
}

function monthOf(day: number): number {
  return Number(formatDay(day).slice(5, 7));
}

/** A full date. */
export function dateOf(year: number, month: number, day: number): Piece {
  return exists(year, month, day) ? { kind: 'date', days: [dayNumber(year, month, day)] } : IMPOSSIBLE;
}

/**
 * A date without a year: this year's, unless it lies more than three months back. Then next year's is meant; a date of
 * last week stays in the past, where the form refuses it, for to push it on by a year would be a wrong date.
 */
function nearestYear(today: number, month: number, day: number): number | null {
  const thisYear = yearOf(today);
  for (const year of [thisYear - 1, thisYear, thisYear + 1, thisYear + 2, thisYear + 3, thisYear + 4]) {
    if (exists(year, month, day) && dayNumber(year, month, day) >= today - 92) return dayNumber(year, month, day);
  }
  return null;
}

export function monthAndDay(month: number, day: number, context: WhenContext, isWeak = false): Piece {
  const found = nearestYear(context.today, month, day);
  return found === null ? IMPOSSIBLE : { kind: 'date', days: [found], isWeak };
}

/** 12/5 in a language that writes both orders: one candidate when only one is a date, otherwise both. */
export function eitherOrder(first: number, second: number, year: number | null, context: WhenContext): Piece {
  const read = (month: number, day: number): Piece =>
    year === null ? monthAndDay(month, day, context, true) : dateOf(year, month, day);
  const pieces = context.isMonthFirst ? [read(first, second)] : [read(first, second), read(second, first)];
  const days = [...new Set(pieces.flatMap((piece) => (piece.kind === 'date' ? piece.days : [])))];
  return days.length === 0 ? IMPOSSIBLE : { kind: 'date', days, isWeak: year === null };
}

/** The day of a month counted from this one (0), e.g. 下个月5号. */
export function dayOfMonth(months: number, day: number, { today }: WhenContext): Piece {
  const index = yearOf(today) * 12 + monthOf(today) - 1 + months;
  return dateOf(Math.floor(index / 12), (index % 12) + 1, day);
}

/** 27号 or "the 27th": this month, or the next month that has such a day. */
export function bareDayOfMonth(day: number, context: WhenContext): Piece {
  for (let months = 0; months <= 2; months++) {
    const piece = dayOfMonth(months, day, context);
    if (piece.kind === 'date' && (piece.days[0] ?? 0) >= context.today) return { ...piece, isWeak: true };
  }
  return IMPOSSIBLE;
}

export function lastDayOfMonth(months: number, { today }: WhenContext): Piece {
  const index = yearOf(today) * 12 + monthOf(today) + months;
  return { kind: 'date', days: [dayNumber(Math.floor(index / 12), (index % 12) + 1, 1) - 1] };
}

/** 11月底: the last day of the nearest such month. */
export function endOfMonth(month: number, context: WhenContext): Piece {
  const first = monthAndDay(month, 1, { ...context, today: context.today - 31 });
  return first.kind === 'date' ? lastDayOfMonth(0, { ...context, today: first.days[0] ?? context.today }) : first;
}

/** `count` months after today; the 31st becomes the last day of a shorter month. */
function monthsLater(today: number, count: number): number {
  const day = Number(formatDay(today).slice(8));
  const index = yearOf(today) * 12 + monthOf(today) - 1 + count;
  const last = dayNumber(Math.floor(index / 12), (index % 12) + 2, 1) - 1;
  return Math.min(dayNumber(Math.floor(index / 12), (index % 12) + 1, day), last);
}

export type SpanUnit = 'minute' | 'hour' | 'day' | 'workday' | 'week' | 'month';

/** An amount of time from now. Minutes and hours give a moment, days and more give a date. */
export function later(amount: number, unit: SpanUnit, context: WhenContext): Piece | null {
  // Ten years in the unit's own measure: longer is a typing slip, and keeps every number below safe.
  const limit = { minute: 5_300_000, hour: 88_000, day: 3660, workday: 2500, week: 520, month: 120 }[unit];
  if (!(amount > 0) || amount > limit) return IMPOSSIBLE;
  const isWhole = Number.isInteger(amount);
  if (unit === 'minute' || unit === 'hour' || (unit === 'day' && !isWhole && amount > 1)) {
    const size = { minute: 60_000, hour: 3_600_000, day: 86_400_000 }[unit];
    return { kind: 'instant', at: Math.floor((context.now + amount * size) / 60_000) * 60_000 };
  }
  // Half a day is a morning to some and twelve hours to others.
  if (!isWhole) return null;
  const { today } = context;
  const day = {
    day: () => today + amount,
    week: () => today + 7 * amount,
    workday: () => context.workday(amount),
    month: () => monthsLater(today, amount),
  }[unit]();
  return { kind: 'date', days: [day] };
}

/** The date of a weekday in a calendar week counted from this one; weeks begin on Monday, as in both countries. */
export function weekdayIn(today: number, weekday: Weekday, weeks: number): number {
  return today - (weekdayOf(today) - 1) + 7 * weeks + weekday - 1;
}

/** A time of day; a leading zero or an hour past noon says that it is written on the 24-hour clock. */
export function clock(hour: number, minute: number, is24 = false, meridiem?: 'am' | 'pm'): Piece {
  const isTime = hour >= 0 && minute >= 0 && minute < 60 && hour * 60 + minute <= 1440;
  if (!isTime || (meridiem !== undefined && (hour > 12 || hour === 0))) return IMPOSSIBLE;
  return { kind: 'clock', hour, minute, is24: is24 || hour > 12 || hour === 0, ...(meridiem && { meridiem }) };
}
