import { obligationsAfter } from '../../domain/obligation-steps.ts';
import { calendarOf } from '../calendar-of.ts';
import type { Queries, Store } from '../ports.ts';
import { timerJobs } from '../timers.ts';

/** What is not as it must be at one moment: something open without anything that would move it. */
export interface Gaps {
  readonly at: number;
  /** Orders in which something must be due, and nothing is (`OBLIGED_STATES`). */
  readonly ordersWithoutObligation: readonly string[];
  /** Time limits whose next step no job would ring. */
  readonly timersMissing: number;
  /** Jobs whose time has come and that nobody takes. */
  readonly deliveriesStuck: number;
  readonly oldestJobAt: number | null;
  /** Given up after too many attempts; a person decides about them (`doctor`). */
  readonly parked: number;
}

/** An audit: what was missing, what could be put right, and what is left for people. */
export interface Audit {
  readonly found: Gaps;
  readonly repaired: { readonly obligations: number; readonly timers: number };
  readonly left: Gaps;
}

/** Rows put right in one transaction: short enough to let commands in between. */
const BATCH = 200;
/** More open time limits than any company has; an audit that finds more repairs the rest at its next ring. */
const MOST_OBLIGATIONS = 100_000;

/** Looks only: for `doctor` and `/readyz`. */
export async function findGaps(queries: Queries, now: number): Promise<Gaps> {
  const { ordersWithoutObligation, timersMissing, overdueJobs, oldestJobAt, parked } = await queries.audit(now);
  return { at: now, ordersWithoutObligation, timersMissing, deliveriesStuck: overdueJobs, oldestJobAt, parked };
}

/** True when every open order has its next time limit, every limit its timer and every delivery its next attempt. */
export function isComplete(gaps: Gaps): boolean {
  return (
    gaps.ordersWithoutObligation.length === 0 &&
    gaps.timersMissing === 0 &&
    gaps.deliveriesStuck === 0 &&
    gaps.parked === 0
  );
}

/**
 * Proves that nothing is forgotten, and puts right what can be: a missing time limit is opened from the order as it stands,
 * a missing timer is added again. Rung at the start and every hour; ringing it more often is harmless.
 */
export async function runAudit(
  store: Store,
  parts: { readonly now: number; readonly newId: () => string },
): Promise<Audit> {
  const found = await findGaps(store.queries, parts.now);
  if (isComplete(found)) return { found, repaired: { obligations: 0, timers: 0 }, left: found };
  let obligations = 0;
  for (const orderId of found.ordersWithoutObligation) obligations += await openMissing(store, orderId, parts);
  const timers = found.timersMissing > 0 ? await addTimers(store) : 0;
  return { found, repaired: { obligations, timers }, left: await findGaps(store.queries, parts.now) };
}

async function openMissing(
  store: Store,
  orderId: string,
  { now, newId }: { readonly now: number; readonly newId: () => string },
): Promise<number> {
  return store.transaction(async (tx) => {
    const order = await tx.orders.load(orderId);
    if (!order) return 0;
    const settings = await tx.settings.read();
    const changed = obligationsAfter(await tx.obligations.open(orderId), null, order, [], {
      now,
      newId,
      calendar: calendarOf(settings),
      settings,
    });
    if (changed.length === 0) return 0;
    await tx.obligations.save(changed);
    await tx.jobs.add(timerJobs(changed));
    return changed.length;
  });
}

/** Adds the timer of every open time limit; those that are there keep their job. Returns how many were looked after. */
async function addTimers(store: Store): Promise<number> {
  const jobs = timerJobs(await store.queries.openObligations({ limit: MOST_OBLIGATIONS }));
  for (let from = 0; from < jobs.length; from += BATCH) {
    await store.transaction((tx) => tx.jobs.add(jobs.slice(from, from + BATCH)));
  }
  return jobs.length;
}
