import type { OrderFilter } from '../app/ports.ts';
import type { OrderRow } from '../app/rows.ts';
import { IS_RUNNING } from './obligations.ts';
import type { Sql, SqlValue } from './sql.ts';
import { decode, many, type Table, table } from './table.ts';

type ListedOrder = Omit<OrderRow, 'isHeld' | 'isWaiting' | 'nextDue'>;

const LISTED: Table<ListedOrder> = table<ListedOrder>('Order', {
  id: 'plain',
  draftNo: 'plain',
  number: 'plain',
  state: 'plain',
  customer: 'plain',
  product: 'plain',
  model: 'plain',
  quantity: 'plain',
  unit: 'plain',
  requiredBy: 'instant',
  committed: 'instant',
  submitterId: 'plain',
  ownerId: 'plain',
  isConfidential: 'flag',
  isDrill: 'flag',
});
const COLUMNS = `${LISTED.list}, "hold" IS NOT NULL AS "isHeld", "waiting" IS NOT NULL AS "isWaiting"`;
const SEARCHED = ['number', 'draftNo', 'customer', 'product', 'model', 'externalNo'];
const MOST_SIMILAR = 10;

interface Condition {
  readonly text: string;
  readonly params: readonly SqlValue[];
}

function marks(values: readonly unknown[]): string {
  return values.map(() => '?').join(', ');
}

function oneOf(column: string, values: readonly string[]): Condition {
  return values.length > 0
    ? { text: `${column} IN (${marks(values)})`, params: values }
    : { text: '1 = 0', params: [] };
}

/** One condition per part of the filter; all must hold. */
function conditionsOf(filter: OrderFilter): readonly Condition[] {
  const conditions: Condition[] = [...joinsOf(filter)];
  if (filter.isOpen !== undefined)
    conditions.push({ text: `"closedAt" IS ${filter.isOpen ? '' : 'NOT '}NULL`, params: [] });
  if (filter.states) conditions.push(oneOf('"state"', filter.states));
  if (!filter.includeDrills) conditions.push({ text: '"isDrill" = ?', params: [false] });
  const text = filter.text?.trim();
  if (text) conditions.push(matching(text));
  if (filter.visibleTo && !filter.visibleTo.seesAll) conditions.push(visibleTo(filter.visibleTo.personId));
  return conditions;
}

/** Ids of the orders the person submitted or owns, or in which something waits for them by name. */
function concerning(personId: string): Condition {
  const text =
    'SELECT "id" AS "orderId" FROM "Order" WHERE "submitterId" = ? UNION SELECT "id" FROM "Order" WHERE "ownerId" = ? ' +
    `UNION SELECT "orderId" FROM "Obligation" WHERE ${IS_RUNNING} AND "personId" = ?`;
  return { text, params: [personId, personId, personId] };
}

/** Ids of the orders in which something waits for one of the roles. */
function waitingFor(roles: readonly string[]): Condition {
  const role = oneOf('"role"', roles);
  return {
    text: `SELECT DISTINCT "orderId" FROM "Obligation" WHERE ${role.text} AND ${IS_RUNNING}`,
    params: role.params,
  };
}

/**
 * Where the rows come from. Few orders concern a person or a role, so the list starts from those: `CROSS JOIN` keeps SQLite
 * from walking through every open order instead.
 */
function sourceOf(filter: OrderFilter): Condition {
  const narrowed: Condition[] = [];
  if (filter.personId !== undefined) narrowed.push(concerning(filter.personId));
  if (filter.waitingForRoles) narrowed.push(waitingFor(filter.waitingForRoles));
  if (narrowed.length === 0) return { text: '"Order"', params: [] };
  const ids = narrowed.map(({ text }, i) => `(${text}) AS "n${i}"`).join(' CROSS JOIN ');
  return { text: `${ids} CROSS JOIN "Order"`, params: narrowed.flatMap((n) => n.params) };
}

function joinsOf(filter: OrderFilter): readonly Condition[] {
  const count = (filter.personId === undefined ? 0 : 1) + (filter.waitingForRoles ? 1 : 0);
  return Array.from({ length: count }, (_, i) => ({ text: `"Order"."id" = "n${i}"."orderId"`, params: [] }));
}

function matching(text: string): Condition {
  const pattern = `%${text.replace(/[\\%_]/g, (sign) => `\\${sign}`)}%`;
  return {
    text: `(${SEARCHED.map((c) => `LOWER("${c}") LIKE LOWER(?) ESCAPE '\\'`).join(' OR ')})`,
    params: SEARCHED.map(() => pattern),
  };
}

/** A confidential order shows to those who take part: its submitter, its owner, and the departments asked last (XD-17). */
function visibleTo(personId: string): Condition {
  const latest =
    'SELECT r."id" FROM "ReviewRound" AS r WHERE r."orderId" = "Order"."id" ORDER BY r."number" DESC LIMIT 1';
  const asked = `EXISTS (SELECT 1 FROM "ReviewTask" AS t JOIN "Membership" AS m ON m."role" = t."department" WHERE t."roundId" = (${latest}) AND m."personId" = ?)`;
  return {
    text: `("isConfidential" = ? OR "submitterId" = ? OR "ownerId" = ? OR ${asked})`,
    params: [false, personId, personId, personId],
  };
}

/** Open orders by their date, the next one first; others the newest first. */
function sortingOf(filter: OrderFilter): string {
  if (filter.isOpen) return '"requiredBy", "id"';
  return filter.isOpen === false ? '"closedAt" DESC, "id" DESC' : '"id" DESC';
}

export async function listOrders(sql: Sql, filter: OrderFilter): Promise<{ rows: readonly OrderRow[]; total: number }> {
  const conditions = conditionsOf(filter);
  const where = conditions.length > 0 ? ` WHERE ${conditions.map((c) => c.text).join(' AND ')}` : '';
  const source = sourceOf(filter);
  const params = [...source.params, ...conditions.flatMap((c) => c.params)];
  const page = `SELECT ${COLUMNS} FROM ${source.text}${where} ORDER BY ${sortingOf(filter)} LIMIT ? OFFSET ?`;
  const offset = filter.offset ?? 0;
  const rows = await withNextDue(sql, await sql.all(page, [...params, filter.limit, offset]));
  // A page that is not full says by itself how many there are.
  if (rows.length < filter.limit && (rows.length > 0 || offset === 0)) return { rows, total: offset + rows.length };
  const [counted] = await sql.all<{ count: number }>(`SELECT COUNT(*) AS "count" FROM ${source.text}${where}`, params);
  return { rows, total: counted?.count ?? 0 };
}

export async function similarOrders(
  sql: Sql,
  customer: string,
  model: string,
  requiredBy: number,
  windowMs: number,
): Promise<readonly OrderRow[]> {
  const rows = await sql.all<Record<string, unknown>>(
    `SELECT ${COLUMNS} FROM "Order" WHERE "customer" = ? AND "model" = ? AND "requiredBy" BETWEEN ? AND ? AND "isDrill" = ? ` +
      `AND "state" NOT IN ('ABANDONED', 'CANCELLED') ORDER BY "id" DESC LIMIT ${MOST_SIMILAR}`,
    [customer, model, new Date(requiredBy - windowMs), new Date(requiredBy + windowMs), false],
  );
  return withNextDue(sql, rows);
}

type NextDue = NonNullable<OrderRow['nextDue']> & { readonly orderId: string };
const NEXT_DUE = table<NextDue>('Obligation', { orderId: 'plain', key: 'plain', role: 'plain', dueAt: 'instant' });
/** Ids per statement, and what their number is rounded up to, so that few different statements exist. */
const MOST_IDS = 240;
const STEP_OF_IDS = 16;

async function withNextDue(sql: Sql, rows: readonly Readonly<Record<string, unknown>>[]): Promise<readonly OrderRow[]> {
  const next = new Map<string, OrderRow['nextDue']>();
  for (let start = 0; start < rows.length; start += MOST_IDS) {
    const ids: (string | null)[] = rows.slice(start, start + MOST_IDS).map((row) => row.id as string);
    while (ids.length % STEP_OF_IDS !== 0) ids.push(null);
    const text = `SELECT ${NEXT_DUE.list} FROM "Obligation" WHERE "orderId" IN (${marks(ids)}) AND ${IS_RUNNING} AND "pausedAt" IS NULL ORDER BY "dueAt"`;
    for (const { orderId, ...due } of await many(sql, NEXT_DUE, text, ids))
      if (!next.has(orderId)) next.set(orderId, due);
  }
  return rows.map((row) => {
    const order = decode(LISTED, row);
    return {
      ...order,
      isHeld: Boolean(row.isHeld),
      isWaiting: Boolean(row.isWaiting),
      nextDue: next.get(order.id) ?? null,
    };
  });
}
