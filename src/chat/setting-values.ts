import { cleanText } from '../app/commands/facts.ts';
import { SETTINGS, type SettingKey, type Settings } from '../app/settings.ts';
import { DEPARTMENTS } from '../domain/people.ts';
import { minorDigits } from '../i18n/format.ts';
import { LOCALES } from '../i18n/locale.ts';
import { hasKey, type Key } from '../i18n/translate.ts';
import type { Choice } from './form.ts';
import { choicesOf } from './forms/fields.ts';
import { type Talk, text } from './talk.ts';

/** How a setting is edited: one line of words or a number, several lines, one of some, or several of some. */
export type Editor = { readonly hint: Key | null; readonly isRequired: boolean } & (
  | { readonly kind: 'line' | 'lines'; readonly initial: string }
  | { readonly kind: 'choice'; readonly initial: string; readonly choices: readonly Choice[] }
  | { readonly kind: 'checks'; readonly initial: readonly string[]; readonly choices: readonly Choice[] }
);

/** A value as people write it, both ways. `read` gives undefined for what it cannot read; the gate checks the rest. */
interface Writing {
  readonly kind: Editor['kind'];
  readonly show: (value: never, talk: Talk) => string | readonly string[];
  readonly read: (typed: string, all: readonly string[], talk: Talk) => unknown;
  readonly choices?: (talk: Talk) => readonly Choice[];
  readonly isOptional?: true;
}

const SEPARATORS = /[,，、;；\n]+/;
const parts = (typed: string) =>
  typed
    .split(SEPARATORS)
    .map((p) => p.trim())
    .filter((p) => p !== '');

const number: Writing = {
  kind: 'line',
  show: (value: number) => String(value),
  read: (typed) => (/^\d+(\.\d+)?$/.test(typed) ? Number(typed) : undefined),
};
const words: Writing = {
  kind: 'line',
  show: (value: string) => value,
  read: (typed) => (typed === '' ? undefined : typed),
};
const numbers: Writing = {
  kind: 'line',
  show: (value: readonly number[]) => value.join(', '),
  read: (typed) => parts(typed).map(Number),
};
const lines: Writing = {
  kind: 'lines',
  isOptional: true,
  show: (value: readonly string[]) => value.join('\n'),
  read: (typed) =>
    typed
      .split('\n')
      .map((l) => l.trim())
      .filter((l) => l !== ''),
};
const yesNo: Writing = {
  kind: 'choice',
  show: (value: boolean) => (value ? 'yes' : 'no'),
  choices: (talk) => choicesOf(talk, ['yes', 'no'], 'bool'),
  read: (typed) =>
    /^(yes|y|true|on|是|1)$/i.test(typed) ? true : /^(no|n|false|off|否|0)$/i.test(typed) ? false : undefined,
};

function oneOf(codes: readonly string[], family: string): Writing {
  return {
    kind: 'choice',
    show: (value: string) => value,
    choices: (talk) => choicesOf(talk, codes, family),
    read: (typed, _, talk) => codeOf(talk, codes, family, typed),
  };
}

/** Departments by their code or their name in the reader's language. */
const departments: Writing = {
  kind: 'checks',
  isOptional: true,
  show: (value: readonly string[]) => value,
  choices: (talk) => choicesOf(talk, DEPARTMENTS, 'role'),
  read: (_, all, talk) => {
    const found = all
      .flatMap(parts)
      .map((typed) => codeOf(talk, DEPARTMENTS, 'role', typed) ?? codeOf(talk, DEPARTMENTS, 'dept_short', typed));
    return found.includes(undefined) ? undefined : [...new Set(found)];
  },
};

function codeOf(talk: Talk, codes: readonly string[], family: string, typed: string): string | undefined {
  const wanted = typed.toLowerCase();
  return codes.find(
    (code) => code.toLowerCase() === wanted || text(talk, `${family}.${code}` as Key).toLowerCase() === wanted,
  );
}

const weekdays: Writing = {
  kind: 'checks',
  show: (value: readonly number[]) => value.map(String),
  choices: (talk) => choicesOf(talk, ['1', '2', '3', '4', '5', '6', '7'], 'weekday'),
  read: (_, all) => [...new Set(all.flatMap(parts).map(Number))].sort((a, b) => a - b),
};

interface Span {
  readonly from: string;
  readonly to: string;
}

function readSpan(typed: string): Span | undefined {
  const found = /^(\d{1,2}):(\d{2})\s*(?:-|–|—|~|～|至|到)\s*(\d{1,2}):(\d{2})$/.exec(
    typed.replaceAll('：', ':').trim(),
  );
  return found
    ? { from: `${found[1]?.padStart(2, '0')}:${found[2]}`, to: `${found[3]?.padStart(2, '0')}:${found[4]}` }
    : undefined;
}

const span: Writing = {
  kind: 'line',
  show: (value: Span) => `${value.from}-${value.to}`,
  read: (typed) => readSpan(typed),
};
const spans: Writing = {
  kind: 'line',
  show: (value: readonly Span[]) => value.map((s) => `${s.from}-${s.to}`).join(', '),
  read: (typed) => {
    const read = parts(typed).map(readSpan);
    return read.includes(undefined) ? undefined : read;
  },
};

const OFF = /^(off|holiday|rest|休|休息|放假|假)$/i;
const WORK = /^(work|workday|班|上班|补班|補班)$/i;
const days: Writing = {
  kind: 'lines',
  isOptional: true,
  show: (value: Readonly<Record<string, string>>) =>
    Object.entries(value)
      .map(([day, what]) => `${day} ${what}`)
      .join('\n'),
  read: (typed) => {
    const read = parts(typed).map((line): readonly [string, string] | undefined => {
      const [day = '', what = ''] = line.replaceAll('/', '-').split(/\s+/);
      return !/^\d{4}-\d{2}-\d{2}$/.test(day)
        ? undefined
        : OFF.test(what)
          ? [day, 'off']
          : WORK.test(what)
            ? [day, 'work']
            : undefined;
    });
    return read.includes(undefined) ? undefined : Object.fromEntries(read.filter((r) => r !== undefined));
  },
};

const amount: Writing = {
  kind: 'line',
  isOptional: true,
  show: (value: number | null, talk) =>
    value === null ? '' : String(value / 10 ** minorDigits(talk.settings.currency)),
  read: (typed, _, talk) =>
    typed === ''
      ? null
      : /^[\d,]+(\.\d+)?$/.test(typed)
        ? Math.round(Number(typed.replaceAll(',', '')) * 10 ** minorDigits(talk.settings.currency))
        : undefined,
};
const currency: Writing = { ...words, read: (typed) => typed.toUpperCase() };

const WRITINGS = {
  company_name: words,
  locale: oneOf(LOCALES, 'setting_value.locale'),
  time_zone: words,
  currency,
  holiday_calendar: oneOf(['CN', 'TW', 'none'], 'setting_value.holiday_calendar'),
  shifts: spans,
  workdays: weekdays,
  calendar_overrides: days,
  quiet_hours: span,
  confirm_hours: number,
  intake_check: oneOf(['auto', 'always'], 'setting_value.intake_check'),
  intake_check_min: number,
  review_hours: number,
  review_hours_long: number,
  review_info_h: number,
  negotiation_follow_up_h: number,
  max_negotiation_rounds: number,
  exec_decision_h: number,
  status_request_h: number,
  reminder_steps: numbers,
  nudge_min: number,
  normal_lead_days: number,
  channel_archive_days: number,
  silence_hours: number,
  reviewers_always: departments,
  reviewers_non_regular: departments,
  reviewers_finance: departments,
  reviewers_optional: departments,
  review_tech_on_regular: yesNo,
  informed: departments,
  important_amount: amount,
  important_customers: lines,
  order_number: words,
  room_name: words,
} as const satisfies Record<SettingKey, Writing>;

/** A setting's value as people write it: what an editor begins with. */
function settingInput(talk: Talk, key: SettingKey, settings: Settings = talk.settings): string | readonly string[] {
  return (WRITINGS[key] as Writing).show(settings[key] as never, talk);
}

export function editorOf(talk: Talk, key: SettingKey): Editor {
  const writing = WRITINGS[key] as Writing;
  const hintKey = `setting_hint.${key}`;
  const base = { hint: hasKey(hintKey) ? hintKey : null, isRequired: !writing.isOptional };
  const initial = settingInput(talk, key);
  const choices = writing.choices?.(talk) ?? [];
  if (writing.kind === 'checks')
    return { ...base, kind: 'checks', choices, initial: typeof initial === 'string' ? [initial] : initial };
  const shown = typeof initial === 'string' ? initial : initial.join(', ');
  return writing.kind === 'choice'
    ? { ...base, kind: 'choice', choices, initial: shown }
    : { ...base, kind: writing.kind, initial: shown };
}

/** Reads a setting as typed in a form or after the verb; what cannot be read is said with the way to write it. */
export function readSetting(
  talk: Talk,
  key: SettingKey,
  typed: string | readonly string[],
): { readonly ok: true; readonly value: unknown } | { readonly ok: false; readonly error: string } {
  const all = (typeof typed === 'string' ? [typed] : typed).map((t) => cleanText(t.slice(0, 4000)));
  const value = (WRITINGS[key] as Writing).read(all.join('\n').trim(), all, talk);
  const parsed = value === undefined ? null : SETTINGS[key].safeParse(value);
  if (parsed?.success) return { ok: true, value: parsed.data };
  const shown = settingInput(talk, key);
  return {
    ok: false,
    error: text(talk, 'form.setting_unreadable', { example: typeof shown === 'string' ? shown : shown.join(', ') }),
  };
}
