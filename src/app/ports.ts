import type { Obligation } from '../domain/obligation.ts';
import type { Order } from '../domain/order.ts';
import type { Delegation, Person } from '../domain/people.ts';
import type { ReviewRound } from '../domain/review.ts';
import type { NewJob } from './jobs.ts';
import type {
  AttachmentRow,
  DailyRoot,
  DirectoryData,
  DocumentKind,
  DocumentRow,
  LeadRow,
  LogEntry,
  OrderRow,
  PersonalDatumRow,
  PostRow,
  RoomRow,
  StatusRequestRow,
  StreamHead,
} from './rows.ts';
import type { Settings } from './settings.ts';

export interface Clock {
  /** ms UTC. */
  now(): number;
}

export interface Ids {
  /** A ULID: sorts by time, unique without coordination. */
  next(): string;
}

/** One transaction. Every method belongs to it; nothing outside may run inside it. */
export interface Tx {
  readonly answers: {
    find(id: string): Promise<string | null>;
    /** False when another process recorded the same interaction meanwhile: the whole transaction must be given up. */
    record(entry: {
      id: string;
      at: number;
      actorId: string | null;
      command: string;
      answer: string;
    }): Promise<boolean>;
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
  readonly counters: {
    next(name: string): Promise<number>;
    read(name: string): Promise<number>;
    set(name: string, value: number): Promise<void>;
  };
  readonly rooms: {
    /** Open rooms of an order and the main rooms. */
    of(orderId: string | null): Promise<readonly RoomRow[]>;
    load(id: string): Promise<RoomRow | null>;
    byChat(platform: string, tenant: string, chatId: string): Promise<RoomRow | null>;
    save(room: RoomRow, createdAt: number): Promise<void>;
  };
  readonly posts: {
    of(view: string, subjectId: string): Promise<readonly PostRow[]>;
    ofOrder(orderId: string, view: string): Promise<readonly PostRow[]>;
    save(post: PostRow): Promise<void>;
  };
  readonly documents: {
    save(document: DocumentRow): Promise<void>;
    latest(orderId: string, kind: DocumentKind): Promise<DocumentRow | null>;
  };
  readonly sheets: {
    delivered(orderId: string): Promise<readonly string[]>;
    record(orderId: string, department: string, platform: string, at: number): Promise<void>;
  };
  readonly requests: {
    load(id: string): Promise<StatusRequestRow | null>;
    of(orderId: string): Promise<readonly StatusRequestRow[]>;
    save(request: StatusRequestRow): Promise<void>;
  };
  readonly leads: { load(id: string): Promise<LeadRow | null>; save(lead: LeadRow): Promise<void> };
  readonly attachments: {
    load(id: string): Promise<AttachmentRow | null>;
    save(attachment: AttachmentRow): Promise<void>;
    of(orderId: string): Promise<readonly AttachmentRow[]>;
  };
  readonly personal: {
    load(id: string): Promise<PersonalDatumRow | null>;
    save(datum: PersonalDatumRow): Promise<void>;
    erase(id: string, at: number): Promise<void>;
  };
  readonly drafts: {
    load(
      personId: string,
      form: string,
      subject: string,
    ): Promise<{ readonly values: unknown; readonly savedAt: number } | null>;
    save(draft: { personId: string; form: string; subject: string; values: unknown; savedAt: number }): Promise<void>;
    drop(personId: string, form: string, subject: string): Promise<void>;
    forget(before: number): Promise<void>;
  };
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
  openObligations(filter: {
    orderId?: string;
    roles?: readonly string[];
    limit: number;
  }): Promise<readonly Obligation[]>;
  postsToRefresh(limit: number): Promise<readonly PostRow[]>;
  parkedJobs(limit: number): Promise<
    readonly {
      readonly seq: number;
      readonly queue: string;
      readonly lane: string;
      readonly payload: string;
      readonly attempt: number;
      readonly lastError: string | null;
    }[]
  >;
  /** Open orders without a next obligation, and deliveries without a next attempt (the auditor). */
  audit(now: number): Promise<{
    readonly ordersWithoutObligation: readonly string[];
    readonly overdueJobs: number;
    readonly oldestJobAt: number | null;
    readonly parked: number;
    readonly timersMissing: number;
  }>;
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
  entries(
    after: { readonly stream: string; readonly seq: number },
    last: string | null,
    limit: number,
  ): Promise<readonly LogEntry[]>;
  /** Whether some entry of the stream has this hash. */
  hasHash(stream: string, hash: string): Promise<boolean>;
  /** Personal data by order, then id. */
  personal(
    after: { readonly orderId: string; readonly id: string },
    last: string | null,
    limit: number,
  ): Promise<readonly PersonalDatumRow[]>;
  /** Of each stream with an entry in [from, to) the last one in it, sorted by stream. */
  headsBetween(
    from: number,
    to: number,
  ): Promise<readonly { readonly stream: string; readonly seq: number; readonly hash: string }[]>;
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
