import { createHash } from 'node:crypto';
import { cleanText, LIMITS } from './limits.ts';

/** Who speaks for the program. */
export const BOT = 'BOT';

/** The person's own page: not a stored channel, but drawn anew each time. */
export const HOME = 'home';

function digest(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 24);
}

/** The id of a room follows from its key: asked again, also after a crash, it is the same room. */
export function roomId(kind: 'main' | 'order', dedupeKey: string): string {
  return `${kind === 'main' ? 'M' : 'R'}${digest(dedupeKey)}`;
}

/** The chat of one person with the bot. */
export function directId(userId: string): string {
  return `D${digest(userId)}`;
}

/** Cuts by characters as people count them, so that no half of a surrogate pair is left. */
function cut(text: string, length: number): string {
  return [...text].slice(0, length).join('');
}

/**
 * A room's name as this platform writes it: any script, Latin in lower case, one word. `attempt` 2, 3 … makes the next
 * name when one is taken: names are never given twice, not even those of archived rooms.
 */
export function roomName(wanted: string, attempt: number): string {
  const word = cleanText(wanted)
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\p{M}_.·-]+/gu, '-')
    .replace(/-{2,}/g, '-')
    .replace(/^[-.]+|[-.]+$/g, '');
  const suffix = attempt > 1 ? `-${attempt}` : '';
  return cut(word === '' ? 'room' : word, LIMITS.roomName - suffix.length) + suffix;
}

export function topicLine(topic: string): string {
  return cut(cleanText(topic).replace(/\s+/g, ' ').trim(), LIMITS.topic);
}
