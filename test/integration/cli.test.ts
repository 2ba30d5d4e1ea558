import { copyFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { parse } from 'yaml';
import { runDailyRoot } from '../../src/app/upkeep/daily-root.ts';
import { run as demo } from '../../src/cli/demo.ts';
import { run as doctor } from '../../src/cli/doctor.ts';
import { run as exportRoots } from '../../src/cli/export-roots.ts';
import { run as manifest } from '../../src/cli/manifest.ts';
import { run as migrate } from '../../src/cli/migrate.ts';
import { run as verifyLog } from '../../src/cli/verify-log.ts';
import { openDatabase } from '../../src/store/open.ts';
import { createDemoRig, type DemoRig } from '../support/demo-rig.ts';
import { type TempDatabase, tempDatabase } from '../support/temp-database.ts';

let told: DemoRig;
let rig: DemoRig;
let empty: TempDatabase;

beforeAll(async () => {
  told = await createDemoRig();
  await told.seed();
  await told.stop();
});

afterAll(() => told.temp.remove());

beforeEach(async () => {
  rig = await createDemoRig(told.temp.file);
  empty = tempDatabase();
});

afterEach(async () => {
  await rig.close();
  empty.remove();
});

type Run = (args: readonly string[], env: NodeJS.ProcessEnv) => Promise<number>;

/** Runs a command as the shell would: exit code and what was said. */
async function call(run: Run, args: readonly string[], temp: TempDatabase = rig.temp, env: NodeJS.ProcessEnv = {}) {
  const said: string[] = [];
  const write = (text: unknown) => {
    said.push(String(text));
    return true;
  };
  const spies = [
    vi.spyOn(process.stdout, 'write').mockImplementation(write),
    vi.spyOn(process.stderr, 'write').mockImplementation(write),
  ];
  try {
    const code = await run(args, {
      DATABASE_URL: temp.url,
      FILES_DIR: join(temp.directory, 'files'),
      CONFIG_FILE: '',
      ...env,
    });
    return { code, text: said.join('') };
  } finally {
    for (const spy of spies) spy.mockRestore();
  }
}

test('XD-03 verify-log checks beside the running bot, ends with 0, and with 1 on a finding that it names', async () => {
  expect(await call(verifyLog, [])).toMatchObject({
    code: 0,
    text: expect.stringContaining('Everything is as it was written'),
  });

  await rig.database.sql.run(
    `UPDATE "Event" SET "data" = '{}' WHERE "stream" = (SELECT "id" FROM "Order" WHERE "number" = 'UO-2026-0002') AND "seq" = 3`,
  );
  const found = await call(verifyLog, []);
  expect(found.code).toBe(1);
  expect(found.text).toMatch(/UO-2026-0002 entry 3 \(order\.confirmed, 20\d\d-.*\): was edited/);
  expect((await call(verifyLog, ['--order', 'UO-2026-0001'])).code).toBe(0);
  expect((await call(verifyLog, ['--order', 'UO-2026-0002'])).code).toBe(1);
});

test('verify-log says what it cannot use: an unknown order, a file without roots, an unknown option', async () => {
  const file = join(empty.directory, 'roots.json');
  writeFileSync(file, '[]');

  expect(await call(verifyLog, ['--order', 'UO-1'])).toEqual({ code: 2, text: 'There is no order UO-1.\n' });
  expect((await call(verifyLog, ['--root', file])).text).toContain('holds no daily roots');
  expect((await call(verifyLog, ['--root', join(empty.directory, 'none')])).code).toBe(2);
  expect((await call(verifyLog, ['--all'])).text).toContain('Usage: npx urgent-order verify-log');
});

test('XD-03 exported roots show a log that was replaced as a whole', async () => {
  await runDailyRoot(rig.store, '2026-03-09', rig.clock.now());
  const exported = await call(exportRoots, []);
  const file = join(empty.directory, 'roots.jsonl');
  writeFileSync(file, exported.text);
  expect(
    exported.text
      .trim()
      .split('\n')
      .map((line) => (JSON.parse(line) as { day: string }).day),
  ).toEqual(['2026-03-09']);
  expect((await call(verifyLog, ['--root', file])).code).toBe(0);

  const forged = exported.text.replace(/"root":"./, (start) =>
    start.endsWith('0') ? start.replace(/.$/, '1') : start.replace(/.$/, '0'),
  );
  writeFileSync(file, forged);
  expect((await call(verifyLog, ['--root', file])).text).toContain(
    'day 2026-03-09: the log is not the one this daily root was made of',
  );
});

test('migrate brings a new database to this version and says so; the second time there is nothing to do', async () => {
  expect((await call(migrate, [], empty)).text).toMatch(/applied \d+_init/);
  expect((await call(migrate, [], empty)).text).toContain('is up to date');
});

test('a command that needs the database for itself says who has it', async () => {
  expect(await call(migrate, [])).toMatchObject({
    code: 1,
    text: expect.stringContaining('is in use by another urgent-order'),
  });
});

test('demo never empties a database by itself, and never one of a real company', async () => {
  copyFileSync(told.temp.file, empty.file);
  expect(await call(demo, [], empty)).toMatchObject({ code: 2, text: expect.stringContaining('demo --fresh') });

  const database = await openDatabase(empty.url);
  await database.sql.run(`UPDATE "Account" SET "platform" = 'slack' WHERE "userId" = 'lin-yue'`);
  await database.close();
  expect(await call(demo, ['--fresh'], empty)).toMatchObject({
    code: 2,
    text: expect.stringContaining('holds people of slack'),
  });
});

test('demo begins anew when asked, with invented history when asked', async () => {
  copyFileSync(told.temp.file, empty.file);
  const made = await call(demo, ['--fresh', '--orders', '20', '--open', '10', '--seed', '3'], empty);

  expect(made).toMatchObject({
    code: 0,
    text: expect.stringMatching(/13 people, 10 orders[\s\S]*30 orders of history with \d+ events/),
  });
  expect((await call(verifyLog, [], empty)).code).toBe(0);
  expect((await call(demo, ['--orders', 'many'], empty)).code).toBe(2);
});

test('doctor finds a company in order, ends with 0', async () => {
  await rig.queue.drain();
  await rig.database.sql.run(`INSERT INTO "Counter" ("name", "value") VALUES ('demo_clock_ahead_min', 0)`);
  const { code, text } = await call(doctor, []);

  expect(text).not.toContain('✗');
  expect(text).toContain('every reviewing department has a head');
  expect(code).toBe(0);
});

test('XD-10 doctor names missing heads, people without account and settings that were never saved', async () => {
  const { sql } = rig.database;
  await sql.run(`UPDATE "Membership" SET "isHead" = 0 WHERE "role" = 'PROC'`);
  await sql.run(`DELETE FROM "Membership" WHERE "role" = 'TECH'`);
  await sql.run(`DELETE FROM "Account" WHERE "userId" = 'ma-chao'`);
  await sql.run(`DELETE FROM "Setting" WHERE "key" = 'confirm_hours'`);
  await sql.run(`DELETE FROM "Room" WHERE "kind" = 'main'`);
  const { code, text } = await call(doctor, []);

  expect(code).toBe(1);
  expect(text).toMatch(/✗ nobody belongs to TECH/);
  expect(text).toMatch(/! PROC has no head/);
  expect(text).toMatch(/1 of 13 people have no account on any platform: 马超/);
  expect(text).toMatch(/! confirm_hours/);
  expect(text).toMatch(/! no main channel/);
});

test('UO-08 doctor knows a setting that the file states', async () => {
  await rig.database.sql.run(`DELETE FROM "Setting" WHERE "key" = 'confirm_hours'`);
  const file = join(empty.directory, 'company.yaml');
  writeFileSync(file, 'confirm_hours: 3\n');

  expect((await call(doctor, [], rig.temp, { CONFIG_FILE: file })).text).toContain('due within 3 h');
});

test('doctor lists every problem of the configuration, and what of the company it can see all the same', async () => {
  const { code, text } = await call(doctor, [], rig.temp, {
    PORT: 'x',
    PLAYGROUND: 'maybe',
    HOST: '0.0.0.0',
    PLAYGROUND_PUBLIC: 'yes',
  });

  expect(code).toBe(1);
  for (const part of ['✗ PORT', '✗ PLAYGROUND', '! playground: open on 0.0.0.0', '✓ people: 13'])
    expect(text).toContain(part);
});

test('doctor finds orders without a time limit, limits without a timer, and a log from the future', async () => {
  const { sql } = rig.database;
  await sql.run(`DELETE FROM "Obligation" WHERE "orderId" = (SELECT "id" FROM "Order" WHERE "state" = 'RETURNED')`);
  await sql.run(`DELETE FROM "Job" WHERE "queue" = 'timer'`);
  await sql.run(
    `INSERT INTO "Event" SELECT "stream", 999, "type", ?, "actorId", "onBehalf", "version", "data", "prevHash", "hash" FROM "Event" WHERE "stream" = 'company' AND "seq" = 1`,
    [new Date(Date.now() + 3_600_000)],
  );
  const { code, text } = await call(doctor, []);

  expect(code).toBe(1);
  expect(text).toMatch(/✗ 1 open orders have nothing that is due next/);
  expect(text).toMatch(/✗ \d+ time limits have no timer/);
  expect(text).toMatch(/✗ this machine's clock is (59|60) minutes behind/);
});

test('doctor lists parked jobs; retry and drop settle them while the bot is stopped', async () => {
  const { sql } = rig.database;
  for (const lane of ['room:1', 'room:2']) {
    await sql.run(
      `INSERT INTO "Job" ("queue", "lane", "payload", "runAt", "attempt", "state", "lastError", "createdAt") VALUES ('chat', ?, '{"kind":"show","view":"order.living","order":"o1"}', 0, 12, 'parked', 'channel_not_found', 0)`,
      [lane],
    );
  }
  const [first, second] = (
    await sql.all<{ seq: number }>(`SELECT "seq" FROM "Job" WHERE "state" = 'parked' ORDER BY "seq"`)
  ).map((r) => String(r.seq));
  const listed = await call(doctor, []);
  expect(listed.code).toBe(1);
  expect(listed.text).toContain(
    `job ${first} was given up after 12 attempts: show order.living of order o1 (room:1): channel_not_found`,
  );
  expect((await call(doctor, ['--retry', first!])).text).toContain('is in use by another urgent-order');

  await rig.stop();
  expect((await call(doctor, ['--retry', first!])).code).toBe(0);
  expect((await call(doctor, ['--drop', second!])).code).toBe(0);
  expect(await call(doctor, ['--drop', second!])).toMatchObject({
    code: 2,
    text: expect.stringContaining('There is no parked job'),
  });
  expect((await call(doctor, [])).text).not.toContain('given up');
});

test('doctor before the first start says that there is no database', async () => {
  expect(await call(doctor, [], empty)).toMatchObject({
    code: 1,
    text: expect.stringContaining('There is no database'),
  });
});

test('manifest prints the Socket Mode one, with an address the HTTP one, and refuses what Slack cannot call', async () => {
  const file = readFileSync(join(import.meta.dirname, '../../manifest.yml'), 'utf8');

  expect(parse((await call(manifest, [])).text)).toEqual(parse(file));
  expect((await call(manifest, ['--url', 'https://orders.example.com'])).text).toContain(
    'https://orders.example.com/slack/events',
  );
  for (const url of ['http://orders.example.com', 'orders', 'https://a@b.example', 'https://b.example/?x=1'])
    expect((await call(manifest, ['--url', url])).code).toBe(2);
});
