import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { ORDER_ACTIONS } from '../../src/domain/order-process.ts';
import { DEPARTMENTS } from '../../src/domain/people.ts';
import { en } from '../../src/i18n/en/index.ts';
import { LOCALES, type Locale } from '../../src/i18n/locale.ts';
import { zhCN } from '../../src/i18n/zh-cn/index.ts';
import { zhTW } from '../../src/i18n/zh-tw/index.ts';
import { MAINLAND_WORDS, SIMPLIFIED_ONLY, TRADITIONAL_ONLY } from '../support/chinese.ts';

const root = join(import.meta.dirname, '../..');
const catalogues: Readonly<Record<Locale, Readonly<Record<string, unknown>>>> = { 'zh-CN': zhCN, 'zh-TW': zhTW, en };

interface Declared {
  readonly key: string;
  readonly params: readonly string[];
}

/** The keys of the source with the parameters their functions declare, read from the text: at run time a name that is not used is gone. */
function declared(): readonly Declared[] {
  return globSync('src/i18n/zh-cn/*.ts', { cwd: root }).flatMap((file) =>
    [...readFileSync(join(root, file), 'utf8').matchAll(/'([\w.-]+)':\s*\(\s*p: \{([^}]*)\}\)/g)].map(
      ([, key = '', params = '']) => ({
        key,
        params: [...params.matchAll(/(\w+)\??:/g)].map(([, name = '']) => name),
      }),
    ),
  );
}

/** A message with every parameter standing for itself, and which of them it asked for. */
function draw(message: unknown): { readonly text: string; readonly asked: readonly string[] } {
  if (typeof message !== 'function') return { text: String(message), asked: [] };
  const asked = new Set<string>();
  const get = (_: object, name: string | symbol) => {
    asked.add(String(name));
    return `⟦${String(name)}⟧`;
  };
  const params = new Proxy({}, { get });
  return { text: (message as (p: unknown) => string)(params), asked: [...asked].sort() };
}

function drawn(locale: Locale): readonly (readonly [key: string, text: string])[] {
  return Object.entries(catalogues[locale]).map(
    ([key, message]) => [key, draw(message).text.replaceAll(/⟦\w+⟧/g, '')] as const,
  );
}

/** Texts in which `fault` finds something, as `key: what — text`. */
function faults(locale: Locale, fault: (text: string) => string): readonly string[] {
  return drawn(locale)
    .map(([key, text]) => [key, fault(text), text] as const)
    .filter(([, found]) => found !== '')
    .map(([key, found, text]) => `${key}: ${found} — ${text}`);
}

function charactersOf(text: string, wanted: ReadonlySet<string>): string {
  return [...text].filter((c) => wanted.has(c)).join('');
}

/** A language's own name is written in that language everywhere. */
function withoutLanguageNames(text: string): string {
  return text.replaceAll(/简体中文|繁體中文|简体|繁體/g, '');
}

describe('catalogues', () => {
  test.each(LOCALES)('%s has every key of the source, as the same kind, and no other', (locale) => {
    const kinds = (catalogue: Readonly<Record<string, unknown>>) =>
      Object.entries(catalogue)
        .map(([key, message]) => `${key} ${typeof message}`)
        .sort();
    expect(kinds(catalogues[locale])).toEqual(kinds(zhCN));
  });

  test('no key stands in two files', () => {
    const keys = globSync('src/i18n/zh-cn/*.ts', { cwd: root }).flatMap((file) =>
      [...readFileSync(join(root, file), 'utf8').matchAll(/^ {2}'([\w.-]+)':/gm)].map(([, key]) => key),
    );
    expect(keys.filter((key, index) => keys.indexOf(key) !== index)).toEqual([]);
    expect(keys.length).toBe(Object.keys(zhCN).length);
  });

  test.each(LOCALES)('%s: no empty text, no blanks at the ends, nothing undefined', (locale) => {
    expect(
      faults(locale, (text) => (text.includes('undefined') || text.includes('[object') ? 'undefined' : '')),
    ).toEqual([]);
    const empty = Object.entries(catalogues[locale])
      .filter(([, message]) => draw(message).text.trim() === '')
      .map(([key]) => key);
    expect(empty).toEqual([]);
    const blanks = Object.entries(catalogues[locale])
      .map(([key, message]) => [key, draw(message).text] as const)
      .filter(([, text]) => text !== text.trim() || text.includes('  '));
    expect(blanks).toEqual([]);
  });

  test.each(LOCALES)('%s uses every parameter a message declares', (locale) => {
    const unused = declared().filter(({ key, params }) => {
      const { asked } = draw(catalogues[locale][key]);
      return params.some((name) => !asked.includes(name));
    });
    expect(unused).toEqual([]);
    expect(declared().length).toBe(Object.values(zhCN).filter((message) => typeof message === 'function').length);
  });
});

describe('each language is itself', () => {
  test('XD-09 zh-CN has no Traditional characters', () => {
    expect(faults('zh-CN', (text) => charactersOf(withoutLanguageNames(text), TRADITIONAL_ONLY))).toEqual([]);
  });

  test('XD-09 zh-TW has no Simplified characters', () => {
    expect(faults('zh-TW', (text) => charactersOf(withoutLanguageNames(text), SIMPLIFIED_ONLY))).toEqual([]);
  });

  test('XD-09 zh-TW has no words of the mainland', () => {
    const found = (text: string) =>
      Object.keys(MAINLAND_WORDS)
        .filter((word) => text.includes(word))
        .map((word) => `${word} → ${MAINLAND_WORDS[word]}`)
        .join(', ');
    expect(faults('zh-TW', found)).toEqual([]);
  });

  test('XD-09 English has neither Chinese characters nor Chinese punctuation', () => {
    expect(
      faults('en', (text) =>
        (withoutLanguageNames(text).match(/[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]/g) ?? []).join(''),
      ),
    ).toEqual([]);
  });

  test.each(['zh-CN', 'zh-TW'] as const)('%s punctuates as Chinese does', (locale) => {
    expect(
      faults(locale, (text) =>
        (text.match(/[\u4e00-\u9fff」）][,;:!?]|[,;!?][\u4e00-\u9fff「（]|\.\.\./) ?? []).join(''),
      ),
    ).toEqual([]);
  });

  test('English has typographic quotes and ellipses', () => {
    expect(faults('en', (text) => (text.match(/\w'\w|"|\.\.\./) ?? []).join(''))).toEqual([]);
  });

  test.each([
    ['zh-CN', 8],
    ['zh-TW', 8],
    ['en', 24],
  ] as const)('%s: what is done fits on a button', (locale, most) => {
    const long = ORDER_ACTIONS.map((action) => String(catalogues[locale][`action.${action}`])).filter(
      (label) => [...label].length > most,
    );
    expect(long).toEqual([]);
  });

  test.each([
    ['zh-CN', 4],
    ['zh-TW', 4],
    ['en', 8],
  ] as const)('%s: a department fits in a compact row', (locale, most) => {
    const long = DEPARTMENTS.map((d) => String(catalogues[locale][`dept_short.${d}`])).filter(
      (label) => [...label].length > most,
    );
    expect(long).toEqual([]);
  });
});
