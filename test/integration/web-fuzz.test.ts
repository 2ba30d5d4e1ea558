import { Agent, request } from 'node:http';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ChatRef, Interaction } from '../../src/chat/interaction.ts';
import { startWebRig, type WebRig } from '../support/web-rig.ts';

/**
 * Rubbish at every door of the playground: nothing crashes, nothing is a fault, what comes through is well-formed, and
 * nothing of it becomes markup. `FUZZ_RUNS=10000 npx vitest run test/integration/web-fuzz.test.ts` for the long run.
 */
const RUNS = Number(process.env.FUZZ_RUNS ?? 1_000);
const TIMEOUT = 30_000 + RUNS * 30;

let rig: WebRig;
let room: ChatRef;
const agent = new Agent({ keepAlive: true, maxSockets: 2 });

beforeAll(async () => {
  rig = await startWebRig();
  room = await rig.adapter.createRoom({ name: 'r', topic: '', isPrivate: true, locale: 'en', dedupeKey: 'r' });
  await rig.adapter.invite(room, ['u-1']);
  rig.replyWith((act) => (act.kind === 'complete' ? { kind: 'completions', items: [] } : { kind: 'none' }));
});
afterAll(async () => {
  agent.destroy();
  await rig.close();
});

function send(
  path: string,
  method: 'GET' | 'POST',
  body = '',
  type = 'application/x-www-form-urlencoded',
): Promise<{ status: number; text: string; isPage: boolean }> {
  const headers = { origin: rig.url, 'hx-request': 'true', 'content-type': type };
  return new Promise((resolve, reject) => {
    const sent = request(rig.url + path, { method, headers, agent }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () =>
        resolve({
          status: response.statusCode ?? 0,
          text: Buffer.concat(chunks).toString('utf8'),
          isPage: !response.headers['content-type']?.startsWith('application/json'),
        }),
      );
    });
    sent.on('error', reject);
    sent.end(body);
  });
}

/** What people and attackers type: markup, commands, controls, other scripts, halves of characters, a lot. */
const text = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc.string({ unit: 'grapheme', maxLength: 60 }),
  fc.constantFrom(
    '<zz onload=1>',
    '"><zz x="',
    "'--<zz>",
    '</textarea><zz>',
    '{"__proto__":{"a":1}}',
    '/急单 <zz>',
    '\u202E<zz>\u0000',
    '\uD800',
    '%00%0a',
    '../../etc/passwd',
    '=HYPERLINK("x")',
    '1e999',
    '-1',
    'NaN',
    '[]',
    'null',
  ),
  fc.nat({ max: 5_000 }).map((length) => '长<zz>'.repeat(length / 5)),
);
const token = fc.oneof({ weight: 3, arbitrary: fc.uuid() }, { weight: 1, arbitrary: text });
const json = fc.oneof(fc.json(), text, fc.constant('{"order":"o","rev":1}'));

function posted(fields: Readonly<Record<string, fc.Arbitrary<string>>>): fc.Arbitrary<string> {
  const own = fc.record(fields, { requiredKeys: [] });
  const strange = fc.dictionary(text, text, { maxKeys: 3 });
  const form = fc
    .tuple(own, strange)
    .map(([first, second]) => new URLSearchParams({ ...second, ...first } as Record<string, string>).toString());
  return fc.oneof({ weight: 6, arbitrary: form }, { weight: 1, arbitrary: fc.string({ unit: 'binary' }) });
}

function isWellFormed(act: Interaction): boolean {
  const isText = (value: unknown) => typeof value === 'string' && value.isWellFormed();
  if (!/^web:u-1:[\w.-]+$/.test(act.id) || act.from.userId !== 'u-1') return false;
  switch (act.kind) {
    case 'press':
      return Object.values(act.value).every((value) => typeof value === 'string' || Number.isFinite(value));
    case 'submit':
    case 'dismiss':
      return (
        Object.values(act.context).every((value) => typeof value === 'string') &&
        Object.values(act.values).flat().every(isText)
      );
    case 'command':
    case 'complete':
      return isText(act.text);
    case 'message':
      return isText(act.text) && act.fileIds.every((id) => /^[\w.-]+$/.test(id));
    default:
      return true;
  }
}

const base = () => `/playground/as/u-1/c/${room.chatId}`;

async function endure(path: string, method: 'GET' | 'POST', body?: string, type?: string): Promise<void> {
  rig.heard.length = 0;
  const { status, text: shown, isPage } = await send(path, method, body, type);
  expect(status).toBeLessThan(500);
  if (isPage) expect(shown).not.toContain('<zz');
  expect(rig.heard.filter((act) => !isWellFormed(act))).toEqual([]);
  expect(rig.faults).toEqual([]);
}

const doors: Readonly<Record<string, fc.Arbitrary<string>>> = {
  say: posted({ text, token, threadId: text, files: text }),
  press: posted({ action: fc.oneof(text, fc.constant('a.b')), value: json, messageId: text, token }),
  'form/some.form': posted({ context: json, token, dismissed: fc.constantFrom('1', '', 'x'), 'f.customer': text }),
};

test.each(Object.keys(doors))(
  'whatever is posted to %s is answered, and nothing of it becomes markup',
  async (door) => {
    await fc.assert(
      fc.asyncProperty(doors[door]!, (body) => endure(`${base()}/${door}`, 'POST', body)),
      { numRuns: RUNS },
    );
    await endure(`${base()}/regions?names=topbar,sidebar,conversation,thread`, 'GET');
  },
  TIMEOUT,
);

test(
  'whatever is asked for in a path or a query is answered',
  async () => {
    const part = text.map((raw) => encodeURIComponent(raw.toWellFormed()).slice(0, 2_000));
    const path = fc.oneof(
      part.map((raw) => `/${raw}`),
      part.map((raw) => `/assets/${raw}`),
      part.map((raw) => `/playground/files/${raw}`),
      part.map((raw) => `/playground/as/${raw}/c/home`),
      part.map((raw) => `/playground/as/u-1/c/${raw}`),
      part.map((raw) => `${base()}?thread=${raw}&limit=${raw}`),
      part.map((raw) => `${base()}/regions?names=thread,${raw}&thread=${raw}&visible=${raw}`),
      part.map((raw) => `${base()}/complete?text=${raw}`),
      fc.string({ maxLength: 30 }).map((raw) => `/playground/${raw.replace(/[^\x21-\x7e]/g, '%')}`),
    );
    await fc.assert(
      fc.asyncProperty(path, (asked) => endure(asked, 'GET')),
      { numRuns: RUNS },
    );
  },
  TIMEOUT,
);

test(
  'whatever is uploaded or posted elsewhere is answered',
  async () => {
    const multipart = fc
      .tuple(text, text, text)
      .map(
        ([head, name, content]) =>
          `--b\r\ncontent-disposition: form-data; name="file"; filename="${name}"\r\n${head}\r\n\r\n${content}\r\n--b--`,
      );
    await fc.assert(
      fc.asyncProperty(fc.oneof(multipart, text), async (body) => {
        await endure('/playground/as/u-1/files', 'POST', body, 'multipart/form-data; boundary=b');
        await endure('/playground/locale', 'POST', body);
        await endure('/playground/clock', 'POST', body);
      }),
      { numRuns: Math.ceil(RUNS / 3) },
    );
  },
  TIMEOUT,
);
