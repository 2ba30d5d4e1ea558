import { html } from 'hono/html';
import type { Inline, Text } from '../../../src/chat/card.ts';
import type { Html, Zone } from './html.ts';
import { renderDate } from './time.ts';

/** Text of a card: strings are escaped, nodes become elements. Line breaks are kept by the style sheet (`pre-wrap`). */
export function renderText(text: Text, zone: Zone): Html {
  if (typeof text === 'string') return html`${text}`;
  return html`${text.map((node) => renderInline(node, zone))}`;
}

function renderInline(node: Inline, zone: Zone): Html {
  if (typeof node === 'string') return html`${node}`;
  if ('bold' in node) return html`<strong>${node.bold}</strong>`;
  if ('mention' in node) return html`<bdi class="mention" data-person="${node.mention}">@${node.name}</bdi>`;
  if ('date' in node) return renderDate(zone, node.date, node.style);
  if ('link' in node) return renderLink(node.link, node.text);
  if ('code' in node) return html`<code>${node.code}</code>`;
  return html`<del>${node.removed}</del>`;
}

/** A link that cannot run anything: other schemes than the web's and mail's stay words. */
function renderLink(url: string, text: string): Html {
  if (!isSafeUrl(url)) return html`<bdi>${text}</bdi>`;
  if (url.startsWith('/')) return html`<a href="${url}">${text}</a>`;
  return html`<a href="${url}" target="_blank" rel="noopener noreferrer nofollow">${text}</a>`;
}

export function isSafeUrl(url: string): boolean {
  // Browsers drop tabs and line breaks inside an address: "/\t/host" would be another host.
  return /^(https?:\/\/|mailto:|\/(?![/\\]))[^\s\p{Cc}]*$/iu.test(url);
}

/** What a person wrote: plain text in which web addresses can be clicked. */
export function renderPlainText(text: string): Html {
  const parts = text.split(/(https?:\/\/[^\s<>"'，。；！？、）】」]+)/g);
  return html`${parts.map((part, at) => (at % 2 === 1 ? renderLink(part, part) : part))}`;
}
