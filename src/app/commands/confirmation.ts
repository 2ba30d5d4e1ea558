import { z } from 'zod';
import { type Confirmation, diffFacts, event, type Order } from '../../domain/order.ts';
import { decide } from '../../domain/order-process.ts';
import { ok, refuse } from '../../domain/result.ts';
import { orderCommand } from '../command.ts';
import { confirmationInput, factsInput, missingFacts, optionalText, requestedDate, toFacts } from './facts.ts';
import { actingForSales, moveBy } from './moves.ts';
import { numberFor } from './numbers.ts';
import { attach, keepContact } from './order-record.ts';

/**
 * The customer's confirmation with spec, quantity, time and place (UO-07, T05). Differences to the first entry are kept and
 * shown; number, sheet, channel and review follow in the same transaction (UO-09, T06).
 */
export const confirmOrder = orderCommand({
  name: 'confirm',
  input: z.object({
    facts: factsInput,
    contact: optionalText(200),
    confirmation: confirmationInput,
    files: z.array(z.string().max(40)).max(10).default([]),
  }),
  run: async (context, input, order) => {
    const { now } = context;
    const facts = toFacts(
      { ...input.facts, customerChecked: true, receivedAt: order.facts.receivedAt },
      now,
      context.settings.currency,
    );
    const changes = diffFacts({ ...order.facts, customerChecked: true }, facts);
    // What the customer confirms is what was asked for: from here on the requested date stands (domain §4.1 D_req).
    const asked: Order = { ...order, facts, requestedDate: requestedDate(order, facts) };
    const evidence = input.confirmation.evidence ?? (input.files.length > 0 ? `${input.files.length}` : undefined);
    const decided = decide(asked, 'confirm', moveBy(context, { missingFacts: missingFacts(facts), evidence }));
    if (!decided.ok) return decided;
    if (input.confirmation.failed.length > 0 && !input.confirmation.note) return refuse('reason_missing');
    const person = await keepContact(context, order.id, 'confirmed_by', input.contact);
    const attached = await attach(context, order.id, input.files);
    const confirmation: Confirmation = {
      contactId: person?.id ?? null,
      way: input.confirmation.way,
      at: Math.min(input.confirmation.at, now),
      evidence: evidence ?? '',
      recordedBy: context.actor.id,
      changed: changes.map((c) => c.field),
    };
    const number = order.number ?? (await numberFor(context, order.isDrill));
    const confirmed: Order = {
      ...decided.value.order,
      number,
      confirmation,
      confirmedAt: now,
      waiting: null,
      preliminary: { failed: input.confirmation.failed, note: input.confirmation.note, clearedBy: null },
    };
    await context.tx.documents.save({
      id: context.newId(),
      orderId: order.id,
      kind: 'processing_sheet',
      number: 1,
      data: { number, facts, requestedDate: confirmed.requestedDate, confirmedAt: now, submitterId: order.submitterId },
      createdAt: now,
    });
    return ok({
      order: confirmed,
      events: [
        event('order.confirmed', {
          number,
          changes,
          way: confirmation.way,
          evidence: confirmation.evidence,
          confirmedByDigest: person?.digest ?? null,
          preliminary: confirmed.preliminary,
          requested: confirmed.requestedDate,
        }),
        event('sheet.issued', { number }),
        ...attached,
      ],
      onBehalf: actingForSales(context),
      answer: { key: 'answer.confirmed', params: { order: number }, tone: 'good', orderId: order.id, show: 'order' },
    });
  },
});
