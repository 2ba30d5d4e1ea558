import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { connect } from 'node:net';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { ChatRef } from '../../src/chat/interaction.ts';
import { openRoom, postCard, pressOf } from '../support/web-acts.ts';
import { ask, startWebRig, type WebRig } from '../support/web-rig.ts';

let rig: WebRig;
let room: ChatRef;

/** A private room with u-1 in it. */
beforeEach(async () => {
  rig = await startWebRig();
  room = await openRoom(rig, 'order-1', ['u-1']);
});
afterEach(() => rig.close());

const base = (userId: string, chat: ChatRef = room) => `/playground/as/${userId}/c/${chat.chatId}`;
const acts = () => rig.heard.filter(({ kind }) => kind !== 'joined');

describe('size', () => {
  test('a form beyond 1 MB is refused with the limit, before it is read', async () => {
    const answered = await rig.post(`${base('u-1')}/say`, { text: 'x'.repeat(1_100_000), token: randomUUID() });
    expect(answered.status).toBe(413);
    expect(answered.text).toContain('1 MB');
    expect(acts()).toEqual([]);
  });

  test('a body that lies about its length or names none is cut off', async () => {
    const socket = connect(rig.server.port, '127.0.0.1');
    socket.on('error', () => undefined);
    const head = [
      `POST ${base('u-1')}/say HTTP/1.1`,
      'Host: localhost',
      `Origin: http://localhost`,
      'Content-Type: application/x-www-form-urlencoded',
      'Transfer-Encoding: chunked',
    ];
    socket.write(`${head.join('\r\n')}\r\n\r\n`);
    const chunk = `${(100_000).toString(16)}\r\n${'x'.repeat(100_000)}\r\n`;
    for (let sent = 0; sent < 12; sent++) socket.write(chunk);
    const [answer] = await once(socket, 'data');
    expect(String(answer)).toMatch(/^HTTP\/1\.1 413/);
    socket.destroy();
    expect(acts()).toEqual([]);
  });

  test('a message beyond 40,000 characters is refused in words, one of 40,000 is said', async () => {
    const refused = await rig.post(`${base('u-1')}/say`, { text: '长'.repeat(40_001), token: randomUUID() });
    expect([refused.status, acts().length]).toEqual([200, 0]);
    expect(refused.text).toContain('40,000');
    await rig.post(`${base('u-1')}/say`, { text: '长'.repeat(40_000), token: randomUUID() });
    expect(acts()).toHaveLength(1);
  });

  test.each([
    ['a value of 100 kB', { value: JSON.stringify({ order: 'x'.repeat(100_000) }) }],
    ['a value with a tree in it', { value: '{"order":{"a":1}}' }],
    ['a value that is a list', { value: '[1,2]' }],
    ['a value that is no JSON', { value: '{"order":' }],
    ['a number that is none', { value: '{"rev":null}' }],
    ['an action that is no word', { action: '../../x' }],
    ['no action', { action: '' }],
    ['no token', { token: '' }],
    ['a token that is a path', { token: '../../etc/passwd' }],
    ['a message that is a path', { messageId: '../x' }],
  ])('a press with %s is refused and has no effect', async (_what, wrong) => {
    const { messageId } = await postCard(rig, room);
    const { status, text } = await rig.post(`${base('u-1')}/press`, pressOf(messageId, wrong));
    expect(status).toBe(400);
    expect(text).not.toMatch(/\n\s+at |Error:/);
    expect(acts()).toEqual([]);
  });

  test.each([
    ['context that is no JSON', { context: '{' }],
    ['context with a list', { context: '{"a":[]}' }],
    ['a value of 100 kB', { 'f.x': 'y'.repeat(100_000) }],
    ['thousands of fields', Object.fromEntries(Array.from({ length: 5_000 }, (_, at) => [`f.${at}`, 'x']))],
    ['no token', { token: '' }],
  ])('a form with %s is refused and has no effect', async (_what, wrong) => {
    const fields = { context: '{}', token: randomUUID(), 'f.customer': 'x', ...wrong };
    expect((await rig.post(`${base('u-1')}/form/some.form`, fields)).status).toBe(400);
    expect(acts()).toEqual([]);
  });

  test('keys that a prototype has are keys like others', async () => {
    const value = '{"__proto__":"x","constructor":"y","order":"o"}';
    await rig.post(`${base('u-1')}/press`, pressOf('x', { value }));
    const heard = acts()[0];
    expect(heard?.kind === 'press' && Object.keys(heard.value)).toEqual(['__proto__', 'constructor', 'order']);
    expect({}).not.toHaveProperty('order');
  });
});

describe('persons and ids', () => {
  test('somebody who is not in a room neither reads it nor acts in it', async () => {
    const { messageId } = await postCard(rig, room, 'secret card');
    expect((await rig.get(`${base('u-2')}/regions?names=conversation`)).status).toBe(404);
    const page = await rig.get(base('u-2'));
    expect([page.status, page.text.includes('secret card')]).toEqual([302, false]);
    expect((await rig.post(`${base('u-2')}/press`, pressOf(messageId))).status).toBe(404);
    expect((await rig.post(`${base('u-2')}/say`, { text: 'hi', token: randomUUID() })).status).toBe(404);
    expect(acts()).toEqual([]);
  });

  test('a message of another room is not pressed from this one', async () => {
    const other = await openRoom(rig, 'order-2', ['u-2']);
    const { messageId } = await postCard(rig, other);
    await rig.post(`${base('u-1')}/press`, pressOf(messageId));
    expect(acts()[0]).toMatchObject({ kind: 'press', message: null, from: { userId: 'u-1' } });
  });

  test('a private answer to somebody else is neither seen nor pressed', async () => {
    await rig.adapter.invite(room, ['u-2']);
    rig.replyWith({ kind: 'card', card: { title: 'whispered', tone: 'info', summary: 'w', blocks: [] } });
    await rig.post(`${base('u-1')}/press`, pressOf('x'));
    expect((await rig.get(`${base('u-1')}/regions?names=conversation`)).text).toContain('whispered');
    const seen = await rig.get(`${base('u-2')}/regions?names=conversation,thread`);
    expect(seen.text).not.toContain('whispered');
  });

  test.each(['u-99', 'U-1', 'u-1%00', '', '__proto__', '%F0%28%8C%28'])('there is nobody called %j', async (userId) => {
    const { status } = await ask(`${rig.url}/playground/as/${userId}/c/home`);
    expect([302, 400, 404]).toContain(status);
    expect(rig.heard).toEqual([]);
  });

  test('XD-02 a repeated post carries the id of the first, also between persons it differs', async () => {
    await rig.adapter.invite(room, ['u-2']);
    const { messageId } = await postCard(rig, room);
    const pressed = pressOf(messageId);
    rig.heard.length = 0;
    for (const userId of ['u-1', 'u-1', 'u-2']) await rig.post(`${base(userId)}/press`, pressed);
    expect(acts().map(({ id }) => id)).toEqual([
      `web:u-1:${pressed.token}`,
      `web:u-1:${pressed.token}`,
      `web:u-2:${pressed.token}`,
    ]);
  });

  test('an archived room can be read, but nothing is said in it', async () => {
    await rig.adapter.archiveRoom(room);
    const { text } = await rig.post(`${base('u-1')}/say`, { text: 'hello?', token: randomUUID() });
    expect(text).toContain('归档');
    expect(acts()).toEqual([]);
  });
});
