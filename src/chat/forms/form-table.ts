import type { Request } from '../../app/dispatch.ts';
import type { FieldErrors, Form, FormValues } from '../form.ts';
import type { Reply } from '../interaction.ts';
import type { Talk } from '../talk.ts';
import { decisionForms } from './decisions.ts';
import { companyForms } from './company.ts';
import { intakeForms } from './intake.ts';
import { newOrderForm } from './new-order.ts';
import { confirmForm } from './confirm.ts';
import { reviewForms } from './review.ts';

/** What a form is opened about: ids from the button, and what inline arguments already said. */
export interface FormSubject {
  readonly orderId: string | null;
  /** Department, option, request or obligation. */
  readonly subject: string | null;
  readonly initial: Readonly<Record<string, string>>;
  /** The revision and version the opener was looking at. */
  readonly seen: { readonly revision: number; readonly version: number } | null;
}

export type Parsed =
  | { readonly ok: false; readonly errors: FieldErrors; readonly message?: string }
  | { readonly ok: true; readonly request: Omit<Request, 'id' | 'actorId'> };

/** One form: how it is built for a person at a moment, and how what came back becomes a command. */
export interface FormDefinition {
  /** A form, or a reply saying why it cannot be opened now (a refusal is never silent). */
  readonly build: (talk: Talk, subject: FormSubject) => Promise<Form | Reply>;
  /** Checks each field in the person's language; nothing typed is lost. */
  readonly parse: (talk: Talk, values: FormValues, context: Readonly<Record<string, string>>) => Promise<Parsed>;
  /** Kept for 24 hours when closed half-filled. */
  readonly keepsDraft?: true;
}

/** Every form there is, by its id (also the id in `form.open` buttons). */
export const FORMS: Readonly<Record<string, FormDefinition>> = { new: newOrderForm, confirm: confirmForm, ...intakeForms, ...reviewForms, ...decisionForms, ...companyForms };
