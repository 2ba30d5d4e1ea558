import { PrismaLibSql } from '@prisma/adapter-libsql/web';
import { PrismaClient } from '../generated/sqlite/client.ts';
import type { SqliteFile } from './sqlite.ts';

/** SQLite runs one transaction at a time: a burst waits its turn instead of failing after Prisma's default of 2 s. */
const TRANSACTION_OPTIONS = { maxWait: 15_000, timeout: 15_000 };

/** An open SQLite file as Prisma's adapter factory. Every client made of it shares the file's one connection. */
export class SqliteAdapterFactory extends PrismaLibSql {
  readonly #sqlite: SqliteFile;

  constructor(sqlite: SqliteFile) {
    super({ url: `file:${sqlite.file}` }, { timestampFormat: 'unixepoch-ms' });
    this.#sqlite = sqlite;
  }

  override async connect(): ReturnType<PrismaLibSql['connect']> {
    const adapter = await super.connect();
    // The adapter has a lock of its own in front of ours: a call that would wait for itself has to fail before it.
    for (const name of ['queryRaw', 'executeRaw', 'executeScript', 'startTransaction'] as const) {
      const call = adapter[name].bind(adapter) as (argument: never) => Promise<never>;
      adapter[name] = async (argument: never) => {
        this.#sqlite.connection.turns.refuseInside('A call of Prisma');
        return call(argument);
      };
    }
    return adapter;
  }

  override createClient(): never {
    return this.#sqlite.connection.libSqlClient as never; // The part of the libSQL client that the adapter uses.
  }
}

/** Prisma's client on an open SQLite file. Loading this module costs 50 MB, so it is loaded at first need (`open.ts`). */
export function createPrisma(sqlite: SqliteFile): InstanceType<typeof PrismaClient> {
  const prisma = new PrismaClient({
    adapter: new SqliteAdapterFactory(sqlite),
    transactionOptions: TRANSACTION_OPTIONS,
  });
  const { turns } = sqlite.connection;
  const transaction = prisma.$transaction.bind(prisma) as (work: unknown, options?: object) => Promise<unknown>;
  // Our statements, or `prisma` itself, inside Prisma's interactive transaction would wait for it until it times out.
  Object.defineProperty(prisma, '$transaction', {
    value: (work: unknown, options?: object) =>
      transaction(typeof work === 'function' ? (client: unknown) => turns.inside(() => work(client)) : work, options),
  });
  return prisma;
}
