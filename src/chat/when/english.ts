import type { Weekday } from '../../domain/instant.ts';
import {
  bareDayOfMonth,
  clock,
  type DayPart,
  dateOf,
  eitherOrder,
  endOfMonth,
  lastDayOfMonth,
  later,
  monthAndDay,
  type Piece,
  type Reader,
  type SpanUnit,
  weekdayIn,
  yearOf,
} from './pieces.ts';

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const MONTH =
  '(jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\\.?';
const WEEKDAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];
const WEEKDAY =
  '(mon(?:day)?|tue(?:s(?:day)?)?|wed(?:s|nesday)?|thu(?:r(?:s(?:day)?)?)?|fri(?:day)?|sat(?:urday)?|sun(?:day)?)(?![a-z])\\.?';
const AMOUNTS: Readonly<Record<string, number>> = {
  a: 1,
  an: 1,
  one: 1,
  two: 2,
  three: 3,
  four: 4,
  five: 5,
  six: 6,
  seven: 7,
  eight: 8,
  nine: 9,
  ten: 10,
  twelve: 12,
  'half an': 0.5,
  'half a': 0.5,
};
const AMOUNT = `(\\d{1,4}(?:\\.\\d)?|${Object.keys(AMOUNTS).reverse().join('|')})`;
const UNIT =
  '(minutes?|mins?|hours?|hrs?|h|days?|d|weeks?|wks?|w|months?|(?:working|business|work)[ -]?days?|workdays?|weekdays?)(?![a-z0-9])';

function monthIndex(name: string | undefined): number {
  return MONTHS.indexOf((name ?? '').slice(0, 3)) + 1;
}

function weekday(name: string | undefined): Weekday {
  return (WEEKDAYS.indexOf((name ?? '').slice(0, 3)) + 1) as Weekday;
}

function unitOf(name: string | undefined): SpanUnit {
  if (/^(work|business|weekd)/.test(name ?? '')) return 'workday';
  if (/^mo/.test(name ?? '')) return 'month';
  return ({ m: 'minute', h: 'hour', d: 'day', w: 'week' } as const)[(name ?? 'h').charAt(0) as 'h'];
}

function readAmount([, amount, unit]: RegExpExecArray, context: Parameters<Reader['read']>[1]): Piece | null {
  return later(AMOUNTS[amount ?? ''] ?? Number(amount), unitOf(unit), context);
}

function dayAndMonth(
  day: string | undefined,
  month: string | undefined,
  year: string | undefined,
  context: Parameters<Reader['read']>[1],
): Piece {
  return year === undefined
    ? monthAndDay(monthIndex(month), Number(day), context)
    : dateOf(Number(year), monthIndex(month), Number(day));
}

const IN_PARTS: Readonly<Record<string, DayPart>> = {
  morning: 'morning',
  noon: 'noon',
  midday: 'noon',
  afternoon: 'afternoon',
  evening: 'evening',
  night: 'evening',
};

/** Writings in digits, which every language uses. */
export const NUMERIC_READERS: readonly Reader[] = [
  {
    pattern: /(\d{4})-(\d\d)-(\d\d)[t ](\d\d):(\d\d)(?::\d\d(?:\.\d{1,9})?)?\s?(z|[+-]\d\d:?\d\d)(?![\da-z])/y,
    read: ([, year, month, day, hour, minute, zone]) => {
      const date = dateOf(Number(year), Number(month), Number(day));
      const offset = zone === 'z' ? '+00:00' : (zone ?? '').replace(/(\d\d)(\d\d)$/, '$1:$2');
      const at = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:00${offset}`);
      return date.kind !== 'date' || Number.isNaN(at) ? { kind: 'impossible' } : { kind: 'instant', at };
    },
  },
  {
    // 2026-11-27, 2026/11/27, 2026.11.27; the T of ISO 8601 leads on to the time.
    pattern: /(\d{4})\s?([-/.])\s?(\d{1,2})\s?\2\s?(\d{1,2})(?!\d)(?:t(?=\d))?/y,
    read: ([, year, , month, day]) => dateOf(Number(year), Number(month), Number(day)),
  },
  {
    pattern: /(1\d\d)([-/.])(\d{1,2})\2(\d{1,2})(?!\d)/y,
    read: ([, year, , month, day], { isMinguo }) =>
      isMinguo ? dateOf(Number(year) + 1911, Number(month), Number(day)) : null,
  },
  {
    pattern: /(20\d\d)(\d\d)(\d\d)(?!\d)/y,
    read: ([, year, month, day]) => {
      const piece = dateOf(Number(year), Number(month), Number(day));
      return piece.kind === 'date' ? { ...piece, isWeak: true } : null;
    },
  },
  {
    pattern: /(\d{1,2})([-/.])(\d{1,2})\2(\d{4})(?!\d)/y,
    read: ([, first, separator, second, year], context) =>
      eitherOrder(
        Number(first),
        Number(second),
        Number(year),
        separator === '.' ? { ...context, isMonthFirst: false } : context,
      ),
  },
  {
    pattern: /(\d{1,2})([-/])(\d{1,2})(?![\d/.:-])/y,
    read: ([, first, separator, second], context) =>
      separator === '-' && !context.isWhole ? null : eitherOrder(Number(first), Number(second), null, context),
  },
  {
    // 11.27前 is how Chinese notes write it; elsewhere it is a number.
    pattern: /(\d{1,2})\.(\d{1,2})(?![\d.])(\s?(?:之前|以前|前|截止))?/y,
    read: ([, month, day, tail], context) =>
      context.isMonthFirst && (context.isWhole || tail !== undefined)
        ? monthAndDay(Number(month), Number(day), context)
        : null,
  },
  {
    // Written 5 pm, 5:30pm, 17:30, 17:30:00
    pattern: /(\d{1,2})(?::(\d\d)(?::\d\d(?:\.\d{1,9})?)?)?\s?([ap])\.?m\b\.?/y,
    read: ([, hour, minute = '0', half]) => clock(Number(hour), Number(minute), false, half === 'a' ? 'am' : 'pm'),
  },
  {
    pattern: /(\d{1,2}):(\d\d)(?::\d\d(?:\.\d{1,9})?)?(?![\d:])/y,
    read: ([, hour, minute]) => clock(Number(hour), Number(minute), hour?.length === 2 && Number(hour) < 10),
  },
];

/** Readers of English dates over `plainText` (lower case), the longer writings first. */
export const ENGLISH_READERS: readonly Reader[] = [
  {
    pattern: new RegExp(
      `(?:the )?(\\d{1,2})(?:st|nd|rd|th)?(?: of |[ -])?${MONTH}(?![a-z])(?:[ ,-]{1,2}(\\d{4})(?![\\d:]))?`,
      'y',
    ),
    read: ([, day, month, year], context) => dayAndMonth(day, month, year, context),
  },
  {
    pattern: new RegExp(
      `${MONTH} ?(?:the )?(\\d{1,2})(?:st|nd|rd|th)?(?![\\da-z:])(?:[ ,]{1,2}(\\d{4})(?![\\d:]))?`,
      'y',
    ),
    read: ([, month, day, year], context) => dayAndMonth(day, month, year, context),
  },
  {
    pattern: /(?:the )?(\d{1,2})(?:st|nd|rd|th)(?![a-z])/y,
    read: ([, day], context) => bareDayOfMonth(Number(day), context),
  },
  {
    pattern: /(?:the )?(day after tomorrow|tomorrow|tmrw?|today|yesterday)(?![a-z])/y,
    read: ([, word], { today }) => {
      const days = { yesterday: -1, today: 0, tomorrow: 1, tmr: 1, tmrw: 1, 'day after tomorrow': 2 }[word as 'today'];
      return { kind: 'date', days: [today + days] };
    },
  },
  {
    pattern: /(?:tonight|this evening)(?![a-z])/y,
    read: (_, { today }) => [
      { kind: 'date', days: [today] },
      { kind: 'part', part: 'evening' },
    ],
  },
  {
    pattern: /this (morning|afternoon)(?![a-z])/y,
    read: ([, part], { today }) => [
      { kind: 'date', days: [today] },
      { kind: 'part', part: IN_PARTS[part ?? ''] ?? 'noon' },
    ],
  },
  {
    pattern: new RegExp(`next week(?:,| on)? ?${WEEKDAY}`, 'y'),
    read: ([, name], { today }) => ({ kind: 'date', days: [weekdayIn(today, weekday(name), 1)] }),
  },
  {
    pattern: new RegExp(`(?:(this|next|coming|this coming) )?${WEEKDAY}( next week| of next week)?`, 'y'),
    read: ([, which, name, isNextWeek], { today }) => {
      if (isNextWeek !== undefined) return { kind: 'date', days: [weekdayIn(today, weekday(name), 1)] };
      const english = which === 'next' ? 'next' : which === 'this' ? 'this' : undefined;
      return { kind: 'weekday', weekday: weekday(name), weeks: null, ...(english && { english }) };
    },
  },
  {
    pattern: new RegExp(`(?:in|within)(?: the next)? ${AMOUNT} ?${UNIT}`, 'y'),
    read: readAmount,
  },
  {
    pattern: new RegExp(`${AMOUNT} ?${UNIT} (?:from now|later)(?![a-z])`, 'y'),
    read: readAmount,
  },
  {
    pattern: new RegExp(`${AMOUNT} ?${UNIT}`, 'y'),
    // "17h" may be an hour of the day.
    read: (groups, context) =>
      !context.isWhole || (groups[2] === 'h' && Number(groups[1]) < 24) ? null : readAmount(groups, context),
  },
  {
    pattern: /(?:the )?end of (?:the |this )?month(?![a-z])|eom(?![a-z])|month[ -]end(?![a-z])/y,
    read: (_, context) => lastDayOfMonth(0, context),
  },
  {
    pattern: new RegExp(`(?:the )?end of ${MONTH}(?![a-z])`, 'y'),
    read: ([, month], context) => endOfMonth(monthIndex(month), context),
  },
  {
    pattern: /(?:the )?end of next month(?![a-z])/y,
    read: (_, context) => lastDayOfMonth(1, context),
  },
  {
    pattern: /(?:the )?end of (?:the |this )?year(?![a-z])|eoy(?![a-z])|year[ -]end(?![a-z])/y,
    read: (_, { today }) => dateOf(yearOf(today), 12, 31),
  },
  {
    pattern:
      /(?:the )?end of (?:the |business |the business |the working |work)?day(?![a-z])|eod(?![a-z])|cob(?![a-z])|close of business(?![a-z])/y,
    read: () => ({ kind: 'end_of_work' }),
  },
  {
    pattern: /(?:in the )?(morning|afternoon|evening)(?![a-z])|(?:at )?(noon|midday|night)(?![a-z])/y,
    read: ([, long, short]) => ({ kind: 'part', part: IN_PARTS[long ?? short ?? ''] ?? 'noon' }),
  },
  {
    pattern: /(\d{1,2}) ?o'?clock(?![a-z])/y,
    read: ([, hour]) => clock(Number(hour), 0),
  },
];
