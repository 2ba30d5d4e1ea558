/**
 * A value in a refusal or message. Plain values stand for themselves; a tagged one is written in the reader's
 * language, time zone and number format only when the message is drawn (`i18n/translate.ts`).
 */
export type Param =
  | string
  | number
  | { readonly date: number }
  | { readonly day: number }
  | { readonly duration: number }
  | { readonly money: number; readonly currency: string }
  | { readonly person: string }
  | { readonly term: string }
  | { readonly list: readonly Param[] };

export type Params = Readonly<Record<string, Param>>;

/** The rule said no. `code` is a key of the catalogues under `refusal.`; nothing was changed. */
export interface Refusal {
  readonly code: string;
  readonly params: Params;
}

export type Result<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly refusal: Refusal };

export function ok<T>(value: T): Result<T> {
  return { ok: true, value };
}

export function refuse(code: string, params: Params = {}): { readonly ok: false; readonly refusal: Refusal } {
  return { ok: false, refusal: { code, params } };
}
