import { z } from 'zod';
import {
  BASES,
  CONFIRMATION_WAYS,
  type Order,
  type OrderFacts,
  PRELIMINARY_ITEMS,
  REASON_CATEGORIES,
  SOURCES,
  TRAITS,
} from '../../domain/order.ts';

const DAY = 86_400_000;
/** Text a person typed: trimmed, without control characters (bidi overrides included), of bounded length. */
export function typedText(max: number) {
  return z.string().max(100_000).transform(cleanText).pipe(z.string().min(1).max(max));
}
export function optionalText(max: number) {
  return z
    .string()
    .max(100_000)
    .transform(cleanText)
    .pipe(z.string().max(max))
    .transform((t) => (t === '' ? null : t))
    .nullable()
    .default(null);
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: these are exactly what is removed
const DISGUISES = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]/g;

/**
 * Removes what can disguise text: control characters except line breaks, bidirectional marks and overrides; half a sign
 * becomes the replacement sign, as the store would make it.
 */
export function cleanText(text: string): string {
  return text.toWellFormed().replace(DISGUISES, ' ').trim();
}

const instant = z.number().int().min(0).max(4_102_444_800_000);

/** The record of form F01/F03 as the gate takes it. Quantities are positive; dates are instants, ms UTC. */
export const factsInput = z.object({
  customer: typedText(120),
  product: typedText(120),
  model: typedText(200),
  quantity: z.number().positive().max(1e9),
  unit: typedText(20),
  requiredBy: instant,
  place: typedText(200),
  reasonCategory: z.enum(REASON_CATEGORIES),
  reason: typedText(1000),
  basis: z.enum(BASES),
  justification: optionalText(1000),
  receivedAt: instant.nullable().default(null),
  customerChecked: z.boolean().default(false),
  quality: optionalText(1000),
  packaging: optionalText(1000),
  technical: optionalText(2000),
  amountMinor: z.number().int().positive().max(1e14).nullable().default(null),
  currency: z
    .string()
    .regex(/^[A-Z]{3}$/)
    .nullable()
    .default(null),
  paymentTerms: optionalText(300),
  source: z.enum(SOURCES).nullable().default(null),
  region: optionalText(80),
  productType: optionalText(80),
  externalNo: optionalText(60),
  traits: z
    .array(z.enum(TRAITS))
    .max(TRAITS.length)
    .default([])
    .transform((t) => [...new Set(t)]),
});
export type FactsInput = z.infer<typeof factsInput>;

export const confirmationInput = z.object({
  way: z.enum(CONFIRMATION_WAYS),
  at: instant,
  evidence: optionalText(1000),
  failed: z.array(z.enum(PRELIMINARY_ITEMS)).default([]),
  note: optionalText(1000),
});

/** The record as stored: the request counts as received now unless sales says otherwise, never in the future (A3). */
export function toFacts(input: FactsInput, now: number, currency: string): OrderFacts {
  return {
    ...input,
    receivedAt: Math.min(input.receivedAt ?? now, now),
    currency: input.amountMinor === null ? null : (input.currency ?? currency),
  };
}

/**
 * D_req (domain §4.1): the date the customer confirmed, until then the one entered. Once confirmed it stands for ever, so that
 * an order forced back and confirmed anew cannot hide that it is late.
 */
export function requestedDate(
  order: Pick<Order, 'confirmedAt' | 'requestedDate'>,
  facts: Pick<OrderFacts, 'requiredBy'>,
): number {
  return order.confirmedAt === null ? facts.requiredBy : order.requestedDate;
}

/** What sales must have given, beyond the types: an internal judgement needs its reason (UO-02). */
export function missingFacts(facts: OrderFacts): string[] {
  return facts.basis === 'internal_judgement' && !facts.justification ? ['justification'] : [];
}

/**
 * What makes the bot doubt an order at the intake check (OF-03, UO-04; domain §6.6): catalogue keys under `doubt.`. None
 * refuses the order; a person looks.
 */
export function doubtsAbout(
  facts: OrderFacts,
  known: { readonly now: number; readonly normalLeadDays: number; readonly hasSimilar: boolean },
): string[] {
  const doubts: string[] = [];
  if (facts.requiredBy - known.now > known.normalLeadDays * DAY) doubts.push('not_urgent');
  if (known.hasSimilar) doubts.push('duplicate');
  if ([...facts.reason].length < 4) doubts.push('reason_thin');
  return doubts;
}
