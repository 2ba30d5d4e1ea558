import { html } from 'hono/html';
import type { Field, FieldErrors, FormValues } from '../../../src/chat/form.ts';
import type { FileView } from '../model.ts';
import type { Html, Zone } from './html.ts';

export interface FormContext extends Zone {
  /** `POST base/form/:formId`; see the protocol in `assets/playground.js`. */
  readonly action: string;
  /** Becomes the interaction's id: new for every drawing of the form. */
  readonly submitToken: string;
  /** What was typed, for a form that comes back; it wins over the fields' initial values. */
  readonly values?: FormValues;
  readonly errors?: FieldErrors;
  /** A word about the whole form (`Reply.invalid.message`). */
  readonly message?: string;
  /** The uploads that `values` name, so that they are shown by their names. Without it they are kept, namelessly. */
  readonly uploads?: readonly FileView[];
}

/** Ids that tie a field's label, hint and error together. */
export function fieldId(field: Field): string {
  return `f-${field.name}`;
}

/** What a field holds before the person touches it: what came back wins over the form's own initial value. */
export function textValue(field: Field, values: FormValues | undefined): string {
  const typed = values?.[field.name];
  if (typed !== undefined) return typeof typed === 'string' ? typed : (typed[0] ?? '');
  if (!('initial' in field) || field.initial === undefined) return '';
  return typeof field.initial === 'string' ? field.initial : (field.initial[0] ?? '');
}

export function listValue(field: Field, values: FormValues | undefined): readonly string[] {
  const typed = values?.[field.name];
  if (typed !== undefined) return typeof typed === 'string' ? (typed === '' ? [] : [typed]) : typed;
  if (!('initial' in field) || field.initial === undefined) return [];
  return typeof field.initial === 'string' ? [field.initial] : field.initial;
}

/** The attributes every control shares. `aria-describedby` may name parts that are empty: nothing is read then. */
export function renderAttributes(field: Field, ctx: FormContext): Html {
  const id = fieldId(field);
  const isWrong = ctx.errors?.[field.name] !== undefined;
  return html`id="${id}" name="f.${field.name}" aria-describedby="${id}-hint ${id}-error" ${field.required ? html`aria-required="true"` : ''} ${isWrong ? html`aria-invalid="true"` : ''}`;
}
