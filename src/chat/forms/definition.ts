import type { Answer } from '../../app/command.ts';
import type { Request } from '../../app/dispatch.ts';
import type { Card } from '../card.ts';
import type { FieldErrors, Form, FormValues } from '../form.ts';
import type { Reply } from '../interaction.ts';
import type { Talk } from '../talk.ts';

/** What a form is opened about: ids from the button, and what inline arguments already said. */
export interface FormSubject {
  readonly orderId: string | null;
  /** Department, option, request, lead or setting. */
  readonly subject: string | null;
  /** Field name → what is filled in already. */
  readonly initial: Readonly<Record<string, string>>;
  /** The revision and version the opener was looking at. */
  readonly seen: { readonly revision: number; readonly version: number } | null;
}

export type Parsed =
  | { readonly ok: false; readonly errors: FieldErrors; readonly message?: string }
  /** Nothing is sent: the next step of the form, or a card that says why. */
  | { readonly ok: false; readonly reply: Reply }
  | { readonly ok: true; readonly request: Omit<Request, 'id' | 'actorId'> };

/** One form: how it is built for a person at a moment, and how what came back becomes a command. */
export interface FormDefinition {
  /** A form, or a reply saying why it cannot be opened now (a refusal is never silent). */
  readonly build: (talk: Talk, subject: FormSubject) => Promise<Form | Reply>;
  /** Checks each field in the person's language; nothing typed is lost. */
  readonly parse: (talk: Talk, values: FormValues, context: Readonly<Record<string, string>>) => Promise<Parsed>;
  /** A card to answer with when the command was done; null: the short answer is enough. */
  readonly answerCard?: (talk: Talk, answer: Answer) => Promise<Card | null>;
  /** Kept for 24 hours when closed half-filled. */
  readonly keepsDraft?: true;
}

export function isForm(built: Form | Reply): built is Form {
  return 'sections' in built;
}

export const NOTHING: FormSubject = { orderId: null, subject: null, initial: {}, seen: null };
