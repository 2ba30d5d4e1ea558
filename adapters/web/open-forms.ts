import type { Form, FormValues } from '../../src/chat/form.ts';
import { cleanText, LIMITS } from './limits.ts';

/** Forms that stand open in browsers, by person and token. A bounded memory: what it forgets is not lost, see `read`. */
export interface OpenForms {
  remember(userId: string, token: string, form: Form): void;
  find(userId: string, token: string): Form | null;
  forget(userId: string, token: string): void;
}

const KEPT = 300;

export function createOpenForms(): OpenForms {
  const forms = new Map<string, Form>();
  const key = (userId: string, token: string) => `${userId} ${token}`;
  return {
    remember(userId, token, form) {
      forms.set(key(userId, token), form);
      // A map iterates in the order of insertion: the first is the oldest.
      for (const oldest of forms.keys()) {
        if (forms.size <= KEPT) break;
        forms.delete(oldest);
      }
    },
    find: (userId, token) => forms.get(key(userId, token)) ?? null,
    forget: (userId, token) => void forms.delete(key(userId, token)),
  };
}

/** Names of fields in the page begin with this, so that they never meet `token` or `context`. */
const FIELD = 'f.';

/**
 * The values of a posted form. With the form at hand, a field with several values is always a list, a field that the form
 * does not have is dropped. Without it (the program was restarted meanwhile) several values make a list.
 * Null when it is not what a page of ours sends.
 */
export function readFormValues(posted: URLSearchParams, form: Form | null): FormValues | null {
  const fields = new Map(form?.sections.flatMap((section) => section.fields.map((field) => [field.name, field])));
  const values: Record<string, string | string[]> = {};
  const names = new Set([...posted.keys()].filter((key) => key.startsWith(FIELD)));
  if (names.size > LIMITS.fieldsPerForm) return null;
  for (const name of names) {
    const given = posted.getAll(name).map(cleanText);
    if (given.length > LIMITS.valuesPerField || given.some((value) => value.length > LIMITS.valueChars)) return null;
    const field = fields.get(name.slice(FIELD.length));
    if (form !== null && field === undefined) continue;
    const isList = field ? field.kind === 'checks' || field.kind === 'files' : given.length > 1;
    const isNothing = isList && given.every((value) => value === '');
    values[name.slice(FIELD.length)] = isList ? (isNothing ? [] : given) : (given.at(-1) ?? '');
  }
  return values;
}

const MAX_CONTEXT = 20;

/** The ids that travel with a form: a small flat record of text. Null when it is anything else. */
export function readContext(json: string | null): Readonly<Record<string, string>> | null {
  const read = readFlat(json ?? '{}', MAX_CONTEXT);
  return read !== null && Object.values(read).every((value) => typeof value === 'string')
    ? (read as Record<string, string>)
    : null;
}

/** What a button carries back: a small flat record. Null when it is anything else. */
export function readButtonValue(json: string | null): Readonly<Record<string, string | number>> | null {
  return json === null || json === '' ? {} : readFlat(json, MAX_CONTEXT);
}

function readFlat(json: string, maxKeys: number): Record<string, string | number> | null {
  if (json.length > LIMITS.buttonValueChars) return null;
  let read: unknown;
  try {
    read = JSON.parse(json);
  } catch {
    return null;
  }
  if (typeof read !== 'object' || read === null || Array.isArray(read)) return null;
  const entries = Object.entries(read);
  const isFlat = entries.every(([, value]) => typeof value === 'string' || Number.isFinite(value));
  // A key such as `__proto__` stays a key: `fromEntries` defines, it does not assign.
  return isFlat && entries.length <= maxKeys ? (Object.fromEntries(entries) as Record<string, string | number>) : null;
}
