import type { JobOutcome, JobQueue, NewJob, TakenJob } from '../app/jobs.ts';
import type { Clock } from '../app/ports.ts';
import type { Database } from './open.ts';
import type { Sql } from './sql.ts';
import type { SqliteStore } from './store.ts';

type QueueName = NewJob['queue'];

export interface LocalQueueOptions {
  readonly database: Database;
  readonly store: Pick<SqliteStore, 'onJobsAdded'>;
  readonly clock: Clock;
  /** A number from 0 to 1 for the jitter of waiting times; the default is random. */
  readonly random?: () => number;
  /** Told of what went wrong in a handler, or in the queue itself. */
  readonly onFault?: (error: unknown, job: TakenJob | null) => void;
}

const FIRST_WAIT = 1_000;
const LONGEST_WAIT = 60_000;
/** What a lease says; on SQLite the file has one owner, so it ends with that process and not with the time. */
const LEASE = 15 * 60_000;
/** Looked at again after this time at the latest, in ms of the real clock, whatever the app's clock says. */
const LONGEST_SLEEP = 30_000;
const AFTER_A_FAULT = 1_000;

/**
 * Of each lane the first job that is due, by the order of adding; one that waits for its next attempt keeps its lane
 * waiting, one that was never due does not. Sorting by `runAt` keeps to the index: by `seq` it would read the whole backlog.
 */
const TAKE =
  `SELECT "seq", "queue", "lane", "payload", "attempt" FROM "Job" AS j WHERE "queue" = ? AND "state" = 'ready' AND "runAt" <= ? AND "leaseUntil" IS NULL ` +
  'AND "lane" NOT IN (SELECT "value" FROM json_each(?)) AND NOT EXISTS (SELECT 1 FROM "Job" AS k WHERE k."queue" = j."queue" AND k."lane" = j."lane" ' +
  `AND k."seq" < j."seq" AND k."state" = 'ready' AND (k."runAt" <= ? OR k."attempt" > 0)) ORDER BY "runAt", "seq" LIMIT ?`;
/** Without its key: a request from now on is about a newer state and needs a job of its own. */
const LEASE_JOB = 'UPDATE "Job" SET "leaseUntil" = ?, "key" = NULL WHERE "seq" = ?';
const FREE_LEASES = 'UPDATE "Job" SET "leaseUntil" = NULL WHERE "leaseUntil" IS NOT NULL';
const DELETE = 'DELETE FROM "Job" WHERE "seq" = ?';
const RETRY =
  'UPDATE "Job" SET "leaseUntil" = NULL, "attempt" = "attempt" + 1, "runAt" = ?, "lastError" = ? WHERE "seq" = ?';
/** A wait the platform asked for is no failure; that there was one keeps the lane in order. */
const WAIT =
  'UPDATE "Job" SET "leaseUntil" = NULL, "attempt" = CASE WHEN "attempt" = 0 THEN 1 ELSE "attempt" END, "runAt" = ?, "lastError" = ? WHERE "seq" = ?';
const PARK = `UPDATE "Job" SET "leaseUntil" = NULL, "attempt" = "attempt" + 1, "state" = 'parked', "lastError" = ? WHERE "seq" = ?`;
/** Cheap to ask, and mostly answered with no: what is taken by somebody counts too, `TAKE` looks closer. */
const IS_DUE = `SELECT 1 AS "isDue" FROM "Job" WHERE "queue" = ? AND "state" = 'ready' AND "runAt" <= ? LIMIT 1`;
const NEXT_RUN = `SELECT MIN("runAt") AS "at" FROM "Job" WHERE "queue" = ? AND "state" = 'ready' AND "runAt" > ?`;

/** What a power cut takes of a turn is done again: a job taken is taken anew, one that has ended is repeated. */
const REPEATABLE = { isRepeatable: true } as const;

interface Worker {
  readonly concurrency: number;
  readonly handler: (job: TakenJob) => Promise<JobOutcome>;
  /** Lanes in which a job runs. */
  readonly lanes: Set<string>;
}

interface Ended {
  readonly job: TakenJob;
  readonly outcome: JobOutcome;
}

/**
 * Jobs in the SQLite file. One turn is one transaction that writes what has ended and takes what is due, so that a burst
 * costs few commits. What was taken when the process died is taken again: handlers are repeatable.
 */
export function createLocalQueue(options: LocalQueueOptions): JobQueue {
  const { database, clock, random = Math.random, onFault = () => {} } = options;
  const workers = new Map<QueueName, Worker>();
  const ended: Ended[] = [];
  const idleListeners: (() => void)[] = [];
  let running = 0;
  let isTurning = false;
  let isWanted = false;
  let isStopping = false;
  let isStopped = false;
  let leasesAreFree = false;
  let timer: NodeJS.Timeout | undefined;
  const forget = options.store.onJobsAdded(nudge);

  function nudge(): void {
    if (isStopped) return;
    isWanted = true;
    if (!isTurning) void turns();
  }

  async function turns(): Promise<void> {
    isTurning = true;
    clearTimeout(timer);
    let pause = 0;
    while (isWanted) {
      isWanted = false;
      pause = await turn().catch((error: unknown) => {
        onFault(error, null);
        return AFTER_A_FAULT;
      });
    }
    isTurning = false;
    if (!isStopping || ended.length > 0) timer = setTimeout(nudge, pause).unref();
    if (running === 0 && ended.length === 0) for (const tell of idleListeners.splice(0)) tell();
  }

  /** Writes what has ended, starts what is due, and says how long there is nothing else to do, in ms. */
  async function turn(): Promise<number> {
    const written = [...ended];
    const { taken, pause } = await database.transaction(async (sql) => {
      if (!leasesAreFree) await sql.run(FREE_LEASES);
      for (const { job, outcome } of written) await write(sql, job, outcome);
      // A lane is free again only when its job's end is written: `ended` counts here, not the handler's return.
      const stillRunning = (queue: QueueName) =>
        [...(workers.get(queue)?.lanes ?? [])].filter(
          (lane) => !written.some((e) => e.job.queue === queue && e.job.lane === lane),
        );
      const jobs: TakenJob[] = [];
      if (isStopping) return { taken: jobs, pause: LONGEST_SLEEP };
      for (const [queue, worker] of workers) jobs.push(...(await take(sql, queue, worker, stillRunning(queue))));
      return { taken: jobs, pause: await timeToNext(sql) };
    }, REPEATABLE);
    leasesAreFree = true;
    ended.splice(0, written.length);
    for (const { job } of written) workers.get(job.queue as QueueName)?.lanes.delete(job.lane);
    for (const job of taken) start(job);
    return pause;
  }

  async function take(sql: Sql, queue: QueueName, worker: Worker, busy: readonly string[]): Promise<TakenJob[]> {
    const free = worker.concurrency - busy.length;
    if (free <= 0) return [];
    const now = clock.now();
    if ((await sql.all(IS_DUE, [queue, new Date(now)])).length === 0) return [];
    const rows = await sql.all<Omit<TakenJob, 'payload'> & { payload: string }>(TAKE, [
      queue,
      new Date(now),
      JSON.stringify(busy),
      new Date(now),
      free,
    ]);
    for (const row of rows) await sql.run(LEASE_JOB, [new Date(now + LEASE), row.seq]);
    return rows.map((row) => ({ ...row, payload: JSON.parse(row.payload) as TakenJob['payload'] }));
  }

  async function timeToNext(sql: Sql): Promise<number> {
    const now = clock.now();
    let pause = LONGEST_SLEEP;
    for (const queue of workers.keys()) {
      const [row] = await sql.all<{ at: number | null }>(NEXT_RUN, [queue, new Date(now)]);
      if (row?.at) pause = Math.min(pause, row.at - now);
    }
    return pause;
  }

  async function write(sql: Sql, job: TakenJob, outcome: JobOutcome): Promise<void> {
    if (outcome.kind === 'done') await sql.run(DELETE, [job.seq]);
    else if (outcome.kind === 'park') await sql.run(PARK, [outcome.error.slice(0, 500), job.seq]);
    else {
      const at = new Date(clock.now() + (outcome.afterMs ?? backOff(job.attempt)));
      await sql.run(outcome.afterMs === null ? RETRY : WAIT, [at, outcome.error.slice(0, 500), job.seq]);
    }
  }

  /** 1 s, 2 s, 4 s … up to a minute, each between half of it and all of it, so that many do not come back at once. */
  function backOff(attempt: number): number {
    return Math.min(LONGEST_WAIT, FIRST_WAIT * 2 ** Math.min(attempt, 10)) * (0.5 + random() / 2);
  }

  function start(job: TakenJob): void {
    const worker = workers.get(job.queue as QueueName);
    if (!worker) return;
    worker.lanes.add(job.lane);
    running += 1;
    void run(worker, job).then((outcome) => {
      running -= 1;
      ended.push({ job, outcome });
      nudge();
    });
  }

  async function run(worker: Worker, job: TakenJob): Promise<JobOutcome> {
    try {
      return await worker.handler(job);
    } catch (error) {
      onFault(error, job);
      return { kind: 'retry', afterMs: null, error: String(error) };
    }
  }

  function idle(): Promise<void> {
    if (isStopped) return Promise.resolve();
    return new Promise((resolve) => {
      idleListeners.push(resolve);
      nudge();
    });
  }

  return {
    work: (queue, concurrency, handler) => {
      workers.set(queue, { concurrency, handler, lanes: new Set() });
      nudge();
    },
    nudge,
    drain: idle,
    stop: async () => {
      isStopping = true;
      forget();
      await idle();
      isStopped = true;
      clearTimeout(timer);
    },
  };
}
