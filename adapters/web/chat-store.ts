/**
 * What the playground needs to keep: channels, who is in them, messages. `src/store/web-chat.ts` keeps it in the
 * database; the two meet in `compose.ts`, because an adapter knows the conversation and nothing else.
 */
export interface ChannelRecord {
  /** Begins with `M` for a main room, `R` for an order's, `D` for a person's own chat (`names.ts`). */
  readonly id: string;
  readonly name: string;
  readonly kind: 'main' | 'order' | 'direct';
  readonly topic: string;
  readonly isPrivate: boolean;
  readonly isArchived: boolean;
  /** ms UTC. */
  readonly createdAt: number;
}

export interface MessageRecord {
  /** Grows with every message of every channel: what a person has read is one number. */
  readonly seq: number;
  readonly id: string;
  readonly channelId: string;
  readonly threadId: string | null;
  /** A person's user id, or `BOT`. */
  readonly authorId: string;
  /** A private answer: only this person sees it. */
  readonly onlyFor: string | null;
  /** JSON, see `body.ts`. */
  readonly body: string;
  readonly sentAt: number;
  readonly editedAt: number | null;
  readonly isPinned: boolean;
}

export type NewMessage = Pick<
  MessageRecord,
  'id' | 'channelId' | 'threadId' | 'authorId' | 'onlyFor' | 'body' | 'sentAt'
> & {
  /** A second message with the same key is not written. */
  readonly dedupeKey: string | null;
  /** Whoever sends it sends it again until it is kept: it need not be on the disk when this returns. */
  readonly isRepeatable?: boolean;
};

/** Which messages of a channel: those of the channel itself, or of one thread; as one person sees them. */
export interface MessageFilter {
  readonly channelId: string;
  /** Null: the messages outside threads. */
  readonly threadId: string | null;
  readonly viewer: string;
  readonly limit: number;
}

export interface ThreadSummary {
  readonly replies: number;
  readonly lastAt: number;
}

export interface Unread {
  readonly count: number;
  /** Bodies of unread messages in which this person may be called by name (at most 50): `body.ts` decides. */
  readonly bodies: readonly string[];
}

export interface ChatStore {
  /**
   * Writes a new channel. `known`: the id exists already, nothing is changed. `name_taken`: another channel has
   * this name, be it archived.
   */
  addChannel(channel: ChannelRecord): Promise<'added' | 'known' | 'name_taken'>;
  channel(id: string): Promise<ChannelRecord | null>;
  /** False when another channel has this name, be it archived. */
  renameChannel(id: string, name: string): Promise<boolean>;
  setTopic(id: string, topic: string): Promise<void>;
  setArchived(id: string, at: number | null): Promise<void>;
  /** Channels a person is in, newest first: the open ones before the archived ones. */
  channelsOf(userId: string, limit: number): Promise<readonly ChannelRecord[]>;
  mainChannels(): Promise<readonly ChannelRecord[]>;

  members(channelId: string): Promise<readonly string[]>;
  isMember(channelId: string, userId: string): Promise<boolean>;
  /** Those who were not in it before. What was said before they came counts as read. */
  addMembers(channelId: string, userIds: readonly string[], at: number): Promise<readonly string[]>;
  removeMembers(channelId: string, userIds: readonly string[]): Promise<void>;
  markRead(channelId: string, userId: string, seq: number): Promise<void>;
  /** By channel; channels without unread messages are left out. */
  unreadOf(userId: string): Promise<ReadonlyMap<string, Unread>>;

  /** The message as it stands, and whether this call wrote it (`false`: its key was used before). */
  append(message: NewMessage): Promise<{ readonly message: MessageRecord; readonly isNew: boolean }>;
  message(id: string): Promise<MessageRecord | null>;
  /** False when the message does not exist. */
  editMessage(id: string, body: string, editedAt: number): Promise<boolean>;
  /** Pins this message and unpins the others of its channel. False when it does not exist. */
  pinMessage(id: string): Promise<boolean>;
  pinned(channelId: string): Promise<MessageRecord | null>;
  /** Newest first. */
  messages(filter: MessageFilter): Promise<readonly MessageRecord[]>;
  threads(rootIds: readonly string[], viewer: string): Promise<ReadonlyMap<string, ThreadSummary>>;
  /** Empties the whole chat: for the reset of the demo company. */
  clear(): Promise<void>;
}
