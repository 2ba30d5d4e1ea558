import { pino } from 'pino';
import { WEB_TENANT } from '../compose/web-people.ts';
import { compose } from '../compose.ts';
import type { Config } from '../config.ts';
import { generateHistory } from '../demo/generate.ts';
import { openDatabase } from '../store/open.ts';
import { createStore } from '../store/store.ts';
import { print, readConfigOrComplain, readOptions, runCommand, UsageError, wholeNumber } from './command-line.ts';

const USAGE = 'demo [--fresh] [--orders 100000 [--open 10000] [--seed 1]] [--database file:./data/demo.db]';
const OPTIONS = {
  fresh: { type: 'boolean' },
  orders: { type: 'string' },
  open: { type: 'string' },
  seed: { type: 'string' },
  database: { type: 'string' },
} as const;

/**
 * `urgent-order demo`: a new demo company with a few orders; with `--orders` also that many closed orders of invented
 * history and `--open` open ones. An empty database is filled; one that holds a playground is emptied first with `--fresh`.
 */
export async function run(args: readonly string[], env: NodeJS.ProcessEnv): Promise<number> {
  return runCommand(async () => {
    const given = readOptions(args, OPTIONS, USAGE);
    const closed = wholeNumber('orders', given.orders, 0);
    const open = wholeNumber('open', given.open, Math.floor(closed / 100));
    const seed = wholeNumber('seed', given.seed, 1);
    const read = readConfigOrComplain(given.database === undefined ? env : { ...env, DATABASE_URL: given.database });
    if (!read) return 1;
    // The demo company, whatever company the file describes.
    const config: Config = { ...read, playground: 'on', logLevel: 'warn', people: [], delegates: [], fileSettings: {} };
    await makeEmpty(config, given.fresh === true);
    await seedCompany(config);
    print('The demo company is there: 13 people, 10 orders in different states.');
    if (closed + open > 0) await addHistory(config, { closed, open, seed });
    print('"npm start" shows it.');
    return 0;
  });
}

/** Refuses a database with a real company in it; empties a playground's only when that was asked for. */
async function makeEmpty(config: Config, mayWipe: boolean): Promise<void> {
  const database = await openDatabase(config.databaseUrl);
  const store = createStore(database, { clock: { now: () => Date.now() } });
  try {
    const { people, accounts } = await store.transaction((tx) => tx.directory.read());
    if (people.length === 0) return;
    const platforms = [...new Set(accounts.map((a) => a.platform))].filter((p) => p !== 'web');
    if (platforms.length > 0)
      throw new UsageError(
        `${database.file} holds people of ${platforms.join(', ')}: no demo there. Name another file with --database file:./data/demo.db`,
      );
    if (!mayWipe)
      throw new UsageError(
        `${database.file} already holds ${people.length} people. "demo --fresh" deletes everything in it and begins anew; --database names another file.`,
      );
    await store.wipe();
  } finally {
    await store.close();
  }
}

async function seedCompany(config: Config): Promise<void> {
  const app = await compose(config, { isHeadless: true, seedsDemo: true, logger: pino({ level: 'warn' }) });
  await app.stop();
}

async function addHistory(
  config: Config,
  amount: { readonly closed: number; readonly open: number; readonly seed: number },
): Promise<void> {
  const began = Date.now();
  const database = await openDatabase(config.databaseUrl);
  const store = createStore(database, { clock: { now: () => Date.now() } });
  try {
    let told = 0;
    const written = await generateHistory(store, {
      ...amount,
      now: began,
      tenant: WEB_TENANT,
      onProgress: (done) => {
        if (done - told < 10_000) return;
        told = done;
        print(`  ${done} orders, ${Math.round((Date.now() - began) / 1000)} s`);
      },
    });
    print(
      `${written.orders} orders of history with ${written.events} events in ${Math.round((Date.now() - began) / 1000)} s.`,
    );
  } finally {
    await store.close();
  }
}
