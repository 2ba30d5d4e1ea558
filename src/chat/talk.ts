import type { Directory } from '../app/directory.ts';
import type { Dispatch } from '../app/dispatch.ts';
import type { Clock, Files, Ids, Store } from '../app/ports.ts';
import type { Settings } from '../app/settings.ts';
import type { FactoryCalendar } from '../domain/calendar.ts';
import type { Order } from '../domain/order.ts';
import type { Actor, Person } from '../domain/people.ts';
import type { Params } from '../i18n/param.ts';
import { type Key, sayAny, type Voice } from '../i18n/translate.ts';
import type { Interaction, Reply } from './interaction.ts';

/** What the conversation is made of; given once by the composition root. */
export interface ConversationParts {
  readonly store: Store;
  readonly dispatch: Dispatch;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly files: Files;
  /** Logs a fault and gives the id the person sees. */
  readonly reportFault: (error: unknown, interaction: Interaction) => string;
  /** Becoming the first admin: the one-time code of the start log, or ADMIN_EMAIL. */
  readonly firstAdmin: { readonly isCode: (text: string) => boolean; readonly email: string | null };
  readonly publicUrl: string;
}

/** One interaction with everything known about who, where and when. */
export interface Talk {
  readonly parts: ConversationParts;
  readonly interaction: Interaction;
  readonly person: Person;
  readonly actor: Actor;
  readonly directory: Directory;
  readonly settings: Settings;
  readonly calendar: FactoryCalendar;
  readonly voice: Voice;
  readonly now: number;
  /** The order whose room this is. */
  readonly roomOrderId: string | null;
}

export function text(talk: Talk, key: Key, params: Params = {}): string {
  return sayAny(talk.voice, key, params);
}

export function toast(talk: Talk, tone: 'good' | 'info' | 'warning' | 'bad', key: Key, params: Params = {}): Reply {
  return { kind: 'toast', tone, text: text(talk, key, params) };
}

/** The order named in words, or the one of the room; null when there is none. */
export async function findOrder(talk: Talk, name: string): Promise<Order | null> {
  return talk.parts.store.transaction(async (tx) => {
    const trimmed = name.trim();
    const id = trimmed === '' ? talk.roomOrderId : await tx.orders.findByName(trimmed);
    return id === null ? null : tx.orders.load(id);
  });
}

export async function loadOrder(talk: Talk, id: string): Promise<Order | null> {
  return talk.parts.store.transaction((tx) => tx.orders.load(id));
}
