import { isSeenBy } from '../../app/access.ts';
import { LOGGED_REFUSALS } from '../../app/commands/refused-access.ts';
import { type Order, orderName } from '../../domain/order.ts';
import type { MoveContext } from '../../domain/order-guards.ts';
import { decide, type OrderAction } from '../../domain/order-process.ts';
import { type Refusal, refuse } from '../../domain/result.ts';
import { sayAny } from '../../i18n/translate.ts';
import type { Reply } from '../interaction.ts';
import { loadOrder, type Talk } from '../talk.ts';
import type { FormSubject } from './definition.ts';

/** What was reached for, for the log. */
export interface Reached {
  readonly what: string;
  readonly orderId?: string;
}

/** A refusal in the words of the catalogue, before any command is sent. One of a right is logged as the gate would (XD-01). */
export async function refusedReply(talk: Talk, { code, params }: Refusal, { what, orderId }: Reached): Promise<Reply> {
  if (LOGGED_REFUSALS.includes(code)) {
    await talk.parts.dispatch({
      id: `${talk.interaction.id}:refused`,
      actorId: talk.person.id,
      command: 'access_refused',
      input: { command: what, order: orderId ?? null, code },
    });
  }
  return { kind: 'toast', tone: 'warning', text: sayAny(talk.voice, `refusal.${code}`, params) };
}

/** The order a form is about, when this person may see it. */
export async function orderOf(
  talk: Talk,
  orderId: string | null,
): Promise<{ readonly order: Order } | { readonly reply: Reply }> {
  const order = orderId === null ? null : await loadOrder(talk, orderId);
  if (!order)
    return { reply: await refusedReply(talk, refuse('unknown_order', { text: '' }).refusal, { what: 'show' }) };
  if (!isSeenBy(order, talk.actor))
    return { reply: await refusedReply(talk, refuse('not_visible').refusal, { what: 'show', orderId: order.id }) };
  return { order };
}

const FAR = 4_102_444_799_000;

/**
 * Why an action cannot be taken, whatever is filled in: the wrong state, somebody else's right, the hold, one's own
 * submission. Null when a form is worth opening; what the form asks for counts as given.
 */
export function refusalBefore(
  talk: Talk,
  order: Order,
  action: OrderAction,
  extra: Partial<MoveContext> = {},
): Refusal | null {
  const option = order.negotiation.options.find((o) => o.state === 'PROPOSED' || o.state === 'OFFERED');
  const filled: MoveContext = {
    actor: talk.actor,
    now: talk.now,
    reason: '-',
    evidence: '-',
    faults: '-',
    question: '-',
    earliest: FAR,
    conditions: 1,
    missingAnswers: [],
    missingFacts: [],
    optionId: option?.id,
    otherLeader: talk.directory.leaders().some((p) => p.id !== talk.actor.id),
    ...extra,
  };
  // A form that asks for the date can put it right.
  const asked =
    action === 'confirm' || action === 'resubmit' || action === 'agree'
      ? { ...order, facts: { ...order.facts, requiredBy: FAR } }
      : order;
  const decided = decide(asked, action, filled);
  return decided.ok ? null : decided.refusal;
}

/** The order of a form, checked for an action; or the answer that says why not. */
export async function orderReadyFor(
  talk: Talk,
  subject: FormSubject,
  action: OrderAction,
  extra: Partial<MoveContext> = {},
): Promise<{ readonly order: Order } | { readonly reply: Reply }> {
  const found = await orderOf(talk, subject.orderId);
  if ('reply' in found) return found;
  const refusal = refusalBefore(talk, found.order, action, extra);
  return refusal ? { reply: await refusedReply(talk, refusal, { what: action, orderId: found.order.id }) } : found;
}

/** What travels with a form about an order: the version the person was looking at, or the one the form was filled from. */
export function contextOf(
  order: Order,
  seen: FormSubject['seen'],
  more: Readonly<Record<string, string>> = {},
): Readonly<Record<string, string>> {
  return {
    order: order.id,
    rev: String(seen?.revision ?? order.revision),
    ver: String(seen?.version ?? order.version),
    ...more,
  };
}

/** `UO-2026-0001 · ACME · bracket × 500 pcs`: which order a form is about. */
export function orderLine(order: Order): string {
  const { customer, product, quantity, unit } = order.facts;
  return `${orderName(order)} · ${customer} · ${product} × ${quantity} ${unit}`;
}
