import { html } from 'hono/html';
import { formatDate, formatDay } from '../../../src/i18n/format.ts';
import { translate } from '../../../src/i18n/translate.ts';
import type { Html, Zone } from './html.ts';

type Shape = 'clock' | 'month_day' | 'weekday' | 'key';

const OPTIONS: Readonly<Record<Shape, Intl.DateTimeFormatOptions>> = {
  clock: { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' },
  month_day: { month: 'numeric', day: 'numeric' },
  weekday: { month: 'long', day: 'numeric', weekday: 'long' },
  key: { year: 'numeric', month: '2-digit', day: '2-digit' },
};

const formatters = new Map<string, Intl.DateTimeFormat>();

function format(zone: Zone, shape: Shape, instant: number): string {
  const locale = shape === 'key' ? 'zh-CN' : zone.locale === 'en' ? 'en-GB' : zone.locale;
  const id = `${locale} ${zone.timeZone} ${shape}`;
  let found = formatters.get(id);
  if (!found) {
    const month = shape === 'month_day' && zone.locale === 'en' ? ({ month: 'short' } as const) : {};
    found = new Intl.DateTimeFormat(locale, { timeZone: zone.timeZone, ...OPTIONS[shape], ...month });
    formatters.set(id, found);
  }
  return found.format(instant);
}

/** `17:05` in the viewer's zone. */
export function formatClock(zone: Zone, instant: number): string {
  return format(zone, 'clock', instant);
}

/** `11/27 17:05`, `27 Nov 17:05`: for places where the day is not clear and room is short. */
export function formatShort(zone: Zone, instant: number): string {
  return `${format(zone, 'month_day', instant)} ${formatClock(zone, instant)}`;
}

/** Two instants of the same calendar day of the viewer share this. */
export function dayKey(zone: Zone, instant: number): string {
  return format(zone, 'key', instant);
}

/** "Today", "yesterday" or the date with its weekday, over the messages of a day. */
export function formatDaySeparator(zone: Zone, instant: number, now: number): string {
  const day = dayKey(zone, instant);
  if (day === dayKey(zone, now)) return translate(zone.locale, 'playground.today');
  if (day === dayKey(zone, now - 86_400_000)) return translate(zone.locale, 'playground.yesterday');
  return format(zone, 'weekday', instant);
}

/** A moment as the viewer reads it; the exact one stays in `datetime` and in the tooltip. */
export function renderTime(zone: Zone, instant: number, shown: string): Html {
  return html`<time datetime="${toIso(instant)}" title="${formatDate(zone, instant)}">${shown}</time>`;
}

/** A date inside a card. `relative` is kept current by the browser against the demo clock. */
export function renderDate(zone: Zone, instant: number, style: 'date_time' | 'date' | 'time' | 'relative'): Html {
  switch (style) {
    case 'date_time':
      return html`<time datetime="${toIso(instant)}">${formatDate(zone, instant)}</time>`;
    case 'date':
      return html`<time datetime="${toIso(instant)}">${formatDay(zone, instant)}</time>`;
    case 'time':
      return renderTime(zone, instant, formatClock(zone, instant));
    case 'relative':
      return html`<time datetime="${toIso(instant)}" title="${formatDate(zone, instant)}" data-relative>${formatDate(zone, instant)}</time>`;
  }
}

function toIso(instant: number): string {
  return new Date(instant).toISOString();
}
