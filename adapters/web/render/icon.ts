import { html } from 'hono/html';
import type { Html } from './html.ts';

/** The symbols of `assets/icons.svg`. */
export type IconName =
  | 'alert'
  | 'archive'
  | 'arrow-down'
  | 'arrow-right'
  | 'attach'
  | 'bolt'
  | 'calendar'
  | 'check'
  | 'chevron'
  | 'clock'
  | 'close'
  | 'external'
  | 'eye'
  | 'file'
  | 'hash'
  | 'home'
  | 'image'
  | 'info'
  | 'lock'
  | 'menu'
  | 'moon'
  | 'more'
  | 'pin'
  | 'reply'
  | 'reset'
  | 'send'
  | 'sun'
  | 'thread';

/** A decorative symbol: what it means is said in words beside it or in an `aria-label`. */
export function renderIcon(name: IconName): Html {
  return html`<svg class="icon icon-${name}" aria-hidden="true" focusable="false"><use href="/assets/icons.svg#${name}"></use></svg>`;
}
