import {
  type Capabilities,
  type ChatAdapter,
  DeliveryError,
  type Outgoing,
  type RoomSpec,
} from '../../src/chat/adapter.ts';
import type { ChatRef, MessageRef } from '../../src/chat/interaction.ts';
import { drawAll, type MessageBody, writeBody } from './body.ts';
import type { ChannelRecord, ChatStore, MessageRecord } from './chat-store.ts';
import type { Hub } from './hub.ts';
import { LIMITS } from './limits.ts';
import { BOT, directId, roomId, roomName, topicLine } from './names.ts';
import type { People } from './people.ts';

export const CAPABILITIES: Capabilities = {
  whisper: true,
  modal: true,
  threads: true,
  archive: true,
  pin: true,
  topic: true,
  clientLocale: true,
  buzz: false,
  editWindowMs: null,
  maxRoomName: LIMITS.roomName,
  maxBlocks: 200,
};

export interface OutboundParts {
  readonly tenant: string;
  readonly store: ChatStore;
  readonly people: People;
  readonly hub: Hub;
  readonly clock: { now(): number };
  readonly ids: { next(): string };
  /** Told of those who entered a room for the first time. */
  readonly onJoined: (channel: ChannelRecord, userIds: readonly string[], at: number) => void;
}

type Methods = Omit<ChatAdapter, 'platform' | 'tenant' | 'capabilities' | 'start' | 'stop'>;

export interface Outbound extends Methods {
  /** The room everybody is in. The same key opens one room however often it is asked. */
  openMainRoom(spec: RoomSpec): Promise<ChatRef>;
}

/** Turns what the storage throws into the one kind of error the delivery knows: trouble that may pass. */
async function deliver<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof DeliveryError) throw error;
    throw new DeliveryError('the playground could not keep it', 'later', { cause: error });
  }
}

function bodyOf(outgoing: Outgoing): MessageBody {
  try {
    const { mention } = outgoing;
    return { cards: drawAll(outgoing.draw), ...(mention !== undefined && mention.length > 0 ? { mention } : {}) };
  } catch (error) {
    // The same card would fail again: a person has to look at it.
    throw new DeliveryError('the card could not be drawn', 'never', { cause: error });
  }
}

/** What the core asks of this platform: rooms, members, messages. */
export function createOutbound(parts: OutboundParts): Outbound {
  const { tenant, store, people, hub, clock, ids } = parts;
  /** Names are given one after the other: two rooms that want the same one must not both get it. */
  let naming: Promise<unknown> = Promise.resolve();

  const chatRef = (chatId: string): ChatRef => ({ platform: 'web', tenant, chatId });
  const messageRef = (message: MessageRecord): MessageRef => ({ ...chatRef(message.channelId), messageId: message.id });

  function inTurn<T>(work: () => Promise<T>): Promise<T> {
    const turn = naming.then(work);
    naming = turn.catch(() => undefined);
    return turn;
  }

  async function findRoom({ chatId }: ChatRef): Promise<ChannelRecord> {
    const channel = await store.channel(chatId);
    if (channel === null) throw new DeliveryError('the room does not exist', 'gone');
    return channel;
  }

  async function findOpenRoom(chat: ChatRef): Promise<ChannelRecord> {
    const channel = await findRoom(chat);
    if (channel.isArchived) throw new DeliveryError('the room is archived', 'gone');
    return channel;
  }

  function requirePerson(userId: string): void {
    if (people.find(userId) === null) throw new DeliveryError('the person is not here', 'gone');
  }

  async function addRoom(spec: RoomSpec, kind: 'main' | 'order'): Promise<ChatRef> {
    const id = roomId(kind, spec.dedupeKey);
    const room = { id, kind, topic: topicLine(spec.topic), isPrivate: spec.isPrivate, isArchived: false };
    for (let attempt = 1; ; attempt++) {
      const name = roomName(spec.name, attempt);
      const outcome = await store.addChannel({ ...room, name, createdAt: clock.now() });
      if (outcome !== 'name_taken') return chatRef(id);
    }
  }

  async function addDirect(userId: string): Promise<ChatRef> {
    requirePerson(userId);
    const at = clock.now();
    const id = directId(userId);
    const direct = { id, name: userId, kind: 'direct', topic: '', isPrivate: true, isArchived: false } as const;
    if ((await store.addChannel({ ...direct, createdAt: at })) === 'added') await store.addMembers(id, [userId], at);
    return chatRef(id);
  }

  /** The thread to answer in; outside threads when the message that began it is not there any more. */
  async function findThread(thread: string | undefined): Promise<string | null> {
    if (thread === undefined) return null;
    const root = await store.message(thread);
    return root === null ? null : (root.threadId ?? root.id);
  }

  async function append(channelId: string, outgoing: Outgoing, onlyFor: string | null): Promise<MessageRecord> {
    const { message, isNew } = await store.append({
      id: ids.next(),
      channelId,
      threadId: await findThread(outgoing.thread),
      authorId: BOT,
      onlyFor,
      body: writeBody(bodyOf(outgoing)),
      sentAt: clock.now(),
      dedupeKey: `out:${outgoing.dedupeKey}`,
      isRepeatable: true,
    });
    if (isNew) hub.touch(channelId, onlyFor);
    return message;
  }

  return {
    createRoom: (spec) => deliver(() => inTurn(() => addRoom(spec, 'order'))),
    openMainRoom: (spec) =>
      deliver(async () => {
        const chat = await inTurn(() => addRoom(spec, 'main'));
        await store.addMembers(
          chat.chatId,
          people.list().map(({ userId }) => userId),
          clock.now(),
        );
        hub.touchAll();
        return chat;
      }),
    renameRoom: (chat, name) =>
      deliver(async () => {
        const { id } = await findRoom(chat);
        await inTurn(async () => {
          for (let attempt = 1; !(await store.renameChannel(id, roomName(name, attempt))); ) attempt++;
        });
        hub.touch(id);
      }),
    setTopic: (chat, topic) =>
      deliver(async () => {
        const { id } = await findRoom(chat);
        await store.setTopic(id, topicLine(topic));
        hub.touch(id);
      }),
    archiveRoom: (chat) =>
      deliver(async () => {
        const { id, isArchived } = await findRoom(chat);
        if (!isArchived) await store.setArchived(id, clock.now());
        hub.touch(id);
      }),
    unarchiveRoom: (chat) =>
      deliver(async () => {
        const { id } = await findRoom(chat);
        await store.setArchived(id, null);
        hub.touch(id);
      }),
    invite: (chat, userIds) =>
      deliver(async () => {
        const channel = await findOpenRoom(chat);
        const at = clock.now();
        const known = userIds.filter((userId) => people.find(userId) !== null);
        const joined = await store.addMembers(channel.id, known, at);
        if (joined.length > 0) {
          parts.onJoined(channel, joined, at);
          hub.touch(channel.id);
        }
        return userIds.filter((userId) => !known.includes(userId));
      }),
    remove: (chat, userIds) =>
      deliver(async () => {
        const { id } = await findRoom(chat);
        await store.removeMembers(id, userIds);
        hub.touch(id);
        // No longer in the audience of the channel, but their list of channels has changed.
        for (const userId of userIds) hub.touch(directId(userId), userId);
      }),
    post: (chat, outgoing) =>
      deliver(async () => messageRef(await append((await findOpenRoom(chat)).id, outgoing, null))),
    update: (message, outgoing) =>
      deliver(async () => {
        const { id } = await findRoom(message);
        const isThere = await store.editMessage(message.messageId, writeBody(bodyOf(outgoing)), clock.now());
        if (!isThere) throw new DeliveryError('the message does not exist any more', 'expired');
        hub.touch(id, null);
      }),
    pin: (message) =>
      deliver(async () => {
        const { id } = await findRoom(message);
        if (!(await store.pinMessage(message.messageId))) {
          throw new DeliveryError('the message does not exist any more', 'expired');
        }
        hub.touch(id);
      }),
    whisper: (chat, userId, outgoing) =>
      deliver(async () => {
        requirePerson(userId);
        const channel = await findOpenRoom(chat);
        await append(channel.id, outgoing, userId);
      }),
    openDirect: (userId) => deliver(() => addDirect(userId)),
    async findUserByEmail(email) {
      const wanted = email.trim().toLowerCase();
      const found = people.list().find((persona) => persona.email?.toLowerCase() === wanted);
      return found ? { platform: 'web', tenant, userId: found.userId } : null;
    },
    async checkHealth() {
      try {
        const rooms = await store.mainChannels();
        return { isHealthy: true, detail: `${rooms.length} main room(s), ${people.list().length} people` };
      } catch (error) {
        return { isHealthy: false, detail: error instanceof Error ? error.message : String(error) };
      }
    },
  };
}
