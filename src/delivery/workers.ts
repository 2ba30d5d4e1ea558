import type { Delivery } from '../app/delivery.ts';
import type { JobOutcome, JobQueue, TakenJob } from '../app/jobs.ts';
import { timerRequestId } from '../app/timers.ts';
import { DeliveryError } from '../chat/adapter.ts';
import { type DeliveryParts, deliver } from './deliver.ts';

/** After this many failures a delivery is parked: listed by `doctor`, retried or dropped by an admin. */
const MOST_ATTEMPTS = 12;

export interface WorkerParts extends DeliveryParts {
  readonly queue: JobQueue;
  /** Rooms and people served side by side. */
  readonly concurrency: number;
  readonly onFault: (error: unknown, job: TakenJob) => void;
  readonly runPeriodic: (task: string, period: string) => Promise<void>;
}

/** Starts the work that follows commits: announcements, timers, periodic runs. */
export function startWorkers(parts: WorkerParts): void {
  parts.queue.work('chat', parts.concurrency, (job) =>
    attempt(parts, job, async () => {
      await deliver(parts, job, job.payload as Delivery);
    }),
  );
  parts.queue.work('timer', 2, (job) => attempt(parts, job, () => ring(parts, job)));
  parts.queue.work('periodic', 1, (job) =>
    attempt(parts, job, async () => {
      const { task, period } = job.payload as { task: string; period: string };
      await parts.runPeriodic(task, period);
    }),
  );
}

/** A timer's step passes the gate like any command; its name makes it happen once, whatever restarts (XD-05). */
async function ring(parts: WorkerParts, job: TakenJob): Promise<void> {
  const payload = job.payload as { obligation: string; step: number; at: number };
  await parts.dispatch({
    id: timerRequestId(payload),
    actorId: 'BOT',
    command: 'timer',
    orderId: job.lane,
    input: { obligationId: payload.obligation, step: payload.step },
  });
}

/** The one place where a failed delivery is handled: wait, try again, give up visibly. */
async function attempt(parts: WorkerParts, job: TakenJob, work: () => Promise<void>): Promise<JobOutcome> {
  try {
    await work();
    return { kind: 'done' };
  } catch (error) {
    const text = error instanceof Error ? error.message : String(error);
    if (!(error instanceof DeliveryError)) parts.onFault(error, job);
    if (error instanceof DeliveryError && error.retry === 'gone') return { kind: 'done' };
    if (error instanceof DeliveryError && error.retry === 'never') return { kind: 'park', error: text };
    // A named waiting time is the platform's pace, not a failure: it does not use up the attempts.
    const waits = error instanceof DeliveryError && error.retryAfterMs !== null;
    if (!waits && job.attempt + 1 >= MOST_ATTEMPTS) return { kind: 'park', error: text };
    return { kind: 'retry', afterMs: error instanceof DeliveryError ? error.retryAfterMs : null, error: text };
  }
}
