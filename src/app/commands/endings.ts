import { z } from 'zod';
import { requestExec } from '../../domain/advance.ts';
import { event, ORDER_STATES, type Order, orderName } from '../../domain/order.ts';
import { decide, type OrderAction } from '../../domain/order-process.ts';
import { ok, refuse } from '../../domain/result.ts';
import { closeRound } from '../../domain/review-moves.ts';
import { type CommandContext, type Effect, orderCommand } from '../command.ts';
import { typedText } from './facts.ts';
import { moveBy, onBehalfOf } from './moves.ts';

/** The customer takes the order back before it is accepted (T15). */
export const withdrawOrder = orderCommand({
  name: 'withdraw',
  input: z.object({ evidence: typedText(1000) }),
  run: (context, input, order) => {
    const decided = decide(order, 'withdraw', moveBy(context, { evidence: input.evidence }));
    if (!decided.ok) return decided;
    return ok(
      ended(
        context,
        order,
        decided.value.order,
        event('order.withdrawn', { evidence: input.evidence }),
        'answer.withdrawn',
        onBehalfOf(context, 'SALES'),
      ),
    );
  },
});

/** Leadership gives the order up before it is accepted (T14, JW-12). */
export const abandonOrder = orderCommand({
  name: 'abandon',
  input: z.object({ reason: typedText(1000) }),
  run: (context, input, order) => {
    const decided = decide(order, 'abandon', moveBy(context, { reason: input.reason }));
    if (!decided.ok) return decided;
    const exec =
      order.exec?.state === 'OPEN'
        ? {
            ...order.exec,
            state: 'DECIDED' as const,
            decidedAt: context.now,
            decidedBy: context.actor.id,
            decision: 'abandon' as const,
            reason: input.reason,
          }
        : order.exec;
    return ok(
      ended(
        context,
        order,
        { ...decided.value.order, exec },
        event('order.abandoned', { reason: input.reason }),
        'answer.abandoned',
        onBehalfOf(context, 'EXEC'),
      ),
    );
  },
});

function ended(
  context: CommandContext,
  before: Order,
  moved: Order,
  what: ReturnType<typeof event>,
  key: 'answer.withdrawn' | 'answer.abandoned',
  onBehalf: string | null,
): Effect {
  const exec = moved.exec?.state === 'OPEN' ? { ...moved.exec, state: 'VOID' as const } : moved.exec;
  const superseded = before.round?.state === 'OPEN' ? [event('review.superseded', { round: before.round.number })] : [];
  return {
    order: { ...closeRound({ ...moved, exec }, 'SUPERSEDED', context.now), hold: null, waiting: null },
    events: [what, ...superseded],
    onBehalf,
    answer: { key, params: { order: orderName(before) }, tone: 'info', orderId: before.id },
  };
}

/** States an admin may force an order to (T35): those the bot can go on from, and the end. */
export const FORCE_TARGETS = ['IDENTIFIED', 'CONFIRMED', 'NEGOTIATING', 'AWAITING_EXEC', 'ABANDONED'] as const;

/** A stuck order is moved by hand, with the reason, marked in the log and the digest (XD-16). Checks of quality are never bypassed (A1). */
export const forceOrder = orderCommand({
  name: 'force',
  input: z.object({ to: z.enum(ORDER_STATES), reason: typedText(500) }),
  run: (context, input, order) => {
    const to = FORCE_TARGETS.find((s) => s === input.to);
    if (!to || to === order.state || (to !== 'IDENTIFIED' && to !== 'ABANDONED' && order.number === null))
      return refuse('force_target');
    const decided = decide(order, 'force' satisfies OrderAction, moveBy(context, { reason: input.reason }));
    if (!decided.ok) return decided;
    const closed = closeRound(
      {
        ...decided.value.order,
        state: to,
        hold: null,
        waiting: null,
        exec: order.exec?.state === 'OPEN' ? { ...order.exec, state: 'VOID' as const } : order.exec,
      },
      'SUPERSEDED',
      context.now,
    );
    const intake =
      to === 'IDENTIFIED' && closed.intake?.state === 'returned'
        ? { ...closed.intake, state: 'open' as const, faults: null, by: null, at: null }
        : closed.intake;
    const cleared: Order =
      to === 'CONFIRMED'
        ? { ...closed, preliminary: { failed: [], note: null, clearedBy: context.actor.id } }
        : { ...closed, intake };
    const asked =
      to === 'AWAITING_EXEC'
        ? requestExec(cleared, 'early', context.now, context.newId)
        : { order: cleared, events: [] };
    return ok({
      order: asked.order,
      events: [event('order.forced', { from: order.state, to, reason: input.reason }), ...asked.events],
      answer: {
        key: 'answer.forced',
        params: { order: orderName(order), state: { term: `state.${to}` } },
        tone: 'warning',
        orderId: order.id,
      },
    });
  },
});
