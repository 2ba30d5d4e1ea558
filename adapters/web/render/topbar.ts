import { html } from 'hono/html';
import { LOCALES, type Locale } from '../../../src/i18n/locale.ts';
import { translate } from '../../../src/i18n/translate.ts';
import type { PageView } from '../model.ts';
import type { Html } from './html.ts';
import { renderIcon } from './icon.ts';
import { formatShort } from './time.ts';

const LOCALE_NAMES = {
  'zh-CN': { short: '简', full: '简体中文' },
  'zh-TW': { short: '繁', full: '繁體中文' },
  en: { short: 'EN', full: 'English' },
} as const satisfies Record<Locale, { short: string; full: string }>;

const MINUTE = 60_000;
const STEPS = [
  { key: 'playground.clock_30m', ms: 30 * MINUTE },
  { key: 'playground.clock_1h', ms: 60 * MINUTE },
  { key: 'playground.clock_4h', ms: 240 * MINUTE },
] as const;

/** The top: whose demo it is, its clock, language, theme, reset. On a narrow screen all but the clock's face folds away. */
export function renderTopbar(view: PageView, attributes: Html | '' = ''): Html {
  const { locale } = view;
  return html`<header id="topbar" class="topbar" ${attributes}>
    <p class="brand">${renderIcon('bolt')}<span>${translate(locale, 'playground.title')}</span></p>
    <details class="menu clock" data-menu>
      <summary class="clock-face" aria-label="${translate(locale, 'playground.clock')}" title="${translate(locale, 'playground.clock')}">
        ${renderIcon('clock')}<b data-clock="${view.now}">${formatShort(view, view.now)}</b><span class="clock-ahead">${aheadOf(view)}</span>${renderIcon('chevron')}
      </summary>
      ${renderClockMenu(view)}
    </details>
    <form class="locales" method="post" action="/playground/locale" hx-post="/playground/locale" hx-swap="none" role="group" aria-label="${translate(locale, 'playground.language')}">${LOCALES.map(
      (each) =>
        html`<button type="submit" name="locale" value="${each}" lang="${each}" title="${LOCALE_NAMES[each].full}" aria-label="${LOCALE_NAMES[each].full}" ${each === locale ? html`aria-pressed="true"` : html`aria-pressed="false"`}>${LOCALE_NAMES[each].short}</button>`,
    )}</form>
    <button type="button" class="icon-btn theme" data-theme-toggle aria-label="${translate(locale, 'playground.theme')}" title="${translate(locale, 'playground.theme')}">${renderIcon('moon')}${renderIcon('sun')}</button>
    ${renderReset(locale)}
  </header>`;
}

function aheadOf(view: PageView): string {
  if (Math.abs(view.clockAheadMs) < MINUTE) return translate(view.locale, 'playground.clock_real');
  return translate(view.locale, 'playground.clock_ahead', { by: { duration: view.clockAheadMs } });
}

function renderClockMenu(view: PageView): Html {
  const post = html`hx-post="/playground/clock" hx-swap="none" hx-sync="this:drop"`;
  return html`<div class="menu-list clock-menu" role="group" aria-label="${translate(view.locale, 'playground.clock_forward')}">
    <p class="menu-title">${translate(view.locale, 'playground.clock_forward')}</p>
    ${STEPS.map((step) => html`<button type="button" class="btn btn-default" ${post} hx-vals="${JSON.stringify({ ms: step.ms })}">${translate(view.locale, step.key)}</button>`)}
    <button type="button" class="btn btn-default" ${post} hx-vals="${JSON.stringify({ to: 'next_workday' })}">${translate(view.locale, 'playground.clock_workday')}</button>
  </div>`;
}

function renderReset(locale: Locale): Html {
  const label = translate(locale, 'playground.reset');
  const confirm = JSON.stringify({
    title: translate(locale, 'playground.reset_title'),
    text: translate(locale, 'playground.reset_text'),
    yes: translate(locale, 'playground.reset_yes'),
    no: translate(locale, 'playground.cancel'),
    isDanger: true,
  });
  return html`<button type="button" class="icon-btn" hx-post="/playground/reset" hx-swap="none" hx-sync="this:drop" hx-confirm="${label}" data-confirm="${confirm}" aria-label="${label}" title="${label}">${renderIcon('reset')}</button>`;
}
