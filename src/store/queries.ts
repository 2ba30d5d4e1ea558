import type { Queries } from '../app/ports.ts';
import { latestEvents } from './events.ts';
import { IS_RUNNING, openObligations } from './obligations.ts';
import { listOrders, similarOrders } from './order-list.ts';
import { POST } from './rooms.ts';
import type { Sql } from './sql.ts';
import { many } from './table.ts';

/** A job is late when it has been due for longer than this, in ms: a busy moment is none. */
const LATE_AFTER = 60_000;
/** States in which an order must be moved on by somebody, as far as the process reaches now. */
const NEEDS_OBLIGATION = `'IDENTIFIED', 'RETURNED', 'CONFIRMED', 'IN_REVIEW', 'NEGOTIATING', 'AWAITING_EXEC'`;
const QUEUES = `'chat', 'timer', 'periodic'`;

// Along the index of open orders, the most pressing first, so that it ends at the limit.
const POSTS_TO_REFRESH =
  `SELECT ${POST.columns.map((column) => `p."${column}"`).join(', ')} FROM "Order" AS o JOIN "Post" AS p ON p."orderId" = o."id" ` +
  'WHERE o."closedAt" IS NULL AND p."closedAt" IS NULL ORDER BY o."requiredBy" LIMIT ?';

const WITHOUT_OBLIGATION =
  `SELECT o."id" FROM "Order" AS o WHERE o."state" IN (${NEEDS_OBLIGATION}) AND o."hold" IS NULL AND o."waiting" IS NULL AND NOT EXISTS (` +
  `SELECT 1 FROM "Obligation" AS d WHERE d."orderId" = o."id" AND d.${IS_RUNNING} AND (d."nextAt" IS NOT NULL OR d."pausedAt" IS NOT NULL)) ORDER BY o."id"`;

// A timer of another time than the obligation's next step is a leftover of a pause or a snooze, and rings for nobody.
const TIMERS_MISSING =
  `SELECT COUNT(*) AS "count" FROM "Obligation" AS d WHERE d.${IS_RUNNING} AND d."nextAt" IS NOT NULL AND (d."id", d."nextAt") NOT IN (` +
  `SELECT json_extract("payload", '$.obligation'), json_extract("payload", '$.at') FROM "Job" WHERE "queue" = 'timer' AND "state" = 'ready' ` +
  `AND json_extract("payload", '$.obligation') IS NOT NULL AND json_extract("payload", '$.at') IS NOT NULL)`;

const DUE_JOBS = `SELECT COUNT(*) AS "count", MIN("runAt") AS "oldest" FROM "Job" WHERE "queue" IN (${QUEUES}) AND "state" = 'ready' AND "runAt" <= ?`;
const COUNT_PARKED = `SELECT COUNT(*) AS "count" FROM "Job" WHERE "queue" IN (${QUEUES}) AND "state" = 'parked'`;
const PARKED = `SELECT "seq", "queue", "lane", "payload", "attempt", "lastError" FROM "Job" WHERE "queue" IN (${QUEUES}) AND "state" = 'parked' ORDER BY "seq" DESC LIMIT ?`;

/** Lists, pages and numbers: single statements outside any transaction. */
export function createQueries(sql: Sql): Queries {
  return {
    listOrders: (filter) => listOrders(sql, filter),
    similarOrders: (customer, model, requiredBy, windowMs) => similarOrders(sql, customer, model, requiredBy, windowMs),
    timeline: (orderId, limit) => latestEvents(sql, orderId, limit),
    openObligations: (filter) => openObligations(sql, filter),
    postsToRefresh: (limit) => many(sql, POST, POSTS_TO_REFRESH, [limit]),
    parkedJobs: async (limit) => sql.all(PARKED, [limit]),
    audit: (now) => audit(sql, now),
  };
}

interface Count {
  readonly count: number;
}

async function audit(sql: Sql, now: number): ReturnType<Queries['audit']> {
  const orders = await sql.all<{ id: string }>(WITHOUT_OBLIGATION);
  const [late] = await sql.all<Count>(DUE_JOBS, [new Date(now - LATE_AFTER)]);
  const [due] = await sql.all<{ oldest: number | null }>(DUE_JOBS, [new Date(now)]);
  const [parked] = await sql.all<Count>(COUNT_PARKED);
  const [timers] = await sql.all<Count>(TIMERS_MISSING);
  return {
    ordersWithoutObligation: orders.map((row) => row.id),
    overdueJobs: late?.count ?? 0,
    oldestJobAt: due?.oldest ?? null,
    parked: parked?.count ?? 0,
    timersMissing: timers?.count ?? 0,
  };
}
