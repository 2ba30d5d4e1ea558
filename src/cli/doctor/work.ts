import type { Store } from '../../app/ports.ts';
import { findGaps } from '../../app/upkeep/auditor.ts';
import { checkFile, latestEntryAt } from '../../store/maintenance.ts';
import type { Database } from '../../store/open.ts';
import { type Finding, fine, problem, warning } from './finding.ts';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const MOST_PARKED = 20;

/** What the bot has to do and did not: time limits, deliveries, the file, the log's clock and roots. */
export async function checkWork(database: Database, store: Store, now: number, isRunning: boolean): Promise<Finding[]> {
  const damage = await checkFile(database);
  return [
    damage.length === 0
      ? fine(`database ${database.file}: the file is whole`)
      : problem(
          `database ${database.file} is damaged: ${damage[0]}`,
          'stop the bot, keep the file, restore the last backup',
        ),
    ...(await checkClock(database, now)),
    ...(await checkGaps(store, now, isRunning)),
    ...(await checkParked(store)),
    ...(await checkRoots(store, now)),
  ];
}

async function checkClock(database: Database, now: number): Promise<Finding[]> {
  const latest = await latestEntryAt(database);
  if (latest === null || latest <= now + 2 * MINUTE) return [fine('clock: not behind the log')];
  return [
    problem(
      `this machine's clock is ${Math.round((latest - now) / MINUTE)} minutes behind the last entry of the log`,
      'set the clock (NTP); time limits are counted by it',
    ),
  ];
}

async function checkGaps(store: Store, now: number, isRunning: boolean): Promise<Finding[]> {
  const gaps = await findGaps(store.queries, now);
  const repaired = isRunning
    ? 'the bot puts it right within the hour; if it stays, restart it'
    : 'start the bot: it puts this right';
  const findings: Finding[] = [];
  if (gaps.ordersWithoutObligation.length > 0)
    findings.push(
      problem(`${gaps.ordersWithoutObligation.length} open orders have nothing that is due next`, repaired),
    );
  if (gaps.timersMissing > 0) findings.push(problem(`${gaps.timersMissing} time limits have no timer`, repaired));
  const waiting = gaps.oldestJobAt === null ? '' : `, the oldest since ${new Date(gaps.oldestJobAt).toISOString()}`;
  if (gaps.deliveriesStuck > 0) {
    findings.push(
      isRunning
        ? problem(
            `${gaps.deliveriesStuck} deliveries or timers are stuck${waiting}`,
            'look into the log for faults and restart the bot',
          )
        : fine(`${gaps.deliveriesStuck} deliveries and timers wait for the bot to start${waiting}`),
    );
  }
  return findings.length > 0
    ? findings
    : [fine('auditor: every open order has its next time limit, every delivery its next attempt')];
}

async function checkParked(store: Store): Promise<Finding[]> {
  const parked = await store.queries.parkedJobs(MOST_PARKED);
  return parked.map((job) => {
    const {
      kind = job.queue,
      view = '',
      order = null,
    } = JSON.parse(job.payload) as { kind?: string; view?: string; order?: string | null };
    const what = [kind, view, order === null ? '' : `of order ${order}`].filter(Boolean).join(' ');
    return problem(
      `job ${job.seq} was given up after ${job.attempt} attempts: ${what} (${job.lane}): ${job.lastError ?? 'no reason kept'}`,
      `stop the bot, then: npx urgent-order doctor --retry ${job.seq}  or  --drop ${job.seq}`,
    );
  });
}

async function checkRoots(store: Store, now: number): Promise<Finding[]> {
  const last = (await store.log.roots()).at(-1);
  if (!last) return [fine('daily roots: none yet, the first is made when a day is over')];
  const age = now - last.at;
  if (age < 3 * DAY) return [fine(`daily roots: up to ${last.day}`)];
  return [
    warning(
      `daily roots: none since ${last.day}`,
      'leave the bot running over night; "npx urgent-order export-roots" keeps them elsewhere',
    ),
  ];
}
