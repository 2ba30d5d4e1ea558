import { html } from 'hono/html';
import { translate } from '../../../src/i18n/translate.ts';
import type { PageView } from '../model.ts';
import { renderComposer } from './composer.ts';
import type { Html } from './html.ts';
import { renderIcon } from './icon.ts';
import { renderMessages } from './message.ts';
import { baseUrl } from './url.ts';

/** The right side: one message and what was answered to it. Without an open thread it is there, but empty and hidden. */
export function renderThread(view: PageView, attributes: Html | '' = ''): Html {
  const { thread } = view;
  if (!thread) return html`<aside id="thread" class="thread" hidden ${attributes}></aside>`;
  const count = translate(view.locale, 'playground.replies', { count: thread.replies.length });
  return html`<aside id="thread" class="thread" aria-labelledby="thread-title" data-root="${thread.root.id}" ${attributes}>
    <header class="thread-head">
      <h2 id="thread-title" tabindex="-1">${translate(view.locale, 'playground.thread')}</h2>
      <a class="icon-btn" href="${baseUrl(view)}" data-thread="" aria-label="${translate(view.locale, 'playground.close_thread')}">${renderIcon('close')}</a>
    </header>
    <div class="messages" id="thread-messages-${thread.root.id}" tabindex="0" role="log" aria-live="off" aria-labelledby="thread-title" data-scroller>
      <ol class="message-list" id="thread-list-${thread.root.id}">
        ${renderMessages(view, [thread.root], true)}
        <li class="day" id="replies-${thread.root.id}" role="separator"><span>${count}</span></li>
        ${renderMessages(view, thread.replies, true)}
      </ol>
    </div>
    ${view.conversation.channel.isArchived ? '' : renderComposer(view, thread.root.id)}
  </aside>`;
}
