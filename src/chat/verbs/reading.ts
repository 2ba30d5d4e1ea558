import { maskContact, readsContacts } from '../../app/access.ts';
import type { OrderFilter } from '../../app/ports.ts';
import type { OrderRow } from '../../app/rows.ts';
import { ORDER_STATES, type Order, type OrderState } from '../../domain/order.ts';
import { DEPARTMENTS, type Department, holdsRole, isDepartment, type Role } from '../../domain/people.ts';
import { sayAny } from '../../i18n/translate.ts';
import { orderOf } from '../forms/before-open.ts';
import type { Reply } from '../interaction.ts';
import { withOwnButtons } from '../own-buttons.ts';
import { soundsLike, soundsOf } from '../pinyin.ts';
import { type Talk, text } from '../talk.ts';
import { drawOrderDetails, drawTimeline } from '../views/details.ts';
import { drawMine, drawOrderList } from '../views/lists.ts';
import { chooseToShow, orderSaid, visibleTo } from './order-said.ts';

const PAGE = 12;
/** Rows looked through where the database cannot filter. */
const LOOKED_THROUGH = 500;
/** An order due this soon and not accepted is at risk. */
const RISK_MS = 24 * 3_600_000;

const ALL = /^(all|全部|所有|history|历史|歷史)$/i;
const OPEN = /^(open|live|未完成|进行中|進行中)$/i;
const LATE = /^(late|overdue|逾期|超时|超時|延期|迟|遲)$/i;

/** `list`, `list all`, `list late`, `list 评审中`, `list production` (UO-31). */
export async function list(talk: Talk, rest: string): Promise<Reply> {
  const words = rest
    .trim()
    .split(/\s+/)
    .filter((w) => w !== '');
  const states: OrderState[] = [];
  const departments: Department[] = [];
  const unread: string[] = [];
  let isLate = false;
  let isOpen = true;
  for (const word of words.slice(0, 6)) {
    const state = codeOf(talk, ORDER_STATES, ['state'], word);
    const department = codeOf(talk, DEPARTMENTS, ['role', 'dept_short'], word);
    if (ALL.test(word)) isOpen = false;
    else if (LATE.test(word)) isLate = true;
    else if (state) states.push(state);
    else if (department) departments.push(department);
    else if (!OPEN.test(word)) unread.push(word);
  }
  if (unread.length > 0) return search(talk, rest);
  const filter: OrderFilter = {
    limit: PAGE,
    visibleTo: visibleTo(talk),
    includeDrills: true,
    ...(isOpen && states.length === 0 && { isOpen }),
    ...(states.length > 0 && { states }),
    ...(departments.length > 0 && { waitingForRoles: departments }),
  };
  const { rows, total } = isLate ? await lateOnly(talk, filter) : await talk.parts.store.queries.listOrders(filter);
  const named = [
    ...states.map((s) => text(talk, `state.${s}`)),
    ...departments.map((d) => text(talk, `role.${d}`)),
    ...(isLate ? [text(talk, 'reply.list_late')] : []),
  ];
  const title = named.length > 0 ? text(talk, 'reply.list_of', { what: { list: named } }) : undefined;
  return { kind: 'card', card: drawOrderList({ rows, total, ...(title !== undefined && { title }) }, talk.voice) };
}

async function lateOnly(
  talk: Talk,
  filter: OrderFilter,
): Promise<{ readonly rows: readonly OrderRow[]; readonly total: number }> {
  const { rows } = await talk.parts.store.queries.listOrders({ ...filter, limit: LOOKED_THROUGH });
  const late = rows.filter((row) => isOverdue(row, talk.now));
  return { rows: late.slice(0, PAGE), total: late.length };
}

function isOverdue(row: OrderRow, now: number): boolean {
  return (row.nextDue !== null && row.nextDue.dueAt < now) || (row.committed ?? row.requiredBy) < now;
}

/** The code whose word, in the reader's language or as a code, was typed. */
function codeOf<T extends string>(
  talk: Talk,
  codes: readonly T[],
  families: readonly string[],
  typed: string,
): T | null {
  const wanted = typed.toLowerCase();
  return (
    codes.find(
      (code) =>
        code.toLowerCase() === wanted ||
        families.some((family) => sayAny(talk.voice, `${family}.${code}`).toLowerCase() === wanted),
    ) ?? null
  );
}

/** The person's own page: waiting for me · my orders · at risk. */
export async function mine(talk: Talk): Promise<Reply> {
  const { queries } = talk.parts.store;
  const base = { isOpen: true, includeDrills: true, visibleTo: visibleTo(talk), limit: 40 } as const;
  const roles = rolesAnswering(talk);
  const own = (await queries.listOrders({ ...base, personId: talk.person.id })).rows;
  const asked = roles.length === 0 ? [] : (await queries.listOrders({ ...base, waitingForRoles: roles })).rows;
  const dueOf = await owed(talk, roles);
  // Each row shows what this person owes, whatever else is due on the order.
  const waiting = [...new Map([...own, ...asked].map((r) => [r.id, r])).values()].flatMap((r) => {
    const nextDue = dueOf.get(r.id);
    return nextDue === undefined ? [] : [{ ...r, nextDue }];
  });
  const atRisk = [...new Map([...own, ...waiting].map((r) => [r.id, r])).values()].filter((r) => isAtRisk(r, talk.now));
  return { kind: 'card', card: drawMine({ waiting: waiting.sort(byDue), own, atRisk }, talk.voice) };
}

/** Roles whose tasks come to this person: departments they head, or have nobody heading; duties; and those they stand in for. */
function rolesAnswering(talk: Talk): Role[] {
  const people = [talk.person, ...talk.actor.standsInFor];
  const heads = people.flatMap((p) =>
    p.memberships
      .filter((m) => m.isHead || !isDepartment(m.role) || talk.directory.headsOf(m.role).length === 0)
      .map((m) => m.role),
  );
  const duties: Role[] = [
    ...(people.some((p) => holdsRole(p, 'EXEC')) ? (['EXEC'] as const) : []),
    ...(talk.directory.membersOf('COORDINATOR').length === 0 && heads.includes('SALES')
      ? (['COORDINATOR'] as const)
      : []),
  ];
  return [...new Set([...heads.filter((r) => r !== 'SALES'), ...duties])];
}

/** What the person owes, by order: the earliest of what runs for them or for a role they answer for. */
async function owed(
  talk: Talk,
  roles: readonly Role[],
): Promise<ReadonlyMap<string, NonNullable<OrderRow['nextDue']>>> {
  const running = await talk.parts.store.queries.openObligations({ roles: [...roles, 'SALES'], limit: LOOKED_THROUGH });
  const due = new Map<string, NonNullable<OrderRow['nextDue']>>();
  for (const { orderId, personId, role, key, dueAt, pausedAt } of running) {
    const isMine = personId === null ? roles.includes(role) : personId === talk.person.id;
    const known = due.get(orderId);
    if (isMine && pausedAt === null && (known === undefined || dueAt < known.dueAt))
      due.set(orderId, { key, role, dueAt });
  }
  return due;
}

function isAtRisk(row: OrderRow, now: number): boolean {
  return isOverdue(row, now) || (row.committed === null && row.requiredBy - now < RISK_MS);
}

function byDue(a: OrderRow, b: OrderRow): number {
  return (a.nextDue?.dueAt ?? a.requiredBy) - (b.nextDue?.dueAt ?? b.requiredBy);
}

export async function showByName(talk: Talk, rest: string): Promise<Reply> {
  const said = await orderSaid(talk, rest);
  if (said === null) return rest.trim() === '' ? chooseToShow(talk) : search(talk, rest);
  return 'reply' in said ? said.reply : details(talk, said.order);
}

export async function showOrder(talk: Talk, orderId: string): Promise<Reply> {
  const found = await orderOf(talk, orderId);
  return 'reply' in found ? found.reply : details(talk, found.order);
}

/** The whole record; contacts in clear only for those who work with customers (XD-19, EX-28). */
async function details(talk: Talk, order: Order): Promise<Reply> {
  const model = await talk.parts.store.transaction(async (tx) => {
    const [contact, confirmedBy] = [
      await personal(order.contactId),
      await personal(order.confirmation?.contactId ?? null),
    ];
    async function personal(id: string | null): Promise<string | null> {
      const value = id === null ? null : ((await tx.personal.load(id))?.value ?? null);
      return value === null || readsContacts(talk.actor) ? value : maskContact(value);
    }
    return {
      order,
      obligations: await tx.obligations.open(order.id),
      files: await tx.attachments.of(order.id),
      contact,
      confirmedBy,
    };
  });
  return { kind: 'card', card: withOwnButtons(talk, order, drawOrderDetails(model, talk.voice)) };
}

export async function timeline(talk: Talk, orderId: string): Promise<Reply> {
  const found = await orderOf(talk, orderId);
  if ('reply' in found) return found.reply;
  const entries = await talk.parts.store.queries.timeline(orderId, 25);
  return { kind: 'card', card: drawTimeline({ order: found.order, entries }, talk.voice) };
}

/** Orders by customer, product, model or number; Latin letters also find Chinese words by their pinyin. */
export async function search(talk: Talk, rest: string): Promise<Reply> {
  const typed = rest.trim().slice(0, 80);
  if (typed === '') return { kind: 'toast', tone: 'info', text: text(talk, 'reply.search_what') };
  const base = { includeDrills: true, visibleTo: visibleTo(talk) } as const;
  const found = await talk.parts.store.queries.listOrders({ ...base, text: typed, limit: PAGE });
  const byPinyin =
    found.total < PAGE && /^[a-z' ]{2,}$/i.test(typed)
      ? await soundingLike(talk, typed, new Set(found.rows.map((r) => r.id)))
      : [];
  const rows = [...found.rows, ...byPinyin].slice(0, PAGE);
  return {
    kind: 'card',
    card: drawOrderList(
      {
        rows,
        total: Math.max(found.total, found.rows.length + byPinyin.length),
        title: text(talk, 'reply.search_title', { text: typed }),
      },
      talk.voice,
    ),
  };
}

async function soundingLike(talk: Talk, typed: string, known: ReadonlySet<string>): Promise<readonly OrderRow[]> {
  const { rows } = await talk.parts.store.queries.listOrders({
    includeDrills: true,
    visibleTo: visibleTo(talk),
    limit: LOOKED_THROUGH,
  });
  const others = rows.filter((r) => !known.has(r.id));
  const sounds = await soundsOf(others.map((r) => `${r.customer} ${r.product}`));
  return others.filter((_, i) => {
    const sound = sounds[i];
    return sound !== undefined && soundsLike(sound, typed);
  });
}
