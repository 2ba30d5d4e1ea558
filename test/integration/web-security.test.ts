import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { connect } from 'node:net';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import type { ChatRef } from '../../src/chat/interaction.ts';
import { ask, startWebRig, type WebRig } from '../support/web-rig.ts';

let rig: WebRig;
let room: ChatRef;

/** A private room with u-1 in it, and a card with one button. */
beforeEach(async () => {
  rig = await startWebRig();
  room = await openRoom('order-1', ['u-1']);
});
afterEach(() => rig.close());

async function openRoom(name: string, members: readonly string[], isPrivate = true): Promise<ChatRef> {
  const chat = await rig.adapter.createRoom({ name, topic: '', isPrivate, locale: 'zh-CN', dedupeKey: name });
  await rig.adapter.invite(chat, members);
  rig.heard.length = 0;
  return chat;
}

const base = (userId: string, chat: ChatRef = room) => `/playground/as/${userId}/c/${chat.chatId}`;
const acts = () => rig.heard.filter(({ kind }) => kind !== 'joined');

async function postCard(chat: ChatRef, title = 'card') {
  const card = {
    title,
    tone: 'neutral',
    summary: title,
    blocks: [{ kind: 'actions', items: [{ kind: 'button', label: 'Go', action: 'a.b', value: { rev: 1 } }] }],
  } as const;
  return rig.adapter.post(chat, { draw: () => card, locale: 'zh-CN', dedupeKey: randomUUID() });
}

function press(messageId: string, extra: Readonly<Record<string, string>> = {}) {
  return { action: 'a.b', value: '{"rev":1}', messageId, token: randomUUID(), ...extra };
}

describe('headers', () => {
  test.each(['/', '/healthz', '/assets/htmx.js', '/nowhere', '/playground/as/u-1/c/home'])(
    '%s carries a strict policy',
    async (path) => {
      const { headers } = await rig.get(path);
      const policy = String(headers['content-security-policy']);
      expect(policy).toContain("default-src 'self'");
      expect(policy).toContain("frame-ancestors 'none'");
      expect(policy).toContain("base-uri 'none'");
      expect(policy).not.toMatch(/unsafe|\*/);
      expect(headers['x-content-type-options']).toBe('nosniff');
      expect(headers['referrer-policy']).toBe('same-origin');
    },
  );

  test('a page needs nothing that the policy forbids', async () => {
    await postCard(room);
    const { text, status } = await rig.get(base('u-1'));
    expect(status).toBe(200);
    expect(text).not.toMatch(/<script(?![^>]*\ssrc=)|<style|\sstyle="|\son\w+="|javascript:/);
    const sources = [...text.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, url]) => url ?? '');
    expect(sources.filter((url) => !/^[/#?]/.test(url))).toEqual([]);
  });
});

describe('origin', () => {
  const body = () => new URLSearchParams(press('x')).toString();
  const form = { 'content-type': 'application/x-www-form-urlencoded' };
  const send = (headers: Readonly<Record<string, string>>) =>
    ask(`${rig.url}${base('u-1')}/press`, { method: 'POST', headers: { ...form, ...headers }, body: body() });

  test.each([
    ['another site', { origin: 'https://evil.example' }],
    ['another port of this machine', { origin: 'http://127.0.0.1:1' }],
    ['a hidden origin', { origin: 'null' }],
    ['no origin at all', {}],
    ['a browser that says the page is foreign', { 'sec-fetch-site': 'cross-site' }],
    ['a neighbouring site', { 'sec-fetch-site': 'same-site' }],
    ['a foreign page with our origin', { 'sec-fetch-site': 'cross-site', origin: 'self' }],
    ['nonsense', { origin: '::::' }],
  ])('a post from %s is refused and has no effect', async (_from, headers: Record<string, string>) => {
    const given = headers.origin === 'self' ? { ...headers, origin: rig.url } : headers;
    expect((await send(given)).status).toBe(403);
    expect(acts()).toEqual([]);
  });

  test.each([
    ['our page', () => ({ origin: rig.url })],
    ['our page, the browser says so', () => ({ 'sec-fetch-site': 'same-origin' })],
    ['our page with a hidden origin', () => ({ 'sec-fetch-site': 'same-origin', origin: 'null' })],
    ['the address bar', () => ({ 'sec-fetch-site': 'none' })],
  ])('a post from %s is answered', async (_from, headers) => {
    expect((await send(headers())).status).toBe(200);
    expect(acts()).toHaveLength(1);
  });

  test.each(['PUT', 'DELETE', 'PATCH', 'OPTIONS'])('%s from nowhere is refused', async (method) => {
    expect((await ask(`${rig.url}${base('u-1')}`, { method })).status).toBe(403);
  });

  test.each(['evil.example', 'evil.example:3000', 'localhost.evil.example', '127.0.0.1.nip.io'])(
    'the host name %j is not ours on loopback (DNS rebinding)',
    async (host) => {
      const { status, text } = await ask(`${rig.url}/healthz`, { headers: { host } });
      expect([400, 403]).toContain(status);
      expect(text).not.toContain('alive');
    },
  );

  test('a request without a host name is refused', async () => {
    const socket = connect(rig.server.port, '127.0.0.1');
    socket.end('GET /healthz HTTP/1.0\r\n\r\n');
    const [answer] = await once(socket, 'data');
    expect(String(answer)).toMatch(/^HTTP\/1\.1 403/);
    socket.destroy();
  });

  test('the names of loopback and the public address are ours', async () => {
    await using other = await startWebRig({ server: { publicUrl: 'https://orders.example.com' } });
    for (const host of ['localhost', `127.0.0.1:${other.server.port}`, '[::1]:3000', 'orders.example.com']) {
      expect((await ask(`${other.url}/healthz`, { headers: { host } })).status).toBe(200);
    }
  });

  test('a socket needs our origin, a known person and the right path', async () => {
    const open = async (path: string, origin?: string): Promise<string> => {
      const socket = new WebSocket(rig.url.replace('http', 'ws') + path, origin === undefined ? {} : { origin });
      const outcome = await Promise.race([
        once(socket, 'open').then(() => 'open'),
        once(socket, 'unexpected-response').then(([, response]) => String(response.statusCode)),
        once(socket, 'error').then(() => 'error'),
      ]);
      socket.on('error', () => undefined);
      socket.terminate();
      return outcome;
    };
    expect(await open('/playground/as/u-1/socket', rig.url)).toBe('open');
    expect(await open('/playground/as/u-1/socket')).toBe('403');
    expect(await open('/playground/as/u-1/socket', 'https://evil.example')).toBe('403');
    expect(await open('/playground/as/u-99/socket', rig.url)).toBe('403');
    expect(await open('/elsewhere', rig.url)).toBe('404');
  });

  test('what a browser sends over the socket ends it', async () => {
    const socket = new WebSocket(`${rig.url.replace('http', 'ws')}/playground/as/u-1/socket`, { origin: rig.url });
    await once(socket, 'open');
    socket.send('x'.repeat(5_000));
    const [code] = await once(socket, 'close');
    expect(code).toBe(1009);
  });
});

describe('paths', () => {
  test.each([
    '/assets/../package.json',
    '/assets/..%2fpackage.json',
    '/assets/%2e%2e/%2e%2e/package.json',
    '/assets/..%5c..%5cpackage.json',
    '/assets//etc/passwd',
    '/assets/%00',
    '/assets/htmx.js%00.png',
    '/assets/ext/../htmx.js/../../../package.json',
    '/assets/',
    '/assets/index.ts',
    '/playground/files/..%2f..%2fpackage.json',
    '/playground/files/%2e%2e',
    '/playground/as/..%2f..%2fetc/c/home',
    '/playground/as/__proto__/c/home',
    '/playground/as/u-1/c/..%2f..%2f',
    '/playground/as/u-1/c/constructor/regions?names=conversation',
  ])('%s leads nowhere', async (path) => {
    const { status, text } = await ask(`${rig.url}${path}`);
    expect([302, 400, 404]).toContain(status);
    expect(text).not.toMatch(/"dependencies"|root:| {4}at /);
  });

  test('a raw path with dots leads nowhere', async () => {
    const socket = connect(rig.server.port, '127.0.0.1');
    socket.end('GET /assets/../../../../package.json HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n');
    const chunks: Buffer[] = [];
    for await (const chunk of socket) chunks.push(chunk as Buffer);
    expect(Buffer.concat(chunks).toString()).toMatch(/^HTTP\/1\.1 404/);
  });

  test('our own files and htmx are there, and revalidated', async () => {
    const { status, headers } = await rig.get('/assets/htmx.js');
    expect([status, headers['content-type']]).toEqual([200, 'text/javascript; charset=utf-8']);
    expect((await rig.get('/assets/htmx.js', { 'if-none-match': String(headers.etag) })).status).toBe(304);
    expect((await rig.get('/assets/playground.js')).status).toBe(200);
  });
});

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
    const { messageId } = await postCard(room);
    const { status, text } = await rig.post(`${base('u-1')}/press`, press(messageId, wrong));
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
    await rig.post(`${base('u-1')}/press`, press('x', { value }));
    const heard = acts()[0];
    expect(heard?.kind === 'press' && Object.keys(heard.value)).toEqual(['__proto__', 'constructor', 'order']);
    expect({}).not.toHaveProperty('order');
  });
});

describe('persons and ids', () => {
  test('somebody who is not in a room neither reads it nor acts in it', async () => {
    const { messageId } = await postCard(room, 'secret card');
    expect((await rig.get(`${base('u-2')}/regions?names=conversation`)).status).toBe(404);
    const page = await rig.get(base('u-2'));
    expect([page.status, page.text.includes('secret card')]).toEqual([302, false]);
    expect((await rig.post(`${base('u-2')}/press`, press(messageId))).status).toBe(404);
    expect((await rig.post(`${base('u-2')}/say`, { text: 'hi', token: randomUUID() })).status).toBe(404);
    expect(acts()).toEqual([]);
  });

  test('a message of another room is not pressed from this one', async () => {
    const other = await openRoom('order-2', ['u-2']);
    const { messageId } = await postCard(other);
    await rig.post(`${base('u-1')}/press`, press(messageId));
    expect(acts()[0]).toMatchObject({ kind: 'press', message: null, from: { userId: 'u-1' } });
  });

  test('a private answer to somebody else is neither seen nor pressed', async () => {
    await rig.adapter.invite(room, ['u-2']);
    rig.replyWith({ kind: 'card', card: { title: 'whispered', tone: 'info', summary: 'w', blocks: [] } });
    await rig.post(`${base('u-1')}/press`, press('x'));
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
    const { messageId } = await postCard(room);
    const pressed = press(messageId);
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

describe('files', () => {
  async function upload(userId: string, name: string, type: string, content: string) {
    const form = new FormData();
    form.set('file', new File([content], name, { type }));
    const request = new Request('http://x', { method: 'POST', body: form });
    const headers = { origin: rig.url, 'content-type': request.headers.get('content-type') ?? '' };
    const body = new Uint8Array(await request.arrayBuffer());
    return ask(`${rig.url}/playground/as/${userId}/files`, { method: 'POST', headers, body });
  }

  test('a file goes up and down for its owner, with a harmless name and type', async () => {
    const { status, text } = await upload(
      'u-1',
      '../../图纸\u202E<b>"x".html',
      'text/html',
      '<script>alert(1)</script>',
    );
    expect(status).toBe(200);
    const { id, name } = JSON.parse(text);
    expect(name).toBe('图纸<b>"x".html');
    const down = await rig.get(`/playground/files/${id}~u-1`);
    expect(down.text).toBe('<script>alert(1)</script>');
    expect(down.headers['content-type']).toBe('application/octet-stream');
    expect(down.headers['content-disposition']).toMatch(/^attachment; filename\*=UTF-8''[\w%.~!-]+$/);
    expect(down.headers['content-security-policy']).toContain('sandbox');
    expect((await rig.get(`/playground/files/${id}~u-2`)).status).toBe(404);
    expect((await rig.get(`/playground/files/${id}`)).status).toBe(404);
    expect((await rig.get(`/playground/files/${id}`, { referer: `${rig.url}${base('u-1')}` })).status).toBe(200);
  });

  test('pictures are shown, drawings that may carry scripts are not', async () => {
    const types = { 'image/png': /^inline/, 'image/svg+xml': /^attachment/, 'application/pdf': /^attachment/ };
    for (const [type, expected] of Object.entries(types)) {
      const { id } = JSON.parse((await upload('u-1', 'x', type, 'x')).text);
      const { headers } = await rig.get(`/playground/files/${id}~u-1`);
      expect(headers['content-disposition']).toMatch(expected);
      expect(headers['x-content-type-options']).toBe('nosniff');
    }
  });

  test('what hangs on a message is readable for those who read the message', async () => {
    await rig.adapter.invite(room, ['u-2']);
    const { id } = JSON.parse((await upload('u-1', 'a.png', 'image/png', 'pic')).text);
    await rig.post(`${base('u-1')}/say`, { text: '', files: [id], token: randomUUID() });
    const { text } = await rig.get(`${base('u-2')}/regions?names=conversation`);
    const link = /href="(\/playground\/files\/[^"]+)"/.exec(text)?.[1] ?? '';
    expect((await rig.get(link)).text).toBe('pic');
    expect((await rig.get(link.replace('u-2', 'u-3'))).status).toBe(404);
  });

  test('the file of somebody else cannot be sent on by its id', async () => {
    await rig.adapter.invite(room, ['u-2']);
    const { id } = JSON.parse((await upload('u-1', 'a.txt', 'text/plain', 'mine')).text);
    const { text } = await rig.post(`${base('u-2')}/say`, { text: 'look', files: [id], token: randomUUID() });
    expect(text).toContain('附件找不到');
    expect(acts()).toEqual([]);
  });

  test('a file beyond the limit is refused in words', async () => {
    const { status, text } = await upload('u-1', 'big', 'text/plain', 'x'.repeat(200_000));
    expect(status).toBe(413);
    expect(JSON.parse(text).error).toContain('100 kB');
  });

  test.each([
    ['no multipart', 'text/plain', 'hello'],
    ['multipart without a boundary', 'multipart/form-data', 'hello'],
    ['broken multipart', 'multipart/form-data; boundary=x', '--x\r\nrubbish'],
    [
      'multipart without the file',
      'multipart/form-data; boundary=x',
      '--x\r\ncontent-disposition: form-data; name="a"\r\n\r\n1\r\n--x--\r\n',
    ],
  ])('%s is refused', async (_what, type, body) => {
    const headers = { origin: rig.url, 'content-type': type };
    const { status, text } = await ask(`${rig.url}/playground/as/u-1/files`, { method: 'POST', headers, body });
    expect([400, 415]).toContain(status);
    expect(JSON.parse(text).error).toBeTruthy();
  });
});

describe('who may come in', () => {
  test('on an address that others reach it refuses and explains', async () => {
    await using closed = await startWebRig({ isOpen: false });
    for (const path of ['/', '/playground', '/playground/as/u-1', '/playground/as/u-1/c/home']) {
      const { status, text } = await closed.get(path, { 'accept-language': 'en' });
      expect(status).toBe(403);
      expect(text).toContain('PLAYGROUND_PUBLIC=yes');
    }
    expect((await closed.post('/playground/as/u-1/c/home/press', press('x'))).status).toBe(403);
    expect((await closed.get('/healthz')).status).toBe(200);
    expect(closed.heard).toEqual([]);
    const socket = new WebSocket(`${closed.url.replace('http', 'ws')}/playground/as/u-1/socket`, {
      origin: closed.url,
    });
    socket.on('error', () => undefined);
    const [, response] = await once(socket, 'unexpected-response');
    expect(response.statusCode).toBe(403);
    socket.terminate();
  });

  test('clock and reset exist only in a demonstration', async () => {
    expect((await rig.post('/playground/clock', { ms: '3600000' })).status).toBe(404);
    expect((await rig.post('/playground/reset', {})).status).toBe(404);
  });

  test.each(['-1', '0', 'NaN', '1e99', '1.5', '', '99999999999'])('the clock does not move by %j', async (ms) => {
    const moved: unknown[] = [];
    const moveClock = async (by: unknown) => void moved.push(by);
    await using demo = await startWebRig({ demo: { aheadMs: () => 0, moveClock, reset: async () => {} } });
    expect((await demo.post('/playground/clock', { ms })).status).toBe(400);
    expect(moved).toEqual([]);
  });
});

describe('faults', () => {
  test('a fault is logged once with an id that the person is told, and never with a stack', async () => {
    rig.replyWith(() => {
      throw new Error('secret detail');
    });
    const { status, text } = await rig.post(`${base('u-1')}/press`, press('x'), { 'accept-language': 'en' });
    expect(status).toBe(500);
    expect(text).toMatch(/id-\d{6}/);
    expect(text).not.toMatch(/secret detail|\n\s+at /);
    expect(rig.faults).toHaveLength(1);
  });

  test('readiness reports what is degraded, but only the database takes it out of service', async () => {
    const degraded = [{ part: 'slack', detail: 'no answer' }];
    await using well = await startWebRig({ health: async () => ({ ready: true, degraded }) });
    const ready = await well.get('/readyz');
    expect([ready.status, JSON.parse(ready.text)]).toEqual([200, { ready: true, degraded }]);
    await using ill = await startWebRig({ health: async () => ({ ready: false, degraded: [] }) });
    expect((await ill.get('/readyz')).status).toBe(503);
    expect((await ill.get('/healthz')).status).toBe(200);
    await using broken = await startWebRig({ health: () => Promise.reject(new Error('no database')) });
    expect((await broken.get('/readyz')).status).toBe(503);
  });

  test('metrics name routes, never ids or what strangers make up', async () => {
    await rig.get('/playground/as/u-1/c/home');
    await rig.get(`/made-up-${randomUUID()}`);
    const { text, status } = await rig.get('/metrics');
    expect(status).toBe(200);
    expect(text).toContain('route="/playground/as/:/c/:"');
    expect(text).not.toContain('made-up');
  });
});
