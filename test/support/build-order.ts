import type { NegotiationOption } from '../../src/domain/negotiation.ts';
import type { Obligation } from '../../src/domain/obligation.ts';
import { draftOrder, type ExecRequest, type Order, type OrderFacts } from '../../src/domain/order.ts';
import type { Department } from '../../src/domain/people.ts';
import { pendingTask, type ReviewRound, type ReviewTask } from '../../src/domain/review.ts';

const HOUR = 3_600_000;
/** 2026-11-24 09:00 in Shanghai. */
export const NOW = Date.parse('2026-11-24T09:00:00+08:00');

export function someFacts(change: Partial<OrderFacts> = {}): OrderFacts {
  return {
    customer: 'ACME',
    product: '支架',
    model: 'M6',
    quantity: 500,
    unit: '件',
    requiredBy: NOW + 72 * HOUR,
    place: '苏州',
    reasonCategory: 'line_down',
    reason: '客户产线停线',
    basis: 'customer_explicit',
    justification: null,
    receivedAt: NOW,
    customerChecked: false,
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
    ...change,
  };
}

/** An order just filed; a test states what matters to it. */
export function anOrder(change: Partial<Order> = {}): Order {
  const facts = change.facts ?? someFacts();
  return {
    ...draftOrder({
      id: 'order-1',
      submitterId: 'sales',
      ownerId: 'sales',
      facts,
      now: NOW,
      headHash: '0'.repeat(64),
    }),
    draftNo: 'D-0001',
    state: 'IDENTIFIED',
    version: 1,
    revision: 1,
    eventCount: 1,
    ...change,
  };
}

/** A department's task, not yet answered. */
export function aTask(department: Department, change: Partial<ReviewTask> = {}): ReviewTask {
  return {
    ...pendingTask({ id: `task-${department}`, department, isRequired: true, fallback: null, dueAt: NOW + 4 * HOUR }),
    ...change,
  };
}

/** The usual panel, nobody has answered. */
export function aRound(change: Partial<ReviewRound> = {}): ReviewRound {
  return {
    id: 'round-1',
    number: 1,
    state: 'OPEN',
    revision: 2,
    openedAt: NOW,
    closedAt: null,
    tasks: (['PROD', 'PROC', 'TECH', 'LOGI'] as const).map((d) => aTask(d)),
    ...change,
  };
}

/** An order in review, under its number. */
export function anOrderInReview(change: Partial<Order> = {}): Order {
  return anOrder({
    number: 'UO-2026-0012',
    state: 'IN_REVIEW',
    version: 3,
    revision: 2,
    confirmedAt: NOW,
    roundsHeld: 1,
    round: aRound(),
    preliminary: { failed: [], note: null, clearedBy: null },
    confirmation: { contactId: null, way: 'phone', at: NOW, evidence: '通话记录', recordedBy: 'sales', changed: [] },
    ...change,
  });
}

export function anOption(change: Partial<NegotiationOption> = {}): NegotiationOption {
  return {
    id: 'option-1',
    round: 1,
    type: 'shift_date',
    newDate: NOW + 120 * HOUR,
    extraCost: null,
    explanation: '顺延两天',
    state: 'PROPOSED',
    evidence: null,
    proposedBy: 'sales',
    proposedAt: NOW,
    answeredAt: null,
    ...change,
  };
}

export function anExecRequest(change: Partial<ExecRequest> = {}): ExecRequest {
  return {
    id: 'exec-1',
    number: 1,
    cause: 'customer_refused',
    state: 'OPEN',
    requestedAt: NOW,
    decidedAt: null,
    decidedBy: null,
    decision: null,
    reason: null,
    ...change,
  };
}

export function anObligation(key: string, change: Partial<Obligation> = {}): Obligation {
  return {
    id: `due-${key}`,
    key,
    orderId: 'order-1',
    subjectId: 'order-1',
    role: 'SALES',
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
    ...change,
  };
}
