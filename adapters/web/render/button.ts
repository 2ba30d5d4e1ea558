import { html } from 'hono/html';
import type { Button, LinkButton, MenuButton } from '../../../src/chat/card.ts';
import { translate } from '../../../src/i18n/translate.ts';
import type { Html, Zone } from './html.ts';
import { renderIcon } from './icon.ts';
import { isSafeUrl } from './text.ts';

interface PressContext extends Zone {
  readonly messageId: string;
  readonly pressUrl: string;
}

/**
 * A button of a card. htmx posts it; the browser adds the token, shows the confirm dialog and keeps a second click from
 * being a second request while the first is on its way.
 */
export function renderButton(button: Button, ctx: PressContext, size: 'small' | 'normal' = 'normal'): Html {
  const values = JSON.stringify({
    action: button.action,
    value: JSON.stringify(button.value),
    messageId: ctx.messageId,
  });
  const look = `btn btn-${button.style ?? 'default'}${size === 'small' ? ' btn-small' : ''}`;
  return html`<button type="button" class="${look}" hx-post="${ctx.pressUrl}" hx-vals="${values}" hx-swap="none" hx-sync="this:drop" ${renderConfirm(button)}>${button.label}</button>`;
}

function renderConfirm(button: Button): Html | '' {
  const confirm = button.confirm;
  if (!confirm) return '';
  const data = JSON.stringify({ ...confirm, isDanger: button.style === 'danger' });
  return html`hx-confirm="${confirm.title}" data-confirm="${data}"`;
}

export function renderLinkButton(link: LinkButton): Html {
  if (!isSafeUrl(link.url)) return html`<span class="btn btn-default" aria-disabled="true">${link.label}</span>`;
  if (link.url.startsWith('/')) return html`<a class="btn btn-default" href="${link.url}">${link.label}</a>`;
  return html`<a class="btn btn-default" href="${link.url}" target="_blank" rel="noopener noreferrer">${link.label}${renderIcon('external')}</a>`;
}

/** Less used actions behind one button; arrow keys and Esc work (assets/menus.js). */
export function renderMenu(menu: MenuButton, ctx: PressContext): Html {
  return html`<details class="menu" data-menu>
    <summary class="btn btn-default" aria-label="${menu.label || translate(ctx.locale, 'playground.more_actions')}">${menu.label || renderIcon('more')}${renderIcon('chevron')}</summary>
    <div class="menu-list" role="group">${menu.items.map((item) => renderButton(item, ctx))}</div>
  </details>`;
}
