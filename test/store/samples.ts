import type { NewJob } from '../../src/app/jobs.ts';
import type { Obligation } from '../../src/domain/obligation.ts';
import { draftOrder, type Order, type OrderFacts } from '../../src/domain/order.ts';
import { pendingTask, type ReviewRound, type ReviewTask } from '../../src/domain/review.ts';

export const NOW = Date.UTC(2026, 2, 2, 1);
export const HOUR = 3_600_000;
export const DAY = 24 * HOUR;

/** A clock that stands until it is moved. */
export function fakeClock(start = NOW) {
  let now = start;
  return { now: () => now, advance: (ms: number) => (now += ms) };
}

export function sampleFacts(over: Partial<OrderFacts> = {}): OrderFacts {
  return {
    customer: 'Nordwerk',
    product: 'Pump',
    model: 'P-40',
    quantity: 12.5,
    unit: 'pcs',
    requiredBy: NOW + 5 * DAY,
    place: 'Gate 3',
    reasonCategory: 'line_down',
    reason: 'The line stands',
    basis: 'customer_explicit',
    justification: null,
    receivedAt: NOW - HOUR,
    customerChecked: true,
    quality: null,
    packaging: null,
    technical: null,
    amountMinor: 1_250_000,
    currency: 'CNY',
    paymentTerms: null,
    source: 'phone',
    region: null,
    productType: null,
    externalNo: null,
    traits: ['new_design'],
    ...over,
  };
}

export function sampleOrder(over: Partial<Order> & { readonly id: string }): Order {
  return {
    ...draftOrder({ id: over.id, submitterId: 'sam', ownerId: 'sam', facts: sampleFacts(), now: NOW, headHash: '0' }),
    draftNo: `D-${over.id}`,
    version: 1,
    revision: 1,
    submittedAt: null,
    ...over,
  };
}

const DEPARTMENTS = ['PROD', 'PROC', 'TECH', 'LOGI', 'PLANNER', 'QA', 'FIN'] as const;

export function sampleTask(id: string, over: Partial<ReviewTask> = {}): ReviewTask {
  return {
    ...pendingTask({ id, department: 'PROD', isRequired: true, fallback: null, dueAt: NOW + 4 * HOUR }),
    ...over,
  };
}

export function sampleRound(orderId: string, number = 1, tasks = 5): ReviewRound {
  const id = `${orderId}-r${number}`;
  return {
    id,
    number,
    state: 'OPEN',
    revision: 1,
    openedAt: NOW + number,
    closedAt: null,
    tasks: DEPARTMENTS.slice(0, tasks).map((department, i) => sampleTask(`${id}-t${i}`, { department })),
  };
}

export function sampleObligation(over: Partial<Obligation> & { readonly id: string }): Obligation {
  return {
    key: 'review',
    orderId: 'o1',
    subjectId: 'o1',
    role: 'PROD',
    personId: null,
    clock: 'wall',
    limitMs: 4 * HOUR,
    startedAt: NOW,
    dueAt: NOW + 4 * HOUR,
    state: 'OPEN',
    step: 0,
    nextAt: NOW + 2 * HOUR,
    pausedAt: null,
    remainingMs: null,
    snoozedUntil: null,
    satisfiedAt: null,
    isCompressed: false,
    ...over,
  };
}

export function redraw(subject: string, over: Partial<NewJob> = {}): NewJob {
  return {
    queue: 'chat',
    lane: 'room1',
    payload: { kind: 'redraw', room: 'room1', view: 'order.living', subject, order: null },
    ...over,
  };
}

export function timer(obligation: string, runAt: number): NewJob {
  return {
    queue: 'timer',
    lane: obligation,
    key: `timer:${obligation}`,
    payload: { obligation, step: 0, at: runAt },
    runAt,
  };
}
