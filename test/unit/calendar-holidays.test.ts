import { describe, expect, test } from 'vitest';
import {
  calendarYearsCovered,
  createCalendar,
  yearsWithoutHolidays,
} from '../../src/domain/calendar/factory-calendar.ts';
import { isWorkday, workHours } from '../../src/domain/calendar.ts';
import { at, china, datesOf } from './wall-clock.ts';

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
