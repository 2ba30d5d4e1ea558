/** What every part of the page needs: where we are, words in the reader's language, small ways to build elements. */

const words = JSON.parse(document.querySelector('meta[name="words"]')?.content ?? '{}');

/** A word of the interface; `{name}` and the like are filled in. */
export function word(key, values = {}) {
  let text = words[key] ?? key;
  for (const [name, value] of Object.entries(values)) text = text.replace(`{${name}}`, value);
  return text;
}

const conversation = document.getElementById('conversation');
const query = new URLSearchParams(location.search);

/** Which channel, thread and how many messages are on screen. Changed by live.js only. */
export const place = {
  base: conversation.dataset.base,
  channelId: conversation.dataset.channel,
  thread: query.get('thread'),
  limit: query.get('limit'),
};

export const me = document.documentElement.dataset.user;
export const language = document.documentElement.lang;

/** `crypto.randomUUID` exists on secure origins only; a plain address in the office network is none. */
export function newToken() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** An element with properties, attributes (by name) and children. Text is text: never markup. */
export function build(tag, { attributes = {}, ...properties } = {}, ...children) {
  const element = Object.assign(document.createElement(tag), properties);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children);
  return element;
}

const SVG = 'http://www.w3.org/2000/svg';
/** The symbols, kept here: those of a warning are wanted most when the server cannot be asked for them. */
let symbols = null;

async function loadSymbols() {
  const response = await fetch('/assets/icons.svg');
  symbols = new DOMParser().parseFromString(await response.text(), 'image/svg+xml');
}

void loadSymbols().catch(() => undefined);

export function buildIcon(name) {
  const svg = document.createElementNS(SVG, 'svg');
  svg.setAttribute('class', `icon icon-${name}`);
  svg.setAttribute('aria-hidden', 'true');
  const symbol = symbols?.getElementById(name);
  if (symbol) {
    svg.setAttribute('viewBox', symbol.getAttribute('viewBox'));
    svg.append(...Array.from(symbol.childNodes, (node) => document.importNode(node, true)));
    return svg;
  }
  const use = document.createElementNS(SVG, 'use');
  use.setAttribute('href', `/assets/icons.svg#${name}`);
  svg.append(use);
  return svg;
}

/** Runs now and after every swap: for what the script adds to what the server drew. */
export function onEverySwap(run) {
  run();
  document.addEventListener('htmx:after:swap', run);
}

export const isNarrow = () => matchMedia('(max-width: 760px)').matches;
export const isTouch = () => matchMedia('(pointer: coarse)').matches;
