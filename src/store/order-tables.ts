import type { NegotiationOption } from '../domain/negotiation.ts';
import type { CommittedDate, ExecRequest, Order, OrderFacts } from '../domain/order.ts';
import type { ReviewCondition, ReviewRound, ReviewTask } from '../domain/review.ts';
import { table } from './table.ts';

/*
 * What an order is kept in: a row of its own, and tables for what it has many of, each with its columns and how they are
 * written.
 */
type OrderColumns = Omit<Order, 'facts' | 'committedDates' | 'round' | 'negotiation' | 'exec'>;
type InOrder<T> = T & { readonly orderId: string };
export type RoundColumns = InOrder<Omit<ReviewRound, 'tasks'>>;
type TaskColumns = InOrder<Omit<ReviewTask, 'conditions'>> & { readonly roundId: string };
type ConditionColumns = InOrder<ReviewCondition> & { readonly taskId: string };

export const ORDER = table<OrderColumns>('Order', {
  id: 'plain',
  draftNo: 'plain',
  number: 'plain',
  state: 'plain',
  version: 'plain',
  revision: 'plain',
  submitterId: 'plain',
  ownerId: 'plain',
  isConfidential: 'flag',
  isDrill: 'flag',
  contactId: 'plain',
  intake: 'json',
  preliminary: 'json',
  confirmation: 'json',
  hold: 'json',
  waiting: 'json',
  requestedDate: 'instant',
  firstCommitted: 'instant',
  committed: 'instant',
  roundsHeld: 'plain',
  negotiations: 'plain',
  isOverridden: 'flag',
  submittedAt: 'instant',
  confirmedAt: 'instant',
  acceptedAt: 'instant',
  closedAt: 'instant',
  createdAt: 'instant',
  updatedAt: 'instant',
  eventCount: 'plain',
  headHash: 'plain',
});

/** The customer's wishes stand in the order's own row. */
export const FACTS = table<OrderFacts>('Order', {
  customer: 'plain',
  product: 'plain',
  model: 'plain',
  quantity: 'plain',
  unit: 'plain',
  requiredBy: 'instant',
  place: 'plain',
  reasonCategory: 'plain',
  reason: 'plain',
  basis: 'plain',
  justification: 'plain',
  receivedAt: 'instant',
  customerChecked: 'flag',
  quality: 'plain',
  packaging: 'plain',
  technical: 'plain',
  amountMinor: 'plain',
  currency: 'plain',
  paymentTerms: 'plain',
  source: 'plain',
  region: 'plain',
  productType: 'plain',
  externalNo: 'plain',
  traits: 'json',
});

export const ROUND = table<RoundColumns>('ReviewRound', {
  id: 'plain',
  orderId: 'plain',
  number: 'plain',
  state: 'plain',
  revision: 'plain',
  openedAt: 'instant',
  closedAt: 'instant',
});

export const TASK = table<TaskColumns>('ReviewTask', {
  id: 'plain',
  orderId: 'plain',
  roundId: 'plain',
  department: 'plain',
  isRequired: 'flag',
  state: 'plain',
  fallback: 'plain',
  dueAt: 'instant',
  decidedBy: 'plain',
  decidedFor: 'plain',
  decidedAt: 'instant',
  reason: 'plain',
  earliest: 'instant',
  isImpossible: 'flag',
  answers: 'json',
  risks: 'json',
  question: 'plain',
  askedAt: 'instant',
  reply: 'plain',
  repliedAt: 'instant',
});

export const CONDITION = table<ConditionColumns>('ReviewCondition', {
  id: 'plain',
  orderId: 'plain',
  taskId: 'plain',
  kind: 'plain',
  text: 'plain',
  state: 'plain',
});

export const OPTION = table<InOrder<NegotiationOption>>('NegotiationOption', {
  id: 'plain',
  orderId: 'plain',
  round: 'plain',
  type: 'plain',
  newDate: 'instant',
  extraCost: 'plain',
  explanation: 'plain',
  state: 'plain',
  evidence: 'plain',
  proposedBy: 'plain',
  proposedAt: 'instant',
  answeredAt: 'instant',
});

export const EXEC = table<InOrder<ExecRequest>>('ExecRequest', {
  id: 'plain',
  orderId: 'plain',
  number: 'plain',
  cause: 'plain',
  state: 'plain',
  requestedAt: 'instant',
  decidedAt: 'instant',
  decidedBy: 'plain',
  decision: 'plain',
  reason: 'plain',
});

export const COMMITTED_DATE = table<InOrder<CommittedDate>>('CommittedDate', {
  orderId: 'plain',
  version: 'plain',
  date: 'instant',
  setAt: 'instant',
  reason: 'plain',
  agreedByCustomer: 'flag',
  actorId: 'plain',
});
