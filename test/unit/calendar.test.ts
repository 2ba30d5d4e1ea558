import { describe, expect, test } from 'vitest';
import {
  type CalendarSettings,
  calendarProblems,
  calendarYearsCovered,
  createCalendar,
  DEFAULT_CALENDAR,
  yearsWithoutHolidays,
} from '../../src/domain/calendar/factory-calendar.ts';
import { DEFAULT_QUIET_HOURS, endOfQuiet, isQuiet } from '../../src/domain/calendar/quiet-hours.ts';
import {
  addOn,
  addWork,
  addWorkdays,
  elapsedOn,
  isWorkday,
  isWorking,
  lookAhead,
  nextWorkday,
  nextWorkStart,
  previousWorkday,
  workBetween,
  workHours,
} from '../../src/domain/calendar.ts';
import { DAY, formatDay, HOUR, type Instant, MINUTE, parseDay, wallTime } from '../../src/domain/instant.ts';

const SHANGHAI = 8 * HOUR;

/** `2026-11-24 10:00` on the wall of Shanghai or Taipei. */
function at(text: string): Instant {
  return Date.parse(`${text.replace(' ', 'T')}:00Z`) - SHANGHAI;
}

function show(instant: Instant): string {
  return new Date(instant + SHANGHAI).toISOString().slice(0, 16).replace('T', ' ');
}

/** Dates of a year on which work is done, as a checker with its own rule sees them. */
function datesOf(year: number): string[] {
  const first = parseDay(`${year}-01-01`)!;
  return Array.from({ length: parseDay(`${year + 1}-01-01`)! - first }, (_, index) => formatDay(first + index));
}

const china = createCalendar();
const taiwan = createCalendar({ timeZone: 'Asia/Taipei', holidays: 'TW' });

describe('public holidays', () => {
  // The State Council's notices for 2025 and 2026: what differs from Monday–Friday.
  const chinaOff: Record<number, string[]> = {
    2025: [
      '01-01',
      '01-28',
      '01-29',
      '01-30',
      '01-31',
      '02-03',
      '02-04',
      '04-04',
      '05-01',
      '05-02',
      '05-05',
      '06-02',
      '10-01',
      '10-02',
      '10-03',
      '10-06',
      '10-07',
      '10-08',
    ],
    2026: [
      '01-01',
      '01-02',
      '02-16',
      '02-17',
      '02-18',
      '02-19',
      '02-20',
      '02-23',
      '04-06',
      '05-01',
      '05-04',
      '05-05',
      '06-19',
      '09-25',
      '10-01',
      '10-02',
      '10-05',
      '10-06',
      '10-07',
    ],
  };
  const chinaWork: Record<number, string[]> = {
    2025: ['01-26', '02-08', '04-27', '09-28', '10-11'],
    2026: ['01-04', '02-14', '02-28', '05-09', '09-20', '10-10'],
  };
  // Working days lost to the office calendars of the DGPA, Labour Day 2025 added by the labour law.
  const taiwanOff: Record<number, string[]> = {
    2025: [
      '01-01',
      '01-27',
      '01-28',
      '01-29',
      '01-30',
      '01-31',
      '02-28',
      '04-03',
      '04-04',
      '05-01',
      '05-30',
      '09-29',
      '10-06',
      '10-10',
      '10-24',
      '12-25',
    ],
    2026: [
      '01-01',
      '02-16',
      '02-17',
      '02-18',
      '02-19',
      '02-20',
      '02-27',
      '04-03',
      '04-06',
      '05-01',
      '06-19',
      '09-25',
      '09-28',
      '10-09',
      '10-26',
      '12-25',
    ],
    2027: [
      '01-01',
      '02-04',
      '02-05',
      '02-08',
      '02-09',
      '02-10',
      '03-01',
      '04-05',
      '04-06',
      '04-30',
      '06-09',
      '09-15',
      '09-28',
      '10-11',
      '10-25',
      '12-24',
      '12-31',
    ],
  };
  const taiwanWork: Record<number, string[]> = { 2025: ['02-08'], 2026: [], 2027: [] };

  test.each([
    ['CN', 2025, china, chinaOff, chinaWork],
    ['CN', 2026, china, chinaOff, chinaWork],
    ['TW', 2025, taiwan, taiwanOff, taiwanWork],
    ['TW', 2026, taiwan, taiwanOff, taiwanWork],
    ['TW', 2027, taiwan, taiwanOff, taiwanWork],
  ] as const)(
    'XD-06 %s %i: every day of the year is what the official calendar says',
    (_, year, calendar, off, work) => {
      const weekend = (date: string): boolean => [0, 6].includes(new Date(`${date}T00:00:00Z`).getUTCDay());
      const rested = datesOf(year).filter((date) => !weekend(date) && !isWorkday(calendar, date));
      const worked = datesOf(year).filter((date) => weekend(date) && isWorkday(calendar, date));
      expect(rested).toEqual(off[year]!.map((date) => `${year}-${date}`));
      expect(worked).toEqual(work[year]!.map((date) => `${year}-${date}`));
    },
  );

  test('XD-06 a year without official data is named, so that doctor can warn', () => {
    expect(calendarYearsCovered(china)).toContain(2026);
    expect(calendarYearsCovered(taiwan)).toEqual([2025, 2026, 2027]);
    expect(yearsWithoutHolidays(taiwan, [2026, 2029, 2028, 2029])).toEqual([2028, 2029]);
    expect(yearsWithoutHolidays(createCalendar({ holidays: 'none' }), [1999, 2040])).toEqual([]);
    expect(calendarYearsCovered(createCalendar({ holidays: 'none' }))).toBeNull();
  });

  test('XD-06 overrides fill in a year without data', () => {
    const filled = createCalendar({
      holidays: 'TW',
      completedYears: [2028],
      overrides: { '2028-01-28': 'off', '2028-01-29': 'work' },
    });
    expect(yearsWithoutHolidays(filled, [2027, 2028])).toEqual([]);
    expect(isWorkday(filled, '2028-01-28')).toBe(false);
    expect(isWorkday(filled, '2028-01-29')).toBe(true);
  });

  test('XD-06 an override wins over holiday, make-up day and week', () => {
    const calendar = createCalendar({
      overrides: { '2026-10-01': 'work', '2026-10-10': 'off', '2026-11-22': [{ from: '09:00', to: '12:00' }] },
    });
    expect(workHours(calendar, '2026-10-01')).toEqual({ from: at('2026-10-01 08:30'), to: at('2026-10-01 17:30') });
    expect(workHours(calendar, '2026-10-10')).toBeNull();
    expect(workHours(calendar, '2026-11-22')).toEqual({ from: at('2026-11-22 09:00'), to: at('2026-11-22 12:00') });
  });

  test('XD-06 a make-up day is a whole day, also where Saturdays are worked by half', () => {
    const calendar = createCalendar({ week: { 6: [{ from: '08:30', to: '12:00' }] } });
    expect(workHours(calendar, '2026-11-21')?.to).toBe(at('2026-11-21 12:00'));
    expect(workHours(calendar, '2026-10-10')?.to).toBe(at('2026-10-10 17:30'));
    expect(isWorkday(calendar, '2026-10-03')).toBe(false);
  });
});

describe('working time', () => {
  test.each([
    ['2026-11-24 10:00', 4, '2026-11-24 14:00', 'within the day'],
    ['2026-11-24 13:30', 4, '2026-11-24 17:30', 'to the end of the shift, not to the next morning'],
    ['2026-11-24 16:00', 4, '2026-11-25 11:00', 'over the night'],
    ['2026-11-27 16:30', 2, '2026-11-30 09:30', 'over the weekend'],
    ['2026-11-28 11:00', 2, '2026-11-30 10:30', 'from a day of rest'],
    ['2026-11-24 07:00', 1, '2026-11-24 09:30', 'from before the shift'],
    ['2026-09-30 17:00', 1, '2026-10-08 09:00', 'over the national holiday'],
    ['2026-10-09 17:00', 1, '2026-10-10 09:00', 'into a worked Saturday'],
    ['2026-11-30 09:30', -2, '2026-11-27 16:30', 'backwards over the weekend'],
    ['2026-11-28 11:00', -9, '2026-11-27 08:30', 'backwards to the beginning of a shift'],
    ['2026-11-28 11:00', 0, '2026-11-28 11:00', 'nothing'],
  ])('XD-06 %s plus %i h of work is %s (%s)', (start, hours, end) => {
    expect(show(addWork(china, at(start), hours * HOUR))).toBe(end);
  });

  test('XD-06 the share of a limit runs on its own clock', () => {
    const [friday, monday] = [at('2026-11-27 16:30'), at('2026-11-30 09:30')];
    expect(elapsedOn('working', china, friday, monday)).toBe(2 * HOUR);
    expect(elapsedOn('wall', china, friday, monday)).toBe(65 * HOUR);
    expect(show(addOn('working', china, friday, 2 * HOUR))).toBe('2026-11-30 09:30');
    expect(show(addOn('wall', china, friday, 2 * HOUR))).toBe('2026-11-27 18:30');
  });

  test('XD-06 a break is no working time', () => {
    const calendar = createCalendar({
      shifts: [{ from: '08:30', to: '17:30', breaks: [{ from: '12:00', to: '13:00' }] }],
    });
    expect(isWorking(calendar, at('2026-11-24 12:30'))).toBe(false);
    expect(show(nextWorkStart(calendar, at('2026-11-24 12:30')))).toBe('2026-11-24 13:00');
    expect(show(addWork(calendar, at('2026-11-24 11:00'), 2 * HOUR))).toBe('2026-11-24 14:00');
    expect(workBetween(calendar, at('2026-11-24 00:00'), at('2026-11-25 00:00'))).toBe(8 * HOUR);
  });

  test('XD-06 a night shift belongs to the day it begins on', () => {
    const calendar = createCalendar({
      shifts: [
        { from: '08:00', to: '16:00' },
        { from: '20:00', to: '04:00', breaks: [{ from: '00:00', to: '00:30' }] },
      ],
    });
    // Friday's night shift runs into Saturday morning; Sunday evening has none.
    expect(isWorking(calendar, at('2026-11-28 03:00'))).toBe(true);
    expect(isWorking(calendar, at('2026-11-28 00:10'))).toBe(false);
    expect(isWorking(calendar, at('2026-11-30 03:00'))).toBe(false);
    expect(isWorkday(calendar, '2026-11-28')).toBe(false);
    expect(show(addWork(calendar, at('2026-11-27 23:00'), 4 * HOUR))).toBe('2026-11-28 03:30');
    expect(show(addWork(calendar, at('2026-11-28 03:00'), 2 * HOUR))).toBe('2026-11-30 09:00');
    expect(show(addWork(calendar, at('2026-11-30 09:00'), -2 * HOUR))).toBe('2026-11-28 03:00');
    expect(show(addWorkdays(calendar, at('2026-11-28 02:00'), 1))).toBe('2026-12-01 02:00');
  });

  test('XD-06 a night shift that reaches into the next shift is counted once', () => {
    const calendar = createCalendar({
      shifts: [{ from: '08:00', to: '08:00' }],
      week: { 6: [{ from: '06:00', to: '10:00' }] },
    });
    expect(workBetween(calendar, at('2026-11-27 00:00'), at('2026-11-29 00:00'))).toBe(34 * HOUR);
  });

  test('XD-06 in a zone with summer time a working day keeps its hours on the wall', () => {
    const berlin = createCalendar({ timeZone: 'Europe/Berlin', holidays: 'none', workdays: [1, 2, 3, 4, 5, 6, 7] });
    for (const date of ['2026-03-28', '2026-03-29', '2026-10-25', '2026-10-26']) {
      const hours = workHours(berlin, date)!;
      expect(wallTime(hours.from, 'Europe/Berlin')).toMatchObject({ hour: 8, minute: 30 });
      expect(wallTime(hours.to, 'Europe/Berlin')).toMatchObject({ hour: 17, minute: 30 });
    }
    const noon = Date.parse('2026-03-28T11:00:00Z');
    expect(addWorkdays(berlin, noon, 1) - noon).toBe(23 * HOUR);
  });

  test('XD-06 the next and the previous working day skip holidays and take worked Saturdays', () => {
    expect(nextWorkday(china, '2026-09-30')).toBe('2026-10-08');
    expect(nextWorkday(china, '2026-10-09')).toBe('2026-10-10');
    expect(previousWorkday(china, '2026-10-08')).toBe('2026-09-30');
    expect(previousWorkday(china, '2026-10-12')).toBe('2026-10-10');
  });

  test.each([
    ['2026-11-25 16:00', 1, '2026-11-26 16:00', 'the same time of day'],
    ['2026-11-27 16:00', 1, '2026-11-30 16:00', 'over the weekend'],
    ['2026-11-28 10:00', 1, '2026-11-30 17:30', 'a whole day from a day of rest'],
    ['2026-11-25 20:00', 1, '2026-11-26 17:30', 'a whole day from the evening'],
    ['2026-11-25 07:00', 1, '2026-11-25 17:30', 'today is still whole'],
    ['2026-11-25 17:30', 1, '2026-11-26 17:30', 'from the end of the shift'],
    ['2026-11-25 16:00', -5, '2026-11-18 16:00', 'five days before'],
    ['2026-11-28 10:00', -1, '2026-11-27 08:30', 'a whole day before a day of rest'],
    ['2026-11-25 20:00', -1, '2026-11-25 08:30', 'a whole day before the evening'],
    ['2026-11-28 10:00', 0, '2026-11-28 10:00', 'none'],
  ])('N22 N31 %s plus %i working days is %s (%s)', (start, count, end) => {
    expect(show(addWorkdays(china, at(start), count))).toBe(end);
  });

  test('XD-06 broken numbers are faults and never an endless loop', () => {
    for (const value of [Number.NaN, Number.POSITIVE_INFINITY, 1e18]) {
      expect(() => addWork(china, at('2026-11-24 10:00'), value)).toThrow(RangeError);
    }
    expect(() => workBetween(china, 0, Number.POSITIVE_INFINITY)).toThrow(RangeError);
    expect(() => addWorkdays(china, 0, 1.5)).toThrow(RangeError);
    expect(() => isWorkday(china, '2026-02-30')).toThrow(RangeError);
    const closed = createCalendar({
      holidays: 'none',
      overrides: Object.fromEntries([...datesOf(2027), ...datesOf(2028)].map((date) => [date, 'off' as const])),
    });
    expect(show(addWork(closed, at('2026-12-31 17:00'), HOUR))).toBe('2029-01-01 09:00');
  });
});

describe('settings of the calendar', () => {
  const settings = (change: Partial<CalendarSettings>): CalendarSettings => ({ ...DEFAULT_CALENDAR, ...change });

  test('XD-06 the default is Shanghai, Monday to Friday 08:30–17:30, holidays of China', () => {
    expect(DEFAULT_CALENDAR).toEqual({
      timeZone: 'Asia/Shanghai',
      shifts: [{ from: '08:30', to: '17:30' }],
      workdays: [1, 2, 3, 4, 5],
      holidays: 'CN',
    });
    expect(calendarProblems(DEFAULT_CALENDAR)).toEqual([]);
  });

  test.each([
    [{ timeZone: 'Asia/Nowhere' }, { key: 'timeZone', code: 'unknown_zone', value: 'Asia/Nowhere' }],
    [{ shifts: [{ from: '8.30', to: '17:30' }] }, { key: 'shifts', code: 'not_a_time', value: '8.30–17:30' }],
    [{ week: { 6: [{ from: '25:00', to: '26:00' }] } }, { key: 'week.6', code: 'not_a_time', value: '25:00–26:00' }],
    [
      {
        shifts: [
          { from: '08:00', to: '12:00' },
          { from: '11:00', to: '15:00' },
        ],
      },
      { key: 'shifts', code: 'overlap', value: '08:00–12:00, 11:00–15:00' },
    ],
    [
      { shifts: [{ from: '08:00', to: '12:00', breaks: [{ from: '11:30', to: '12:30' }] }] },
      { key: 'shifts', code: 'break_outside', value: '11:30–12:30' },
    ],
    [{ overrides: { '2026-02-30': 'off' } }, { key: 'overrides.2026-02-30', code: 'not_a_date', value: '2026-02-30' }],
    [{ workdays: [] }, { key: 'shifts', code: 'no_working_time', value: '' }],
  ] as const)('XD-06 settings that make no sense are named by key: %j', (change, problem) => {
    expect(calendarProblems(settings(change))).toContainEqual(problem);
    expect(() => createCalendar(change)).toThrow(RangeError);
  });
});

describe('quiet hours', () => {
  test.each([
    ['2026-11-24 19:59', false],
    ['2026-11-24 20:00', true],
    ['2026-11-25 00:00', true],
    ['2026-11-25 07:59', true],
    ['2026-11-25 08:00', false],
  ])('XD-06 at %s reminders wait: %s', (time, quiet) => {
    expect(isQuiet(DEFAULT_QUIET_HOURS, 'Asia/Shanghai', at(time))).toBe(quiet);
  });

  test('XD-06 a reminder that falls into quiet hours waits for their end', () => {
    const waits = (time: string): string => show(endOfQuiet(DEFAULT_QUIET_HOURS, 'Asia/Shanghai', at(time)));
    expect(waits('2026-11-24 21:15')).toBe('2026-11-25 08:00');
    expect(waits('2026-11-25 03:00')).toBe('2026-11-25 08:00');
    expect(waits('2026-11-25 12:00')).toBe('2026-11-25 12:00');
  });

  test('XD-06 quiet hours are those of the person’s zone, and may lie within a day or not exist', () => {
    expect(isQuiet(DEFAULT_QUIET_HOURS, 'Europe/Berlin', at('2026-11-24 09:00'))).toBe(true);
    const siesta = { from: '12:00', to: '13:30' };
    expect(show(endOfQuiet(siesta, 'Asia/Taipei', at('2026-11-24 12:10')))).toBe('2026-11-24 13:30');
    expect(isQuiet({ from: '00:00', to: '00:00' }, 'Asia/Taipei', at('2026-11-24 00:00'))).toBe(false);
  });
});

describe('look-ahead reminders', () => {
  const now = at('2026-11-24 10:00');

  test('XD-13 with time enough the reminder stands at its offset', () => {
    expect(lookAhead(now, now + 5 * DAY, 3 * DAY)).toEqual({ at: now + 2 * DAY, compressed: false });
    expect(lookAhead(now, now + 3 * DAY, 3 * DAY)).toEqual({ at: now, compressed: false });
  });

  test('XD-13 an order of 30 hours gets its follow-up at 30 % of what is left, and its supplier call at once', () => {
    const target = now + 30 * HOUR;
    expect(lookAhead(now, target, 3 * DAY)).toEqual({ at: target - 9 * HOUR, compressed: true });
    const fiveDays = target - addWorkdays(china, target, -5);
    expect(lookAhead(now, target, fiveDays, 1)).toEqual({ at: now, compressed: true });
  });

  test('XD-13 a target that has passed is reminded of now, not dropped', () => {
    expect(lookAhead(now, now - MINUTE, 2 * DAY)).toEqual({ at: now, compressed: true });
    expect(lookAhead(now, now, 2 * DAY)).toEqual({ at: now, compressed: true });
  });
});
