import { createHash } from 'node:crypto';
import { GENESIS } from '../log.ts';
import type { LogReader, Store } from '../ports.ts';
import type { DailyRoot } from '../rows.ts';

const DAY = 86_400_000;

/** A daily root with what is needed to compute it again from the log alone: what is exported, one JSON line each. */
export interface ExportedRoot extends DailyRoot {
  /** Start of the time it covers, ms UTC: the end of the day of the root before it; 0 for the first. */
  readonly from: number;
  /** The root before it: one root vouches for everything earlier. */
  readonly previous: string;
}

/** The end of a UTC day, ms. */
export function endOfDay(day: string): number {
  return Date.parse(`${day}T00:00:00Z`) + DAY;
}

/** The root over the head of every stream that changed in [from, to), on top of the root before it. */
export async function rootBetween(
  log: LogReader,
  previous: string,
  from: number,
  to: number,
): Promise<{ readonly root: string; readonly heads: number }> {
  const heads = await log.headsBetween(from, to);
  const hash = createHash('sha256').update(previous);
  for (const { stream, seq, hash: head } of heads) hash.update(`\n${stream} ${seq} ${head}`);
  return { root: hash.digest('hex'), heads: heads.length };
}

/**
 * Computes and keeps the root of a UTC day that is over (XD-03). One that is kept already stays as it is; a root covers the
 * days without one before it too, so days on which the bot was down leave no gap.
 */
export async function runDailyRoot(store: Store, day: string, at: number): Promise<DailyRoot> {
  const known = await store.log.roots();
  const kept = known.find((r) => r.day >= day);
  if (kept) return kept;
  const last = known.at(-1);
  const { root, heads } = await rootBetween(
    store.log,
    last?.root ?? GENESIS,
    last ? endOfDay(last.day) : 0,
    endOfDay(day),
  );
  const made: DailyRoot = { day, root, heads, at };
  await store.transaction((tx) => tx.events.saveRoot(made));
  return made;
}

/** Every kept root as it leaves the house: posted or stored elsewhere, it shows even a chain that was rewritten as a whole. */
export async function exportRoots(log: LogReader): Promise<readonly ExportedRoot[]> {
  const roots = await log.roots();
  return roots.map((r, i) => {
    const before = roots[i - 1];
    return { ...r, from: before ? endOfDay(before.day) : 0, previous: before?.root ?? GENESIS };
  });
}
