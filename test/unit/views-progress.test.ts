import { describe, expect, test } from 'vitest';
import type { CardModel } from '../../src/app/card-models.ts';
import type { Card } from '../../src/chat/card.ts';
import { drawCard } from '../../src/chat/draw.ts';
import type { Order } from '../../src/domain/order.ts';
import { anObligation, anOrder, anOrderInReview, aRound, NOW, someFacts } from '../support/build-order.ts';
import { wordsOf } from '../support/read-card.ts';
import { aVoice } from '../support/voices.ts';

function living(order: Order, obligations = [anObligation('review', { subjectId: 'task-PROD', role: 'PROD' })]): Card {
  return drawCard({ view: 'order.living', order, obligations }, aVoice());
}

function stepsOn(card: Card): string[] {
  return card.blocks.flatMap((b) => (b.kind === 'steps' ? b.steps.map((s) => `${s.label} ${s.state}`) : []));
}

describe('the steps', () => {
  const failed = aRound({ state: 'FAILED', closedAt: NOW });
  test.each([
    ['filed', anOrder(), ['识别 done', '客户确认 now', '评审 next', '决定 next', '接单 next']],
    ['returned', anOrder({ state: 'RETURNED' }), ['识别 now', '客户确认 next', '评审 next', '决定 next', '接单 next']],
    [
      'negotiating after a failed round',
      anOrderInReview({ state: 'NEGOTIATING', negotiations: 1, round: failed }),
      ['识别 done', '客户确认 done', '评审 failed', '协商 now', '决定 next', '接单 next'],
    ],
    [
      'negotiating before any round (JW-03)',
      anOrderInReview({ state: 'NEGOTIATING', negotiations: 1, round: null }),
      ['识别 done', '客户确认 done', '评审 next', '协商 now', '决定 next', '接单 next'],
    ],
    [
      'second round (UO-16)',
      anOrderInReview({ negotiations: 1, round: aRound({ number: 2 }) }),
      ['识别 done', '客户确认 done', '协商 done', '评审（第 2 轮） now', '决定 next', '接单 next'],
    ],
    [
      'before leadership',
      anOrderInReview({ state: 'AWAITING_EXEC', round: aRound({ state: 'PASSED' }) }),
      ['识别 done', '客户确认 done', '评审 done', '决定 now', '接单 next'],
    ],
    [
      'accepted over a no',
      anOrderInReview({ state: 'ACCEPTED', acceptedAt: NOW, negotiations: 1, round: failed }),
      ['识别 done', '客户确认 done', '评审 failed', '协商 done', '决定 done', '接单 done'],
    ],
    [
      'accepted',
      anOrderInReview({ state: 'ACCEPTED', acceptedAt: NOW, round: aRound({ state: 'PASSED' }) }),
      ['识别 done', '客户确认 done', '评审 done', '决定 done', '接单 done'],
    ],
    [
      'withdrawn before confirmation',
      anOrder({ state: 'ABANDONED' }),
      ['识别 done', '客户确认 failed', '评审 next', '决定 next', '接单 next'],
    ],
    [
      'given up by leadership',
      anOrderInReview({ state: 'ABANDONED', round: aRound({ state: 'PASSED' }) }),
      ['识别 done', '客户确认 done', '评审 done', '决定 failed', '接单 next'],
    ],
  ] as const)('%s', (_, order, expected) => {
    expect(stepsOn(living(order))).toEqual(expected);
  });
});

describe('the processing sheet', () => {
  const model: CardModel = {
    view: 'order.sheet',
    order: anOrderInReview({
      facts: someFacts({ technical: '表面镀锌', traits: ['penalty_clause'], externalNo: 'PO-77' }),
    }),
    obligations: [anObligation('review', { role: 'PROD' })],
    files: [
      {
        id: 'f1',
        orderId: 'order-1',
        hash: 'h',
        name: '图纸.pdf',
        type: 'application/pdf',
        size: 1000,
        byId: 'sales',
        at: NOW,
      },
    ],
    contact: '王***89',
    deliveredTo: ['PROD', 'PROC'],
  };

  test('UO-09 UO-10 the fields of F02, where it has arrived, the drawing', () => {
    const words = wordsOf(drawCard(model, aVoice()));
    for (const part of [
      'UO-2026-0012 · 紧急订单处理单',
      '客户停线',
      '当前状态: 评审中',
      '参与部门: 生产部、采购部、技术部、物流部',
      '已送达: 生产部、采购部',
      '表面镀锌',
      'PO-77',
      '有违约条款',
      '图纸.pdf',
    ])
      expect(words).toContain(part);
  });

  test('XD-19 the contact stands masked', () => {
    expect(wordsOf(drawCard(model, aVoice()))).toContain('王***89');
  });
});
