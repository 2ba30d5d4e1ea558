import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { JobOutcome, JobQueue, NewJob, TakenJob } from '../../src/app/jobs.ts';
import { createLocalQueue } from '../../src/store/local-queue.ts';
import { type Database, openDatabase } from '../../src/store/open.ts';
import { createStore, type SqliteStore } from '../../src/store/store.ts';
import { tempDatabase } from '../support/temp-database.ts';
import { fakeClock, HOUR, NOW, redraw, timer } from './samples.ts';

const DONE: JobOutcome = { kind: 'done' };

/** A promise and its end. */
function gate() {
  let open: () => void = () => {};
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { opened, open };
}

describe('the queue in the SQLite file', () => {
  let place: ReturnType<typeof tempDatabase>;
  let database: Database;
  let store: SqliteStore;
  let clock: ReturnType<typeof fakeClock>;
  let queue: JobQueue;
  let faults: string[];
  /** Subjects in the order their jobs began, or `obligation` ids. */
  let begun: string[];

  function makeQueue(): JobQueue {
    return createLocalQueue({
      database,
      store,
      clock,
      random: () => 1,
      onFault: (error) => faults.push(String(error)),
    });
  }

  const subjectOf = ({ payload }: TakenJob): string =>
    'subject' in payload ? payload.subject : 'obligation' in payload ? payload.obligation : '';
  const add = (...jobs: NewJob[]) => store.transaction((tx) => tx.jobs.add(jobs));
  const job = (subject: string, lane: string, over: Partial<NewJob> = {}) => redraw(subject, { lane, ...over });
  const waiting = async () =>
    (await database.sql.all<{ lane: string }>('SELECT "lane" FROM "Job" ORDER BY "seq"')).length;

  function work(handler: (job: TakenJob) => Promise<JobOutcome> | JobOutcome, concurrency = 10): void {
    queue.work('chat', concurrency, async (taken) => {
      begun.push(subjectOf(taken));
      return handler(taken);
    });
  }

  beforeEach(async () => {
    place = tempDatabase();
    database = await openDatabase(place.url);
    clock = fakeClock();
    store = createStore(database, { clock });
    faults = [];
    begun = [];
    queue = makeQueue();
  });
  afterEach(async () => {
    await queue.stop();
    await database.close();
    place.remove();
  });

  test('a job runs after the commit that added it, and is gone', async () => {
    work(() => DONE);
    await store.transaction(async (tx) => {
      await tx.jobs.add([job('a', 'r1')]);
      expect(begun).toEqual([]);
    });
    await queue.drain();
    expect(begun).toEqual(['a']);
    expect(await waiting()).toBe(0);
  });

  test('a job of a transaction that was given up never runs', async () => {
    work(() => DONE);
    const failed = store.transaction(async (tx) => {
      await tx.jobs.add([job('a', 'r1')]);
      throw new Error('no');
    });
    await expect(failed).rejects.toThrow('no');
    await queue.drain();
    expect(begun).toEqual([]);
  });

  test('one lane runs one at a time and in order, lanes run beside each other', async () => {
    const first = gate();
    let most = 0;
    let running = 0;
    work(async (taken) => {
      most = Math.max(most, ++running);
      if (subjectOf(taken) === 'a1') await first.opened;
      if (subjectOf(taken) === 'b3') first.open();
      running -= 1;
      return DONE;
    });
    await add(job('a1', 'a'), job('a2', 'a'), job('b1', 'b'), job('a3', 'a'), job('b2', 'b'), job('b3', 'b'));
    await queue.drain();
    expect(begun.filter((s) => s.startsWith('a'))).toEqual(['a1', 'a2', 'a3']);
    expect(begun.filter((s) => s.startsWith('b'))).toEqual(['b1', 'b2', 'b3']);
    expect(begun.indexOf('b3')).toBeLessThan(begun.indexOf('a2'));
    expect(most).toBe(2);
  });

  test('no more than the agreed number run at once', async () => {
    let most = 0;
    let running = 0;
    work(async () => {
      most = Math.max(most, ++running);
      await Promise.resolve();
      running -= 1;
      return DONE;
    }, 3);
    await add(...Array.from({ length: 20 }, (_, i) => job(`s${i}`, `r${i}`)));
    await queue.drain();
    expect(begun).toHaveLength(20);
    expect(most).toBe(3);
  });

  test('what failed comes again before its successors, after the time asked for', async () => {
    const answers: JobOutcome[] = [{ kind: 'retry', afterMs: 2500, error: 'busy' }, DONE];
    work((taken) => (subjectOf(taken) === 'a1' ? (answers.shift() ?? DONE) : DONE));
    await add(job('a1', 'a'), job('a2', 'a'), job('b1', 'b'));
    await queue.drain();
    expect(begun).toEqual(['a1', 'b1']);
    clock.advance(2499);
    await queue.drain();
    expect(begun).toEqual(['a1', 'b1']);
    clock.advance(1);
    await queue.drain();
    expect(begun).toEqual(['a1', 'b1', 'a1', 'a2']);
  });

  test('without a time it waits longer each time, up to a minute', async () => {
    const attempts: number[] = [];
    work((taken) => {
      attempts.push(taken.attempt);
      return { kind: 'retry', afterMs: null, error: 'down' };
    });
    await add(job('a', 'r1'));
    const waits: number[] = [];
    for (let i = 0; i < 9; i++) {
      await queue.drain();
      const [row] = await database.sql.all<{ runAt: number }>('SELECT "runAt" FROM "Job"');
      waits.push((row?.runAt ?? 0) - clock.now());
      clock.advance(waits.at(-1) ?? 0);
    }
    expect(waits).toEqual([1, 2, 4, 8, 16, 32, 60, 60, 60].map((s) => s * 1000));
    expect(attempts).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8]);
  });

  test('waiting as long as the platform asks uses up no attempts, and keeps the lane in order', async () => {
    const attempts: number[] = [];
    work((taken) => {
      if (subjectOf(taken) !== 'a1') return DONE;
      attempts.push(taken.attempt);
      return attempts.length < 6
        ? { kind: 'retry', afterMs: 1000, error: 'slow down' }
        : { kind: 'retry', afterMs: null, error: 'down' };
    });
    await add(job('a1', 'a'), job('a2', 'a'));
    for (let i = 0; i < 7; i++) {
      await queue.drain();
      clock.advance(1000);
    }
    expect(attempts).toEqual([0, 1, 1, 1, 1, 1]);
    expect(begun).not.toContain('a2');
  });

  test('a parked job is listed and lets its lane go on', async () => {
    work((taken) => (subjectOf(taken) === 'a1' ? { kind: 'park', error: 'no such channel' } : DONE));
    await add(job('a1', 'a'), job('a2', 'a'));
    await queue.drain();
    expect(begun).toEqual(['a1', 'a2']);
    expect(await store.queries.parkedJobs(10)).toMatchObject([
      { queue: 'chat', lane: 'a', attempt: 1, lastError: 'no such channel' },
    ]);
    expect((await store.queries.audit(NOW)).parked).toBe(1);
    clock.advance(HOUR);
    await queue.drain();
    expect(begun).toHaveLength(2);
  });

  test('a handler that throws is a fault: reported, and tried again', async () => {
    let times = 0;
    work(() => {
      if (++times === 1) throw new Error('bug');
      return DONE;
    });
    await add(job('a', 'r1'));
    await queue.drain();
    expect(faults).toEqual(['Error: bug']);
    clock.advance(1000);
    await queue.drain();
    expect(times).toBe(2);
  });

  test('XD-05 a job with a time runs when the clock has reached it, and holds nobody up before', async () => {
    work(() => DONE);
    await add(job('later', 'r1', { runAt: NOW + HOUR }), job('now', 'r1'));
    await queue.drain();
    expect(begun).toEqual(['now']);
    clock.advance(HOUR - 1);
    await queue.drain();
    expect(begun).toEqual(['now']);
    clock.advance(1);
    await queue.drain();
    expect(begun).toEqual(['now', 'later']);
  });

  test('a burst with one key collapses while it waits; the earliest time counts', async () => {
    await add(job('a', 'r1', { key: 'k' }), job('a', 'r1', { key: 'k' }));
    await add(job('a', 'r1', { key: 'k', runAt: NOW + HOUR }), job('z', 'r1', { key: 'z', runAt: NOW + HOUR }));
    await add(job('z', 'r1', { key: 'z', runAt: NOW }));
    expect(await waiting()).toBe(2);
    work(() => DONE);
    await queue.drain();
    expect(begun).toEqual(['a', 'z']);
  });

  test('a request that comes while its like is running gets a run of its own', async () => {
    const isRunning = gate();
    const mayEnd = gate();
    work(async () => {
      isRunning.open();
      await mayEnd.opened;
      return DONE;
    });
    await add(job('a', 'r1', { key: 'k' }));
    await isRunning.opened;
    await add(job('a', 'r1', { key: 'k' }));
    mayEnd.open();
    await queue.drain();
    expect(begun).toEqual(['a', 'a']);
  });

  test('queues do not wait for each other, and only those that are worked are drained', async () => {
    const rung: string[] = [];
    queue.work('timer', 2, async (taken) => {
      rung.push(subjectOf(taken));
      return DONE;
    });
    await add(timer('b1', NOW), job('a', 'b1'), timer('b2', NOW + HOUR));
    await queue.drain();
    expect(rung).toEqual(['b1']);
    work(() => DONE);
    await queue.drain();
    expect(begun).toEqual(['a']);
  });

  test('a job added by a job is drained too', async () => {
    work(async (taken) => {
      if (subjectOf(taken) === 'a') await add(job('b', 'r1'));
      return DONE;
    });
    await add(job('a', 'r1'));
    await queue.drain();
    expect(begun).toEqual(['a', 'b']);
  });

  test('stopping lets what runs end, and starts nothing new', async () => {
    const isRunning = gate();
    const mayEnd = gate();
    work(async () => {
      isRunning.open();
      await mayEnd.opened;
      return DONE;
    });
    await add(job('a1', 'a'), job('a2', 'a'));
    await isRunning.opened;
    const stopped = queue.stop();
    mayEnd.open();
    await stopped;
    expect(begun).toEqual(['a1']);
    expect(await waiting()).toBe(1);
    await queue.drain();
    await add(job('b', 'b'));
    expect(begun).toEqual(['a1']);
  });

  test('XD-06 what was taken when the process died is taken again, in order', async () => {
    const isRunning = gate();
    work(async () => {
      isRunning.open();
      return new Promise(() => {}); // The process dies before this ends.
    });
    await add(job('a1', 'a', { key: 'k' }), job('a2', 'a'));
    await isRunning.opened;
    queue = makeQueue();
    queue.work('chat', 5, async (taken) => {
      begun.push(`again ${subjectOf(taken)}`);
      return DONE;
    });
    await queue.drain();
    expect(begun).toEqual(['a1', 'again a1', 'again a2']);
  });

  test('XD-05 the queue wakes up by itself when the next job is due', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    try {
      const ran = gate();
      work(() => {
        ran.open();
        return DONE;
      });
      await add(job('a', 'r1', { runAt: NOW + 5000 }));
      await queue.drain();
      expect(begun).toEqual([]);
      clock.advance(5000);
      vi.advanceTimersByTime(4999);
      expect(vi.getTimerCount()).toBe(1);
      vi.advanceTimersByTime(1);
      await ran.opened;
      await queue.drain();
    } finally {
      vi.useRealTimers();
    }
  });

  test('a clock that jumps wakes nothing by itself: a nudge reads it', async () => {
    work(() => DONE);
    await add(job('a', 'r1', { runAt: NOW + HOUR }));
    await queue.drain();
    clock.advance(2 * HOUR);
    queue.nudge();
    await queue.drain();
    expect(begun).toEqual(['a']);
  });
});
