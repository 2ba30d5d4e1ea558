import type { Locale } from '../i18n/locale.ts';
import type { DrawCard } from './card.ts';
import type { AccountRef, ChatRef, Converse, MessageRef, Platform } from './interaction.ts';

/** What a platform can do. Each flag is tested by the adapter contract; without it the core degrades in a chosen way. */
export interface Capabilities {
  /** Answers only one person sees, inside a shared room; else a direct message. */
  readonly whisper: boolean;
  /** Forms open over the conversation; else as a form card in the person's own chat. */
  readonly modal: boolean;
  readonly threads: boolean;
  /** A room can be archived and brought back; else it is renamed and left. */
  readonly archive: boolean;
  readonly pin: boolean;
  readonly topic: boolean;
  /** The client chooses among the languages of a shared card. */
  readonly clientLocale: boolean;
  /** Strong push for the one who must act. */
  readonly buzz: boolean;
  /** A posted card can be changed for this long, ms; null: without limit. */
  readonly editWindowMs: number | null;
  readonly maxRoomName: number;
  readonly maxBlocks: number;
}

/** Why a delivery failed and what to do. Thrown by adapters, handled in one place: the outbox worker. */
export class DeliveryError extends Error {
  readonly retry: 'later' | 'never' | 'gone' | 'expired';
  /** The other side named a time to wait, ms. */
  readonly retryAfterMs: number | null;
  /** Unknown whether it happened (the connection broke after sending). */
  readonly isOutcomeUnknown: boolean;

  /**
   * `later`: try again; `never`: park it and tell the admin; `gone`: the room or person no longer exists; `expired`: the
   * message can no longer be changed, post a new one.
   */
  constructor(
    message: string,
    retry: 'later' | 'never' | 'gone' | 'expired',
    options: { retryAfterMs?: number; isOutcomeUnknown?: boolean; cause?: unknown } = {},
  ) {
    super(message, { cause: options.cause });
    this.name = 'DeliveryError';
    this.retry = retry;
    this.retryAfterMs = options.retryAfterMs ?? null;
    this.isOutcomeUnknown = options.isOutcomeUnknown ?? false;
  }
}

export interface RoomSpec {
  /** In the room's language, any script; the adapter makes what its platform allows of it, never reusing a name. */
  readonly name: string;
  readonly topic: string;
  readonly isPrivate: boolean;
  readonly locale: Locale;
  /** The same key creates one room however often it is asked. */
  readonly dedupeKey: string;
}

export interface Outgoing {
  readonly draw: DrawCard;
  /** Language of the room, or of the person in a direct message. */
  readonly locale: Locale;
  /** The same key posts once, where the platform can deduplicate. */
  readonly dedupeKey: string;
  /** The message this one answers, where threads exist. */
  readonly thread?: string;
  /** People to call by name, platform user ids, once, in this message. */
  readonly mention?: readonly string[];
}

/** A chat platform, as the delivery and the conversation see it. Every method throws `DeliveryError` only. */
export interface ChatAdapter {
  readonly platform: Platform;
  readonly tenant: string;
  readonly capabilities: Capabilities;
  /** Takes work from now on. */
  start(converse: Converse): Promise<void>;
  stop(): Promise<void>;
  createRoom(spec: RoomSpec): Promise<ChatRef>;
  renameRoom(chat: ChatRef, name: string): Promise<void>;
  setTopic(chat: ChatRef, topic: string): Promise<void>;
  archiveRoom(chat: ChatRef): Promise<void>;
  unarchiveRoom(chat: ChatRef): Promise<void>;
  /** Those already there are no error; the ids that could not be added come back. */
  invite(chat: ChatRef, userIds: readonly string[]): Promise<readonly string[]>;
  remove(chat: ChatRef, userIds: readonly string[]): Promise<void>;
  post(chat: ChatRef, message: Outgoing): Promise<MessageRef>;
  update(message: MessageRef, outgoing: Outgoing): Promise<void>;
  pin(message: MessageRef): Promise<void>;
  /** A private answer in a room; a direct message where the platform cannot. */
  whisper(chat: ChatRef, userId: string, message: Outgoing): Promise<void>;
  /** The chat of one person with the bot. */
  openDirect(userId: string): Promise<ChatRef>;
  findUserByEmail(email: string): Promise<AccountRef | null>;
  /** Whether the platform answers, in words for `doctor` and `/readyz`. */
  checkHealth(): Promise<{ readonly isHealthy: boolean; readonly detail: string }>;
}
