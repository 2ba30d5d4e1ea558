import { GENESIS } from '../app/log.ts';
import type { Tx } from '../app/ports.ts';
import type { LogEntry } from '../app/rows.ts';
import { insertMany, type Sql } from './sql.ts';
import { encode, many, table, upsert } from './table.ts';

export const EVENT = table<LogEntry>('Event', {
  stream: 'plain',
  seq: 'plain',
  type: 'plain',
  at: 'instant',
  actorId: 'plain',
  onBehalf: 'plain',
  version: 'plain',
  data: 'plain',
  prevHash: 'plain',
  hash: 'plain',
});

const SELECT_SINCE = `SELECT ${EVENT.list} FROM "Event" WHERE "stream" = ? AND "version" > ? ORDER BY "seq"`;
const SELECT_ONE = `SELECT ${EVENT.list} FROM "Event" WHERE "stream" = ? AND "seq" = ?`;
const SELECT_LATEST = `SELECT ${EVENT.list} FROM "Event" WHERE "stream" = ? ORDER BY "seq" DESC LIMIT ?`;

/** The log: append only, nothing here changes or removes an entry (XD-03). */
export function eventsIn(sql: Sql): Tx['events'] {
  return {
    append: (entries) =>
      insertMany(
        sql,
        EVENT.name,
        entries.map((entry) => encode(EVENT, entry)),
      ),
    find: async (stream, seq) => (await many(sql, EVENT, SELECT_ONE, [stream, seq]))[0] ?? null,
    since: (orderId, version) => many(sql, EVENT, SELECT_SINCE, [orderId, version]),
    head: async (stream) => {
      const [row] = await sql.all<{ count: number; head: string }>(
        'SELECT "count", "head" FROM "Stream" WHERE "id" = ?',
        [stream],
      );
      return row ? { count: row.count, head: row.head } : { count: 0, head: GENESIS };
    },
    saveRoot: async (root) => {
      const row = { ...root, at: new Date(root.at) };
      await upsert(sql, 'DailyRoot', ['day'], [row], ['root', 'heads', 'at']);
    },
    setHead: (stream, count, head) => upsert(sql, 'Stream', ['id'], [{ id: stream, count, head }]),
  };
}

/** The latest events of a stream, oldest first. */
export async function latestEvents(sql: Sql, stream: string, limit: number): Promise<readonly LogEntry[]> {
  return (await many(sql, EVENT, SELECT_LATEST, [stream, limit])).reverse();
}
