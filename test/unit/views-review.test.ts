import { describe, expect, test } from 'vitest';
import type { TaskView } from '../../src/app/card-models.ts';
import type { Card } from '../../src/chat/card.ts';
import { drawCard } from '../../src/chat/draw.ts';
import { DEPARTMENTS } from '../../src/domain/people.ts';
import { REVIEW_QUESTIONS, REVIEW_STATES } from '../../src/domain/review.ts';
import { LOCALES } from '../../src/i18n/locale.ts';
import { say } from '../../src/i18n/translate.ts';
import { anObligation, anOrderInReview, aRound, aTask, NOW, someFacts } from '../support/build-order.ts';
import { buttonsOn, doingsOn, wordsOf } from '../support/read-card.ts';
import { aVoice } from '../support/voices.ts';

const HOUR = 3_600_000;

function taskView(change: Partial<TaskView> = {}): TaskView {
  const round = change.round ?? aRound();
  return {
    order: anOrderInReview({ round }),
    obligations: [],
    round,
    task: aTask('PROD'),
    isLatest: true,
    changes: [],
    earlier: null,
    files: [],
    ...change,
  };
}

function task(change: Partial<TaskView> = {}, locale: (typeof LOCALES)[number] = 'zh-CN'): Card {
  return drawCard({ ...taskView(change), view: 'review.task' }, aVoice(locale));
}

const ANSWERS = { process: '可行', capacity: '够', materials: '齐' };

describe('a department’s card', () => {
  test('UO-12 says what a yes means, the facts, the questions and the time left', () => {
    const words = wordsOf(
      task({ obligations: [anObligation('review', { subjectId: 'task-PROD', dueAt: NOW + 4 * HOUR })] }),
    );
    expect(words).toContain('工艺、产能、物料都没有问题，2026/11/27（周五）09:00 前能完成生产。');
    expect(words).toContain('请在此前答复: 2026/11/24（周二）13:00');
    expect(words).toContain('加急原因: 客户停线');
    expect(words).toContain('- 产能是否排得下');
  });

  test.each(LOCALES)('UO-13 %s: five answers, each about this department', (locale) => {
    const card = task({}, locale);
    expect(doingsOn(card)).toEqual([
      'approve',
      'conditions',
      'reject',
      'ask_info',
      'order.show',
      'order.timeline',
      'recuse',
      'delegate',
    ]);
    for (const button of buttonsOn(card)) expect(button.value).toMatchObject({ order: 'order-1', rev: 2, ver: 3 });
    expect(
      buttonsOn(card)
        .slice(0, 4)
        .map((b) => b.value.subject),
    ).toEqual(['PROD', 'PROD', 'PROD', 'PROD']);
    expect(buttonsOn(card)[0]?.label).toBe(say(aVoice(locale), 'button.approve'));
  });

  test('UO-12 yes is one press only when nothing required is left to answer', () => {
    expect(doingsOn(task({ task: aTask('PROD', { answers: ANSWERS }) }))[0]).toBe('review.approve');
    expect(doingsOn(task({ task: aTask('PROD', { answers: { ...ANSWERS, materials: '' } }) }))[0]).toBe('approve');
    expect(doingsOn(task({ task: aTask('WH') }))[0]).toBe('review.approve');
  });

  test.each(DEPARTMENTS)('JW-05 %s: yes means something in three languages', (department) => {
    for (const locale of LOCALES) {
      const card = task({ task: aTask(department) }, locale);
      expect(wordsOf(card)).toContain(say(aVoice(locale), 'review.yes_means'));
      for (const { key, isRequired } of REVIEW_QUESTIONS[department] ?? [])
        if (isRequired) expect(wordsOf(card)).toContain(say(aVoice(locale), `question.${key as 'process'}`));
    }
  });

  test('UO-16 a second round shows what changed and what was said before', () => {
    const facts = someFacts({ requiredBy: NOW + 120 * HOUR });
    const round = aRound({ id: 'round-2', number: 2 });
    const card = task({
      order: anOrderInReview({ facts, round }),
      round,
      task: aTask('PROC'),
      changes: [{ field: 'requiredBy', before: NOW + 72 * HOUR, after: NOW + 120 * HOUR }],
      earlier: aTask('PROC', {
        state: 'REJECTED',
        decidedBy: 'proc',
        decidedAt: NOW,
        reason: '钢板要等',
        earliest: NOW + 96 * HOUR,
      }),
    });
    const words = wordsOf(card);
    expect(card.subtitle).toContain('第 2 轮');
    expect(words).toContain('要求交期: 2026/11/27（周五）09:00 → 2026/11/29（周日）09:00');
    expect(words).toContain('采购部上一轮：不同意\n理由 · 钢板要等\n最早可交期 2026/11/28（周六）09:00');
  });

  test('domain §10.2 a question asked is shown with its answer; the clock goes on and a decision stays possible', () => {
    const asked = task({ task: aTask('LOGI', { state: 'INFO_REQUESTED', question: '有叉车吗？', askedAt: NOW }) });
    expect(wordsOf(asked)).toContain('有叉车吗？');
    expect(doingsOn(asked)).toEqual([
      'approve',
      'conditions',
      'reject',
      'order.show',
      'order.timeline',
      'recuse',
      'delegate',
    ]);
    expect(wordsOf(task({ task: aTask('LOGI', { question: '有叉车吗？', reply: '有两台' }) }))).toContain(
      '销售答复 有两台',
    );
  });

  test('overdue: the card turns red and keeps its buttons; nothing is approved by silence', () => {
    const card = task({
      obligations: [anObligation('review', { subjectId: 'task-PROD', state: 'MISSED', dueAt: NOW - HOUR })],
    });
    expect(card.tone).toBe('bad');
    expect(doingsOn(card)).toContain('approve');
    expect(wordsOf(card)).toContain('已超时: 2026/11/24（周二）08:00');
  });

  test('T31 on hold: why, and no answer is asked for', () => {
    const round = aRound();
    const card = task({ order: anOrderInReview({ round, hold: { reason: '客户欠款', by: 'boss', since: NOW } }) });
    expect(wordsOf(card)).toContain('客户欠款');
    expect(doingsOn(card)).toEqual(['order.show']);
  });

  test('PJ-29 waiting for the customer stops the countdown', () => {
    const words = wordsOf(task({ obligations: [anObligation('review', { subjectId: 'task-PROD', pausedAt: NOW })] }));
    expect(words).toContain(say(aVoice(), 'review.countdown_paused'));
  });

  test('XD-10 whoever stands in for a missing head is told why', () => {
    expect(wordsOf(task({ task: aTask('LOGI', { fallback: 'no_head' }) }))).toContain(say(aVoice(), 'review.stand_in'));
  });

  test('FIN sees price and payment terms, PROD does not', () => {
    const order = anOrderInReview({
      facts: someFacts({ amountMinor: 12_500_000, currency: 'CNY', paymentTerms: '月结 60 天' }),
    });
    expect(wordsOf(task({ order, task: aTask('FIN') }))).toContain('CNY 125,000');
    expect(wordsOf(task({ order, task: aTask('PROD') }))).not.toContain('125,000');
  });

  const decided = REVIEW_STATES.filter((s) => s !== 'PENDING' && s !== 'INFO_REQUESTED' && s !== 'VOID');
  test.each(decided)(
    'a decided task (%s) shows the outcome and one way to change it while the round is open',
    (state) => {
      for (const locale of LOCALES) {
        const card = task(
          {
            task: aTask('PROC', { state, decidedBy: 'deputy', decidedFor: 'proc', decidedAt: NOW, reason: '钢板要等' }),
          },
          locale,
        );
        expect(card.title).toContain(say(aVoice(locale), `review_state.${state}`));
        expect(wordsOf(card)).toContain(say(aVoice(locale), 'card.by_for', { name: '冯杰', head: '吴敏' }));
        expect(doingsOn(card)).toEqual(['change_answer', 'order.show']);
      }
    },
  );

  test('PJ-03 an open condition can be settled by the head; a settled one not again', () => {
    const conditions = [{ id: 'c', kind: 'technical' as const, text: '先确认图纸', state: 'OPEN' as const }];
    const card = task({
      task: aTask('TECH', { state: 'APPROVED_WITH_CONDITIONS', decidedBy: 'boss', decidedAt: NOW, conditions }),
    });
    expect(wordsOf(card)).toContain('条件 · 技术 · 先确认图纸 · 未解决');
    expect(doingsOn(card)).toEqual(['review.clear_condition', 'change_answer', 'order.show']);
    const cleared = task({
      task: aTask('TECH', {
        state: 'APPROVED_WITH_CONDITIONS',
        decidedBy: 'boss',
        decidedAt: NOW,
        conditions: [{ ...conditions[0]!, state: 'CLEARED' }],
      }),
    });
    expect(doingsOn(cleared)).toEqual(['change_answer', 'order.show']);
  });
});

describe('cards of a round that is over have no buttons', () => {
  const answers = [
    aTask('PROC', { state: 'VOID' }),
    aTask('PROC', { state: 'REJECTED', decidedBy: 'proc', decidedAt: NOW, reason: '钢板要等' }),
    aTask('PROC'),
  ];
  for (const state of ['PASSED', 'FAILED', 'SUPERSEDED'] as const) {
    test(`JW-04 ${state}: void, decided or never answered`, () => {
      for (const locale of LOCALES) {
        for (const each of answers) {
          const card = task({ round: aRound({ state, closedAt: NOW }), task: each }, locale);
          expect(buttonsOn(card)).toEqual([]);
          expect(card.tone).toBe('ended');
        }
      }
    });
  }

  test('JW-04 a later round takes the place of an open one: the card says so', () => {
    const card = task({
      isLatest: false,
      round: aRound({ state: 'SUPERSEDED' }),
      task: aTask('PROC', { state: 'VOID' }),
    });
    expect(wordsOf(card)).toContain(say(aVoice(), 'review.superseded'));
    expect(buttonsOn(card)).toEqual([]);
  });

  test('what was said stays readable', () => {
    const card = task({ round: aRound({ state: 'FAILED', closedAt: NOW }), task: answers[1]! });
    expect(wordsOf(card)).toContain('钢板要等');
    expect(wordsOf(card)).toContain('本轮评审未通过');
  });

  test('T15 the order was withdrawn meanwhile', () => {
    const round = aRound({ state: 'SUPERSEDED' });
    const card = task({
      order: anOrderInReview({ state: 'ABANDONED', round }),
      round,
      task: aTask('PROC', { state: 'VOID' }),
    });
    expect(wordsOf(card)).toContain('UO-2026-0012：已放弃');
  });
});

describe('the question to sales', () => {
  const asked = aTask('LOGI', { state: 'INFO_REQUESTED', question: '有叉车吗？', askedAt: NOW });
  const question = (change: Partial<TaskView>) =>
    drawCard({ ...taskView({ task: asked, ...change }), view: 'review.question' }, aVoice());

  test('the question, until when, and the button that answers it', () => {
    const card = question({
      obligations: [anObligation('review_info', { subjectId: 'task-LOGI', dueAt: NOW + HOUR })],
    });
    expect(card.title).toBe('UO-2026-0012 · 物流部有个问题');
    expect(wordsOf(card)).toContain('有叉车吗？\n请在此前答复: 2026/11/24（周二）10:00');
    expect(doingsOn(card)).toEqual(['answer_info', 'order.show']);
    expect(buttonsOn(card)[0]?.value.subject).toBe('LOGI');
  });

  test('answered, or nobody needs it any more: no buttons', () => {
    const answered = question({ task: { ...asked, state: 'PENDING', reply: '有两台', repliedAt: NOW } });
    expect(wordsOf(answered)).toContain('有两台');
    expect(buttonsOn(answered)).toEqual([]);
    expect(buttonsOn(question({ round: aRound({ state: 'FAILED' }) }))).toEqual([]);
  });
});
