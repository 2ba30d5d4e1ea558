import type { Locale } from '../../src/i18n/locale.ts';
import type { PersonaView } from './model.ts';

/** Somebody the playground can be: an active person with a web account. */
export interface Persona {
  /** The person's id on this platform. */
  readonly userId: string;
  readonly personId: string;
  readonly name: string;
  /** Department and title. */
  readonly title: (locale: Locale) => string;
  readonly email: string | null;
  readonly locale: Locale | null;
  /** Picks the avatar's colour among `HUES`; from the id when left out. */
  readonly hue?: number;
}

/** Port: who there is. The first eight are shown first; asked at each page, so keep it in memory. */
export interface People {
  list(): readonly Persona[];
  find(userId: string): Persona | null;
}

const HUES = 12;

/** A colour that stays with the person. */
function hueOf(userId: string): number {
  let hash = 0;
  for (const letter of userId) hash = (hash * 31 + (letter.codePointAt(0) ?? 0)) >>> 0;
  return hash % HUES;
}

/** The last two characters of a Chinese name, the first letters of two words of another. */
function initialsOf(name: string): string {
  const letters = [...name.trim()];
  if (/\p{Script=Han}/u.test(name))
    return letters
      .filter((letter) => /\p{L}/u.test(letter))
      .slice(-2)
      .join('');
  const words = name.trim().split(/\s+/);
  return words
    .slice(0, 2)
    .map((word) => [...word][0]?.toUpperCase() ?? '')
    .join('');
}

export function showPersona(persona: Persona, locale: Locale): PersonaView {
  const { userId, name } = persona;
  return {
    userId,
    name,
    title: persona.title(locale),
    initials: initialsOf(name),
    hue: (persona.hue ?? hueOf(userId)) % HUES,
  };
}

/** Somebody who left: their messages stay, under the id they had. */
export function showFormerPersona(userId: string): PersonaView {
  return { userId, name: userId, title: '', initials: '·', hue: hueOf(userId) };
}
