import { describe, expect, test } from 'vitest';
import type { Card } from '../../src/chat/card.ts';
import { drawCard } from '../../src/chat/draw.ts';
import { ORDER_STATES, type Order, type OrderState } from '../../src/domain/order.ts';
import { LOCALES } from '../../src/i18n/locale.ts';
import { say } from '../../src/i18n/translate.ts';
import {
  anExecRequest,
  anObligation,
  anOption,
  anOrder,
  anOrderInReview,
  aRound,
  aTask,
  NOW,
  someFacts,
} from '../support/build-order.ts';
import { buttonsOn, doingsOn, wordsOf } from '../support/read-card.ts';
import { aVoice } from '../support/voices.ts';

const HOUR = 3_600_000;

function living(order: Order, obligations = [anObligation('review', { subjectId: 'task-PROD', role: 'PROD' })]): Card {
  return drawCard({ view: 'order.living', order, obligations }, aVoice());
}

function stepsOn(card: Card): string[] {
  return card.blocks.flatMap((b) => (b.kind === 'steps' ? b.steps.map((s) => `${s.label} ${s.state}`) : []));
}

describe('the one line in the main channel', () => {
  const line = (order: Order, locale: (typeof LOCALES)[number] = 'zh-CN'): Card =>
    drawCard(
      { view: 'order.line', order, obligations: [anObligation('confirm_customer', { personId: 'sales' })] },
      aVoice(locale),
    );

  test.each(LOCALES)('UO-06 %s: number, customer, product × quantity, due, who is next', (locale) => {
    const card = line(anOrder(), locale);
    expect(card.title).toBe(`D-0001 · ${say(aVoice(locale), 'state.IDENTIFIED')}`);
    expect(wordsOf(card)).toContain('ACME · 支架 × 500 件 · M6');
    expect(wordsOf(card)).toContain('林悦');
    expect(doingsOn(card)).toEqual(['order.show', 'confirm']);
  });

  test('XD-17 a confidential order shows neither customer nor product in the main channel', () => {
    const facts = someFacts({
      customer: '秘密客户',
      product: '秘密产品',
      model: 'S-1',
      place: '秘密地点',
      reason: '秘密原因',
    });
    for (const state of ORDER_STATES) {
      const card = line(anOrder({ isConfidential: true, facts, state }));
      expect(`${wordsOf(card)} ${card.summary}`).not.toMatch(/秘密|S-1/);
    }
  });

  test('XD-17 a notice of a confidential order says no customer either', () => {
    const facts = someFacts({ customer: '秘密客户', product: '秘密产品' });
    const entry = {
      stream: 'order-1',
      seq: 9,
      type: 'order.accepted',
      at: NOW,
      actorId: 'boss',
      onBehalf: null,
      version: 4,
      data: JSON.stringify({ committed: NOW, override: false }),
      prevHash: '',
      hash: '',
    };
    const card = drawCard({ view: 'order.notice', order: anOrder({ isConfidential: true, facts }), entry }, aVoice());
    expect(`${wordsOf(card)} ${card.summary}`).not.toContain('秘密');
  });
});

describe('the living card', () => {
  test('UO-11 progress, state, who owes what until when', () => {
    const card = living(anOrderInReview());
    expect(card.title).toBe('UO-2026-0012 · 评审中');
    expect(stepsOn(card)).toEqual(['识别 done', '客户确认 done', '评审 now', '决定 next', '接单 next']);
    expect(wordsOf(card)).toContain('下一步: 部门评审 · 生产部');
    expect(wordsOf(card)).toContain('2026/11/24（周二）13:00');
    expect(doingsOn(card)).toEqual([
      'review',
      'order.remind',
      'order.show',
      'wait',
      'order.timeline',
      'hold',
      'withdraw',
    ]);
  });

  test('UO-11 every button carries the order and the version it was drawn from', () => {
    for (const button of buttonsOn(living(anOrderInReview())))
      expect(button.value).toMatchObject({ order: 'order-1', rev: 2, ver: 3 });
  });

  test('UO-11 what a department owes that is overdue comes first, and the card turns red without a word of blame', () => {
    const late = anObligation('review', { id: 'late', role: 'PROC', state: 'MISSED', dueAt: NOW - HOUR });
    const card = living(anOrderInReview(), [anObligation('review', { role: 'PROD' }), late]);
    expect(card.tone).toBe('bad');
    expect(wordsOf(card)).toContain('下一步: 部门评审 · 采购部');
    expect(wordsOf(card)).toContain('已超时: 2026/11/24（周二）08:00');
  });

  test('PJ-29 what stands still is not next: while the customer is awaited, asking them is', () => {
    const card = living(anOrderInReview({ waiting: { for: '新交期', by: 'sales', since: NOW } }), [
      anObligation('review', { role: 'PROD', pausedAt: NOW }),
      anObligation('customer_answer', { personId: 'sales', dueAt: NOW + 8 * HOUR }),
    ]);
    expect(wordsOf(card)).toContain('下一步: 取得客户答复 · 林悦');
  });

  test('JW-09 each department with its word, reason and earliest date; a delegate is named as one (XD-07)', () => {
    const round = aRound({
      tasks: [
        aTask('PROD', { state: 'APPROVED', decidedBy: 'prod', decidedAt: NOW }),
        aTask('PROC', {
          state: 'REJECTED',
          decidedBy: 'deputy',
          decidedFor: 'proc',
          decidedAt: NOW,
          reason: '钢板要等',
          earliest: NOW + 96 * HOUR,
        }),
        aTask('LOGI', { isRequired: false, state: 'INFO_REQUESTED', question: '有叉车吗？' }),
      ],
    });
    const card = living(anOrderInReview({ round }));
    const words = wordsOf(card);
    expect(words).toContain('生产部 · 已同意 · 陈刚');
    expect(words).toContain('采购部 · 不同意 · 冯杰（代吴敏）\n钢板要等\n最早可交期 2026/11/28（周六）09:00');
    expect(words).toContain('物流部 · 待补充 · 选审');
    expect(doingsOn(card)).toContain('answer_info');
    expect(doingsOn(card)).toContain('round.close');
    expect(card.tone).toBe('warning');
  });

  test('UO-56 open conditions and risks stand on the card; settled conditions do not', () => {
    const round = aRound({
      tasks: [
        aTask('TECH', {
          state: 'APPROVED_WITH_CONDITIONS',
          decidedBy: 'boss',
          decidedAt: NOW,
          conditions: [
            { id: 'a', kind: 'technical', text: '先确认图纸', state: 'OPEN' },
            { id: 'b', kind: 'cost', text: '加收模具费', state: 'CLEARED' },
          ],
          risks: [{ category: 'supply', likelihood: 4, impact: 5, response: '找第二家' }],
        }),
      ],
    });
    const words = wordsOf(living(anOrderInReview({ round })));
    expect(words).toContain('技术部 · 技术 · 先确认图纸');
    expect(words).not.toContain('加收模具费');
    expect(words).toContain('供应（可能性 4，影响 5）：找第二家');
  });

  test('three dates of truth: requested, first promised, promised now', () => {
    const before = wordsOf(
      living(anOrderInReview({ facts: someFacts({ requiredBy: NOW + 120 * HOUR }), requestedDate: NOW + 72 * HOUR })),
    );
    expect(before).toContain('客户要求交期: 2026/11/27（周五）09:00');
    expect(before).toContain('本轮评审交期: 2026/11/29（周日）09:00');
    const after = wordsOf(
      living(
        anOrderInReview({
          state: 'ACCEPTED',
          acceptedAt: NOW,
          requestedDate: NOW + 72 * HOUR,
          firstCommitted: NOW + 96 * HOUR,
          committed: NOW + 120 * HOUR,
        }),
        [],
      ),
    );
    expect(after).toContain('客户要求交期: 2026/11/27（周五）09:00');
    expect(after).toContain('首次承诺交期: 2026/11/28（周六）09:00');
    expect(after).toContain('承诺交期: 2026/11/29（周日）09:00');
  });

  test('T31 a held order says by whom and why, and offers to resume', () => {
    const card = living(anOrderInReview({ hold: { reason: '客户欠款', by: 'boss', since: NOW } }));
    expect(card.tone).toBe('neutral');
    expect(wordsOf(card)).toContain('王总');
    expect(wordsOf(card)).toContain('客户欠款');
    expect(doingsOn(card)).toEqual(['order.resume', 'order.show', 'order.timeline', 'withdraw']);
  });

  test('PJ-29 waiting for the customer: what for, since when, and the button that ends it', () => {
    const card = living(anOrderInReview({ waiting: { for: '新交期', by: 'sales', since: NOW } }));
    expect(wordsOf(card)).toContain('正在等客户回复：新交期');
    expect(doingsOn(card)).toContain('order.customer_answered');
    expect(doingsOn(card)).not.toContain('wait');
  });

  test('T15, T14 only what ends an order asks "are you sure"', () => {
    const cards = [
      living(anOrderInReview({ state: 'NEGOTIATING', negotiations: 1 })),
      living(anOrderInReview({ state: 'AWAITING_EXEC', exec: anExecRequest() })),
    ];
    const asking = cards.flatMap(buttonsOn).filter((b) => b.confirm);
    expect([...new Set(asking.map((b) => b.value.form))].sort()).toEqual(['abandon', 'withdraw']);
  });

  const doings: Readonly<Partial<Record<OrderState, readonly string[]>>> = {
    IDENTIFIED: ['confirm', 'wait', 'order.remind', 'order.show', 'return', 'order.timeline', 'hold', 'withdraw'],
    RETURNED: ['resubmit', 'wait', 'order.remind', 'order.show', 'order.timeline', 'hold', 'withdraw'],
    CONFIRMED: ['order.remind', 'order.show', 'wait', 'order.timeline', 'hold', 'withdraw'],
    NEGOTIATING: [
      'propose',
      'refuse_terms',
      'wait',
      'order.show',
      'order.remind',
      'order.timeline',
      'hold',
      'abandon',
      'withdraw',
    ],
    AWAITING_EXEC: [
      'exec_accept',
      'exec_conditions',
      'exec_return',
      'abandon',
      'order.remind',
      'order.show',
      'wait',
      'order.timeline',
      'hold',
    ],
    ACCEPTED: ['order.show', 'order.timeline', 'hold'],
    ABANDONED: ['order.show', 'order.timeline'],
    CANCELLED: ['order.show', 'order.timeline'],
    CLOSED: ['order.show', 'order.timeline'],
  };
  test.each(Object.entries(doings))('%s offers what can be done then', (state, expected) => {
    expect(doingsOn(living(anOrderInReview({ state: state as OrderState, round: null })))).toEqual(expected);
  });

  test('A10 an order in doubt is checked before it is confirmed', () => {
    const card = living(
      anOrder({ intake: { state: 'open', doubts: ['duplicate'], faults: null, by: null, at: null } }),
    );
    expect(doingsOn(card).slice(0, 2)).toEqual(['intake.pass', 'return']);
    expect(doingsOn(card)).not.toContain('confirm');
  });

  test('menus hold at most five, which every platform can show', () => {
    for (const state of ORDER_STATES) {
      for (const block of living(anOrderInReview({ state, negotiation: { options: [anOption()] } })).blocks) {
        if (block.kind === 'actions')
          for (const item of block.items) if (item.kind === 'menu') expect(item.items.length).toBeLessThanOrEqual(5);
      }
    }
  });
});
