import { onEverySwap } from './page.js';

/** Menus (`details`) that close like menus, and lists in which arrow keys move and Tab moves on. */

const FOCUSABLE = 'a[href], button:not([disabled])';
const NEXT = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 };

function closeMenus(except = null) {
  for (const menu of document.querySelectorAll('details[data-menu][open]')) if (menu !== except) menu.open = false;
}

/** Opens upwards where there is no room below, and leftwards where there is none to the right. */
function placeMenu(menu) {
  const list = menu.querySelector('.menu-list');
  const { top, bottom, left } = menu.getBoundingClientRect();
  const end = (menu.closest('[data-scroller]') ?? document.documentElement).getBoundingClientRect().bottom;
  menu.classList.toggle('opens-up', bottom + list.offsetHeight > Math.min(end, innerHeight) && top > list.offsetHeight);
  menu.classList.toggle('opens-left', left + list.offsetWidth > innerWidth - 8);
}

function onMenuKey(event, menu) {
  const items = [...menu.querySelectorAll(`.menu-list :is(${FOCUSABLE})`)];
  const at = items.indexOf(document.activeElement);
  if (event.key === 'Escape' && menu.open) {
    event.preventDefault();
    event.stopPropagation();
    menu.open = false;
    menu.querySelector('summary').focus();
  } else if ((event.key === 'ArrowDown' || event.key === 'ArrowUp') && items.length > 0) {
    event.preventDefault();
    menu.open = true;
    items.at((at + NEXT[event.key] + items.length) % items.length)?.focus();
  }
}

function onListKey(event, list) {
  const items = [...list.querySelectorAll(FOCUSABLE)];
  const at = items.indexOf(document.activeElement);
  const target = event.key === 'Home' ? 0 : event.key === 'End' ? items.length - 1 : at + (NEXT[event.key] ?? 0);
  if (at < 0 || target === at || !items[target]) return;
  event.preventDefault();
  items[at].tabIndex = -1;
  items[target].tabIndex = 0;
  items[target].focus();
}

/** One stop for Tab per list: where the focus is, else what is current, else the first. */
function setStops() {
  for (const list of document.querySelectorAll('[data-roving]')) {
    const items = [...list.querySelectorAll(FOCUSABLE)];
    const stop =
      items.find((item) => item === document.activeElement) ??
      items.find((item) => item.hasAttribute('aria-current')) ??
      items[0];
    for (const item of items) item.tabIndex = item === stop ? 0 : -1;
  }
}

export function startMenus() {
  onEverySwap(setStops);
  document.addEventListener('click', (event) => {
    const menu = event.target.closest?.('details[data-menu]');
    closeMenus(menu);
    if (menu && event.target.closest('.menu-list button')) {
      // The request has started with the click; the menu has done its work.
      menu.open = false;
      menu.querySelector('summary').focus();
    }
  });
  document.addEventListener(
    'toggle',
    (event) => {
      if (event.target.matches?.('details[data-menu][open]')) placeMenu(event.target);
    },
    { capture: true },
  );
  document.addEventListener('keydown', (event) => {
    const menu = event.target.closest?.('details[data-menu]');
    if (menu) return onMenuKey(event, menu);
    const list = event.target.closest?.('[data-roving]');
    if (list) onListKey(event, list);
  });
  document.addEventListener('focusin', (event) => {
    for (const menu of document.querySelectorAll('details[data-menu][open]'))
      if (!menu.contains(event.target)) menu.open = false;
  });
}
