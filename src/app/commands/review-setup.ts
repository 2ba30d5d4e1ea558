import type { ExecCause, Order } from '../../domain/order.ts';
import type { Asked } from '../../domain/review-moves.ts';
import { hasMoneyRisk, isImportant, type ReviewRules, reviewersFor } from '../../domain/review-rules.ts';
import { askedFor, type Directory } from '../directory.ts';
import type { Settings } from '../settings.ts';

const HOUR = 3_600_000;

/** The review rules of the settings, as the domain reads them (domain §1.2). */
export function reviewRules(settings: Settings): ReviewRules {
  return {
    always: settings.reviewers_always,
    nonRegular: settings.reviewers_non_regular,
    finance: settings.reviewers_finance,
    optional: settings.reviewers_optional,
    techOnRegular: settings.review_tech_on_regular,
    importantAmountMinor: settings.important_amount,
    importantCustomers: settings.important_customers,
  };
}

/** The review limit of an order, ms: the long one for complete sets, new designs and discontinued products (domain §12). */
function reviewLimit(order: Pick<Order, 'facts'>, settings: Settings): number {
  const isLong = order.facts.traits.some((t) => t === 'complete_set' || t === 'new_design' || t === 'discontinued');
  return (isLong ? settings.review_hours_long : settings.review_hours) * HOUR;
}

/** Who is asked in a round, with the limit and the fallback of each (UO-12, XD-10). */
export function reviewersOf(order: Order, settings: Settings, directory: Directory, now: number): readonly Asked[] {
  const dueAt = now + reviewLimit(order, settings);
  return reviewersFor(order.facts, reviewRules(settings), order.preliminary)
    .map((r) => ({ ...r, dueAt, asked: askedFor(directory, r.department) }))
    .filter((r) => r.asked.people.length > 0)
    .map(({ department, isRequired, asked }) => ({ department, isRequired, dueAt, fallback: asked.fallback }));
}

/** Why leadership signs after the departments (T08), or null: non-regular alone does not gate (C34). */
export function execCauseOf(order: Order, settings: Settings): ExecCause | null {
  if (order.facts.traits.includes('gm_summary')) return 'gm_summary';
  // A department that may not judge does not block; leadership signs in its place.
  if (order.round?.tasks.some((t) => t.isRequired && t.state === 'RECUSED')) return 'recused';
  if (order.facts.traits.includes('unusual_terms')) return 'credit_or_price';
  // Sales does not clear alone what it found wanting itself; what leadership has let pass is not asked of it twice.
  if (hasMoneyRisk(order.preliminary) && order.exec?.decision !== 'accept') return 'credit_or_price';
  return isImportant(order.facts, reviewRules(settings)) ? 'important' : null;
}
