import { describe, expect, test } from 'vitest';
import {
  formatDate,
  formatDay,
  formatDuration,
  formatList,
  formatMoney,
  formatNumber,
  minorDigits,
} from '../../src/i18n/format.ts';
import { LOCALES } from '../../src/i18n/locale.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const friday = Date.UTC(2026, 10, 27, 9, 5);

describe('dates', () => {
  test.each([
    ['zh-CN', '2026/11/27（周五）17:05'],
    ['zh-TW', '2026/11/27（週五）17:05'],
    ['en', 'Fri 27 Nov 2026, 17:05'],
  ] as const)('XD-09 %s: date, weekday and 24 h clock', (locale, text) => {
    expect(formatDate({ locale, timeZone: 'Asia/Shanghai' }, friday)).toBe(text);
  });

  test.each([
    ['zh-CN', '2026/11/27（周五）'],
    ['zh-TW', '2026/11/27（週五）'],
    ['en', 'Fri 27 Nov 2026'],
  ] as const)('XD-09 %s: a day', (locale, text) => {
    expect(formatDay({ locale, timeZone: 'Asia/Taipei' }, friday)).toBe(text);
  });

  test('XD-06 the same instant in the zone of who reads it', () => {
    const read = (timeZone: string) => formatDate({ locale: 'en', timeZone }, Date.UTC(2026, 10, 26, 22, 30));
    expect(read('Asia/Shanghai')).toBe('Fri 27 Nov 2026, 06:30');
    expect(read('Europe/Berlin')).toBe('Thu 26 Nov 2026, 23:30');
    expect(read('America/Los_Angeles')).toBe('Thu 26 Nov 2026, 14:30');
    expect(read('Asia/Kolkata')).toBe('Fri 27 Nov 2026, 04:00');
  });

  test.each(LOCALES)('%s: midnight is 00:00, and of the day that begins', (locale) => {
    const midnight = formatDate({ locale, timeZone: 'Asia/Shanghai' }, Date.UTC(2026, 10, 26, 16, 0));
    expect(midnight).toContain('27');
    expect(midnight.endsWith('00:00')).toBe(true);
  });

  test('summer time: the clock of the place', () => {
    const read = (instant: number) => formatDate({ locale: 'en', timeZone: 'Europe/Berlin' }, instant);
    expect(read(Date.UTC(2026, 2, 29, 0, 59))).toBe('Sun 29 Mar 2026, 01:59');
    expect(read(Date.UTC(2026, 2, 29, 1, 0))).toBe('Sun 29 Mar 2026, 03:00');
  });

  test('single digits: padded in numbers, plain beside the month’s name', () => {
    const instant = Date.UTC(2027, 0, 4, 1, 7);
    expect(formatDate({ locale: 'zh-CN', timeZone: 'Asia/Shanghai' }, instant)).toBe('2027/01/04（周一）09:07');
    expect(formatDate({ locale: 'en', timeZone: 'Asia/Shanghai' }, instant)).toBe('Mon 4 Jan 2027, 09:07');
  });

  test('an unknown zone is a fault, never a silent wrong time', () => {
    expect(() => formatDate({ locale: 'en', timeZone: 'Mars/Olympus' }, friday)).toThrow(RangeError);
  });
});

describe('spans', () => {
  test.each([
    [0, '0 分钟', '0 min'],
    [1, '1 分钟', '1 min'],
    [20_000, '1 分钟', '1 min'],
    [90_000, '2 分钟', '2 min'],
    [59 * MINUTE, '59 分钟', '59 min'],
    [HOUR, '1 小时', '1 h'],
    [3 * HOUR + 10 * MINUTE, '3 小时 10 分钟', '3 h 10 min'],
    [DAY - MINUTE, '23 小时 59 分钟', '23 h 59 min'],
    [DAY - 1, '1 天', '1 d'],
    [DAY + MINUTE, '1 天', '1 d'],
    [DAY + 40 * MINUTE, '1 天 1 小时', '1 d 1 h'],
    [2 * DAY - MINUTE, '2 天', '2 d'],
    [10 * DAY + 5 * HOUR, '10 天 5 小时', '10 d 5 h'],
    [-2 * HOUR, '2 小时', '2 h'],
  ])('%d ms: neighbouring units only, never 60 minutes nor 24 hours', (ms, zh, en) => {
    expect(formatDuration('zh-CN', ms)).toBe(zh);
    expect(formatDuration('en', ms)).toBe(en);
  });

  test('XD-09 zh-TW', () => {
    expect(formatDuration('zh-TW', 25 * HOUR)).toBe('1 天 1 小時');
    expect(formatDuration('zh-TW', 61 * MINUTE)).toBe('1 小時 1 分鐘');
  });
});

describe('amounts and numbers', () => {
  test.each([
    [1_234_500, 'CNY', 'CNY 12,345'],
    [1_234_560, 'USD', 'USD 12,345.60'],
    [5, 'EUR', 'EUR 0.05'],
    [-1250, 'USD', 'USD -12.50'],
    [0, 'TWD', 'TWD 0'],
    [123_400, 'JPY', 'JPY 123,400'],
  ])('%d minor units of %s', (minor, currency, text) => {
    for (const locale of LOCALES) expect(formatMoney(locale, minor, currency)).toBe(text);
  });

  test('a currency has its own number of decimals', () => {
    expect([minorDigits('CNY'), minorDigits('JPY'), minorDigits('KWD')]).toEqual([2, 0, 3]);
  });

  test.each(LOCALES)('%s: numbers keep at most three decimals', (locale) => {
    expect(formatNumber(locale, 12_000)).toBe('12,000');
    expect(formatNumber(locale, 0.12345)).toBe('0.123');
  });

  test('lists', () => {
    expect(formatList('zh-CN', ['生产部', '采购部'])).toBe('生产部、采购部');
    expect(formatList('en', ['Production', 'Purchasing'])).toBe('Production, Purchasing');
    expect(formatList('zh-TW', ['業務部'])).toBe('業務部');
  });
});
