import { wallTime } from '../../domain/instant.ts';
import { hasKey, type Key, sayAny } from '../../i18n/translate.ts';
import type { Choice, Field, Form, FormSection } from '../form.ts';
import { type Talk, text } from '../talk.ts';

interface Common {
  /** A catalogue key; without it `field.<name>`. */
  readonly label?: Key;
  /** A catalogue key; without it `hint.<name>` where there is one. `null`: none. */
  readonly hint?: Key | null;
  readonly required?: boolean;
  readonly when?: Field['when'];
}

type Typed = Common & { readonly max: number; readonly initial?: string | null; readonly placeholder?: string };

/** Fields of a form in the person's language. A value already given (inline, or from the record) is the initial one. */
export function fieldsFor(talk: Talk, given: Readonly<Record<string, string>> = {}) {
  function base(name: string, { label, hint, required, when }: Common) {
    const hintKey = hint === null ? null : (hint ?? `hint.${name}`);
    return {
      name,
      label: sayAny(talk.voice, label ?? `field.${name}`),
      required: required ?? false,
      ...(hintKey !== null && hasKey(hintKey) && { hint: text(talk, hintKey) }),
      ...(when && { when }),
    };
  }

  function typed(kind: 'text' | 'multiline' | 'number', name: string, options: Typed): Field {
    const initial = given[name] ?? options.initial;
    return {
      ...base(name, options),
      kind,
      maxLength: options.max,
      ...(initial && { initial }),
      ...(options.placeholder !== undefined && { placeholder: options.placeholder }),
    };
  }

  function chosen(
    kind: 'select' | 'radio' | 'person',
    name: string,
    choices: readonly Choice[],
    options: Common & { readonly initial?: string | null },
  ): Field {
    const initial = given[name] ?? options.initial;
    return { ...base(name, options), kind, choices, ...(initial && { initial }) };
  }

  return {
    text: (name: string, options: Typed) => typed('text', name, options),
    multiline: (name: string, options: Typed) => typed('multiline', name, options),
    number: (name: string, options: Typed) => typed('number', name, options),
    select: (name: string, choices: readonly Choice[], options: Common & { readonly initial?: string | null } = {}) =>
      chosen('select', name, choices, options),
    radio: (name: string, choices: readonly Choice[], options: Common & { readonly initial?: string | null } = {}) =>
      chosen('radio', name, choices, options),
    person: (name: string, choices: readonly Choice[], options: Common & { readonly initial?: string | null } = {}) =>
      chosen('person', name, choices, options),
    checks: (
      name: string,
      choices: readonly Choice[],
      options: Common & { readonly initial?: readonly string[] } = {},
    ): Field => ({
      ...base(name, options),
      kind: 'checks',
      choices,
      ...(options.initial && { initial: options.initial }),
    }),
    /** `at`: ms UTC, shown in the person's zone. */
    when: (name: string, options: Common & { readonly at?: number | null } = {}): Field => {
      const initial =
        given[name] ??
        (options.at === null || options.at === undefined ? undefined : localInput(options.at, talk.voice.timeZone));
      return { ...base(name, options), kind: 'datetime', ...(initial && { initial }) };
    },
    files: (name: string, maxFiles: number, options: Common = {}): Field => ({
      ...base(name, options),
      kind: 'files',
      maxFiles,
    }),
  };
}

/** Choices whose words are `family.<code>` of the catalogues. */
export function choicesOf(talk: Talk, codes: readonly string[], family: string): Choice[] {
  return codes.map((value) => ({ value, label: sayAny(talk.voice, `${family}.${value}`) }));
}

/** One box to tick. */
export function tick(talk: Talk, label: Key): Choice[] {
  return [{ value: 'yes', label: text(talk, label) }];
}

/** `YYYY-MM-DDTHH:mm`, as a datetime field takes it. */
export function localInput(at: number, timeZone: string): string {
  const { year, month, day, hour, minute } = wallTime(at, timeZone);
  const two = (n: number) => String(n).padStart(2, '0');
  return `${year}-${two(month)}-${two(day)}T${two(hour)}:${two(minute)}`;
}

/** A form with its title and buttons in the person's language. */
export function formOf(
  talk: Talk,
  id: string,
  words: { readonly title: Key; readonly submit?: Key; readonly intro?: string | undefined },
  sections: readonly FormSection[],
  rest: Partial<Pick<Form, 'context' | 'isPrivate'>> = {},
): Form {
  return {
    id,
    title: text(talk, words.title),
    submit: text(talk, words.submit ?? 'form.submit'),
    cancel: text(talk, 'form.cancel'),
    sections: sections.filter((s) => s.fields.length > 0 || s.note !== undefined),
    context: rest.context ?? {},
    ...(words.intro && { intro: words.intro }),
    ...(rest.isPrivate && { isPrivate: true }),
  };
}
