import { html } from 'hono/html';
import { translate } from '../../../src/i18n/translate.ts';
import type { PageView } from '../model.ts';
import type { Html } from './html.ts';
import { renderIcon } from './icon.ts';
import { baseUrl } from './url.ts';

/**
 * Where a message is written. What a person has begun to type belongs to the browser: the line, the chosen files and the
 * list of commands are never morphed, and a draft is kept per channel and thread (assets/composer.js).
 */
export function renderComposer(view: PageView, threadId: string | null): Html {
  const { channel } = view.conversation;
  const id = threadId === null ? channel.id : `${channel.id}-${threadId}`;
  const say = (key: 'attach' | 'send' | 'completions' | 'composer_keys' | 'complete_keys') =>
    translate(view.locale, `playground.${key}`);
  const name = channel.kind === 'main' || channel.kind === 'order' ? `# ${channel.name}` : channel.name;
  const placeholder =
    threadId === null
      ? translate(view.locale, 'playground.write_to', { name })
      : translate(view.locale, 'playground.write_reply');
  return html`<form class="composer" id="composer-${id}" method="post" action="${baseUrl(view)}/say" hx-post="${baseUrl(view)}/say" hx-swap="none" hx-sync="this:queue all" data-composer="${view.me.userId} ${id}" novalidate>
    ${threadId === null ? '' : html`<input type="hidden" name="threadId" value="${threadId}">`}
    <ul class="completions" id="completions-${id}" role="listbox" aria-label="${say('completions')}" hidden hx-morph-skip></ul>
    <div class="composer-box">
      <ul class="upload-list composer-files" id="composer-files-${id}" hx-morph-skip></ul>
      <textarea id="text-${id}" name="text" rows="1" placeholder="${placeholder}" aria-label="${placeholder}" aria-keyshortcuts="Enter" aria-autocomplete="list" aria-controls="completions-${id}" autocomplete="off" hx-morph-skip></textarea>
      <div class="composer-tools">
        <label class="icon-btn" title="${say('attach')}"><input type="file" class="sr-only" multiple data-composer-files aria-label="${say('attach')}">${renderIcon('attach')}</label>
        <span class="composer-hint" aria-hidden="true">${say('composer_keys')}</span>
        <button type="submit" class="send" aria-label="${say('send')}">${renderIcon('send')}</button>
      </div>
    </div>
  </form>`;
}
