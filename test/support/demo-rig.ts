import { copyFileSync } from 'node:fs';
import { monotonicFactory } from 'ulid';
import { createDispatch, type Dispatch } from '../../src/app/dispatch.ts';
import type { JobQueue } from '../../src/app/jobs.ts';
import type { Clock } from '../../src/app/ports.ts';
import { timerRequestId } from '../../src/app/timers.ts';
import { type ReplayClock, type SeedParts, seedDemo } from '../../src/demo/seed-demo.ts';
import { createLocalQueue } from '../../src/store/local-queue.ts';
import { type Database, openDatabase } from '../../src/store/open.ts';
import { createStore, type SqliteStore } from '../../src/store/store.ts';
import { type TempDatabase, tempDatabase } from './temp-database.ts';

/** A Tuesday, 14:00 in Shanghai. */
const DEMO_NOW = Date.UTC(2026, 2, 10, 6);

export interface DemoRig {
  readonly temp: TempDatabase;
  readonly database: Database;
  readonly store: SqliteStore;
  readonly dispatch: Dispatch;
  readonly clock: ReplayClock & { advance(ms: number): void };
  readonly queue: JobQueue;
  /** Announcements that went out, as kinds and views. */
  readonly delivered: string[];
  readonly faults: unknown[];
  /** Answers the steps that were refused. */
  seed(): Promise<readonly string[]>;
  /** Closes the database and leaves its file, to be copied. */
  stop(): Promise<void>;
  close(): Promise<void>;
}

function standingClock(): ReplayClock & { advance(ms: number): void } {
  let [now, replayed]: [number, number | null] = [DEMO_NOW, null];
  return { now: () => replayed ?? now, replay: (at) => (replayed = at), advance: (ms) => (now += ms) };
}

/** Store, gate and queue on a new database, or on a copy of a closed one; announcements arrive nowhere but are counted. */
export async function createDemoRig(copyOf?: string): Promise<DemoRig> {
  const temp = tempDatabase();
  if (copyOf !== undefined) copyFileSync(copyOf, temp.file);
  const database = await openDatabase(temp.url);
  const clock = standingClock();
  const store = createStore(database, { clock });
  // The same ids each time, and others on a copy than those it holds.
  const next = monotonicFactory(() => (copyOf === undefined ? 0.5 : 0.6));
  const ids = { next: () => next(DEMO_NOW) };
  const platforms = () => [{ platform: 'web', tenant: 'playground' }];
  const dispatch = createDispatch({ store, clock: clock satisfies Clock, ids, platforms });
  const faults: unknown[] = [];
  const delivered: string[] = [];
  const queue = createLocalQueue({ database, store, clock, onFault: (error) => faults.push(error) });
  queue.work('chat', 4, async (job) => {
    const { kind, view = '' } = job.payload as { kind: string; view?: string };
    delivered.push(`${kind} ${view}`.trim());
    return { kind: 'done' };
  });
  queue.work('timer', 2, async (job) => {
    const payload = job.payload as { obligation: string; step: number; at: number };
    await dispatch({
      id: timerRequestId(payload),
      actorId: 'BOT',
      command: 'timer',
      orderId: job.lane,
      input: { obligationId: payload.obligation, step: payload.step },
    });
    return { kind: 'done' };
  });
  const adapter: SeedParts['adapter'] = {
    platform: 'web',
    tenant: 'playground',
    openMainRoom: async () => ({ chatId: 'main' }),
  };
  return {
    temp,
    database,
    store,
    dispatch,
    clock,
    queue,
    delivered,
    faults,
    seed: () => seedDemo({ store, dispatch, clock, queue, adapter, peopleSaved: async () => {} }),
    stop: async () => {
      await queue.stop();
      await database.close();
    },
    close: async () => {
      await queue.stop();
      await database.close();
      temp.remove();
    },
  };
}
