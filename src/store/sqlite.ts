/**
 * One SQLite connection per process (node:sqlite) behind Prisma's libSQL adapter, shared with our own prepared statements.
 *
 * Why not Prisma's stock factories: one lets statements from outside an open transaction run inside it, so that
 * acknowledged writes are lost with a rollback or a crash; the other opens a new connection after every transaction,
 * leaks the old one and forgets the settings (docs/adr/0002-runtime-and-sqlite.md, test/store/sqlite.test.ts).
 */
import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite';
import { setTimeout as sleep } from 'node:timers/promises';
import { PrismaLibSql } from '@prisma/adapter-libsql/web';
import type { Sql, SqlValue } from './sql.ts';
import { Turns } from './sqlite-turns.ts';

const BUSY_PATIENCE = 5_000;
const BUSY_PAUSE = 10;
const SQLITE_BUSY = 5;
/** Prepared statements kept; far more than the program has, so only a stream of ever new texts reaches it. */
const MOST_STATEMENTS = 1_000;
const AFTER_THE_END = 'fault: a statement came after the end of its transaction';

export interface SqliteOptions {
  /** Open for reading only: nothing can be changed, and the file must exist. */
  readonly readOnly?: boolean;
  /** How long a statement waits for another program that holds the file, in ms (5 s when left out). */
  readonly patience?: number;
}

/** What Prisma's adapter asks of a libSQL client. */
interface Query {
  readonly sql: string;
  readonly args: readonly unknown[];
}
interface Result {
  readonly columns: readonly string[];
  readonly columnTypes: readonly string[];
  readonly rows: readonly (readonly unknown[])[];
  readonly rowsAffected: number;
}
interface PrismaStatement {
  readonly statement: StatementSync;
  readonly columns: readonly string[];
  readonly types: readonly string[];
}

/** A SQLite file as Prisma's adapter factory. Every client made of it shares `connection`. */
export class SqliteFile extends PrismaLibSql {
  readonly file: string;
  readonly connection: SqliteConnection;

  constructor(file: string, options: SqliteOptions = {}) {
    super({ url: `file:${file}` }, { timestampFormat: 'unixepoch-ms' });
    this.file = file;
    this.connection = new SqliteConnection(file, options);
  }

  override async connect(): ReturnType<PrismaLibSql['connect']> {
    const adapter = await super.connect();
    // The adapter has a lock of its own in front of ours: a call that would wait for itself has to fail before it.
    for (const name of ['queryRaw', 'executeRaw', 'executeScript', 'startTransaction'] as const) {
      const call = adapter[name].bind(adapter) as (argument: never) => Promise<never>;
      adapter[name] = async (argument: never) => {
        this.connection.turns.refuseInside('A call of Prisma');
        return call(argument);
      };
    }
    return adapter;
  }

  override createClient(): never {
    return this.connection.libSqlClient as never; // The part of the libSQL client that the adapter uses.
  }
}

/**
 * The connection and whose turn it is. Prisma's single statements, Prisma's transactions and raw transactions take turns
 * in the order they asked: nothing runs inside somebody else's transaction.
 */
export class SqliteConnection {
  readonly turns = new Turns();
  readonly #database: DatabaseSync;
  readonly #begin: string;
  readonly #raw = new Map<string, StatementSync>();
  readonly #prisma = new Map<string, PrismaStatement>();
  readonly #patience: number;

  constructor(file: string, options: SqliteOptions = {}) {
    const readOnly = options.readOnly ?? false;
    this.#patience = options.patience ?? BUSY_PATIENCE;
    this.#begin = readOnly ? 'BEGIN' : 'BEGIN IMMEDIATE';
    // No waiting inside SQLite, which would stop the whole process: #patiently waits outside.
    this.#database = new DatabaseSync(file, { readOnly, timeout: 0 });
    try {
      this.#database.exec('PRAGMA busy_timeout=2000');
      if (!readOnly) this.#database.exec('PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON');
      // A file that is no database, or is damaged at its root, is found here and not in the middle of the work.
      this.#database.exec('SELECT COUNT(*) FROM sqlite_schema; PRAGMA busy_timeout=0');
    } catch (error) {
      this.#database.close();
      throw error;
    }
  }

  /** Single statements, each a transaction of its own that waits its turn. */
  readonly sql: Sql = {
    all: (sql, params) => this.#alone('A statement of the connection', () => this.#all(sql, params)),
    run: (sql, params) => this.#alone('A statement of the connection', () => this.#run(sql, params)),
  };

  /**
   * Runs `work` as one transaction and commits when it returns; when it throws, nothing of it remains and the error is
   * passed on. Inside, only the given `Sql` may be used: Prisma, `sql` and `transaction` of this connection would wait
   * for the transaction they are in, so they throw a fault at once. Keep `work` free of network and timers: everybody
   * else waits.
   */
  async transaction<T>(work: (sql: Sql) => Promise<T>): Promise<T> {
    await this.turns.take('A second transaction');
    let isOpen = true;
    const whileOpen = <R>(statement: () => R): R => {
      if (!isOpen) throw new Error(AFTER_THE_END);
      return statement();
    };
    const sql: Sql = {
      all: async <R>(text: string, params?: readonly SqlValue[]) => whileOpen(() => this.#all<R>(text, params)),
      run: async (text, params) => whileOpen(() => this.#run(text, params)),
    };
    try {
      await this.#patiently(() => this.#database.exec(this.#begin));
      const result = await this.turns.inside(() => work(sql));
      isOpen = false;
      this.#database.exec('COMMIT');
      return result;
    } finally {
      isOpen = false;
      this.#rollBack();
      this.turns.end();
    }
  }

  /** What Prisma's adapter talks to. Closing it closes nothing: the file belongs to `SqliteFile`'s owner. */
  readonly libSqlClient = {
    protocol: 'file',
    closed: false,
    execute: (query: Query) => this.#alone('A call of Prisma', () => this.#execute(query)),
    executeMultiple: (script: string) => this.#alone('A call of Prisma', () => this.#database.exec(script)),
    transaction: async () => {
      await this.turns.take('A call of Prisma');
      try {
        await this.#patiently(() => this.#database.exec(this.#begin));
      } catch (error) {
        this.turns.end();
        throw error;
      }
      return this.#prismaTransaction();
    },
    close: () => {},
  };

  /** Waits for the work under way, then closes the file. Whatever comes afterwards fails. */
  async close(): Promise<void> {
    await this.turns.take('Closing the database');
    try {
      if (this.#database.isOpen) this.#database.close();
    } finally {
      this.turns.end();
    }
  }

  #prismaTransaction() {
    let isOpen = true;
    const end = (commit: boolean) => {
      if (!isOpen) return;
      isOpen = false;
      try {
        if (commit) this.#database.exec('COMMIT');
      } catch (error) {
        throw driverError(error);
      } finally {
        this.#rollBack();
        this.turns.end();
      }
    };
    return {
      execute: async (query: Query) => {
        if (!isOpen) throw new Error(AFTER_THE_END);
        try {
          return this.#execute(query);
        } catch (error) {
          throw driverError(error);
        }
      },
      commit: async () => end(true),
      rollback: async () => end(false),
    };
  }

  async #alone<T>(what: string, work: () => T): Promise<T> {
    await this.turns.take(what);
    try {
      return await this.#patiently(work);
    } finally {
      this.turns.end();
    }
  }

  /** Tries again while another program holds the file, without stopping this process meanwhile. */
  async #patiently<T>(work: () => T): Promise<T> {
    for (let waited = 0; ; waited += BUSY_PAUSE) {
      try {
        return work();
      } catch (error) {
        const isBusy = ((error as { errcode?: number }).errcode ?? 0) % 256 === SQLITE_BUSY;
        if (!isBusy || waited >= this.#patience || this.#database.isTransaction) throw driverError(error);
        await sleep(BUSY_PAUSE);
      }
    }
  }

  #rollBack(): void {
    if (this.#database.isOpen && this.#database.isTransaction) this.#database.exec('ROLLBACK');
  }

  #all<R>(sql: string, params: readonly SqlValue[] = []): R[] {
    return this.#prepare(sql).all(...params.map(bindable)) as R[];
  }

  #run(sql: string, params: readonly SqlValue[] = []): number {
    return Number(this.#prepare(sql).run(...params.map(bindable)).changes);
  }

  #prepare(sql: string): StatementSync {
    let statement = this.#raw.get(sql);
    if (!statement) {
      statement = this.#database.prepare(sql);
      if (this.#raw.size >= MOST_STATEMENTS) this.#raw.clear();
      this.#raw.set(sql, statement);
    }
    return statement;
  }

  #execute(query: Query): Result {
    const { statement, columns, types } = this.#prepareForPrisma(query.sql);
    const args = (query.args as SqlValue[]).map(bindable);
    if (columns.length === 0) {
      return { columns, columnTypes: types, rows: [], rowsAffected: Number(statement.run(...args).changes) };
    }
    const rows = statement.all(...args) as unknown as unknown[][];
    return { columns, columnTypes: types, rows: rows.map((row) => row.map(libSqlValue)), rowsAffected: 0 };
  }

  #prepareForPrisma(sql: string): PrismaStatement {
    let prepared = this.#prisma.get(sql);
    if (!prepared) {
      const statement = this.#database.prepare(sql);
      statement.setReturnArrays(true);
      statement.setReadBigInts(true);
      const described = statement.columns();
      prepared = {
        statement,
        columns: described.map((column) => column.name),
        types: described.map((column) => column.type ?? ''),
      };
      if (this.#prisma.size >= MOST_STATEMENTS) this.#prisma.clear();
      this.#prisma.set(sql, prepared);
    }
    return prepared;
  }
}

function bindable(value: SqlValue): SQLInputValue {
  if (typeof value === 'boolean') return value ? 1 : 0;
  return value instanceof Date ? value.getTime() : value;
}

function libSqlValue(value: unknown): unknown {
  if (typeof value === 'bigint') return Number.isSafeInteger(Number(value)) ? Number(value) : value;
  return value instanceof Uint8Array ? value.slice().buffer : value;
}

/** The adapter reads SQLite's extended code from `rawCode`, as libSQL names it; node:sqlite calls it `errcode`. */
function driverError(error: unknown): unknown {
  return Object.assign(error as Error, { rawCode: (error as { errcode?: number }).errcode });
}
