import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { verifyLog } from '../../src/app/upkeep/verify-log.ts';
import { type App, compose } from '../../src/compose.ts';
import { readConfig } from '../../src/config.ts';

let dir: string;
let app: App | null = null;
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'urgent-order-compose-'));
});
afterEach(async () => {
  await app?.stop();
  app = null;
  await rm(dir, { recursive: true, force: true });
});

async function open(env: Record<string, string> = {}, seedsDemo = false): Promise<App> {
  const { config } = readConfig({ DATABASE_URL: `file:${join(dir, 'app.db')}`, FILES_DIR: join(dir, 'files'), ...env });
  app = await compose(config, { logger: pino({ level: 'silent' }), isHeadless: true, seedsDemo });
  return app;
}

test('the playground never opens on a database that holds people of a platform', async () => {
  const first = await open();
  expect(first.playground).not.toBeNull();
  await first.store.transaction(async (tx) => {
    await tx.directory.savePerson({
      id: 'p',
      name: 'P',
      email: null,
      locale: null,
      timeZone: null,
      quiet: null,
      isAdmin: true,
      isActive: true,
      memberships: [],
    });
    await tx.directory.saveAccount({ personId: 'p', platform: 'slack', tenant: 'T', userId: 'U' });
  });
  await first.stop();
  expect((await open()).playground).toBeNull();
  await app?.stop();
  expect((await open({ PLAYGROUND: 'on' })).playground).toBeNull();
});

test('the first administrator: a one-time code while there is none, and it works once', async () => {
  const first = await open();
  expect(first.setupCode()).toMatch(/^\d{9}$/);
  const chat = { platform: 'web' as const, tenant: 'playground', chatId: 'D1' };
  const say = (userId: string, id: string, text: string) =>
    first.converse({
      kind: 'command',
      id,
      from: { platform: 'web', tenant: 'playground', userId },
      chat,
      isDirect: true,
      locale: 'en',
      text,
    });
  await say('ann', 'c1', 'setup 000000000');
  expect((await first.store.transaction((tx) => tx.directory.read())).people).toEqual([]);
  await say('ann', 'c2', `setup ${first.setupCode()} Ann`);
  expect((await first.store.transaction((tx) => tx.directory.read())).people).toMatchObject([
    { name: 'Ann', isAdmin: true },
  ]);
  await say('bob', 'c3', `setup ${first.setupCode()} Bob`);
  expect((await first.store.transaction((tx) => tx.directory.read())).people).toHaveLength(1);
});

test('XD-03 a fresh start leaves a log that verifies, the daily root of the demo company’s past included', async () => {
  const { config } = readConfig({
    DATABASE_URL: `file:${join(dir, 'app.db')}`,
    FILES_DIR: join(dir, 'files'),
    PORT: '0',
  });
  app = await compose(config, { logger: pino({ level: 'silent' }) });
  await app.start();
  await app.queue.drain();
  const found = await verifyLog(app.store.log);
  expect(found.problems).toEqual([]);
  expect(found.roots).toBeGreaterThan(0);
});
