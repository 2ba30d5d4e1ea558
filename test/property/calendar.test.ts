import { fc, test } from '@fast-check/vitest';
import { describe, expect } from 'vitest';
import { createCalendar, type FactoryCalendar } from '../../src/domain/calendar/factory-calendar.ts';
import { endOfQuiet, isQuiet } from '../../src/domain/calendar/quiet-hours.ts';
import {
  addWork,
  addWorkdays,
  isWorkday,
  isWorking,
  lookAhead,
  nextWorkday,
  nextWorkStart,
  previousWorkday,
  workBetween,
} from '../../src/domain/calendar.ts';
import { DAY, dateAt, formatDay, HOUR, instantAt, MINUTE, parseDay, wallTime } from '../../src/domain/instant.ts';

fc.configureGlobal({ seed: Number(process.env.FC_SEED ?? 20261124), numRuns: Number(process.env.FC_RUNS ?? 100) });

const calendars: Readonly<Record<string, FactoryCalendar>> = {
  default: createCalendar(),
  taiwan: createCalendar({ timeZone: 'Asia/Taipei', holidays: 'TW', week: { 6: [{ from: '08:30', to: '12:00' }] } }),
  'two shifts with breaks': createCalendar({
    shifts: [
      { from: '07:00', to: '15:30', breaks: [{ from: '11:30', to: '12:00' }] },
      { from: '19:00', to: '03:30', breaks: [{ from: '00:15', to: '00:45' }] },
    ],
    overrides: { '2026-11-29': 'work', '2026-11-30': 'off', '2026-12-01': [{ from: '10:00', to: '11:00' }] },
  }),
  'round the clock in New York': createCalendar({
    timeZone: 'America/New_York',
    holidays: 'none',
    shifts: [{ from: '06:00', to: '06:00' }],
  }),
  'night shift in Lord Howe': createCalendar({
    timeZone: 'Australia/Lord_Howe',
    holidays: 'none',
    shifts: [{ from: '22:00', to: '06:00' }],
    workdays: [1, 2, 3, 4, 5, 6, 7],
  }),
};

const calendar = fc.constantFrom(...Object.values(calendars));
const [from, to] = [Date.parse('2024-12-01T00:00:00Z'), Date.parse('2028-02-01T00:00:00Z')];
/** Instants to the second, gathered around midnight, shift ends and changes of clocks as well as anywhere. */
const instant = fc.oneof(
  fc.integer({ min: from / 1000, max: to / 1000 }).map((second) => second * 1000),
  fc
    .tuple(
      fc.integer({ min: from / DAY, max: to / DAY }),
      fc.integer({ min: 0, max: 95 }),
      fc.integer({ min: -1, max: 1 }),
    )
    .map(([day, quarter, second]) => Math.floor(day) * DAY + quarter * 15 * MINUTE + second * 1000),
);
const duration = fc.oneof(
  fc.integer({ min: 1, max: 400 * HOUR }),
  fc.integer({ min: 1, max: 1600 }).map((n) => n * 15 * MINUTE),
);

describe('the factory calendar', () => {
  test.prop([calendar, instant, duration])(
    'XD-06 workBetween(t, addWork(t, h)) = h, forwards and backwards',
    (cal, t, h) => {
      expect(workBetween(cal, t, addWork(cal, t, h))).toBe(h);
      expect(workBetween(cal, addWork(cal, t, -h), t)).toBe(h);
    },
  );

  test.prop([calendar, instant, duration, duration])('XD-06 adding work is additive', (cal, t, a, b) => {
    expect(addWork(cal, addWork(cal, t, a), b)).toBe(addWork(cal, t, a + b));
    expect(addWork(cal, addWork(cal, t, -a), -b)).toBe(addWork(cal, t, -a - b));
  });

  test.prop([calendar, instant, fc.integer({ min: 0, max: 90 * DAY }), duration])(
    'XD-06 later starts end later',
    (cal, t, gap, h) => {
      expect(addWork(cal, t + gap, h)).toBeGreaterThanOrEqual(addWork(cal, t, h));
      expect(addWork(cal, t, h)).toBeGreaterThan(t);
      expect(addWork(cal, t, h + MINUTE)).toBeGreaterThan(addWork(cal, t, h));
    },
  );

  test.prop([calendar, instant, instant, instant])('XD-06 working time between instants adds up', (cal, a, b, c) => {
    expect(workBetween(cal, a, b) + workBetween(cal, b, c)).toBe(workBetween(cal, a, c));
    expect(Math.abs(workBetween(cal, a, b))).toBeLessThanOrEqual(Math.abs(b - a));
  });

  test.prop([calendar, instant, duration])('XD-06 the end of a limit is the first such moment', (cal, t, h) => {
    expect(workBetween(cal, t, addWork(cal, t, h) - 1)).toBe(h - 1);
  });

  test.prop([calendar, instant])('XD-06 agrees with asking every quarter of an hour', (cal, t) => {
    const start = Math.floor(t / (15 * MINUTE)) * 15 * MINUTE;
    const steps = Array.from({ length: 4 * 24 * 3 }, (_, index) => start + index * 15 * MINUTE);
    const asked = steps.filter((step) => isWorking(cal, step)).length * 15 * MINUTE;
    expect(workBetween(cal, start, start + 3 * DAY)).toBe(asked);
  });

  test.prop([calendar, instant])('XD-06 the next start of work is the first working moment', (cal, t) => {
    const next = nextWorkStart(cal, t);
    expect(isWorking(cal, next)).toBe(true);
    expect(workBetween(cal, t, next)).toBe(0);
  });

  const count = fc.integer({ min: 1, max: 60 });

  test.prop([instant, count])('XD-06 n working days later is one at a time where all days are alike', (t, n) => {
    const cal = createCalendar();
    expect(addWorkdays(cal, t, n)).toBe(addWorkdays(cal, addWorkdays(cal, t, 1), n - 1));
    expect(addWorkdays(cal, t, -n)).toBe(addWorkdays(cal, addWorkdays(cal, t, -1), 1 - n));
  });

  test.prop([calendar, instant, fc.integer({ min: 0, max: 9 * DAY }), count])(
    'XD-06 working days later: the order of starts stays',
    (cal, t, gap, n) => {
      expect(addWorkdays(cal, t, n)).toBeGreaterThan(t);
      expect(addWorkdays(cal, t, -n)).toBeLessThan(t);
      expect(addWorkdays(cal, t + gap, n)).toBeGreaterThanOrEqual(addWorkdays(cal, t, n));
      expect(addWorkdays(cal, t + gap, -n)).toBeGreaterThanOrEqual(addWorkdays(cal, t, -n));
    },
  );

  test.prop([calendar, instant])('XD-06 next and previous working day are inverse', (cal, t) => {
    const date = dateAt(t, cal.timeZone);
    const next = nextWorkday(cal, date);
    expect(isWorkday(cal, next)).toBe(true);
    expect(previousWorkday(cal, next) <= date).toBe(true);
    if (isWorkday(cal, date)) expect(previousWorkday(cal, next)).toBe(date);
  });
});

const zone = fc.constantFrom(
  'Asia/Shanghai',
  'Asia/Taipei',
  'America/New_York',
  'Europe/Berlin',
  'Australia/Lord_Howe',
  'Asia/Kolkata',
  'UTC',
);

test.prop([zone, fc.integer({ min: -30_000_000, max: 60_000_000 })])(
  'XD-06 wall time and back is the same instant, or the earlier of two',
  (tz, minute) => {
    const t = minute * MINUTE;
    const wall = wallTime(t, tz);
    const back = instantAt(tz, wall);
    // Local mean times of old had seconds, which a wall time does not keep.
    if (minute > 0) expect([0, 30 * MINUTE, HOUR]).toContain(t - back);
    expect(wallTime(back, tz)).toEqual(wall);
  },
);

test.prop([fc.integer({ min: -700_000, max: 2_900_000 })])('a date and its day number are one', (day) => {
  fc.pre(day * DAY >= Date.parse('0001-01-01T00:00:00Z') && day * DAY < Date.parse('9999-12-31T00:00:00Z'));
  expect(parseDay(formatDay(day))).toBe(day);
});

const clock = fc.tuple(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 })).map(([hour, minute]) => {
  return `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`;
});

test.prop([clock, clock, zone, instant])('XD-06 quiet hours end, and within a day', (start, end, tz, t) => {
  const quiet = { from: start, to: end };
  const until = endOfQuiet(quiet, tz, t);
  expect(isQuiet(quiet, tz, until)).toBe(false);
  expect(until - t).toBeLessThanOrEqual(25 * HOUR);
  if (!isQuiet(quiet, tz, t)) expect(until).toBe(t);
});

test.prop([
  instant,
  fc.integer({ min: -30 * DAY, max: 30 * DAY }),
  fc.integer({ min: 0, max: 10 * DAY }),
  fc.double({ min: 0, max: 1, noNaN: true }),
])('XD-13 a look-ahead is never dropped, never in the past, never after its target', (now, left, offset, ratio) => {
  const { at, compressed } = lookAhead(now, now + left, offset, ratio);
  expect(at).toBeGreaterThanOrEqual(now);
  if (left >= 0) expect(at).toBeLessThanOrEqual(now + left);
  expect(compressed).toBe(offset > left);
});
