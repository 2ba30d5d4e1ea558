import { describe, expect, test } from 'vitest';
import type { Card } from '../../src/chat/card.ts';
import { drawCard } from '../../src/chat/draw.ts';
import type { Order } from '../../src/domain/order.ts';
import { anOrder, anOrderInReview, NOW, someFacts } from '../support/build-order.ts';
import { doingsOn, wordsOf } from '../support/read-card.ts';
import { aVoice } from '../support/voices.ts';

const HOUR = 3_600_000;

describe('one event in one or two lines', () => {
  const notice = (
    type: string,
    data: object,
    order: Order = anOrderInReview({ facts: someFacts({ currency: 'CNY', amountMinor: 1 }) }),
    by: { actorId?: string; onBehalf?: string } = {},
  ): Card =>
    drawCard(
      {
        view: 'order.notice',
        order,
        entry: {
          stream: 'order-1',
          seq: 5,
          type,
          at: NOW,
          actorId: by.actorId ?? 'proc',
          onBehalf: by.onBehalf ?? null,
          version: 3,
          data: JSON.stringify(data),
          prevHash: '',
          hash: '',
        },
      },
      aVoice(),
    );

  test('UO-15 a rejection: reason and earliest date, by whom', () => {
    const card = notice(
      'review.decision',
      { department: 'PROC', decision: 'REJECTED', reason: '钢板要等', earliest: NOW + 96 * HOUR, conditions: [] },
      undefined,
      { actorId: 'deputy', onBehalf: 'proc' },
    );
    expect(wordsOf(card).split('\n')).toEqual([
      'UO-2026-0012 · 采购部不同意',
      '钢板要等',
      '最早可交期 2026/11/28（周六）09:00',
      '冯杰（代吴敏） · 2026/11/24（周二）09:00',
    ]);
    expect(card.summary).toBe('UO-2026-0012 · 采购部不同意 — 钢板要等 — 最早可交期 2026/11/28（周六）09:00');
  });

  test.each([
    ['review.decision', { department: 'PROC', decision: 'REJECTED', reason: '做不了', impossible: true }, '完全不可行'],
    [
      'review.decision',
      { department: 'TECH', decision: 'APPROVED_WITH_CONDITIONS', conditions: [{ kind: 'date', text: '顺延一天' }] },
      '交期 · 顺延一天',
    ],
    ['review.decision', { department: 'PROD', decision: 'APPROVED' }, '生产部同意'],
    ['review.info_requested', { department: 'LOGI', question: '有叉车吗？' }, '有叉车吗？'],
    ['review.info_answered', { department: 'LOGI', reply: '有两台' }, '有两台'],
    ['review.preliminary_failed', { failed: ['credit', 'date'], note: '欠款' }, '客户信用、交期'],
    [
      'negotiation.proposed',
      { type: 'add_resources', newDate: null, extraCost: 350_000, explanation: '加班' },
      '新交期 不变 · 额外费用 CNY 3,500',
    ],
    [
      'negotiation.agreed',
      { type: 'shift_date', changes: [{ field: 'requiredBy', before: NOW, after: NOW + 48 * HOUR }], evidence: '微信' },
      '调整交期 · 新交期 2026/11/26（周四）09:00',
    ],
    ['negotiation.refused', { reason: '等不了', cause: 'customer_refused' }, '等不了'],
    ['exec.requested', { cause: 'round_limit' }, '协商已到次数上限'],
    ['exec.decided', { decision: 'return', reason: '再谈' }, '退回再议'],
    ['order.accepted', { committed: NOW + 72 * HOUR, override: false }, '承诺交期 2026/11/27（周五）09:00'],
    ['order.withdrawn', { evidence: '客户来电' }, '客户来电'],
    ['order.held', { reason: '欠款' }, '欠款'],
    ['order.waiting_customer', { for: '新交期' }, '新交期'],
    ['order.forced', { from: 'IN_REVIEW', to: 'NEGOTIATING', reason: '录错' }, '协商中'],
  ] as const)('UO-33 %s %j', (type, data, words) => {
    expect(wordsOf(notice(type, data))).toContain(words);
  });

  test('T07 T08 what followed by itself is not put in the mouth of the last to answer', () => {
    const requested = wordsOf(notice('exec.requested', { cause: 'important' }));
    expect(requested).not.toContain('吴敏');
    expect(wordsOf(notice('order.accepted', { committed: NOW, reason: 'review_passed' }))).not.toContain('吴敏');
    expect(wordsOf(notice('order.accepted', { committed: NOW, reason: 'exec' }))).toContain('吴敏');
  });

  test('an event of a later version still says its name', () => {
    expect(notice('order.something_new', {}).title).toBe('UO-2026-0012 · order.something_new');
  });

  test('UO-33 the end of an order names customer and product, with the way to it', () => {
    const card = notice(
      'order.accepted',
      { committed: NOW, override: true },
      anOrder({ number: 'UO-1', state: 'ACCEPTED' }),
    );
    expect(wordsOf(card)).toContain('ACME · 支架 × 500 件');
    expect(doingsOn(card)).toEqual(['order.show']);
  });
});
