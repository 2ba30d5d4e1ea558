import { z } from 'zod';
import { acceptOrder } from '../../domain/advance.ts';
import { OPTION_TYPES } from '../../domain/negotiation.ts';
import { type ExecDecision, event, type Order, orderName } from '../../domain/order.ts';
import { decide } from '../../domain/order-process.ts';
import { ok } from '../../domain/result.ts';
import { openRound } from '../../domain/review-moves.ts';
import { type CommandContext, orderCommand } from '../command.ts';
import { optionalText, typedText } from './facts.ts';
import { moveBy, onBehalfOf } from './moves.ts';
import { reviewersOf } from './review-setup.ts';

const instant = z.number().int().min(0).max(4_102_444_800_000);

function decidedBy(context: CommandContext, order: Order, decision: ExecDecision, reason: string | null): Order {
  return order.exec
    ? {
        ...order,
        exec: {
          ...order.exec,
          state: 'DECIDED',
          decidedAt: context.now,
          decidedBy: context.actor.id,
          decision,
          reason,
        },
      }
    : order;
}

function otherLeader(context: CommandContext): boolean {
  return context.directory.leaders().some((p) => p.id !== context.actor.id);
}

/**
 * Leadership accepts (T12). Against a rejection the overriding reason is mandatory and marked; before any department was
 * asked, it clears the preliminary review and the departments are asked now (domain §17.1 A4).
 */
export const execAccept = orderCommand({
  name: 'exec_accept',
  input: z.object({ reason: optionalText(1000) }),
  run: (context, input, order) => {
    const asked = reviewersOf(order, context.settings, context.directory, context.now);
    const move = decide(
      order,
      'exec_accept',
      moveBy(context, {
        reason: input.reason ?? undefined,
        otherLeader: otherLeader(context),
        hasReviewers: asked.length > 0,
      }),
    );
    if (!move.ok) return move;
    const closed = decidedBy(context, move.value.order, 'accept', input.reason);
    const onBehalf = onBehalfOf(context, 'EXEC');
    const said = event('exec.decided', { decision: 'accept', reason: input.reason, cause: order.exec?.cause ?? null });
    if (move.value.order.state === 'IN_REVIEW') {
      const cleared: Order = {
        ...closed,
        preliminary: order.preliminary ? { ...order.preliminary, clearedBy: context.actor.id } : null,
      };
      const round = openRound(cleared, asked, context.now, context.newId);
      return ok({
        order: round.order,
        events: [said, event('exec.cleared', { reason: input.reason }), ...round.events],
        onBehalf,
        answer: { key: 'answer.exec_cleared', params: { order: orderName(order) }, tone: 'good', orderId: order.id },
      });
    }
    const isOverridden =
      order.round?.tasks.some((t) => t.state === 'REJECTED' || t.conditions.some((c) => c.state === 'OPEN')) ?? false;
    const accepted = acceptOrder(closed, {
      now: context.now,
      reason: input.reason ?? 'exec',
      actorId: context.actor.id,
      isOverridden,
    });
    return ok({
      order: accepted.order,
      events: [said, ...accepted.events],
      onBehalf,
      answer: {
        key: 'answer.exec_accepted',
        params: { order: orderName(order) },
        tone: 'good',
        orderId: order.id,
        show: 'order',
      },
    });
  },
});

/** Accept only if …: the terms go back to the customer as an option of leadership (PJ-03). */
export const execConditions = orderCommand({
  name: 'exec_conditions',
  input: z.object({
    type: z.enum(OPTION_TYPES),
    newDate: instant.nullable().default(null),
    extraCost: z.number().int().min(0).max(1e14).nullable().default(null),
    reason: typedText(1000),
  }),
  run: (context, input, order) => {
    const move = decide(
      order,
      'exec_conditions',
      moveBy(context, { reason: input.reason, conditions: 1, otherLeader: otherLeader(context) }),
    );
    if (!move.ok) return move;
    const option = {
      id: context.newId(),
      round: order.round?.number ?? 0,
      type: input.type,
      newDate: input.newDate,
      extraCost: input.extraCost,
      explanation: input.reason,
      state: 'PROPOSED' as const,
      evidence: null,
      proposedBy: context.actor.id,
      proposedAt: context.now,
      answeredAt: null,
    };
    const next: Order = {
      ...decidedBy(context, move.value.order, 'accept_with_conditions', input.reason),
      negotiation: { options: [...order.negotiation.options, option] },
    };
    return ok({
      order: next,
      events: [
        event('exec.decided', { decision: 'accept_with_conditions', reason: input.reason }),
        event('negotiation.proposed', {
          option: option.id,
          type: option.type,
          newDate: option.newDate,
          extraCost: option.extraCost,
          explanation: option.explanation,
        }),
      ],
      onBehalf: onBehalfOf(context, 'EXEC'),
      answer: { key: 'answer.exec_conditions', params: { order: orderName(order) }, tone: 'info', orderId: order.id },
    });
  },
});

/** Back to sales for other terms (T13). */
export const execReturn = orderCommand({
  name: 'exec_return',
  input: z.object({ reason: optionalText(1000) }),
  run: (context, input, order) => {
    const move = decide(order, 'exec_return', moveBy(context, { reason: input.reason ?? undefined }));
    if (!move.ok) return move;
    return ok({
      order: decidedBy(context, move.value.order, 'return', input.reason),
      events: [
        event('exec.decided', { decision: 'return', reason: input.reason }),
        event('exec.returned', { reason: input.reason }),
      ],
      onBehalf: onBehalfOf(context, 'EXEC'),
      answer: { key: 'answer.exec_returned', params: { order: orderName(order) }, tone: 'info', orderId: order.id },
    });
  },
});
