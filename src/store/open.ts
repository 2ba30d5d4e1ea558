import { existsSync, mkdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, resolve } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { fileURLToPath } from 'node:url';
import type { PrismaClient } from '../generated/sqlite/client.ts';
import { DatabaseUnavailable } from './database-unavailable.ts';
import { type MigrationDatabase, migrate, pendingMigrations } from './migrate.ts';
import { takeOwnerLock } from './owner-lock.ts';
import type { createPrisma } from './prisma-client.ts';
import type { Sql } from './sql.ts';
import { SqliteFile } from './sqlite.ts';

/** Prisma's client as the store knows it: SQLite's type, the smaller of the two dialects (docs/adr/0003-persistence.md). */
export type PrismaDatabase = InstanceType<typeof PrismaClient>;

/** An open database. */
export interface Database {
  /** The SQLite file, absolute. */
  readonly file: string;
  /** For queries and for changes that are not on the path of a click. Never inside `transaction`'s work. */
  readonly prisma: PrismaDatabase;
  /** Single prepared statements, each a transaction of its own. */
  readonly sql: Sql;
  /** For changes that would be made again if a power cut took them: `SqliteConnection.repeatableSql`. */
  readonly repeatableSql: Sql;
  /** One transaction of prepared statements: `SqliteConnection.transaction`. */
  transaction<T>(work: (sql: Sql) => Promise<T>, options?: { readonly isRepeatable?: boolean }): Promise<T>;
  /** While the work runs, all of it counts as repeatable: `SqliteConnection.withoutWaitingForDisk`. */
  withoutWaitingForDisk<T>(work: () => Promise<T>): Promise<T>;
  /** Names of the migrations that were applied while opening; empty on a database that was up to date. */
  readonly migrated: readonly string[];
  /** Waits for what is under way, closes the file and gives up its ownership. Repeating it is harmless. */
  close(): Promise<void>;
}

export interface OpenOptions {
  /** Where the migrations are; the program's own when left out. */
  readonly migrations?: string;
}

const MIGRATIONS = fileURLToPath(new URL('../../prisma/migrations/sqlite', import.meta.url));
/** How long a migration waits for another one, or for a reader of the file, in ms. */
const MIGRATION_PATIENCE = 5_000;

/**
 * Opens the database of `DATABASE_URL` as its one owner: creates the folder and the file when they are missing and brings
 * it to this version. A `file:` path is relative to the working directory.
 *
 * @throws {DatabaseUnavailable} when it belongs to another process, cannot be opened or cannot be migrated.
 */
export async function openDatabase(url: string, options: OpenOptions = {}): Promise<Database> {
  const file = fileOf(url);
  makeFolder(file);
  const lock = takeOwnerLock(file);
  try {
    const migrated = await migrateFile(file, options.migrations ?? MIGRATIONS);
    return wrap(open(file, false), migrated, () => lock.release());
  } catch (error) {
    lock.release();
    throw error;
  }
}

/**
 * Opens the database for reading beside its owner, who may go on writing; a `transaction` sees one moment.
 *
 * @throws {DatabaseUnavailable} when there is none yet, or it is not at this version.
 */
export async function openReadOnly(url: string, options: OpenOptions = {}): Promise<Database> {
  const file = fileOf(url);
  if (!existsSync(file)) {
    throw new DatabaseUnavailable(`There is no database at ${file} yet: "npm start" creates it (see DATABASE_URL).`);
  }
  const sqlite = open(file, true);
  try {
    await checkVersion(sqlite, options.migrations ?? MIGRATIONS);
    return wrap(sqlite, [], () => {});
  } catch (error) {
    await sqlite.connection.close();
    throw error;
  }
}

function wrap(sqlite: SqliteFile, migrated: readonly string[], afterwards: () => void): Database {
  const { file, connection } = sqlite;
  let prisma: PrismaDatabase | undefined;
  return {
    file,
    get prisma() {
      prisma ??= loadPrisma(sqlite);
      return prisma;
    },
    sql: connection.sql,
    repeatableSql: connection.repeatableSql,
    transaction: (work, options) => connection.transaction(work, options),
    withoutWaitingForDisk: (work) => connection.withoutWaitingForDisk(work),
    migrated,
    close: async () => {
      await prisma?.$disconnect();
      await connection.close();
      afterwards();
    },
  };
}

/** Prisma and its adapter, loaded when somebody asks for them: half of what the program would weigh otherwise. */
function loadPrisma(sqlite: SqliteFile): PrismaDatabase {
  const module = import.meta.url.endsWith('.ts') ? './prisma-client.ts' : './prisma-client.js';
  const loaded = createRequire(import.meta.url)(module) as { readonly createPrisma: typeof createPrisma };
  return loaded.createPrisma(sqlite);
}

function fileOf(url: string): string {
  if (/^postgres(ql)?:/.test(url)) throw new DatabaseUnavailable('PostgreSQL is not available in this version yet.');
  const path = /^file:(?:\/\/(?=\/))?(.+)$/.exec(url)?.[1];
  if (!path) {
    throw new DatabaseUnavailable(`DATABASE_URL is "${url}", but has to look like file:./data/urgent-order.db.`);
  }
  return resolve(path);
}

function makeFolder(file: string): void {
  try {
    mkdirSync(dirname(file), { recursive: true });
  } catch (error) {
    throw new DatabaseUnavailable(`The folder ${dirname(file)} cannot be created: ${(error as Error).message}.`, {
      cause: error,
    });
  }
}

function open(file: string, readOnly: boolean): SqliteFile {
  try {
    return new SqliteFile(file, { readOnly });
  } catch (error) {
    throw unusable(file, error);
  }
}

function unusable(file: string, error: unknown): DatabaseUnavailable {
  if (error instanceof DatabaseUnavailable) return error;
  return new DatabaseUnavailable(`The database ${file} cannot be used: ${(error as Error).message}.`, { cause: error });
}

async function migrateFile(file: string, migrations: string): Promise<string[]> {
  let raw: DatabaseSync | undefined;
  try {
    raw = new DatabaseSync(file, { timeout: MIGRATION_PATIENCE });
    return await migrate(migrationDatabase(raw), migrations);
  } catch (error) {
    throw unusable(file, error);
  } finally {
    raw?.close();
  }
}

function migrationDatabase(raw: DatabaseSync): MigrationDatabase {
  return {
    dialect: 'sqlite',
    exec: async (script) => raw.exec(script),
    rows: async (sql, params = []) => raw.prepare(sql.replace(/\$\d+/g, '?')).all(...params),
  };
}

async function checkVersion(sqlite: SqliteFile, migrations: string): Promise<void> {
  const reader: MigrationDatabase = {
    dialect: 'sqlite',
    exec: async () => {},
    rows: (sql) => sqlite.connection.sql.all<Record<string, unknown>>(sql),
  };
  const pending = await pendingMigrations(reader, migrations).catch((error: unknown) => {
    throw unusable(sqlite.file, error);
  });
  if (pending.length === 0) return;
  throw new DatabaseUnavailable(
    `The database ${sqlite.file} belongs to an older version of urgent-order: start the program once to bring it up to date.`,
  );
}
