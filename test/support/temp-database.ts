import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A place for one test's data: removed by `remove()`, or at the end of the block by `using`. */
export interface TempDatabase extends Disposable {
  /** A new, empty directory that belongs to this test alone; put attachments and the like in it too. */
  readonly directory: string;
  /** Path of the SQLite file. It does not exist yet: whoever opens it creates and migrates it. */
  readonly file: string;
  /** The same path as `DATABASE_URL` wants it. */
  readonly url: string;
  /** Deletes the directory with everything in it. Close the database first. Repeating it is harmless. */
  remove(): void;
}

/** Names a SQLite database in a new directory under the system's temporary one. Nothing is opened. */
export function tempDatabase(): TempDatabase {
  const directory = mkdtempSync(join(tmpdir(), 'urgent-order-'));
  const file = join(directory, 'urgent-order.db');
  const remove = (): void => rmSync(directory, { recursive: true, force: true });
  return { directory, file, url: `file:${file}`, remove, [Symbol.dispose]: remove };
}
