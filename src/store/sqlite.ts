/**
 * One SQLite connection per process (node:sqlite) behind Prisma's libSQL adapter, shared with our own prepared statements.
 *
 * Why not Prisma's stock factories: one lets statements from outside an open transaction run inside it, so that
 * acknowledged writes are lost with a rollback or a crash; the other opens a new connection after every transaction,
 * leaks the old one and forgets the settings (docs/adr/0002-runtime-and-sqlite.md, test/store/sqlite.test.ts).
 */
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Sql, SqlValue } from './sql.ts';
import { type Query, Statements } from './sqlite-statements.ts';
import { Turns } from './sqlite-turns.ts';

const BUSY_PATIENCE = 5_000;
const BUSY_PAUSE = 10;
const SQLITE_BUSY = 5;
const AFTER_THE_END = 'fault: a statement came after the end of its transaction';

export interface SqliteOptions {
  /** Open for reading only: nothing can be changed, and the file must exist. */
  readonly readOnly?: boolean;
  /** How long a statement waits for another program that holds the file, in ms (5 s when left out). */
  readonly patience?: number;
}

/** A SQLite file, open. Whoever uses it uses this one connection. */
export class SqliteFile {
  readonly file: string;
  readonly connection: SqliteConnection;

  constructor(file: string, options: SqliteOptions = {}) {
    this.file = file;
    this.connection = new SqliteConnection(file, options);
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
  readonly #statements: Statements;
  readonly #patience: number;
  #isForced = true;
  #allIsRepeatable = false;

  constructor(file: string, options: SqliteOptions = {}) {
    const readOnly = options.readOnly ?? false;
    this.#patience = options.patience ?? BUSY_PATIENCE;
    this.#begin = readOnly ? 'BEGIN' : 'BEGIN IMMEDIATE';
    // No waiting inside SQLite, which would stop the whole process: #patiently waits outside.
    this.#database = new DatabaseSync(file, { readOnly, timeout: 0 });
    this.#statements = new Statements(this.#database);
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
    all: (sql, params) => this.#alone('A statement of the connection', () => this.#statements.all(sql, params)),
    run: (sql, params) => this.#alone('A statement of the connection', () => this.#statements.run(sql, params)),
  };

  /**
   * The same for changes that would be made again if they were lost. Not forced to the disk by themselves: the next commit
   * that is forced takes them along, in order. A crash of the process loses nothing; a power cut may take the last of them,
   * and then everything after them too.
   */
  readonly repeatableSql: Sql = {
    all: <R>(sql: string, params?: readonly SqlValue[]) => this.#unforced(() => this.#statements.all<R>(sql, params)),
    run: (sql, params) => this.#unforced(() => this.#statements.run(sql, params)),
  };

  /**
   * Runs `work` as one transaction and commits when it returns; when it throws, nothing of it remains and the error is
   * passed on. Inside, only the given `Sql` may be used: Prisma, `sql` and `transaction` of this connection would wait
   * for the transaction they are in, so they throw a fault at once. Keep `work` free of network and timers: everybody
   * else waits. `isRepeatable` as in `repeatableSql`.
   */
  async transaction<T>(
    work: (sql: Sql) => Promise<T>,
    { isRepeatable = false }: { readonly isRepeatable?: boolean } = {},
  ): Promise<T> {
    await this.turns.take('A second transaction');
    let isOpen = true;
    const whileOpen = <R>(statement: () => R): R => {
      if (!isOpen) throw new Error(AFTER_THE_END);
      return statement();
    };
    const sql: Sql = {
      all: async <R>(text: string, params?: readonly SqlValue[]) =>
        whileOpen(() => this.#statements.all<R>(text, params)),
      run: async (text, params) => whileOpen(() => this.#statements.run(text, params)),
    };
    try {
      if (isRepeatable) this.#force(false);
      await this.#patiently(() => this.#database.exec(this.#begin));
      const result = await this.turns.inside(() => work(sql));
      isOpen = false;
      this.#database.exec('COMMIT');
      return result;
    } finally {
      isOpen = false;
      this.#rollBack();
      this.#force(true);
      this.turns.end();
    }
  }

  /**
   * While this work runs, no commit waits for the disk, because all of it can be made again: filling a demo. A power cut
   * meanwhile may lose some of it, and leaves the file whole all the same.
   */
  async withoutWaitingForDisk<T>(work: () => Promise<T>): Promise<T> {
    this.#allIsRepeatable = true;
    try {
      return await work();
    } finally {
      this.#allIsRepeatable = false;
      // A turn of its own, at whose end commits are forced again.
      await this.sql.all('SELECT 1');
    }
  }

  /** What Prisma's adapter talks to. Closing it closes nothing: the file belongs to `SqliteFile`'s owner. */
  readonly libSqlClient = {
    protocol: 'file',
    closed: false,
    execute: (query: Query) => this.#alone('A call of Prisma', () => this.#statements.execute(query)),
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
          return this.#statements.execute(query);
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
      this.#force(true);
      this.turns.end();
    }
  }

  #unforced<T>(work: () => T): Promise<T> {
    return this.#alone('A statement of the connection', () => {
      this.#force(false);
      return work();
    });
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

  /** Whether the next commit waits for the disk: always, unless what is committed can be repeated. */
  #force(wanted: boolean): void {
    const isForced = wanted && !this.#allIsRepeatable;
    if (this.#isForced === isForced || !this.#database.isOpen) return;
    this.#database.exec(isForced ? 'PRAGMA synchronous=FULL' : 'PRAGMA synchronous=NORMAL');
    this.#isForced = isForced;
  }

  #rollBack(): void {
    if (this.#database.isOpen && this.#database.isTransaction) this.#database.exec('ROLLBACK');
  }
}

/** The adapter reads SQLite's extended code from `rawCode`, as libSQL names it; node:sqlite calls it `errcode`. */
function driverError(error: unknown): unknown {
  return Object.assign(error as Error, { rawCode: (error as { errcode?: number }).errcode });
}
