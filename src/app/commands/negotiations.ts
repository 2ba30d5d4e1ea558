import { z } from 'zod';
import { requestExec } from '../../domain/advance.ts';
import { type NegotiationOption, OPTION_TYPES } from '../../domain/negotiation.ts';
import { diffFacts, EXEC_CAUSES, event, type Order, type OrderFacts, orderName } from '../../domain/order.ts';
import { decide } from '../../domain/order-process.ts';
import { BOT } from '../../domain/people.ts';
import { ok } from '../../domain/result.ts';
import { openRound } from '../../domain/review-moves.ts';
import { orderCommand } from '../command.ts';
import { optionalText, typedText } from './facts.ts';
import { actingForSales, moveBy, onBehalfOf } from './moves.ts';
import { reviewersOf } from './review-setup.ts';

const instant = z.number().int().min(0).max(4_102_444_800_000);

/** A way out, with its effect on date and cost beside it (UO-16, UO-49). */
export const proposeOption = orderCommand({
  name: 'propose',
  input: z.object({
    type: z.enum(OPTION_TYPES),
    newDate: instant.nullable().default(null),
    extraCost: z.number().int().min(0).max(1e14).nullable().default(null),
    explanation: typedText(1000),
  }),
  needsCurrent: false,
  run: (context, input, order) => {
    const move = decide(order, 'propose_option', moveBy(context));
    if (!move.ok) return move;
    const option: NegotiationOption = {
      id: context.newId(),
      round: order.round?.number ?? 0,
      type: input.type,
      newDate: input.newDate,
      extraCost: input.extraCost,
      explanation: input.explanation,
      state: 'PROPOSED',
      evidence: null,
      proposedBy: context.actor.id,
      proposedAt: context.now,
      answeredAt: null,
    };
    return ok({
      order: { ...order, negotiation: { options: [...order.negotiation.options, option] } },
      events: [
        event('negotiation.proposed', {
          option: option.id,
          type: option.type,
          newDate: option.newDate,
          extraCost: option.extraCost,
          explanation: option.explanation,
        }),
      ],
      answer: {
        key: 'answer.option_proposed',
        params: { order: orderName(order), option: { term: `option.${input.type}` } },
        tone: 'good',
        orderId: order.id,
      },
    });
  },
});

/** The record with an agreed option applied: the new date, and what else the customer agreed to. */
function applyOption(
  facts: OrderFacts,
  option: NegotiationOption,
  changes: { quantity: number | null; technical: string | null },
): OrderFacts {
  return {
    ...facts,
    requiredBy: option.newDate ?? facts.requiredBy,
    quantity: changes.quantity ?? facts.quantity,
    technical: changes.technical ?? facts.technical,
    amountMinor:
      option.extraCost && facts.amountMinor !== null
        ? facts.amountMinor + (option.type === 'adjust_price' ? option.extraCost : 0)
        : facts.amountMinor,
  };
}

/** The customer accepts an option: the record changes and a new round begins (T10, UO-16, JW-11). */
export const agree = orderCommand({
  name: 'agree',
  input: z.object({
    optionId: z.string().max(40),
    evidence: optionalText(1000),
    quantity: z.number().positive().max(1e9).nullable().default(null),
    technical: optionalText(2000),
  }),
  run: (context, input, order) => {
    const option = order.negotiation.options.find((o) => o.id === input.optionId);
    const facts = option ? applyOption(order.facts, option, input) : order.facts;
    const options = order.negotiation.options.map((o) => {
      if (o.id === input.optionId)
        return { ...o, state: 'ACCEPTED' as const, evidence: input.evidence, answeredAt: context.now };
      return o.state === 'PROPOSED' || o.state === 'OFFERED' ? { ...o, state: 'DROPPED' as const } : o;
    });
    // The move is judged on the record as it would be: a date already past is refused.
    const changed: Order = { ...order, facts };
    const asked = reviewersOf(changed, context.settings, context.directory, context.now);
    const move = decide(
      changed,
      'agree',
      moveBy(context, {
        optionId: input.optionId,
        evidence: input.evidence ?? undefined,
        hasReviewers: asked.length > 0,
      }),
    );
    if (!move.ok) return move;
    const settled: Order = {
      ...move.value.order,
      negotiation: { options },
      waiting: null,
      preliminary:
        order.preliminary && order.preliminary.failed.length > 0
          ? { ...order.preliminary, clearedBy: context.actor.id }
          : order.preliminary,
    };
    // The round is about the revision this change makes (the gate raises it).
    const round = openRound(settled, asked, context.now, context.newId);
    return ok({
      order: round.order,
      events: [
        event('negotiation.agreed', {
          option: input.optionId,
          type: option?.type ?? null,
          changes: diffFacts(order.facts, facts),
          evidence: input.evidence,
        }),
        ...round.events,
      ],
      onBehalf: onBehalfOf(context, 'SALES'),
      answer: {
        key: 'answer.agreed',
        params: { order: orderName(order), round: round.order.round?.number ?? 0 },
        tone: 'good',
        orderId: order.id,
        show: 'order',
      },
    });
  },
});

/** The customer refuses every option: leadership decides (T11). The bot does it when nobody answered in time. */
export const refuseTerms = orderCommand({
  name: 'refuse_terms',
  input: z.object({ reason: optionalText(1000), cause: z.enum(EXEC_CAUSES).default('customer_refused') }),
  run: (context, input, order) => {
    const cause = context.actor.id === BOT ? input.cause : 'customer_refused';
    const move = decide(
      order,
      'refuse_terms',
      moveBy(context, { reason: context.actor.id === BOT ? cause : (input.reason ?? undefined) }),
    );
    if (!move.ok) return move;
    const options = order.negotiation.options.map((o) =>
      o.state === 'PROPOSED' || o.state === 'OFFERED'
        ? { ...o, state: 'REFUSED' as const, answeredAt: context.now }
        : o,
    );
    const preliminary = (order.preliminary?.failed.length ?? 0) > 0 && order.preliminary?.clearedBy === null;
    const asked = requestExec(
      { ...move.value.order, negotiation: { options }, waiting: null },
      cause === 'customer_refused' && preliminary ? 'credit_or_price' : cause,
      context.now,
      context.newId,
    );
    return ok({
      order: asked.order,
      events: [event('negotiation.refused', { reason: input.reason, cause }), ...asked.events],
      onBehalf: actingForSales(context),
      answer: { key: 'answer.refused_terms', params: { order: orderName(order) }, tone: 'info', orderId: order.id },
    });
  },
});
