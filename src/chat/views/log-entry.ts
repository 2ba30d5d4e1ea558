import type { Voice } from '../../i18n/translate.ts';
import { byName, personName } from './parts.ts';

/** Moves the bot makes by itself: they stand in the log under whoever's act they followed from. */
const OWN_MOVES: readonly string[] = [
  'review.opened',
  'review.passed',
  'review.preliminary_failed',
  'review.superseded',
  'exec.requested',
  'sheet.issued',
];

interface Entry {
  readonly type: string;
  readonly actorId: string;
  readonly onBehalf?: string | null;
}

/** True for what followed by itself: the last department to answer has not accepted the order (T06–T09). */
export function isOwnMove(type: string, data: Readonly<Record<string, unknown>>): boolean {
  if (type === 'order.accepted') return data.reason === 'review_passed';
  if (type === 'review.failed') return data.early !== true;
  return OWN_MOVES.includes(type);
}

/** Who did it, a delegate marked as one (XD-07); the system for its own moves. */
export function whoDid(voice: Voice, entry: Entry, data: Readonly<Record<string, unknown>> = {}): string {
  return isOwnMove(entry.type, data) ? personName(voice, 'BOT') : byName(voice, entry.actorId, entry.onBehalf ?? null);
}
