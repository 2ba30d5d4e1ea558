import { fc, test } from '@fast-check/vitest';
import { describe, expect } from 'vitest';
import { parseQuantity } from '../../src/chat/parse-quantity.ts';
import { findWhen, parseWhen } from '../../src/chat/parse-when.ts';
import { instantAt, MINUTE } from '../../src/domain/instant.ts';
import { LOCALES } from '../../src/i18n/locale.ts';

fc.configureGlobal({ seed: Number(process.env.FC_SEED ?? 20261124), numRuns: Number(process.env.FC_RUNS ?? 100) });

const locale = fc.constantFrom(...LOCALES);
const zone = fc.constantFrom('Asia/Shanghai', 'Asia/Taipei', 'America/New_York', 'UTC');
const instant = fc
  .integer({ min: Date.parse('2025-01-01') / MINUTE, max: Date.parse('2035-01-01') / MINUTE })
  .map((m) => m * MINUTE);
const pad = (value: number): string => String(value).padStart(2, '0');
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** Every way of writing the same date and time, each unmistakable. */
const writings: readonly ((wall: {
  year: number;
  month: number;
  day: number;
  hour: number;
  minute: number;
}) => string)[] = [
  ({ year, month, day, hour, minute }) => `${year}-${pad(month)}-${pad(day)} ${pad(hour)}:${pad(minute)}`,
  ({ year, month, day, hour, minute }) => `${year}-${pad(month)}-${pad(day)}T${pad(hour)}:${pad(minute)}`,
  ({ year, month, day, hour, minute }) => `${year}/${month}/${day}，${pad(hour)}：${pad(minute)}`,
  ({ year, month, day, hour, minute }) => `${year}年${month}月${day}日${pad(hour)}:${pad(minute)}前`,
  ({ year, month, day, hour, minute }) =>
    `by ${day} ${MONTHS[month - 1]} ${year}, ${hour % 12 || 12}:${pad(minute)}${hour < 12 ? 'am' : 'pm'}`,
  ({ year, month, day, hour, minute }) =>
    `${MONTHS[month - 1]} ${day}, ${year} at ${hour % 12 || 12}:${pad(minute)} ${hour < 12 ? 'a.m.' : 'p.m.'}`,
];

/** Fragments that dates are made of, in any order: closer to the grammar's edges than random characters. */
const fragment = fc.constantFrom(
  ...[
    '下',
    '周',
    '五',
    '点',
    '17',
    ':',
    '00',
    '/',
    '-',
    '月',
    '日',
    '前',
    'by ',
    'Fri',
    ' ',
    'Nov',
    '27',
    '2026',
    'in ',
    '36',
    'hours',
    '半',
    '小时',
    '内',
    '後',
    '週',
    'next ',
    'am',
    'pm',
    'T',
    '(',
    ')',
    '底',
    '上午',
    '下午',
    'the ',
    'of ',
    '\u202e',
    '零',
    '十',
    '万',
    '个',
    '.',
    ',',
    '年',
    '民国',
  ],
);
const text = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc.array(fragment, { maxLength: 14 }).map((parts) => parts.join('')),
);

describe('typed dates', () => {
  test.prop([
    fc.record({
      year: fc.integer({ min: 2025, max: 2050 }),
      month: fc.integer({ min: 1, max: 12 }),
      day: fc.integer({ min: 1, max: 28 }),
      hour: fc.integer({ min: 0, max: 23 }),
      minute: fc.integer({ min: 0, max: 59 }),
    }),
    fc.constantFrom(...writings),
    locale,
    zone,
    instant,
  ])(
    'UO-04 every way of writing a date means that date, whatever the day of reading',
    (wall, write, language, timeZone, now) => {
      expect(parseWhen(write(wall), { now, timeZone, locale: language })).toEqual({
        ok: true,
        at: instantAt(timeZone, wall),
        dateOnly: false,
      });
    },
  );

  test.prop([text, locale, zone, instant])(
    'UO-04 nothing typed makes the reading throw or give half a date',
    (typed, language, timeZone, now) => {
      const when = parseWhen(typed, { now, timeZone, locale: language });
      if (when.ok) expect(Math.abs(when.at - now)).toBeLessThan(100 * 366 * 86_400_000);
      const found = findWhen(typed, { now, timeZone, locale: language });
      if (found === null) return;
      expect(found.from).toBeGreaterThanOrEqual(0);
      expect(found.to).toBeGreaterThan(found.from);
      expect(found.to).toBeLessThanOrEqual(typed.length);
    },
  );

  test.prop([fc.integer({ min: 1, max: 500 }), zone, instant])(
    'UO-04 relative hours are exact, in any zone and either script',
    (hours, timeZone, now) => {
      const at = now + hours * 60 * MINUTE;
      for (const typed of [`in ${hours} hours`, `${hours}小时内`, `${hours} 小時後`]) {
        expect(parseWhen(typed, { now, timeZone, locale: 'en' })).toEqual({ ok: true, at, dateOnly: false });
      }
    },
  );

  test.prop([fc.integer({ min: 1, max: 7 }), zone, instant])(
    'UO-04 a weekday alone is one of the next seven days, and still ahead',
    (weekday, timeZone, now) => {
      const typed = `周${'一二三四五六日'.charAt(weekday - 1)}20点`;
      const when = parseWhen(typed, { now, timeZone, locale: 'zh-CN' });
      expect(when.ok && when.at > now && when.at <= now + 8 * 86_400_000).toBe(true);
    },
  );
});

test.prop([fc.string({ unit: 'binary', maxLength: 80 }), locale])(
  'UO-01 nothing typed makes the quantity throw or give a broken number',
  (typed, language) => {
    const result = parseQuantity(typed, { locale: language });
    if (result.ok) expect(result.quantity > 0 && result.quantity <= 1e9 && result.unit.length > 0).toBe(true);
  },
);

test.prop([fc.integer({ min: 1, max: 1e9 }), fc.constantFrom('pcs', '件', ' 套', 'kg')])(
  'UO-01 a number written with or without separators is that number',
  (quantity, unit) => {
    for (const written of [String(quantity), quantity.toLocaleString('en-US')]) {
      expect(parseQuantity(`${written}${unit}`, { locale: 'en' })).toEqual({ ok: true, quantity, unit: unit.trim() });
    }
  },
);
