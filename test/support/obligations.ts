import { defaultSettings, type Settings } from '../../src/app/settings.ts';
import { createCalendar } from '../../src/domain/calendar/factory-calendar.ts';
import { HOUR, instantAt, wallTime } from '../../src/domain/instant.ts';
import type { Obligation, TimeContext } from '../../src/domain/obligation.ts';
import type { ObligationContext } from '../../src/domain/obligation-steps.ts';
import { draftOrder, type Order, type OrderFacts } from '../../src/domain/order.ts';

export const calendar = createCalendar();

/** `2026-11-24 09:00` on the factory's wall. */
export function at(text: string): number {
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0] = text.split(/[- :]/).map(Number);
  return instantAt('Asia/Shanghai', { year, month, day, hour, minute });
}

/** The reverse of `at`, so that a failing test is readable. */
export function wall(instant: number | null): string | null {
  if (instant === null) return null;
  const { year, month, day, hour, minute } = wallTime(instant, 'Asia/Shanghai');
  const two = (n: number) => String(n).padStart(2, '0');
  return `${year}-${two(month)}-${two(day)} ${two(hour)}:${two(minute)}`;
}

export function timeAt(now: number, settings: Partial<Settings> = {}): TimeContext {
  return { now, calendar, settings: { ...defaultSettings, ...settings } };
}

/** A context whose ids count up from `ob-1`. */
export function contextAt(now: number, settings: Partial<Settings> = {}, ids = { count: 0 }): ObligationContext {
  return { ...timeAt(now, settings), newId: () => `ob-${++ids.count}` };
}

export const facts: OrderFacts = {
  customer: 'ACME',
  product: 'bracket',
  model: 'M6',
  quantity: 500,
  unit: 'pcs',
  requiredBy: at('2026-12-04 17:00'),
  place: 'Suzhou',
  reasonCategory: 'line_down',
  reason: 'their line stands',
  basis: 'customer_explicit',
  justification: null,
  receivedAt: at('2026-11-24 09:00'),
  customerChecked: true,
  quality: null,
  packaging: null,
  technical: null,
  amountMinor: null,
  currency: null,
  paymentTerms: null,
  source: null,
  region: null,
  productType: null,
  externalNo: null,
  traits: [],
};

/** An order as filed on Tuesday 2026-11-24 at 09:00. */
export function orderWith(change: Partial<Order> = {}): Order {
  const filedAt = at('2026-11-24 09:00');
  return {
    ...draftOrder({ id: 'order-1', submitterId: 'sally', ownerId: 'sally', facts, now: filedAt, headHash: '' }),
    draftNo: 'D-0001',
    state: 'IDENTIFIED',
    version: 1,
    revision: 1,
    intake: { state: 'passed', doubts: [], faults: null, by: 'BOT', at: filedAt },
    ...change,
  };
}

/** A running time limit of two hours on the wall's clock, due 2026-11-24 11:00. */
export function obligationWith(change: Partial<Obligation> = {}): Obligation {
  const startedAt = change.startedAt ?? at('2026-11-24 09:00');
  const limitMs = change.limitMs ?? 2 * HOUR;
  return {
    id: 'ob-1',
    key: 'confirm_customer',
    orderId: 'order-1',
    subjectId: 'order-1',
    role: 'SALES',
    personId: 'sally',
    clock: 'wall',
    limitMs,
    startedAt,
    dueAt: startedAt + limitMs,
    state: 'OPEN',
    step: 0,
    nextAt: null,
    pausedAt: null,
    remainingMs: null,
    snoozedUntil: null,
    satisfiedAt: null,
    isCompressed: false,
    ...change,
  };
}
