import { DatabaseSync } from 'node:sqlite';
import type { MigrationDatabase } from '../../src/store/migrate.ts';

/** A SQLite file for `migrate`, without anything else around it. */
export function migrationDatabase(file: string): MigrationDatabase & Disposable {
  const raw = new DatabaseSync(file, { timeout: 10_000 });
  return {
    dialect: 'sqlite',
    exec: async (script) => raw.exec(script),
    rows: async (sql, params = []) => raw.prepare(sql.replace(/\$\d+/g, '?')).all(...params),
    [Symbol.dispose]: () => raw.close(),
  };
}
