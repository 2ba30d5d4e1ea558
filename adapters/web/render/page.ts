import { html } from 'hono/html';
import { type Key, translate } from '../../../src/i18n/translate.ts';
import type { PageView } from '../model.ts';
import { renderConversation } from './conversation.ts';
import type { Html } from './html.ts';
import { renderSidebar } from './sidebar.ts';
import { renderThread } from './thread.ts';
import { renderTopbar } from './topbar.ts';
import { baseUrl } from './url.ts';

/*
 * For the server side: the page asks for /assets/<file> of `adapters/web/assets/` (flat; .js, .css, .svg) and for
 * /assets/htmx.js, which is `htmx.org/dist/htmx.min.js` of node_modules. Content-Security-Policy that it lives with:
 * default-src 'self'; img-src 'self' data:; style-src 'self'; script-src 'self'; connect-src 'self'; form-action 'self';
 * base-uri 'none'; frame-ancestors 'none'; object-src 'none'.
 * Answers to posts and /regions: reply.ts (renderRegions, renderLayer, renderToasts); forms: form.ts.
 */

/** Behaviour of htmx that the page relies on: no eval, no styles of its own, `open` of dialogs and details is the browser's. */
const HTMX_CONFIG = {
  history: false,
  includeIndicatorCSS: false,
  morphIgnore: ['data-htmx-powered', 'open', 'inert', 'aria-expanded'],
  morphScanLimit: 200,
  mode: 'same-origin',
};

/** Words the scripts need. */
const WORDS = [
  'offline',
  'online',
  'failed',
  'failed_network',
  'loading',
  'close',
  'cancel',
  'search_person',
  'no_match',
  'clear',
  'draft_kept',
] as const;

/** The whole document. */
export function renderPage(view: PageView): Html {
  const { locale } = view;
  const title = `${view.conversation.channel.name} · ${translate(locale, 'playground.title')}`;
  return html`<!doctype html>
<html lang="${locale}" data-user="${view.me.userId}">
<head>
  <meta charset="utf-8">
  <meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover, interactive-widget=resizes-content">
  <meta name="color-scheme" content="light dark">
  <meta name="referrer" content="same-origin">
  <meta name="htmx-config" content="${JSON.stringify(HTMX_CONFIG)}">
  <meta name="words" content="${JSON.stringify(wordsFor(view))}">
  <title>${title}</title>
  <link rel="icon" href="/assets/favicon.svg" type="image/svg+xml">
  <link rel="stylesheet" href="/assets/playground.css">
  <script src="/assets/theme.js"></script>
  <script src="/assets/htmx.js" defer></script>
  <script src="/assets/playground.js" type="module"></script>
</head>
<body data-socket="/playground/as/${encodeURIComponent(view.me.userId)}/socket" data-files="/playground/as/${encodeURIComponent(view.me.userId)}/files" data-now="${view.now}" data-zone="${view.timeZone}">
  <a class="skip" href="#messages-${view.conversation.channel.id}" data-skip="[data-scroller]">${translate(locale, 'playground.skip_to_messages')}</a>
  <a class="skip" href="#text-${view.conversation.channel.id}" data-skip="#conversation textarea">${translate(locale, 'playground.skip_to_composer')}</a>
  ${renderTopbar(view)}
  ${renderSidebar(view)}
  <div class="scrim" data-close-sidebar></div>
  ${renderConversation(view)}
  ${renderThread(view)}
  <div id="layer"></div>
  <dialog class="sheet sheet-small" id="confirm" aria-labelledby="confirm-title" aria-describedby="confirm-text">
    <form method="dialog">
      <header class="sheet-head"><h2 id="confirm-title"></h2></header>
      <div class="sheet-body"><p id="confirm-text"></p></div>
      <footer class="sheet-foot"><button class="btn btn-default" value="no"></button><button class="btn btn-primary" value="yes"></button></footer>
    </form>
  </dialog>
  <div id="toasts" class="toasts" popover="manual" role="status" aria-live="polite"></div>
  <p id="announcer" class="sr-only" role="log" aria-live="polite"></p>
  <p id="connection" class="connection" role="status" hidden>${translate(locale, 'playground.offline')}</p>
  <noscript><p class="noscript">${baseUrl(view)}: JavaScript</p></noscript>
</body>
</html>`;
}

function wordsFor(view: PageView): Readonly<Record<string, string>> {
  const words: Record<string, string> = {};
  for (const word of WORDS) words[word] = translate(view.locale, `playground.${word}` satisfies Key);
  for (const word of ['uploading', 'upload_failed', 'remove_file'] as const) {
    words[word] = translate(view.locale, `playground.${word}`, { name: '{name}' });
  }
  words.too_many_files = translate(view.locale, 'playground.too_many_files', { max: '{max}' });
  return words;
}
