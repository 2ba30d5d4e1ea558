import type { Locale } from '../i18n/locale.ts';
import type { ButtonValue, Card, DrawCard } from './card.ts';
import type { FieldErrors, Form, FormValues } from './form.ts';

export type Platform = 'web' | 'slack' | 'lark';

/** A person as a platform knows them. */
export interface AccountRef {
  readonly platform: Platform;
  readonly tenant: string;
  readonly userId: string;
}

export interface ChatRef {
  readonly platform: Platform;
  readonly tenant: string;
  readonly chatId: string;
}

export interface MessageRef extends ChatRef {
  readonly messageId: string;
}

interface Base {
  /** Unique per delivery attempt's origin: a platform's retry carries the same id, a new click a new one (XD-02). */
  readonly id: string;
  readonly from: AccountRef;
  /** Where it happened; null when the platform does not say. */
  readonly chat: ChatRef | null;
  readonly isDirect: boolean;
  /** The language the platform reports for the person. */
  readonly locale: Locale | null;
}

/** What a person did, in the same words for every platform. */
export type Interaction =
  /** `/urgent-order …`: what follows the command. */
  | (Base & { readonly kind: 'command'; readonly text: string })
  | (Base & {
      readonly kind: 'press';
      readonly action: string;
      readonly value: ButtonValue;
      readonly message: MessageRef | null;
    })
  | (Base & {
      readonly kind: 'submit';
      readonly form: string;
      readonly context: Readonly<Record<string, string>>;
      readonly values: FormValues;
    })
  /** The form was closed without submitting: what was typed is kept as a draft. */
  | (Base & {
      readonly kind: 'dismiss';
      readonly form: string;
      readonly context: Readonly<Record<string, string>>;
      readonly values: FormValues;
    })
  /** A message in a room the bot is in, or to the bot itself. */
  | (Base & {
      readonly kind: 'message';
      readonly text: string;
      readonly fileIds: readonly string[];
      readonly message: MessageRef;
      readonly mentionsBot: boolean;
    })
  /** Somebody entered an order's room. */
  | (Base & { readonly kind: 'joined' })
  /** The person's own page: waiting for me, my orders, at risk. */
  | (Base & { readonly kind: 'home' })
  /** A word typed into the command line: completions wanted. */
  | (Base & { readonly kind: 'complete'; readonly text: string });

/** The answer that goes back on the wire, within the platform's deadline. Never nothing without a reason. */
export type Reply =
  /**
   * Seen by this person only. `redraw` replaces the message that was pressed, for platforms that want it in the answer; the
   * outbox redraws every copy anyway.
   */
  | { readonly kind: 'card'; readonly card: Card; readonly redraw?: DrawCard }
  | {
      readonly kind: 'toast';
      readonly tone: 'good' | 'info' | 'warning' | 'bad';
      readonly text: string;
      readonly redraw?: DrawCard;
    }
  | { readonly kind: 'form'; readonly form: Form }
  /** The form stays open with what was typed. */
  | { readonly kind: 'invalid'; readonly errors: FieldErrors; readonly message?: string }
  | {
      readonly kind: 'completions';
      readonly items: readonly { readonly insert: string; readonly label: string; readonly hint?: string }[];
    }
  | { readonly kind: 'none' };

/** The one function an adapter calls. It never throws: a fault is logged with an id and told to the person. */
export type Converse = (interaction: Interaction) => Promise<Reply>;
