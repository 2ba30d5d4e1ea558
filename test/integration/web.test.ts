import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import type { ChatStore } from '../../adapters/web/chat-store.ts';
import type { Card } from '../../src/chat/card.ts';
import type { ChatRef, Interaction, Reply } from '../../src/chat/interaction.ts';
import type { createWebChatStore } from '../../src/store/web-chat.ts';
import { attribute, part, textOf } from '../support/html.ts';
import { ask, startWebRig, type WebRig } from '../support/web-rig.ts';

let rig: WebRig;
let main: ChatRef;

beforeEach(async () => {
  rig = await startWebRig();
  main = await openMain(rig);
});
afterEach(() => rig.close());

function openMain(of: WebRig): Promise<ChatRef> {
  return of.adapter.openMainRoom({ name: '急单', topic: '', isPrivate: false, locale: 'zh-CN', dedupeKey: 'main' });
}

const base = (userId: string, chatId = main.chatId) => `/playground/as/${userId}/c/${chatId}`;
const regions = (userId: string, names: string, query = 'visible=1', chatId = main.chatId) =>
  rig.get(`${base(userId, chatId)}/regions?names=${names}&${query}`);
const say = (userId: string, text: string, chatId = main.chatId, extra: Readonly<Record<string, string>> = {}) =>
  rig.post(`${base(userId, chatId)}/say`, { text, token: randomUUID(), ...extra });
const card = (title: string): Card => ({ title, tone: 'neutral', summary: title, blocks: [] });
const post = (chat: ChatRef, title: string, mention: readonly string[] = []) =>
  rig.adapter.post(chat, { draw: () => card(title), locale: 'zh-CN', dedupeKey: randomUUID(), mention });

async function unreadOf(userId: string, chatId = main.chatId): Promise<string> {
  const { text } = await regions(userId, 'sidebar', 'visible=0', 'home');
  return textOf(/<span aria-hidden="true">([\s\S]*?)<\/span>/.exec(part(text, `channel-${chatId}`, '</a>'))?.[1] ?? '');
}

/** A tab that listens; `next` waits for what it is told next. */
async function listen(userId: string, to = rig) {
  const socket = new WebSocket(`${to.url.replace('http', 'ws')}/playground/as/${userId}/socket`, { origin: to.url });
  const told: unknown[] = [];
  socket.on('message', (data) => told.push(JSON.parse(String(data))));
  await once(socket, 'open');
  return { told, next: () => once(socket, 'message'), close: () => socket.terminate() };
}

test('the database keeps what the adapter asks it to keep', () => {
  const fits = (store: ReturnType<typeof createWebChatStore>) => store satisfies ChatStore;
  expect(fits).toBeTypeOf('function');
});

describe('finding one’s way', () => {
  test('the root leads to the first person’s main room', async () => {
    const { headers } = await rig.get('/');
    expect(headers.location).toBe('/playground/as/u-1');
    expect((await rig.get('/playground/as/u-1')).headers.location).toBe(base('u-1'));
  });

  test('a page names its person, channel and everybody one can be', async () => {
    const { text } = await rig.get(base('u-3'));
    expect(attribute(/<html[^>]*>/.exec(text)?.[0] ?? '', 'data-user')).toBe('u-3');
    for (const name of ['张伟', '李娜', 'Ann Miller', '陈大文', '急单']) expect(text).toContain(name);
  });

  test('a channel that is not one’s own leads back to one that is', async () => {
    const { chatId } = await rig.adapter.openDirect('u-1');
    expect((await rig.get(base('u-2', chatId))).headers.location).toBe(base('u-2'));
    expect((await rig.get(base('u-2', 'nowhere'))).headers.location).toBe(base('u-2'));
  });

  test('the person’s own page shows the card of the conversation', async () => {
    rig.replyWith({ kind: 'card', card: card('waiting for me') });
    const { text } = await rig.get(base('u-1', 'home'));
    expect(text).toContain('waiting for me');
    expect(rig.heard.map(({ kind }) => kind)).toEqual(['home']);
  });

  test('a press on the own page is answered in the chat with the bot, and the page goes there', async () => {
    rig.replyWith({ kind: 'card', card: card('details') });
    const fields = { action: 'a.b', value: '{}', messageId: 'home', token: randomUUID() };
    const direct = await rig.adapter.openDirect('u-1');
    const { headers } = await rig.post(`${base('u-1', 'home')}/press`, fields);
    expect(headers['hx-redirect']).toBe(base('u-1', direct.chatId));
    expect(rig.heard[0]).toMatchObject({ kind: 'press', chat: null, isDirect: true, message: null });
    expect((await regions('u-1', 'conversation', '', direct.chatId)).text).toContain('details');
  });

  test('many messages: the newest are shown, older ones when asked for', async () => {
    for (let at = 1; at <= 60; at++) await post(main, `card ${at}.`);
    const first = (await regions('u-1', 'conversation')).text;
    expect(first).toContain('card 60.');
    expect(first).toContain('card 11.');
    expect(first).not.toContain('card 10.');
    expect(first).toContain('data-older');
    const more = (await regions('u-1', 'conversation', 'limit=100')).text;
    expect(more).toContain('card 1.');
    expect(more).not.toContain('data-older');
    expect((await regions('u-1', 'conversation', 'limit=-5')).text).not.toContain('card 10.');
  });
});

describe('languages', () => {
  test.each([
    ['u-1', '', 'zh-CN'],
    ['u-3', '', 'en'],
    ['u-4', '', 'zh-TW'],
    ['u-1', 'locale=en', 'en'],
    ['u-3', 'locale=zh-TW', 'zh-TW'],
    ['u-3', 'locale=xx', 'en'],
  ])('%s with the cookie %j reads %s', async (userId, cookie, locale) => {
    const { text } = await rig.get(base(userId), cookie === '' ? {} : { cookie });
    expect(attribute(/<html[^>]*>/.exec(text)?.[0] ?? '', 'lang')).toBe(locale);
  });

  test('choosing a language is kept, and reported with what the person does', async () => {
    const { headers, status } = await rig.post('/playground/locale', { locale: 'zh-TW' });
    expect([status, headers['hx-refresh']]).toEqual([200, 'true']);
    const cookie = String(headers['set-cookie']);
    expect(cookie).toMatch(/^locale=zh-TW;.*HttpOnly.*SameSite=Lax/);
    await rig.post(`${base('u-1')}/say`, { text: 'hi', token: randomUUID() }, { cookie: 'locale=zh-TW' });
    expect(rig.heard.at(-1)?.locale).toBe('zh-TW');
    expect((await rig.post('/playground/locale', { locale: 'fr' })).status).toBe(400);
  });

  test.each([
    ['en-GB,en;q=0.9', 'There is no such page.'],
    ['zh-Hant-TW', '沒有這個頁面。'],
    ['zh', '没有这个页面。'],
    ['fr', '没有这个页面。'],
  ])('who asks in %s is told so', async (language, words) => {
    expect((await rig.get('/nowhere', { 'accept-language': language })).text).toContain(words);
  });
});

describe('what is new', () => {
  test('unread is counted per channel until somebody looks; a tab in the background does not look', async () => {
    await post(main, 'one');
    await post(main, 'two');
    expect(await unreadOf('u-1')).toBe('2');
    await regions('u-1', 'conversation', 'visible=0');
    expect(await unreadOf('u-1')).toBe('2');
    await regions('u-1', 'conversation', 'visible=1');
    expect(await unreadOf('u-1')).toBe('');
    expect(await unreadOf('u-2')).toBe('2');
  });

  test('one’s own messages are not news, and what was said before one came neither', async () => {
    await say('u-1', 'hello');
    expect(await unreadOf('u-1')).toBe('');
    const room = await rig.adapter.createRoom({ name: 'r', topic: '', isPrivate: true, locale: 'en', dedupeKey: 'r' });
    await post(room, 'early');
    await rig.adapter.invite(room, ['u-2']);
    expect(await unreadOf('u-2', room.chatId)).toBe('');
    await post(room, 'late');
    expect(await unreadOf('u-2', room.chatId)).toBe('1');
  });

  test('a text that names a user id calls nobody', async () => {
    await say('u-1', '"mention":["u-2"] "u-2"');
    const { text } = await regions('u-2', 'sidebar', 'visible=0', 'home');
    expect(part(text, `channel-${main.chatId}`, '</a>')).not.toContain('count-waiting');
  });

  test('who came to the company later is in the main room', async () => {
    await rig.adapter.remove(main, ['u-2']);
    expect((await regions('u-2', 'sidebar')).text).toContain(`channel-${main.chatId}`);
  });
});

describe('the live side', () => {
  test('everybody in the room is told which regions changed, once per burst', async () => {
    const room = await rig.adapter.createRoom({ name: 'r', topic: '', isPrivate: true, locale: 'en', dedupeKey: 'r' });
    await rig.adapter.invite(room, ['u-1', 'u-2']);
    const tabs = await Promise.all(['u-1', 'u-1', 'u-2', 'u-3'].map((userId) => listen(userId)));
    await Promise.all([tabs[0]!.next(), ...Array.from({ length: 20 }, (_, at) => post(room, `card ${at}`))]);
    const last = tabs[2]!.told.length === 0 ? tabs[2]!.next() : Promise.resolve();
    await last;
    const change = { type: 'changed', regions: ['sidebar', 'conversation', 'thread'], channelId: room.chatId };
    for (const tab of tabs.slice(0, 3)) {
      expect(tab.told.length).toBeLessThan(10);
      expect(tab.told).toContainEqual(change);
    }
    expect(tabs[3]!.told).toEqual([]);
    for (const tab of tabs) tab.close();
  });

  test('a private answer is news for one person', async () => {
    const [own, other] = [await listen('u-1'), await listen('u-2')];
    const outgoing = { draw: () => card('w'), locale: 'en', dedupeKey: 'w' } as const;
    await Promise.all([own.next(), rig.adapter.whisper(main, 'u-1', outgoing)]);
    expect(own.told[0]).toMatchObject({ type: 'changed', channelId: main.chatId });
    expect(other.told).toEqual([]);
    own.close();
    other.close();
  });

  test('the own page follows what happens in one’s channels', async () => {
    const tab = await listen('u-1');
    await Promise.all([tab.next(), post(main, 'news')]);
    if (tab.told.length < 2) await tab.next();
    expect(tab.told).toContainEqual({ type: 'changed', regions: ['conversation'], channelId: 'home' });
    tab.close();
  });

  test('the clock moves for everybody, a reset reloads every page', async () => {
    const moved: unknown[] = [];
    let resets = 0;
    await using demo = await startWebRig({
      demo: {
        aheadMs: () => 3_600_000,
        moveClock: async (by) => void moved.push(by),
        reset: async () => void resets++,
      },
    });
    const tab = await listen('u-2', demo);
    await Promise.all([tab.next(), demo.post('/playground/clock', { ms: '3600000' })]);
    await demo.post('/playground/clock', { to: 'next_workday' });
    const { headers } = await demo.post('/playground/reset', {});
    expect(moved).toEqual([{ ms: 3_600_000 }, { to: 'next_workday' }]);
    expect([resets, headers['hx-redirect']]).toEqual([1, '/']);
    while (tab.told.length < 3) await tab.next();
    expect(tab.told.map((push) => (push as { type: string }).type)).toEqual(['changed', 'changed', 'reload']);
    tab.close();
  });
});

describe('what people do', () => {
  test.each(['/urgent-order new', '/Urgent-Order new', '/急单 new', '/急單 new', '／急单 new', '  /急单   new  '])(
    'UO-01 %j is the command',
    async (text) => {
      await say('u-1', text);
      expect(rig.heard.at(-1)).toMatchObject({ kind: 'command', text: 'new' });
      expect((await regions('u-1', 'conversation')).text).toContain('is-private');
      expect((await regions('u-2', 'conversation')).text).not.toContain('data-message=');
    },
  );

  test.each(['/urgent-orders', '/急单号', 'urgent-order new', '//急单'])('%j is not', async (text) => {
    await say('u-1', text);
    expect(rig.heard.at(-1)).toMatchObject({ kind: 'message', text });
  });

  test('the same command twice is two acts, one repeated delivery is one', async () => {
    const token = randomUUID();
    for (const given of [token, token, randomUUID()]) await say('u-1', '/急单 list', main.chatId, { token: given });
    expect(new Set(rig.heard.map(({ id }) => id)).size).toBe(2);
    expect((await regions('u-1', 'conversation')).text.split('/急单 list').length - 1).toBeGreaterThanOrEqual(2);
  });

  test('the answer to a message redraws the conversation at once', async () => {
    const { text } = await say('u-1', 'hello there');
    expect(text).toContain('hx-swap-oob');
    expect(text).toContain('hello there');
  });

  test('the answer to a press is a fragment, never a page', async () => {
    rig.replyWith({ kind: 'toast', tone: 'good', text: 'done' });
    const { messageId } = await post(main, 'card');
    const fields = { action: 'a.b', value: '{}', messageId, token: randomUUID() };
    const { text } = await rig.post(`${base('u-1')}/press`, fields);
    expect(text).toContain('done');
    expect(text.length).toBeLessThan(1_000);
  });

  test('completions come as they are', async () => {
    const items = [{ insert: '/急单 列表', label: '列表', hint: 'list' }];
    rig.replyWith({ kind: 'completions', items });
    const { text } = await rig.get(`${base('u-1')}/complete?text=${encodeURIComponent('/急单 列')}`);
    expect(JSON.parse(text)).toEqual({ items });
    expect(rig.heard.at(-1)).toMatchObject({ kind: 'complete', text: '/急单 列' });
  });

  test('somebody who was called into a room is greeted there in private', async () => {
    rig.replyWith((act) => (act.kind === 'joined' ? { kind: 'card', card: card('welcome') } : { kind: 'none' }));
    const room = await rig.adapter.createRoom({ name: 'r', topic: '', isPrivate: true, locale: 'en', dedupeKey: 'r' });
    const tab = await listen('u-2');
    await rig.adapter.invite(room, ['u-1', 'u-2']);
    let page = await regions('u-2', 'conversation', '', room.chatId);
    while (!page.text.includes('welcome')) {
      await tab.next();
      page = await regions('u-2', 'conversation', '', room.chatId);
    }
    expect(page.text.split('class="card-title"').length).toBe(2);
    tab.close();
  });

  test('UO-03 after a restart an open form is still answered, with its errors in words', async () => {
    rig.replyWith({ kind: 'invalid', errors: { customer: 'who is that?' } });
    const fields = { context: '{"order":"o-1"}', token: randomUUID(), 'f.customer': 'x', 'f.parts': ['a', 'b'] };
    const { text, status } = await rig.post(`${base('u-1')}/form/some.form`, fields);
    expect([status, text.includes('who is that?'), text.includes('id="layer"')]).toEqual([200, true, false]);
    const heard = rig.heard.at(-1) as Interaction & { kind: 'submit' };
    expect(heard).toMatchObject({ context: { order: 'o-1' }, values: { customer: 'x', parts: ['a', 'b'] } });
  });
});

describe('the end', () => {
  test('trouble of the database is told to the delivery as something to be tried again', async () => {
    await using other = await startWebRig();
    const chat = await openMain(other);
    await other.closeDatabase();
    const outgoing = { draw: () => card('x'), locale: 'en', dedupeKey: 'x' } as const;
    await expect(other.adapter.post(chat, outgoing)).rejects.toMatchObject({ name: 'DeliveryError', retry: 'later' });
    expect(await other.adapter.checkHealth()).toMatchObject({ isHealthy: false });
  });

  test('what is under way is answered, what comes later is not taken', async () => {
    const other = await startWebRig();
    await openMain(other);
    let finish: (reply: Reply) => void = () => undefined;
    const asked = new Promise<void>((resolve) => {
      other.replyWith(() => {
        resolve();
        return new Promise<Reply>((done) => {
          finish = done;
        });
      });
    });
    const path = `/playground/as/u-1/c/${main.chatId}`;
    const first = other.post(`${path}/say`, { text: 'slow', token: randomUUID() });
    await asked;
    const stopped = other.adapter.stop();
    const late = await other.post(`${path}/say`, { text: 'late', token: randomUUID() }, { 'accept-language': 'en' });
    expect(late.status).toBe(503);
    const closed = stopped.then(() => other.close());
    finish({ kind: 'toast', tone: 'good', text: 'still answered' });
    expect((await first).text).toContain('still answered');
    await closed;
    await expect(ask(`${other.url}/healthz`)).rejects.toThrow(/ECONNREFUSED/);
  });

  test('open tabs do not hold the server', async () => {
    const other = await startWebRig();
    const tab = await listen('u-1', other);
    await other.close();
    tab.close();
  });
});
