import { randomInt } from 'node:crypto';
import { type Logger, pino } from 'pino';
import type { CommandName } from './app/commands.ts';
import { createDispatch, type Dispatch } from './app/dispatch.ts';
import type { JobQueue } from './app/jobs.ts';
import type { Clock, Ids, Store } from './app/ports.ts';
import { runAudit } from './app/upkeep/auditor.ts';
import { runDailyRoot } from './app/upkeep/daily-root.ts';
import { forgetOld } from './app/upkeep/housekeeping.ts';
import type { ChatAdapter } from './chat/adapter.ts';
import { createConverse } from './chat/converse.ts';
import type { Converse } from './chat/interaction.ts';
import { createHealth } from './compose/health.ts';
import { createPlayground, holdsPlatformPeople, type Playground } from './compose/playground.ts';
import type { Config } from './config.ts';
import { listPeople } from './config-file.ts';
import { startPeriodic } from './delivery/periodic.ts';
import { startWorkers } from './delivery/workers.ts';
import { createDemoClock } from './demo-clock.ts';
import { createFiles } from './files.ts';
import { createMetrics } from './http/metrics.ts';
import { type HttpServer, type ServerPart, startServer } from './http/server.ts';
import { createLocalQueue } from './store/local-queue.ts';
import { openDatabase } from './store/open.ts';
import { createStore } from './store/store.ts';
import { createWebChatStore } from './store/web-chat.ts';
import { createUlids } from './ulids.ts';

export interface App {
  readonly store: Store;
  readonly dispatch: Dispatch;
  readonly converse: Converse;
  readonly queue: JobQueue;
  readonly clock: Clock;
  readonly ids: Ids;
  /** Null where no playground is wanted, or allowed. */
  readonly playground: Playground | null;
  /** Where the server listens; null until it does. */
  readonly url: () => string | null;
  /** The one-time code of the first admin, when one is needed. */
  readonly setupCode: () => string | null;
  start(): Promise<void>;
  /** Takes no more work, finishes what is in flight, closes the database. Done within 10 s. */
  stop(): Promise<void>;
}

/** What a test or a command may put in place of the usual parts. */
export interface Overrides {
  readonly clock?: Clock;
  readonly ids?: Ids;
  readonly logger?: Logger;
  /** No HTTP server, no periodic runs: the parts behind them only. */
  readonly isHeadless?: boolean;
  /** Whether an empty database gets a company to try things in; the playground's choice when left out. */
  readonly seedsDemo?: boolean;
}

/** Announcements and timers served side by side. */
const CONCURRENCY = 4;
const CHANGES_PEOPLE: readonly CommandName[] = ['people', 'sync_people', 'claim_admin'];

/** The composition root: the only place that knows every part. */
export async function compose(config: Config, overrides: Overrides = {}): Promise<App> {
  const log =
    overrides.logger ?? pino({ level: config.logLevel, redact: ['*.token', '*.contact', '*.text', '*.secret'] });
  const ids: Ids = overrides.ids ?? createUlids();
  const real: Clock = overrides.clock ?? { now: () => Date.now() };
  const demoClock = createDemoClock(real);
  const clock: Clock = config.playground === 'off' ? real : demoClock;

  const database = await openDatabase(config.databaseUrl);
  const store = createStore(database, {
    clock,
    fileSettings: config.fileSettings,
    onProblem: (problem) => log.warn({ problem }, 'a saved setting cannot be used'),
  });
  const queue = createLocalQueue({
    database,
    store,
    clock,
    onFault: (error, job) => log.error({ err: error, job: job?.seq }, 'job queue fault'),
  });
  const files = createFiles(config.filesDir);
  const adapters = new Map<string, ChatAdapter>();
  const gate = createDispatch({
    store,
    clock,
    ids,
    platforms: () => [...adapters.values()].map(({ platform, tenant }) => ({ platform, tenant })),
  });
  /** The playground shows the company as it is: whoever an admin adds is there at once, and gets their cards. */
  const dispatch: Dispatch = async (request) => {
    const outcome = await gate(request);
    if (outcome.kind === 'done' && CHANGES_PEOPLE.includes(request.command)) {
      await playground?.refreshPeople();
      playground?.adapter.refreshAll();
    }
    return outcome;
  };
  let setupCode: string | null = null;
  const converse = createConverse({
    store,
    dispatch,
    clock,
    ids,
    files,
    publicUrl: config.publicUrl,
    firstAdmin: { isCode: (text) => setupCode !== null && text.trim() === setupCode, email: config.adminEmail },
    reportFault: (error, interaction) => {
      const id = ids.next();
      log.error({ err: error, id, kind: interaction.kind }, 'a command failed');
      return id;
    },
  });
  const metrics = createMetrics();
  const health = createHealth({ store, clock, adapters, metrics });
  const playground = await openPlayground();
  await playground?.refreshPeople();
  // Only now: what fell due while the program was down finds its platform, and its people there.
  startWorkers({
    store,
    dispatch,
    clock,
    ids,
    queue,
    concurrency: CONCURRENCY,
    adapter: (platform) => adapters.get(platform) ?? null,
    onFault: (error, job) => log.error({ err: error, job: job.seq }, 'delivery fault'),
    runPeriodic: async (task, period) => {
      if (task === 'audit') health.remember(await runAudit(store, { now: clock.now(), newId: () => ids.next() }));
      else if (task === 'housekeeping') await forgetOld(store, clock.now());
      else if (task === 'daily_root') await runDailyRoot(store, period, clock.now());
    },
  });

  if (overrides.isHeadless) await admitPeople();

  /** Who there is: the file's people at every start, a company to try things in on an empty database. */
  async function admitPeople(): Promise<void> {
    const isEmpty = (await people()).length === 0;
    if (playground && (overrides.seedsDemo ?? isEmpty)) await playground.fill();
    else if (config.people.length > 0) await syncFilePeople();
    await playground?.refreshPeople();
    if (!(await people()).some((p) => p.isAdmin && p.isActive)) setupCode = String(randomInt(100_000_000, 999_999_999));
  }

  async function people() {
    return (await store.transaction((tx) => tx.directory.read())).people;
  }

  /** Never on a database that holds people of a platform: whoever opens the playground can be anyone in it. */
  async function openPlayground(): Promise<Playground | null> {
    if (config.playground === 'off') return null;
    if (await holdsPlatformPeople(store)) {
      if (config.playground === 'on')
        log.warn({}, 'PLAYGROUND=on is ignored: this database holds people of a chat platform');
      return null;
    }
    await demoClock.attach(store);
    const chat = createWebChatStore(database);
    const opened = createPlayground({
      config,
      store,
      chat,
      dispatch,
      queue,
      clock: demoClock,
      ids,
      files,
      onFault: (error) => log.error({ err: error }, 'playground fault'),
    });
    adapters.set('web', opened.adapter);
    return opened;
  }

  /** What the file says of people wins at every start. */
  async function syncFilePeople(): Promise<void> {
    const connected = [...adapters.values()].map(({ platform, tenant }) => ({ platform, tenant }));
    await dispatch({
      id: `file-people:${ids.next()}`,
      actorId: 'BOT',
      command: 'sync_people',
      input: listPeople(config, connected),
    });
  }

  let server: HttpServer | null = null;
  let stopPeriodic: (() => Promise<void>) | null = null;
  return {
    store,
    dispatch,
    converse,
    queue,
    clock,
    ids,
    playground,
    url: () => server?.url ?? null,
    setupCode: () => setupCode,
    async start() {
      // The server answers first: a company is told in a second or so, and the pages wait for it.
      if (!overrides.isHeadless) {
        await listen();
        await admitPeople();
        // Only now: the root of a day must not be made before the demo company's past is told.
        await ringPeriodically();
      }
      for (const adapter of adapters.values()) await adapter.start(converse);
      queue.nudge();
    },
    async stop() {
      await stopPeriodic?.();
      for (const adapter of adapters.values()) await adapter.stop();
      await server?.close();
      await queue.stop();
      await store.close();
    },
  };

  async function ringPeriodically(): Promise<void> {
    const settings = await store.transaction((tx) => tx.settings.read());
    stopPeriodic = await startPeriodic(store, clock, settings.time_zone, (error) =>
      log.error({ err: error }, 'periodic fault'),
    );
  }

  async function listen(): Promise<void> {
    const parts: ServerPart[] = playground ? [playground.adapter] : [];
    server = await startServer({
      host: config.host,
      port: config.port,
      publicUrl: config.publicUrl,
      parts,
      health: health.read,
      metrics,
      ids,
      onFault: (id, error, request) => log.error({ err: error, id, request }, 'request failed'),
    });
  }
}
