/**
 * Applies `prisma/migrations/<database>/<timestamp>_<name>/migration.sql` in order. It keeps Prisma's own table
 * `_prisma_migrations`, so that Prisma's command line can take over at any time.
 */
import { createHash, randomUUID } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseUnavailable } from './database-unavailable.ts';

/** A connection that belongs to the migration alone while it runs. Parameters are written `$1`, `$2`, … */
export interface MigrationDatabase {
  readonly dialect: 'sqlite' | 'postgresql';
  exec(script: string): Promise<void>;
  rows(sql: string, params?: readonly string[]): Promise<readonly Record<string, unknown>[]>;
}

interface Migration {
  readonly name: string;
  readonly script: string;
  readonly checksum: string;
}

/** Prisma's table, as Prisma creates it. */
const TABLE = {
  sqlite: `CREATE TABLE IF NOT EXISTS "_prisma_migrations" (
    "id" TEXT PRIMARY KEY NOT NULL, "checksum" TEXT NOT NULL, "finished_at" DATETIME, "migration_name" TEXT NOT NULL,
    "logs" TEXT, "rolled_back_at" DATETIME, "started_at" DATETIME NOT NULL DEFAULT current_timestamp,
    "applied_steps_count" INTEGER UNSIGNED NOT NULL DEFAULT 0)`,
  postgresql: `CREATE TABLE IF NOT EXISTS "_prisma_migrations" (
    "id" VARCHAR(36) PRIMARY KEY NOT NULL, "checksum" VARCHAR(64) NOT NULL, "finished_at" TIMESTAMPTZ,
    "migration_name" VARCHAR(255) NOT NULL, "logs" TEXT, "rolled_back_at" TIMESTAMPTZ,
    "started_at" TIMESTAMPTZ NOT NULL DEFAULT now(), "applied_steps_count" INTEGER NOT NULL DEFAULT 0)`,
};
const APPLIED = `SELECT "migration_name" AS "name", "checksum", "finished_at" AS "finishedAt"
  FROM "_prisma_migrations" WHERE "rolled_back_at" IS NULL`;
const REMEMBER = `INSERT INTO "_prisma_migrations"
  ("id", "checksum", "migration_name", "started_at", "finished_at", "applied_steps_count") VALUES ($1, $2, $3, $4, $5, 1)`;

/** The number Prisma's own engine locks on PostgreSQL, so that it and we never migrate at the same time. */
const ADVISORY_LOCK = 72_707_369;

/**
 * Brings the database to the state of `folder` in one transaction and answers the names of what it applied. Several
 * processes may do so at once: one applies, the others find nothing left to do.
 *
 * @throws {DatabaseUnavailable} with nothing changed, when a migration fails, was edited after it was applied, or comes
 *   from a newer version of the program.
 */
export async function migrate(database: MigrationDatabase, folder: string): Promise<string[]> {
  const known = readMigrations(folder);
  const isSqlite = database.dialect === 'sqlite';
  // SQLite ignores this setting inside a transaction, and rebuilding a table with it on would delete its children.
  if (isSqlite) await database.exec('PRAGMA foreign_keys=OFF');
  await database.exec(isSqlite ? 'BEGIN IMMEDIATE' : `BEGIN; SELECT pg_advisory_xact_lock(${ADVISORY_LOCK})`);
  try {
    await database.exec(TABLE[database.dialect]);
    const pending = findPending(known, await database.rows(APPLIED));
    for (const migration of pending) await apply(database, migration);
    if (isSqlite && pending.length > 0) await checkForeignKeys(database);
    await database.exec('COMMIT');
    return pending.map((migration) => migration.name);
  } catch (error) {
    await database.exec('ROLLBACK').catch(() => {});
    throw error;
  } finally {
    if (isSqlite) await database.exec('PRAGMA foreign_keys=ON');
  }
}

/** What `migrate` would apply, without changing anything; for those who only read. */
export async function pendingMigrations(database: MigrationDatabase, folder: string): Promise<string[]> {
  const rows = await database.rows(APPLIED);
  return findPending(readMigrations(folder), rows).map((migration) => migration.name);
}

function readMigrations(folder: string): Migration[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort()
    .map((name) => {
      const script = readFileSync(join(folder, name, 'migration.sql'), 'utf8');
      return { name, script, checksum: createHash('sha256').update(script).digest('hex') };
    });
}

function findPending(known: readonly Migration[], rows: readonly Record<string, unknown>[]): Migration[] {
  for (const { name, checksum, finishedAt } of rows) {
    if (finishedAt === null) {
      throw new DatabaseUnavailable(
        `Migration ${name} failed earlier and was left half applied: restore the backup, or settle it with "prisma migrate resolve".`,
      );
    }
    const mine = known.find((migration) => migration.name === name);
    if (!mine) {
      throw new DatabaseUnavailable(
        `The database has migration ${name}, which this version of urgent-order does not know: run the newer version.`,
      );
    }
    if (mine.checksum !== checksum) {
      throw new DatabaseUnavailable(
        `Migration ${name} was edited after it was applied to this database: restore the file as it was released.`,
      );
    }
  }
  const applied = new Set(rows.map((row) => row.name));
  return known.filter((migration) => !applied.has(migration.name));
}

async function apply(database: MigrationDatabase, migration: Migration): Promise<void> {
  const startedAt = new Date();
  try {
    await database.exec(migration.script);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new DatabaseUnavailable(`Migration ${migration.name} failed, and nothing was changed: ${reason}`, {
      cause: error,
    });
  }
  const { name, checksum } = migration;
  await database.rows(REMEMBER, [randomUUID(), checksum, name, stamp(startedAt), stamp(new Date())]);
}

async function checkForeignKeys(database: MigrationDatabase): Promise<void> {
  const dangling = await database.rows('PRAGMA foreign_key_check');
  if (dangling.length === 0) return;
  const tables = [...new Set(dangling.map((row) => row.table))].join(', ');
  throw new DatabaseUnavailable(`A migration would leave rows of ${tables} without their parent; nothing was changed.`);
}

/** As Prisma's engine writes an instant. */
function stamp(at: Date): string {
  return at.toISOString().replace('Z', '+00:00');
}
