import { describe, expect, test } from 'vitest';
import { drawCard } from '../../src/chat/draw.ts';
import { LOCALES } from '../../src/i18n/locale.ts';
import { anOption, anOrderInReview, aRound, aTask, NOW } from '../support/build-order.ts';
import { wordsOf } from '../support/read-card.ts';
import { aVoice } from '../support/voices.ts';

const HOUR = 3_600_000;
const ANSWERS = { process: '可行', capacity: '够', materials: '齐' };

describe('the review report', () => {
  const round = aRound({
    state: 'FAILED',
    closedAt: NOW + 3 * HOUR,
    tasks: [
      aTask('PROD', { state: 'APPROVED', decidedBy: 'prod', decidedAt: NOW, answers: ANSWERS }),
      aTask('PROC', {
        state: 'REJECTED',
        decidedBy: 'proc',
        decidedAt: NOW,
        reason: '钢板要等',
        earliest: NOW + 96 * HOUR,
      }),
      aTask('TECH', {
        state: 'APPROVED_WITH_CONDITIONS',
        decidedBy: 'boss',
        decidedAt: NOW,
        conditions: [{ id: 'c', kind: 'technical', text: '先确认图纸', state: 'OPEN' }],
      }),
      aTask('LOGI', { state: 'VOID' }),
    ],
  });
  const report = (locale: (typeof LOCALES)[number]) =>
    drawCard(
      {
        view: 'review.report',
        order: anOrderInReview({ state: 'NEGOTIATING', round, negotiation: { options: [anOption()] } }),
        obligations: [],
        round,
      },
      aVoice(locale),
    );

  test('JW-09 every department in one table with decision, earliest date, remarks and who', () => {
    const words = wordsOf(report('zh-CN'));
    expect(words).toContain('部门 | 意见 | 答复人 | 最早可交期 | 说明');
    expect(words).toContain('采购部 | 不同意 | 吴敏 | 2026/11/28（周六）09:00 | 钢板要等');
    expect(words).toContain('技术部 | 有条件同意 | 王总 |  | 先确认图纸');
    expect(words).toContain('工艺是否可行：可行');
  });

  test('JW-09 a column nobody has anything for is left out', () => {
    const tasks = [aTask('PROD', { state: 'APPROVED', decidedBy: 'prod', decidedAt: NOW })];
    const card = drawCard(
      { view: 'review.report', order: anOrderInReview(), obligations: [], round: aRound({ state: 'PASSED', tasks }) },
      aVoice(),
    );
    expect(wordsOf(card)).toContain('部门 | 意见 | 答复人\n生产部 | 已同意 | 陈刚');
    expect(wordsOf(card)).toContain('意见: 已同意 1');
  });

  test.each(LOCALES)('JW-09 %s: as many rows as departments, one table', (locale) => {
    const tables = report(locale).blocks.filter((b) => b.kind === 'table');
    expect(tables.map((t) => t.rows.length)).toEqual([4]);
  });

  test.each([
    ['PASSED', 'good'],
    ['FAILED', 'warning'],
    ['SUPERSEDED', 'ended'],
    ['OPEN', 'waiting'],
  ] as const)('a %s round has its tone', (state, tone) => {
    expect(
      drawCard({ view: 'review.report', order: anOrderInReview(), obligations: [], round: aRound({ state }) }, aVoice())
        .tone,
    ).toBe(tone);
  });
});
