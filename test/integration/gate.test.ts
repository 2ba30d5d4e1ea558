import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { forgetOld } from '../../src/app/upkeep/housekeeping.ts';
import { NOW } from '../support/build-order.ts';
import { ANSWERS, confirmation, type GateRig, openGate } from '../support/gate.ts';

const HOUR = 3_600_000;
let gate: GateRig;
beforeEach(async () => {
  gate = await openGate();
});
afterEach(() => gate.close());

describe('the order’s first half through the gate', () => {
  test('UO-01 UO-09 OF-04 identification to acceptance: number once, five departments asked in parallel', async () => {
    const id = await gate.file();
    expect(await gate.order(id)).toMatchObject({
      state: 'IDENTIFIED',
      draftNo: 'D-0001',
      number: null,
      version: 1,
      revision: 1,
      intake: { state: 'passed' },
    });
    await gate.send('sales', 'confirm', confirmation(), { orderId: id });
    const asked = await gate.order(id);
    expect(asked).toMatchObject({ state: 'IN_REVIEW', number: 'UO-2026-0001', round: { number: 1, state: 'OPEN' } });
    expect(asked.round?.tasks.map((t) => t.department).sort()).toEqual(['LOGI', 'PLANNER', 'PROC', 'PROD', 'TECH']);
    await gate.approveAll(id);
    expect(await gate.order(id)).toMatchObject({
      state: 'ACCEPTED',
      firstCommitted: NOW + 72 * HOUR,
      committed: NOW + 72 * HOUR,
      requestedDate: NOW + 72 * HOUR,
      round: { state: 'PASSED' },
    });
  });

  test('UO-13 UO-15 JW-11 a rejection leaves the round open, then negotiation, then round two with the new date', async () => {
    const id = await gate.underReview();
    await gate.send(
      'proc',
      'reject',
      { department: 'PROC', reason: '钢材缺货', earliest: NOW + 120 * HOUR },
      { orderId: id },
    );
    expect((await gate.order(id)).state).toBe('IN_REVIEW');
    await gate.approveAll(id, ['PROC']);
    expect(await gate.order(id)).toMatchObject({ state: 'NEGOTIATING', round: { state: 'FAILED' }, negotiations: 1 });
    await gate.send(
      'sales',
      'propose',
      { type: 'shift_date', newDate: NOW + 120 * HOUR, extraCost: 0, explanation: '顺延两天' },
      { orderId: id },
    );
    const [option] = (await gate.order(id)).negotiation.options;
    await gate.send('sales', 'agree', { optionId: option?.id, evidence: '客户邮件同意' }, { orderId: id });
    expect(await gate.order(id)).toMatchObject({
      state: 'IN_REVIEW',
      round: { number: 2, state: 'OPEN' },
      facts: { requiredBy: NOW + 120 * HOUR },
      requestedDate: NOW + 72 * HOUR,
    });
    await gate.approveAll(id);
    expect(await gate.order(id)).toMatchObject({
      state: 'ACCEPTED',
      firstCommitted: NOW + 120 * HOUR,
      requestedDate: NOW + 72 * HOUR,
    });
  });

  test('A4 JW-03 a failed preliminary item opens negotiation before any department is asked; leadership clears it', async () => {
    const id = await gate.file();
    await gate.send('sales', 'confirm', confirmation({}, { failed: ['credit'], note: '上一单未付款' }), {
      orderId: id,
    });
    expect(await gate.order(id)).toMatchObject({ state: 'NEGOTIATING', roundsHeld: 0 });
    await gate.send('sales', 'refuse_terms', { reason: '客户不同意预付' }, { orderId: id });
    expect(await gate.order(id)).toMatchObject({
      state: 'AWAITING_EXEC',
      exec: { cause: 'credit_or_price', state: 'OPEN' },
    });
    await gate.send('boss', 'exec_accept', { reason: '重点客户，先做' }, { orderId: id });
    expect(await gate.order(id)).toMatchObject({
      state: 'IN_REVIEW',
      roundsHeld: 1,
      exec: { state: 'DECIDED', decision: 'accept' },
    });
  });

  test('PJ-75 OF-02 an important order needs leadership after the departments', async () => {
    const id = await gate.underReview({ traits: ['important_customer'] });
    await gate.approveAll(id);
    expect(await gate.order(id)).toMatchObject({ state: 'AWAITING_EXEC', exec: { cause: 'important' } });
    await gate.send('boss', 'exec_accept', {}, { orderId: id });
    expect(await gate.order(id)).toMatchObject({ state: 'ACCEPTED', isOverridden: false });
  });

  test('UO-13 conditions keep the round from passing until the same head clears them', async () => {
    const id = await gate.underReview();
    await gate.approveAll(id, ['TECH']);
    await gate.send(
      'tech',
      'approve_with_conditions',
      { department: 'TECH', answers: ANSWERS.TECH, conditions: [{ kind: 'technical', text: '需客户确认图纸' }] },
      { orderId: id },
    );
    expect(await gate.order(id)).toMatchObject({ state: 'NEGOTIATING' });
  });
});

describe('the core’s promises', () => {
  test('XD-02 the same click twice has one effect and the same answer', async () => {
    const id = await gate.underReview();
    const click = {
      id: 'one-click',
      actorId: 'prod',
      command: 'approve' as const,
      input: { department: 'PROD', answers: ANSWERS.PROD },
      orderId: id,
    };
    const first = await gate.dispatch(click);
    const again = await gate.dispatch(click);
    expect(first).toMatchObject({ kind: 'done', isRepeat: false });
    expect(again).toEqual({ ...first, isRepeat: true });
    expect((await gate.store.queries.timeline(id, 50)).filter((e) => e.type === 'review.decision')).toHaveLength(1);
  });

  test('XD-02 a refused click repeated gets the refusal again', async () => {
    const id = await gate.underReview();
    const click = {
      id: 'refused',
      actorId: 'proc',
      command: 'reject' as const,
      input: { department: 'PROC' },
      orderId: id,
    };
    expect(await gate.dispatch(click)).toMatchObject({
      kind: 'refused',
      refusal: { code: 'reason_missing' },
      isRepeat: false,
    });
    expect(await gate.dispatch(click)).toMatchObject({
      kind: 'refused',
      refusal: { code: 'reason_missing' },
      isRepeat: true,
    });
  });

  test('XD-04 domain §15 scenario 14: all heads at the same instant are all stored', async () => {
    const id = await gate.underReview();
    const heads = [
      ['prod', 'PROD'],
      ['proc', 'PROC'],
      ['tech', 'TECH'],
      ['logi', 'LOGI'],
      ['plan', 'PLANNER'],
    ] as const;
    const seen = { revision: (await gate.order(id)).revision, version: (await gate.order(id)).version };
    const outcomes = await Promise.all(
      heads.map(([who, department]) =>
        gate.send(who, 'approve', { department, answers: ANSWERS[department] }, { orderId: id, seen }),
      ),
    );
    expect(outcomes.map((o) => o.kind)).toEqual(['done', 'done', 'done', 'done', 'done']);
    expect((await gate.order(id)).state).toBe('ACCEPTED');
  });

  test('peers §3.16 a button drawn from an older record is answered with the difference, and nothing happens', async () => {
    const id = await gate.underReview();
    const seen = { revision: (await gate.order(id)).revision, version: (await gate.order(id)).version };
    await gate.send(
      'proc',
      'reject',
      { department: 'PROC', reason: '缺货', earliest: NOW + 100 * HOUR },
      { orderId: id },
    );
    await gate.send('sales', 'close_round', {}, { orderId: id });
    await gate.send(
      'sales',
      'propose',
      { type: 'shift_date', newDate: NOW + 100 * HOUR, explanation: '顺延' },
      { orderId: id },
    );
    await gate.send(
      'sales',
      'agree',
      { optionId: (await gate.order(id)).negotiation.options[0]?.id, evidence: '同意' },
      { orderId: id },
    );
    const outcome = await gate.send(
      'prod',
      'approve',
      { department: 'PROD', answers: ANSWERS.PROD },
      { orderId: id, seen },
    );
    expect(outcome).toMatchObject({
      kind: 'outdated',
      difference: { facts: [{ field: 'requiredBy', before: NOW + 72 * HOUR, after: NOW + 100 * HOUR }] },
    });
    expect((await gate.order(id)).round?.tasks.every((t) => t.state === 'PENDING')).toBe(true);
  });

  test('XD-01 domain §15 scenario 15: somebody else’s button is refused with who may, and stands in the log', async () => {
    const id = await gate.underReview();
    const outcome = await gate.send('prod', 'approve', { department: 'TECH', answers: ANSWERS.TECH }, { orderId: id });
    expect(outcome).toMatchObject({
      kind: 'refused',
      refusal: { code: 'not_yours', params: { who: { list: [{ term: 'head_of.TECH' }] } } },
    });
    const log = await gate.store.queries.timeline('company', 10);
    expect(log.map((e) => e.type)).toContain('access.refused');
  });

  test('XD-01 forged ids, departments and commands change nothing', async () => {
    const id = await gate.underReview();
    const before = await gate.order(id);
    expect(await gate.send('prod', 'approve', { department: 'NOPE' }, { orderId: id })).toMatchObject({
      kind: 'invalid',
    });
    expect(await gate.send('prod', 'approve', { department: 'FIN' }, { orderId: id })).toMatchObject({
      kind: 'refused',
    });
    expect(await gate.send('prod', 'approve', { department: 'PROD' }, { orderId: 'forged' })).toMatchObject({
      kind: 'refused',
      refusal: { code: 'unknown_order' },
    });
    expect(await gate.send('nobody', 'approve', { department: 'PROD' }, { orderId: id })).toMatchObject({
      kind: 'refused',
      refusal: { code: 'unknown_person' },
    });
    expect(await gate.order(id)).toEqual(before);
  });

  test('XD-17 a confidential order is hidden from those who take no part', async () => {
    const outcome = await gate.send('sales', 'new', { facts: confirmation().facts, isConfidential: true });
    const id = outcome.kind === 'done' ? (outcome.answer.orderId ?? '') : '';
    expect(await gate.send('worker', 'status', { department: 'PROD', question: '?' }, { orderId: id })).toMatchObject({
      kind: 'refused',
      refusal: { code: 'not_visible' },
    });
  });

  test('XD-03 every change is in the chain with actor and time; contacts only as digests', async () => {
    const id = await gate.underReview();
    const entries = [...(await gate.store.queries.timeline(id, 50))].sort((a, b) => a.seq - b.seq);
    expect(entries.map((e) => e.type)).toEqual([
      'order.identified',
      'order.intake_passed',
      'order.confirmed',
      'sheet.issued',
      'review.opened',
    ]);
    expect(entries.map((e) => e.seq)).toEqual([1, 2, 3, 4, 5]);
    for (const [i, e] of entries.entries()) expect(e.prevHash).toBe(i === 0 ? '0'.repeat(64) : entries[i - 1]?.hash);
    expect(JSON.stringify(entries)).not.toContain('13800138000');
    expect((await gate.order(id)).headHash).toBe(entries.at(-1)?.hash);
  });
});

describe('ends', () => {
  test('domain §15 scenario 4: leadership abandons with reason; no time limit is left', async () => {
    const id = await gate.underReview();
    await gate.send('prod', 'reject', { department: 'PROD', reason: '产能不足', isImpossible: true }, { orderId: id });
    await gate.send('sales', 'close_round', {}, { orderId: id });
    await gate.send('sales', 'refuse_terms', { reason: '客户不接受' }, { orderId: id });
    expect(await gate.send('boss', 'abandon', {}, { orderId: id })).toMatchObject({ kind: 'invalid' });
    await gate.send('boss', 'abandon', { reason: '无法满足' }, { orderId: id });
    expect(await gate.order(id)).toMatchObject({ state: 'ABANDONED', exec: { state: 'DECIDED', decision: 'abandon' } });
    expect(await gate.store.queries.openObligations({ orderId: id, limit: 10 })).toEqual([]);
  });

  test('T15 a salesperson withdraws before the confirmation; afterwards only the head or leadership', async () => {
    const id = await gate.underReview();
    expect(await gate.send('clerk', 'withdraw', { evidence: '客户取消' }, { orderId: id })).toMatchObject({
      kind: 'refused',
      refusal: { code: 'not_yours' },
    });
    expect(await gate.send('sales', 'withdraw', { evidence: '客户取消' }, { orderId: id })).toMatchObject({
      kind: 'done',
    });
    expect(await gate.order(id)).toMatchObject({ state: 'ABANDONED', round: { state: 'SUPERSEDED' } });
  });

  test('T31 T32 hold and resume by leadership only', async () => {
    const id = await gate.underReview();
    expect(await gate.send('sales', 'hold', { reason: 'x' }, { orderId: id })).toMatchObject({ kind: 'refused' });
    await gate.send('boss', 'hold', { reason: '等付款' }, { orderId: id });
    expect(
      await gate.send('prod', 'approve', { department: 'PROD', answers: ANSWERS.PROD }, { orderId: id }),
    ).toMatchObject({ kind: 'refused', refusal: { code: 'on_hold' } });
    await gate.send('boss', 'resume', {}, { orderId: id });
    expect(
      await gate.send('prod', 'approve', { department: 'PROD', answers: ANSWERS.PROD }, { orderId: id }),
    ).toMatchObject({ kind: 'done' });
  });

  test('XD-16 an admin forces a stuck order with a reason; the log marks it', async () => {
    const id = await gate.underReview();
    expect(await gate.send('boss', 'force', { to: 'AWAITING_EXEC', reason: '卡住' }, { orderId: id })).toMatchObject({
      kind: 'refused',
    });
    await gate.send('office', 'force', { to: 'AWAITING_EXEC', reason: '卡住' }, { orderId: id });
    expect(await gate.order(id)).toMatchObject({
      state: 'AWAITING_EXEC',
      exec: { state: 'OPEN' },
      round: { state: 'SUPERSEDED' },
    });
    expect((await gate.store.queries.timeline(id, 5)).map((e) => e.type)).toContain('order.forced');
  });
});

describe('waiting for the customer', () => {
  test('PJ-29 PJ-87 technology clarifies with the customer: sales is told, our clocks stand, and go on with the answer', async () => {
    const id = await gate.underReview();
    expect(await gate.send('tech', 'wait', { reason: '图纸公差待客户确认' }, { orderId: id })).toMatchObject({
      kind: 'done',
    });
    expect((await gate.order(id)).waiting).toMatchObject({ for: '图纸公差待客户确认', by: 'tech' });
    const paused = (await gate.store.queries.openObligations({ orderId: id, limit: 20 })).filter(
      (o) => o.key === 'review',
    );
    expect(paused.every((o) => o.pausedAt !== null && o.nextAt === null)).toBe(true);
    gate.clock.pass(5 * HOUR);
    await gate.send('tech', 'customer_answered', {}, { orderId: id });
    const going = (await gate.store.queries.openObligations({ orderId: id, limit: 20 })).filter(
      (o) => o.key === 'review',
    );
    expect(going.every((o) => o.pausedAt === null && o.dueAt === NOW + 9 * HOUR)).toBe(true);
  });
});

test('XD-19 drafts go after two days, answers to repeats after weeks; the log stays', async () => {
  const id = await gate.underReview();
  await gate.store.transaction((tx) =>
    tx.drafts.save({
      personId: 'sales',
      form: 'new',
      subject: '',
      values: { contact: '13800138000' },
      savedAt: gate.clock.now(),
    }),
  );
  await forgetOld(gate.store, NOW + 26 * HOUR);
  expect(await gate.store.transaction((tx) => tx.drafts.load('sales', 'new', ''))).not.toBeNull();
  await forgetOld(gate.store, NOW + 40 * 24 * HOUR);
  expect(await gate.store.transaction((tx) => tx.drafts.load('sales', 'new', ''))).toBeNull();
  expect(await gate.store.transaction((tx) => tx.answers.find('click-1'))).toBeNull();
  expect((await gate.store.queries.timeline(id, 50)).length).toBeGreaterThan(4);
});

test('EX-36 the review asks for feasibility, catalogue, accuracy, effect and legality; the report holds the answers', async () => {
  const id = await gate.underReview({ traits: ['unusual_terms'] });
  await gate.send(
    'tech',
    'approve',
    { department: 'TECH', answers: { ...ANSWERS.TECH, catalogue: '目录内标准件' } },
    { orderId: id },
  );
  await gate.send(
    'fin',
    'approve',
    { department: 'FIN', answers: { ...ANSWERS.FIN, legality: '主体与条款合规' } },
    { orderId: id },
  );
  await gate.approveAll(id, ['TECH', 'FIN']);
  const report = await gate.store.transaction((tx) => tx.documents.latest(id, 'review_report'));
  expect(JSON.stringify(report?.data)).toContain('目录内标准件');
  expect(JSON.stringify(report?.data)).toContain('主体与条款合规');
});
