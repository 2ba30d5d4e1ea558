import { html } from 'hono/html';
import { translate } from '../../../src/i18n/translate.ts';
import type { ChannelView, PageView, PersonaView } from '../model.ts';
import { renderAvatar } from './avatar.ts';
import { channelIcon } from './conversation.ts';
import type { Html } from './html.ts';
import { renderIcon } from './icon.ts';
import { baseUrl } from './url.ts';

/** The main roles come first in `people`. */
const MAIN_PEOPLE = 8;

/** The left side: who I am and could be, and where I can go. */
export function renderSidebar(view: PageView, attributes: Html | '' = ''): Html {
  const open = view.channels.filter((channel) => !channel.isArchived);
  const archived = view.channels.filter((channel) => channel.isArchived);
  const ofKind = (kind: ChannelView['kind']) => open.filter((channel) => channel.kind === kind);
  return html`<nav id="sidebar" class="sidebar" aria-label="${translate(view.locale, 'playground.sidebar')}" ${attributes}>
    <div class="sidebar-head">
      <p class="company">${translate(view.locale, 'playground.company')}</p>
      <button type="button" class="icon-btn only-narrow" data-close-sidebar aria-label="${translate(view.locale, 'playground.close_sidebar')}">${renderIcon('close')}</button>
    </div>
    ${renderPersonas(view)}
    <div class="sidebar-scroll">
      ${renderChannels(view, null, ofKind('home'))}
      ${renderChannels(view, translate(view.locale, 'playground.channels'), ofKind('main'))}
      ${renderChannels(view, translate(view.locale, 'playground.orders'), ofKind('order'))}
      ${renderChannels(view, translate(view.locale, 'playground.directs'), ofKind('direct'))}
      ${
        archived.length === 0
          ? ''
          : html`<details class="archived" id="archived">
        <summary>${renderIcon('chevron')}${translate(view.locale, 'playground.archived', { count: archived.length })}</summary>
        ${renderChannels(view, null, archived)}
      </details>`
      }
    </div>
  </nav>`;
}

function renderChannels(view: PageView, title: string | null, channels: readonly ChannelView[]): Html | '' {
  if (channels.length === 0) return '';
  return html`<section class="channels">
    ${title === null ? '' : html`<h2>${title}</h2>`}
    <ul data-roving>${channels.map((channel) => html`<li>${renderChannel(view, channel)}</li>`)}</ul>
  </section>`;
}

function renderChannel(view: PageView, channel: ChannelView): Html {
  const isCurrent = channel.id === view.conversation.channel.id;
  const look = `channel${channel.unread > 0 ? ' is-unread' : ''}${channel.kind === 'order' ? ' is-order' : ''}`;
  return html`<a class="${look}" id="channel-${channel.id}" href="${baseUrl(view, view.me.userId, channel.id)}" data-go="${channel.id}" ${isCurrent ? html`aria-current="page"` : ''} title="${channel.topic || channel.name}">
    ${channel.kind === 'order' ? html`<span class="dot ${channel.mentions > 0 ? 'dot-waiting' : ''}">${renderIcon(channelIcon(channel))}</span>` : renderIcon(channelIcon(channel))}
    <bdi class="channel-name">${channel.name}</bdi>
    ${channel.isPrivate && channel.kind !== 'home' && channel.kind !== 'direct' ? html`<span class="sr-only">${translate(view.locale, 'playground.private')}</span>` : ''}
    ${renderCount(view, channel)}
  </a>`;
}

function renderCount(view: PageView, channel: ChannelView): Html | '' {
  const waiting = channel.mentions > 0;
  const count = waiting ? channel.mentions : channel.unread;
  if (count === 0) return '';
  const label = translate(view.locale, waiting ? 'playground.waiting_for_you' : 'playground.unread', { count });
  return html`<span class="count ${waiting ? 'count-waiting' : ''}" title="${label}"><span aria-hidden="true">${count > 99 ? '99+' : count}</span><span class="sr-only">${label}</span></span>`;
}

function renderPersonas(view: PageView): Html {
  const main = view.people.slice(0, MAIN_PEOPLE);
  const others = view.people.slice(MAIN_PEOPLE);
  const switchTo = translate(view.locale, 'playground.switch_person');
  return html`<div class="personas">
    <details class="menu persona-menu" data-menu id="persona-menu">
      <summary class="persona-me" title="${switchTo}">
        ${renderAvatar(view.me, 'large')}
        <span class="persona-words"><bdi class="persona-name">${view.me.name}</bdi><span class="persona-title">${view.me.title}</span></span>
        ${renderIcon('chevron')}<span class="sr-only">${switchTo}</span>
      </summary>
      <div class="menu-list persona-list">
        ${renderPeople(view, translate(view.locale, 'playground.main_people'), main)}
        ${others.length === 0 ? '' : renderPeople(view, translate(view.locale, 'playground.other_people'), others)}
      </div>
    </details>
    <ul class="persona-strip" aria-label="${translate(view.locale, 'playground.main_people')}" data-roving>${main.map(
      (person) => {
        const label = translate(view.locale, 'playground.become', { name: person.name });
        const isMe = person.userId === view.me.userId;
        return html`<li><a href="${baseUrl(view, person.userId)}" data-persona aria-label="${label}" title="${person.name} · ${person.title}" ${isMe ? html`aria-current="true"` : ''}>${renderAvatar(person, 'small')}</a></li>`;
      },
    )}</ul>
  </div>`;
}

function renderPeople(view: PageView, title: string, people: readonly PersonaView[]): Html {
  return html`<section><h2>${title}</h2><ul>${people.map((person) => {
    const url = baseUrl(view, person.userId);
    const tab = translate(view.locale, 'playground.open_in_tab', { name: person.name });
    return html`<li class="persona">
      <a class="persona-link" href="${url}" ${person.userId === view.me.userId ? html`aria-current="true"` : ''}>${renderAvatar(person)}<span class="persona-words"><bdi class="persona-name">${person.name}</bdi><span class="persona-title">${person.title}</span></span></a>
      <a class="icon-btn" href="${url}" target="_blank" rel="noopener" aria-label="${tab}" title="${tab}">${renderIcon('external')}</a>
    </li>`;
  })}</ul></section>`;
}
