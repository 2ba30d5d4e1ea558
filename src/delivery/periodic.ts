import cron from 'node-cron';
import type { Clock, Store } from '../app/ports.ts';

/** A periodic task: when it rings, and the name of the period a ring is for (one job per period, whatever restarts). */
export interface PeriodicTask {
  readonly task: string;
  readonly cron: string;
  readonly periodOf: (now: number) => string;
}

const PERIODIC_TASKS: readonly PeriodicTask[] = [
  { task: 'audit', cron: '7 * * * *', periodOf: (now) => new Date(now).toISOString().slice(0, 13) },
  { task: 'daily_root', cron: '12 0 * * *', periodOf: (now) => new Date(now - 86_400_000).toISOString().slice(0, 10) },
  { task: 'housekeeping', cron: '37 3 * * *', periodOf: (now) => new Date(now).toISOString().slice(0, 10) },
];

/** Adds the job of a period; its key is the period's name, so rings, restarts and instances yield one. */
async function ringPeriodic(store: Store, task: PeriodicTask, now: number): Promise<void> {
  const period = task.periodOf(now);
  await store.transaction((tx) =>
    tx.jobs.add([
      { queue: 'periodic', lane: task.task, key: `${task.task}:${period}`, payload: { task: task.task, period } },
    ]),
  );
}

/** node-cron only rings; what was missed while the bot was down rings at the start. Returns how to stop. */
export async function startPeriodic(
  store: Store,
  clock: Clock,
  timeZone: string,
  onFault: (error: unknown) => void,
): Promise<() => Promise<void>> {
  for (const task of PERIODIC_TASKS) await ringPeriodic(store, task, clock.now());
  const bells = PERIODIC_TASKS.map((task) =>
    cron.schedule(task.cron, () => ringPeriodic(store, task, clock.now()).catch(onFault), { timezone: timeZone }),
  );
  return async () => {
    for (const bell of bells) await bell.stop();
  };
}
