import type { Queries, Tx } from '../app/ports.ts';
import type { Obligation } from '../domain/obligation.ts';
import type { Sql, SqlValue } from './sql.ts';
import { encode, many, one, table, upsert } from './table.ts';

const OBLIGATION = table<Obligation>('Obligation', {
  id: 'plain',
  key: 'plain',
  orderId: 'plain',
  subjectId: 'plain',
  role: 'plain',
  personId: 'plain',
  clock: 'plain',
  limitMs: 'plain',
  startedAt: 'instant',
  dueAt: 'instant',
  state: 'plain',
  step: 'plain',
  nextAt: 'instant',
  pausedAt: 'instant',
  remainingMs: 'plain',
  snoozedUntil: 'instant',
  satisfiedAt: 'instant',
  isCompressed: 'flag',
});

/** States in which somebody still has to act (`RUNNING_STATES` of the domain), as SQL. */
export const IS_RUNNING = `"state" IN ('OPEN', 'MISSED')`;

const SELECT_OPEN = `SELECT ${OBLIGATION.list} FROM "Obligation" WHERE "orderId" = ? AND ${IS_RUNNING} ORDER BY "dueAt", "id"`;
const SELECT_ONE = `SELECT ${OBLIGATION.list} FROM "Obligation" WHERE "id" = ?`;

export function obligationsIn(sql: Sql): Tx['obligations'] {
  return {
    open: (orderId) => many(sql, OBLIGATION, SELECT_OPEN, [orderId]),
    load: (id) => one(sql, OBLIGATION, SELECT_ONE, [id]),
    save: (changed) =>
      upsert(
        sql,
        OBLIGATION.name,
        ['id'],
        changed.map((obligation) => encode(OBLIGATION, obligation)),
      ),
  };
}

/** Running obligations, the earliest due first. */
export function openObligations(
  sql: Sql,
  filter: Parameters<Queries['openObligations']>[0],
): Promise<readonly Obligation[]> {
  const { orderId, roles, limit } = filter;
  const conditions = [IS_RUNNING];
  const params: SqlValue[] = [];
  if (orderId !== undefined) {
    conditions.push('"orderId" = ?');
    params.push(orderId);
  }
  if (roles) {
    conditions.push(roles.length > 0 ? `"role" IN (${roles.map(() => '?').join(', ')})` : '1 = 0');
    params.push(...roles);
  }
  return many(
    sql,
    OBLIGATION,
    `SELECT ${OBLIGATION.list} FROM "Obligation" WHERE ${conditions.join(' AND ')} ORDER BY "dueAt", "id" LIMIT ?`,
    [...params, limit],
  );
}
