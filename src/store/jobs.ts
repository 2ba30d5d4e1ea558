import type { NewJob } from '../app/jobs.ts';
import type { Clock, Tx } from '../app/ports.ts';
import type { Sql } from './sql.ts';

const COLUMNS = '"queue", "lane", "key", "payload", "runAt", "createdAt"';
/** A request that finds its key waiting joins it; one that is due earlier brings it forward. */
const ON_SAME_KEY =
  'ON CONFLICT ("key") DO UPDATE SET "runAt" = excluded."runAt" WHERE excluded."runAt" < "Job"."runAt"';
/** Rows per statement: keeps the number of different statements small. */
const MOST_ROWS = 16;

/** Adds jobs to the table of the SQLite file; `added` says so, for the queue to be told after the commit. */
export function jobsIn(sql: Sql, clock: Clock, added: () => void): Tx['jobs'] {
  return {
    add: async (jobs) => {
      if (jobs.length === 0) return;
      const now = clock.now();
      const due = withoutRepeats(jobs, now);
      for (let start = 0; start < due.length; start += MOST_ROWS) {
        const part = due.slice(start, start + MOST_ROWS);
        await sql.run(
          `INSERT INTO "Job" (${COLUMNS}) VALUES ${part.map(() => '(?, ?, ?, ?, ?, ?)').join(', ')} ${ON_SAME_KEY}`,
          part.flatMap(({ job, runAt }) => [
            job.queue,
            job.lane,
            job.key ?? null,
            JSON.stringify(job.payload),
            new Date(runAt),
            new Date(now),
          ]),
        );
      }
      added();
    },
  };
}

interface DueJob {
  readonly job: NewJob;
  readonly runAt: number;
}

/** One statement may name a key once only. */
function withoutRepeats(jobs: readonly NewJob[], now: number): readonly DueJob[] {
  const kept: DueJob[] = [];
  const places = new Map<string, number>();
  for (const job of jobs) {
    const runAt = job.runAt ?? now;
    const place = job.key === undefined ? undefined : places.get(job.key);
    const earlier = place === undefined ? undefined : kept[place];
    if (place !== undefined && earlier) {
      if (runAt < earlier.runAt) kept[place] = { ...earlier, runAt };
      continue;
    }
    if (job.key !== undefined) places.set(job.key, kept.length);
    kept.push({ job, runAt });
  }
  return kept;
}
