import { type Config, readConfig } from '../config.ts';
import { DatabaseUnavailable } from '../store/database-unavailable.ts';
import { type ParkedChoice, settleParked } from '../store/maintenance.ts';
import { openDatabase, openReadOnly } from '../store/open.ts';
import { createStore, type SqliteStore } from '../store/store.ts';
import { print, readOptions, runCommand, UsageError, wholeNumber } from './command-line.ts';
import { checkCompany } from './doctor/company.ts';
import { describeFinding, type Finding, problem, warning } from './doctor/finding.ts';
import { checkMachine, checkOwner } from './doctor/machine.ts';
import { checkWork } from './doctor/work.ts';

const USAGE = 'doctor [--retry <job> | --drop <job>]';
const MINUTE = 60_000;

/** `urgent-order doctor`: looks at everything, beside a running bot, and says what to do. Ends with 1 on a problem. */
export async function run(args: readonly string[], env: NodeJS.ProcessEnv): Promise<number> {
  return runCommand(async () => {
    const { retry, drop } = readOptions(args, { retry: { type: 'string' }, drop: { type: 'string' } }, USAGE);
    if (retry !== undefined && drop !== undefined) throw new UsageError(`Usage: npx urgent-order ${USAGE}`);
    const { config, problems } = readConfig(env);
    if (retry !== undefined) return settle(config, wholeNumber('retry', retry, 0), 'retry');
    if (drop !== undefined) return settle(config, wholeNumber('drop', drop, 0), 'drop');
    const findings = [...checkMachine(config, problems), ...(await checkDatabase(config))];
    for (const finding of findings) print(describeFinding(finding));
    const count = (level: Finding['level']) => findings.filter((f) => f.level === level).length;
    print(
      count('problem') + count('warning') === 0
        ? 'Everything is in order.'
        : `Problems: ${count('problem')}, warnings: ${count('warning')}.`,
    );
    return count('problem') === 0 ? 0 : 1;
  });
}

async function checkDatabase(config: Config): Promise<Finding[]> {
  let database: Awaited<ReturnType<typeof openReadOnly>>;
  try {
    database = await openReadOnly(config.databaseUrl);
  } catch (error) {
    if (!(error instanceof DatabaseUnavailable)) throw error;
    return [problem(error.message, 'npm start, or npx urgent-order migrate')];
  }
  try {
    const unusable: Finding[] = [];
    const store = createStore(database, {
      clock: { now: () => Date.now() },
      fileSettings: config.fileSettings,
      onProblem: ({ key, problem: why }) =>
        unusable.push(
          warning(
            `the saved setting ${key} is ${why}; its default stands`,
            `save it again: /urgent-order settings ${key}`,
          ),
        ),
    });
    const now = Date.now() + (await movedAhead(store));
    const owner = checkOwner(database.file);
    return [
      owner.finding,
      ...(await checkWork(database, store, now, owner.isRunning)),
      ...(await checkCompany(store, now)),
      ...unusable,
      ...(await checkMixture(config, store)),
    ];
  } finally {
    await database.close();
  }
}

/** A playground's clock may have been moved ahead, and its log with it. */
async function movedAhead(store: SqliteStore): Promise<number> {
  return (await store.transaction((tx) => tx.counters.read('demo_clock_ahead_min'))) * MINUTE;
}

/** In the playground everybody can be anyone: not beside people of a platform (operating contract). */
async function checkMixture({ playground }: Config, store: SqliteStore): Promise<Finding[]> {
  const { accounts } = await store.transaction((tx) => tx.directory.read());
  const platforms = [...new Set(accounts.map((a) => a.platform).filter((p) => p !== 'web'))];
  if (playground !== 'on' || platforms.length === 0) return [];
  return [
    problem(
      `PLAYGROUND=on, but this database holds people of ${platforms.join(', ')}`,
      'leave PLAYGROUND out, or give the playground a database of its own in DATABASE_URL',
    ),
  ];
}

async function settle(config: Config, seq: number, choice: ParkedChoice): Promise<number> {
  const database = await openDatabase(config.databaseUrl);
  try {
    const isDone = await settleParked(database, seq, choice, Date.now());
    if (!isDone) throw new UsageError(`There is no parked job ${seq}. "npx urgent-order doctor" lists them.`);
    print(choice === 'retry' ? `Job ${seq} is tried again when the bot runs.` : `Job ${seq} is forgotten.`);
    return 0;
  } finally {
    await database.close();
  }
}
