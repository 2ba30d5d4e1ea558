// The data file and not the package's functions: those read the machine's time zone, and plain dates need none.
import china from 'chinese-days/dist/chinese-days.json' with { type: 'json' };
import { formatDay, type LocalDate, parseDay } from '../instant.ts';
import { TAIWAN_YEARS } from './taiwan.ts';

/** Whose public holidays the factory keeps; `none` knows weekdays and overrides only. */
export const HOLIDAY_COUNTRIES = ['CN', 'TW', 'none'] as const;
export type HolidayCountry = (typeof HOLIDAY_COUNTRIES)[number];

export interface PublicHolidays {
  /** Years with official data, ascending; null when every year is known because there is nothing to know. */
  readonly years: readonly number[] | null;
  readonly off: ReadonlySet<LocalDate>;
  /** Days of a weekend that are worked to make up for a day off (调休, 補班). */
  readonly makeUp: ReadonlySet<LocalDate>;
}

/** Every date of `MM-DD` or `MM-DD/MM-DD` in a year. */
function expand(year: string, range: string): LocalDate[] {
  const [first = '', last = first] = range.split('/');
  const [from, to] = [parseDay(`${year}-${first}`), parseDay(`${year}-${last}`)];
  if (from === null || to === null) throw new Error(`not a range of dates: ${year} ${range}`);
  return Array.from({ length: to - from + 1 }, (_, index) => formatDay(from + index));
}

function loadChina(): PublicHolidays {
  const off = Object.keys(china.holidays);
  return {
    years: [...new Set(off.map((date) => Number(date.slice(0, 4))))].sort((a, b) => a - b),
    off: new Set(off),
    makeUp: new Set(Object.keys(china.workdays)),
  };
}

function loadTaiwan(): PublicHolidays {
  const years = Object.entries(TAIWAN_YEARS);
  return {
    years: years.map(([year]) => Number(year)),
    off: new Set(years.flatMap(([year, { off }]) => off.flatMap((range) => expand(year, range)))),
    makeUp: new Set(years.flatMap(([year, { work }]) => work.flatMap((range) => expand(year, range)))),
  };
}

const loaders = {
  CN: loadChina,
  TW: loadTaiwan,
  none: () => ({ years: null, off: new Set<LocalDate>(), makeUp: new Set<LocalDate>() }),
} satisfies Record<HolidayCountry, () => PublicHolidays>;

const loaded = new Map<HolidayCountry, PublicHolidays>();

/** The official days off and worked weekends of a country, read once. */
export function publicHolidays(country: HolidayCountry): PublicHolidays {
  let holidays = loaded.get(country);
  if (holidays === undefined) {
    holidays = loaders[country]();
    loaded.set(country, holidays);
  }
  return holidays;
}
