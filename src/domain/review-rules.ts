import { isNonRegular, type Order, type OrderFacts, type Preliminary } from './order.ts';
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
  if (
    rules.importantCustomers.some(
      (name) => name.trim() !== '' && name.trim().toLowerCase() === facts.customer.trim().toLowerCase(),
    )
  )
    return true;
  return (
    rules.importantAmountMinor !== null && facts.amountMinor !== null && facts.amountMinor >= rules.importantAmountMinor
  );
}

/** Sales itself found credit or price wanting: finance looks at it, and leadership signs (domain §1.2, T08). */
export function hasMoneyRisk(preliminary: Pick<Preliminary, 'failed'> | null): boolean {
  return preliminary?.failed.some((item) => item === 'credit' || item === 'price') ?? false;
}

/**
 * The departments asked in a round, required ones first (domain §1.2; §17 A5, B3; PJ-02). Production always is one of them,
 * whatever the settings say (policy 002 §三(二)1).
 */
export function reviewersFor(
  facts: OrderFacts,
  rules: ReviewRules,
  preliminary: Pick<Preliminary, 'failed'> | null = null,
): readonly { department: Department; isRequired: boolean }[] {
  const nonRegular = isNonRegular(facts);
  const large = rules.importantAmountMinor !== null && (facts.amountMinor ?? 0) >= rules.importantAmountMinor;
  const required = new Set<Department>(rules.always.includes('PROD') ? rules.always : ['PROD', ...rules.always]);
  if (!nonRegular && !rules.techOnRegular) required.delete('TECH');
  if (nonRegular) for (const d of rules.nonRegular) required.add(d);
  if (large || facts.traits.includes('unusual_terms') || hasMoneyRisk(preliminary))
    for (const d of rules.finance) required.add(d);
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
