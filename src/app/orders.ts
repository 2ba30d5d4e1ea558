import { z } from 'zod';
import { requestExec } from '../domain/advance.ts';
import { closeRound } from '../domain/review-moves.ts';
import { type MoveContext } from '../domain/order-guards.ts';
import { type OrderAction, decide } from '../domain/order-process.ts';
import { type Confirmation, diffFacts, event, type IntakeCheck, type Order, orderName, ORDER_STATES } from '../domain/order.ts';
import { headBehind, leaderBehind } from '../domain/people.ts';
import { ok, refuse } from '../domain/result.ts';
import { type CommandContext, type Effect, companyCommand, orderCommand } from './command.ts';
import { confirmationInput, doubtsAbout, factsInput, missingFacts, optionalText, toFacts, typedText } from './facts.ts';
import { digestPersonal, GENESIS } from './log.ts';
import { numberFor } from './numbers.ts';

/** The context of a move made by this command's actor. */
export function moveBy(context: CommandContext, extra: Partial<MoveContext> = {}): MoveContext {
  return { actor: context.actor, now: context.now, ...extra };
}

/** The head a delegate stood in for, for the log (XD-07 "acting decisions marked"). */
export function onBehalfOf(context: CommandContext, role: 'SALES' | 'EXEC'): string | null {
  const behind = role === 'EXEC' ? leaderBehind(context.actor) : headBehind(context.actor, role);
  return behind && behind.id !== context.actor.id ? behind.id : null;
}

function checkIntake(order: Order, context: CommandContext, hasSimilar: boolean): IntakeCheck {
  const doubts = doubtsAbout(order.facts, { now: context.now, normalLeadDays: context.settings.normal_lead_days, hasSimilar });
  if (doubts.length > 0 || context.settings.intake_check === 'always') return { state: 'open', doubts, faults: null, by: null, at: null };
  return { state: 'passed', doubts: [], faults: null, by: 'BOT', at: context.now };
}

/** Personal data goes to a row of its own; the log gets its salted digest. */
async function keepContact(context: CommandContext, orderId: string, kind: string, value: string | null): Promise<{ id: string; digest: string } | null> {
  if (!value) return null;
  const [id, salt] = [context.newId(), context.newId()];
  await context.tx.personal.save({ id, orderId, kind, salt, value });
  return { id, digest: digestPersonal(salt, value) };
}

/** F01: a new urgent order (UO-01…06). It has a draft number until the customer has confirmed (domain §17.1 A27). */
export const newOrder = companyCommand({
  name: 'new',
  input: z.object({
    facts: factsInput, contact: optionalText(200), isConfidential: z.boolean().default(false), isDrill: z.boolean().default(false),
    hasSimilar: z.boolean().default(false), files: z.array(z.string().max(40)).max(10).default([]), leadId: z.string().max(40).nullable().default(null),
  }),
  run: async (context, input) => {
    const { tx, now, newId, actor } = context;
    const facts = toFacts(input.facts, now, context.settings.currency);
    const draft: Order = {
      id: newId(), draftNo: '', number: null, state: 'DRAFT', version: 0, revision: 0, submitterId: actor.id, ownerId: actor.id, isConfidential: input.isConfidential,
      isDrill: input.isDrill, facts, contactId: null, intake: null, preliminary: null, confirmation: null, hold: null, waiting: null, requestedDate: facts.requiredBy,
      firstCommitted: null, committed: null, committedDates: [], roundsHeld: 0, negotiations: 0, isOverridden: false, round: null, negotiation: { options: [] }, exec: null,
      submittedAt: now, confirmedAt: null, acceptedAt: null, closedAt: null, createdAt: now, updatedAt: now, eventCount: 0, headHash: GENESIS,
    };
    const decided = decide(draft, 'submit', moveBy(context, { missingFacts: missingFacts(facts) }));
    if (!decided.ok) return decided;
    const contact = await keepContact(context, draft.id, 'contact', input.contact);
    const intake = checkIntake(draft, context, input.hasSimilar);
    const prefix = input.isDrill ? 'DRILL' : 'D';
    const order: Order = { ...decided.value.order, draftNo: `${prefix}-${String(await tx.counters.next('draft')).padStart(4, '0')}`, contactId: contact?.id ?? null, intake };
    await attach(context, order.id, input.files);
    if (input.leadId) await takeLead(context, input.leadId, order.id);
    return ok({
      order,
      events: [
        event('order.identified', { draftNo: order.draftNo, facts, contactDigest: contact?.digest ?? null, confidential: order.isConfidential, drill: order.isDrill, receivedAt: facts.receivedAt }),
        intake.state === 'passed' ? event('order.intake_passed', { by: 'BOT' }) : event('order.intake_doubted', { doubts: intake.doubts }),
      ],
      answer: { key: 'answer.submitted', params: { order: order.draftNo, customer: facts.customer, until: { date: facts.receivedAt + context.settings.confirm_hours * 3_600_000 } }, tone: 'good', orderId: order.id, show: 'order' },
    });
  },
});

async function attach(context: CommandContext, orderId: string, files: readonly string[]): Promise<void> {
  for (const id of files) {
    const file = await context.tx.attachments.load(id);
    if (file && file.orderId === null && file.byId === context.actor.id) await context.tx.attachments.save({ ...file, orderId });
  }
}

async function takeLead(context: CommandContext, leadId: string, orderId: string): Promise<void> {
  const lead = await context.tx.leads.load(leadId);
  if (lead?.state === 'OPEN') await context.tx.leads.save({ ...lead, state: 'TAKEN', takenBy: context.actor.id, takenAt: context.now, orderId });
}

/** Sent back with the list of faults (OF-03, EX-07, PJ-74). */
export const returnOrder = orderCommand({
  name: 'return',
  input: z.object({ faults: typedText(2000) }),
  run: (context, input, order) => {
    const decided = decide(order, 'return_to_sales', moveBy(context, { faults: input.faults }));
    if (!decided.ok) return decided;
    const intake: IntakeCheck = { state: 'returned', doubts: order.intake?.doubts ?? [], faults: input.faults, by: context.actor.id, at: context.now };
    return ok({ order: { ...decided.value.order, intake }, events: [event('order.returned', { faults: input.faults })], answer: { key: 'answer.returned', params: { order: orderName(order) }, tone: 'info', orderId: order.id } });
  },
});

/** Corrected and filed again (T04, EX-07); every old value stays in the log (OF-05). */
export const resubmitOrder = orderCommand({
  name: 'resubmit',
  input: z.object({ facts: factsInput, note: optionalText(1000) }),
  run: (context, input, order) => {
    const facts = toFacts({ ...input.facts, receivedAt: input.facts.receivedAt ?? order.facts.receivedAt }, context.now, context.settings.currency);
    const changed: Order = { ...order, facts, requestedDate: facts.requiredBy };
    const decided = decide(changed, 'resubmit', moveBy(context, { missingFacts: missingFacts(facts) }));
    if (!decided.ok) return decided;
    const intake: IntakeCheck = { state: context.settings.intake_check === 'always' || (order.intake?.doubts.length ?? 0) > 0 ? 'open' : 'passed', doubts: order.intake?.doubts ?? [], faults: null, by: 'BOT', at: context.now };
    return ok({
      order: { ...decided.value.order, intake },
      events: [event('order.resubmitted', { changes: diffFacts(order.facts, facts), note: input.note }), ...(intake.state === 'passed' ? [event('order.intake_passed', { by: 'BOT' })] : [])],
      answer: { key: 'answer.resubmitted', params: { order: orderName(order) }, tone: 'good', orderId: order.id },
    });
  },
});

/** The coordinator found the form complete, accurate and reasonable (A10). */
export const passIntake = orderCommand({
  name: 'pass_intake',
  input: z.object({}),
  run: (context, _, order) => {
    const decided = decide(order, 'pass_intake', moveBy(context));
    if (!decided.ok) return decided;
    if (order.intake?.state === 'passed') return refuse('no_effect');
    const intake: IntakeCheck = { state: 'passed', doubts: order.intake?.doubts ?? [], faults: null, by: context.actor.id, at: context.now };
    return ok({ order: { ...decided.value.order, intake }, events: [event('order.intake_passed', { by: context.actor.id, doubts: intake.doubts })], answer: { key: 'answer.intake_passed', params: { order: orderName(order) }, tone: 'good', orderId: order.id } });
  },
});

/**
 * The customer's confirmation with spec, quantity, time and place (UO-07, T05). Differences to the first entry are kept and
 * shown; number, sheet, channel and review follow in the same transaction (UO-09, T06).
 */
export const confirmOrder = orderCommand({
  name: 'confirm',
  input: z.object({ facts: factsInput, contact: optionalText(200), confirmation: confirmationInput, files: z.array(z.string().max(40)).max(10).default([]) }),
  run: async (context, input, order) => {
    const { now } = context;
    const facts = toFacts({ ...input.facts, customerChecked: true, receivedAt: order.facts.receivedAt }, now, context.settings.currency);
    const changes = diffFacts({ ...order.facts, customerChecked: true }, facts);
    // What the customer confirms is what was asked for: from here on the requested date stands (domain §4.1 D_req).
    const asked: Order = { ...order, facts, requestedDate: facts.requiredBy };
    const evidence = input.confirmation.evidence ?? (input.files.length > 0 ? `${input.files.length}` : undefined);
    const decided = decide(asked, 'confirm', moveBy(context, { missingFacts: missingFacts(facts), evidence }));
    if (!decided.ok) return decided;
    if (input.confirmation.failed.length > 0 && !input.confirmation.note) return refuse('reason_missing');
    const person = await keepContact(context, order.id, 'confirmed_by', input.contact);
    await attach(context, order.id, input.files);
    const confirmation: Confirmation = {
      contactId: person?.id ?? null, way: input.confirmation.way, at: Math.min(input.confirmation.at, now), evidence: evidence ?? '', recordedBy: context.actor.id, changed: changes.map((c) => c.field),
    };
    const number = order.number ?? (await numberFor(context, order.isDrill));
    const confirmed: Order = {
      ...decided.value.order, number, confirmation, confirmedAt: now, waiting: null,
      preliminary: { failed: input.confirmation.failed, note: input.confirmation.note, clearedBy: null },
    };
    await context.tx.documents.save({ id: context.newId(), orderId: order.id, kind: 'processing_sheet', number: 1, data: { number, facts, requestedDate: confirmed.requestedDate, confirmedAt: now, submitterId: order.submitterId }, createdAt: now });
    return ok({
      order: confirmed,
      events: [
        event('order.confirmed', { number, changes, way: confirmation.way, evidence: confirmation.evidence, confirmedByDigest: person?.digest ?? null, preliminary: confirmed.preliminary, requested: confirmed.requestedDate }),
        event('sheet.issued', { number }),
      ],
      answer: { key: 'answer.confirmed', params: { order: number }, tone: 'good', orderId: order.id, show: 'order' },
    });
  },
});

/** The customer takes the order back before it is accepted (T15). */
export const withdrawOrder = orderCommand({
  name: 'withdraw',
  input: z.object({ evidence: typedText(1000) }),
  run: (context, input, order) => {
    const decided = decide(order, 'withdraw', moveBy(context, { evidence: input.evidence }));
    if (!decided.ok) return decided;
    return ok(ended(context, order, decided.value.order, event('order.withdrawn', { evidence: input.evidence }), 'answer.withdrawn', onBehalfOf(context, 'SALES')));
  },
});

/** Leadership gives the order up before it is accepted (T14, JW-12). */
export const abandonOrder = orderCommand({
  name: 'abandon',
  input: z.object({ reason: typedText(1000) }),
  run: (context, input, order) => {
    const decided = decide(order, 'abandon', moveBy(context, { reason: input.reason }));
    if (!decided.ok) return decided;
    const exec = order.exec?.state === 'OPEN' ? { ...order.exec, state: 'DECIDED' as const, decidedAt: context.now, decidedBy: context.actor.id, decision: 'abandon' as const, reason: input.reason } : order.exec;
    return ok(ended(context, order, { ...decided.value.order, exec }, event('order.abandoned', { reason: input.reason }), 'answer.abandoned', onBehalfOf(context, 'EXEC')));
  },
});

function ended(context: CommandContext, before: Order, moved: Order, what: ReturnType<typeof event>, key: 'answer.withdrawn' | 'answer.abandoned', onBehalf: string | null): Effect {
  const exec = moved.exec?.state === 'OPEN' ? { ...moved.exec, state: 'VOID' as const } : moved.exec;
  const superseded = before.round?.state === 'OPEN' ? [event('review.superseded', { round: before.round.number })] : [];
  return {
    order: { ...closeRound({ ...moved, exec }, 'SUPERSEDED', context.now), hold: null, waiting: null },
    events: [what, ...superseded], onBehalf, answer: { key, params: { order: orderName(before) }, tone: 'info', orderId: before.id },
  };
}

/** Leadership stops the clock of our own departments; the customer's keeps running (T31). */
export const holdOrder = orderCommand({
  name: 'hold',
  input: z.object({ reason: typedText(500) }),
  run: (context, input, order) => {
    const decided = decide(order, 'hold', moveBy(context, { reason: input.reason }));
    if (!decided.ok) return decided;
    return ok({
      order: { ...decided.value.order, hold: { reason: input.reason, by: context.actor.id, since: context.now } }, events: [event('order.held', { reason: input.reason })],
      onBehalf: onBehalfOf(context, 'EXEC'), answer: { key: 'answer.held', params: { order: orderName(order) }, tone: 'info', orderId: order.id },
    });
  },
});

export const resumeOrder = orderCommand({
  name: 'resume',
  input: z.object({}),
  run: (context, _, order) => {
    const decided = decide(order, 'resume', moveBy(context));
    if (!decided.ok) return decided;
    return ok({ order: { ...decided.value.order, hold: null }, events: [event('order.resumed', { heldMs: context.now - (order.hold?.since ?? context.now) })], onBehalf: onBehalfOf(context, 'EXEC'), answer: { key: 'answer.resumed', params: { order: orderName(order) }, tone: 'good', orderId: order.id } });
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
    return ok({ order: { ...decided.value.order, waiting: { for: input.reason, by: context.actor.id, since: context.now } }, events: [event('order.waiting_customer', { for: input.reason })], answer: { key: 'answer.waiting', params: { order: orderName(order) }, tone: 'info', orderId: order.id } });
  },
});

export const customerAnswered = orderCommand({
  name: 'customer_answered',
  input: z.object({}),
  needsCurrent: false,
  run: (context, _, order) => {
    const decided = decide(order, 'customer_answered', moveBy(context));
    if (!decided.ok) return decided;
    return ok({ order: { ...decided.value.order, waiting: null }, events: [event('order.customer_answered', { waitedMs: context.now - (order.waiting?.since ?? context.now) })], answer: { key: 'answer.customer_answered', params: { order: orderName(order) }, tone: 'good', orderId: order.id } });
  },
});

/** States an admin may force an order to (T35): those the bot can go on from, and the end. */
export const FORCE_TARGETS = ['IDENTIFIED', 'CONFIRMED', 'NEGOTIATING', 'AWAITING_EXEC', 'ABANDONED'] as const;

/** A stuck order is moved by hand, with the reason, marked in the log and the digest (XD-16). Checks of quality are never bypassed (A1). */
export const forceOrder = orderCommand({
  name: 'force',
  input: z.object({ to: z.enum(ORDER_STATES), reason: typedText(500) }),
  run: (context, input, order) => {
    const to = FORCE_TARGETS.find((s) => s === input.to);
    if (!to || to === order.state || (to !== 'IDENTIFIED' && to !== 'ABANDONED' && order.number === null)) return refuse('force_target');
    const decided = decide(order, 'force' satisfies OrderAction, moveBy(context, { reason: input.reason }));
    if (!decided.ok) return decided;
    const closed = closeRound({ ...decided.value.order, state: to, hold: null, waiting: null, exec: order.exec?.state === 'OPEN' ? { ...order.exec, state: 'VOID' as const } : order.exec }, 'SUPERSEDED', context.now);
    const cleared: Order = to === 'CONFIRMED' ? { ...closed, preliminary: { failed: [], note: null, clearedBy: context.actor.id } } : closed;
    const asked = to === 'AWAITING_EXEC' ? requestExec(cleared, 'early', context.now, context.newId) : { order: cleared, events: [] };
    return ok({
      order: asked.order, events: [event('order.forced', { from: order.state, to, reason: input.reason }), ...asked.events],
      answer: { key: 'answer.forced', params: { order: orderName(order), state: { term: `state.${to}` } }, tone: 'warning', orderId: order.id },
    });
  },
});
