import { describe, expect, test } from 'vitest';
import { readCommand, readsLikeDecision, VERBS, type Verb, verbSaid } from '../../src/chat/grammar.ts';
import { LOCALES } from '../../src/i18n/locale.ts';
import { translate } from '../../src/i18n/translate.ts';

describe('verbs', () => {
  test.each(Object.entries(VERBS).flatMap(([verb, words]) => words.map((word) => [word, verb] as const)))(
    '%s means %s',
    (word, verb) => {
      expect(readCommand(`${word} UO-2026-0001 x`)).toEqual({ kind: 'verb', verb, rest: 'UO-2026-0001 x' });
    },
  );

  test('no word names two verbs', () => {
    const words: readonly string[] = Object.values(VERBS).flat();
    expect(words.filter((w, i) => words.indexOf(w) !== i)).toEqual([]);
  });

  test.each(LOCALES)('XD-09 the name of every verb in %s can be typed, and so can its example', (locale) => {
    for (const verb of Object.keys(VERBS) as Verb[]) {
      expect(readCommand(translate(locale, `verb.${verb}`))).toMatchObject({ kind: 'verb', verb });
      if (verb !== 'new')
        expect(readCommand(translate(locale, `example.${verb}`))).toMatchObject({ kind: 'verb', verb });
    }
    expect(readCommand(translate(locale, 'example.new')).kind).toBe('order');
  });

  test.each([
    ['确认UO-2026-0001', 'confirm', 'UO-2026-0001'],
    ['ＳＨＯＷ　UO-2026-0001', 'show', 'UO-2026-0001'],
    ['  APPROVE  uo-1  Capacity OK ', 'approve', 'uo-1 Capacity OK'],
    ['/help', 'help', ''],
    ['搜尋 台積電', 'search', '台積電'],
    ['等待客户 D-0001', 'wait', 'D-0001'],
    ['重新提交D-0001', 'resubmit', 'D-0001'],
    ['show “UO-1”', 'show', '“UO-1”'],
  ] as const)('%s', (typed, verb, rest) => {
    expect(readCommand(typed)).toEqual({ kind: 'verb', verb, rest });
  });

  test('names keep their capitals and their script', () => {
    expect(readCommand('search ACME 臺灣積體')).toMatchObject({ rest: 'ACME 臺灣積體' });
  });
});

describe('what is no verb', () => {
  test.each([
    ['', 'bare'],
    ['   ', 'bare'],
    ['\u200b\u202e', 'bare'],
  ] as const)('nothing opens the form: %j', (typed, kind) => {
    expect(readCommand(typed).kind).toBe(kind);
  });

  test.each([
    '500 x M6 bracket for ACME by Fri 17:00',
    '给 ACME 加急 500 件 M6 支架 周五17点前',
    'M6 bracket 500 pcs',
    '五百件支架 周五',
    '订单 500 件 M6 支架',
  ])('a sentence with a number describes an order: %s', (typed) => {
    expect(readCommand(typed)).toEqual({ kind: 'order', text: typed });
  });

  test.each([
    ['aprove UO-2026-0001', 'approve'],
    ['comfirm D-0001', 'confirm'],
    ['serch bracket', 'search'],
    ['shwo UO-2026-0001', 'show'],
    ['hlep', 'help'],
    ['确人 D-0001', 'confirm'],
    ['setings', 'settings'],
  ] as const)('a slip is offered, never done: %s', (typed, near) => {
    expect(readCommand(typed)).toMatchObject({ kind: 'unknown', near });
  });

  test.each(['xyzzy', '天气怎么样', '<!channel>', '=HYPERLINK("x")', '🙂'])('nothing like a verb: %s', (typed) => {
    expect(readCommand(typed)).toMatchObject({ kind: 'unknown', near: null });
  });

  test('100 kB, control and direction characters come through as text', () => {
    expect(readCommand('a'.repeat(100_000)).kind).toBe('unknown');
    expect(readCommand(`show ${'x'.repeat(100_000)}`)).toMatchObject({ kind: 'verb', verb: 'show' });
    expect(readCommand('show UO-\u202e1\u0007 x')).toEqual({ kind: 'verb', verb: 'show', rest: 'UO-1 x' });
  });
});

test('help finds a verb by any of its names, slips included', () => {
  expect([verbSaid('协商'), verbSaid('NEGOTIATE'), verbSaid('negotate'), verbSaid('blah')]).toEqual([
    'negotiate',
    'negotiate',
    'negotiate',
    null,
  ]);
});

test.each([
  ['同意', 'yes'],
  ['OK', 'yes'],
  ['可以！', 'yes'],
  ['LGTM', 'yes'],
  ['不同意', 'no'],
  ['来不及', 'no'],
  ['同意吗？', null],
  ['我觉得可以再等等', null],
  ['ok, the drawing is here', null],
  ['', null],
] as const)('what reads like a decision: %s', (said, decision) => {
  expect(readsLikeDecision(said)).toBe(decision);
});
