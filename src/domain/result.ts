import type { Params } from '../i18n/param.ts';
import type { RefusalCode } from '../i18n/zh-cn/refusals.ts';

/** The rule said no. `code` names a message of the catalogues; nothing was changed. */
export interface Refusal {
  readonly code: RefusalCode;
  readonly params: Params;
}

export type Result<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly refusal: Refusal };

export function ok<T>(value: T): Result<T> {
  return { ok: true, value };
}

/** `code` is a key under `refusal.`: a code without a message does not compile. */
export function refuse(code: RefusalCode, params: Params = {}): { readonly ok: false; readonly refusal: Refusal } {
  return { ok: false, refusal: { code, params } };
}
