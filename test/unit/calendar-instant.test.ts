import { expect, test } from 'vitest';
import {
  dateAt,
  HOUR,
  instantAt,
  isTimeZone,
  parseDay,
  type WallFields,
  wallTime,
  weekdayOf,
} from '../../src/domain/instant.ts';

test('XD-06 the wall of a zone shows its own date and weekday', () => {
  const instant = Date.parse('2026-11-24T17:05:00Z');
  expect(wallTime(instant, 'Asia/Taipei')).toEqual({ year: 2026, month: 11, day: 25, hour: 1, minute: 5, weekday: 3 });
  expect(wallTime(instant, 'UTC')).toEqual({ year: 2026, month: 11, day: 24, hour: 17, minute: 5, weekday: 2 });
  expect(dateAt(instant, 'Asia/Shanghai')).toBe('2026-11-25');
});

test.each<[zone: string, wall: WallFields, utc: string, why: string]>([
  ['America/New_York', { year: 2026, month: 3, day: 8, hour: 1, minute: 59 }, '2026-03-08T06:59:00Z', 'before the gap'],
  [
    'America/New_York',
    { year: 2026, month: 3, day: 8, hour: 2, minute: 30 },
    '2026-03-08T07:30:00Z',
    'a time never shown',
  ],
  ['America/New_York', { year: 2026, month: 3, day: 8, hour: 3 }, '2026-03-08T07:00:00Z', 'after the gap'],
  [
    'America/New_York',
    { year: 2026, month: 11, day: 1, hour: 1, minute: 30 },
    '2026-11-01T05:30:00Z',
    'the first of two',
  ],
  ['America/New_York', { year: 2026, month: 11, day: 1, hour: 2 }, '2026-11-01T07:00:00Z', 'after the second'],
  [
    'Australia/Lord_Howe',
    { year: 2026, month: 7, day: 1, hour: 12 },
    '2026-07-01T01:30:00Z',
    'half an hour of summer time',
  ],
  [
    'Asia/Shanghai',
    { year: 1991, month: 6, day: 1, hour: 12 },
    '1991-06-01T03:00:00Z',
    'the last summer time of China',
  ],
  ['Asia/Shanghai', { year: 2026, month: 2, day: 29, hour: 24 }, '2026-03-01T16:00:00Z', 'values that carry over'],
])('XD-06 %s %j is %s (%s)', (zone, wall, utc) => {
  expect(new Date(instantAt(zone, wall)).toISOString()).toBe(utc.replace('Z', '.000Z'));
});

test('XD-06 a zone that does not exist is known as such', () => {
  expect(isTimeZone('Asia/Taipei')).toBe(true);
  expect(isTimeZone('Asia/Atlantis')).toBe(false);
  expect(isTimeZone('')).toBe(false);
});

test('a date is a date that exists', () => {
  expect(parseDay('2026-02-28')).not.toBeNull();
  for (const text of ['2026-02-29', '2026-13-01', '26-01-01', '2026-1-1', '', '2026-01-01T00:00'])
    expect(parseDay(text)).toBeNull();
  expect(weekdayOf(parseDay('1969-12-31')!)).toBe(3);
});

test('a conversion costs microseconds once its day is known', () => {
  const start = Date.parse('2026-11-24T00:00:00Z');
  const convert = (count: number): void => {
    for (let index = 0; index < count; index++) wallTime(start + (index % 240) * HOUR, 'America/New_York');
  };
  convert(20_000);
  const before = performance.now();
  convert(20_000);
  // Measured 0.3 µs; the bound leaves room for a machine that does other things.
  expect((performance.now() - before) / 20_000).toBeLessThan(0.02);
});
