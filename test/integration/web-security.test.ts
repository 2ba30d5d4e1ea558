import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { connect } from 'node:net';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { WebSocket } from 'ws';
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
    await postCard(rig, room);
    const { text, status } = await rig.get(base('u-1'));
    expect(status).toBe(200);
    expect(text).not.toMatch(/<script(?![^>]*\ssrc=)|<style|\sstyle="|\son\w+="|javascript:/);
    const sources = [...text.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, url]) => url ?? '');
    expect(sources.filter((url) => !/^[/#?]/.test(url))).toEqual([]);
  });
});

describe('origin', () => {
  const body = () => new URLSearchParams(pressOf('x')).toString();
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

describe('who may come in', () => {
  test('on an address that others reach it refuses and explains', async () => {
    await using closed = await startWebRig({ isOpen: false });
    for (const path of ['/', '/playground', '/playground/as/u-1', '/playground/as/u-1/c/home']) {
      const { status, text } = await closed.get(path, { 'accept-language': 'en' });
      expect(status).toBe(403);
      expect(text).toContain('PLAYGROUND_PUBLIC=yes');
    }
    expect((await closed.post('/playground/as/u-1/c/home/press', pressOf('x'))).status).toBe(403);
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
    const { status, text } = await rig.post(`${base('u-1')}/press`, pressOf('x'), { 'accept-language': 'en' });
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
