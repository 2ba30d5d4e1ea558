import type { Card } from '../../src/chat/card.ts';
import type { Locale } from '../../src/i18n/locale.ts';
import { translate } from '../../src/i18n/translate.ts';
import { callsByName, pickCard, readBody } from './body.ts';
import type { ChannelRecord, ChatStore, MessageRecord, ThreadSummary, Unread } from './chat-store.ts';
import { linkCard, linkFiles } from './file-links.ts';
import { LIMITS } from './limits.ts';
import type { ChannelView, ConversationView, MessageView, PageView, PersonaView } from './model.ts';
import { BOT, HOME } from './names.ts';
import { type People, type Persona, showFormerPersona, showPersona } from './people.ts';

/** Who looks, and how. */
export interface Viewer {
  readonly persona: Persona;
  readonly locale: Locale;
}

/** Which part of the chat is looked at. */
export interface Place {
  readonly channelId: string;
  readonly thread: string | null;
  /** How many messages, the newest. */
  readonly limit: number;
  /** A person is looking: what is shown counts as read. */
  readonly isSeen: boolean;
}

export interface PagesParts {
  readonly store: ChatStore;
  readonly people: People;
  readonly clock: { now(): number };
  readonly timeZone: (personId: string) => string;
  readonly clockAheadMs: () => number;
  /** The card of the person's own page. */
  readonly drawHome: (viewer: Viewer) => Promise<Card | null>;
}

/** Parts of a page that cost something and are not always drawn; a part left out is empty. */
export interface Shows {
  /** The list of channels with what is unread in them. */
  readonly channels: boolean;
}

export interface Pages {
  /** The page, or null when the channel does not exist or is not this person's to see. */
  build(viewer: Viewer, place: Place, shows?: Shows): Promise<PageView | null>;
  showMessage(viewer: Viewer, message: MessageRecord): Promise<MessageView>;
  /** The channel, when this person may read it. */
  findReadable(userId: string, channelId: string): Promise<ChannelRecord | null>;
}

const EMPTY: ReadonlyMap<string, ThreadSummary> = new Map();

function toMessageView(people: People, viewer: Viewer, message: MessageRecord, thread?: ThreadSummary): MessageView {
  const body = readBody(message.body);
  const card = pickCard(body, viewer.locale);
  const { userId } = viewer.persona;
  return {
    id: message.id,
    seq: message.seq,
    channelId: message.channelId,
    threadId: message.threadId,
    author: authorOf(people, message.authorId, viewer.locale),
    sentAt: message.sentAt,
    isEdited: message.editedAt !== null,
    isPinned: message.isPinned,
    isPrivate: message.onlyFor !== null,
    text: body.text ?? null,
    card: card && linkCard(card, userId),
    files: linkFiles(body.files ?? [], userId, message.id),
    replies: thread?.replies ?? 0,
    lastReplyAt: thread?.lastAt ?? null,
  };
}

function authorOf(people: People, authorId: string, locale: Locale): PersonaView | null {
  if (authorId === BOT) return null;
  const persona = people.find(authorId);
  return persona ? showPersona(persona, locale) : showFormerPersona(authorId);
}

function toChannelView(channel: ChannelRecord, viewer: Viewer, unread?: Unread): ChannelView {
  const { id, kind, topic, isPrivate, isArchived } = channel;
  const name = kind === 'direct' ? translate(viewer.locale, 'playground.bot') : channel.name;
  const count = unread?.count ?? 0;
  const { userId } = viewer.persona;
  // A word in private always waits for its reader.
  const mentions = kind === 'direct' ? count : (unread?.bodies.filter((body) => callsByName(body, userId)).length ?? 0);
  return { id, name, kind, topic, isPrivate, isArchived, unread: count, mentions };
}

function homeChannel(locale: Locale): ChannelView {
  const name = translate(locale, 'server.home');
  return { id: HOME, name, kind: 'home', topic: '', isPrivate: true, isArchived: false, unread: 0, mentions: 0 };
}

/** Builds what a page shows from what is stored, for one person in one language. */
export function createPages(parts: PagesParts): Pages {
  const { store, people, clock } = parts;

  async function findReadable(userId: string, channelId: string): Promise<ChannelRecord | null> {
    const channel = await store.channel(channelId);
    if (channel === null) return null;
    if (!channel.isPrivate) return channel;
    return (await store.isMember(channelId, userId)) ? channel : null;
  }

  /** Main rooms are everybody's: who came to the company later is in them from the first look on. */
  async function joinMainRooms(userId: string, own: readonly ChannelRecord[]): Promise<readonly ChannelRecord[]> {
    const missing = (await store.mainChannels()).filter((main) => !own.some(({ id }) => id === main.id));
    for (const { id } of missing) await store.addMembers(id, [userId], clock.now());
    return [...missing, ...own];
  }

  async function listChannels(viewer: Viewer): Promise<readonly ChannelView[]> {
    const { userId } = viewer.persona;
    const channels = await joinMainRooms(userId, await store.channelsOf(userId, LIMITS.channels));
    const unread = await store.unreadOf(userId);
    const views = channels.map((channel) => toChannelView(channel, viewer, unread.get(channel.id)));
    const ofKind = (kind: ChannelView['kind']) => views.filter((view) => view.kind === kind);
    return [homeChannel(viewer.locale), ...ofKind('direct'), ...ofKind('main'), ...ofKind('order')];
  }

  async function readMessages(viewer: Viewer, place: Place) {
    const { channelId, limit, isSeen } = place;
    const { userId } = viewer.persona;
    const found = await store.messages({ channelId, threadId: null, viewer: userId, limit: limit + 1 });
    const shown = found.slice(0, limit).reverse();
    const threads = await store.threads(
      shown.map(({ id }) => id),
      userId,
    );
    const newest = shown.at(-1);
    if (newest !== undefined && isSeen) await store.markRead(channelId, userId, newest.seq);
    return {
      messages: shown.map((message) => toMessageView(people, viewer, message, threads.get(message.id))),
      hasMore: found.length > shown.length,
    };
  }

  async function readMembers(channel: ChannelRecord, locale: Locale): Promise<readonly PersonaView[]> {
    return (await store.members(channel.id)).flatMap((userId) => {
      const persona = people.find(userId);
      return persona ? [showPersona(persona, locale)] : [];
    });
  }

  async function readConversation(viewer: Viewer, place: Place, channel: ChannelRecord): Promise<ConversationView> {
    const { messages, hasMore } = await readMessages(viewer, place);
    const pinned = await store.pinned(channel.id);
    return {
      channel: toChannelView(channel, viewer),
      members: await readMembers(channel, viewer.locale),
      pinned: pinned && toMessageView(people, viewer, pinned),
      messages,
      hasMore,
    };
  }

  async function readHome(viewer: Viewer): Promise<ConversationView> {
    const card = await parts.drawHome(viewer);
    const sentAt = clock.now();
    const message = { id: HOME, seq: 0, channelId: HOME, threadId: null, author: null, sentAt, text: null } as const;
    const flags = { isEdited: false, isPinned: false, isPrivate: false, files: [], replies: 0, lastReplyAt: null };
    return {
      channel: homeChannel(viewer.locale),
      members: [],
      pinned: null,
      messages: card === null ? [] : [{ ...message, ...flags, card: linkCard(card, viewer.persona.userId) }],
      hasMore: false,
    };
  }

  async function readThread(viewer: Viewer, channel: ChannelRecord, rootId: string): Promise<PageView['thread']> {
    const { userId } = viewer.persona;
    const root = await store.message(rootId);
    if (root === null || root.channelId !== channel.id || (root.onlyFor !== null && root.onlyFor !== userId))
      return null;
    const limit = LIMITS.threadMessages;
    const replies = await store.messages({ channelId: channel.id, threadId: root.id, viewer: userId, limit });
    const summary = (await store.threads([root.id], userId)).get(root.id);
    return {
      root: toMessageView(people, viewer, root, summary),
      replies: [...replies].reverse().map((reply) => toMessageView(people, viewer, reply)),
    };
  }

  return {
    findReadable,
    async build(viewer, place, shows = { channels: true }) {
      const { persona, locale } = viewer;
      const isHome = place.channelId === HOME;
      const channel = isHome ? null : await findReadable(persona.userId, place.channelId);
      if (channel === null && !isHome) return null;
      const conversation = channel ? await readConversation(viewer, place, channel) : await readHome(viewer);
      return {
        me: showPersona(persona, locale),
        people: people.list().map((other) => showPersona(other, locale)),
        // After the messages: what is shown counts as read.
        channels: shows.channels ? await listChannels(viewer) : [],
        conversation,
        thread: channel && place.thread !== null ? await readThread(viewer, channel, place.thread) : null,
        locale,
        timeZone: parts.timeZone(persona.personId),
        now: clock.now(),
        clockAheadMs: parts.clockAheadMs(),
      };
    },
    async showMessage(viewer, message) {
      const threads = message.threadId === null ? await store.threads([message.id], viewer.persona.userId) : EMPTY;
      return toMessageView(people, viewer, message, threads.get(message.id));
    },
  };
}

/** Where a person begins: the first main room, else their own page. */
export async function findStart(store: ChatStore): Promise<string> {
  return (await store.mainChannels())[0]?.id ?? HOME;
}
