import { execFile } from 'node:child_process';
import { appendFileSync, cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type MigrationDatabase, migrate } from '../../src/store/migrate.ts';
import { openDatabase, openReadOnly } from '../../src/store/open.ts';
import { type TempDatabase, tempDatabase } from '../support/temp-database.ts';
import { migrationDatabase } from './migration-database.ts';

const run = promisify(execFile);
const MIGRATIONS = fileURLToPath(new URL('../../prisma/migrations', import.meta.url));

let temp: TempDatabase;
let folder: string;
let database: MigrationDatabase & Disposable;

beforeEach(() => {
  temp = tempDatabase();
  folder = join(temp.directory, 'migrations');
  add('1_parent', 'CREATE TABLE "Parent" ("id" TEXT PRIMARY KEY);');
  add(
    '2_child',
    'CREATE TABLE "Child" ("id" TEXT PRIMARY KEY, "parent" TEXT REFERENCES "Parent"("id") ON DELETE CASCADE);',
  );
  database = migrationDatabase(temp.file);
});
afterEach(() => {
  database[Symbol.dispose]();
  temp.remove();
});

function add(name: string, script: string): void {
  mkdirSync(join(folder, name), { recursive: true });
  writeFileSync(join(folder, name, 'migration.sql'), script);
}

const tables = async () =>
  (await database.rows(`SELECT "name" FROM sqlite_schema WHERE "type" = 'table' ORDER BY "name"`)).map(
    (row) => row.name,
  );

test('migrations are applied once, in order, and remembered as Prisma remembers them', async () => {
  expect(await migrate(database, folder)).toEqual(['1_parent', '2_child']);
  expect(await migrate(database, folder)).toEqual([]);
  add('3_more', 'CREATE TABLE "More" ("id" TEXT PRIMARY KEY);');
  expect(await migrate(database, folder)).toEqual(['3_more']);
  const rows = await database.rows('SELECT * FROM "_prisma_migrations" ORDER BY "migration_name"');
  expect(rows.map((row) => row.migration_name)).toEqual(['1_parent', '2_child', '3_more']);
  expect(rows[0]).toMatchObject({
    checksum: expect.stringMatching(/^[0-9a-f]{64}$/),
    finished_at: expect.stringMatching(/^\d{4}-.*\+00:00$/),
    rolled_back_at: null,
    applied_steps_count: 1,
  });
});

test('four processes that migrate at once apply every migration exactly once', async () => {
  const child = fileURLToPath(new URL('./migrate-child.ts', import.meta.url));
  const runs = await Promise.all(Array.from({ length: 4 }, () => run(process.execPath, [child, temp.file, folder])));
  const applied = runs.map(({ stdout }) => JSON.parse(stdout) as string[]);
  expect(applied.flat().sort()).toEqual(['1_parent', '2_child']);
  expect(await tables()).toEqual(['Child', 'Parent', '_prisma_migrations']);
});

test('a failing migration changes nothing, also not by those before it, and is tried again', async () => {
  add('3_broken', 'CREATE TABLE "Half" ("id" TEXT); INSERT INTO "Nowhere" VALUES (1);');
  await expect(migrate(database, folder)).rejects.toThrow(
    /^Migration 3_broken failed, and nothing was changed: no such table: Nowhere/,
  );
  expect(await tables()).toEqual([]);
  add('3_broken', 'CREATE TABLE "Half" ("id" TEXT);');
  expect(await migrate(database, folder)).toEqual(['1_parent', '2_child', '3_broken']);
});

test('an edited, an unknown and a half-applied migration are refused in plain words', async () => {
  await migrate(database, folder);
  appendFileSync(join(folder, '1_parent', 'migration.sql'), '\n-- a harmless remark');
  await expect(migrate(database, folder)).rejects.toThrow('Migration 1_parent was edited after it was applied');
  rmSync(join(folder, '1_parent'), { recursive: true });
  await expect(migrate(database, folder)).rejects.toThrow('migration 1_parent, which this version of urgent-order');
  await database.exec('UPDATE "_prisma_migrations" SET "finished_at" = NULL');
  await expect(migrate(database, folder)).rejects.toThrow('Migration 1_parent failed earlier');
  await database.exec('UPDATE "_prisma_migrations" SET "rolled_back_at" = 1');
  add('1_parent', 'CREATE TABLE IF NOT EXISTS "Parent" ("id" TEXT PRIMARY KEY);');
  add('2_child', 'CREATE TABLE IF NOT EXISTS "Child" ("id" TEXT PRIMARY KEY);');
  expect(await migrate(database, folder)).toEqual(['1_parent', '2_child']);
});

test('rebuilding a table keeps the rows that refer to it, and dangling rows are refused', async () => {
  await migrate(database, folder);
  await database.exec(`INSERT INTO "Parent" VALUES ('p'); INSERT INTO "Child" VALUES ('c', 'p')`);
  add(
    '3_rebuild',
    `CREATE TABLE "new" ("id" TEXT PRIMARY KEY, "extra" TEXT); INSERT INTO "new" ("id") SELECT "id" FROM "Parent";
     DROP TABLE "Parent"; ALTER TABLE "new" RENAME TO "Parent";`,
  );
  await migrate(database, folder);
  expect(await database.rows('SELECT * FROM "Child"')).toEqual([{ id: 'c', parent: 'p' }]);
  expect(await database.rows('PRAGMA foreign_keys')).toEqual([{ foreign_keys: 1 }]);
  add('4_orphan', 'DELETE FROM "Parent";');
  await expect(migrate(database, folder)).rejects.toThrow('rows of Child without their parent; nothing was changed');
  expect(await database.rows('SELECT "id" FROM "Parent"')).toEqual([{ id: 'p' }]);
});

test("the program's own migrations make a database, and both databases have the same list of them", async () => {
  const opened = await openDatabase(`file:${temp.directory}/a/new/folder/urgent-order.db`);
  expect(opened.migrated.length).toBeGreaterThan(0);
  expect(await opened.prisma.order.count()).toBe(0);
  await opened.close();
  const list = (kind: string) => readdirSync(join(MIGRATIONS, kind)).sort();
  expect(list('postgresql')).toEqual(list('sqlite'));
});

test('the schema has no change without a migration, on either database', async () => {
  const script = fileURLToPath(new URL('../../scripts/db.ts', import.meta.url));
  const { stdout } = await run(process.execPath, [script, 'check']);
  expect(stdout).toBe('Schema and migrations agree.\n');
});

test('on PostgreSQL every instant carries its zone, and what belongs to the file alone is not there', () => {
  const scripts = readdirSync(join(MIGRATIONS, 'postgresql'), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => readFileSync(join(MIGRATIONS, 'postgresql', entry.name, 'migration.sql'), 'utf8'))
    .join('\n');
  expect(scripts).toContain('TIMESTAMPTZ(3)');
  expect(scripts).not.toMatch(/TIMESTAMP\(|DATETIME|TABLE "Job"/);
});

test('a database of a newer version is refused by its owner, one of an older version by a reader', async () => {
  const url = `file:${temp.directory}/own.db`;
  const newer = join(temp.directory, 'newer');
  cpSync(join(MIGRATIONS, 'sqlite'), newer, { recursive: true });
  mkdirSync(join(newer, '99990101000000_future'));
  writeFileSync(
    join(newer, '99990101000000_future', 'migration.sql'),
    'CREATE TABLE "Future" ("id" TEXT PRIMARY KEY);',
  );
  await (await openDatabase(url)).close();
  await expect(openReadOnly(url, { migrations: newer })).rejects.toThrow('belongs to an older version');
  await (await openDatabase(url, { migrations: newer })).close();
  await expect(openDatabase(url)).rejects.toThrow('run the newer version');
  await expect(openReadOnly(url)).rejects.toThrow('run the newer version');
});
