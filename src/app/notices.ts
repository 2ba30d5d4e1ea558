import { isRunning, type Obligation } from '../domain/obligation.ts';
import { type ExecRequest, isLive, type Order } from '../domain/order.ts';
import { isDepartment, type Person } from '../domain/people.ts';
import {
  allTaskRedraws,
  board,
  boardRedraws,
  direct,
  fallbacks,
  line,
  type Rooms,
  redrawDirect,
  returnOf,
  returnRedraws,
  type Said,
  sheets,
  show,
  supersededTasks,
  taskCards,
  taskRedraw,
} from './announcing.ts';
import type { CommandContext } from './command.ts';
import type { Announcement, Delivery } from './delivery.ts';
import { createRooms } from './order-rooms.ts';
import { intakeCheckers, leadersOf, reviewersIn, sinceThen } from './people-of.ts';
import type { LogEntry } from './rows.ts';

const DAY = 86_400_000;

/**
 * Who is told what, where (domain §13.2): derived from the log entries of one command, so nothing is announced that is not
 * in the log, and nothing in the log goes unannounced by accident.
 */
export async function noticesFor(
  context: CommandContext,
  before: Order | null,
  after: Order,
  entries: readonly LogEntry[],
): Promise<readonly Announcement[]> {
  const all = await context.tx.rooms.of(after.id);
  const confirmedNow = entries.some((e) => e.type === 'order.confirmed');
  const created = confirmedNow && !all.some((r) => r.kind === 'order') ? await createRooms(context, after, all) : [];
  const rooms: Rooms = {
    main: after.isConfidential ? [] : all.filter((r) => r.kind === 'main'),
    own: [...all.filter((r) => r.kind === 'order'), ...created],
  };
  const said: Delivery[] = [];
  const later: Announcement[] = [];
  if (created.length > 0)
    said.push(
      ...created.flatMap((r): Delivery[] => [
        { kind: 'open_room', room: r.id, order: after.id },
        { kind: 'show', room: r.id, view: 'order.living', subject: after.id, order: after.id, pin: true },
      ]),
    );
  for (const entry of entries) {
    said.push(...announce({ context, before, order: after, entry, rooms }));
    if (
      entry.type === 'order.abandoned' ||
      entry.type === 'order.withdrawn' ||
      (entry.type === 'order.forced' && !isLive(after))
    ) {
      later.push(
        ...rooms.own.map((r) => ({
          delivery: { kind: 'close_room' as const, room: r.id, order: after.id },
          at: context.now + context.settings.channel_archive_days * DAY,
        })),
      );
    }
  }
  if (entries.some((e) => e.type === 'order.identified')) said.push(...(await askForConfirmHours(context, after)));
  // The room's topic says how the order stands.
  if (
    before &&
    created.length === 0 &&
    (before.state !== after.state ||
      before.committed !== after.committed ||
      before.facts.requiredBy !== after.facts.requiredBy)
  ) {
    said.push(...rooms.own.map((r): Delivery => ({ kind: 'sync_room', room: r.id, order: after.id })));
  }
  const redraws: Delivery[] = [
    ...rooms.own.map(
      (r): Delivery => ({ kind: 'redraw', room: r.id, view: 'order.living', subject: after.id, order: after.id }),
    ),
    // The sheet lives on with the order (UO-11): its progress field is never older than the card above it.
    ...rooms.own.map(
      (r): Delivery => ({ kind: 'redraw', room: r.id, view: 'order.sheet', subject: after.id, order: after.id }),
    ),
    ...(before
      ? rooms.main.map(
          (r): Delivery => ({ kind: 'redraw', room: r.id, view: 'order.line', subject: after.id, order: after.id }),
        )
      : []),
  ];
  return [...[...said, ...redraws].map((delivery) => ({ delivery })), ...later];
}

/** [X] is blank in the policy: until an admin has saved it, each admin is asked once (domain §17.1 A3). */
async function askForConfirmHours(context: CommandContext, order: Order): Promise<Delivery[]> {
  const { settings } = context.tx;
  if ((await settings.saved()).has('confirm_hours') || (await settings.inFile()).has('confirm_hours')) return [];
  return direct(context.directory.admins(), 'setup.ask', 'confirm_hours', order);
}

/** Reminders of what has been done meanwhile lose their buttons, wherever they stand. */
export async function reminderRedraws(
  context: CommandContext,
  order: Order,
  changed: readonly Obligation[],
): Promise<readonly Announcement[]> {
  const settled = changed.filter((o) => !isRunning(o)).map((o) => `${o.id}@`);
  if (settled.length === 0) return [];
  const shown = await context.tx.posts.ofOrder(order.id, 'obligation.reminder');
  return shown
    .filter((post) => settled.some((prefix) => post.subjectId.startsWith(prefix)))
    .map((post) => ({
      delivery: {
        kind: 'redraw',
        room: post.roomId,
        view: 'obligation.reminder',
        subject: post.subjectId,
        order: order.id,
      },
    }));
}

/** Leadership's card of a request that was open until now. */
function openExec(context: CommandContext, before: Order | null, order: Order): Delivery[] {
  return before?.exec?.state === 'OPEN'
    ? redrawDirect(
        sinceThen(leadersOf(context), context, before.exec.requestedAt),
        'exec.request',
        before.exec.id,
        order,
      )
    : [];
}

function announce(said: Said): Delivery[] {
  const { context, order, entry, rooms, before } = said;
  const { directory } = context;
  const owners = [...new Set([order.ownerId, order.submitterId])]
    .map((id) => directory.person(id))
    .filter((p): p is Person => p !== null);
  const data = JSON.parse(entry.data) as {
    department?: string;
    decision?: string;
    departments?: readonly { department: string }[];
  };
  const department = data.department && isDepartment(data.department) ? data.department : null;
  const task = department ? order.round?.tasks.find((t) => t.department === department) : undefined;
  const notice = (people: readonly Person[]) =>
    direct(
      people.filter((p) => p.id !== entry.actorId),
      'order.notice',
      `${entry.stream}#${entry.seq}`,
      order,
    );
  switch (entry.type) {
    case 'order.identified':
      return [...show(rooms.main, 'order.line', order.id, order), ...direct(owners, 'confirm.ask', order.id, order)];
    case 'order.intake_doubted':
      return direct(intakeCheckers(context), 'intake.check', order.id, order);
    case 'order.intake_passed':
      return [
        ...redrawDirect(intakeCheckers(context), 'intake.check', order.id, order),
        ...redrawDirect(owners, 'confirm.ask', order.id, order),
      ];
    case 'order.returned':
      return [
        ...direct(owners, 'returned.fix', returnOf(order), order),
        ...redrawDirect(owners, 'confirm.ask', order.id, order),
        ...redrawDirect(intakeCheckers(context), 'intake.check', order.id, order),
      ];
    case 'order.resubmitted':
      return [
        ...returnRedraws(owners, before, order),
        ...redrawDirect(owners, 'confirm.ask', order.id, order),
        ...(order.intake?.state === 'open'
          ? [...direct(intakeCheckers(context), 'intake.check', order.id, order), ...notice(intakeCheckers(context))]
          : []),
      ];
    case 'order.confirmed':
      return [
        ...redrawDirect(owners, 'confirm.ask', order.id, order),
        ...show(rooms.own, 'order.sheet', order.id, order),
        ...rooms.own.map((r): Delivery => ({ kind: 'sync_room', room: r.id, order: order.id })),
        ...sheets(context, order),
      ];
    case 'review.opened':
      return [
        ...supersededTasks(context, before, order),
        ...taskCards(context, order),
        ...fallbacks(context, order),
        ...rooms.own.map((r): Delivery => ({ kind: 'sync_room', room: r.id, order: order.id })),
      ];
    case 'sheet.delivered':
      // The sheet names the departments it has reached (UO-10).
      return rooms.own.map(
        (r): Delivery => ({ kind: 'redraw', room: r.id, view: 'order.sheet', subject: order.id, order: order.id }),
      );
    case 'review.superseded':
      return supersededTasks(context, before, order);
    case 'review.decision':
    case 'review.decision_changed':
    case 'review.condition_cleared':
      return [
        ...line(said, rooms.own),
        ...(task && department ? taskRedraw(context, order, task, order.round) : []),
        ...(data.decision === 'REJECTED' || data.decision === 'APPROVED_WITH_CONDITIONS' ? notice(owners) : []),
      ];
    case 'review.info_requested':
      return task && department
        ? [
            ...line(said, rooms.own, owners),
            ...direct(owners, 'review.question', task.id, order),
            ...taskRedraw(context, order, task, order.round),
          ]
        : [];
    case 'review.info_answered':
      return task && department
        ? [
            ...line(said, rooms.own),
            ...redrawDirect(owners, 'review.question', task.id, order),
            ...taskRedraw(context, order, task, order.round),
            ...notice(reviewersIn(context, department)),
          ]
        : [];
    case 'review.passed':
    case 'review.failed':
      return [
        ...show(rooms.own, 'review.report', order.round?.id ?? '', order),
        ...allTaskRedraws(context, order),
        ...(entry.type === 'review.failed' && order.state === 'NEGOTIATING' ? board(rooms, owners, order) : []),
      ];
    case 'review.preliminary_failed':
    case 'exec.returned':
      return [...line(said, rooms.own), ...board(rooms, owners, order)];
    case 'negotiation.proposed':
      return order.state === 'NEGOTIATING' && before?.state !== 'NEGOTIATING'
        ? board(rooms, owners, order)
        : [...line(said, rooms.own), ...boardRedraws(rooms, owners, order), ...notice(owners)];
    case 'negotiation.agreed':
    case 'negotiation.refused':
      return [...line(said, rooms.own), ...boardRedraws(rooms, owners, order)];
    case 'exec.requested':
      return [
        ...line(said, rooms.own, leadersOf(context)),
        ...direct(leadersOf(context), 'exec.request', order.exec?.id ?? '', order),
        ...boardRedraws(rooms, owners, order),
      ];
    case 'exec.decided':
      return [
        ...line(said, rooms.own),
        ...redrawDirect(
          sinceThen(leadersOf(context), context, order.exec?.requestedAt ?? context.now),
          'exec.request',
          (before?.exec satisfies ExecRequest | null | undefined)?.id ?? order.exec?.id ?? '',
          order,
        ),
        ...notice(owners),
      ];
    case 'order.accepted':
    case 'order.abandoned':
    case 'order.withdrawn':
      return [
        ...line(said, [...rooms.own, ...rooms.main]),
        ...notice([...new Set([...owners, ...directory.headsOf('PROD')])]),
        ...allTaskRedraws(context, order),
        ...boardRedraws(rooms, owners, order),
        ...redrawDirect(owners, 'confirm.ask', order.id, order),
        ...returnRedraws(owners, before, order),
        ...(before?.exec
          ? redrawDirect(
              sinceThen(leadersOf(context), context, before.exec.requestedAt),
              'exec.request',
              before.exec.id,
              order,
            )
          : []),
      ];
    case 'order.held':
    case 'order.resumed':
      return [
        ...line(said, rooms.own),
        ...notice(owners),
        ...allTaskRedraws(context, order),
        ...boardRedraws(rooms, owners, order),
        ...redrawDirect(owners, 'confirm.ask', order.id, order),
        ...openExec(context, before, order),
      ];
    case 'order.forced':
      return [
        ...line(said, isLive(order) ? rooms.own : [...rooms.own, ...rooms.main]),
        ...notice(isLive(order) ? owners : [...new Set([...owners, ...directory.headsOf('PROD')])]),
        ...allTaskRedraws(context, order),
        ...redrawDirect(owners, 'confirm.ask', order.id, order),
        ...returnRedraws(owners, before, order),
        ...openExec(context, before, order),
        ...(order.state === 'NEGOTIATING' ? board(rooms, owners, order) : boardRedraws(rooms, owners, order)),
        ...(order.intake?.state === 'open' && order.state === 'IDENTIFIED' ? direct : redrawDirect)(
          intakeCheckers(context),
          'intake.check',
          order.id,
          order,
        ),
      ];
    case 'order.waiting_customer':
    case 'order.customer_answered':
      return [
        ...line(said, rooms.own),
        ...notice(owners),
        ...boardRedraws(rooms, owners, order),
        ...redrawDirect(owners, 'confirm.ask', order.id, order),
      ];
    default:
      return [];
  }
}
