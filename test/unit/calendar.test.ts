import { describe, expect, test } from 'vitest';
import {
  type CalendarSettings,
  calendarProblems,
  createCalendar,
  DEFAULT_CALENDAR,
} from '../../src/domain/calendar/factory-calendar.ts';
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
import { DAY, HOUR, MINUTE, wallTime } from '../../src/domain/instant.ts';
import { at, china, datesOf, show } from './wall-clock.ts';

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
