import { randomInt } from 'node:crypto';
import { pino, type Logger } from 'pino';
import { monotonicFactory } from 'ulid';
import type { ChatStore } from '../adapters/web/chat-store.ts';
import { createWebAdapter, type WebAdapter } from '../adapters/web/index.ts';
import { runAudit } from './app/auditor.ts';
import { createDispatch, type Dispatch } from './app/dispatch.ts';
import type { Clock, Ids, JobQueue, Store } from './app/ports.ts';
import type { ChatAdapter } from './chat/adapter.ts';
import { createConverse } from './chat/converse.ts';
import type { Converse } from './chat/interaction.ts';
import { createWebFiles } from './compose/web-files.ts';
import { createPersonas, WEB_TENANT } from './compose/web-people.ts';
import { createHealth } from './compose/health.ts';
import type { Config } from './config.ts';
import { listPeople } from './config-file.ts';
import { createDemoClock, type DemoClock } from './demo-clock.ts';
import { runDailyRoot } from './app/daily-root.ts';
import { nextWorkStart } from './domain/calendar.ts';
import { DAY, dayAt, instantOfLocal } from './domain/instant.ts';
import { calendarOf } from './app/calendar-of.ts';
import { startPeriodic } from './delivery/periodic.ts';
import { startWorkers } from './delivery/workers.ts';
import { seedDemo } from './demo/seed-demo.ts';
import { createFiles } from './files.ts';
import { createMetrics } from './http/metrics.ts';
import { type HttpServer, startServer, type ServerPart } from './http/server.ts';
import { createLocalQueue } from './store/local-queue.ts';
import { openDatabase } from './store/open.ts';
import { createStore } from './store/store.ts';
import { createWebChatStore } from './store/web-chat.ts';

export interface App {
  readonly store: Store;
  readonly dispatch: Dispatch;
  readonly converse: Converse;
  readonly queue: JobQueue;
  readonly clock: Clock;
  readonly ids: Ids;
  /** The playground and what its chat keeps; null where there is none. */
  readonly playground: { readonly adapter: WebAdapter; readonly chat: ChatStore; refreshPeople(): Promise<void> } | null;
  /** Where the server listens; null until it does. */
  readonly url: () => string | null;
  /** The one-time code of the first admin, when one is needed. */
  readonly setupCode: string | null;
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
  /** The demo company on an empty database; as the playground decides when left out. */
  readonly seedsDemo?: boolean;
}

/** The composition root: the only place that knows every part. */
export async function compose(config: Config, overrides: Overrides = {}): Promise<App> {
  const log = overrides.logger ?? pino({ level: config.logLevel, redact: ['*.token', '*.contact', '*.text', '*.secret'] });
  const nextUlid = monotonicFactory();
  const ids: Ids = overrides.ids ?? { next: () => nextUlid() };
  const hasPlayground = config.playground !== 'off';
  const demoClock: DemoClock & { attach(store: Store): Promise<void> } = createDemoClock(overrides.clock ?? { now: () => Date.now() });
  const clock: Clock = hasPlayground ? demoClock : (overrides.clock ?? { now: () => Date.now() });

  const database = await openDatabase(config.databaseUrl);
  const store = createStore(database, { clock, fileSettings: config.fileSettings, onProblem: (problem) => log.warn({ problem }, 'a saved setting cannot be used') });
  if (hasPlayground) await demoClock.attach(store);
  const queue = createLocalQueue({ database, store, clock, onFault: (error, job) => log.error({ err: error, job: job?.seq }, 'job queue fault') });

  const adapters = new Map<string, ChatAdapter>();
  let isWorking = false;
  const dispatch = createDispatch({ store, clock, ids, platforms: () => [...adapters.values()].map(({ platform, tenant }) => ({ platform, tenant })) });
  const files = createFiles(config.filesDir);
  let setupCode: string | null = null;
  const converse = createConverse({
    store, dispatch, clock, ids, files, publicUrl: config.publicUrl,
    firstAdmin: { isCode: (text) => setupCode !== null && text.trim() === setupCode, email: config.adminEmail },
    reportFault: (error, interaction) => {
      const id = ids.next();
      log.error({ err: error, id, kind: interaction.kind }, 'a command failed');
      return id;
    },
  });

  const metrics = createMetrics();
  const health = createHealth({ store, clock, adapters, metrics });
  const parts: ServerPart[] = [];
  const personas = createPersonas(store);
  if (config.people.length > 0) {
    // Before anything is asked of anybody: the file may name the first admin.
    const input = listPeople(config, hasPlayground ? [{ platform: 'web', tenant: WEB_TENANT }] : []);
    await dispatch({ id: `file-people:${ids.next()}`, actorId: 'BOT', command: 'sync_people', input });
  }
  let playground: App['playground'] = null;
  if (hasPlayground) {
    const chat = createWebChatStore(database);
    const web = createWebAdapter({
      tenant: WEB_TENANT, store: chat, people: personas, files: createWebFiles({ store, files, dispatch, ids, personas }), clock, ids,
      timeZone: (personId) => personas.timeZone(personId), isOpen: isLoopback(config.host) || config.isPlaygroundPublic, onFault: (error) => log.error({ err: error }, 'playground fault'),
      demo: {
        aheadMs: () => demoClock.aheadMs(),
        async moveClock(by) {
          await demoClock.moveAhead('ms' in by ? by.ms : (await nextMorning(store, clock.now())) - clock.now());
          queue.nudge();
          await queue.drain();
          web.refreshAll();
        },
        async reset() {
          await queue.drain();
          await store.wipe();
          await demoClock.attach(store);
          await web.clear();
          await prepareDemo();
          web.refreshAll();
        },
      },
    });
    playground = { adapter: web, chat, refreshPeople: () => personas.refresh() };
    adapters.set('web', web);
    parts.push(web);

    async function prepareDemo(): Promise<void> {
      await seedDemo({ store, dispatch, clock: demoClock, queue, adapter: web, peopleSaved: () => personas.refresh() });
      await personas.refresh();
    }

    if (overrides.seedsDemo ?? (await isEmpty(store))) {
      startWork();
      await prepareDemo();
    }
  }
  await personas.refresh();
  if (await needsFirstAdmin(store)) setupCode = String(randomInt(100_000_000, 999_999_999));

  function startWork(): void {
    if (isWorking) return;
    isWorking = true;
    startWorkers({
      store, dispatch, clock, ids, queue, concurrency: 4, adapter: (platform) => adapters.get(platform) ?? null,
      onFault: (error, job) => log.error({ err: error, job: job.seq }, 'delivery fault'),
      onDelivered: () => void 0,
      runPeriodic: async (task, period) => {
        if (task === 'audit') health.remember(await runAudit(store, { now: clock.now(), newId: () => ids.next() }));
        else if (task === 'daily_root') await runDailyRoot(store, period, clock.now());
      },
    });
  }

  let server: HttpServer | null = null;
  let stopPeriodic: (() => Promise<void>) | null = null;
  return {
    store, dispatch, converse, queue, clock, ids, setupCode, playground,
    url: () => server?.url ?? null,
    async start() {
      for (const adapter of adapters.values()) await adapter.start(converse);
      startWork();
      queue.nudge();
      if (overrides.isHeadless) return;
      const settings = await store.transaction((tx) => tx.settings.read());
      stopPeriodic = await startPeriodic(store, clock, settings.time_zone, (error) => log.error({ err: error }, 'periodic fault'));
      server = await startServer({
        host: config.host, port: config.port, publicUrl: config.publicUrl, parts, health: health.read, metrics, ids,
        onFault: (id, error, request) => log.error({ err: error, id, request }, 'request failed'),
      });
    },
    async stop() {
      await stopPeriodic?.();
      await server?.close();
      for (const adapter of adapters.values()) await adapter.stop();
      await queue.stop();
      await store.close();
    },
  };
}

/** The beginning of the next working day. */
async function nextMorning(store: Store, now: number): Promise<number> {
  const calendar = calendarOf(await store.transaction((tx) => tx.settings.read()));
  const tomorrow = instantOfLocal(calendar.timeZone, (dayAt(now, calendar.timeZone) + 1) * DAY);
  return nextWorkStart(calendar, tomorrow);
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || host.startsWith('127.');
}

async function needsFirstAdmin(store: Store): Promise<boolean> {
  const { people } = await store.transaction((tx) => tx.directory.read());
  return !people.some((p) => p.isAdmin && p.isActive);
}

async function isEmpty(store: Store): Promise<boolean> {
  const { people } = await store.transaction((tx) => tx.directory.read());
  return people.length === 0;
}
