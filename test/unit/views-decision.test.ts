import { describe, expect, test } from 'vitest';
import type { Card } from '../../src/chat/card.ts';
import { drawCard } from '../../src/chat/draw.ts';
import { EXEC_CAUSES, type Order } from '../../src/domain/order.ts';
import { LOCALES, type Locale } from '../../src/i18n/locale.ts';
import { say } from '../../src/i18n/translate.ts';
import {
  anExecRequest,
  anObligation,
  anOption,
  anOrderInReview,
  aRound,
  aTask,
  NOW,
  someFacts,
} from '../support/build-order.ts';
import { buttonsOn, doingsOn, wordsOf } from '../support/read-card.ts';
import { aVoice } from '../support/voices.ts';

const HOUR = 3_600_000;
const failed = aRound({
  state: 'FAILED',
  closedAt: NOW,
  tasks: [
    aTask('PROD', { state: 'APPROVED', decidedBy: 'prod', decidedAt: NOW }),
    aTask('PROC', {
      state: 'REJECTED',
      decidedBy: 'proc',
      decidedAt: NOW,
      reason: '钢板要等',
      earliest: NOW + 96 * HOUR,
    }),
  ],
});

function negotiating(change: Partial<Order> = {}): Order {
  return anOrderInReview({
    state: 'NEGOTIATING',
    negotiations: 1,
    round: failed,
    facts: someFacts({ amountMinor: 12_500_000, currency: 'CNY' }),
    ...change,
  });
}

describe('the negotiation board', () => {
  const board = (order: Order, locale: Locale = 'zh-CN'): Card =>
    drawCard(
      { view: 'negotiation.board', order, obligations: [anObligation('negotiate', { personId: 'sales' })] },
      aVoice(locale),
    );
  const options = [
    anOption(),
    anOption({ id: 'o2', type: 'add_resources', newDate: null, extraCost: 350_000, explanation: '加班' }),
    anOption({
      id: 'o3',
      type: 'partial_delivery',
      newDate: NOW + 48 * HOUR,
      extraCost: 0,
      explanation: '先发 200 件',
    }),
  ];

  test('UO-16 UO-49 each option with its effect on date and cost side by side, also where no cost was given', () => {
    const words = wordsOf(board(negotiating({ negotiation: { options } })));
    expect(words).toContain('方案 | 交期 | 额外费用 | 进展 | 说明');
    expect(words).toContain('调整交期 | 2026/11/29（周日）09:00 | 未估 | 已提出 | 顺延两天');
    expect(words).toContain('增加资源 | 不变 | CNY 3,500 | 已提出 | 加班');
    expect(words).toContain('分批交货 | 2026/11/26（周四）09:00 | 没有 | 已提出 | 先发 200 件');
  });

  test('UO-15 what the departments said, with reason and earliest date', () => {
    expect(wordsOf(board(negotiating()))).toContain(
      '采购部 · 不同意 · 吴敏\n钢板要等\n最早可交期 2026/11/28（周六）09:00',
    );
  });

  test.each(LOCALES)('UO-15 %s: the ways on', (locale) => {
    expect(doingsOn(board(negotiating(), locale))).toEqual([
      'propose',
      'refuse_terms',
      'wait',
      'order.show',
      'order.timeline',
      'order.remind',
      'withdraw',
    ]);
    expect(doingsOn(board(negotiating({ negotiation: { options } }), locale)).slice(0, 4)).toEqual([
      'agree',
      'propose',
      'refuse_terms',
      'wait',
    ]);
  });

  test('T10 with one option on the table, agreeing is about that one', () => {
    const agree = buttonsOn(
      board(negotiating({ negotiation: { options: [anOption(), anOption({ id: 'o2', state: 'REFUSED' })] } })),
    )[0];
    expect(agree?.value).toMatchObject({ form: 'agree', subject: 'option-1', order: 'order-1', rev: 2, ver: 3 });
  });

  test('JW-03 after a failed preliminary review it names the items', () => {
    const order = negotiating({
      round: null,
      preliminary: { failed: ['credit', 'price'], note: '欠款两笔', clearedBy: null },
    });
    expect(wordsOf(board(order))).toContain('初步评审不符合：客户信用、价格条款');
    expect(wordsOf(board(order))).toContain('欠款两笔');
  });

  test('T13 PJ-03 leadership sent it back, or accepts under conditions: said as what it was', () => {
    const sentBack = negotiating({
      exec: anExecRequest({
        state: 'DECIDED',
        decision: 'return',
        decidedBy: 'boss',
        decidedAt: NOW,
        reason: '再谈价格',
      }),
    });
    expect(wordsOf(board(sentBack))).toContain('王总退回再议');
    const conditions = negotiating({
      exec: anExecRequest({
        state: 'DECIDED',
        decision: 'accept_with_conditions',
        decidedBy: 'boss',
        decidedAt: NOW,
        reason: '先付三成',
      }),
    });
    expect(wordsOf(board(conditions))).toContain('王总同意有条件接单');
    expect(wordsOf(board(conditions))).toContain('先付三成');
  });

  test('a board of an order that has moved on keeps the options and loses its buttons', () => {
    for (const state of ['IN_REVIEW', 'AWAITING_EXEC', 'ACCEPTED', 'ABANDONED'] as const) {
      const card = board(negotiating({ state, negotiation: { options } }));
      expect(buttonsOn(card)).toEqual([]);
      expect(wordsOf(card)).toContain('加班');
    }
  });
});

describe('the decision of leadership', () => {
  const request = (order: Order, locale: Locale = 'zh-CN'): Card =>
    drawCard(
      {
        view: 'exec.request',
        order,
        obligations: [anObligation('exec_decide', { role: 'EXEC', subjectId: 'exec-1' })],
        exec: order.exec,
      },
      aVoice(locale),
    );
  const asked = (change: Partial<Order> = {}): Order =>
    negotiating({
      state: 'AWAITING_EXEC',
      exec: anExecRequest(),
      negotiation: { options: [anOption({ state: 'REFUSED' })] },
      ...change,
    });

  test.each(EXEC_CAUSES)('T08 T11 why you: %s', (cause) => {
    for (const locale of LOCALES)
      expect(wordsOf(request(asked({ exec: anExecRequest({ cause }) }), locale))).toContain(
        say(aVoice(locale), `exec.why.${cause}`),
      );
  });

  test('PJ-75 facts, opinions and what was tried, with their cost', () => {
    const words = wordsOf(request(asked()));
    for (const part of [
      'CNY 125,000',
      '采购部 · 不同意 · 吴敏',
      '钢板要等',
      '调整交期 | 2026/11/29（周日）09:00 | 未估',
      '请在此前决定: 2026/11/24（周二）13:00',
    ])
      expect(words).toContain(part);
  });

  test.each(LOCALES)('T12 T13 T14 %s: four answers; giving up asks once more', (locale) => {
    const card = request(asked(), locale);
    expect(doingsOn(card)).toEqual([
      'exec_accept',
      'exec_conditions',
      'exec_return',
      'abandon',
      'order.show',
      'order.timeline',
    ]);
    expect(
      buttonsOn(card)
        .filter((b) => b.confirm)
        .map((b) => b.value.form),
    ).toEqual(['abandon']);
  });

  test('T12 accepting over a no is announced as an override; before any review it sends the order there (A4)', () => {
    expect(wordsOf(request(asked()))).toContain(say(aVoice(), 'exec.override'));
    expect(wordsOf(request(asked({ round: null, roundsHeld: 0 })))).toContain(say(aVoice(), 'exec.no_review'));
  });

  test('decided: the outcome, who and why, no answers any more', () => {
    const card = request(
      asked({
        state: 'ACCEPTED',
        acceptedAt: NOW,
        exec: anExecRequest({
          state: 'DECIDED',
          decision: 'accept',
          decidedBy: 'boss',
          decidedAt: NOW,
          reason: '老客户',
        }),
      }),
    );
    expect(wordsOf(card)).toContain('王总：接单');
    expect(wordsOf(card)).toContain('老客户');
    expect(doingsOn(card)).toEqual(['order.show']);
  });

  test('void or replaced by a later request: no buttons', () => {
    expect(buttonsOn(request(asked({ state: 'ABANDONED', exec: anExecRequest({ state: 'VOID' }) })))).toEqual([]);
    expect(
      buttonsOn(drawCard({ view: 'exec.request', order: asked(), obligations: [], exec: null }, aVoice())),
    ).toEqual([]);
  });
});
