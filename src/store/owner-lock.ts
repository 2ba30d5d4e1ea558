import { DatabaseSync } from 'node:sqlite';
import { DatabaseUnavailable } from './database-unavailable.ts';

/** SQLite's primary result code for "somebody else holds the lock". */
const SQLITE_BUSY = 5;

/** Keeps every other process from becoming this file's owner until it is released or its process ends. */
export interface OwnerLock {
  release(): void;
}

/**
 * Makes this process the one owner of a SQLite file, by an open write transaction in a second, tiny file next to it.
 * The operating system ends it with the process, also after `kill -9`, so there is nothing to clean up and no age to
 * judge. The database itself stays readable by everybody (docs/adr/0002-runtime-and-sqlite.md).
 *
 * @throws {DatabaseUnavailable} at once when another process is the owner; it names the file and, if known, the process.
 */
export function takeOwnerLock(file: string): OwnerLock {
  const lockFile = `${file}.owner`;
  const lock = new DatabaseSync(lockFile, { timeout: 0 });
  try {
    // An immediate transaction and not an exclusive one: both exclude a second owner, this one lets it read who we are.
    lock.exec('BEGIN IMMEDIATE');
    lock.exec('CREATE TABLE IF NOT EXISTS "owner" ("pid" INTEGER NOT NULL, "since" TEXT NOT NULL)');
    lock.exec('DELETE FROM "owner"');
    lock.prepare('INSERT INTO "owner" VALUES (?, ?)').run(process.pid, new Date().toISOString());
    lock.exec('COMMIT; BEGIN IMMEDIATE');
  } catch (error) {
    const reason = describe(error, lock, file, lockFile);
    lock.close();
    throw reason;
  }
  return {
    release: () => {
      if (lock.isOpen) lock.close();
    },
  };
}

function describe(error: unknown, lock: DatabaseSync, file: string, lockFile: string): DatabaseUnavailable {
  const { errcode = 0, message } = error as { errcode?: number; message: string };
  if ((errcode & 0xff) !== SQLITE_BUSY) {
    return new DatabaseUnavailable(`The lock file ${lockFile} cannot be used: ${message}.`, { cause: error });
  }
  return new DatabaseUnavailable(
    `The database ${file} is in use by another urgent-order${ownerIn(lock)}. One process at a time may own it: ` +
      'stop that one, or give this one another file in DATABASE_URL.',
    { cause: error },
  );
}

function ownerIn(lock: DatabaseSync): string {
  try {
    const owner = lock.prepare('SELECT "pid", "since" FROM "owner"').get();
    return owner ? ` (process ${owner.pid}, since ${owner.since})` : '';
  } catch {
    return ''; // It is only just starting.
  }
}
