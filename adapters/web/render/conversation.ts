import { html } from 'hono/html';
import { translate } from '../../../src/i18n/translate.ts';
import type { MessageView, PageView } from '../model.ts';
import { renderAvatar } from './avatar.ts';
import { renderComposer } from './composer.ts';
import type { Html } from './html.ts';
import { type IconName, renderIcon } from './icon.ts';
import { renderMessages } from './message.ts';
import { baseUrl } from './url.ts';

const SHOWN_MEMBERS = 5;

/** The middle: head of the channel, its messages, the composer. */
export function renderConversation(view: PageView, attributes: Html | '' = ''): Html {
  const { channel, messages } = view.conversation;
  const label = translate(view.locale, 'playground.messages', { name: channel.name });
  return html`<main id="conversation" class="conversation" data-base="${baseUrl(view)}" data-channel="${channel.id}" data-title="${channel.name}" ${attributes}>
    ${renderHead(view)}
    ${view.conversation.pinned ? renderPinned(view, view.conversation.pinned) : ''}
    <div class="messages" id="messages-${channel.id}" tabindex="0" role="log" aria-live="off" aria-label="${label}" data-scroller>
      ${view.conversation.hasMore ? html`<button type="button" class="btn btn-quiet older" id="older-${channel.id}" data-older>${translate(view.locale, 'playground.older')}</button>` : ''}
      ${messages.length === 0 ? renderEmpty(view) : html`<ol class="message-list" id="list-${channel.id}">${renderMessages(view, messages)}</ol>`}
    </div>
    ${renderFoot(view)}
  </main>`;
}

function renderFoot(view: PageView): Html {
  const { channel } = view.conversation;
  const toNewest = html`<button type="button" class="newest" id="newest" data-newest hidden hx-morph-skip>${renderIcon('arrow-down')}${translate(view.locale, 'playground.newest')}</button>`;
  if (channel.kind === 'home') return html`<div class="conversation-foot">${toNewest}</div>`;
  if (channel.isArchived) {
    return html`<div class="conversation-foot">${toNewest}<p class="archived-notice">${renderIcon('archive')}${translate(view.locale, 'playground.archived_notice')}</p></div>`;
  }
  return html`<div class="conversation-foot">${toNewest}${renderComposer(view, null)}</div>`;
}

/** The symbol in front of a channel's name, in the list and in its head. */
export function channelIcon(channel: PageView['channels'][number]): IconName {
  if (channel.isArchived) return 'archive';
  if (channel.kind === 'home') return 'home';
  if (channel.kind === 'direct') return 'bolt';
  return channel.isPrivate ? 'lock' : 'hash';
}

function renderHead(view: PageView): Html {
  const { channel, members } = view.conversation;
  const count = translate(view.locale, 'playground.members', { count: members.length });
  const names = members.map((member) => member.name).join(', ');
  return html`<header class="conversation-head">
    <button type="button" class="icon-btn only-narrow" data-open-sidebar aria-label="${translate(view.locale, 'playground.open_sidebar')}" aria-controls="sidebar" aria-expanded="false">${renderIcon('menu')}</button>
    <div class="conversation-name">
      <h1 tabindex="-1">${renderIcon(channelIcon(channel))}<bdi>${channel.name}</bdi></h1>
      ${channel.topic ? html`<p class="conversation-topic" title="${channel.topic}">${channel.topic}</p>` : ''}
    </div>
    ${
      members.length < 2
        ? ''
        : html`<details class="menu members" data-menu>
      <summary class="members-button" aria-label="${count}" title="${names}">
        <span class="avatar-stack">${members.slice(0, SHOWN_MEMBERS).map((member) => renderAvatar(member, 'small'))}</span>
        <span class="members-count">${members.length}</span>
      </summary>
      <ul class="menu-list members-list">${members.map(
        (member) =>
          html`<li>${renderAvatar(member, 'small')}<bdi>${member.name}</bdi><small>${member.title}</small></li>`,
      )}</ul>
    </details>`
    }
  </header>`;
}

function renderPinned(view: PageView, pinned: MessageView): Html {
  const text = pinned.card ? pinned.card.title : (pinned.text ?? '');
  return html`<a class="pinned" href="#m-${pinned.id}" data-jump="m-${pinned.id}" aria-label="${translate(view.locale, 'playground.jump_to_pinned')}">${renderIcon('pin')}<b>${translate(view.locale, 'playground.pinned')}</b><span>${text}</span></a>`;
}

function renderEmpty(view: PageView): Html {
  const hint = view.conversation.channel.kind === 'direct' ? 'playground.empty_direct' : 'playground.empty_hint';
  return html`<div class="empty">
    ${renderAvatar(null, 'large')}
    <p class="empty-title">${translate(view.locale, 'playground.empty')}</p>
    <p>${translate(view.locale, hint)}</p>
  </div>`;
}
