import type { Negotiation } from './negotiation.ts';
import type { ReviewRound } from './review.ts';

/** Every coarse state of an order (domain §10.1); what runs in parallel lives beside it and acts through guards. */
export const ORDER_STATES = [
  'DRAFT',
  'IDENTIFIED',
  'RETURNED',
  'CONFIRMED',
  'IN_REVIEW',
  'NEGOTIATING',
  'AWAITING_EXEC',
  'ACCEPTED',
  'PLANNED',
  'PREPARING',
  'IN_PRODUCTION',
  'FINAL_INSPECTION',
  'READY_TO_SHIP',
  'SHIPPED',
  'DELIVERED',
  'CUSTOMER_ACCEPTED',
  'SETTLING',
  'CLOSED',
  'ARCHIVED',
  'ABANDONED',
  'CANCELLED',
] as const;
export type OrderState = (typeof ORDER_STATES)[number];

/** States in which nothing is left to do. */
export const ENDED_STATES: readonly OrderState[] = ['CLOSED', 'ARCHIVED', 'ABANDONED', 'CANCELLED'];

export function isLive(order: { readonly state: OrderState }): boolean {
  return !ENDED_STATES.includes(order.state);
}

export const REASON_CATEGORIES = [
  'line_down',
  'event_date',
  'replacement',
  'penalty_clause',
  'key_project',
  'other',
] as const;
export type ReasonCategory = (typeof REASON_CATEGORIES)[number];

export const BASES = ['customer_explicit', 'internal_judgement'] as const;
export type Basis = (typeof BASES)[number];

export const SOURCES = [
  'customer_direct',
  'online_platform',
  'exhibition',
  'phone',
  'email',
  'fax',
  'partner',
  'industry_event',
  'other',
] as const;
export type Source = (typeof SOURCES)[number];

/** What makes an order non-regular or important (PJ-01, OF-02, domain §1.4): the checklist of the form. */
export const TRAITS = [
  'new_design',
  'special_process',
  'discontinued',
  'above_standard_quality',
  'penalty_clause',
  'complete_set',
  'important_customer',
  'unusual_terms',
  'gm_summary',
] as const;
export type Trait = (typeof TRAITS)[number];

/** What the customer wants: forms F01 and F03. Instants in ms UTC, money in minor units. */
export interface OrderFacts {
  readonly customer: string;
  readonly product: string;
  readonly model: string;
  readonly quantity: number;
  readonly unit: string;
  readonly requiredBy: number;
  readonly place: string;
  readonly reasonCategory: ReasonCategory;
  readonly reason: string;
  readonly basis: Basis;
  readonly justification: string | null;
  /** t0: when the request reached the company; [X] runs from here (domain §17.1 A3). */
  readonly receivedAt: number;
  readonly customerChecked: boolean;
  readonly quality: string | null;
  readonly packaging: string | null;
  readonly technical: string | null;
  readonly amountMinor: number | null;
  readonly currency: string | null;
  readonly paymentTerms: string | null;
  readonly source: Source | null;
  readonly region: string | null;
  readonly productType: string | null;
  readonly externalNo: string | null;
  readonly traits: readonly Trait[];
}

/** The four questions sales answers before the departments are asked (JW-03, domain §17.1 A4). */
export const PRELIMINARY_ITEMS = ['credit', 'date', 'requirements', 'price'] as const;
export type PreliminaryItem = (typeof PRELIMINARY_ITEMS)[number];

export interface Preliminary {
  /** Items answered "no"; empty when all four are in order. */
  readonly failed: readonly PreliminaryItem[];
  readonly note: string | null;
  /** Leadership cleared the failed items (T06). */
  readonly clearedBy: string | null;
}

/** Result of the intake check (OF-03, domain §17.1 A10). `doubts` are catalogue keys under `doubt.`. */
export interface IntakeCheck {
  readonly state: 'open' | 'passed' | 'returned';
  readonly doubts: readonly string[];
  readonly faults: string | null;
  readonly by: string | null;
  readonly at: number | null;
}

export const CONFIRMATION_WAYS = ['phone', 'email', 'message', 'signed', 'meeting'] as const;
export type ConfirmationWay = (typeof CONFIRMATION_WAYS)[number];

/** The customer's confirmation (UO-07). Who confirmed is personal data and stands in `personId` only. */
export interface Confirmation {
  readonly contactId: string | null;
  readonly way: ConfirmationWay;
  readonly at: number;
  readonly evidence: string;
  readonly recordedBy: string;
  readonly changed: readonly (keyof OrderFacts)[];
}

export interface Hold {
  readonly reason: string;
  readonly by: string;
  readonly since: number;
}

/** The clock shows "waiting for the customer" (PJ-29); own departments' timers pause. */
export interface Waiting {
  readonly for: string;
  readonly by: string;
  readonly since: number;
}

export const EXEC_CAUSES = [
  'important',
  'gm_summary',
  'credit_or_price',
  'customer_refused',
  'round_limit',
  'no_answer',
  'recused',
  'early',
] as const;
export type ExecCause = (typeof EXEC_CAUSES)[number];
export type ExecDecision = 'accept' | 'accept_with_conditions' | 'return' | 'abandon';

export interface ExecRequest {
  readonly id: string;
  readonly number: number;
  readonly cause: ExecCause;
  readonly state: 'OPEN' | 'DECIDED' | 'VOID';
  readonly requestedAt: number;
  readonly decidedAt: number | null;
  readonly decidedBy: string | null;
  readonly decision: ExecDecision | null;
  readonly reason: string | null;
}

/** One version of the promise to the customer (domain §4.1). */
export interface CommittedDate {
  readonly version: number;
  readonly date: number;
  readonly setAt: number;
  readonly reason: string;
  readonly agreedByCustomer: boolean;
  readonly actorId: string;
}

/** An order with everything a decision needs. Immutable: a move returns a new one, and the store writes what differs. */
export interface Order {
  readonly id: string;
  /** Known by this before the customer has confirmed (domain §17.1 A27). */
  readonly draftNo: string;
  readonly number: string | null;
  readonly state: OrderState;
  readonly version: number;
  readonly revision: number;
  readonly submitterId: string;
  readonly ownerId: string;
  readonly isConfidential: boolean;
  readonly isDrill: boolean;
  readonly facts: OrderFacts;
  readonly contactId: string | null;
  readonly intake: IntakeCheck | null;
  readonly preliminary: Preliminary | null;
  readonly confirmation: Confirmation | null;
  readonly hold: Hold | null;
  readonly waiting: Waiting | null;
  readonly requestedDate: number;
  readonly firstCommitted: number | null;
  readonly committed: number | null;
  /** New versions of the promise made by this change; older ones stay in the store. */
  readonly committedDates: readonly CommittedDate[];
  readonly roundsHeld: number;
  readonly negotiations: number;
  readonly isOverridden: boolean;
  /** The latest round, open or closed. */
  readonly round: ReviewRound | null;
  readonly negotiation: Negotiation;
  /** The latest request to leadership. */
  readonly exec: ExecRequest | null;
  readonly submittedAt: number | null;
  readonly confirmedAt: number | null;
  readonly acceptedAt: number | null;
  readonly closedAt: number | null;
  readonly createdAt: number;
  readonly updatedAt: number;
  readonly eventCount: number;
  readonly headHash: string;
}

/** What an order begins with. */
export interface OrderStart {
  readonly id: string;
  readonly submitterId: string;
  readonly ownerId: string;
  readonly facts: OrderFacts;
  readonly now: number;
  /** The head of an empty chain. */
  readonly headHash: string;
}

/** An order at its very beginning (T01): nothing has been said about it but what the customer wants. */
export function draftOrder({ id, submitterId, ownerId, facts, now, headHash }: OrderStart): Order {
  return {
    id,
    draftNo: '',
    number: null,
    state: 'DRAFT',
    version: 0,
    revision: 0,
    submitterId,
    ownerId,
    isConfidential: false,
    isDrill: false,
    facts,
    contactId: null,
    intake: null,
    preliminary: null,
    confirmation: null,
    hold: null,
    waiting: null,
    requestedDate: facts.requiredBy,
    firstCommitted: null,
    committed: null,
    committedDates: [],
    roundsHeld: 0,
    negotiations: 0,
    isOverridden: false,
    round: null,
    negotiation: { options: [] },
    exec: null,
    submittedAt: now,
    confirmedAt: null,
    acceptedAt: null,
    closedAt: null,
    createdAt: now,
    updatedAt: now,
    eventCount: 0,
    headHash,
  };
}

/** What people call the order: its number, before that its draft number. */
export function orderName(order: Pick<Order, 'number' | 'draftNo'>): string {
  return order.number ?? order.draftNo;
}

/** An order event on its way into the log (domain §10.12). `data` is plain JSON without personal data. */
export interface DomainEvent {
  readonly type: string;
  readonly data: Readonly<Record<string, unknown>>;
}

export function event(type: string, data: Readonly<Record<string, unknown>> = {}): DomainEvent {
  return { type, data };
}

/** The fields of the record that departments decide on: a change raises the revision and is shown as a difference. */
export const MATERIAL_FACTS = [
  'customer',
  'product',
  'model',
  'quantity',
  'unit',
  'requiredBy',
  'place',
  'quality',
  'packaging',
  'technical',
  'amountMinor',
  'currency',
  'paymentTerms',
  'traits',
] as const satisfies readonly (keyof OrderFacts)[];

export interface FactChange {
  readonly field: keyof OrderFacts;
  readonly before: unknown;
  readonly after: unknown;
}

/** What differs between two records, field by field (UO-07, OF-05: the old value is kept). */
export function diffFacts(before: OrderFacts, after: OrderFacts): FactChange[] {
  return (Object.keys(after) as (keyof OrderFacts)[])
    .filter((field) => JSON.stringify(before[field]) !== JSON.stringify(after[field]))
    .map((field) => ({ field, before: before[field], after: after[field] }));
}

/** Whether the order needs the wider panel (PJ-01, PJ-02). */
export function isNonRegular(facts: Pick<OrderFacts, 'traits'>): boolean {
  const marks: readonly Trait[] = [
    'new_design',
    'special_process',
    'discontinued',
    'above_standard_quality',
    'penalty_clause',
  ];
  return facts.traits.some((t) => marks.includes(t));
}
