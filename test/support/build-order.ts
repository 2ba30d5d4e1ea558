import type { Order, OrderFacts } from '../../src/domain/order.ts';

const HOUR = 3_600_000;
/** 2026-11-24 09:00 in Shanghai. */
export const NOW = Date.parse('2026-11-24T09:00:00+08:00');

export function someFacts(change: Partial<OrderFacts> = {}): OrderFacts {
  return {
    customer: 'ACME', product: '支架', model: 'M6', quantity: 500, unit: '件', requiredBy: NOW + 72 * HOUR, place: '苏州', reasonCategory: 'line_down', reason: '客户产线停线', basis: 'customer_explicit',
    justification: null, receivedAt: NOW, customerChecked: false, quality: null, packaging: null, technical: null, amountMinor: null, currency: null, paymentTerms: null, source: null, region: null,
    productType: null, externalNo: null, traits: [], ...change,
  };
}

/** An order just filed; a test states what matters to it. */
export function anOrder(change: Partial<Order> = {}): Order {
  const facts = change.facts ?? someFacts();
  return {
    id: 'order-1', draftNo: 'D-0001', number: null, state: 'IDENTIFIED', version: 1, revision: 1, submitterId: 'sales', ownerId: 'sales', isConfidential: false, isDrill: false, facts, contactId: null,
    intake: null, preliminary: null, confirmation: null, hold: null, waiting: null, requestedDate: facts.requiredBy, firstCommitted: null, committed: null, committedDates: [], roundsHeld: 0,
    negotiations: 0, isOverridden: false, round: null, negotiation: { options: [] }, exec: null, submittedAt: NOW, confirmedAt: null, acceptedAt: null, closedAt: null, createdAt: NOW, updatedAt: NOW,
    eventCount: 1, headHash: '0'.repeat(64), ...change,
  };
}
