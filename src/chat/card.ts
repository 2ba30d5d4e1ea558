import type { Locale } from '../i18n/locale.ts';

/**
 * Cards as plain data. A view draws one card in one language; an adapter translates it. The unions are closed: a new
 * block is a compile error in every renderer. Nothing here holds platform markup: text is text, and is escaped by the
 * renderer; a person, a date or a link is a node, never a string.
 */
export type Inline =
  | string
  | { readonly bold: string }
  | { readonly mention: string; readonly name: string }
  | { readonly date: number; readonly style: 'date_time' | 'date' | 'time' | 'relative'; readonly fallback: string }
  | { readonly link: string; readonly text: string }
  | { readonly code: string }
  /** A value that was replaced, struck through. */
  | { readonly removed: string };

export type Text = string | readonly Inline[];

/** What a colour says: waiting, good, at risk or overdue, ended. */
export type Tone = 'neutral' | 'info' | 'waiting' | 'good' | 'warning' | 'bad' | 'ended';

export interface Confirm {
  readonly title: string;
  readonly text: string;
  readonly yes: string;
  readonly no: string;
}

/**
 * What a button carries back: the order, the version it was drawn from, and small ids. Never data: the text of a platform's
 * limit for a value (2,000 characters) must never be near.
 */
export interface ButtonValue {
  readonly order?: string;
  /** The order's revision the button was drawn from; an older one is answered with the difference (stale-proof). */
  readonly rev?: number;
  /** The order's version then: where the difference is counted from. */
  readonly ver?: number;
  readonly subject?: string;
  /** The posted card it stands on, so the answer can redraw it; stamped when the card is drawn. */
  readonly view?: string;
  readonly about?: string;
  readonly [key: string]: string | number | undefined;
}

export interface Button {
  readonly kind: 'button';
  readonly label: string;
  /** `noun.verb`, a key of the conversation's press table. */
  readonly action: string;
  readonly value: ButtonValue;
  readonly style?: 'primary' | 'danger';
  /** Only for destructive or outward acts. */
  readonly confirm?: Confirm;
}

export interface LinkButton {
  readonly kind: 'link';
  readonly label: string;
  readonly url: string;
}

export interface MenuButton {
  readonly kind: 'menu';
  readonly label: string;
  readonly items: readonly Button[];
}

export type Block =
  | { readonly kind: 'text'; readonly text: Text; readonly tone?: Tone }
  /** Label and value pairs, two columns where there is room. */
  | { readonly kind: 'fields'; readonly fields: readonly { readonly label: string; readonly value: Text }[] }
  /** Before → after. */
  | {
      readonly kind: 'changes';
      readonly rows: readonly { readonly label: string; readonly before: string; readonly after: string }[];
    }
  | {
      readonly kind: 'list';
      readonly items: readonly { readonly text: Text; readonly tone?: Tone; readonly buttons?: readonly Button[] }[];
    }
  | { readonly kind: 'table'; readonly columns: readonly string[]; readonly rows: readonly (readonly Text[])[] }
  /** Steps of a process; the current one is `now`. */
  | {
      readonly kind: 'steps';
      readonly steps: readonly { readonly label: string; readonly state: 'done' | 'now' | 'next' | 'failed' }[];
    }
  | { readonly kind: 'note'; readonly text: Text }
  | { readonly kind: 'divider' }
  | { readonly kind: 'image'; readonly file: string; readonly alt: string }
  | {
      readonly kind: 'files';
      readonly files: readonly {
        readonly id: string;
        readonly name: string;
        readonly size: number;
        readonly type: string;
      }[];
    }
  | { readonly kind: 'actions'; readonly items: readonly (Button | LinkButton | MenuButton)[] };

export interface Card {
  readonly title: string;
  readonly subtitle?: string;
  readonly tone: Tone;
  /** One line for notifications, screen readers and platforms that cannot draw the card. */
  readonly summary: string;
  readonly blocks: readonly Block[];
}

/** A card in every language: shared posts are drawn per language, and platforms with a client-side choice get all. */
export type DrawCard = (locale: Locale) => Card;
