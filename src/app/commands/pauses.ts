import { z } from 'zod';
import { event, orderName } from '../../domain/order.ts';
import { decide } from '../../domain/order-process.ts';
import { ok } from '../../domain/result.ts';
import { orderCommand } from '../command.ts';
import { typedText } from './facts.ts';
import { actingForSales, moveBy, onBehalfOf } from './moves.ts';

/** Leadership stops the clock of our own departments; the customer's keeps running (T31). */
export const holdOrder = orderCommand({
  name: 'hold',
  input: z.object({ reason: typedText(500) }),
  run: (context, input, order) => {
    const decided = decide(order, 'hold', moveBy(context, { reason: input.reason }));
    if (!decided.ok) return decided;
    return ok({
      order: { ...decided.value.order, hold: { reason: input.reason, by: context.actor.id, since: context.now } },
      events: [event('order.held', { reason: input.reason })],
      onBehalf: onBehalfOf(context, 'EXEC'),
      answer: { key: 'answer.held', params: { order: orderName(order) }, tone: 'info', orderId: order.id },
    });
  },
});

export const resumeOrder = orderCommand({
  name: 'resume',
  input: z.object({}),
  run: (context, _, order) => {
    const decided = decide(order, 'resume', moveBy(context));
    if (!decided.ok) return decided;
    return ok({
      order: { ...decided.value.order, hold: null },
      events: [event('order.resumed', { heldMs: context.now - (order.hold?.since ?? context.now) })],
      onBehalf: onBehalfOf(context, 'EXEC'),
      answer: { key: 'answer.resumed', params: { order: orderName(order) }, tone: 'good', orderId: order.id },
    });
  },
});

/** The clock shows "waiting for the customer" (PJ-29). */
export const waitForCustomer = orderCommand({
  name: 'wait',
  input: z.object({ reason: typedText(500) }),
  needsCurrent: false,
  run: (context, input, order) => {
    const decided = decide(order, 'wait_for_customer', moveBy(context, { reason: input.reason }));
    if (!decided.ok) return decided;
    return ok({
      order: { ...decided.value.order, waiting: { for: input.reason, by: context.actor.id, since: context.now } },
      events: [event('order.waiting_customer', { for: input.reason })],
      onBehalf: actingForSales(context),
      answer: { key: 'answer.waiting', params: { order: orderName(order) }, tone: 'info', orderId: order.id },
    });
  },
});

export const customerAnswered = orderCommand({
  name: 'customer_answered',
  input: z.object({}),
  needsCurrent: false,
  run: (context, _, order) => {
    const decided = decide(order, 'customer_answered', moveBy(context));
    if (!decided.ok) return decided;
    return ok({
      order: { ...decided.value.order, waiting: null },
      events: [event('order.customer_answered', { waitedMs: context.now - (order.waiting?.since ?? context.now) })],
      onBehalf: actingForSales(context),
      answer: { key: 'answer.customer_answered', params: { order: orderName(order) }, tone: 'good', orderId: order.id },
    });
  },
});
