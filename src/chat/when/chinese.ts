import type { Weekday } from '../../domain/instant.ts';
import {
  bareDayOfMonth,
  clock,
  type DayPart,
  dateOf,
  dayOfMonth,
  endOfMonth,
  lastDayOfMonth,
  later,
  monthAndDay,
  NUMBER,
  numberOf,
  type Piece,
  type Reader,
  SMALL,
  type SpanUnit,
  yearOf,
} from './pieces.ts';

const WEEKDAYS = '一二三四五六日天';

function weekday(character: string | undefined): Weekday {
  const index = '一二三四五六'.indexOf(character ?? '');
  const digit = Number(character);
  if (digit >= 1 && digit <= 7) return digit as Weekday;
  return (index < 0 ? 7 : index + 1) as Weekday;
}

/** 本 / 这 → 0, 下 → 1, 下下 → 2; null when nothing is said. */
function ahead(words: string | undefined): number | null {
  if (!words) return null;
  return (words.match(/下/g) ?? []).length;
}

const DAYS: Readonly<Record<string, number>> = { 昨: -1, 今: 0, 明: 1, 后: 2, 大后: 3 };

const UNITS: Readonly<Record<string, SpanUnit>> = {
  分钟: 'minute',
  分: 'minute',
  小时: 'hour',
  钟头: 'hour',
  天: 'day',
  日: 'day',
  工作日: 'workday',
  工作天: 'workday',
  周: 'week',
  星期: 'week',
  礼拜: 'week',
  月: 'month',
};

const PARTS: Readonly<Record<string, DayPart>> = {
  凌晨: 'dawn',
  清晨: 'morning',
  早晨: 'morning',
  早上: 'morning',
  清早: 'morning',
  上午: 'morning',
  早: 'morning',
  中午: 'noon',
  正午: 'noon',
  下午: 'afternoon',
  午后: 'afternoon',
  傍晚: 'evening',
  晚上: 'evening',
  晚间: 'evening',
  晚: 'evening',
};

function readSpan(
  groups: RegExpExecArray,
  isMarked: boolean,
): (context: Parameters<Reader['read']>[1]) => Piece | null {
  const [, number, fraction, half, unitText] = groups;
  return (context) => {
    if (!isMarked && !context.isWhole) return null;
    const unit = UNITS[unitText ?? ''];
    if (unit === undefined) return null;
    if (!isMarked && unitText === '日') return null;
    const amount = number === '半' ? 0.5 : numberOf(number) + Number(`0${fraction ?? ''}`) + (half ? 0.5 : 0);
    return later(amount, unit, context);
  };
}

/** Readers of Chinese dates over `plainText` (Simplified, half width), the longer writings first. */
export const CHINESE_READERS: readonly Reader[] = [
  {
    // 二〇二六年十一月二十七日, 2026年11月27日, 民国115年11月27日
    pattern: new RegExp(
      `(民国)?\\s*(\\d{2,4}|[〇零一二三四五六七八九]{4})\\s*年\\s*${SMALL}\\s*月\\s*${SMALL}(?:[日号]|(?!\\d))`,
      'y',
    ),
    read: ([, minguo, yearText, month, day], { isMinguo }) => {
      const year = numberOf(yearText);
      const isRepublic = minguo !== undefined || (isMinguo && year >= 100 && year < 200);
      return dateOf(isRepublic ? year + 1911 : year < 100 ? year + 2000 : year, numberOf(month), numberOf(day));
    },
  },
  {
    pattern: new RegExp(`(今|本|明|后)年\\s*${SMALL}\\s*月\\s*${SMALL}(?:[日号]|(?!\\d))`, 'y'),
    read: ([, which, month, day], { today }) => {
      return dateOf(yearOf(today) + { 今: 0, 本: 0, 明: 1, 后: 2 }[which as '今'], numberOf(month), numberOf(day));
    },
  },
  {
    pattern: new RegExp(`${SMALL}\\s*月\\s*${SMALL}(?:[日号]|(?!\\d))`, 'y'),
    read: ([, month, day], context) => monthAndDay(numberOf(month), numberOf(day), context),
  },
  {
    pattern: new RegExp(`(本|这个?|当|下{1,2}个?)月\\s*${SMALL}[日号]`, 'y'),
    read: ([, which, day], context) => dayOfMonth(ahead(which) ?? 0, numberOf(day), context),
  },
  {
    pattern: new RegExp(`${SMALL}\\s*月[底末]`, 'y'),
    read: ([, month], context) => endOfMonth(numberOf(month), context),
  },
  {
    pattern: /(本|这个?|当|下{1,2}个?)?月[底末]/y,
    read: ([, which], context) => lastDayOfMonth(ahead(which) ?? 0, context),
  },
  {
    pattern: /(今|本)?年[底末]/y,
    read: (_, { today }) => dateOf(yearOf(today), 12, 31),
  },
  {
    // 36小时内, 三天后, 半小时后, 1个半小时后, 2个工作日内
    pattern: new RegExp(
      `(?<!下|上|第)(半|${NUMBER.slice(1, -1)})(\\.\\d)?\\s*个?\\s*(半)?\\s*(分钟|分|小时|钟头|工作日|工作天|天|日|周|星期|礼拜)(?![${WEEKDAYS}末])\\s*(?:之|以)?(?:后|内|里)`,
      'y',
    ),
    read: (groups, context) => readSpan(groups, true)(context),
  },
  {
    pattern: new RegExp(`${NUMBER}()()\\s*个\\s*(月)\\s*(?:之|以)?(?:后|内|里)`, 'y'),
    read: (groups, context) => readSpan(groups, true)(context),
  },
  {
    pattern: new RegExp(
      `(半|${NUMBER.slice(1, -1)})(\\.\\d)?\\s*个?\\s*(半)?\\s*(分钟|小时|钟头|工作日|工作天|天|周|星期|礼拜)(?![${WEEKDAYS}末])`,
      'y',
    ),
    read: (groups, context) => readSpan(groups, false)(context),
  },
  {
    pattern: new RegExp(`(下{1,2}个?|本|这个?)?(?:周|星期|礼拜|(?<=[下本这])拜)([${WEEKDAYS}]|[1-7](?!\\d))`, 'y'),
    read: ([, which, day]) => ({ kind: 'weekday', weekday: weekday(day), weeks: ahead(which) }),
  },
  {
    // 明早, 今晚: the rest is left to the part of the day.
    pattern: /(大后|今|明|后|昨)(?:[天日]|(?=[早晚]))/y,
    read: ([, which], { today }) => ({ kind: 'date', days: [today + (DAYS[which ?? ''] ?? 0)] }),
  },
  {
    pattern: new RegExp(`${SMALL}[号日]`, 'y'),
    read: ([, day], context) => bareDayOfMonth(numberOf(day), context),
  },
  {
    pattern: /(?:下班|收工)(?:时|前|之前|以前)?/y,
    read: () => ({ kind: 'end_of_work' }),
  },
  {
    pattern: new RegExp(`(${Object.keys(PARTS).join('|')})`, 'y'),
    read: ([, part]) => ({ kind: 'part', part: PARTS[part ?? ''] ?? 'morning' }),
  },
  {
    // 17点, 5点半, 三点一刻, 10点15分, 17时30分
    pattern: new RegExp(`${SMALL}\\s*(?:点钟?|时)(?:(半|一刻|三刻|整)|${SMALL}分?(?!\\d))?`, 'y'),
    read: ([, hour, named, minute]) => {
      const minutes =
        { 半: 30, 一刻: 15, 三刻: 45, 整: 0 }[named as '半'] ?? (minute === undefined ? 0 : numberOf(minute));
      return clock(numberOf(hour), minutes);
    },
  },
];
