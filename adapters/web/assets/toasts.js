import { build, buildIcon, word } from './page.js';

/** Short answers at the edge of the page. They leave by themselves, but not while somebody reads them. */

const STAY_MS = { good: 5000, info: 7000, warning: 10_000, bad: 15_000 };
const ICONS = { good: 'check', info: 'info', warning: 'alert', bad: 'alert' };

export function showToast(tone, text) {
  const toast = build(
    'div',
    { className: `toast tone-${tone}`, attributes: { 'data-toast': tone } },
    buildIcon(ICONS[tone] ?? 'info'),
    build('p', { textContent: text }),
  );
  document.getElementById('toasts').append(toast);
}

/** Words for people who listen: new messages, results. */
export function announce(text) {
  const line = document.getElementById('announcer');
  line.append(build('span', { textContent: text }));
  while (line.childElementCount > 5) line.firstElementChild.remove();
}

function prepare(toast) {
  const close = build(
    'button',
    { type: 'button', className: 'icon-btn', attributes: { 'aria-label': word('close') } },
    buildIcon('close'),
  );
  close.addEventListener('click', () => leave(toast));
  toast.append(close);
  let timer;
  const start = () => {
    timer = setTimeout(() => leave(toast), STAY_MS[toast.dataset.toast] ?? 7000);
  };
  const stop = () => clearTimeout(timer);
  for (const name of ['pointerenter', 'focusin']) toast.addEventListener(name, stop);
  for (const name of ['pointerleave', 'focusout']) toast.addEventListener(name, start);
  start();
}

function leave(toast) {
  toast.classList.add('is-leaving');
  setTimeout(() => toast.remove(), 200);
}

/** Above everything, also above a dialog that has opened since. */
function raise() {
  const toasts = document.getElementById('toasts');
  toasts.hidePopover();
  toasts.showPopover();
}

export function startToasts() {
  const observer = new MutationObserver((records) => {
    const added = records.flatMap((record) => [...record.addedNodes]).filter((node) => node.matches?.('[data-toast]'));
    for (const toast of added) prepare(toast);
    if (added.length > 0) raise();
  });
  observer.observe(document.getElementById('toasts'), { childList: true });
}
