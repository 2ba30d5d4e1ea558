import { html } from 'hono/html';
import type { PageView } from '../model.ts';
import { renderConversation } from './conversation.ts';
import type { Html } from './html.ts';
import { renderIcon } from './icon.ts';
import { renderSidebar } from './sidebar.ts';
import { renderThread } from './thread.ts';
import { renderTopbar } from './topbar.ts';

/*
 * What a post or a look at /regions is answered with: any of these, one after the other. Each names the place in the page
 * it belongs to, htmx puts it there (see the protocol in assets/playground.js).
 */

export const REGIONS = ['topbar', 'sidebar', 'conversation', 'thread'] as const;
export type RegionName = (typeof REGIONS)[number];

const DRAW = {
  topbar: renderTopbar,
  sidebar: renderSidebar,
  conversation: renderConversation,
  thread: renderThread,
} as const satisfies Record<RegionName, (view: PageView, attributes: Html) => Html>;

export interface Toast {
  readonly tone: 'good' | 'info' | 'warning' | 'bad';
  readonly text: string;
}

/** Regions drawn anew; the browser morphs them, so that focus, scroll and half-typed words stay. */
export function renderRegions(view: PageView, names: readonly RegionName[]): Html {
  const morph = html`hx-swap-oob="outerMorph"`;
  return html`${REGIONS.filter((name) => names.includes(name)).map((name) => DRAW[name](view, morph))}`;
}

/** The form over the conversation (`renderForm`), or null: whatever is open closes. */
export function renderLayer(form: Html | null): Html {
  return html`<div id="layer" hx-swap-oob="innerMorph">${form ?? ''}</div>`;
}

/** Short answers that come and go; the browser reads them out and takes them away after a while. */
export function renderToasts(toasts: readonly Toast[]): Html {
  return html`<div id="toasts" hx-swap-oob="beforeend">${toasts.map(renderToast)}</div>`;
}

function renderToast(toast: Toast): Html {
  const icon = toast.tone === 'good' ? 'check' : toast.tone === 'info' ? 'info' : 'alert';
  return html`<div class="toast tone-${toast.tone}" data-toast="${toast.tone}">${renderIcon(icon)}<p>${toast.text}</p></div>`;
}
