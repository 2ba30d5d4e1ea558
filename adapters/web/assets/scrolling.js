import { me } from './page.js';
import { announce } from './toasts.js';

/** Who reads the newest message stays with the newest; who reads older ones is not moved. New messages are read out. */

const NEAR_PX = 90;
let before = new Map();

const isAtEnd = (scroller) => scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight < NEAR_PX;

function toEnd(scroller) {
  scroller.scrollTop = scroller.scrollHeight;
}

function scrollers() {
  return document.querySelectorAll('[data-scroller]');
}

function remember() {
  before = new Map();
  for (const scroller of scrollers()) {
    const ids = new Set(Array.from(scroller.querySelectorAll('[data-message]'), (message) => message.id));
    const first = scroller.querySelector('[data-message]');
    before.set(scroller.id, { wasAtEnd: isAtEnd(scroller), ids, first, top: first?.getBoundingClientRect().top });
  }
}

function settle() {
  for (const scroller of scrollers()) {
    const known = before.get(scroller.id);
    if (!known) {
      toEnd(scroller);
      continue;
    }
    const fresh = [...scroller.querySelectorAll('[data-message]')].filter((message) => !known.ids.has(message.id));
    const isPrepended =
      known.first?.isConnected &&
      fresh.some((message) => message.compareDocumentPosition(known.first) & Node.DOCUMENT_POSITION_FOLLOWING);
    if (known.wasAtEnd && !isPrepended) toEnd(scroller);
    // Older messages came on top: what was read stays where it was.
    else if (isPrepended) scroller.scrollTop += known.first.getBoundingClientRect().top - known.top;
    if (!isPrepended)
      for (const message of fresh.slice(-3)) if (message.dataset.author !== me) announce(message.dataset.summary);
  }
  showNewest();
}

function showNewest() {
  const scroller = document.querySelector('#conversation [data-scroller]');
  const button = document.getElementById('newest');
  if (button && scroller) button.hidden = isAtEnd(scroller);
}

function jump(id) {
  const message = document.getElementById(id);
  if (!message) return;
  message.scrollIntoView({ block: 'center' });
  message.classList.add('is-flashed');
  setTimeout(() => message.classList.remove('is-flashed'), 1600);
  message.focus({ preventScroll: true });
}

export function startScrolling() {
  document.addEventListener('htmx:before:swap', remember);
  document.addEventListener('htmx:after:swap', settle);
  document.addEventListener('scroll', showNewest, { capture: true, passive: true });
  // Pictures arrive late and push the newest message out of view.
  document.addEventListener(
    'load',
    (event) => {
      const scroller = event.target.closest?.('[data-scroller]');
      if (
        scroller &&
        scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight < NEAR_PX + event.target.height
      )
        toEnd(scroller);
    },
    { capture: true },
  );
  document.addEventListener('click', (event) => {
    if (event.target.closest?.('[data-newest]')) toEnd(document.querySelector('#conversation [data-scroller]'));
    const link = event.target.closest?.('[data-jump]');
    if (!link) return;
    event.preventDefault();
    jump(link.dataset.jump);
  });
  for (const scroller of scrollers()) toEnd(scroller);
}
