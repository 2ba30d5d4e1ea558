import type { Sql, SqlRow, SqlValue } from './sql.ts';

/**
 * How a field stands in its column. `plain`: as it is. `instant`: epoch ms in a DateTime. `flag`: a Boolean.
 * `json`: JSON text, `null` as an empty column. `value`: JSON text in a column that may not be empty.
 */
export type ColumnKind = 'plain' | 'instant' | 'flag' | 'json' | 'value';

/** A table whose columns are named like the fields of the record it holds. */
export interface Table<T> {
  readonly name: string;
  readonly columns: readonly (keyof T & string)[];
  readonly kinds: { readonly [K in keyof T]: ColumnKind };
  /** The columns, quoted, for `SELECT`. */
  readonly list: string;
}

export function table<T>(name: string, kinds: { readonly [K in keyof T]-?: ColumnKind }): Table<T> {
  const columns = Object.keys(kinds) as (keyof T & string)[];
  return { name, columns, kinds, list: columns.map((column) => `"${column}"`).join(', ') };
}

/** A JSON column's value. A number may arrive as such: SQLite keeps a numeric text in a Json column as a number. */
export function fromJson(stored: unknown): unknown {
  return typeof stored === 'string' ? JSON.parse(stored) : stored;
}

function decodeValue(kind: ColumnKind, stored: unknown): unknown {
  if (kind === 'flag') return Boolean(stored);
  if (kind === 'json' || kind === 'value') return fromJson(stored);
  return stored;
}

function encodeValue(kind: ColumnKind, value: unknown): SqlValue {
  if (kind === 'value') return JSON.stringify(value ?? null);
  if (value === null || value === undefined) return null;
  if (kind === 'instant') return new Date(value as number);
  return kind === 'json' ? JSON.stringify(value) : (value as SqlValue);
}

/** The record in a raw row (see `Sql`). */
export function decode<T>(from: Table<T>, row: Readonly<Record<string, unknown>>): T {
  const record: Record<string, unknown> = {};
  for (const column of from.columns) {
    const kind = from.kinds[column];
    record[column] = kind === 'plain' || kind === 'instant' ? row[column] : decodeValue(kind, row[column]);
  }
  return record as T;
}

/** The row of a record; fields that are not columns are left out. */
export function encode<T>(into: Table<T>, record: T): SqlRow {
  const row: Record<string, SqlValue> = {};
  for (const column of into.columns) row[column] = encodeValue(into.kinds[column], record[column]);
  return row;
}

/** The columns in which a record differs from the one before it. JSON differs when it is another object. */
export function changes<T>(of: Table<T>, before: T, after: T): SqlRow {
  const row: Record<string, SqlValue> = {};
  for (const column of of.columns) {
    if (before[column] !== after[column]) row[column] = encodeValue(of.kinds[column], after[column]);
  }
  return row;
}

const upserts = new Map<string, string>();

/**
 * Adds rows, or replaces what stands under the same `keys`. Columns in `onceOnly` are written when a row is added and
 * never again. No two of the rows may have the same keys.
 */
export async function upsert(
  sql: Sql,
  name: string,
  keys: readonly string[],
  rows: readonly SqlRow[],
  onceOnly: readonly string[] = [],
): Promise<void> {
  const [first] = rows;
  if (!first) return;
  const columns = Object.keys(first);
  const key = `${name} ${rows.length} ${columns} ${keys}`;
  let text = upserts.get(key);
  if (text === undefined) {
    const marks = `(${columns.map(() => '?').join(', ')})`;
    const kept = [...keys, ...onceOnly];
    const sets = columns.filter((c) => !kept.includes(c)).map((c) => `"${c}" = excluded."${c}"`);
    const quote = (names: readonly string[]) => names.map((n) => `"${n}"`).join(', ');
    text = `INSERT INTO "${name}" (${quote(columns)}) VALUES ${rows.map(() => marks).join(', ')} ON CONFLICT (${quote(keys)}) DO ${sets.length > 0 ? `UPDATE SET ${sets.join(', ')}` : 'NOTHING'}`;
    upserts.set(key, text);
  }
  await sql.run(
    text,
    rows.flatMap((row) => columns.map((column) => row[column] ?? null)),
  );
}

/** The one record a query finds, or null. */
export async function one<T>(sql: Sql, from: Table<T>, text: string, params: readonly SqlValue[]): Promise<T | null> {
  const [row] = await sql.all<Record<string, unknown>>(text, params);
  return row ? decode(from, row) : null;
}

/** Every record a query finds. */
export async function many<T>(sql: Sql, from: Table<T>, text: string, params: readonly SqlValue[]): Promise<T[]> {
  const rows = await sql.all<Record<string, unknown>>(text, params);
  return rows.map((row) => decode(from, row));
}
