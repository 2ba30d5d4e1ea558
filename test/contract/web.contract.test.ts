import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { WebSocket } from 'ws';
import { CAPABILITIES } from '../../adapters/web/outbound.ts';
import type { ChatRef, MessageRef } from '../../src/chat/interaction.ts';
import { attribute, decode, part, tags, textOf } from '../support/html.ts';
import { type Answered, startWebRig } from '../support/web-rig.ts';
import { describeAdapter } from './adapter-contract.ts';
import type { AdapterRig, SeenMessage, SeenRoom, Shown } from './adapter-scene.ts';

/** What stands in the fields of a drawn form. */
function readValues(html: string): Record<string, string> {
  const values: Record<string, string> = {};
  for (const tag of tags(html, 'input')) {
    const name = attribute(tag, 'name');
    if (name?.startsWith('f.') && attribute(tag, 'type') === 'text')
      values[name.slice(2)] = attribute(tag, 'value') ?? '';
  }
  for (const [, head = '', text = ''] of html.matchAll(/(<textarea[^>]*>)\n?([\s\S]*?)<\/textarea>/g)) {
    values[attribute(head, 'name')?.slice(2) ?? ''] = decode(text);
  }
  for (const [whole, head = ''] of html.matchAll(/(<select[^>]*>)[\s\S]*?<\/select>/g)) {
    const chosen = tags(whole, 'option').find((option) => /\sselected/.test(option));
    values[attribute(head, 'name')?.slice(2) ?? ''] = (chosen && attribute(chosen, 'value')) ?? '';
  }
  return values;
}

function readErrors(html: string): Record<string, string> {
  const errors: Record<string, string> = {};
  for (const [, name = '', text = ''] of html.matchAll(/id="f-([\w-]+)-error">([\s\S]*?)<\/p>/g)) {
    if (textOf(text) !== '') errors[name] = textOf(text);
  }
  return errors;
}

interface OpenDialog {
  readonly html: string;
  readonly action: string;
  readonly token: string;
  readonly context: string;
}

function readDialog(html: string): OpenDialog | null {
  const dialog = /<dialog[\s\S]*?<\/dialog>/.exec(html)?.[0];
  if (dialog === undefined) return null;
  const hidden = (name: string) =>
    attribute(tags(dialog, 'input').find((tag) => attribute(tag, 'name') === name) ?? '', 'value') ?? '';
  const form = tags(dialog, 'form')[0] ?? '';
  return { html: dialog, action: attribute(form, 'action') ?? '', token: hidden('token'), context: hidden('context') };
}

function readToasts(html: string): string[] {
  return [...html.matchAll(/<div class="toast [\s\S]*?<p>([\s\S]*?)<\/p>/g)].map(([, text = '']) => textOf(text));
}

/** The messages in a piece of a page; `prefix` is `m` in the channel and `t` in a thread. */
function readMessages(html: string, prefix: 'm' | 't'): SeenMessage[] {
  const pieces = html.split(/(?=<li class="message[ "])/).filter((piece) => piece.includes(`id="${prefix}-`));
  return pieces.map((piece) => ({
    id: attribute(piece, 'data-message') ?? '',
    text: textOf(piece.split('class="conversation-foot"')[0] ?? ''),
    buttons: [...piece.matchAll(/<button[^>]*hx-vals=[^>]*>([\s\S]*?)<\/button>/g)].map(([, label = '']) =>
      textOf(label),
    ),
    isPrivate: /<li class="[^"]*is-private/.test(piece),
    isPinned: piece.includes('置顶') || piece.includes('Pinned') || piece.includes('置頂'),
  }));
}

function findPress(html: string, label: string): { action: string; value: string; messageId: string } | null {
  for (const [tag, text = ''] of html.matchAll(/<button[^>]*hx-vals=[^>]*>([\s\S]*?)<\/button>/g)) {
    if (textOf(text) === label) return JSON.parse(attribute(tag, 'hx-vals') ?? 'null');
  }
  return null;
}

/** Posts as often as asked, the very same each time, and answers what came last. */
async function repeat(times: number, post: () => Promise<Answered>): Promise<Answered> {
  let answered = await post();
  for (let done = 1; done < times; done++) answered = await post();
  return answered;
}

async function makeRig(): Promise<AdapterRig> {
  const web = await startWebRig();
  const open = new Map<string, OpenDialog>();
  const base = (userId: string, chat: ChatRef) => `/playground/as/${userId}/c/${chat.chatId}`;

  function shown(userId: string, { status, text }: Answered): Shown {
    if (status !== 200) throw new Error(`answered with ${status}: ${text}`);
    const dialog = readDialog(text);
    if (dialog !== null) open.set(userId, dialog);
    const form = dialog && {
      text: textOf(dialog.html),
      errors: readErrors(dialog.html),
      values: readValues(dialog.html),
    };
    return { toasts: readToasts(text), form };
  }

  async function say(
    userId: string,
    chat: ChatRef,
    text: string,
    options: { thread?: string; times?: number } = {},
  ): Promise<Shown> {
    const fields = { text, token: randomUUID(), ...(options.thread === undefined ? {} : { threadId: options.thread }) };
    return shown(userId, await repeat(options.times ?? 1, () => web.post(`${base(userId, chat)}/say`, fields)));
  }

  return {
    adapter: web.adapter,
    people: ['u-1', 'u-2', 'u-3'],
    stranger: 'u-99',
    emailOf: (userId) => `${userId}@example.com`,
    heard: web.heard,
    replyWith: web.replyWith,
    advance: web.advance,
    async rooms(userId): Promise<readonly SeenRoom[]> {
      const { text } = await web.get(`/playground/as/${userId}/c/home/regions?names=sidebar&visible=0`);
      const links = [...text.matchAll(/<a class="channel[\s\S]*?<\/a>/g)].map(([link]) => link);
      return Promise.all(
        links.map(async (link) => {
          const chatId = attribute(link, 'data-go') ?? '';
          const name = textOf(/<bdi class="channel-name">[\s\S]*?<\/bdi>/.exec(link)?.[0] ?? '');
          const page = await web.get(`/playground/as/${userId}/c/${chatId}/regions?names=conversation&visible=0`);
          const topic = textOf(/<p class="conversation-topic"[\s\S]*?<\/p>/.exec(page.text)?.[0] ?? '');
          return { chatId, name, topic, isArchived: page.text.includes('archived-notice') };
        }),
      );
    },
    async look(userId, chat) {
      const { status, text } = await web.get(`${base(userId, chat)}/regions?names=conversation&visible=1`);
      return status === 404 ? null : readMessages(text, 'm');
    },
    async lookIntoThread(userId, message) {
      const { text } = await web.get(`${base(userId, message)}/regions?names=thread&thread=${message.messageId}`);
      return readMessages(text, 't').filter(({ id }) => id !== message.messageId);
    },
    async isCalled(userId, chat) {
      const { text } = await web.get(`/playground/as/${userId}/c/home/regions?names=sidebar&visible=0`);
      return part(text, `channel-${chat.chatId}`, '</a>').includes('count-waiting');
    },
    async waitForNews(userId, act) {
      const socket = new WebSocket(`${web.url.replace('http', 'ws')}/playground/as/${userId}/socket`, {
        origin: web.url,
      });
      await once(socket, 'open');
      const news = once(socket, 'message');
      await act();
      await news;
      socket.close();
    },
    says: say,
    commands: (userId, chat, words) => say(userId, chat, `/急单 ${words}`),
    async presses(userId, message: MessageRef, label, options = {}) {
      const page = await web.get(`${base(userId, message)}/regions?names=conversation&visible=0`);
      const press = readMessages(page.text, 'm').some(({ id }) => id === message.messageId)
        ? findPress(page.text, label)
        : null;
      if (press === null) throw new Error(`no button ${label}`);
      const fields = { ...press, token: randomUUID() };
      return shown(userId, await repeat(options.times ?? 1, () => web.post(`${base(userId, message)}/press`, fields)));
    },
    async submits(userId, values, options = {}) {
      const dialog = open.get(userId);
      if (dialog === undefined) throw new Error('no form is open');
      const typed = Object.fromEntries(Object.entries(values).map(([name, value]) => [`f.${name}`, value]));
      const fields = {
        token: dialog.token,
        context: dialog.context,
        ...typed,
        ...(options.dismiss ? { dismissed: '1' } : {}),
      };
      return shown(userId, await repeat(options.times ?? 1, () => web.post(dialog.action, fields)));
    },
    close: web.close,
  };
}

describeAdapter('web, the playground', CAPABILITIES, makeRig);
