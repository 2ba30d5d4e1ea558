import { createCalendar } from '../domain/calendar/factory-calendar.ts';
import type { Weekday } from '../domain/instant.ts';
import { remembered } from './remembered.ts';
import type { Settings } from './settings.ts';

/** The factory calendar the settings describe (XD-06). Settings are checked when saved, so this throws only on a fault. */
export const calendarOf = remembered((settings: Settings) =>
  createCalendar({
    timeZone: settings.time_zone,
    shifts: settings.shifts,
    workdays: settings.workdays as Weekday[],
    holidays: settings.holiday_calendar,
    overrides: settings.calendar_overrides,
  }),
);
