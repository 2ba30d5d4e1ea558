import { describe, expect, test } from 'vitest';
import type { StatusRequestRow } from '../../src/app/rows.ts';
import type { Card } from '../../src/chat/card.ts';
import { drawCard } from '../../src/chat/draw.ts';
import type { Obligation } from '../../src/domain/obligation.ts';
import { OBLIGATION_KEYS } from '../../src/domain/obligation-rules.ts';
import type { Order } from '../../src/domain/order.ts';
import { LOCALES, type Locale } from '../../src/i18n/locale.ts';
import { say } from '../../src/i18n/translate.ts';
import {
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

describe('the intake check', () => {
  const doubted = anOrder({
    intake: { state: 'open', doubts: ['duplicate', 'not_urgent'], faults: null, by: null, at: null },
  });
  const intake = (order: Order, locale: Locale = 'zh-CN'): Card =>
    drawCard(
      { view: 'intake.check', order, obligations: [anObligation('intake_check', { role: 'COORDINATOR' })] },
      aVoice(locale),
    );

  test.each(LOCALES)('UO-04 OF-03 %s: every doubt in words, pass or return', (locale) => {
    const card = intake(doubted, locale);
    for (const doubt of ['duplicate', 'not_urgent'] as const)
      expect(wordsOf(card)).toContain(say(aVoice(locale), `doubt.${doubt}`));
    expect(doingsOn(card)).toEqual(['intake.pass', 'return', 'order.show']);
  });

  test('A10 passed, returned or overtaken: the outcome and no buttons', () => {
    const passed = intake(
      anOrder({ intake: { state: 'passed', doubts: ['duplicate'], faults: null, by: 'coord', at: NOW } }),
    );
    expect(wordsOf(passed)).toContain('受理检查已由许宁通过');
    const returned = intake(
      anOrder({ state: 'RETURNED', intake: { state: 'returned', doubts: [], faults: '缺图纸', by: 'coord', at: NOW } }),
    );
    expect(wordsOf(returned)).toContain('许宁已退回销售补充');
    expect(wordsOf(returned)).toContain('缺图纸');
    const ended = intake({ ...doubted, state: 'ABANDONED' });
    for (const card of [passed, returned, ended]) expect(buttonsOn(card)).toEqual([]);
  });
});

describe('asking the customer', () => {
  const ask = (
    order: Order,
    changes: Parameters<typeof drawCard>[0] extends infer M
      ? M extends { view: 'confirm.ask'; changes: infer C }
        ? C
        : never
      : never = [],
    locale: Locale = 'zh-CN',
  ): Card =>
    drawCard(
      {
        view: 'confirm.ask',
        order,
        obligations: [anObligation('confirm_customer', { personId: 'sales' })],
        contact: '李***00',
        changes,
      },
      aVoice(locale),
    );

  test.each(LOCALES)('UO-05 UO-07 %s: what to check, until when, the button that records it', (locale) => {
    const card = ask(anOrder(), [], locale);
    for (const part of ['M6', '500 件', '苏州', '李***00', '林悦']) expect(wordsOf(card)).toContain(part);
    expect(doingsOn(card)).toEqual(['confirm', 'wait', 'order.show', 'order.timeline', 'withdraw']);
  });

  test('A10 while the intake check is open the answer cannot be recorded yet', () => {
    const card = ask(anOrder({ intake: { state: 'open', doubts: ['duplicate'], faults: null, by: null, at: null } }));
    expect(doingsOn(card)).not.toContain('confirm');
    expect(wordsOf(card)).toContain(say(aVoice(), 'confirm_card.doubted'));
  });

  test('UO-07 confirmed: who, how, and every difference to the first entry', () => {
    const card = ask(anOrderInReview(), [
      { field: 'quantity', before: 500, after: 480 },
      { field: 'customerChecked', before: false, after: true },
    ]);
    expect(wordsOf(card)).toContain('林悦已登记客户确认 · 电话');
    expect(wordsOf(card)).toContain('数量: 500 → 480');
    expect(wordsOf(card)).not.toContain('已与客户核对');
    expect(doingsOn(card)).toEqual(['order.show']);
    expect(wordsOf(ask(anOrderInReview()))).toContain(say(aVoice(), 'confirm_card.unchanged'));
  });

  test('returned, on hold or ended: no confirmation can be recorded', () => {
    expect(buttonsOn(ask(anOrder({ state: 'RETURNED' })))).toEqual([]);
    expect(buttonsOn(ask(anOrder({ state: 'ABANDONED' })))).toEqual([]);
    expect(doingsOn(ask(anOrder({ hold: { reason: '欠款', by: 'boss', since: NOW } })))).toEqual(['order.show']);
  });

  test('EX-07 returned with what is missing; resubmitted: no buttons', () => {
    const order = anOrder({
      state: 'RETURNED',
      intake: { state: 'returned', doubts: [], faults: '缺图纸；数量与合同不符', by: 'coord', at: NOW },
    });
    const card = drawCard(
      { view: 'returned.fix', order, obligations: [anObligation('return_fix', { personId: 'sales' })] },
      aVoice(),
    );
    expect(wordsOf(card)).toContain('许宁退回了这张订单');
    expect(wordsOf(card)).toContain('缺图纸；数量与合同不符');
    expect(doingsOn(card)).toEqual(['resubmit', 'order.show', 'order.timeline', 'withdraw']);
    for (const state of ['IDENTIFIED', 'ABANDONED'] as const)
      expect(
        buttonsOn(drawCard({ view: 'returned.fix', order: { ...order, state }, obligations: [] }, aVoice())),
      ).toEqual([]);
  });
});

describe('a reminder', () => {
  const order = anOrderInReview({
    round: aRound({ tasks: [aTask('LOGI', { state: 'INFO_REQUESTED', question: '有叉车吗？' })] }),
  });
  const remind = (obligation: Obligation, about: Order = order, locale: Locale = 'zh-CN'): Card =>
    drawCard({ view: 'obligation.reminder', order: about, obligation }, aVoice(locale));

  const fixes: Readonly<Record<(typeof OBLIGATION_KEYS)[number], readonly string[]>> = {
    confirm_customer: ['confirm'],
    intake_check: ['intake.pass', 'return'],
    return_fix: ['resubmit'],
    open_review: [],
    review: ['review'],
    review_info: ['answer_info'],
    negotiate: ['propose', 'refuse_terms'],
    customer_answer: ['order.customer_answered'],
    exec_decide: ['exec_accept', 'exec_conditions', 'exec_return', 'abandon'],
    status_request: ['answer_status'],
  };
  test.each(OBLIGATION_KEYS)('UO-08 %s: what is missing, the button that fixes it, three ways to snooze', (key) => {
    for (const locale of LOCALES) {
      const card = remind(anObligation(key, { role: 'LOGI', subjectId: 'task-LOGI' }), order, locale);
      expect(card.title).toContain(say(aVoice(locale), `obligation.${key}`));
      expect(doingsOn(card)).toEqual([
        ...fixes[key],
        'order.show',
        'obligation.snooze',
        'obligation.snooze',
        'obligation.snooze',
      ]);
      expect(
        buttonsOn(card)
          .slice(-3)
          .map((b) => b.value),
      ).toEqual(
        (['30m', '1h', 'tomorrow'] as const).map((until) => ({
          order: 'order-1',
          rev: 2,
          ver: 3,
          subject: `due-${key}`,
          until,
        })),
      );
    }
  });

  test('XD-11 near the limit it is amber; past it red, with the same words and no reproach', () => {
    expect(remind(anObligation('review', { role: 'PROC' })).tone).toBe('warning');
    const late = remind(anObligation('review', { role: 'PROC', state: 'MISSED', dueAt: NOW - HOUR }));
    expect(late.tone).toBe('bad');
    expect(wordsOf(late)).toContain('采购部的评审意见');
  });

  test('it stops by itself: done, done late, no longer needed', () => {
    for (const state of ['MET', 'MISSED_THEN_MET', 'VOID'] as const)
      expect(buttonsOn(remind(anObligation('review', { state })))).toEqual([]);
  });

  test('UO-54 the question itself stands on the reminder to answer it', () => {
    expect(wordsOf(remind(anObligation('review_info', { subjectId: 'task-LOGI' })))).toContain('有叉车吗？');
  });

  test('a returned order is resubmitted, a doubted one waits for its check, an option on the table is agreed', () => {
    expect(doingsOn(remind(anObligation('confirm_customer'), anOrder({ state: 'RETURNED' })))[0]).toBe('resubmit');
    expect(
      doingsOn(
        remind(
          anObligation('confirm_customer'),
          anOrder({ intake: { state: 'open', doubts: [], faults: null, by: null, at: null } }),
        ),
      ),
    ).not.toContain('confirm');
    expect(
      doingsOn(
        remind(
          anObligation('negotiate'),
          anOrderInReview({ state: 'NEGOTIATING', negotiation: { options: [anOption()] } }),
        ),
      )[0],
    ).toBe('agree');
  });
});

describe('requests, leads, stand-ins, set-up', () => {
  const request: StatusRequestRow = {
    id: 'r1',
    orderId: 'order-1',
    department: 'PROD',
    askedBy: 'sales',
    question: '毛坯到了吗？',
    askedAt: NOW,
    dueAt: NOW + HOUR,
    answeredBy: null,
    answer: null,
    answeredAt: null,
  };
  const status = (change: Partial<StatusRequestRow> = {}, locale: Locale = 'zh-CN') =>
    drawCard({ view: 'status.request', order: anOrderInReview(), request: { ...request, ...change } }, aVoice(locale));

  test.each(LOCALES)('UO-54 %s: asked and answered', (locale) => {
    const card = status({}, locale);
    expect(wordsOf(card)).toContain('毛坯到了吗？');
    expect(buttonsOn(card)[0]?.value).toMatchObject({ form: 'answer_status', subject: 'r1', order: 'order-1' });
    const answered = status({ answeredBy: 'prod', answer: '今天到', answeredAt: NOW }, locale);
    expect(wordsOf(answered)).toContain('今天到');
    expect(buttonsOn(answered)).toEqual([]);
  });

  test.each(LOCALES)('UO-03 JW-01 %s: a lead is taken once', (locale) => {
    const lead = {
      id: 'l1',
      text: '展会上问 200 件支架',
      byId: 'prod',
      at: NOW,
      state: 'OPEN' as const,
      takenBy: null,
      takenAt: null,
      orderId: null,
    };
    const open = drawCard({ view: 'lead.card', lead }, aVoice(locale));
    expect(wordsOf(open)).toContain('展会上问 200 件支架');
    expect(buttonsOn(open).map((b) => [b.action, b.value])).toEqual([['lead.take', { subject: 'l1' }]]);
    for (const state of ['TAKEN', 'DISMISSED'] as const)
      expect(
        buttonsOn(
          drawCard({ view: 'lead.card', lead: { ...lead, state, takenBy: 'sales', takenAt: NOW } }, aVoice(locale)),
        ),
      ).toEqual([]);
  });

  test.each(LOCALES)('XD-07 %s: who decides for whom until when', (locale) => {
    const delegation = {
      id: 'd1',
      fromId: 'proc',
      toId: 'deputy',
      startsAt: NOW,
      endsAt: NOW + 48 * HOUR,
      reason: '出差',
      revokedAt: null,
    };
    const words = wordsOf(drawCard({ view: 'delegation.note', delegation }, aVoice(locale)));
    for (const part of ['吴敏', '冯杰', '出差']) expect(words).toContain(part);
    expect(
      wordsOf(drawCard({ view: 'delegation.note', delegation: { ...delegation, revokedAt: NOW } }, aVoice(locale))),
    ).toContain(say(aVoice(locale), 'delegation.revoked'));
  });

  test.each(LOCALES)('A3 %s: [X] is asked for until it is saved', (locale) => {
    const ask = drawCard({ view: 'setup.ask', confirmHours: 2, isSaved: false }, aVoice(locale));
    expect(wordsOf(ask)).toContain('[X]');
    expect(buttonsOn(ask)[0]?.value).toEqual({ form: 'setting', subject: 'confirm_hours' });
    expect(buttonsOn(drawCard({ view: 'setup.ask', confirmHours: 2, isSaved: true }, aVoice(locale)))).toEqual([]);
  });

  test.each(LOCALES)('UO-32 %s: the test card answers', (locale) => {
    const card = drawCard({ view: 'setup.test', roomName: '急单总群' }, aVoice(locale));
    expect(wordsOf(card)).toContain('急单总群');
    expect(doingsOn(card)).toEqual(['help.open', 'new']);
  });

  test.each(LOCALES)('XD-10 %s: a department nobody answers for is named', (locale) => {
    const round = aRound({
      tasks: [aTask('LOGI', { fallback: 'no_head' }), aTask('PROC', { fallback: 'no_member' }), aTask('PROD')],
    });
    const words = wordsOf(drawCard({ view: 'fallback.warning', order: anOrderInReview({ round }) }, aVoice(locale)));
    expect(words).toContain(say(aVoice(locale), 'fallback.no_head', { department: { term: 'role.LOGI' } }));
    expect(words).toContain(say(aVoice(locale), 'fallback.no_member', { department: { term: 'role.PROC' } }));
    expect(words).not.toContain(say(aVoice(locale), 'role.PROD'));
  });
});

test('JW-03 the living facts stay plain text whatever people type', () => {
  const hostile = '<!channel> <at id=all></at> *bold* =HYPERLINK("x") </b><script>';
  const card = drawCard(
    {
      view: 'order.living',
      order: anOrderInReview({ facts: someFacts({ customer: hostile, reason: hostile }) }),
      obligations: [],
    },
    aVoice(),
  );
  expect(card.subtitle).toContain(hostile);
  for (const block of card.blocks)
    if (block.kind === 'text' && Array.isArray(block.text))
      for (const node of block.text)
        expect(typeof node === 'string' || !('mention' in node) || !('link' in node)).toBe(true);
});
