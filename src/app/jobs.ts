import type { Delivery } from './delivery.ts';

/** Work added in the command's transaction: it exists if and only if that commits. */
export interface NewJob {
  readonly queue: 'chat' | 'timer' | 'periodic';
  /** Jobs of one lane run one at a time, in order; a failed one before its successors. */
  readonly lane: string;
  /** While a job with this key waits, another is not added (bursts collapse, rings are harmless). */
  readonly key?: string;
  readonly payload:
    | Delivery
    | { readonly obligation: string; readonly step: number; readonly at: number }
    | { readonly task: string; readonly period: string };
  readonly runAt?: number;
}

/** A chain of jobs behind a small port (persistence §4): a table in the SQLite file, pg-boss on PostgreSQL. */
export interface JobQueue {
  work(queue: NewJob['queue'], concurrency: number, handler: (job: TakenJob) => Promise<JobOutcome>): void;
  /** Looks for due jobs now: called after a commit, and when the demo clock moves. */
  nudge(): void;
  /** Waits until no due job is left: for tests and the demo. */
  drain(): Promise<void>;
  stop(): Promise<void>;
}

export interface TakenJob {
  readonly seq: number;
  readonly queue: string;
  readonly lane: string;
  readonly payload: NewJob['payload'];
  readonly attempt: number;
}

export type JobOutcome =
  | { readonly kind: 'done' }
  | { readonly kind: 'retry'; readonly afterMs: number | null; readonly error: string }
  | { readonly kind: 'park'; readonly error: string };
