import type { Tx } from '../app/ports.ts';
import type { LeadRow, StatusRequestRow } from '../app/rows.ts';
import type { Sql } from './sql.ts';
import { encode, many, one, table, upsert } from './table.ts';

const REQUEST = table<StatusRequestRow>('StatusRequest', {
  id: 'plain',
  orderId: 'plain',
  department: 'plain',
  askedBy: 'plain',
  question: 'plain',
  askedAt: 'instant',
  dueAt: 'instant',
  answeredBy: 'plain',
  answer: 'plain',
  answeredAt: 'instant',
});
const LEAD = table<LeadRow>('Lead', {
  id: 'plain',
  text: 'plain',
  byId: 'plain',
  at: 'instant',
  state: 'plain',
  takenBy: 'plain',
  takenAt: 'instant',
  orderId: 'plain',
});

export function requestsIn(sql: Sql): Tx['requests'] {
  return {
    load: (id) => one(sql, REQUEST, `SELECT ${REQUEST.list} FROM "StatusRequest" WHERE "id" = ?`, [id]),
    of: (orderId) =>
      many(sql, REQUEST, `SELECT ${REQUEST.list} FROM "StatusRequest" WHERE "orderId" = ? ORDER BY "id"`, [orderId]),
    save: (request) => upsert(sql, REQUEST.name, ['id'], [encode(REQUEST, request)]),
  };
}

export function leadsIn(sql: Sql): Tx['leads'] {
  return {
    load: (id) => one(sql, LEAD, `SELECT ${LEAD.list} FROM "Lead" WHERE "id" = ?`, [id]),
    save: (lead) => upsert(sql, LEAD.name, ['id'], [encode(LEAD, lead)]),
  };
}
