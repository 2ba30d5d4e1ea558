import { describe, expect, test } from 'vitest';
import { findWhen, parseWhen, type WhenOptions, type WhenResult } from '../../src/chat/parse-when.ts';
import { createCalendar } from '../../src/domain/calendar/factory-calendar.ts';
import type { Locale } from '../../src/i18n/locale.ts';

/** Tuesday 2026-11-24, 10:00 in Shanghai. */
const now = Date.parse('2026-11-24T10:00:00+08:00');
const calendar = createCalendar({ overrides: { '2026-12-05': [{ from: '08:30', to: '12:00' }] } });

function options(locale: Locale, change: Partial<WhenOptions> = {}): WhenOptions {
  return { now, timeZone: 'Asia/Shanghai', locale, calendar, ...change };
}

function wall(instant: number): string {
  return new Date(instant + 8 * 3_600_000).toISOString().slice(0, 16).replace('T', ' ');
}

/** One line per result, so that the tables read like a phrase book; `~` marks a date without a time. */
function show(when: WhenResult): string {
  if (when.ok) return `${when.dateOnly ? '~' : ''}${wall(when.at)}`;
  return when.reason === 'ambiguous' ? `? ${when.candidates.map(wall).join(' | ')}`.trim() : when.reason;
}

describe('a typed due date', () => {
  test.each([
    ['2026-11-27 17:00', '2026-11-27 17:00'],
    ['2026-11-27T17:00', '2026-11-27 17:00'],
    ['2026-11-27T17:00:00+08:00', '2026-11-27 17:00'],
    ['2026-11-27T09:00:00Z', '2026-11-27 17:00'],
    ['2026/11/27 5:30 pm', '2026-11-27 17:30'],
    ['11/27 17:00', '2026-11-27 17:00'],
    ['27/11', '~2026-11-27 17:30'],
    ['27.11.2026', '~2026-11-27 17:30'],
    ['27 Nov 5pm', '2026-11-27 17:00'],
    ['Nov 27th, 2026 at 17:00', '2026-11-27 17:00'],
    ['the 27th of November', '~2026-11-27 17:30'],
    ['Fri 17:00', '2026-11-27 17:00'],
    ['Fri 27 Nov', '~2026-11-27 17:30'],
    ['2026-11-27 Friday 17:00', '2026-11-27 17:00'],
    ['by Friday 5 p.m.', '2026-11-27 17:00'],
    ['no later than Friday', '~2026-11-27 17:30'],
    ['at 5pm on Friday', '2026-11-27 17:00'],
    ['this Friday', '~2026-11-27 17:30'],
    ['Friday next week', '~2026-12-04 17:30'],
    ['next Monday 9am', '2026-11-30 09:00'],
    ['today', '~2026-11-24 17:30'],
    ['tomorrow 3pm', '2026-11-25 15:00'],
    ['3pm tomorrow', '2026-11-25 15:00'],
    ['tomorrow afternoon', '2026-11-25 17:30'],
    ['tomorrow morning', '2026-11-25 12:00'],
    ['day after tomorrow', '~2026-11-26 17:30'],
    ['tonight 8:30', '2026-11-24 20:30'],
    ['noon', '2026-11-24 12:00'],
    ['17:00', '2026-11-24 17:00'],
    ['9:00', '2026-11-25 09:00'],
    ['24:00', '2026-11-25 00:00'],
    ['in 36 hours', '2026-11-25 22:00'],
    ['36h', '2026-11-25 22:00'],
    ['in half an hour', '2026-11-24 10:30'],
    ['in 1.5 days', '2026-11-25 22:00'],
    ['within 2 days', '~2026-11-26 17:30'],
    ['in a week', '~2026-12-01 17:30'],
    ['in 3 days at 5pm', '2026-11-27 17:00'],
    ['3 working days', '~2026-11-27 17:30'],
    ['the 3rd', '~2026-12-03 17:30'],
    ['end of February', '~2027-02-28 17:30'],
    ['end of month', '~2026-11-30 17:30'],
    ['EOD', '2026-11-24 17:30'],
    ['5 Jan', '~2027-01-05 17:30'],
    ['5 Dec', '~2026-12-05 12:00'],
    ['yesterday', '~2026-11-23 17:30'],
    ['Nov 20', '~2026-11-20 17:30'],
  ])('UO-04 en: %s', (typed, expected) => {
    expect(show(parseWhen(typed, options('en')))).toBe(expected);
  });

  test.each([
    ['明天下午3点', '2026-11-25 15:00'],
    ['后天上午10点', '2026-11-26 10:00'],
    ['大后天', '~2026-11-27 17:30'],
    ['11月27日17时', '2026-11-27 17:00'],
    ['11月27日17点30分', '2026-11-27 17:30'],
    ['2026年11月27日下午五点半', '2026-11-27 17:30'],
    ['二〇二六年十一月二十七日', '~2026-11-27 17:30'],
    ['11月27日（周五）下午5点', '2026-11-27 17:00'],
    ['１１／２７　１７：００', '2026-11-27 17:00'],
    ['12/5', '~2026-12-05 12:00'],
    ['本周五', '~2026-11-27 17:30'],
    ['这周五之前', '~2026-11-27 17:30'],
    ['周五17点前', '2026-11-27 17:00'],
    ['周五17:00', '2026-11-27 17:00'],
    ['最迟周五下午5点交货', '2026-11-27 17:00'],
    ['周日', '~2026-11-29 17:30'],
    ['下周五 17:00', '2026-12-04 17:00'],
    ['下周日', '~2026-12-06 17:30'],
    ['下下周一', '~2026-12-07 17:30'],
    ['两周后', '~2026-12-08 17:30'],
    ['三天后', '~2026-11-27 17:30'],
    ['3天内', '~2026-11-27 17:30'],
    ['2个工作日内', '~2026-11-26 17:30'],
    ['三个月后', '~2027-02-24 17:30'],
    ['36小时内', '2026-11-25 22:00'],
    ['一个半小时后', '2026-11-24 11:30'],
    ['半小时后', '2026-11-24 10:30'],
    ['月底', '~2026-11-30 17:30'],
    ['今天3点前', '2026-11-24 15:00'],
    ['26年11月27日', '~2026-11-27 17:30'],
    ['11.27前', '~2026-11-27 17:30'],
    ['11月底', '~2026-11-30 17:30'],
    ['2月底前', '~2027-02-28 17:30'],
    ['下月底', '~2026-12-31 17:30'],
    ['下个月5号', '~2026-12-05 12:00'],
    ['27号', '~2026-11-27 17:30'],
    ['明早9点', '2026-11-25 09:00'],
    ['今晚8点', '2026-11-24 20:00'],
    ['晚上12点', '2026-11-25 00:00'],
    ['中午12点', '2026-11-24 12:00'],
    ['中午1点', '2026-11-24 13:00'],
    ['凌晨2点', '2026-11-25 02:00'],
    ['今天下班前', '2026-11-24 17:30'],
    ['明天下午', '2026-11-25 17:30'],
    ['明年1月5日', '~2027-01-05 17:30'],
    ['周\u200e五\u202e 17:00', '2026-11-27 17:00'],
  ])('UO-04 zh-CN: %s', (typed, expected) => {
    expect(show(parseWhen(typed, options('zh-CN')))).toBe(expected);
  });

  test.each([
    ['明天下午3點', '2026-11-25 15:00'],
    ['後天上午10點', '2026-11-26 10:00'],
    ['三天後', '~2026-11-27 17:30'],
    ['下週五 17:00', '2026-12-04 17:00'],
    ['這禮拜五', '~2026-11-27 17:30'],
    ['下禮拜三中午', '2026-12-02 12:00'],
    ['下下週一上午九點', '2026-12-07 09:00'],
    ['36小時內', '2026-11-25 22:00'],
    ['兩個鐘頭後', '2026-11-24 12:00'],
    ['11/27(五) 17:00', '2026-11-27 17:00'],
    ['115/11/27', '~2026-11-27 17:30'],
    ['民國115年11月27日', '~2026-11-27 17:30'],
    ['最遲下週二下班前', '2026-12-01 17:30'],
    ['下個月5號', '~2026-12-05 12:00'],
  ])('UO-04 zh-TW: %s', (typed, expected) => {
    expect(show(parseWhen(typed, options('zh-TW')))).toBe(expected);
  });

  test.each<[Locale, string, string]>([
    ['en', '12/5', '? 2026-12-05 12:00 | 2027-05-12 17:30'],
    ['en', 'next Friday', '? 2026-11-27 17:30 | 2026-12-04 17:30'],
    ['en', 'Fri 5:30', '? 2026-11-27 05:30 | 2026-11-27 17:30'],
    ['en', 'Thu 27 Nov', '?'],
    ['zh-CN', '周五5点', '? 2026-11-27 05:00 | 2026-11-27 17:00'],
    ['zh-CN', '周四 11月27日', '?'],
    ['zh-CN', '2月30日', 'impossible'],
    ['en', '2026-02-30', 'impossible'],
    ['en', 'Fri 25:00', 'impossible'],
    ['en', '13pm', 'impossible'],
    ['en', '2126-01-01', 'impossible'],
    ['zh-CN', '上午15点', 'impossible'],
    ['zh-CN', '99999天后', 'unreadable'],
    ['en', 'in 9999 weeks', 'impossible'],
    ['en', 'in 0 days', 'impossible'],
    ['en', 'asap', 'unreadable'],
    ['en', 'next week', 'unreadable'],
    ['en', 'tonight', 'unreadable'],
    ['en', 'Friday or Monday', 'unreadable'],
    ['en', 'Friday 17:00 for ACME', 'unreadable'],
    ['en', '17', 'unreadable'],
    ['zh-CN', '周末', 'unreadable'],
    ['zh-CN', '上周五', 'unreadable'],
    ['zh-CN', '半天内', 'unreadable'],
    ['en', '17h', 'unreadable'],
    ['zh-CN', '尽快', 'unreadable'],
    ['zh-CN', '今晚', 'unreadable'],
    ['zh-CN', '115/11/27', 'unreadable'],
    ['zh-CN', '周五周六', 'unreadable'],
    ['zh-CN', '', 'empty'],
    ['en', ' \u200b\t. ', 'empty'],
  ])('UO-04 %s: %s is never guessed at', (locale, typed, expected) => {
    expect(show(parseWhen(typed, options(locale)))).toBe(expected);
  });

  test('UO-04 a weekday whose hour has passed is next week’s', () => {
    const friday = Date.parse('2026-11-27T18:00:00+08:00');
    expect(show(parseWhen('周五17点', options('zh-CN', { now: friday })))).toBe('2026-12-04 17:00');
    expect(show(parseWhen('周五', options('zh-CN', { now: friday })))).toBe('~2026-12-04 17:30');
    expect(show(parseWhen('周五20点', options('zh-CN', { now: friday })))).toBe('2026-11-27 20:00');
    expect(show(parseWhen('本周五', options('zh-CN', { now: friday })))).toBe('~2026-11-27 17:30');
  });

  test('UO-04 February 29th waits for a year that has one', () => {
    expect(show(parseWhen('2月29日', options('zh-CN')))).toBe('~2028-02-29 17:30');
    expect(show(parseWhen('31号', options('zh-CN')))).toBe('~2026-12-31 17:30');
  });

  test('UO-04 XD-06 the wall is that of the given zone, on both sides of midnight and of summer time', () => {
    const newYork = options('en', {
      timeZone: 'America/New_York',
      now: Date.parse('2026-10-31T02:00:00Z'),
      calendar: undefined,
    });
    expect(parseWhen('tomorrow 9am', newYork)).toEqual({
      ok: true,
      at: Date.parse('2026-10-31T13:00:00Z'),
      dateOnly: false,
    });
    expect(parseWhen('Sunday 9am', newYork)).toEqual({
      ok: true,
      at: Date.parse('2026-11-01T14:00:00Z'),
      dateOnly: false,
    });
    expect(parseWhen('Sunday', newYork)).toEqual({ ok: true, at: Date.parse('2026-11-01T22:30:00Z'), dateOnly: true });
  });

  test('UO-04 a date without a time ends with the shift of that day', () => {
    const late = createCalendar({
      shifts: [{ from: '09:00', to: '18:00' }],
      week: { 6: [{ from: '09:00', to: '12:00' }] },
    });
    const read = (typed: string): string => show(parseWhen(typed, options('zh-CN', { calendar: late })));
    expect(read('周五')).toBe('~2026-11-27 18:00');
    expect(read('周六')).toBe('~2026-11-28 12:00');
    expect(read('周日')).toBe('~2026-11-29 18:00');
  });
});

describe('a due date inside inline arguments', () => {
  test.each<[Locale, string, string | null, string?]>([
    ['en', '500 x M6 bracket for ACME by Fri 17:00', 'by Fri 17:00', '2026-11-27 17:00'],
    ['zh-CN', '给 ACME 加急 500 件 M6 支架 周五17点前', '周五17点前', '2026-11-27 17:00'],
    ['zh-TW', '幫 ACME 急單 500 個 M6 支架，下週五下午3點前交貨，謝謝', '下週五下午3點前交貨', '2026-12-04 15:00'],
    ['zh-CN', '500件 11.27前 给ACME', '11.27前', '~2026-11-27 17:30'],
    ['zh-CN', '500件 11.27 mm', null],
    ['zh-CN', '500件 周五前 给ACME', '周五前', '~2026-11-27 17:30'],
    ['en', '2.5 t of steel for ACME in 36 hours', 'in 36 hours', '2026-11-25 22:00'],
    ['en', '500 brackets 2026-11-27T17:00 ACME', '2026-11-27T17:00', '2026-11-27 17:00'],
    ['en', 'ACME 500 pcs by 12/5', 'by 12/5', '? 2026-12-05 12:00 | 2027-05-12 17:30'],
    ['en', 'ACME 500 pcs by Feb 30', 'by Feb 30', 'impossible'],
    ['en', '500 brackets Nov 26, for ACME by Friday', 'by Friday', '~2026-11-27 17:30'],
    ['zh-CN', '支架 500件 \u202e周\u200b五17点前\u202c', '周\u200b五17点前', '2026-11-27 17:00'],
    ['en', '500 by 11/27, their PO of 2026-11-20', 'by 11/27', '~2026-11-27 17:30'],
    ['en', '500 x 1/2 inch bracket for Sun Tech', null],
    ['en', 'order 20261127 for ACME, 500 pcs', null],
    ['en', 'may I order 500 for March Ltd', null],
    ['en', 'ratio 16:10 panels, 500', null],
    ['zh-CN', '给3号车间 500件 M6x25', null],
    ['zh-CN', '上周五的单子 500件', null],
    ['zh-CN', '500件 周末17点前', null],
    ['en', '500 pcs next week by 5pm', null],
    ['en', '', null],
  ])('UO-04 %s: %s', (locale, typed, span, expected) => {
    const found = findWhen(typed, options(locale));
    expect(found && typed.slice(found.from, found.to)).toBe(span);
    if (found !== null) expect(show(found.when)).toBe(expected);
  });

  test('UO-04 100 kB of anything is answered at once', () => {
    const tail = ' by Fri 17:00';
    for (const unit of [
      '5 ',
      '一',
      'Nov ',
      '1/1/',
      'by ',
      ' ',
      '在',
      '2026-',
      '周五,',
      '1年',
      '\u202e',
      '(',
      '前',
      '十个半',
    ]) {
      const long = unit.repeat(100_000 / unit.length);
      const before = performance.now();
      expect(parseWhen(long, options('en'))).toEqual({ ok: false, reason: 'unreadable' });
      findWhen(long, options('en'));
      const found = findWhen(long + tail, options('en'));
      expect(performance.now() - before).toBeLessThan(500);
      expect(found?.to).toBe(long.length + tail.length);
    }
  });
});
