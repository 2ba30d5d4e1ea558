import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type CardModel, loadCardModel } from '../../src/app/card-models.ts';
import type { ViewName } from '../../src/app/delivery.ts';
import { drawCard } from '../../src/chat/draw.ts';
import { LOCALES } from '../../src/i18n/locale.ts';
import { NOW } from '../support/build-order.ts';
import { type GateRig, openGate } from '../support/gate.ts';
import { buttonsOn, wordsOf } from '../support/read-card.ts';
import { aVoice } from '../support/voices.ts';

const HOUR = 3_600_000;
let gate: GateRig;
beforeEach(async () => {
  gate = await openGate();
});
afterEach(() => gate.close());

async function load<V extends ViewName>(
  view: V,
  subject: string,
  orderId: string | null,
): Promise<Extract<CardModel, { view: V }> | null> {
  return (await gate.store.transaction((tx) => loadCardModel(tx, view, subject, orderId))) as Extract<
    CardModel,
    { view: V }
  > | null;
}

/** Every card the order could stand on now, drawn in three languages. */
async function drawAll(orderId: string): Promise<string> {
  const order = await gate.order(orderId);
  const subjects: [ViewName, string][] = [
    ['order.line', orderId],
    ['order.living', orderId],
    ['order.sheet', orderId],
    ['intake.check', orderId],
    ['confirm.ask', orderId],
    ['returned.fix', orderId],
    ['negotiation.board', orderId],
    ['fallback.warning', orderId],
    ['exec.request', order.exec?.id ?? 'none'],
    ...(order.round?.tasks ?? []).flatMap((t): [ViewName, string][] => [
      ['review.task', t.id],
      ['review.question', t.id],
    ]),
    ...(order.round ? [['review.report', order.round.id] as [ViewName, string]] : []),
    ...Array.from({ length: order.eventCount }, (_, i): [ViewName, string] => ['order.notice', `${orderId}#${i + 1}`]),
    ...(await gate.store.transaction((tx) => tx.obligations.open(orderId))).map((o): [ViewName, string] => [
      'obligation.reminder',
      `${o.id}@${NOW}`,
    ]),
  ];
  let words = '';
  for (const [view, subject] of subjects) {
    const model = await load(view, subject, orderId);
    expect(model, `${view} ${subject}`).not.toBeNull();
    for (const locale of LOCALES) if (model) words += `${wordsOf(drawCard(model, aVoice(locale)))}\n`;
  }
  return words;
}

describe('every card can be drawn at every step of an order', () => {
  test('UO-11 filed → rejected → negotiated → second round → refused → leadership → accepted', async () => {
    const id = await gate.file();
    await drawAll(id);
    await gate.send(
      'sales',
      'confirm',
      {
        facts: { ...(await gate.order(id)).facts, quantity: 480 },
        contact: '李经理 13800138000',
        confirmation: { way: 'phone', at: NOW, evidence: '通话', failed: [], note: null },
      },
      { orderId: id },
    );
    await drawAll(id);
    await gate.send('logi', 'ask_info', { department: 'LOGI', question: '有叉车吗？' }, { orderId: id });
    await drawAll(id);
    await gate.send(
      'proc',
      'reject',
      { department: 'PROC', reason: '钢材缺货', earliest: NOW + 120 * HOUR },
      { orderId: id },
    );
    await gate.approveAll(id, ['PROC']);
    await drawAll(id);
    await gate.send(
      'sales',
      'propose',
      { type: 'shift_date', newDate: NOW + 120 * HOUR, extraCost: 0, explanation: '顺延两天' },
      { orderId: id },
    );
    await gate.send(
      'sales',
      'agree',
      { optionId: (await gate.order(id)).negotiation.options[0]?.id, evidence: '邮件' },
      { orderId: id },
    );
    await drawAll(id);
    await gate.send('proc', 'reject', { department: 'PROC', reason: '仍缺货', isImpossible: true }, { orderId: id });
    await gate.approveAll(id, ['PROC']);
    await gate.send('sales', 'refuse_terms', { reason: '客户等不了' }, { orderId: id });
    await drawAll(id);
    await gate.send('boss', 'exec_accept', { reason: '老客户' }, { orderId: id });
    const words = await drawAll(id);
    expect((await gate.order(id)).state).toBe('ACCEPTED');
    expect(words).toContain('老客户');
  });

  test('XD-19 a posted card holds the contact masked, never in clear', async () => {
    const outcome = await gate.send('sales', 'new', {
      facts: (await gate.order(await gate.file())).facts,
      contact: '李经理 13800138000',
    });
    const id = outcome.kind === 'done' ? (outcome.answer.orderId ?? '') : '';
    expect((await load('confirm.ask', id, id))?.contact).toBe('李***00');
    expect(await drawAll(id)).not.toContain('13800138000');
  });
});

describe('what a card is loaded with', () => {
  test('UO-07 the confirmation shows what the customer changed', async () => {
    const id = await gate.file();
    await gate.send(
      'sales',
      'confirm',
      {
        facts: { ...(await gate.order(id)).facts, quantity: 480 },
        contact: '李经理',
        confirmation: { way: 'phone', at: NOW, evidence: '通话', failed: [], note: null },
      },
      { orderId: id },
    );
    expect((await load('confirm.ask', id, id))?.changes).toEqual([{ field: 'quantity', before: 500, after: 480 }]);
  });

  test('JW-04 a task of an earlier round is found, keeps what was said and has no buttons', async () => {
    const id = await gate.underReview();
    const first = (await gate.order(id)).round;
    const task = first?.tasks.find((t) => t.department === 'PROC');
    await gate.send(
      'proc',
      'reject',
      { department: 'PROC', reason: '钢材缺货', earliest: NOW + 120 * HOUR },
      { orderId: id },
    );
    await gate.approveAll(id, ['PROC']);
    await gate.send(
      'sales',
      'propose',
      { type: 'shift_date', newDate: NOW + 120 * HOUR, extraCost: 0, explanation: '顺延' },
      { orderId: id },
    );
    await gate.send(
      'sales',
      'agree',
      { optionId: (await gate.order(id)).negotiation.options[0]?.id, evidence: '邮件' },
      { orderId: id },
    );

    const old = await load('review.task', task?.id ?? '', id);
    expect(old).toMatchObject({
      isLatest: false,
      task: { state: 'REJECTED', reason: '钢材缺货' },
      round: { number: 1 },
    });
    expect(old && buttonsOn(drawCard(old, aVoice()))).toEqual([]);

    const renewed = (await gate.order(id)).round?.tasks.find((t) => t.department === 'PROC');
    expect(await load('review.task', renewed?.id ?? '', id)).toMatchObject({
      isLatest: true,
      round: { number: 2 },
      earlier: { state: 'REJECTED', reason: '钢材缺货' },
      changes: [{ field: 'requiredBy', before: NOW + 72 * HOUR, after: NOW + 120 * HOUR }],
    });
    expect(await load('review.report', first?.id ?? '', id)).toMatchObject({ round: { number: 1, state: 'FAILED' } });
  });

  test('A3 the question for [X] knows whether it has been saved', async () => {
    expect(await load('setup.ask', 'x', null)).toMatchObject({ isSaved: false, confirmHours: 2 });
    await gate.send('office', 'settings', { key: 'confirm_hours', value: 3 });
    expect(await load('setup.ask', 'x', null)).toMatchObject({ isSaved: true, confirmHours: 3 });
  });

  test('XD-07 UO-03 UO-54 a delegation, a lead, a request for status', async () => {
    const id = await gate.underReview();
    await gate.send('sales', 'status', { department: 'PROD', question: '到哪一步了？' }, { orderId: id });
    await gate.send('proc', 'delegate', { toId: 'deputy', endsAt: NOW + 48 * HOUR });
    await gate.send('worker', 'lead', { text: '展会上问的急单' });
    const { requests, delegations } = await gate.store.transaction(async (tx) => ({
      requests: await tx.requests.of(id),
      delegations: (await tx.directory.read()).delegations,
    }));
    expect(await load('status.request', requests[0]?.id ?? '', id)).toMatchObject({
      request: { question: '到哪一步了？' },
    });
    expect(await load('delegation.note', delegations[0]?.id ?? '', null)).toMatchObject({
      delegation: { fromId: 'proc', toId: 'deputy' },
    });
  });

  test('what no longer exists is null, not a fault', async () => {
    const id = await gate.file();
    const gone: [ViewName, string, string | null][] = [
      ['order.living', 'nowhere', null],
      ['review.task', 'nowhere', id],
      ['review.report', 'nowhere', id],
      ['order.notice', `${id}#999`, id],
      ['obligation.reminder', 'nowhere@1', id],
      ['status.request', 'nowhere', id],
      ['lead.card', 'nowhere', null],
      ['delegation.note', 'nowhere', null],
      ['setup.test', 'nowhere:1', null],
    ];
    for (const [view, subject, orderId] of gone) expect(await load(view, subject, orderId), view).toBeNull();
  });
});
