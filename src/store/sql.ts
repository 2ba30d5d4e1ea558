/**
 * A value a statement may carry. A `boolean` is stored as 0 or 1 and a `Date` as epoch milliseconds on SQLite; on
 * PostgreSQL both have types of their own. JSON is text here: the caller calls `JSON.stringify`.
 */
export type SqlValue = string | number | bigint | boolean | null | Date | Uint8Array;

/**
 * Runs prepared statements, beside Prisma and on the same connection (docs/adr/0003-persistence.md).
 *
 * Statements are written once for both databases: `?` for a parameter, quoted identifiers (`"Order"`, `"orderId"`), and
 * only what SQLite and PostgreSQL 13 both know (`ON CONFLICT … DO NOTHING`, `RETURNING`). The same text must be passed
 * for the same statement, values only as parameters: statements are kept prepared by their text.
 *
 * Rows arrive raw: a DateTime column as a number (epoch ms), a Boolean as 0 or 1, Json as text, a BigInt as a number
 * (reading one beyond 2^53 is a fault). Mapping them is the caller's business.
 */
export interface Sql {
  /** The rows of a query, or of a change with `RETURNING`. */
  all<R>(sql: string, params?: readonly SqlValue[]): Promise<R[]>;
  /** The number of rows changed. */
  run(sql: string, params?: readonly SqlValue[]): Promise<number>;
}

/** Column names and what they hold. A column left out gets its default. */
export type SqlRow = Readonly<Record<string, SqlValue>>;

const texts = new Map<string, string>();

/** The text made by `build` for this key, made once: the same text finds the statement that is already prepared. */
function textOf(key: string, build: () => string): string {
  let text = texts.get(key);
  if (text === undefined) {
    text = build();
    texts.set(key, text);
  }
  return text;
}

function quoted(names: readonly string[]): string {
  return names.map((name) => `"${name}"`).join(', ');
}

/** Adds one row. What is wrong with it (a key that exists, a missing column) is thrown as the database says it. */
export async function insert(sql: Sql, table: string, row: SqlRow): Promise<void> {
  await insertMany(sql, table, [row]);
}

/** As many parameters as PostgreSQL and SQLite take in one statement, with room to spare. */
const MOST_PARAMETERS = 30_000;

/** Adds rows that all have the columns of the first one. No rows, no statement. */
export async function insertMany(sql: Sql, table: string, rows: readonly SqlRow[]): Promise<void> {
  const [first] = rows;
  if (!first) return;
  const columns = Object.keys(first);
  const most = Math.max(1, Math.floor(MOST_PARAMETERS / columns.length));
  for (let start = 0; start < rows.length; start += most) {
    const part = rows.slice(start, start + most);
    const text = textOf(`insert ${table} ${part.length} ${columns}`, () => {
      const marks = `(${columns.map(() => '?').join(', ')})`;
      return `INSERT INTO "${table}" (${quoted(columns)}) VALUES ${part.map(() => marks).join(', ')}`;
    });
    await sql.run(
      text,
      part.flatMap((row) => columns.map((column) => givenIn(row, column, table))),
    );
  }
}

/**
 * Changes the rows whose columns equal `where` (a `null` there matches an empty column) and answers how many there were:
 * 0 is how compare-and-set says that somebody else was first.
 */
export async function update(sql: Sql, table: string, where: SqlRow, changes: SqlRow): Promise<number> {
  const columns = Object.keys(changes);
  const conditions = Object.keys(where);
  if (conditions.length === 0) throw new Error(`update of "${table}" without a condition`);
  if (columns.length === 0) return 0;
  const given = conditions.filter((name) => where[name] !== null);
  const empty = conditions.filter((name) => where[name] === null);
  const text = textOf(`update ${table} ${columns} where ${given} empty ${empty}`, () => {
    const matches = [...given.map((name) => `"${name}" = ?`), ...empty.map((name) => `"${name}" IS NULL`)];
    return `UPDATE "${table}" SET ${columns.map((name) => `"${name}" = ?`).join(', ')} WHERE ${matches.join(' AND ')}`;
  });
  return sql.run(text, [
    ...columns.map((column) => givenIn(changes, column, table)),
    ...given.map((column) => givenIn(where, column, table)),
  ]);
}

function givenIn(row: SqlRow, column: string, table: string): SqlValue {
  const value = row[column];
  if (value === undefined) throw new Error(`"${table}"."${column}" is undefined: write null for an empty column`);
  return value;
}
