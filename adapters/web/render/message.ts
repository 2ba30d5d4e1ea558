import { html } from 'hono/html';
import { translate } from '../../../src/i18n/translate.ts';
import type { MessageView, PageView } from '../model.ts';
import { renderAvatar } from './avatar.ts';
import { renderCard } from './card.ts';
import { renderFiles } from './files.ts';
import type { Html } from './html.ts';
import { renderIcon } from './icon.ts';
import { renderPlainText } from './text.ts';
import { dayKey, formatClock, formatDaySeparator, formatShort, renderTime } from './time.ts';
import { baseUrl, threadUrl } from './url.ts';

interface MessageOptions {
  /** Follows a message of the same person closely: name and picture are not repeated. */
  readonly isContinued?: boolean;
  /** Stands in the thread panel: other ids, no link to the thread. */
  readonly isInThread?: boolean;
}

const CONTINUED_WITHIN_MS = 5 * 60_000;

/** Messages in order, a line between days, names once per run. */
export function renderMessages(view: PageView, messages: readonly MessageView[], isInThread = false): Html {
  return html`${messages.map((message, at) => {
    const before = messages[at - 1];
    const isNewDay = !before || dayKey(view, before.sentAt) !== dayKey(view, message.sentAt);
    const isContinued = !isNewDay && before !== undefined && continues(before, message);
    const separator = isNewDay && !isInThread ? renderDaySeparator(view, message.sentAt) : '';
    return html`${separator}${renderMessage(view, message, { isContinued, isInThread })}`;
  })}`;
}

function continues(before: MessageView, message: MessageView): boolean {
  if (before.card || message.card || before.isPrivate !== message.isPrivate) return false;
  return before.author?.userId === message.author?.userId && message.sentAt - before.sentAt < CONTINUED_WITHIN_MS;
}

function renderDaySeparator(view: PageView, instant: number): Html {
  const key = dayKey(view, instant).replaceAll('/', '-');
  return html`<li class="day" id="day-${key}" role="separator"><span>${formatDaySeparator(view, instant, view.now)}</span></li>`;
}

/** One message: who, when, what. The bot's cards keep their id for as long as they live, so that they change in place. */
function renderMessage(view: PageView, message: MessageView, options: MessageOptions = {}): Html {
  const { isContinued = false, isInThread = false } = options;
  const name = message.author?.name ?? translate(view.locale, 'playground.bot');
  const look = [
    'message',
    isContinued ? 'is-continued' : '',
    message.isPrivate ? 'is-private' : '',
    message.author ? '' : 'is-bot',
  ];
  const ctx = {
    locale: view.locale,
    timeZone: view.timeZone,
    messageId: message.id,
    me: view.me.userId,
    pressUrl: `${baseUrl(view)}/press`,
  };
  return html`<li class="${look.filter(Boolean).join(' ')}" id="${isInThread ? 't' : 'm'}-${message.id}" data-message="${message.id}" data-author="${message.author?.userId ?? ''}" data-summary="${translate(view.locale, 'playground.new_message', { name, text: summaryOf(message) })}" tabindex="-1">
    <div class="message-side">${isContinued ? renderTime(view, message.sentAt, formatClock(view, message.sentAt)) : renderAvatar(message.author)}</div>
    <div class="message-main">
      ${isContinued ? '' : renderHead(view, message, name)}
      ${message.text ? html`<p class="message-text">${renderPlainText(message.text)}</p>` : ''}
      ${message.card ? renderCard(message.card, ctx) : ''}
      ${message.files.length > 0 ? renderFiles(message.files, view.locale) : ''}
      ${isInThread ? '' : renderThreadLink(view, message)}
    </div>
  </li>`;
}

/** One line of what it says, for the live region and notifications. */
function summaryOf(message: MessageView): string {
  const text = message.card?.summary ?? message.text ?? message.files.map((file) => file.name).join(' ');
  return text.length > 200 ? `${text.slice(0, 200)}…` : text;
}

function renderHead(view: PageView, message: MessageView, name: string): Html {
  return html`<div class="message-head">
    <bdi class="message-author">${name}</bdi>
    ${message.author ? '' : html`<span class="badge">${translate(view.locale, 'playground.bot_badge')}</span>`}
    ${message.author?.title ? html`<span class="message-title">${message.author.title}</span>` : ''}
    <span class="message-time">${renderTime(view, message.sentAt, formatClock(view, message.sentAt))}</span>
    ${message.isEdited ? html`<span class="message-mark">${translate(view.locale, 'playground.edited')}</span>` : ''}
    ${message.isPinned ? html`<span class="message-mark">${renderIcon('pin')}${translate(view.locale, 'playground.pinned')}</span>` : ''}
    ${message.isPrivate ? html`<span class="message-mark message-mark-private">${renderIcon('eye')}${translate(view.locale, 'playground.only_you')}</span>` : ''}
  </div>`;
}

function renderThreadLink(view: PageView, message: MessageView): Html | '' {
  const { channel } = view.conversation;
  if (message.isPrivate || channel.kind === 'home') return '';
  const url = threadUrl(view, message.id);
  if (message.replies > 0) {
    const count = translate(view.locale, 'playground.replies', { count: message.replies });
    const last =
      message.lastReplyAt === null
        ? ''
        : translate(view.locale, 'playground.last_reply', { at: formatShort(view, message.lastReplyAt) });
    return html`<a class="thread-link" href="${url}" data-thread="${message.id}">${renderIcon('thread')}<b>${count}</b> <span>${last}</span></a>`;
  }
  if (channel.isArchived) return '';
  return html`<a class="reply-link" href="${url}" data-thread="${message.id}" aria-label="${translate(view.locale, 'playground.reply')}" title="${translate(view.locale, 'playground.reply')}">${renderIcon('reply')}</a>`;
}
