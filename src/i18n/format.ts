import type { Locale } from './locale.ts';

const formatters = new Map<string, Intl.DateTimeFormat>();

function formatter(locale: Locale, timeZone: string, style: 'date' | 'day'): Intl.DateTimeFormat {
  const key = `${locale} ${timeZone} ${style}`;
  let found = formatters.get(key);
  if (!found) {
    const clock = style === 'date' ? ({ hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const) : {};
    found = new Intl.DateTimeFormat(locale, { timeZone, year: 'numeric', month: locale === 'en' ? 'short' : 'numeric', day: 'numeric', weekday: 'short', ...clock });
    formatters.set(key, found);
  }
  return found;
}

interface Zone {
  readonly locale: Locale;
  readonly timeZone: string;
}

/** Date and time, 24 h, with the weekday: people promise by weekday. */
export function formatDate(zone: Zone, instant: number): string {
  return formatter(zone.locale, zone.timeZone, 'date').format(instant);
}

export function formatDay(zone: Zone, instant: number): string {
  return formatter(zone.locale, zone.timeZone, 'day').format(instant);
}

const UNITS = {
  'zh-CN': { d: ' 天', h: ' 小时', m: ' 分钟', join: ' ' },
  'zh-TW': { d: ' 天', h: ' 小時', m: ' 分鐘', join: ' ' },
  en: { d: ' d', h: ' h', m: ' min', join: ' ' },
} as const satisfies Record<Locale, unknown>;

/** A span in at most two units, rounded to the minute; the sign is left to the message. */
export function formatDuration(locale: Locale, ms: number): string {
  const units = UNITS[locale];
  const minutes = Math.max(0, Math.round(Math.abs(ms) / 60_000));
  const parts: [number, string][] = [[Math.floor(minutes / 1440), units.d], [Math.floor((minutes % 1440) / 60), units.h], [minutes % 60, units.m]];
  const shown = parts.filter(([n]) => n > 0).slice(0, 2).map(([n, unit]) => `${n}${unit}`);
  return shown.length > 0 ? shown.join(units.join) : `0${units.m}`;
}

export function formatMoney(locale: Locale, minor: number, currency: string): string {
  return new Intl.NumberFormat(locale, { style: 'currency', currency, currencyDisplay: 'code' }).format(minor / 100).replace(/ /g, ' ');
}

export function formatList(locale: Locale, items: readonly string[]): string {
  return items.join(locale === 'en' ? ', ' : '、');
}
