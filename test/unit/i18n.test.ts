import { describe, expect, test } from 'vitest';
import { LOCALES, type Locale } from '../../src/i18n/locale.ts';
import { hasKey, say, sayAny, show, translate, type Voice } from '../../src/i18n/translate.ts';

const names: Readonly<Record<string, string>> = { p1: '陈静', BOT: '系统' };

function voice(locale: Locale): Voice {
  return { locale, timeZone: 'Asia/Shanghai', nameOf: (id) => names[id] ?? '?' };
}

describe('a message is drawn for whoever reads it', () => {
  test('XD-09 one stored refusal, three readers', () => {
    const params = {
      department: { term: 'role.PROC' },
      decision: { term: 'review_state.REJECTED' },
      by: { person: 'p1' },
      at: { date: Date.UTC(2026, 10, 27, 9, 5) },
    } as const;
    expect(LOCALES.map((locale) => say(voice(locale), 'refusal.already_decided', params))).toEqual([
      '陈静已于 2026/11/27（周五）17:05 给出采购部的意见：不同意。要改，请点「更改意见」。',
      '陈静已於 2026/11/27（週五）17:05 提出採購部的意見：不同意。要改，請按「變更意見」。',
      '陈静 already gave the decision of Purchasing on Fri 27 Nov 2026, 17:05: Rejected. To change it, press “Change my decision”.',
    ]);
  });

  test.each([
    ['plain', 'plain'],
    [12_345.6789, '12,345.679'],
    [{ duration: 5_400_000 }, '1 小时 30 分钟'],
    [{ money: 1_234_500, currency: 'CNY' }, 'CNY 12,345'],
    [{ day: Date.UTC(2026, 10, 27, 9, 5) }, '2026/11/27（周五）'],
    [{ person: 'p1' }, '陈静'],
    [{ term: 'state.IN_REVIEW' }, '评审中'],
    [{ list: [{ term: 'role.PROD' }, { person: 'p1' }, 'x'] }, '生产部、陈静、x'],
  ] as const)('%j', (param, text) => {
    expect(show(voice('zh-CN'), param)).toBe(text);
  });

  test('a key nobody knows is a fault', () => {
    expect(() => sayAny(voice('en'), 'refusal.nonsense')).toThrow('no catalogue entry for refusal.nonsense');
    expect(() => sayAny(voice('en'), 'toString')).toThrow();
    expect(hasKey('refusal.wrong_state')).toBe(true);
    expect(hasKey('toString')).toBe(false);
  });

  test('interface words need nobody', () => {
    expect(LOCALES.map((locale) => translate(locale, 'action.approve_with_conditions'))).toEqual([
      '有条件同意',
      '附條件同意',
      'Approve with conditions',
    ]);
  });

  test('XD-01 what may not be done says who may', () => {
    const params = { action: { term: 'action.exec_accept' }, who: { list: [{ term: 'right.EXEC' }] } };
    expect(LOCALES.map((locale) => sayAny(voice(locale), 'refusal.not_yours', params))).toEqual([
      '「接单」要由以下人员来做：公司领导。',
      '「接單」須由以下人員處理：高階主管。',
      '“Accept the order” is up to: Leadership.',
    ]);
  });
});
