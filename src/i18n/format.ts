import type { Locale } from './locale.ts';

interface Zone {
  readonly locale: Locale;
  readonly timeZone: string;
}

// Making an Intl formatter costs a hundred times what using one does, and a card has many dates.
const dateFormatters = new Map<string, Intl.DateTimeFormat>();
const numberFormatters = new Map<string, Intl.NumberFormat>();
const currencyDigits = new Map<string, number>();

function dateFormatter({ locale, timeZone }: Zone): Intl.DateTimeFormat {
  const key = `${locale} ${timeZone}`;
  let found = dateFormatters.get(key);
  if (!found) {
    found = new Intl.DateTimeFormat(locale, {
      timeZone,
      year: 'numeric',
      month: locale === 'en' ? 'short' : '2-digit',
      day: '2-digit',
      weekday: 'short',
      hour: '2-digit',
      minute: '2-digit',
      hourCycle: 'h23',
    });
    dateFormatters.set(key, found);
  }
  return found;
}

function numberFormatter(locale: Locale, least: number, most: number): Intl.NumberFormat {
  const key = `${locale} ${least} ${most}`;
  let found = numberFormatters.get(key);
  if (!found) {
    found = new Intl.NumberFormat(locale, { minimumFractionDigits: least, maximumFractionDigits: most });
    numberFormatters.set(key, found);
  }
  return found;
}

interface DateParts {
  readonly day: string;
  readonly clock: string;
}

/** The cards of an order name the same few dates over and over: in every language, redrawn with every step. */
const knownDates = new Map<string, DateParts>();
const MOST_KNOWN_DATES = 4_000;

function dateParts(zone: Zone, instant: number): DateParts {
  const key = `${instant} ${zone.locale} ${zone.timeZone}`;
  let known = knownDates.get(key);
  if (!known) {
    if (knownDates.size >= MOST_KNOWN_DATES) knownDates.clear();
    known = readDateParts(zone, instant);
    knownDates.set(key, known);
  }
  return known;
}

/** The day and the clock time apart. Put together here, so that a new ICU does not change what people read. */
function readDateParts(zone: Zone, instant: number): DateParts {
  const parts: Partial<Record<Intl.DateTimeFormatPartTypes, string>> = {};
  for (const { type, value } of dateFormatter(zone).formatToParts(instant)) parts[type] = value;
  const { year, month, day, weekday, hour, minute } = parts;
  return {
    day: zone.locale === 'en' ? `${weekday} ${Number(day)} ${month} ${year}` : `${year}/${month}/${day}（${weekday}）`,
    clock: `${hour}:${minute}`,
  };
}

/** Date and time, 24 h, with the weekday, because people promise by weekday: `2026/11/27（周五）17:05`, `Fri 27 Nov 2026, 17:05`. */
export function formatDate(zone: Zone, instant: number): string {
  const { day, clock } = dateParts(zone, instant);
  return zone.locale === 'en' ? `${day}, ${clock}` : `${day}${clock}`;
}

/** The day alone: `2026/11/27（周五）`, `Fri 27 Nov 2026`. */
export function formatDay(zone: Zone, instant: number): string {
  return dateParts(zone, instant).day;
}

const UNITS = {
  'zh-CN': { d: ' 天', h: ' 小时', m: ' 分钟' },
  'zh-TW': { d: ' 天', h: ' 小時', m: ' 分鐘' },
  en: { d: ' d', h: ' h', m: ' min' },
} as const satisfies Record<Locale, unknown>;

/**
 * A span in two neighbouring units: days and hours, or hours and minutes. Rounded to the smaller one; what is not nothing
 * is at least a minute. The sign is left to the message ("left", "overdue by").
 */
export function formatDuration(locale: Locale, ms: number): string {
  const units = UNITS[locale];
  const span = Math.abs(ms);
  const minutes = span === 0 ? 0 : Math.max(1, Math.round(span / 60_000));
  const hours = Math.round(minutes / 60);
  const parts: [number, string][] =
    minutes < 1440
      ? [
          [Math.floor(minutes / 60), units.h],
          [minutes % 60, units.m],
        ]
      : [
          [Math.floor(hours / 24), units.d],
          [hours % 24, units.h],
        ];
  const shown = parts.filter(([n]) => n > 0).map(([n, unit]) => `${n}${unit}`);
  return shown.length > 0 ? shown.join(' ') : `0${units.m}`;
}

/** How many digits of an amount in minor units are decimals: 2 for CNY, 0 for JPY. `currency` is three letters (ISO 4217). */
export function minorDigits(currency: string): number {
  let found = currencyDigits.get(currency);
  if (found === undefined) {
    found = new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2;
    currencyDigits.set(currency, found);
  }
  return found;
}

/** An amount of minor units with its currency code, which no reader mistakes: `CNY 12,345`, `USD 12,345.60`. */
export function formatMoney(locale: Locale, minor: number, currency: string): string {
  const decimals = minorDigits(currency);
  const major = minor / 10 ** decimals;
  return `${currency} ${numberFormatter(locale, Number.isInteger(major) ? 0 : decimals, decimals).format(major)}`;
}

/** A plain number with thousands separators and at most three decimals. */
export function formatNumber(locale: Locale, value: number): string {
  return numberFormatter(locale, 0, 3).format(value);
}

export function formatList(locale: Locale, items: readonly string[]): string {
  return items.join(locale === 'en' ? ', ' : '、');
}
