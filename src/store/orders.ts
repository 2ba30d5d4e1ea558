import type { Tx } from '../app/ports.ts';
import type { ExecRequest, Order } from '../domain/order.ts';
import type { ReviewRound, ReviewTask } from '../domain/review.ts';
import {
  COMMITTED_DATE,
  CONDITION,
  EXEC,
  FACTS,
  OPTION,
  ORDER,
  ROUND,
  type RoundColumns,
  TASK,
} from './order-tables.ts';
import { insert, type Sql, update } from './sql.ts';
import { changes, decode, encode, many, type Table, upsert } from './table.ts';

const SELECT_ORDER = `SELECT ${ORDER.list}, ${FACTS.list} FROM "Order" WHERE "id" = ?`;
const SELECT_ROUND = `SELECT ${ROUND.list} FROM "ReviewRound" WHERE "orderId" = ? ORDER BY "number" DESC LIMIT 1`;
const SELECT_ROUNDS = `SELECT ${ROUND.list} FROM "ReviewRound" WHERE "orderId" = ? ORDER BY "number"`;
// Ids are ULIDs, so this is the order in which they were made.
const SELECT_TASKS = `SELECT ${TASK.list} FROM "ReviewTask" WHERE "roundId" = ? ORDER BY "id"`;
const SELECT_CONDITIONS = `SELECT ${CONDITION.list} FROM "ReviewCondition" WHERE "orderId" = ? ORDER BY "id"`;
const SELECT_OPTIONS = `SELECT ${OPTION.list} FROM "NegotiationOption" WHERE "orderId" = ? ORDER BY "id"`;
const SELECT_EXEC = `SELECT ${EXEC.list} FROM "ExecRequest" WHERE "orderId" = ? ORDER BY "number" DESC LIMIT 1`;
const VOID_OPEN_TASKS = `UPDATE "ReviewTask" SET "state" = 'VOID' WHERE "roundId" = ? AND "state" IN ('PENDING', 'INFO_REQUESTED')`;

export function ordersIn(sql: Sql): Tx['orders'] {
  return {
    load: (id) => loadOrder(sql, id),
    findByName: async (name) => {
      const [row] = await sql.all<{ id: string }>('SELECT "id" FROM "Order" WHERE "number" = ? OR "draftNo" = ?', [
        name,
        name,
      ]);
      return row?.id ?? null;
    },
    rounds: (orderId) => loadRounds(sql, orderId, SELECT_ROUNDS),
    save: (before, after) => saveOrder(sql, before, after),
  };
}

async function loadOrder(sql: Sql, id: string): Promise<Order | null> {
  const [row] = await sql.all<Record<string, unknown>>(SELECT_ORDER, [id]);
  if (!row) return null;
  const round = await loadRound(sql, id);
  const options = await many(sql, OPTION, SELECT_OPTIONS, [id]);
  const [exec] = await many(sql, EXEC, SELECT_EXEC, [id]);
  return {
    ...decode(ORDER, row),
    facts: decode(FACTS, row),
    committedDates: [],
    round,
    negotiation: { options: options.map(withoutOrder) },
    exec: exec ? withoutOrder(exec) : null,
  };
}

async function loadRound(sql: Sql, orderId: string): Promise<ReviewRound | null> {
  const [round] = await loadRounds(sql, orderId, SELECT_ROUND);
  return round ?? null;
}

async function loadRounds(sql: Sql, orderId: string, query: string): Promise<ReviewRound[]> {
  const rounds = await many(sql, ROUND, query, [orderId]);
  const found: ReviewRound[] = [];
  for (const round of rounds) found.push(await withTasks(sql, round));
  return found;
}

async function withTasks(sql: Sql, round: RoundColumns): Promise<ReviewRound> {
  const tasks = await many(sql, TASK, SELECT_TASKS, [round.id]);
  const conditions = await many(sql, CONDITION, SELECT_CONDITIONS, [round.orderId]);
  return {
    ...withoutOrder(round),
    tasks: tasks.map(({ orderId: _, roundId: __, ...task }) => ({
      ...task,
      conditions: conditions
        .filter((c) => c.taskId === task.id)
        .map(({ orderId: ___, taskId: ____, ...condition }) => condition),
    })),
  };
}

function withoutOrder<T extends { readonly orderId: string }>(row: T): Omit<T, 'orderId'> {
  const { orderId: _, ...rest } = row;
  return rest;
}

async function saveOrder(sql: Sql, before: Order | null, after: Order): Promise<boolean> {
  if (!before) {
    await insert(sql, 'Order', { ...encode(ORDER, after), ...encode(FACTS, after.facts) });
  } else {
    const changed = {
      version: after.version,
      ...changes(ORDER, before, after),
      ...(before.facts === after.facts ? {} : changes(FACTS, before.facts, after.facts)),
    };
    // Compare-and-set (XD-04): the row changes only if nobody has since `before` was read.
    if ((await update(sql, 'Order', { id: before.id, version: before.version }, changed)) === 0) return false;
  }
  const orderId = after.id;
  await saveRound(sql, orderId, before?.round ?? null, after.round);
  await saveChildren(sql, OPTION, before?.negotiation.options ?? [], after.negotiation.options, (option) => ({
    ...option,
    orderId,
  }));
  await saveExec(sql, orderId, before?.exec ?? null, after.exec);
  if (after.committedDates.length > 0 && after.committedDates !== before?.committedDates) {
    // A version of the promise is never rewritten: what stands, stands.
    const rows = after.committedDates.map((date) => encode(COMMITTED_DATE, { ...date, orderId }));
    await upsert(sql, COMMITTED_DATE.name, ['orderId', 'version'], rows, COMMITTED_DATE.columns);
  }
  return true;
}

async function saveRound(
  sql: Sql,
  orderId: string,
  before: ReviewRound | null,
  after: ReviewRound | null,
): Promise<void> {
  if (after === before || !after) return;
  const isSame = before?.id === after.id;
  if (before && !isSame && before.state === 'OPEN') {
    // The order carries its latest round only: the one it replaces is closed here (domain §10.2, JW-04).
    await update(sql, ROUND.name, { id: before.id }, { state: 'SUPERSEDED', closedAt: new Date(after.openedAt) });
    await sql.run(VOID_OPEN_TASKS, [before.id]);
  }
  const tasksBefore = isSame ? before.tasks : [];
  await saveChildren(sql, ROUND, isSame ? [before] : [], [after], (round) => ({ ...round, orderId }));
  if (tasksBefore === after.tasks) return;
  await saveChildren(sql, TASK, tasksBefore, after.tasks, (task) => ({ ...task, orderId, roundId: after.id }));
  const conditionsOf = (tasks: readonly ReviewTask[]) =>
    tasks.flatMap((task) => (task.conditions.length > 0 ? task.conditions.map((c) => ({ c, taskId: task.id })) : []));
  const [had, has] = [conditionsOf(tasksBefore), conditionsOf(after.tasks)];
  if (had.length === 0 && has.length === 0) return;
  const taskOf = new Map([...had, ...has].map(({ c, taskId }) => [c.id, taskId]));
  await saveChildren(
    sql,
    CONDITION,
    had.map(({ c }) => c),
    has.map(({ c }) => c),
    (c) => ({ ...c, orderId, taskId: taskOf.get(c.id) ?? '' }),
  );
}

async function saveExec(
  sql: Sql,
  orderId: string,
  before: ExecRequest | null,
  after: ExecRequest | null,
): Promise<void> {
  if (after === before || !after) return;
  const isSame = before?.id === after.id;
  if (before && !isSame && before.state === 'OPEN') await update(sql, EXEC.name, { id: before.id }, { state: 'VOID' });
  await saveChildren(sql, EXEC, isSame ? [before] : [], [after], (exec) => ({ ...exec, orderId }));
}

/** Writes the children that are other objects than before, changes of one column by column; those that are gone are removed. */
async function saveChildren<C extends { readonly id: string }, T>(
  sql: Sql,
  into: Table<T>,
  before: readonly C[],
  after: readonly C[],
  toRow: (child: C) => T,
): Promise<void> {
  if (before === after) return;
  const known = new Map(before.map((child) => [child.id, child]));
  const added: C[] = [];
  for (const child of after) {
    const old = known.get(child.id);
    known.delete(child.id);
    if (old === child) continue;
    if (old) await update(sql, into.name, { id: child.id }, changes(into, toRow(old), toRow(child)));
    else added.push(child);
  }
  for (const id of known.keys()) await sql.run(`DELETE FROM "${into.name}" WHERE "id" = ?`, [id]);
  await upsert(
    sql,
    into.name,
    ['id'],
    added.map((child) => encode(into, toRow(child))),
  );
}
