import type { Card, DrawCard } from '../../src/chat/card.ts';
import { LOCALES, type Locale } from '../../src/i18n/locale.ts';
import type { FileView } from './model.ts';

/** What a stored message holds: text of a person, or a card in every language (the viewer's own chooses). */
export interface MessageBody {
  readonly text?: string;
  readonly cards?: Readonly<Partial<Record<Locale, Card>>>;
  readonly files?: readonly FileView[];
  /** User ids of those called by name. */
  readonly mention?: readonly string[];
}

/** Marks that turn the direction of what follows: a product name must not reorder the line it stands in. */
const TURNING = /[\u202a-\u202e\u2066-\u2069]/g;

export function writeBody(body: MessageBody): string {
  return JSON.stringify(body).replace(TURNING, '').toWellFormed();
}

export function readBody(json: string): MessageBody {
  return JSON.parse(json) as MessageBody;
}

/** One card in all languages, since the client chooses (capability `clientLocale`). */
export function drawAll(draw: DrawCard): Readonly<Record<Locale, Card>> {
  return { 'zh-CN': draw('zh-CN'), 'zh-TW': draw('zh-TW'), en: draw('en') };
}

/** The card in the viewer's language; a private answer exists in one language only. */
export function pickCard(body: MessageBody, locale: Locale): Card | null {
  const { cards } = body;
  if (cards === undefined) return null;
  const chosen = [locale, ...LOCALES].find((candidate) => cards[candidate] !== undefined);
  return (chosen && cards[chosen]) ?? null;
}

export function callsByName(json: string, userId: string): boolean {
  return readBody(json).mention?.includes(userId) ?? false;
}
