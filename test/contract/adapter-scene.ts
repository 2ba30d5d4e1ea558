import { expect } from 'vitest';
import { type ChatAdapter, DeliveryError, type Outgoing } from '../../src/chat/adapter.ts';
import type { Button, Card } from '../../src/chat/card.ts';
import type { ChatRef, Interaction, MessageRef, Reply } from '../../src/chat/interaction.ts';

/** A message as a person sees it. */
export interface SeenMessage {
  readonly id: string;
  readonly text: string;
  readonly buttons: readonly string[];
  readonly isPrivate: boolean;
  readonly isPinned: boolean;
}

/** What a person is shown at once for an act: short words, and the form that is open then. */
export interface Shown {
  readonly toasts: readonly string[];
  readonly form: {
    readonly text: string;
    readonly errors: Readonly<Record<string, string>>;
    /** What stands in the fields of text and choice. */
    readonly values: Readonly<Record<string, string>>;
  } | null;
}

export interface SeenRoom {
  readonly chatId: string;
  readonly name: string;
  readonly topic: string;
  readonly isArchived: boolean;
}

/** A platform with people at it. Small: eyes and hands of a person, and the conversation as a script. */
export interface AdapterRig {
  readonly adapter: ChatAdapter;
  /** Three people of the platform, by user id, and one that it does not know. */
  readonly people: readonly [string, string, string];
  readonly stranger: string;
  readonly emailOf: (userId: string) => string;
  /** What the conversation was told, in order. */
  readonly heard: readonly Interaction[];
  replyWith(reply: Reply | ((interaction: Interaction) => Reply)): void;
  advance(ms: number): void;

  /** The rooms this person finds in their list. */
  rooms(userId: string): Promise<readonly SeenRoom[]>;
  /** The messages outside threads, oldest first; null: this person cannot see the room. */
  look(userId: string, chat: ChatRef): Promise<readonly SeenMessage[] | null>;
  /** The answers under a message, oldest first. */
  lookIntoThread(userId: string, message: MessageRef): Promise<readonly SeenMessage[]>;
  /** Whether the platform called this person by name in the room since they last looked. */
  isCalled(userId: string, chat: ChatRef): Promise<boolean>;
  /** Does something, and waits until this person's screen learns of it without their doing. */
  waitForNews(userId: string, act: () => Promise<unknown>): Promise<void>;

  says(userId: string, chat: ChatRef, text: string, options?: { thread?: string; times?: number }): Promise<Shown>;
  /** `/urgent-order …` with these words. */
  commands(userId: string, chat: ChatRef, words: string): Promise<Shown>;
  /** Presses the button with this label; `times` repeats the very same delivery, as a platform does. */
  presses(userId: string, message: MessageRef, label: string, options?: { times?: number }): Promise<Shown>;
  /** Fills in the form that this person was last shown; `dismiss` closes it instead. */
  submits(
    userId: string,
    values: Readonly<Record<string, string | readonly string[]>>,
    options?: { times?: number; dismiss?: boolean },
  ): Promise<Shown>;
  close(): Promise<void>;
}

export const HOSTILE = [
  '<!channel>',
  '<@U123>',
  '<at id=all></at>',
  '<at user_id="all">everyone</at>',
  '@everyone @all',
  '<script>alert(1)</script><img src=x onerror=alert(1)>',
  '"><b onclick=x>',
  '=HYPERLINK("http://evil.example","click")',
  '*bold* _it_ `code` [a](javascript:alert(1)) &amp; &lt;',
] as const;

export const OVERRIDE = '\u202Eevil\u2066x\u2069';

export function button(label: string, extra: Partial<Button> = {}): Button {
  return { kind: 'button', label, action: 'test.press', value: { order: 'o-1', rev: 7 }, ...extra };
}

export function cardWith(title: string, extra: Partial<Card> = {}): Card {
  return { title, tone: 'neutral', summary: title, blocks: [], ...extra };
}

let keys = 0;

export function outgoing(draw: Card | Outgoing['draw'], extra: Partial<Outgoing> = {}): Outgoing {
  const drawn = typeof draw === 'function' ? draw : () => draw;
  return { draw: drawn, locale: 'zh-CN', dedupeKey: `key-${++keys}`, ...extra };
}

export async function failure(work: Promise<unknown>): Promise<DeliveryError> {
  try {
    await work;
  } catch (error) {
    expect(error).toBeInstanceOf(DeliveryError);
    return error as DeliveryError;
  }
  throw new Error('it went through, and should not have');
}

/** What a test has at hand: a fresh platform with three people, and the usual ways to look at it. */
export interface Scene {
  rig: AdapterRig;
  adapter: ChatAdapter;
  ann: string;
  ben: string;
  eve: string;
  openRoom(members?: readonly string[], wanted?: string): Promise<ChatRef>;
  roomOf(userId: string, chat: ChatRef): Promise<SeenRoom | undefined>;
  seen(userId: string, message: MessageRef): Promise<SeenMessage | undefined>;
  lastHeard(): Interaction | undefined;
}

export function openScene(rig: AdapterRig): Scene {
  const { adapter } = rig;
  const [ann, ben, eve] = rig.people;
  return {
    rig,
    adapter,
    ann,
    ben,
    eve,
    async openRoom(members = [ann, ben], wanted = 'UO-2026-0001') {
      const dedupeKey = `room-${++keys}`;
      const chat = await adapter.createRoom({
        name: wanted,
        topic: 'a topic',
        isPrivate: true,
        locale: 'zh-CN',
        dedupeKey,
      });
      await adapter.invite(chat, members);
      return chat;
    },
    roomOf: async (userId, chat) => (await rig.rooms(userId)).find(({ chatId }) => chatId === chat.chatId),
    seen: async (userId, message) => (await rig.look(userId, message))?.find(({ id }) => id === message.messageId),
    lastHeard: () => rig.heard.at(-1),
  };
}
