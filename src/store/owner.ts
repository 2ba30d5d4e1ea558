import { existsSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';

/** Who wrote themselves down as a file's owner last, and whether that process still runs. */
export interface Owner {
  readonly pid: number;
  readonly since: string;
  readonly isRunning: boolean;
}

/** Reads the note beside the database that its owner leaves (`owner-lock.ts`), without touching the lock. */
export function readOwner(file: string): Owner | null {
  const lockFile = `${file}.owner`;
  if (!existsSync(lockFile)) return null;
  let lock: DatabaseSync | undefined;
  try {
    lock = new DatabaseSync(lockFile, { readOnly: true, timeout: 200 });
    const row = lock.prepare('SELECT "pid", "since" FROM "owner"').get() as { pid: number; since: string } | undefined;
    return row ? { ...row, isRunning: runs(row.pid) } : null;
  } catch {
    return null; // It is only just starting.
  } finally {
    lock?.close();
  }
}

function runs(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return pid !== process.pid;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
