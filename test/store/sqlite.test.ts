import { readdirSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Database, openDatabase } from '../../src/store/open.ts';
import { SqliteAdapterFactory } from '../../src/store/prisma-client.ts';
import { insert, type Sql, update } from '../../src/store/sql.ts';
import { SqliteFile } from '../../src/store/sqlite.ts';
import { type TempDatabase, tempDatabase } from '../support/temp-database.ts';

let temp: TempDatabase;
let database: Database;

beforeEach(async () => {
  temp = tempDatabase();
  database = await openDatabase(temp.url);
});
afterEach(async () => {
  await database.close();
  temp.remove();
});

/** A promise that somebody else settles. */
function gate(): { readonly opened: Promise<void>; open(): void } {
  const { promise, resolve } = Promise.withResolvers<void>();
  return { opened: promise, open: resolve };
}

const names = async (): Promise<string[]> =>
  (await database.sql.all<{ name: string }>('SELECT "name" FROM "Counter" ORDER BY "name"')).map((row) => row.name);
const counted = async (sql: Sql, name: string): Promise<number> =>
  (await sql.all<{ value: number }>('SELECT "value" FROM "Counter" WHERE "name" = ?', [name]))[0]!.value;
const tick = () => new Promise((resolve) => setImmediate(resolve));

// — What Prisma's stock SQLite adapters get wrong ————————————————————————————————————————————————————————————————————

test('a write outside an open Prisma transaction is kept when that transaction rolls back', async () => {
  const inside = gate();
  const goOn = gate();
  const transaction = database.prisma.$transaction(async (tx) => {
    await tx.counter.create({ data: { name: 'inside', value: 1 } });
    inside.open();
    await goOn.opened;
    throw new Error('roll back');
  });
  await inside.opened;
  const byPrisma = database.prisma.counter.create({ data: { name: 'outside, Prisma', value: 1 } }).then();
  const bySql = insert(database.sql, 'Counter', { name: 'outside, SQL', value: 1 });
  await tick();
  goOn.open();
  await expect(transaction).rejects.toThrow('roll back');
  await Promise.all([byPrisma, bySql]);
  expect(await names()).toEqual(['outside, Prisma', 'outside, SQL']);
});

test('a read outside an open transaction does not see its uncommitted rows', async () => {
  for (const kind of ['Prisma', 'raw'] as const) {
    const inside = gate();
    const goOn = gate();
    const work = async (add: () => Promise<unknown>): Promise<void> => {
      await add();
      inside.open();
      await goOn.opened;
      throw new Error('roll back');
    };
    const transaction =
      kind === 'Prisma'
        ? database.prisma.$transaction((tx) => work(() => tx.counter.create({ data: { name: kind, value: 1 } })))
        : database.transaction((sql) => work(() => insert(sql, 'Counter', { name: kind, value: 1 })));
    await inside.opened;
    const seen = Promise.all([database.prisma.counter.count(), names()]);
    await tick();
    goOn.open();
    await expect(transaction).rejects.toThrow('roll back');
    expect(await seen).toEqual([0, []]);
  }
});

test('200 transactions leave no file handle behind, and the settings stay', async () => {
  const handles = () => readdirSync('/proc/self/fd').length;
  await database.prisma.counter.create({ data: { name: 'n', value: 0 } });
  const before = handles();
  for (let i = 0; i < 100; i++) {
    await database.prisma.$transaction(async (tx) => {
      await tx.counter.update({ where: { name: 'n' }, data: { value: { increment: 1 } } });
    });
    await database.transaction((sql) => sql.run('UPDATE "Counter" SET "value" = "value" + 1'));
  }
  expect(await counted(database.sql, 'n')).toBe(200);
  expect(handles() - before).toBeLessThan(10); // Other tests share the process; a leak would be 200 and more.
  const settings = await Promise.all(
    ['journal_mode', 'synchronous', 'foreign_keys', 'locking_mode'].map((name) => database.sql.all(`PRAGMA ${name}`)),
  );
  expect(settings.flat()).toEqual([
    { journal_mode: 'wal' },
    { synchronous: 2 },
    { foreign_keys: 1 },
    { locking_mode: 'normal' },
  ]);
});

test('a lock held by another program delays transactions and statements, and does not poison what follows', async () => {
  await database.close();
  const file = new SqliteFile(temp.file, { patience: 40 });
  const other = new DatabaseSync(temp.file, { timeout: 0 });
  const add = (name: string) => file.connection.transaction((sql) => insert(sql, 'Counter', { name, value: 1 }));

  other.exec('BEGIN IMMEDIATE');
  const waiting = [add('waited'), file.connection.sql.run(`INSERT INTO "Counter" VALUES ('waited too', 1)`)];
  await tick();
  other.exec('COMMIT');
  await Promise.all(waiting);

  other.exec('BEGIN IMMEDIATE');
  await expect(add('never')).rejects.toThrow('database is locked');
  const adapter = await new SqliteAdapterFactory(file).connect();
  await expect(adapter.startTransaction()).rejects.toMatchObject({ cause: { kind: 'SocketTimeout' } });
  other.exec('COMMIT');
  await add('afterwards');
  const transaction = await adapter.startTransaction();
  await transaction.executeRaw({ sql: `INSERT INTO "Counter" VALUES ('by Prisma', 1)`, args: [], argTypes: [] });
  await transaction.commit();

  expect(
    other
      .prepare('SELECT "name" FROM "Counter" ORDER BY "name"')
      .all()
      .map((row) => row.name),
  ).toEqual(['afterwards', 'by Prisma', 'waited', 'waited too']);
  other.close();
  await file.connection.close();
});

// — Taking turns ——————————————————————————————————————————————————————————————————————————————————————————————————

test('XD-04 50 raw and Prisma read-modify-write transactions at once lose no update', async () => {
  await insert(database.sql, 'Counter', { name: 'n', value: 0 });
  const raw = () =>
    database.transaction(async (sql) => {
      const value = await counted(sql, 'n');
      await tick(); // The others get every chance to slip in between.
      await update(sql, 'Counter', { name: 'n', value }, { value: value + 1 });
    });
  const interactive = () =>
    database.prisma.$transaction(async (tx) => {
      const { value } = await tx.counter.findUniqueOrThrow({ where: { name: 'n' } });
      await tick();
      await tx.counter.update({ where: { name: 'n' }, data: { value: value + 1 } });
    });
  await Promise.all(Array.from({ length: 50 }, (_, i) => (i % 2 ? raw() : interactive())));
  expect(await counted(database.sql, 'n')).toBe(50);
});

test('a burst of transactions lets timers and sockets have their turn in between', async () => {
  let finished = 0;
  const burst = Array.from({ length: 100 }, (_, i) =>
    database.transaction((sql) => insert(sql, 'Counter', { name: `${i}`, value: 1 })).then(() => finished++),
  );
  await tick();
  await tick();
  expect(finished).toBeLessThan(100);
  await Promise.all(burst);
});

test('a raw transaction that throws leaves nothing, passes its error on and frees the connection', async () => {
  const reason = new Error('no');
  const work = database.transaction(async (sql) => {
    await insert(sql, 'Counter', { name: 'gone', value: 1 });
    throw reason;
  });
  await expect(work).rejects.toBe(reason);
  await expect(database.transaction((sql) => sql.run('nonsense'))).rejects.toThrow('syntax error');
  const dangling = { personId: 'nobody', role: 'SALES', isHead: false };
  await expect(database.transaction((sql) => insert(sql, 'Membership', dangling))).rejects.toThrow('FOREIGN KEY');
  expect(await names()).toEqual([]);
});

test('a call that would wait for the transaction it is in fails at once instead of hanging', async () => {
  const fault = /fault: .* inside a transaction would wait for itself/;
  const { prisma, sql, transaction } = database;
  await expect(transaction(() => prisma.counter.count())).rejects.toThrow(fault);
  await expect(transaction(() => prisma.$transaction([prisma.counter.count()]))).rejects.toThrow(fault);
  await expect(transaction(() => sql.all('SELECT 1'))).rejects.toThrow(fault);
  await expect(transaction(() => transaction(async () => 1))).rejects.toThrow(fault);
  await expect(prisma.$transaction(() => prisma.counter.count())).rejects.toThrow(fault);
  await expect(prisma.$transaction(() => sql.all('SELECT 1'))).rejects.toThrow(fault);
  await expect(prisma.$transaction(() => transaction(async () => 1))).rejects.toThrow(fault);
  await insert(sql, 'Counter', { name: 'free again', value: 1 });
  expect(await names()).toEqual(['free again']);
});

test('work started inside a transaction that outlives it waits its turn like any other', async () => {
  const ended = gate();
  let later: Promise<number> | undefined;
  await database.transaction(async () => {
    later = ended.opened.then(() => database.sql.run(`INSERT INTO "Counter" VALUES ('later', 1)`));
  });
  ended.open();
  expect(await later).toBe(1);
});

test('a statement of a transaction that is over is a fault, not part of the next transaction', async () => {
  let leaked: Sql | undefined;
  await database.transaction(async (sql) => {
    leaked = sql;
  });
  await expect(leaked!.run(`INSERT INTO "Counter" VALUES ('late', 1)`)).rejects.toThrow('after the end');
  expect(await names()).toEqual([]);
});

test('a Prisma transaction that gave up waiting does not keep the connection', async () => {
  const goOn = gate();
  const slow = database.transaction(() => goOn.opened);
  const impatient = database.prisma.$transaction((tx) => tx.counter.count(), { maxWait: 5 });
  await expect(impatient).rejects.toMatchObject({ code: 'P2028' });
  goOn.open();
  await slow;
  expect(await database.prisma.counter.count()).toBe(0);
});

test('Prisma can disconnect and come back to the same connection', async () => {
  await database.prisma.$disconnect();
  await database.prisma.counter.create({ data: { name: 'n', value: 1 } });
  expect(await names()).toEqual(['n']);
});

// — Values ————————————————————————————————————————————————————————————————————————————————————————————————————————

test('Prisma and prepared statements read what the other wrote: instants, booleans, JSON, large numbers', async () => {
  const at = new Date('2026-11-24T03:04:05.678Z');
  await insert(database.sql, 'Person', { id: 'raw', name: '张伟', isAdmin: true, active: false, createdAt: at });
  await database.prisma.person.create({
    data: { id: 'prisma', name: '陈', isAdmin: true, active: false, createdAt: at },
  });
  const fromPrisma = await database.prisma.person.findUniqueOrThrow({ where: { id: 'raw' } });
  expect(fromPrisma).toMatchObject({ name: '张伟', isAdmin: true, active: false, createdAt: at, email: null });
  expect(await database.sql.all('SELECT "isAdmin", "active", "createdAt" FROM "Person"')).toEqual(
    Array(2).fill({ isAdmin: 1, active: 0, createdAt: at.getTime() }),
  );
  expect(await database.prisma.person.count({ where: { createdAt: { lte: at } } })).toBe(2);

  const json = { a: [1, '二', null] };
  await insert(database.sql, 'Setting', { key: 'raw', value: JSON.stringify(json), updatedAt: at.getTime() });
  await database.prisma.setting.create({ data: { key: 'prisma', value: json, updatedAt: at } });
  expect((await database.prisma.setting.findUniqueOrThrow({ where: { key: 'raw' } })).value).toEqual(json);
  expect(await database.sql.all('SELECT "value", "updatedAt" FROM "Setting"')).toEqual(
    Array(2).fill({ value: JSON.stringify(json), updatedAt: at.getTime() }),
  );
});
