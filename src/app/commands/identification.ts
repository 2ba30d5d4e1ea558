import { z } from 'zod';
import { diffFacts, draftOrder, event, type IntakeCheck, type Order, orderName } from '../../domain/order.ts';
import { decide } from '../../domain/order-process.ts';
import { holdsRole } from '../../domain/people.ts';
import { ok, refuse } from '../../domain/result.ts';
import { type CommandContext, companyCommand, orderCommand } from '../command.ts';
import type { Announcement } from '../delivery.ts';
import { GENESIS } from '../log.ts';
import { leadTakers } from '../people-of.ts';
import { doubtsAbout, factsInput, missingFacts, optionalText, requestedDate, toFacts, typedText } from './facts.ts';
import { actingForSales, moveBy } from './moves.ts';
import { attach, keepContact } from './order-record.ts';

function checkIntake(order: Order, context: CommandContext, hasSimilar: boolean): IntakeCheck {
  const doubts = doubtsAbout(order.facts, {
    now: context.now,
    normalLeadDays: context.settings.normal_lead_days,
    hasSimilar,
  });
  if (doubts.length > 0 || context.settings.intake_check === 'always')
    return { state: 'open', doubts, faults: null, by: null, at: null };
  return { state: 'passed', doubts: [], faults: null, by: 'BOT', at: context.now };
}

/** Sales owns the customer: what leadership or a coordinator files belongs to a head of sales, who can confirm it (domain §13.1, C01). */
function ownerOf({ actor, directory }: CommandContext): string {
  const isSales = actor.person !== null && holdsRole(actor.person, 'SALES');
  return isSales ? actor.id : (leadTakers(directory)[0]?.id ?? actor.id);
}

/** F01: a new urgent order (UO-01…06). It has a draft number until the customer has confirmed (domain §17.1 A27). */
export const newOrder = companyCommand({
  name: 'new',
  input: z.object({
    facts: factsInput,
    contact: optionalText(200),
    isConfidential: z.boolean().default(false),
    isDrill: z.boolean().default(false),
    hasSimilar: z.boolean().default(false),
    files: z.array(z.string().max(40)).max(10).default([]),
    leadId: z.string().max(40).nullable().default(null),
  }),
  run: async (context, input) => {
    const { tx, now, newId, actor } = context;
    const facts = toFacts(input.facts, now, context.settings.currency);
    const draft: Order = {
      ...draftOrder({ id: newId(), submitterId: actor.id, ownerId: ownerOf(context), facts, now, headHash: GENESIS }),
      isConfidential: input.isConfidential,
      isDrill: input.isDrill,
    };
    const decided = decide(draft, 'submit', moveBy(context, { missingFacts: missingFacts(facts) }));
    if (!decided.ok) return decided;
    const contact = await keepContact(context, draft.id, 'contact', input.contact);
    const intake = checkIntake(draft, context, input.hasSimilar);
    const prefix = input.isDrill ? 'DRILL' : 'D';
    const order: Order = {
      ...decided.value.order,
      draftNo: `${prefix}-${String(await tx.counters.next('draft')).padStart(4, '0')}`,
      contactId: contact?.id ?? null,
      intake,
    };
    const attached = await attach(context, order.id, input.files);
    const told = input.leadId ? await takeLead(context, input.leadId, order.id) : [];
    return ok({
      order,
      announcements: told,
      events: [
        event('order.identified', {
          draftNo: order.draftNo,
          owner: order.ownerId,
          facts,
          contactDigest: contact?.digest ?? null,
          confidential: order.isConfidential,
          drill: order.isDrill,
          receivedAt: facts.receivedAt,
        }),
        intake.state === 'passed'
          ? event('order.intake_passed', { by: 'BOT' })
          : event('order.intake_doubted', { doubts: intake.doubts }),
        ...attached,
      ],
      answer: {
        key: 'answer.submitted',
        params: {
          order: order.draftNo,
          customer: facts.customer,
          until: { date: facts.receivedAt + context.settings.confirm_hours * 3_600_000 },
        },
        tone: 'good',
        orderId: order.id,
        show: 'order',
      },
    });
  },
});

/** The lead's card gives way to who took it, and whoever handed it over hears that somebody did (UO-03). */
async function takeLead(context: CommandContext, leadId: string, orderId: string): Promise<readonly Announcement[]> {
  const lead = await context.tx.leads.load(leadId);
  if (lead?.state !== 'OPEN') return [];
  await context.tx.leads.save({ ...lead, state: 'TAKEN', takenBy: context.actor.id, takenAt: context.now, orderId });
  const card = { view: 'lead.card', subject: lead.id, order: null } as const;
  const sales = leadTakers(context.directory).filter((p) => p.id !== lead.byId);
  return [
    ...sales.map((p): Announcement => ({ delivery: { kind: 'redraw_direct', person: p.id, ...card } })),
    ...(lead.byId === context.actor.id ? [] : [{ delivery: { kind: 'direct', person: lead.byId, ...card } } as const]),
  ];
}

/** Sent back with the list of faults (OF-03, EX-07, PJ-74). */
export const returnOrder = orderCommand({
  name: 'return',
  input: z.object({ faults: typedText(2000) }),
  run: (context, input, order) => {
    const decided = decide(order, 'return_to_sales', moveBy(context, { faults: input.faults }));
    if (!decided.ok) return decided;
    const intake: IntakeCheck = {
      state: 'returned',
      doubts: order.intake?.doubts ?? [],
      faults: input.faults,
      by: context.actor.id,
      at: context.now,
    };
    return ok({
      order: { ...decided.value.order, intake },
      events: [event('order.returned', { faults: input.faults })],
      answer: { key: 'answer.returned', params: { order: orderName(order) }, tone: 'info', orderId: order.id },
    });
  },
});

/** Corrected and filed again (T04, EX-07); every old value stays in the log (OF-05). */
export const resubmitOrder = orderCommand({
  name: 'resubmit',
  input: z.object({ facts: factsInput, note: optionalText(1000) }),
  run: (context, input, order) => {
    const facts = toFacts(
      { ...input.facts, receivedAt: input.facts.receivedAt ?? order.facts.receivedAt },
      context.now,
      context.settings.currency,
    );
    const changed: Order = { ...order, facts, requestedDate: requestedDate(order, facts) };
    const decided = decide(changed, 'resubmit', moveBy(context, { missingFacts: missingFacts(facts) }));
    if (!decided.ok) return decided;
    const intake: IntakeCheck = {
      state: context.settings.intake_check === 'always' || (order.intake?.doubts.length ?? 0) > 0 ? 'open' : 'passed',
      doubts: order.intake?.doubts ?? [],
      faults: null,
      by: 'BOT',
      at: context.now,
    };
    return ok({
      order: { ...decided.value.order, intake },
      events: [
        event('order.resubmitted', { changes: diffFacts(order.facts, facts), note: input.note }),
        ...(intake.state === 'passed' ? [event('order.intake_passed', { by: 'BOT' })] : []),
      ],
      onBehalf: actingForSales(context),
      answer: { key: 'answer.resubmitted', params: { order: orderName(order) }, tone: 'good', orderId: order.id },
    });
  },
});

/** The coordinator found the form complete, accurate and reasonable (A10). */
export const passIntake = orderCommand({
  name: 'pass_intake',
  input: z.object({}),
  run: (context, _, order) => {
    const checkers = [...context.directory.membersOf('COORDINATOR'), ...context.directory.headsOf('SALES')];
    const decided = decide(
      order,
      'pass_intake',
      moveBy(context, { otherChecker: checkers.some((p) => p.id !== context.actor.id) }),
    );
    if (!decided.ok) return decided;
    if (order.intake?.state === 'passed') return refuse('no_effect');
    const intake: IntakeCheck = {
      state: 'passed',
      doubts: order.intake?.doubts ?? [],
      faults: null,
      by: context.actor.id,
      at: context.now,
    };
    return ok({
      order: { ...decided.value.order, intake },
      events: [event('order.intake_passed', { by: context.actor.id, doubts: intake.doubts })],
      answer: { key: 'answer.intake_passed', params: { order: orderName(order) }, tone: 'good', orderId: order.id },
    });
  },
});
