import type { Obligation } from '../domain/obligation.ts';
import type { ExecRequest, FactChange, Order } from '../domain/order.ts';
import type { Delegation } from '../domain/people.ts';
import type { ReviewRound, ReviewTask } from '../domain/review.ts';
import { maskContact } from './access.ts';
import type { ViewName } from './delivery.ts';
import type { Tx } from './ports.ts';
import type { AttachmentRow, LeadRow, LogEntry, StatusRequestRow } from './rows.ts';

/** An order as every card about it needs it: the record and what is due. */
export interface OrderView {
  readonly order: Order;
  /** Time limits that still run, paused ones included. */
  readonly obligations: readonly Obligation[];
}

/** A department's card: its task in its round, whichever round that was. */
export interface TaskView extends OrderView {
  readonly round: ReviewRound;
  readonly task: ReviewTask;
  /** False when a later round has taken the place of this one. */
  readonly isLatest: boolean;
  /** What changed in the record since the round before (JW-04). */
  readonly changes: readonly FactChange[];
  /** What this department said in the round before. */
  readonly earlier: ReviewTask | null;
  readonly files: readonly AttachmentRow[];
}

/** Everything a posted card is drawn from, read in one transaction. Closed: one shape per view of `delivery.ts`. */
export type CardModel =
  | (OrderView & { readonly view: 'order.line' })
  | (OrderView & { readonly view: 'order.living' })
  | (OrderView & {
      readonly view: 'order.sheet';
      readonly files: readonly AttachmentRow[];
      readonly contact: string | null;
      readonly deliveredTo: readonly string[];
    })
  | { readonly view: 'order.notice'; readonly order: Order; readonly entry: LogEntry }
  | (OrderView & { readonly view: 'intake.check' })
  | (OrderView & {
      readonly view: 'confirm.ask';
      readonly contact: string | null;
      readonly changes: readonly FactChange[];
    })
  | (OrderView & { readonly view: 'returned.fix' })
  | (TaskView & { readonly view: 'review.task' })
  | (TaskView & { readonly view: 'review.question' })
  | (OrderView & { readonly view: 'review.report'; readonly round: ReviewRound })
  | (OrderView & { readonly view: 'negotiation.board' })
  | (OrderView & { readonly view: 'exec.request'; readonly exec: ExecRequest | null })
  | { readonly view: 'obligation.reminder'; readonly order: Order; readonly obligation: Obligation }
  | { readonly view: 'status.request'; readonly order: Order; readonly request: StatusRequestRow }
  | { readonly view: 'lead.card'; readonly lead: LeadRow }
  | { readonly view: 'delegation.note'; readonly delegation: Delegation }
  | { readonly view: 'setup.ask'; readonly confirmHours: number; readonly isSaved: boolean }
  | { readonly view: 'setup.test'; readonly roomName: string }
  | { readonly view: 'fallback.warning'; readonly order: Order };

/**
 * What a card of this view shows now; null when its subject no longer exists. `subject` is the id the delivery carries:
 * an order, task, round, request or lead; `stream#seq` of the log for a notice; `obligation@instant` for a reminder by hand.
 */
export async function loadCardModel(
  tx: Tx,
  view: ViewName,
  subject: string,
  orderId: string | null,
): Promise<CardModel | null> {
  switch (view) {
    case 'setup.ask':
      return {
        view,
        confirmHours: (await tx.settings.read()).confirm_hours,
        isSaved: await isSaved(tx, 'confirm_hours'),
      };
    case 'setup.test': {
      const room = await tx.rooms.load(subject.split(':')[0] ?? '');
      return room && { view, roomName: room.name };
    }
    case 'lead.card': {
      const lead = await tx.leads.load(subject);
      return lead && { view, lead };
    }
    case 'delegation.note': {
      const delegation = (await tx.directory.read()).delegations.find((d) => d.id === subject);
      return delegation ? { view, delegation } : null;
    }
    default: {
      const order = await tx.orders.load(orderId ?? subject);
      return order && loadOrderModel(tx, view, subject, order);
    }
  }
}

type OrderViewName = Exclude<ViewName, 'setup.ask' | 'setup.test' | 'lead.card' | 'delegation.note'>;

async function loadOrderModel(tx: Tx, view: OrderViewName, subject: string, order: Order): Promise<CardModel | null> {
  switch (view) {
    case 'fallback.warning':
      return { view, order };
    case 'order.notice': {
      const entry = await findEntry(tx, order, subject);
      return entry && { view, order, entry };
    }
    case 'obligation.reminder': {
      const obligation = await tx.obligations.load(subject.split('@')[0] ?? '');
      return obligation && { view, order, obligation };
    }
    case 'status.request': {
      const request = await tx.requests.load(subject);
      return request && { view, order, request };
    }
    case 'review.task':
    case 'review.question': {
      const task = await loadTask(tx, subject, order);
      return task && { ...task, view };
    }
    case 'review.report': {
      const round =
        order.round?.id === subject
          ? order.round
          : ((await tx.orders.rounds(order.id)).find((r) => r.id === subject) ?? null);
      return round && { ...(await withObligations(tx, order)), view, round };
    }
    case 'order.line':
    case 'order.living':
    case 'intake.check':
    case 'returned.fix':
    case 'negotiation.board':
      return { ...(await withObligations(tx, order)), view };
    case 'confirm.ask':
      return {
        ...(await withObligations(tx, order)),
        view,
        contact: await maskedContact(tx, order),
        changes: order.confirmation ? await changesAtConfirmation(tx, order) : [],
      };
    case 'order.sheet':
      return {
        ...(await withObligations(tx, order)),
        view,
        files: await tx.attachments.of(order.id),
        contact: await maskedContact(tx, order),
        deliveredTo: await tx.sheets.delivered(order.id),
      };
    case 'exec.request':
      return { ...(await withObligations(tx, order)), view, exec: order.exec?.id === subject ? order.exec : null };
  }
}

async function isSaved(tx: Tx, key: string): Promise<boolean> {
  return (await tx.settings.saved()).has(key) || (await tx.settings.inFile()).has(key);
}

async function withObligations(tx: Tx, order: Order): Promise<OrderView> {
  return { order, obligations: await tx.obligations.open(order.id) };
}

/** Posted cards are read by everybody: contacts stand masked on them (XD-19). */
async function maskedContact(tx: Tx, order: Order): Promise<string | null> {
  const datum = order.contactId === null ? null : await tx.personal.load(order.contactId);
  return datum?.value ? maskContact(datum.value) : null;
}

async function findEntry(tx: Tx, order: Order, subject: string): Promise<LogEntry | null> {
  const seq = Number(subject.slice(subject.lastIndexOf('#') + 1));
  return Number.isSafeInteger(seq) ? tx.events.find(order.id, seq) : null;
}

async function loadTask(tx: Tx, taskId: string, order: Order): Promise<TaskView | null> {
  const isFirst = order.round?.number === 1;
  const rounds = isFirst && order.round ? [order.round] : await tx.orders.rounds(order.id);
  const at = rounds.findIndex((r) => r.tasks.some((t) => t.id === taskId));
  const round = rounds[at];
  const task = round?.tasks.find((t) => t.id === taskId);
  if (!round || !task) return null;
  const previous = rounds[at - 1];
  return {
    ...(await withObligations(tx, order)),
    round,
    task,
    isLatest: order.round?.id === round.id,
    changes: previous
      ? changesIn(betweenRounds(await tx.events.since(order.id, 0), previous.number, round.number))
      : [],
    earlier: previous?.tasks.find((t) => t.department === task.department) ?? null,
    files: await tx.attachments.of(order.id),
  };
}

/** The log from the opening of one round to the opening of another: by the log's own order, not by the clock. */
function betweenRounds(entries: readonly LogEntry[], from: number, to: number): readonly LogEntry[] {
  const opened = (round: number) =>
    entries.findIndex(
      (e) => e.type === 'review.opened' && (JSON.parse(e.data) as { readonly round?: number }).round === round,
    );
  const end = opened(to);
  return end < 0 ? [] : entries.slice(Math.max(0, opened(from)), end);
}

/** Differences of the record the customer confirmed to the one first filed (UO-07). */
async function changesAtConfirmation(tx: Tx, order: Order): Promise<readonly FactChange[]> {
  return changesIn((await tx.events.since(order.id, 0)).filter((e) => e.type === 'order.confirmed'));
}

/** Changes of the record told by several entries, as one difference: the first value before, the last value after. */
export function changesIn(entries: readonly LogEntry[]): readonly FactChange[] {
  const merged = new Map<string, FactChange>();
  for (const entry of entries) {
    const { changes } = JSON.parse(entry.data) as { readonly changes?: readonly FactChange[] };
    for (const change of changes ?? [])
      merged.set(change.field, {
        ...change,
        before: merged.has(change.field) ? merged.get(change.field)?.before : change.before,
      });
  }
  return [...merged.values()].filter((c) => JSON.stringify(c.before) !== JSON.stringify(c.after));
}
