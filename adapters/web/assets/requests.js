import { newToken, place, word } from './page.js';
import { showToast } from './toasts.js';

/** What every request of htmx gets, and what happens when it fails. */

/** The token of a request that failed, with what it carried: only the same content may use it again. */
const failed = new WeakMap();

function configure(event) {
  const { ctx } = event.detail;
  const { body } = ctx.request;
  if (!ctx.request.action.startsWith(place.base) || !(body instanceof FormData)) return;
  normaliseMoments(ctx.sourceElement, body);
  const content = new URLSearchParams(body).toString();
  if (!body.has('token')) {
    const again = failed.get(ctx.sourceElement);
    body.set('token', again?.content === content ? again.token : newToken());
    ctx.retry = { content, token: body.get('token') };
  }
  if (place.thread) body.set('thread', place.thread);
  if (place.limit) body.set('limit', place.limit);
}

/** "2026-11-27 17:00" reads well, `2026-11-27T17:00` is what the server is promised. */
function normaliseMoments(form, body) {
  for (const input of form.querySelectorAll?.('[data-moment] [name]') ?? []) {
    if (!body.has(input.name)) continue;
    body.set(input.name, input.value.trim().replace(/^(\d{4}-\d\d-\d\d) (\d\d:\d\d)$/, '$1T$2'));
  }
}

function setBusy(event, isBusy) {
  const element = event.detail.ctx.sourceElement;
  const button = element.matches('form') ? element.querySelector('[type="submit"]') : element;
  if (isBusy) button?.setAttribute('aria-busy', 'true');
  else button?.removeAttribute('aria-busy');
}

/** A fault is answered with a page for people: its sentence (with the fault's id) is what counts here. */
function wordsOf(page) {
  return new DOMParser().parseFromString(page, 'text/html').querySelector('p')?.textContent.trim() ?? '';
}

export function startRequests() {
  document.addEventListener('htmx:config:request', configure);
  document.addEventListener('htmx:before:request', (event) => setBusy(event, true));
  document.addEventListener('htmx:finally:request', (event) => setBusy(event, false));
  document.addEventListener('htmx:after:request', (event) => {
    const { ctx } = event.detail;
    if (ctx.response.status < 500) failed.delete(ctx.sourceElement);
    else if (ctx.retry) failed.set(ctx.sourceElement, ctx.retry);
  });
  document.addEventListener('htmx:response:error', (event) => {
    const { text = '' } = event.detail.ctx;
    if (!text.includes('hx-swap-oob')) showToast('bad', wordsOf(text) || word('failed'));
  });
  document.addEventListener('htmx:error', (event) => {
    const { ctx } = event.detail;
    if (!ctx) return;
    if (ctx.retry) failed.set(ctx.sourceElement, ctx.retry);
    showToast('bad', word('failed_network'));
  });
}
