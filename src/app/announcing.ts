import type { Order } from '../domain/order.ts';
import type { Department, Person } from '../domain/people.ts';
import type { ReviewRound, ReviewTask } from '../domain/review.ts';
import type { CommandContext } from './command.ts';
import type { Delivery, ViewName } from './delivery.ts';
import { askedFor } from './directory.ts';
import { reviewersIn, sinceThen } from './people-of.ts';
import type { LogEntry, RoomRow } from './rows.ts';

/** Where an order's announcements go; filled once per command. */
export interface Rooms {
  readonly main: readonly RoomRow[];
  readonly own: readonly RoomRow[];
}

export interface Said {
  readonly context: CommandContext;
  readonly before: Order | null;
  readonly order: Order;
  readonly entry: LogEntry;
  readonly rooms: Rooms;
}

export function direct(people: readonly Person[], view: ViewName, subject: string, order: Order): Delivery[] {
  return people.map((p) => ({ kind: 'direct', person: p.id, view, subject, order: order.id }));
}

export function redrawDirect(people: readonly Person[], view: ViewName, subject: string, order: Order): Delivery[] {
  return people.map((p) => ({ kind: 'redraw_direct', person: p.id, view, subject, order: order.id }));
}

export function show(
  rooms: readonly RoomRow[],
  view: ViewName,
  subject: string,
  order: Order,
  mention: readonly Person[] = [],
): Delivery[] {
  return rooms.map((r) => ({
    kind: 'show',
    room: r.id,
    view,
    subject,
    order: order.id,
    ...(mention.length > 0 && { mention: mention.map((p) => p.id) }),
  }));
}

/** The line an event leaves in a room. */
export function line({ order, entry }: Said, rooms: readonly RoomRow[], mention: readonly Person[] = []): Delivery[] {
  return show(rooms, 'order.notice', `${entry.stream}#${entry.seq}`, order, mention);
}

/** The sheet to every reviewing and informed department (UO-10); each delivery is recorded when it has arrived. */
export function sheets(context: CommandContext, order: Order): Delivery[] {
  const departments = new Set<Department>([
    ...(order.round?.tasks.map((t) => t.department) ?? []),
    ...context.settings.informed,
  ]);
  return [...departments].flatMap((d) =>
    askedFor(context.directory, d)
      .people.slice(0, 3)
      .map((p): Delivery => ({ kind: 'sheet', person: p.id, department: d, order: order.id })),
  );
}

export function taskCards(context: CommandContext, order: Order): Delivery[] {
  return (order.round?.tasks ?? []).flatMap((t) =>
    direct(reviewersIn(context, t.department), 'review.task', t.id, order),
  );
}

/** A department's card, with everybody who got it: a delegation that ended takes no card away. */
export function taskRedraw(
  context: CommandContext,
  order: Order,
  task: Pick<ReviewTask, 'id' | 'department'>,
  round: Pick<ReviewRound, 'openedAt'> | null,
): Delivery[] {
  return redrawDirect(
    sinceThen(reviewersIn(context, task.department), context, round?.openedAt ?? 0),
    'review.task',
    task.id,
    order,
  );
}

export function allTaskRedraws(context: CommandContext, order: Order): Delivery[] {
  return (order.round?.tasks ?? []).flatMap((t) => taskRedraw(context, order, t, order.round));
}

/** Cards of an earlier round lose their buttons. */
export function supersededTasks(context: CommandContext, before: Order | null, order: Order): Delivery[] {
  if (!before?.round) return [];
  return before.round.tasks.flatMap((t) => taskRedraw(context, order, t, before.round));
}

/** A department without anybody to ask is never dropped silently (XD-10). */
export function fallbacks(context: CommandContext, order: Order): Delivery[] {
  if (!order.round?.tasks.some((t) => t.fallback !== null)) return [];
  return direct(
    [...new Set([...context.directory.admins(), ...context.directory.leaders()])],
    'fallback.warning',
    order.id,
    order,
  );
}

/** Each negotiation has a board of its own: redrawing the last one's, far up in the room, would tell nobody. */
function boardOf(order: Order): string {
  return `${order.id}/${order.negotiations}`;
}

export function board(rooms: Rooms, owners: readonly Person[], order: Order): Delivery[] {
  return [
    ...show(rooms.own, 'negotiation.board', boardOf(order), order, owners),
    ...direct(owners, 'negotiation.board', boardOf(order), order),
  ];
}

export function boardRedraws(rooms: Rooms, owners: readonly Person[], order: Order): Delivery[] {
  return [
    ...rooms.own.map(
      (r): Delivery => ({
        kind: 'redraw',
        room: r.id,
        view: 'negotiation.board',
        subject: boardOf(order),
        order: order.id,
      }),
    ),
    ...redrawDirect(owners, 'negotiation.board', boardOf(order), order),
  ];
}

/** The card of an order's return; each return has its own, for the same reason. */
export function returnOf(order: Order): string {
  return `${order.id}/${order.intake?.at ?? 0}`;
}

/** The card of the return an order comes from gives way. */
export function returnRedraws(owners: readonly Person[], before: Order | null, order: Order): Delivery[] {
  return before?.state === 'RETURNED' ? redrawDirect(owners, 'returned.fix', returnOf(before), order) : [];
}
