import { HOUR } from '../../src/domain/instant.ts';
import type { Obligation } from '../../src/domain/obligation.ts';
import { obligationsAfter } from '../../src/domain/obligation-steps.ts';
import { type DomainEvent, event, type Order } from '../../src/domain/order.ts';
import { openRound } from '../../src/domain/review-moves.ts';
import { at, contextAt, orderWith } from '../support/obligations.ts';

/** When the order was filed. */
export const FILED = at('2026-11-24 09:00');
export const hold = { reason: 'credit', by: 'gm', since: FILED };
export const waiting = { for: 'drawing', by: 'sally', since: FILED };
/** A department’s plain yes. */
export const YES = {
  state: 'APPROVED',
  reason: null,
  earliest: null,
  isImpossible: false,
  conditions: [],
  answers: {},
  risks: [],
} as const;

/** Keeps a company's obligations over a series of changes, as the store would. */
export function ledger(settings: Parameters<typeof contextAt>[1] = {}) {
  const ids = { count: 0 };
  let all: readonly Obligation[] = [];
  let order: Order | null = null;
  return {
    get all() {
      return all;
    },
    running: () => all.filter((o) => o.state === 'OPEN' || o.state === 'MISSED'),
    of: (key: string) => all.filter((o) => o.key === key),
    change(now: number, after: Order, events: readonly DomainEvent[] = []) {
      const changed = obligationsAfter(all, order, { ...after, updatedAt: now }, events, contextAt(now, settings, ids));
      all = [...all.filter((o) => !changed.some((c) => c.id === o.id)), ...changed];
      order = after;
      return changed;
    },
  };
}

export const newId = (() => {
  let count = 0;
  return () => `id-${++count}`;
})();

/** An order whose departments were asked at `openedAt`: two that must answer, one that may. */
export function inReview(openedAt = FILED): Order {
  const due = openedAt + 4 * HOUR;
  const asked = [
    { department: 'PROD' as const, isRequired: true, fallback: null, dueAt: due },
    { department: 'PROC' as const, isRequired: true, fallback: null, dueAt: due },
    { department: 'QA' as const, isRequired: false, fallback: null, dueAt: due },
  ];
  return openRound(orderWith({ state: 'IN_REVIEW', number: 'UO-1' }), asked, openedAt, newId).order;
}

/** A limit that is running. */
export function ledgerRow(): Obligation {
  const book = ledger();
  book.change(FILED, orderWith(), [event('order.identified')]);
  return book.all[0] as Obligation;
}
