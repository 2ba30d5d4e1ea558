import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { canonicalJson, hashEntry } from '../../src/app/log.ts';
import type { LogReader } from '../../src/app/ports.ts';
import type { LogEntry } from '../../src/app/rows.ts';
import { exportRoots, runDailyRoot } from '../../src/app/upkeep/daily-root.ts';
import { type LogProblem, type LogScope, verifyLog } from '../../src/app/upkeep/verify-log.ts';
import { createLogReader } from '../../src/store/log-reader.ts';
import { openReadOnly } from '../../src/store/open.ts';
import type { SqlValue } from '../../src/store/sql.ts';
import { createDemoRig, type DemoRig } from '../support/demo-rig.ts';

const DAY = 86_400_000;

let rig: DemoRig;

let told: DemoRig;

beforeAll(async () => {
  told = await createDemoRig();
  await told.seed();
  await told.stop();
});

afterAll(() => told.temp.remove());

beforeEach(async () => {
  rig = await createDemoRig(told.temp.file);
});

afterEach(async () => {
  await rig.close();
});

/** Checks beside the owner, as the command line does. */
async function check(scope: LogScope = {}) {
  const database = await openReadOnly(rig.temp.url);
  try {
    return await verifyLog(createLogReader(database.sql), scope);
  } finally {
    await database.close();
  }
}

async function problems(scope: LogScope = {}): Promise<Partial<LogProblem>[]> {
  return (await check(scope)).problems.map(({ kind, name, seq, type }) => ({ kind, name, seq, type }));
}

async function orderIn(state: string): Promise<{ id: string; name: string; log: readonly LogEntry[] }> {
  const { rows } = await rig.store.queries.listOrders({ states: [state], limit: 1 });
  const [row] = rows;
  if (!row) throw new Error(`no order is ${state}`);
  return { id: row.id, name: row.number ?? row.draftNo, log: await rig.store.queries.timeline(row.id, 1000) };
}

function entryOf(log: readonly LogEntry[], seq: number): LogEntry {
  const entry = log.find((e) => e.seq === seq);
  if (!entry) throw new Error(`no entry ${seq}`);
  return entry;
}

/** What somebody with the file could do: past the gate. */
async function tamper(sql: string, params: readonly SqlValue[] = []): Promise<void> {
  await rig.database.sql.run(sql, params);
}

async function write(entry: LogEntry): Promise<void> {
  await tamper('UPDATE "Event" SET "data" = ?, "prevHash" = ?, "hash" = ? WHERE "stream" = ? AND "seq" = ?', [
    entry.data,
    entry.prevHash,
    entry.hash,
    entry.stream,
    entry.seq,
  ]);
}

/** What somebody with the program's own code could do: every later entry written anew, and the order's head too. */
async function rewriteFrom(log: readonly LogEntry[], seq: number, data: string): Promise<void> {
  let prevHash = entryOf(log, seq).prevHash;
  for (const entry of log.filter((e) => e.seq >= seq)) {
    const next = { ...entry, prevHash, data: entry.seq === seq ? data : entry.data };
    const hash = hashEntry(next);
    await write({ ...next, hash });
    prevHash = hash;
  }
  await tamper('UPDATE "Order" SET "headHash" = ? WHERE "id" = ?', [prevHash, entryOf(log, seq).stream]);
}

test('XD-03 an untouched log is in order, checked beside the running bot', async () => {
  const result = await check();

  expect(result).toMatchObject({ streams: 11, problems: [] });
  expect(result.events).toBeGreaterThan(120);
  expect(result.digests).toBeGreaterThan(10);
});

test('XD-03 an edited entry is found and named', async () => {
  const { id, name, log } = await orderIn('NEGOTIATING');
  const { type } = entryOf(log, 6);
  await tamper(`UPDATE "Event" SET "data" = '{"decision":"APPROVED"}' WHERE "stream" = ? AND "seq" = 6`, [id]);

  expect(await problems()).toEqual([{ kind: 'edited', name, seq: 6, type }]);
});

test('XD-03 the actor and the time of an entry are part of what is checked', async () => {
  const { id, name } = await orderIn('NEGOTIATING');
  await tamper(`UPDATE "Event" SET "actorId" = 'somebody' WHERE "stream" = ? AND "seq" = 4`, [id]);
  expect(await problems()).toMatchObject([{ kind: 'edited', name, seq: 4 }]);

  await tamper(`UPDATE "Event" SET "at" = "at" - 60000 WHERE "stream" = ? AND "seq" = 2`, [id]);
  expect(await problems()).toMatchObject([{ kind: 'edited', name, seq: 2 }]);
});

test('XD-03 an entry edited together with its hash is found by the one after it', async () => {
  const { log, name } = await orderIn('NEGOTIATING');
  const entry = { ...entryOf(log, 5), data: '{}' };
  await write({ ...entry, hash: hashEntry(entry) });

  expect(await problems()).toMatchObject([{ kind: 'edited', name, seq: 5 }]);
});

test('XD-03 a removed entry is found and its number named', async () => {
  const { id, name } = await orderIn('AWAITING_EXEC');
  await tamper('DELETE FROM "Event" WHERE "stream" = ? AND "seq" = 5', [id]);

  expect(await problems()).toEqual([{ kind: 'removed', name, seq: 5, type: null }]);
});

test('XD-03 a removed entry is found when the later ones were numbered anew', async () => {
  const { id, name } = await orderIn('AWAITING_EXEC');
  await tamper('DELETE FROM "Event" WHERE "stream" = ? AND "seq" = 5', [id]);
  await tamper('UPDATE "Event" SET "seq" = -"seq" WHERE "stream" = ? AND "seq" > 5', [id]);
  await tamper('UPDATE "Event" SET "seq" = -"seq" - 1 WHERE "stream" = ? AND "seq" < 0', [id]);

  expect(await problems()).toMatchObject([{ kind: 'removed', name, seq: 5 }]);
});

test('XD-03 a cut-off end is found by the length kept with the order', async () => {
  const { id, name, log } = await orderIn('IN_REVIEW');
  await tamper('DELETE FROM "Event" WHERE "stream" = ? AND "seq" > ?', [id, log.length - 2]);

  expect(await problems()).toEqual([{ kind: 'cut_off', name, seq: log.length - 1, type: null }]);
});

test('XD-03 an order whose whole log is gone is found', async () => {
  const { id, name } = await orderIn('RETURNED');
  await tamper('DELETE FROM "Event" WHERE "stream" = ?', [id]);

  expect(await problems()).toMatchObject([{ kind: 'cut_off', name, seq: 1 }]);
});

test('XD-03 two entries in each other’s place are found', async () => {
  const { id, name } = await orderIn('ABANDONED');
  for (const [from, to] of [
    [5, -5],
    [6, 5],
    [-5, 6],
  ])
    await tamper('UPDATE "Event" SET "seq" = ? WHERE "stream" = ? AND "seq" = ?', [to!, id, from!]);

  expect(await problems()).toMatchObject([{ kind: 'reordered', name, seq: 5 }]);
});

test('XD-03 an entry that did not pass the gate is found by the order’s length and head', async () => {
  const { log, name } = await orderIn('RETURNED');
  const last = log.at(-1)!;
  const forged = { ...last, seq: last.seq + 1, type: 'order.accepted', prevHash: last.hash };
  await tamper('INSERT INTO "Event" VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)', [
    forged.stream,
    forged.seq,
    forged.type,
    forged.at,
    forged.actorId,
    forged.onBehalf,
    forged.version,
    forged.data,
    forged.prevHash,
    hashEntry(forged),
  ]);

  expect(await problems()).toMatchObject([{ kind: 'head', name, seq: last.seq + 1, type: 'order.accepted' }]);
});

test('XD-03 a log whose order was deleted is found', async () => {
  const { id } = await orderIn('RETURNED');
  await tamper('DELETE FROM "Order" WHERE "id" = ?', [id]);

  expect((await check()).problems).toMatchObject([{ kind: 'head', stream: id }]);
});

test('XD-03 every damaged order is named, the others are checked on; one order can be checked alone', async () => {
  const [a, b] = [await orderIn('RETURNED'), await orderIn('NEGOTIATING')];
  for (const { id } of [a, b])
    await tamper(`UPDATE "Event" SET "type" = 'order.accepted' WHERE "stream" = ? AND "seq" = 2`, [id]);

  expect((await problems()).map((p) => p.name).sort()).toEqual([a.name, b.name].sort());
  expect(await check({ stream: a.id })).toMatchObject({
    streams: 1,
    events: a.log.length,
    problems: [{ name: a.name, seq: 2 }],
  });
  expect((await check({ stream: (await orderIn('IDENTIFIED')).id })).problems).toEqual([]);
});

test('XD-03 settings and people stand in a chain of their own', async () => {
  await tamper(
    `UPDATE "Event" SET "data" = '{"key":"confirm_hours","after":48}' WHERE "stream" = 'company' AND "seq" = 15`,
  );

  expect((await check()).problems).toMatchObject([{ kind: 'edited', stream: 'company', seq: 15 }]);
  expect((await check({ stream: 'company' })).problems).toHaveLength(1);
});

test('XD-19 erasing personal data keeps the chain whole; changing it is found', async () => {
  const { id, name } = await orderIn('IN_REVIEW');
  const rows = await rig.database.sql.all<{ id: string }>('SELECT "id" FROM "PersonalDatum" WHERE "orderId" = ?', [id]);
  await rig.store.transaction((tx) => tx.personal.erase(String(rows[0]?.id), rig.clock.now()));
  expect(await problems()).toEqual([]);

  await tamper(`UPDATE "PersonalDatum" SET "value" = '别人 13900000000' WHERE "id" = ?`, [String(rows[1]?.id)]);
  expect(await problems()).toMatchObject([{ kind: 'personal', name }]);
});

test('XD-03 a chain rewritten as a whole, head and all, shows against the daily root', async () => {
  await runDailyRoot(rig.store, '2026-03-09', rig.clock.now());
  const { log } = await orderIn('ABANDONED');
  const exported = await exportRoots(rig.store.log);
  await rewriteFrom(log, 4, canonicalJson({ decision: 'APPROVED', department: 'PROD' }));

  // The chain itself is sound again: only the root knows.
  expect(await problems({ stream: log[0]!.stream })).toEqual([]);
  expect((await check()).problems).toMatchObject([{ kind: 'root', stream: '2026-03-09' }]);

  // A forger who removes the kept roots is shown by those that left the house.
  await tamper('DELETE FROM "DailyRoot"');
  expect(await problems()).toEqual([]);
  expect((await check({ roots: exported })).problems).toMatchObject([{ kind: 'root', stream: '2026-03-09' }]);
});

test('XD-03 roots follow one another, cover days without one, and later work does not disturb them', async () => {
  const first = await runDailyRoot(rig.store, '2026-03-08', rig.clock.now());
  expect(await runDailyRoot(rig.store, '2026-03-08', rig.clock.now() + DAY)).toEqual(first);
  rig.clock.advance(3 * DAY);
  await runDailyRoot(rig.store, '2026-03-11', rig.clock.now());
  const { rows } = await rig.store.queries.listOrders({ states: ['NEGOTIATING'], limit: 1 });
  const gm =
    (await rig.store.transaction((tx) => tx.directory.read())).people.find((p) => p.name === '王海涛')?.id ?? '';
  await rig.dispatch({
    id: 'later',
    actorId: gm,
    command: 'abandon',
    orderId: rows[0]!.id,
    input: { reason: '客户取消' },
  });

  const exported = await exportRoots(rig.store.log);
  expect(exported.map((r) => r.day)).toEqual(['2026-03-08', '2026-03-11']);
  expect(exported[1]).toMatchObject({ previous: first.root, from: Date.UTC(2026, 2, 9) });
  expect(await check({ roots: exported })).toMatchObject({ roots: 4, problems: [] });
});

test('XD-03 what is written while the log is read is no finding, however often it happens', async () => {
  const { id, log } = await orderIn('NEGOTIATING');
  const { people } = await rig.store.transaction((tx) => tx.directory.read());
  const actorId = people.find((p) => p.name === '何雨桐')?.id ?? '';
  let written = 0;
  const write = async () => {
    written += 1;
    const command = written % 2 === 1 ? 'wait' : 'customer_answered';
    const input = command === 'wait' ? { reason: '等客户回复' } : {};
    const outcome = await rig.dispatch({ id: `meanwhile-${written}`, actorId, command, orderId: id, input });
    expect(outcome.kind).toBe('done');
  };
  const reader = rig.store.log;
  const busy: LogReader = {
    ...reader,
    heads: async (...args) => [await reader.heads(...args), await write()][0] as never,
    head: async (...args) => {
      const head = await reader.head(...args);
      if (written < 4) await write();
      return head;
    },
  };

  expect((await verifyLog(busy)).problems).toEqual([]);
  expect(written).toBe(4);
  expect((await rig.store.queries.timeline(id, 1000)).length).toBe(log.length + 4);
});

test('XD-03 an order that is filed while the log is read is no finding', async () => {
  const { people } = await rig.store.transaction((tx) => tx.directory.read());
  const actorId = people.find((p) => p.name === '林悦')?.id ?? '';
  const now = rig.clock.now();
  const facts = {
    customer: '新客户',
    product: '支架',
    model: 'Z-1',
    quantity: 5,
    unit: '件',
    requiredBy: now + 3 * DAY,
    place: '上海',
    reasonCategory: 'other',
    reason: '客户急等使用',
    basis: 'customer_explicit',
  };
  const file = (i: number) =>
    rig.dispatch({ id: `filed-${i}`, actorId, command: 'new', input: { facts, contact: '王工 13800000000' } });
  const reader = rig.store.log;
  const busy: LogReader = {
    ...reader,
    personal: async (...args) => [await reader.personal(...args), await file(1)][0] as never,
    head: async (...args) => [await file(2), await reader.head(...args)][1] as never,
  };

  expect(await verifyLog(busy)).toMatchObject({ problems: [] });
  expect((await verifyLog(reader)).streams).toBeGreaterThan(11);
});
