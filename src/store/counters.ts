import type { Tx } from '../app/ports.ts';
import type { Sql } from './sql.ts';

const NEXT =
  'INSERT INTO "Counter" ("name", "value") VALUES (?, 1) ON CONFLICT ("name") DO UPDATE SET "value" = "Counter"."value" + 1 RETURNING "value"';

/** Counts a counter up and gives its new value; the first one is 1. */
export async function countUp(sql: Sql, name: string): Promise<number> {
  const [row] = await sql.all<{ value: number }>(NEXT, [name]);
  if (!row) throw new Error(`the counter ${name} gave no value`);
  return row.value;
}

export function countersIn(sql: Sql): Tx['counters'] {
  return {
    next: (name) => countUp(sql, name),
    read: async (name) => {
      const [row] = await sql.all<{ value: number }>('SELECT "value" FROM "Counter" WHERE "name" = ?', [name]);
      return row?.value ?? 0;
    },
    set: async (name, value) => {
      await sql.run(
        'INSERT INTO "Counter" ("name", "value") VALUES (?, ?) ON CONFLICT ("name") DO UPDATE SET "value" = excluded."value"',
        [name, value],
      );
    },
  };
}

/** Change counters that tell a process its cached people or settings are old. */
export interface CacheVersions {
  readonly directory: number;
  readonly settings: number;
}

/** Both change counters in one statement, at the first question of a transaction. */
export function cacheVersionsIn(sql: Sql): () => Promise<CacheVersions> {
  let read: Promise<CacheVersions> | undefined;
  async function readVersions(): Promise<CacheVersions> {
    const rows = await sql.all<{ name: string; value: number }>(
      `SELECT "name", "value" FROM "Counter" WHERE "name" IN ('directory', 'settings')`,
    );
    const counted = (name: string) => rows.find((row) => row.name === name)?.value ?? 0;
    return { directory: counted('directory'), settings: counted('settings') };
  }
  return () => (read ??= readVersions());
}
