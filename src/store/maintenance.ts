import type { Database } from './open.ts';

/** What to do with a job that was given up: try it again from the start, or forget it. */
export type ParkedChoice = 'retry' | 'drop';

const RETRY = `UPDATE "Job" SET "state" = 'ready', "attempt" = 0, "runAt" = ?, "leaseUntil" = NULL WHERE "seq" = ? AND "state" = 'parked'`;
const DROP = `DELETE FROM "Job" WHERE "seq" = ? AND "state" = 'parked'`;

/** Settles one parked job; false when there is none of that number. For the owner of the database. */
export async function settleParked(
  database: Database,
  seq: number,
  choice: ParkedChoice,
  now: number,
): Promise<boolean> {
  return (
    (await (choice === 'retry' ? database.sql.run(RETRY, [new Date(now), seq]) : database.sql.run(DROP, [seq]))) === 1
  );
}

/** SQLite's own check of the file: what is wrong, empty when nothing is. */
export async function checkFile(database: Database): Promise<readonly string[]> {
  const rows = await database.sql.all<{ quick_check: string }>('PRAGMA quick_check(5)');
  return rows.map((row) => row.quick_check).filter((said) => said !== 'ok');
}

/** The latest instant in the log, ms; null while it is empty. */
export async function latestEntryAt(database: Database): Promise<number | null> {
  const [row] = await database.sql.all<{ at: number | null }>('SELECT MAX("at") AS "at" FROM "Event"');
  return row?.at ?? null;
}
