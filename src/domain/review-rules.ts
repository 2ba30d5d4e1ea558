import { isNonRegular, type Order, type OrderFacts } from './order.ts';
import type { Department } from './people.ts';
import type { ReviewTask } from './review.ts';

/** Who reviews what kind of order: policy as data, edited in the settings (domain §1.2 with §17 A5, B3). */
export interface ReviewRules {
  readonly always: readonly Department[];
  readonly nonRegular: readonly Department[];
  readonly finance: readonly Department[];
  readonly optional: readonly Department[];
  /** Technology may be left out of regular products (A5). */
  readonly techOnRegular: boolean;
  readonly importantAmountMinor: number | null;
  readonly importantCustomers: readonly string[];
}

/** Large, for an important customer, or marked important: leadership signs after the departments (PJ-75, OF-02). */
export function isImportant(facts: OrderFacts, rules: ReviewRules): boolean {
  if (facts.traits.includes('important_customer') || facts.reasonCategory === 'key_project') return true;
  if (rules.importantCustomers.some((name) => name.trim() !== '' && name.trim().toLowerCase() === facts.customer.trim().toLowerCase())) return true;
  return rules.importantAmountMinor !== null && facts.amountMinor !== null && facts.amountMinor >= rules.importantAmountMinor;
}

/** The departments asked in a round, required ones first (domain §1.2; §17 A5, B3; PJ-02). */
export function reviewersFor(facts: OrderFacts, rules: ReviewRules): readonly { department: Department; isRequired: boolean }[] {
  const nonRegular = isNonRegular(facts);
  const large = rules.importantAmountMinor !== null && (facts.amountMinor ?? 0) >= rules.importantAmountMinor;
  const required = new Set(rules.always);
  if (!nonRegular && !rules.techOnRegular) required.delete('TECH');
  if (nonRegular) for (const d of rules.nonRegular) required.add(d);
  if (large || facts.traits.includes('unusual_terms')) for (const d of rules.finance) required.add(d);
  const optional = rules.optional.filter((d) => !required.has(d));
  return [
    ...[...required].map((department) => ({ department, isRequired: true })),
    ...optional.map((department) => ({ department, isRequired: false })),
  ];
}

/** The department's task in the latest round. */
export function taskOf(order: Order, department: Department): ReviewTask | null {
  return order.round?.tasks.find((t) => t.department === department) ?? null;
}
