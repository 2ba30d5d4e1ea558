import { LostRace } from '../app/lost-race.ts';
import type { Clock, Store, Tx } from '../app/ports.ts';
import type { Settings } from '../app/settings.ts';
import { answersIn, draftsIn } from './answers.ts';
import { cacheVersionsIn, countersIn } from './counters.ts';
import { type DirectoryCache, directoryIn } from './directory.ts';
import { attachmentsIn, documentsIn, personalIn, sheetsIn } from './documents.ts';
import { eventsIn } from './events.ts';
import { jobsIn } from './jobs.ts';
import { createLogReader } from './log-reader.ts';
import { obligationsIn } from './obligations.ts';
import type { Database } from './open.ts';
import { ordersIn } from './orders.ts';
import { createQueries } from './queries.ts';
import { leadsIn, requestsIn } from './requests.ts';
import { postsIn, roomsIn } from './rooms.ts';
import { type SettingProblem, type SettingsCache, settingsIn } from './settings.ts';
import type { Sql } from './sql.ts';

const MOST_RUNS = 5;

export interface StoreOptions {
  readonly clock: Clock;
  /** Settings of the configuration file, already validated: they win over what was saved in the chat. */
  readonly fileSettings?: Partial<Settings>;
  /** Told once per reading of a saved setting that cannot be used. */
  readonly onProblem?: (problem: SettingProblem) => void;
}

/** The store on a SQLite file, and the bell it rings for the queue. */
export interface SqliteStore extends Store {
  /** Calls the listener after every commit that added jobs; returns how to stop that. */
  onJobsAdded(listener: () => void): () => void;
  /** Empties every table but the migrations': the reset of a demonstration. */
  wipe(): Promise<void>;
  /** Runs work that can be made again: a power cut meanwhile may lose some of it, the file stays whole. */
  withoutWaitingForDisk<T>(work: () => Promise<T>): Promise<T>;
}

/**
 * The store over an open database. A transaction sees and writes through prepared statements alone; people and settings
 * are kept by the process and read again when their counter has moved.
 */
export function createStore(database: Database, options: StoreOptions): SqliteStore {
  const { clock } = options;
  const directory: DirectoryCache = { data: null };
  const settings: SettingsCache = {
    inForce: null,
    file: options.fileSettings ?? {},
    onProblem: options.onProblem ?? (() => {}),
  };
  const listeners = new Set<() => void>();

  function openTx(sql: Sql, jobsAdded: () => void): Tx {
    const versions = cacheVersionsIn(sql);
    return {
      answers: answersIn(sql),
      orders: ordersIn(sql),
      events: eventsIn(sql),
      obligations: obligationsIn(sql),
      jobs: jobsIn(sql, clock, jobsAdded),
      directory: directoryIn(sql, directory, versions, clock),
      settings: settingsIn(sql, settings, versions),
      counters: countersIn(sql),
      rooms: roomsIn(sql),
      posts: postsIn(sql),
      documents: documentsIn(sql),
      sheets: sheetsIn(sql),
      requests: requestsIn(sql),
      leads: leadsIn(sql),
      attachments: attachmentsIn(sql),
      personal: personalIn(sql),
      drafts: draftsIn(sql),
    };
  }

  return {
    transaction: async (work) => {
      for (let run = 1; ; run++) {
        let hasJobs = false;
        try {
          const result = await database.transaction((sql) => work(openTx(sql, () => (hasJobs = true))));
          if (hasJobs) for (const listener of listeners) listener();
          return result;
        } catch (error) {
          if (!(error instanceof LostRace) || run >= MOST_RUNS) throw error;
        }
      }
    },
    queries: createQueries(database.sql),
    log: createLogReader(database.sql),
    close: () => database.close(),
    withoutWaitingForDisk: (work) => database.withoutWaitingForDisk(work),
    wipe: async () => {
      await database.transaction(async (sql) => {
        const tables = await sql.all<{ name: string }>(
          `SELECT "name" FROM sqlite_master WHERE "type" = 'table' AND "name" NOT LIKE 'sqlite_%' AND "name" NOT LIKE '_prisma%'`,
        );
        await sql.run('PRAGMA defer_foreign_keys = ON');
        for (const { name } of tables) await sql.run(`DELETE FROM "${name}"`);
      });
      directory.data = null;
      settings.inForce = null;
    },
    onJobsAdded: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
