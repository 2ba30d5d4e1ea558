import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { SETTING_KEYS, type SettingKey } from '../../src/app/settings.ts';
import { readCommand, VERBS, type Verb } from '../../src/chat/grammar.ts';
import { OPTION_TYPES, type OptionState, type OptionType } from '../../src/domain/negotiation.ts';
import type { ObligationState } from '../../src/domain/obligation.ts';
import { OBLIGATION_KEYS, type ObligationKey } from '../../src/domain/obligation-rules.ts';
import {
  BASES,
  type Basis,
  CONFIRMATION_WAYS,
  type ConfirmationWay,
  EXEC_CAUSES,
  type ExecCause,
  type ExecDecision,
  ORDER_STATES,
  type OrderFacts,
  type OrderState,
  PRELIMINARY_ITEMS,
  type PreliminaryItem,
  REASON_CATEGORIES,
  type ReasonCategory,
  SOURCES,
  type Source,
  TRAITS,
  type Trait,
} from '../../src/domain/order.ts';
import { ORDER_ACTIONS, ORDER_PROCESS, type OrderAction } from '../../src/domain/order-process.ts';
import { DEPARTMENTS, type Department, DUTIES, type Right, type Role } from '../../src/domain/people.ts';
import {
  CONDITION_KINDS,
  type ConditionKind,
  REVIEW_QUESTIONS,
  REVIEW_STATES,
  type ReviewCondition,
  type ReviewRound,
  type ReviewState,
} from '../../src/domain/review.ts';
import { en } from '../../src/i18n/en/index.ts';
import { LOCALES, type Locale } from '../../src/i18n/locale.ts';
import { hasKey, type Key } from '../../src/i18n/translate.ts';
import { zhCN } from '../../src/i18n/zh-cn/index.ts';
import { zhTW } from '../../src/i18n/zh-tw/index.ts';

const root = join(import.meta.dirname, '../..');
const catalogues: Readonly<Record<Locale, Readonly<Record<string, unknown>>>> = { 'zh-CN': zhCN, 'zh-TW': zhTW, en };

/** Every code of the domain that people see, as the key of its word. */
type Needed =
  | `state.${OrderState}`
  | `action.${OrderAction}`
  | `role.${Role}`
  | `head_of.${Department}`
  | `dept_short.${Department}`
  | `right.${Right}`
  | `review_state.${ReviewState}`
  | `round_state.${ReviewRound['state']}`
  | `field.${keyof OrderFacts}`
  | `option.${OptionType}`
  | `option_state.${OptionState}`
  | `exec_cause.${ExecCause}`
  | `exec_decision.${ExecDecision}`
  | `trait.${Trait}`
  | `source.${Source}`
  | `reason_category.${ReasonCategory}`
  | `basis.${Basis}`
  | `way.${ConfirmationWay}`
  | `preliminary.${PreliminaryItem}`
  | `preliminary_short.${PreliminaryItem}`
  | `condition_kind.${ConditionKind}`
  | `condition_state.${ReviewCondition['state']}`
  | `obligation.${ObligationKey}`
  | `obligation_state.${ObligationState}`
  | `setting.${SettingKey}`
  | `event.${(typeof ORDER_PROCESS)[OrderAction][number]['event']}`;

/** Does not compile while a code has no word: the compiler names it. */
type Wordless = Exclude<Needed, Key>;
const everyCodeHasAWord: [Wordless] extends [never] ? true : Wordless = true;

describe('every code has a word', () => {
  const rights: readonly Right[] = Object.values(ORDER_PROCESS).flatMap((moves) => moves.flatMap((move) => move.by));
  const codes: Readonly<Record<string, readonly string[]>> = {
    state: ORDER_STATES,
    action: ORDER_ACTIONS,
    role: [...DEPARTMENTS, ...DUTIES],
    head_of: DEPARTMENTS,
    dept_short: DEPARTMENTS,
    right: [...rights, ...DEPARTMENTS],
    review_state: REVIEW_STATES,
    question: Object.values(REVIEW_QUESTIONS).flatMap((asked) => asked.map((q) => q.key)),
    option: OPTION_TYPES,
    exec_cause: EXEC_CAUSES,
    trait: TRAITS,
    source: SOURCES,
    reason_category: REASON_CATEGORIES,
    basis: BASES,
    way: CONFIRMATION_WAYS,
    preliminary: PRELIMINARY_ITEMS,
    preliminary_short: PRELIMINARY_ITEMS,
    condition_kind: CONDITION_KINDS,
    obligation: OBLIGATION_KEYS,
    setting: SETTING_KEYS,
    event: Object.values(ORDER_PROCESS).flatMap((moves) => moves.map((move) => move.event)),
  };

  test.each(Object.entries(codes))('%s', (prefix, of) => {
    expect(everyCodeHasAWord).toBe(true);
    expect(of.filter((code) => !hasKey(`${prefix}.${code}`))).toEqual([]);
  });

  test.each(LOCALES)('%s: the states of an order, and what can be done to it, differ in their words', (locale) => {
    for (const [prefix, of] of [
      ['state', ORDER_STATES],
      ['action', ORDER_ACTIONS],
      ['role', [...DEPARTMENTS, ...DUTIES]],
      ['review_state', REVIEW_STATES],
    ] as const) {
      const words = of.map((code) => catalogues[locale][`${prefix}.${code}`]);
      expect(words.filter((word, index) => words.indexOf(word) !== index)).toEqual([]);
    }
  });

  test('every event the domain and the commands write has a phrase for the timeline', () => {
    const written = sources().flatMap(({ text }) =>
      [...text.matchAll(/\b(?:event|said)\('([a-z_.]+)'/g)].map(([, type]) => `event.${type}`),
    );
    expect(written.length).toBeGreaterThan(20);
    expect([...new Set(written)].filter((key) => !hasKey(key))).toEqual([]);
  });
});

function sources(): readonly { readonly file: string; readonly text: string }[] {
  return globSync(['src/**/*.ts', 'adapters/**/*.ts'], { cwd: root })
    .filter((file) => !file.startsWith('src/generated') && !file.startsWith('src/i18n'))
    .map((file) => ({ file, text: readFileSync(join(root, file), 'utf8') }));
}

describe('the program names no word that is missing', () => {
  test('{ term }, say and translate', () => {
    const literal = /\bterm: '([\w.-]+)'|\b(?:say|sayAny|translate)\([^'"`()]*, '([\w.-]+)'/g;
    const missing = sources().flatMap(({ file, text }) =>
      [...text.matchAll(literal)]
        .map(([, term, said]) => term ?? said ?? '')
        .filter((key) => !hasKey(key))
        .map((key) => `${file}: ${key}`),
    );
    expect(missing).toEqual([]);
  });

  test('keys put together from a code have a family', () => {
    const built = /(?:\bterm: |\b(?:say|sayAny|translate)\([^'"`()]*, )`([\w.-]+\.)\$\{/g;
    const keys = Object.keys(zhCN);
    const missing = sources().flatMap(({ file, text }) =>
      [...text.matchAll(built)]
        .map(([, prefix = '']) => prefix)
        .filter((prefix) => !keys.some((key) => key.startsWith(prefix)))
        .map((prefix) => `${file}: ${prefix}`),
    );
    expect(missing).toEqual([]);
  });
});

describe('what help says can be typed', () => {
  const verbs = Object.keys(VERBS) as Verb[];

  test.each(LOCALES)('XD-09 %s: the name of every command is understood', (locale) => {
    const lost = verbs.filter((verb) => {
      const said = readCommand(String(catalogues[locale][`verb.${verb}`]));
      return said.kind !== 'verb' || said.verb !== verb;
    });
    expect(lost).toEqual([]);
  });

  test.each(LOCALES)('XD-09 %s: so is every example', (locale) => {
    const lost = verbs.filter((verb) => {
      const said = readCommand(String(catalogues[locale][`example.${verb}`]));
      return verb === 'new'
        ? said.kind === 'unknown' || said.kind === 'bare'
        : said.kind !== 'verb' || said.verb !== verb;
    });
    expect(lost).toEqual([]);
  });
});
