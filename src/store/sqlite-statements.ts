import type { DatabaseSync, SQLInputValue, StatementSync } from 'node:sqlite';
import type { SqlValue } from './sql.ts';

/** Prepared statements kept; far more than the program has, so only a stream of ever new texts reaches it. */
const MOST_STATEMENTS = 1_000;

/** What Prisma's adapter asks of a libSQL client. */
export interface Query {
  readonly sql: string;
  readonly args: readonly unknown[];
}

/** What a libSQL client answers. */
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

/** The prepared statements of one connection, by their text. It knows nothing of turns and transactions. */
export class Statements {
  readonly #database: DatabaseSync;
  readonly #own = new Map<string, StatementSync>();
  readonly #prisma = new Map<string, PrismaStatement>();

  constructor(database: DatabaseSync) {
    this.#database = database;
  }

  all<R>(sql: string, params: readonly SqlValue[] = []): R[] {
    return this.#prepare(sql).all(...params.map(bindable)) as R[];
  }

  run(sql: string, params: readonly SqlValue[] = []): number {
    return Number(this.#prepare(sql).run(...params.map(bindable)).changes);
  }

  /** A statement of Prisma's, answered as the libSQL client would. */
  execute(query: Query): Result {
    const { statement, columns, types } = this.#prepareForPrisma(query.sql);
    const args = (query.args as SqlValue[]).map(bindable);
    if (columns.length === 0) {
      return { columns, columnTypes: types, rows: [], rowsAffected: Number(statement.run(...args).changes) };
    }
    // Set to return arrays when it was prepared; the type of node:sqlite knows objects only.
    const rows = statement.all(...args) as unknown as unknown[][];
    return { columns, columnTypes: types, rows: rows.map((row) => row.map(libSqlValue)), rowsAffected: 0 };
  }

  #prepare(sql: string): StatementSync {
    return keep(this.#own, sql, () => this.#database.prepare(sql));
  }

  #prepareForPrisma(sql: string): PrismaStatement {
    return keep(this.#prisma, sql, () => {
      const statement = this.#database.prepare(sql);
      statement.setReturnArrays(true);
      statement.setReadBigInts(true);
      const columns = statement.columns();
      return {
        statement,
        columns: columns.map((column) => column.name),
        types: columns.map((column) => column.type ?? ''),
      };
    });
  }
}

function keep<T>(kept: Map<string, T>, text: string, prepare: () => T): T {
  let prepared = kept.get(text);
  if (prepared === undefined) {
    prepared = prepare();
    if (kept.size >= MOST_STATEMENTS) kept.clear();
    kept.set(text, prepared);
  }
  return prepared;
}

function bindable(value: SqlValue): SQLInputValue {
  if (typeof value === 'boolean') return value ? 1 : 0;
  return value instanceof Date ? value.getTime() : value;
}

function libSqlValue(value: unknown): unknown {
  if (typeof value === 'bigint') return Number.isSafeInteger(Number(value)) ? Number(value) : value;
  return value instanceof Uint8Array ? value.slice().buffer : value;
}
