import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { ChatRef } from '../../src/chat/interaction.ts';
import { openRoom } from '../support/web-acts.ts';
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

  test('a file of a kind that is not taken is refused in words', async () => {
    const { status, text } = await upload('u-3', 'tool.exe', 'application/octet-stream', 'MZ');
    expect(status).toBe(415);
    expect(JSON.parse(text).error).toContain('cannot be sent');
  });

  test('a file a little beyond the limit is refused in words too', async () => {
    const { status, text } = await upload('u-1', 'big', 'text/plain', 'x'.repeat(100_001));
    expect(status).toBe(413);
    expect(JSON.parse(text).error).toContain('100 kB');
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
