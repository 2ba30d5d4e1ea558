import type { LogEntry } from '../../src/app/rows.ts';

/** What the log alone says of an order: written from the meaning of the events, not from the program. */
export interface Projected {
  state: string;
  draftNo: string | null;
  number: string | null;
  facts: Record<string, unknown>;
  requested: number | null;
  committed: number | null;
  firstCommitted: number | null;
  isOverridden: boolean;
  isHeld: boolean;
  isWaiting: boolean;
  round: {
    number: number;
    state: string;
    tasks: Record<string, { state: string; by: string | null; openConditions: number }>;
  } | null;
  options: { id: string; state: string }[];
  exec: { number: number; state: string; decision: string | null } | null;
}

interface Data {
  readonly [key: string]: unknown;
  readonly changes?: readonly { field: string; after: unknown }[];
  readonly departments?: readonly { department: string }[];
  readonly department?: string;
  readonly decision?: string;
  readonly conditions?: readonly unknown[];
}

/** Replays the entries of one order from nothing. */
export function projectLog(entries: readonly LogEntry[]): Projected {
  const order: Projected = {
    state: 'DRAFT',
    draftNo: null,
    number: null,
    facts: {},
    requested: null,
    committed: null,
    firstCommitted: null,
    isOverridden: false,
    isHeld: false,
    isWaiting: false,
    round: null,
    options: [],
    exec: null,
  };
  for (const entry of entries) apply(order, entry, JSON.parse(entry.data) as Data);
  return order;
}

function apply(order: Projected, entry: LogEntry, data: Data): void {
  for (const { field, after } of data.changes ?? []) order.facts[field] = after;
  const task = data.department === undefined ? undefined : order.round?.tasks[data.department];
  switch (entry.type) {
    case 'order.identified':
      order.state = 'IDENTIFIED';
      order.draftNo = data.draftNo as string;
      order.facts = { ...(data.facts as object) };
      order.requested = order.facts.requiredBy as number;
      return;
    case 'order.returned':
      order.state = 'RETURNED';
      return;
    case 'order.resubmitted':
      order.state = 'IDENTIFIED';
      // What the customer once confirmed stands.
      if (order.number === null) order.requested = order.facts.requiredBy as number;
      return;
    case 'order.confirmed':
      order.state = 'CONFIRMED';
      order.number = data.number as string;
      order.requested = data.requested as number;
      order.isWaiting = false;
      order.facts.customerChecked = true;
      return;
    case 'review.preliminary_failed':
      order.state = 'NEGOTIATING';
      return;
    case 'review.opened':
      order.state = 'IN_REVIEW';
      order.round = {
        number: data.round as number,
        state: 'OPEN',
        tasks: Object.fromEntries(
          (data.departments ?? []).map((d) => [d.department, { state: 'PENDING', by: null, openConditions: 0 }]),
        ),
      };
      return;
    case 'review.decision':
      if (task)
        Object.assign(task, { state: data.decision, by: entry.actorId, openConditions: data.conditions?.length ?? 0 });
      return;
    case 'review.decision_changed':
      if (task) Object.assign(task, { state: 'PENDING', by: null, openConditions: 0 });
      return;
    case 'review.info_requested':
      if (task) task.state = 'INFO_REQUESTED';
      return;
    case 'review.info_answered':
      if (task) task.state = 'PENDING';
      return;
    case 'review.condition_cleared':
      if (task) task.openConditions -= data.conditions?.length ?? 0;
      return;
    case 'review.passed':
      endRound(order, 'PASSED');
      return;
    case 'review.failed':
      endRound(order, 'FAILED');
      order.state = 'NEGOTIATING';
      return;
    case 'review.superseded':
      endRound(order, 'SUPERSEDED');
      return;
    case 'negotiation.proposed':
      order.options.push({ id: data.option as string, state: 'PROPOSED' });
      return;
    case 'negotiation.agreed':
      settleOptions(order, (id) => (id === data.option ? 'ACCEPTED' : 'DROPPED'));
      order.isWaiting = false;
      return;
    case 'negotiation.refused':
      settleOptions(order, () => 'REFUSED');
      order.isWaiting = false;
      return;
    case 'exec.requested':
      order.state = 'AWAITING_EXEC';
      order.exec = { number: data.number as number, state: 'OPEN', decision: null };
      return;
    case 'exec.decided':
      if (order.exec) Object.assign(order.exec, { state: 'DECIDED', decision: data.decision });
      if (data.decision !== 'accept') order.state = 'NEGOTIATING';
      return;
    case 'order.accepted':
      order.state = 'ACCEPTED';
      order.isWaiting = false;
      order.committed = data.committed as number;
      order.firstCommitted ??= order.committed;
      order.isOverridden = data.override as boolean;
      return;
    case 'order.abandoned':
    case 'order.withdrawn':
      order.state = 'ABANDONED';
      end(order);
      if (entry.type === 'order.abandoned' && order.exec?.state === 'OPEN')
        order.exec = { ...order.exec, state: 'DECIDED', decision: 'abandon' };
      if (order.exec?.state === 'OPEN') order.exec.state = 'VOID';
      return;
    case 'order.held':
      order.isHeld = true;
      return;
    case 'order.resumed':
      order.isHeld = false;
      return;
    case 'order.waiting_customer':
      order.isWaiting = true;
      return;
    case 'order.customer_answered':
      order.isWaiting = false;
      return;
    case 'order.forced':
      order.state = data.to as string;
      end(order);
      endRound(order, 'SUPERSEDED');
      if (order.exec?.state === 'OPEN') order.exec.state = 'VOID';
      return;
  }
}

function end(order: Projected): void {
  order.isHeld = false;
  order.isWaiting = false;
}

/** What nobody answered in it is void. */
function endRound(order: Projected, state: string): void {
  if (order.round?.state !== 'OPEN') return;
  order.round.state = state;
  for (const task of Object.values(order.round.tasks))
    if (task.state === 'PENDING' || task.state === 'INFO_REQUESTED') task.state = 'VOID';
}

function settleOptions(order: Projected, stateOf: (id: string) => string): void {
  for (const option of order.options)
    if (option.state === 'PROPOSED' || option.state === 'OFFERED') option.state = stateOf(option.id);
}
