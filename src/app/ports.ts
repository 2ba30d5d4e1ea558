import type { Delegation, Person } from '../domain/people.ts';
import type { Obligation } from '../domain/obligation.ts';
import type { Order } from '../domain/order.ts';
import type { ReviewRound } from '../domain/review.ts';
import type { Delivery } from './delivery.ts';
import type { Settings } from './settings.ts';

export interface Clock {
  /** ms UTC. */
  now(): number;
}

export interface Ids {
  /** A ULID: sorts by time, unique without coordination. */
  next(): string;
}

/** People and their accounts as of one moment; small, cached per process, refreshed when its counter moves. */
export interface DirectoryData {
  readonly version: number;
  readonly people: readonly Person[];
  readonly accounts: readonly { readonly personId: string; readonly platform: string; readonly tenant: string; readonly userId: string }[];
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

/** Work added in the command's transaction: it exists if and only if that commits. */
export interface NewJob {
  readonly queue: 'chat' | 'timer' | 'periodic';
  /** Jobs of one lane run one at a time, in order; a failed one before its successors. */
  readonly lane: string;
  /** While a job with this key waits, another is not added (bursts collapse, rings are harmless). */
  readonly key?: string;
  readonly payload: Delivery | { readonly obligation: string; readonly step: number; readonly at: number } | { readonly task: string; readonly period: string };
  readonly runAt?: number;
}

/** One transaction. Every method belongs to it; nothing outside may run inside it. */
export interface Tx {
  readonly answers: {
    find(id: string): Promise<string | null>;
    /** False when another process recorded the same interaction meanwhile: the whole transaction must be given up. */
    record(entry: { id: string; at: number; actorId: string | null; command: string; answer: string }): Promise<boolean>;
    /** Forgets what was claimed before an instant. */
    forget(before: number): Promise<void>;
  };
  readonly orders: {
    load(id: string): Promise<Order | null>;
    findByName(name: string): Promise<string | null>;
    /** Every review round of an order, oldest first: the order itself carries the latest only. */
    rounds(orderId: string): Promise<readonly ReviewRound[]>;
    /** Writes what differs; false when the stored version is not the one `before` was read at (XD-04). */
    save(before: Order | null, after: Order): Promise<boolean>;
  };
  readonly events: {
    append(entries: readonly LogEntry[]): Promise<void>;
    /** One line of the log. */
    find(stream: string, seq: number): Promise<LogEntry | null>;
    /** Events of an order after a version, oldest first: what changed since a button was drawn. */
    since(orderId: string, version: number): Promise<readonly LogEntry[]>;
    /** Head of a stream that is not an order. */
    head(stream: string): Promise<{ readonly count: number; readonly head: string }>;
    setHead(stream: string, count: number, head: string): Promise<void>;
    /** Keeps the root of a day; one that is there stays. */
    saveRoot(root: DailyRoot): Promise<void>;
  };
  readonly obligations: {
    open(orderId: string): Promise<readonly Obligation[]>;
    load(id: string): Promise<Obligation | null>;
    save(changed: readonly Obligation[]): Promise<void>;
  };
  readonly jobs: { add(jobs: readonly NewJob[]): Promise<void> };
  readonly directory: {
    read(): Promise<DirectoryData>;
    savePerson(person: Person): Promise<void>;
    saveAccount(account: { personId: string; platform: string; tenant: string; userId: string }): Promise<void>;
    saveDelegation(delegation: Delegation, createdBy: string, createdAt: number): Promise<void>;
  };
  readonly settings: {
    read(): Promise<Settings>;
    /** Keys an admin has saved; the others stand at their default. */
    saved(): Promise<ReadonlySet<string>>;
    /** Keys stated in the configuration file: it wins, and chat says so. */
    inFile(): Promise<ReadonlySet<string>>;
    save(key: string, value: unknown, by: string, at: number): Promise<void>;
  };
  readonly counters: { next(name: string): Promise<number>; read(name: string): Promise<number>; set(name: string, value: number): Promise<void> };
  readonly rooms: {
    /** Open rooms of an order and the main rooms. */
    of(orderId: string | null): Promise<readonly RoomRow[]>;
    load(id: string): Promise<RoomRow | null>;
    byChat(platform: string, tenant: string, chatId: string): Promise<RoomRow | null>;
    save(room: RoomRow, createdAt: number): Promise<void>;
  };
  readonly posts: { of(view: string, subjectId: string): Promise<readonly PostRow[]>; ofOrder(orderId: string, view: string): Promise<readonly PostRow[]>; save(post: PostRow): Promise<void> };
  readonly documents: { save(document: DocumentRow): Promise<void>; latest(orderId: string, kind: DocumentKind): Promise<DocumentRow | null> };
  readonly sheets: { delivered(orderId: string): Promise<readonly string[]>; record(orderId: string, department: string, platform: string, at: number): Promise<void> };
  readonly requests: { load(id: string): Promise<StatusRequestRow | null>; of(orderId: string): Promise<readonly StatusRequestRow[]>; save(request: StatusRequestRow): Promise<void> };
  readonly leads: { load(id: string): Promise<LeadRow | null>; save(lead: LeadRow): Promise<void> };
  readonly attachments: { load(id: string): Promise<AttachmentRow | null>; save(attachment: AttachmentRow): Promise<void>; of(orderId: string): Promise<readonly AttachmentRow[]> };
  readonly personal: { load(id: string): Promise<PersonalDatumRow | null>; save(datum: PersonalDatumRow): Promise<void>; erase(id: string, at: number): Promise<void> };
  readonly drafts: {
    load(personId: string, form: string, subject: string): Promise<{ readonly values: unknown; readonly savedAt: number } | null>;
    save(draft: { personId: string; form: string; subject: string; values: unknown; savedAt: number }): Promise<void>;
    drop(personId: string, form: string, subject: string): Promise<void>;
    forget(before: number): Promise<void>;
  };
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

export interface OrderFilter {
  readonly states?: readonly string[];
  readonly isOpen?: boolean;
  readonly personId?: string;
  readonly text?: string;
  readonly waitingForRoles?: readonly string[];
  readonly includeDrills?: boolean;
  /** Confidential orders only when this person takes part in them. */
  readonly visibleTo?: { readonly personId: string; readonly seesAll: boolean };
  readonly limit: number;
  readonly offset?: number;
}

/** Reads outside a transaction: lists, pages, numbers. Never decides anything. */
export interface Queries {
  listOrders(filter: OrderFilter): Promise<{ readonly rows: readonly OrderRow[]; readonly total: number }>;
  /** Orders that look like this one: same customer and model, delivery within the window (ms). */
  similarOrders(customer: string, model: string, requiredBy: number, windowMs: number): Promise<readonly OrderRow[]>;
  timeline(orderId: string, limit: number): Promise<readonly LogEntry[]>;
  openObligations(filter: { orderId?: string; roles?: readonly string[]; limit: number }): Promise<readonly Obligation[]>;
  postsToRefresh(limit: number): Promise<readonly PostRow[]>;
  parkedJobs(limit: number): Promise<readonly { readonly seq: number; readonly queue: string; readonly lane: string; readonly payload: string; readonly attempt: number; readonly lastError: string | null }[]>;
  /** Open orders without a next obligation, and deliveries without a next attempt (the auditor). */
  audit(now: number): Promise<{ readonly ordersWithoutObligation: readonly string[]; readonly overdueJobs: number; readonly oldestJobAt: number | null; readonly parked: number; readonly timersMissing: number }>;
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

/**
 * Reads the whole log page by page, for those who check it. Streams are sorted by id; `after` is the last one read, '' at
 * first. Each call is a moment of its own: read a stream's head before its events, and no later event disturbs.
 */
export interface LogReader {
  heads(after: string, limit: number): Promise<readonly StreamHead[]>;
  head(stream: string): Promise<StreamHead | null>;
  /** The stream of an order, by number or draft number. */
  streamOf(name: string): Promise<string | null>;
  /** Entries after this one, through the streams up to `last` (null: to the end). */
  entries(after: { readonly stream: string; readonly seq: number }, last: string | null, limit: number): Promise<readonly LogEntry[]>;
  /** Whether some entry of the stream has this hash. */
  hasHash(stream: string, hash: string): Promise<boolean>;
  /** Personal data by order, then id. */
  personal(after: { readonly orderId: string; readonly id: string }, last: string | null, limit: number): Promise<readonly PersonalDatumRow[]>;
  /** Of each stream with an entry in [from, to) the last one in it, sorted by stream. */
  headsBetween(from: number, to: number): Promise<readonly { readonly stream: string; readonly seq: number; readonly hash: string }[]>;
  /** Oldest first. */
  roots(): Promise<readonly DailyRoot[]>;
}

export interface Store {
  /** Runs the work in one transaction; on a lost race it is run again from the start. */
  transaction<T>(work: (tx: Tx) => Promise<T>): Promise<T>;
  readonly queries: Queries;
  readonly log: LogReader;
  close(): Promise<void>;
}

/** Attachments by content hash. */
export interface Files {
  put(bytes: Uint8Array): Promise<{ readonly hash: string; readonly size: number }>;
  read(hash: string): Promise<Uint8Array | null>;
}

/** A chain of jobs behind a small port (persistence §4): a table in the SQLite file, pg-boss on PostgreSQL. */
export interface JobQueue {
  work(queue: NewJob['queue'], concurrency: number, handler: (job: TakenJob) => Promise<JobOutcome>): void;
  /** Looks for due jobs now: called after a commit, and when the demo clock moves. */
  nudge(): void;
  /** Waits until no due job is left: for tests and the demo. */
  drain(): Promise<void>;
  stop(): Promise<void>;
}

export interface TakenJob {
  readonly seq: number;
  readonly queue: string;
  readonly lane: string;
  readonly payload: NewJob['payload'];
  readonly attempt: number;
}

export type JobOutcome = { readonly kind: 'done' } | { readonly kind: 'retry'; readonly afterMs: number | null; readonly error: string } | { readonly kind: 'park'; readonly error: string };
