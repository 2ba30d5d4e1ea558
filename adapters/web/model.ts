import type { Card } from '../../src/chat/card.ts';
import type { Locale } from '../../src/i18n/locale.ts';

/** What a page of the playground shows; filled by the server side, drawn by `render/`. */
export interface PersonaView {
  readonly userId: string;
  readonly name: string;
  /** Department and title in the viewer's language. */
  readonly title: string;
  readonly initials: string;
  /** 0–11: picks the avatar's colour. */
  readonly hue: number;
}

export interface ChannelView {
  readonly id: string;
  readonly name: string;
  readonly kind: 'main' | 'order' | 'direct' | 'home';
  readonly topic: string;
  readonly isPrivate: boolean;
  readonly isArchived: boolean;
  readonly unread: number;
  /** Something in it waits for this person. */
  readonly mentions: number;
}

export interface FileView {
  readonly id: string;
  readonly name: string;
  readonly size: number;
  readonly type: string;
}

export interface MessageView {
  readonly id: string;
  readonly seq: number;
  readonly channelId: string;
  readonly threadId: string | null;
  /** Null: the bot. */
  readonly author: PersonaView | null;
  readonly sentAt: number;
  readonly isEdited: boolean;
  readonly isPinned: boolean;
  /** A private answer: only this viewer sees it. */
  readonly isPrivate: boolean;
  readonly text: string | null;
  /** Already in the viewer's language. */
  readonly card: Card | null;
  readonly files: readonly FileView[];
  readonly replies: number;
  readonly lastReplyAt: number | null;
}

export interface ConversationView {
  readonly channel: ChannelView;
  readonly members: readonly PersonaView[];
  readonly pinned: MessageView | null;
  readonly messages: readonly MessageView[];
  /** Older messages exist. */
  readonly hasMore: boolean;
}

export interface PageView {
  readonly me: PersonaView;
  /** The eight main people first, then the others. */
  readonly people: readonly PersonaView[];
  readonly channels: readonly ChannelView[];
  readonly conversation: ConversationView;
  readonly thread: { readonly root: MessageView; readonly replies: readonly MessageView[] } | null;
  readonly locale: Locale;
  readonly timeZone: string;
  readonly now: number;
  /** The demo clock is ahead of the real one by this much, ms. */
  readonly clockAheadMs: number;
}
