import type { LogReader } from '../app/ports.ts';
import type { DailyRoot, PersonalDatumRow, StreamHead } from '../app/rows.ts';
import { EVENT } from './events.ts';
import type { Sql } from './sql.ts';
import { many, table } from './table.ts';

const HEAD = table<StreamHead>('Order', { stream: 'plain', name: 'plain', count: 'plain', head: 'plain' });
const PERSONAL = table<PersonalDatumRow>('PersonalDatum', {
  id: 'plain',
  orderId: 'plain',
  kind: 'plain',
  salt: 'plain',
  value: 'plain',
});
const ROOT = table<DailyRoot>('DailyRoot', { day: 'plain', root: 'plain', heads: 'plain', at: 'instant' });

const ORDER_HEADS = `SELECT "id" AS "stream", COALESCE("number", "draftNo") AS "name", "eventCount" AS "count", "headHash" AS "head" FROM "Order"`;
const STREAM_HEADS = `SELECT "id" AS "stream", NULL AS "name", "count", "head" FROM "Stream"`;
const HEADS = `SELECT * FROM (${ORDER_HEADS} WHERE "id" > ? ORDER BY "id" LIMIT ?) AS o UNION ALL SELECT * FROM (${STREAM_HEADS} WHERE "id" > ? ORDER BY "id" LIMIT ?) AS s ORDER BY "stream" LIMIT ?`;
const ONE_HEAD = `${ORDER_HEADS} WHERE "id" = ? UNION ALL ${STREAM_HEADS} WHERE "id" = ?`;
const ENTRIES = `SELECT ${EVENT.list} FROM "Event" WHERE ("stream", "seq") > (?, ?)`;
const PERSONAL_ROWS = `SELECT ${PERSONAL.list} FROM "PersonalDatum" WHERE ("orderId", "id") > (?, ?)`;
const HEADS_BETWEEN =
  'SELECT e."stream", e."seq", e."hash" FROM (SELECT "stream", MAX("seq") AS "seq" FROM "Event" WHERE "at" >= ? AND "at" < ? GROUP BY "stream") AS m ' +
  'JOIN "Event" AS e ON e."stream" = m."stream" AND e."seq" = m."seq" ORDER BY e."stream"';

/** Reads the log for those who check it, beside its owner or as its owner: single statements, nothing is written. */
export function createLogReader(sql: Sql): LogReader {
  return {
    heads: (after, limit) => many(sql, HEAD, HEADS, [after, limit, after, limit, limit]),
    head: async (stream) => (await many(sql, HEAD, ONE_HEAD, [stream, stream]))[0] ?? null,
    streamOf: async (name) =>
      (await sql.all<{ id: string }>('SELECT "id" FROM "Order" WHERE "number" = ? OR "draftNo" = ?', [name, name]))[0]
        ?.id ?? null,
    entries: ({ stream, seq }, last, limit) =>
      last === null
        ? many(sql, EVENT, `${ENTRIES} ORDER BY "stream", "seq" LIMIT ?`, [stream, seq, limit])
        : many(sql, EVENT, `${ENTRIES} AND "stream" <= ? ORDER BY "stream", "seq" LIMIT ?`, [stream, seq, last, limit]),
    hasHash: async (stream, hash) =>
      (await sql.all('SELECT 1 FROM "Event" WHERE "stream" = ? AND "hash" = ? LIMIT 1', [stream, hash])).length > 0,
    personal: ({ orderId, id }, last, limit) =>
      last === null
        ? many(sql, PERSONAL, `${PERSONAL_ROWS} ORDER BY "orderId", "id" LIMIT ?`, [orderId, id, limit])
        : many(sql, PERSONAL, `${PERSONAL_ROWS} AND "orderId" <= ? ORDER BY "orderId", "id" LIMIT ?`, [
            orderId,
            id,
            last,
            limit,
          ]),
    headsBetween: (from, to) => sql.all(HEADS_BETWEEN, [new Date(from), new Date(to)]),
    roots: () => many(sql, ROOT, `SELECT ${ROOT.list} FROM "DailyRoot" ORDER BY "day"`, []),
  };
}
