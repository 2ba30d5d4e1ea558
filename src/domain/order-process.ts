import { ENDED_STATES, ORDER_STATES, type Order, type OrderState } from './order.ts';
import type { Guard, MoveContext } from './order-guards.ts';
import * as g from './order-guards.ts';
import { type Actor, hasAnyRight, type Right } from './people.ts';
import { ok, type Result, refuse } from './result.ts';
import { openTasks } from './review.ts';

/** One row of the process: from where, by whom, under which guards, to where, and which event says so. */
export interface Move {
  /** The row of domain §10.1 or §10.2. */
  readonly rule: string;
  readonly from: readonly OrderState[];
  /** `same`: the coarse state stays, something beside it changes. */
  readonly to: OrderState | 'same';
  readonly by: readonly Right[];
  readonly guards: readonly Guard[];
  readonly event: string;
  /** Allowed while the order is on hold. */
  readonly whileHeld?: true;
}

const LIVE: readonly OrderState[] = ORDER_STATES.filter((s) => !ENDED_STATES.includes(s) && s !== 'DRAFT');
const UNDECIDED: readonly OrderState[] = [
  'IDENTIFIED',
  'RETURNED',
  'CONFIRMED',
  'IN_REVIEW',
  'NEGOTIATING',
  'AWAITING_EXEC',
];

/**
 * THE table (domain §10.1 with the corrections of §17): who may move an order from where to where. Keyed by what a person
 * presses. Six readers: the gate, the buttons, help, docs/process.md, the property tests and the refusals. Rows of one
 * action are tried in order; the first whose state, right and guards hold is taken.
 */
// biome-ignore format: it is read as a table
export const ORDER_PROCESS = {
  submit: [{ rule: 'T02', from: ['DRAFT'], to: 'IDENTIFIED', by: ['SALES', 'EXEC', 'COORDINATOR'], guards: [g.factsComplete, g.dateInFuture], event: 'order.identified' }],
  return_to_sales: [{ rule: 'T03', from: ['IDENTIFIED'], to: 'RETURNED', by: ['COORDINATOR', 'SALES_HEAD'], guards: [g.faultsListed], event: 'order.returned' }],
  resubmit: [{ rule: 'T04', from: ['RETURNED'], to: 'IDENTIFIED', by: ['SALES', 'OWNER'], guards: [g.factsComplete, g.dateInFuture], event: 'order.resubmitted' }],
  pass_intake: [{ rule: 'A10', from: ['IDENTIFIED'], to: 'same', by: ['COORDINATOR', 'SALES_HEAD', 'BOT'], guards: [g.notOwnForCheckers], event: 'order.intake_passed' }],
  confirm: [{ rule: 'T05', from: ['IDENTIFIED'], to: 'CONFIRMED', by: ['SALES'], guards: [g.intakePassed, g.factsComplete, g.dateInFuture, g.evidenceGiven], event: 'order.confirmed' }],
  open_review: [{ rule: 'T06', from: ['CONFIRMED'], to: 'IN_REVIEW', by: ['BOT'], guards: [g.preliminaryPassed, g.reviewersResolved], event: 'review.opened' }],
  fail_preliminary: [{ rule: 'T06a', from: ['CONFIRMED'], to: 'NEGOTIATING', by: ['BOT', 'SALES'], guards: [g.preliminaryFailed], event: 'review.preliminary_failed' }],

  approve: [{ rule: '§10.2', from: ['IN_REVIEW'], to: 'same', by: ['HEAD'], guards: [g.notOwnSubmission, g.taskPending, g.answersGiven], event: 'review.decision' }],
  approve_with_conditions: [{ rule: '§10.2', from: ['IN_REVIEW'], to: 'same', by: ['HEAD'], guards: [g.notOwnSubmission, g.taskPending, g.conditionsGiven], event: 'review.decision' }],
  reject: [{ rule: '§10.2', from: ['IN_REVIEW'], to: 'same', by: ['HEAD'], guards: [g.notOwnSubmission, g.taskPending, g.reasonGiven, g.earliestOrImpossible], event: 'review.decision' }],
  ask_info: [{ rule: '§10.2', from: ['IN_REVIEW'], to: 'same', by: ['HEAD'], guards: [g.taskPending, g.questionGiven], event: 'review.info_requested' }],
  answer_info: [{ rule: '§10.2', from: ['IN_REVIEW'], to: 'same', by: ['SALES', 'OWNER'], guards: [g.infoAsked, g.reasonGiven], event: 'review.info_answered' }],
  recuse: [{ rule: '§10.2', from: ['IN_REVIEW'], to: 'same', by: ['HEAD'], guards: [g.taskPending, g.reasonGiven], event: 'review.decision' }],
  change_answer: [{ rule: '§10.2', from: ['IN_REVIEW'], to: 'same', by: ['HEAD'], guards: [g.taskDecided, g.sameHead, g.reasonGiven], event: 'review.decision_changed' }],
  clear_condition: [{ rule: '§10.2', from: ['IN_REVIEW'], to: 'same', by: ['HEAD'], guards: [g.taskDecided, g.sameHead], event: 'review.condition_cleared' }],
  close_round: [
    { rule: 'T09', from: ['IN_REVIEW'], to: 'NEGOTIATING', by: ['SALES_HEAD', 'EXEC'], guards: [g.someRejection, g.belowRoundLimit], event: 'review.failed' },
    { rule: 'T11', from: ['IN_REVIEW'], to: 'AWAITING_EXEC', by: ['SALES_HEAD', 'EXEC'], guards: [g.someRejection, g.atRoundLimit], event: 'exec.requested' },
  ],
  pass: [
    { rule: 'T08', from: ['IN_REVIEW'], to: 'AWAITING_EXEC', by: ['BOT'], guards: [g.roundPassed, g.execNeeded], event: 'exec.requested' },
    { rule: 'T07', from: ['IN_REVIEW'], to: 'ACCEPTED', by: ['BOT'], guards: [g.roundPassed, g.execNotNeeded, g.preliminaryPassed], event: 'order.accepted' },
  ],
  fail: [
    { rule: 'T09', from: ['IN_REVIEW'], to: 'NEGOTIATING', by: ['BOT'], guards: [g.roundFailed, g.belowRoundLimit], event: 'review.failed' },
    { rule: 'T11', from: ['IN_REVIEW'], to: 'AWAITING_EXEC', by: ['BOT'], guards: [g.roundFailed, g.atRoundLimit], event: 'exec.requested' },
  ],

  propose_option: [{ rule: 'S06', from: ['NEGOTIATING'], to: 'same', by: ['SALES', 'PROD', 'PROC', 'TECH', 'EXEC'], guards: [], event: 'negotiation.proposed' }],
  wait_for_customer: [{ rule: 'PJ-29', from: UNDECIDED, to: 'same', by: ['SALES', 'OWNER', 'TECH'], guards: [g.notWaiting, g.reasonGiven], event: 'order.waiting_customer' }],
  customer_answered: [{ rule: 'PJ-29', from: UNDECIDED, to: 'same', by: ['SALES', 'OWNER', 'TECH'], guards: [g.isWaiting], event: 'order.customer_answered' }],
  agree: [{ rule: 'T10', from: ['NEGOTIATING'], to: 'IN_REVIEW', by: ['SALES'], guards: [g.optionChosen, g.evidenceGiven, g.dateInFuture, g.reviewersResolved], event: 'negotiation.agreed' }],
  refuse_terms: [{ rule: 'T11', from: ['NEGOTIATING'], to: 'AWAITING_EXEC', by: ['SALES', 'BOT'], guards: [g.reasonGiven], event: 'negotiation.refused' }],

  exec_accept: [
    { rule: 'T12', from: ['AWAITING_EXEC'], to: 'ACCEPTED', by: ['EXEC'], guards: [g.reviewHeld, g.notOwnForLeaders, g.overrideReason], event: 'order.accepted' },
    { rule: 'A4', from: ['AWAITING_EXEC'], to: 'IN_REVIEW', by: ['EXEC'], guards: [g.noReviewHeld, g.notOwnForLeaders, g.overrideReason, g.reviewersResolved], event: 'exec.cleared' },
  ],
  exec_conditions: [{ rule: 'PJ-03', from: ['AWAITING_EXEC'], to: 'NEGOTIATING', by: ['EXEC'], guards: [g.notOwnForLeaders, g.reasonGiven, g.conditionsGiven], event: 'exec.decided' }],
  exec_return: [{ rule: 'T13', from: ['AWAITING_EXEC'], to: 'NEGOTIATING', by: ['EXEC'], guards: [g.reasonGiven], event: 'exec.returned' }],
  abandon: [{ rule: 'T14', from: ['AWAITING_EXEC', 'NEGOTIATING', 'IN_REVIEW'], to: 'ABANDONED', by: ['EXEC'], guards: [g.reasonGiven], event: 'order.abandoned', whileHeld: true }],

  withdraw: [
    { rule: 'T15', from: ['IDENTIFIED', 'RETURNED'], to: 'ABANDONED', by: ['SALES', 'EXEC'], guards: [g.evidenceGiven], event: 'order.withdrawn', whileHeld: true },
    { rule: 'T15', from: ['CONFIRMED', 'IN_REVIEW', 'NEGOTIATING'], to: 'ABANDONED', by: ['SALES_HEAD', 'EXEC'], guards: [g.evidenceGiven], event: 'order.withdrawn', whileHeld: true },
  ],
  hold: [{ rule: 'T31', from: LIVE, to: 'same', by: ['EXEC'], guards: [g.notHeld, g.reasonGiven], event: 'order.held', whileHeld: true }],
  resume: [{ rule: 'T32', from: LIVE, to: 'same', by: ['EXEC'], guards: [g.isHeld], event: 'order.resumed', whileHeld: true }],
  force: [{ rule: 'T35', from: LIVE, to: 'same', by: ['ADMIN'], guards: [g.reasonGiven], event: 'order.forced', whileHeld: true }],
} as const satisfies Record<string, readonly Move[]>;

export type OrderAction = keyof typeof ORDER_PROCESS;
export const ORDER_ACTIONS = Object.keys(ORDER_PROCESS) as OrderAction[];

export interface Moved {
  readonly order: Order;
  readonly move: Move;
}

function movesOf(action: OrderAction): readonly Move[] {
  return ORDER_PROCESS[action];
}

/**
 * Decides one action. The refusal names what is missing: the order's state, the right and who holds it, the hold, or the
 * first guard that does not hold. The returned order has the new state; its version and log belong to the gate.
 */
export function decide(order: Order, action: OrderAction, context: MoveContext): Result<Moved> {
  const here = movesOf(action).filter((m) => m.from.includes(order.state));
  if (here.length === 0)
    return refuse('wrong_state', { action: { term: `action.${action}` }, state: { term: `state.${order.state}` } });
  const allowed = here.filter((m) => mayMove(m, order, context));
  if (allowed.length === 0) return refuseRight(action, here, context.department);
  let first: Result<Moved> | null = null;
  for (const move of allowed) {
    const blocked = blockedBy(move, order, context);
    if (!blocked) return ok({ order: move.to === 'same' ? order : { ...order, state: move.to }, move });
    first ??= { ok: false, refusal: blocked };
  }
  return first as Result<Moved>;
}

function blockedBy(move: Move, order: Order, context: MoveContext) {
  if (order.hold && !move.whileHeld)
    return refuse('on_hold', { reason: order.hold.reason, by: { person: order.hold.by } }).refusal;
  for (const condition of move.guards) {
    const refusal = condition.check(order, context);
    if (refusal) return refusal;
  }
  return null;
}

function mayMove(move: Move, order: Order, context: MoveContext): boolean {
  const rightContext = {
    ...(context.department && { department: context.department }),
    ownerIds: [order.submitterId, order.ownerId],
  };
  if (hasAnyRight(context.actor, move.by, rightContext)) return true;
  return move.by.includes('HEAD') && standsInForMissingHead(order, context);
}

/** Nobody of the department could be asked, so leadership or an admin was (XD-10): they may answer for it. */
function standsInForMissingHead(order: Order, context: MoveContext): boolean {
  const task = order.round?.tasks.find((t) => t.department === context.department);
  return task?.fallback != null && hasAnyRight(context.actor, ['EXEC', 'ADMIN']);
}

function refuseRight(action: OrderAction, moves: readonly Move[], department: string | undefined) {
  const who = [...new Set(moves.flatMap((m) => m.by))].filter((r) => r !== 'BOT');
  return refuse('not_yours', {
    action: { term: `action.${action}` },
    who: {
      list: who.map((r) => (r === 'HEAD' && department ? { term: `head_of.${department}` } : { term: `right.${r}` })),
    },
  });
}

/** The actions a person could take now, by state and right; guards that need input are asked later, by the form. */
export function openActions(order: Order, actor: Actor): OrderAction[] {
  return ORDER_ACTIONS.filter((action) =>
    movesOf(action).some((move) => {
      if (!move.from.includes(order.state) || (order.hold && !move.whileHeld)) return false;
      if (action === 'hold' || action === 'resume')
        return (action === 'hold') === (order.hold === null) && mayMove(move, order, { actor, now: 0 });
      if (action === 'wait_for_customer' || action === 'customer_answered')
        return (action === 'wait_for_customer') === (order.waiting === null) && mayMove(move, order, { actor, now: 0 });
      if (!move.by.includes('HEAD')) return mayMove(move, order, { actor, now: 0 });
      const tasks = order.round
        ? action === 'change_answer' || action === 'clear_condition'
          ? order.round.tasks
          : openTasks(order.round)
        : [];
      return tasks.some((t) => mayMove(move, order, { actor, now: 0, department: t.department }));
    }),
  );
}
