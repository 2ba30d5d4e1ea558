import { type HolidayCountry, publicHolidays } from '../holidays/public-holidays.ts';
import { formatDay, isTimeZone, type LocalDate, parseDay, type TimeZone, type Weekday, weekdayOf } from '../instant.ts';

/** Wall times as people write them: `08:30`, up to `24:00` for the end of a day. */
export interface Span {
  readonly from: string;
  readonly to: string;
}

/** A shift belongs to the day it begins on; one whose end is not after its start runs into the next morning. */
export interface Shift extends Span {
  readonly breaks?: readonly Span[];
}

/** What holds on one date, against the week and the public holidays: closed, a regular day, or these hours. */
export type DayOverride = 'off' | 'work' | readonly Shift[];

/** How the operator describes the factory's time (domain §12: `holiday_calendar`, `tz`, `work_hours`). */
export interface CalendarSettings {
  readonly timeZone: TimeZone;
  /** The hours of a regular working day, and of a weekend day worked to make up for a holiday. */
  readonly shifts: readonly Shift[];
  /** Days of the week that are worked. */
  readonly workdays: readonly Weekday[];
  /** Other hours on some weekdays: `{ 6: [{ from: '08:30', to: '12:00' }] }`. They make the day a worked one. */
  readonly week?: Readonly<Partial<Record<Weekday, readonly Shift[]>>>;
  readonly holidays: HolidayCountry;
  readonly overrides?: Readonly<Record<LocalDate, DayOverride>>;
  /** Years whose public holidays the operator has entered as overrides, because the official data is not in yet. */
  readonly completedYears?: readonly number[];
}

export const DEFAULT_CALENDAR: CalendarSettings = {
  timeZone: 'Asia/Shanghai',
  shifts: [{ from: '08:30', to: '17:30' }],
  workdays: [1, 2, 3, 4, 5],
  holidays: 'CN',
};

/** Minutes after the wall's midnight; `to` is above 1440 in a shift that ends the next morning. */
export type Stretch = readonly [from: number, to: number];

/**
 * A checked calendar, ready to count with: made once per change of the settings (`createCalendar`), used everywhere.
 * Treat it as opaque; the functions of `calendar.ts` read it.
 */
export interface FactoryCalendar {
  readonly settings: CalendarSettings;
  readonly timeZone: TimeZone;
  readonly regular: readonly Stretch[];
  /** Stretches of each weekday, Monday first; empty on a day of rest. */
  readonly week: readonly (readonly Stretch[])[];
  readonly overrides: ReadonlyMap<LocalDate, readonly Stretch[]>;
}

/** A setting that does not make sense; `key` is its path for the list of configuration errors. */
export interface CalendarProblem {
  readonly key: string;
  readonly code: 'unknown_zone' | 'not_a_time' | 'overlap' | 'break_outside' | 'not_a_date' | 'no_working_time';
  readonly value: string;
}

const DAY_MINUTES = 24 * 60;

/** Minutes after midnight of `HH:MM` (00:00 – 24:00), or null. */
export function minutesOf(time: string): number | null {
  const found = /^(\d{1,2}):(\d\d)$/.exec(time);
  if (found === null) return null;
  const [hour, minute] = [Number(found[1]), Number(found[2])];
  return minute < 60 && hour * 60 + minute <= DAY_MINUTES ? hour * 60 + minute : null;
}

function stretchOf(span: Span): Stretch | null {
  const [from, to] = [minutesOf(span.from), minutesOf(span.to)];
  if (from === null || to === null || from === DAY_MINUTES) return null;
  return [from, to > from ? to : to + DAY_MINUTES];
}

type Report = (code: CalendarProblem['code'], value: string) => void;

/** Cuts the breaks out of one shift. */
function workOf(shift: Shift, report: Report): Stretch[] {
  const whole = stretchOf(shift);
  if (whole === null) {
    report('not_a_time', `${shift.from}–${shift.to}`);
    return [];
  }
  const breaks: Stretch[] = [];
  for (const span of shift.breaks ?? []) {
    const cut = stretchOf(span);
    // A break after midnight in a night shift is written with the morning's time.
    const shifted = cut !== null && cut[0] < whole[0] ? ([cut[0] + DAY_MINUTES, cut[1] + DAY_MINUTES] as const) : cut;
    if (shifted === null) report('not_a_time', `${span.from}–${span.to}`);
    else if (shifted[1] > whole[1]) report('break_outside', `${span.from}–${span.to}`);
    else breaks.push(shifted);
  }
  const work: Stretch[] = [];
  let from = whole[0];
  for (const [start, end] of breaks.sort((a, b) => a[0] - b[0])) {
    if (start > from) work.push([from, start]);
    from = Math.max(from, end);
  }
  if (whole[1] > from) work.push([from, whole[1]]);
  return work;
}

/** The stretches of a day in order; shifts that touch become one. */
function stretchesOf(shifts: readonly Shift[], report: Report): Stretch[] {
  const sorted = shifts.flatMap((shift) => workOf(shift, report)).sort((a, b) => a[0] - b[0]);
  const day: Stretch[] = [];
  for (const stretch of sorted) {
    const last = day.at(-1);
    if (last !== undefined && stretch[0] < last[1])
      report('overlap', shifts.map(({ from, to }) => `${from}–${to}`).join(', '));
    if (last !== undefined && stretch[0] <= last[1]) day[day.length - 1] = [last[0], Math.max(last[1], stretch[1])];
    else day.push(stretch);
  }
  return day;
}

function read(settings: CalendarSettings): { calendar: FactoryCalendar; problems: CalendarProblem[] } {
  const problems: CalendarProblem[] = [];
  const at =
    (key: string): Report =>
    (code, value) =>
      problems.push({ key, code, value });

  if (!isTimeZone(settings.timeZone)) at('timeZone')('unknown_zone', settings.timeZone);
  const regular = stretchesOf(settings.shifts, at('shifts'));
  const weekdays: readonly Weekday[] = [1, 2, 3, 4, 5, 6, 7];
  const week = weekdays.map((weekday) => {
    const own = settings.week?.[weekday];
    if (own !== undefined) return stretchesOf(own, at(`week.${weekday}`));
    return settings.workdays.includes(weekday) ? regular : [];
  });
  if (regular.length === 0 || week.every((day) => day.length === 0)) at('shifts')('no_working_time', '');

  const overrides = new Map<LocalDate, readonly Stretch[]>();
  for (const [date, override] of Object.entries(settings.overrides ?? {})) {
    const key = `overrides.${date}`;
    const day = parseDay(date);
    if (day === null) {
      at(key)('not_a_date', date);
    } else if (override === 'off') {
      overrides.set(date, []);
    } else if (override === 'work') {
      const own = week[weekdayOf(day) - 1] ?? [];
      overrides.set(date, own.length > 0 ? own : regular);
    } else {
      overrides.set(date, stretchesOf(override, at(key)));
    }
  }
  return { calendar: { settings, timeZone: settings.timeZone, regular, week, overrides }, problems };
}

/** Everything that is wrong with the settings, for the list that the start of the program and `settings` show. */
export function calendarProblems(settings: CalendarSettings): readonly CalendarProblem[] {
  return read(settings).problems;
}

/**
 * The calendar of these settings.
 * @throws RangeError when `calendarProblems` would name any: check input first, this is for values already accepted.
 */
export function createCalendar(settings: Partial<CalendarSettings> = {}): FactoryCalendar {
  const { calendar, problems } = read({ ...DEFAULT_CALENDAR, ...settings });
  const [problem] = problems;
  if (problem !== undefined) throw new RangeError(`calendar: ${problem.key}: ${problem.code} ${problem.value}`);
  return calendar;
}

/** The stretches of work that begin on a day: overrides, then make-up days, then holidays, then the week. */
export function stretchesOn(calendar: FactoryCalendar, day: number): readonly Stretch[] {
  const date = formatDay(day);
  const override = calendar.overrides.get(date);
  if (override !== undefined) return override;
  const holidays = publicHolidays(calendar.settings.holidays);
  const ordinary = calendar.week[weekdayOf(day) - 1] ?? [];
  // The law moves a working day to the weekend: it is a whole one, also where Saturdays are worked by half.
  if (holidays.makeUp.has(date)) return calendar.regular;
  return holidays.off.has(date) ? [] : ordinary;
}

/** Years whose public holidays are known, ascending; null when all are (no country's holidays are kept). */
export function calendarYearsCovered(calendar: FactoryCalendar): readonly number[] | null {
  const { years } = publicHolidays(calendar.settings.holidays);
  return years && [...new Set([...years, ...(calendar.settings.completedYears ?? [])])].sort((a, b) => a - b);
}

/**
 * Years among `needed` for which only weekdays are known. China publishes the next year's days off in November, so a
 * year can be needed before its data exists: `doctor` warns, and overrides with `completedYears` fill the gap.
 */
export function yearsWithoutHolidays(calendar: FactoryCalendar, needed: Iterable<number>): readonly number[] {
  const covered = calendarYearsCovered(calendar);
  return covered === null ? [] : [...new Set(needed)].filter((year) => !covered.includes(year)).sort((a, b) => a - b);
}
