import { type DomainEvent, type ExecCause, event, type Order } from './order.ts';
import type { MoveContext } from './order-guards.ts';
import { decide, type OrderAction } from './order-process.ts';
import { botActor } from './people.ts';
import { type Asked, closeRound, openRound } from './review-moves.ts';

/** What the bot needs to take the moves that follow from a change by themselves. */
export interface AdvanceContext {
  readonly now: number;
  readonly newId: () => string;
  /** Who is asked in a round of this order, with the time limit of each. */
  readonly reviewersOf: (order: Order) => readonly Asked[];
  /** Why leadership must sign, or null (T08: important, GM summary, credit or price risk). */
  readonly execCauseOf: (order: Order) => ExecCause | null;
  readonly maxNegotiations: number;
}

const BOT_ACTIONS = ['fail_preliminary', 'open_review', 'pass', 'fail'] as const satisfies readonly OrderAction[];

/** Takes the bot's own moves until none applies (T06–T09). Returns the order and what happened. */
export function advance(
  order: Order,
  context: AdvanceContext,
): { readonly order: Order; readonly events: readonly DomainEvent[] } {
  const events: DomainEvent[] = [];
  let current = order;
  for (let moved = true; moved; ) {
    moved = false;
    for (const action of BOT_ACTIONS) {
      const cause = context.execCauseOf(current);
      const move: MoveContext = {
        actor: botActor,
        now: context.now,
        needsExec: cause !== null,
        maxNegotiations: context.maxNegotiations,
        hasReviewers: current.state === 'CONFIRMED' ? context.reviewersOf(current).length > 0 : true,
      };
      const decided = decide(current, action, move);
      if (!decided.ok) continue;
      const step = effectOf(action, decided.value.move.to, decided.value.order, cause, context);
      current = step.order;
      events.push(...step.events);
      moved = true;
      break;
    }
  }
  return { order: current, events };
}

function effectOf(
  action: (typeof BOT_ACTIONS)[number],
  to: string,
  order: Order,
  cause: ExecCause | null,
  context: AdvanceContext,
) {
  const { now, newId } = context;
  switch (action) {
    case 'open_review':
      return openRound(order, context.reviewersOf(order), now, newId);
    case 'fail_preliminary':
      return {
        order: { ...order, negotiations: order.negotiations + 1 },
        events: [
          event('review.preliminary_failed', {
            failed: order.preliminary?.failed ?? [],
            note: order.preliminary?.note ?? null,
          }),
        ],
      };
    case 'pass': {
      const closed = closeRound(order, 'PASSED', now);
      const passed = event('review.passed', { round: closed.round?.number ?? 0 });
      if (to === 'AWAITING_EXEC') {
        const asked = requestExec(closed, cause ?? 'important', now, newId);
        return { order: asked.order, events: [passed, ...asked.events] };
      }
      const accepted = acceptOrder(closed, { now, reason: 'review_passed', actorId: botActor.id, isOverridden: false });
      return { order: accepted.order, events: [passed, ...accepted.events] };
    }
    case 'fail': {
      const closed = closeRound(order, 'FAILED', now);
      const failed = event('review.failed', { round: closed.round?.number ?? 0, early: false });
      if (to === 'AWAITING_EXEC') {
        const asked = requestExec(closed, 'round_limit', now, newId);
        return { order: asked.order, events: [failed, ...asked.events] };
      }
      return { order: { ...closed, negotiations: closed.negotiations + 1 }, events: [failed] };
    }
  }
}

/** Asks leadership to decide (T08, T11): one open request at a time, numbered. */
export function requestExec(
  order: Order,
  cause: ExecCause,
  now: number,
  newId: () => string,
): { order: Order; events: DomainEvent[] } {
  const number = (order.exec?.number ?? 0) + 1;
  return {
    order: {
      ...order,
      exec: {
        id: newId(),
        number,
        cause,
        state: 'OPEN',
        requestedAt: now,
        decidedAt: null,
        decidedBy: null,
        decision: null,
        reason: null,
      },
    },
    events: [event('exec.requested', { number, cause })],
  };
}

/** The promise is made (T07, T12): the first commitment is fixed for ever, the current one may be renegotiated later (domain §4.1). */
export function acceptOrder(
  order: Order,
  by: { now: number; reason: string; actorId: string; isOverridden: boolean },
): { order: Order; events: DomainEvent[] } {
  const date = order.facts.requiredBy;
  return {
    order: {
      ...order,
      state: 'ACCEPTED',
      waiting: null,
      acceptedAt: by.now,
      isOverridden: by.isOverridden,
      firstCommitted: order.firstCommitted ?? date,
      committed: date,
      committedDates: [
        { version: 1, date, setAt: by.now, reason: by.reason, agreedByCustomer: true, actorId: by.actorId },
      ],
    },
    events: [
      event('order.accepted', {
        committed: date,
        requested: order.requestedDate,
        override: by.isOverridden,
        reason: by.reason,
      }),
    ],
  };
}
