/** A form as plain data: a modal on one platform, a form card on another, a page in the playground. */
export interface Choice {
  readonly value: string;
  readonly label: string;
  readonly hint?: string;
}

interface FieldBase {
  readonly name: string;
  readonly label: string;
  readonly hint?: string;
  readonly required: boolean;
  /** Shown only when another field has one of these values. The server checks again. */
  readonly when?: { readonly field: string; readonly is: readonly string[] };
}

export type Field = FieldBase &
  (
    | {
        readonly kind: 'text' | 'multiline' | 'number';
        readonly initial?: string;
        readonly placeholder?: string;
        readonly maxLength: number;
      }
    | { readonly kind: 'select' | 'radio'; readonly choices: readonly Choice[]; readonly initial?: string }
    | { readonly kind: 'checks'; readonly choices: readonly Choice[]; readonly initial?: readonly string[] }
    /** One person of the company; the platform's picker or a search by name, pinyin and initials. */
    | { readonly kind: 'person'; readonly choices: readonly Choice[]; readonly initial?: string }
    /** `YYYY-MM-DDTHH:mm` in the viewer's zone; a typed date is understood too. */
    | { readonly kind: 'datetime'; readonly initial?: string }
    | { readonly kind: 'date'; readonly initial?: string }
    | { readonly kind: 'files'; readonly maxFiles: number }
  );

export interface FormSection {
  /** A section with a title is folded away until asked for; the first one stands open. */
  readonly title?: string;
  /** A line of explanation or what was understood from the inline arguments. */
  readonly note?: string;
  readonly fields: readonly Field[];
}

export interface Form {
  /** A key of the conversation's form table. */
  readonly id: string;
  readonly title: string;
  readonly intro?: string;
  readonly submit: string;
  readonly cancel: string;
  readonly sections: readonly FormSection[];
  /** Ids that travel with the form, unseen (order, revision, subject). Small. */
  readonly context: Readonly<Record<string, string>>;
  /** Holds customer data: open it in private only. */
  readonly isPrivate?: boolean;
}

/** What came back: text, or several values of a `checks` or `files` field. Files are attachment ids. */
export type FormValues = Readonly<Record<string, string | readonly string[]>>;

/** One message per field that is wrong; the form stays open with what was typed. */
export type FieldErrors = Readonly<Record<string, string>>;
