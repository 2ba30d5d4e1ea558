import type { Delegation, Person } from '../domain/people.ts';

/** People and their accounts as of one moment; small, cached per process, refreshed when its counter moves. */
export interface DirectoryData {
  readonly version: number;
  readonly people: readonly Person[];
  readonly accounts: readonly {
    readonly personId: string;
    readonly platform: string;
    readonly tenant: string;
    readonly userId: string;
  }[];
  readonly delegations: readonly Delegation[];
}

/** A line of the log, chained to the one before it (domain §10.12; UO-50, XD-03). */
export interface LogEntry {
  readonly stream: string;
  readonly seq: number;
  readonly type: string;
  readonly at: number;
  readonly actorId: string;
  readonly onBehalf: string | null;
  readonly version: number;
  /** Canonical JSON. */
  readonly data: string;
  readonly prevHash: string;
  readonly hash: string;
}

export interface RoomRow {
  readonly id: string;
  readonly platform: string;
  readonly tenant: string;
  readonly chatId: string | null;
  readonly kind: 'main' | 'order' | 'direct';
  readonly orderId: string | null;
  readonly personId: string | null;
  readonly name: string;
  readonly isPrivate: boolean;
  readonly locale: string | null;
  readonly closedAt: number | null;
}

export interface PostRow {
  readonly id: string;
  readonly roomId: string;
  readonly orderId: string | null;
  readonly view: string;
  readonly subjectId: string;
  readonly messageId: string;
  readonly drawn: string;
  readonly sentAt: number;
  readonly closedAt: number | null;
}

export type DocumentKind = 'processing_sheet' | 'review_report';

export interface DocumentRow {
  readonly id: string;
  readonly orderId: string;
  readonly kind: DocumentKind;
  readonly number: number;
  readonly data: unknown;
  readonly createdAt: number;
}

export interface StatusRequestRow {
  readonly id: string;
  readonly orderId: string;
  readonly department: string;
  readonly askedBy: string;
  readonly question: string;
  readonly askedAt: number;
  readonly dueAt: number;
  readonly answeredBy: string | null;
  readonly answer: string | null;
  readonly answeredAt: number | null;
}

export interface LeadRow {
  readonly id: string;
  readonly text: string;
  readonly byId: string;
  readonly at: number;
  readonly state: 'OPEN' | 'TAKEN' | 'DISMISSED';
  readonly takenBy: string | null;
  readonly takenAt: number | null;
  readonly orderId: string | null;
}

export interface AttachmentRow {
  readonly id: string;
  readonly orderId: string | null;
  readonly hash: string;
  readonly name: string;
  readonly type: string;
  readonly size: number;
  readonly byId: string;
  readonly at: number;
}

export interface PersonalDatumRow {
  readonly id: string;
  readonly orderId: string;
  readonly kind: string;
  readonly salt: string;
  readonly value: string | null;
}

export interface OrderRow {
  readonly id: string;
  readonly draftNo: string;
  readonly number: string | null;
  readonly state: string;
  readonly customer: string;
  readonly product: string;
  readonly model: string;
  readonly quantity: number;
  readonly unit: string;
  readonly requiredBy: number;
  readonly committed: number | null;
  readonly submitterId: string;
  readonly ownerId: string;
  readonly isConfidential: boolean;
  readonly isDrill: boolean;
  readonly isHeld: boolean;
  readonly isWaiting: boolean;
  /** The next due obligation, if any. */
  readonly nextDue: { readonly key: string; readonly role: string; readonly dueAt: number } | null;
}

/** A stream of the log with the length and head that stand outside it: with the order, or for the company's own. */
export interface StreamHead {
  readonly stream: string;
  /** What people call the order; null for a stream that is not one. */
  readonly name: string | null;
  readonly count: number;
  readonly head: string;
}

/** One root over the heads of every stream that changed since the root before it (UTC days). */
export interface DailyRoot {
  /** `YYYY-MM-DD`: everything logged before the end of this UTC day is covered. */
  readonly day: string;
  readonly root: string;
  /** Streams that changed. */
  readonly heads: number;
  readonly at: number;
}
