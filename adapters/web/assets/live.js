import { isNarrow, isTouch, me, place, word } from './page.js';
import { showToast } from './toasts.js';

/** The socket says what changed, this file fetches it and lets htmx morph it in. Also: moving between channels. */

const ALL = ['topbar', 'sidebar', 'conversation', 'thread'];
const wanted = new Set();
let isRunning = false;
/** Runs once after the next swap, for focus after moving. */
let afterwards = null;

/** Fetches regions and morphs them. Calls that come meanwhile are collected: bursts cost one more fetch. */
export function refresh(...names) {
  for (const name of names.length > 0 ? names : ALL) wanted.add(name);
  if (!isRunning) void run();
}

async function run() {
  isRunning = true;
  try {
    while (wanted.size > 0) {
      const names = [...wanted];
      wanted.clear();
      await fetchRegions(names);
    }
  } catch {
    // The connection is gone: the socket notices too, and asks for everything when it is back.
  } finally {
    isRunning = false;
  }
}

async function fetchRegions(names) {
  const query = new URLSearchParams({ names: names.join(','), visible: document.hidden ? '0' : '1' });
  if (place.thread) query.set('thread', place.thread);
  if (place.limit) query.set('limit', place.limit);
  const { base } = place;
  const response = await fetch(`${base}/regions?${query}`, {
    headers: { 'HX-Request': 'true' },
    credentials: 'same-origin',
  });
  if (response.redirected || response.status === 403 || response.status === 404) {
    // The channel is no longer this person's to see, or the company was reset.
    location.assign('/');
    return;
  }
  if (!response.ok) throw new Error(`regions: ${response.status}`);
  const text = await response.text();
  // Moved on meanwhile: what arrived belongs to another channel.
  if (base !== place.base) return;
  await window.htmx.swap({ text, swap: 'none', sourceElement: document.body, target: document.body });
  const run = afterwards;
  afterwards = null;
  run?.();
}

const FIRST_RETRY_MS = 500;
const LAST_RETRY_MS = 8000;
let retryMs = FIRST_RETRY_MS;
let hasBeenConnected = false;

/** Opens the socket and keeps it open. After every opening everything is fetched: the full state. */
export function connect() {
  const url = new URL(document.body.dataset.socket, location.href);
  url.protocol = url.protocol.replace('http', 'ws');
  const socket = new WebSocket(url);
  const notice = document.getElementById('connection');
  socket.addEventListener('open', () => {
    retryMs = FIRST_RETRY_MS;
    if (!notice.hidden) showToast('good', word('online'));
    notice.hidden = true;
    if (hasBeenConnected) refresh();
    else refresh('sidebar', 'conversation', 'thread');
    hasBeenConnected = true;
  });
  socket.addEventListener('message', (event) => receive(event.data));
  socket.addEventListener('close', () => {
    if (retryMs > FIRST_RETRY_MS) notice.hidden = false;
    setTimeout(connect, retryMs * (0.75 + Math.random() / 2));
    retryMs = Math.min(retryMs * 2, LAST_RETRY_MS);
  });
}

function receive(data) {
  const message = JSON.parse(data);
  if (message.type === 'reload') location.assign('/');
  else if (message.type === 'toast') showToast(message.tone, message.text);
  else if (message.type === 'changed') {
    const isHere = !message.channelId || message.channelId === place.channelId;
    const names = message.regions.filter((name) => isHere || name === 'sidebar' || name === 'topbar');
    if (names.length > 0) refresh(...names);
  }
}

/** Moves to a channel or thread without leaving the page: the socket stays, nothing flashes. */
function go(url, { isPushed = true, afterSwap = null } = {}) {
  const target = new URL(url, location.href);
  const [, userId, channelId] = target.pathname.match(/^\/playground\/as\/([^/]+)\/c\/([^/]+)$/) ?? [];
  if (!channelId || decodeURIComponent(userId) !== me) {
    location.assign(url);
    return;
  }
  Object.assign(place, {
    base: target.pathname,
    channelId: decodeURIComponent(channelId),
    thread: target.searchParams.get('thread'),
    limit: target.searchParams.get('limit'),
  });
  if (isPushed) history.pushState(null, '', target);
  afterwards = afterSwap;
  refresh();
}

/** More of the past: the messages on screen keep their place (scrolling.js). */
function showOlder() {
  place.limit = String(Number(place.limit ?? 50) + 100);
  refresh('conversation');
}

function focusConversation() {
  const line = document.querySelector('#conversation textarea');
  if (line && !isTouch()) line.focus();
  else document.querySelector('#conversation h1')?.focus();
}

function focusThread(origin) {
  const line = document.querySelector('#thread textarea');
  if (line && !isTouch()) line.focus();
  else if (place.thread) document.getElementById('thread-title')?.focus();
  else document.querySelector(`#conversation [data-thread="${CSS.escape(origin)}"]`)?.focus();
}

function setSidebar(isOpen) {
  document.documentElement.dataset.sidebar = isOpen ? 'open' : 'closed';
  for (const id of ['topbar', 'conversation', 'thread'])
    document.getElementById(id)?.toggleAttribute('inert', isOpen && isNarrow());
  document.querySelector('[data-open-sidebar]')?.setAttribute('aria-expanded', String(isOpen));
  if (isOpen) document.querySelector('#sidebar .channel[tabindex="0"]')?.focus();
}

function onClick(event) {
  const hit = (selector) => event.target.closest?.(selector);
  if (hit('[data-open-sidebar]')) return setSidebar(true);
  if (hit('[data-close-sidebar]')) return closeSidebar();
  if (hit('[data-older]')) return showOlder();
  const skip = hit('[data-skip]');
  const link = hit('a[data-go], a[data-thread]');
  if (skip) {
    event.preventDefault();
    document.querySelector(skip.dataset.skip)?.focus();
  } else if (link && !event.metaKey && !event.ctrlKey && !event.shiftKey && event.button === 0) {
    event.preventDefault();
    setSidebar(false);
    const origin = place.thread ?? link.dataset.thread;
    go(link.href, { afterSwap: link.dataset.thread === undefined ? focusConversation : () => focusThread(origin) });
  }
}

function closeSidebar() {
  setSidebar(false);
  document.querySelector('[data-open-sidebar]')?.focus();
}

export function startNavigation() {
  document.addEventListener('click', onClick);
  document.addEventListener('keydown', (event) => {
    if (event.key === 'Escape' && document.documentElement.dataset.sidebar === 'open') closeSidebar();
  });
  window.addEventListener('popstate', () => go(location.href, { isPushed: false }));
  document.addEventListener('visibilitychange', () => {
    if (!document.hidden) refresh('sidebar', 'conversation', 'thread');
  });
  document.addEventListener('htmx:after:swap', showTitle);
  showTitle();
}

/** What waits for the person is in the tab's title, for the one who has many tabs. */
function showTitle() {
  const waiting = document.querySelectorAll('.count-waiting').length;
  const name = document.getElementById('conversation').dataset.title;
  const who = document.querySelector('.persona-me .persona-name')?.textContent ?? '';
  document.title = `${waiting > 0 ? `(${waiting}) ` : ''}${name} · ${who}`;
}
