import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { NOW, someFacts } from '../support/build-order.ts';
import { ANSWERS, confirmation, type GateRig, openGate } from '../support/gate.ts';

const HOUR = 3_600_000;

let rig: GateRig;
beforeEach(async () => {
  rig = await openGate();
});
afterEach(() => rig.close());

async function reject(id: string, who = 'prod', department = 'PROD'): Promise<void> {
  const outcome = await rig.send(
    who,
    'reject',
    { department, reason: 'no room', earliest: NOW + 96 * HOUR },
    { orderId: id },
  );
  expect(outcome.kind).toBe('done');
}

describe('separation of duties at the intake check', () => {
  test('OF-03 XD-01 who filed an order does not pass its intake check while somebody else can', async () => {
    const id = await rig.file({ reason: '急' });
    expect(await rig.send('sales', 'pass_intake', {}, { orderId: id })).toMatchObject({
      kind: 'refused',
      refusal: { code: 'own_submission' },
    });
    expect(await rig.send('office', 'pass_intake', {}, { orderId: id })).toMatchObject({ kind: 'done' });
  });
});

describe('who owns an order', () => {
  test('UO-03 UO-08 an order filed by leadership belongs to sales, which can confirm it and is reminded', async () => {
    const filed = await rig.send('boss', 'new', { facts: someFacts() });
    const id = filed.kind === 'done' ? (filed.answer.orderId ?? '') : '';
    expect(await rig.order(id)).toMatchObject({ submitterId: 'boss', ownerId: 'sales' });
    const open = await rig.store.transaction((tx) => tx.obligations.open(id));
    expect(open.find((o) => o.key === 'confirm_customer')).toMatchObject({ personId: 'sales' });
    const [first] = await rig.store.transaction((tx) => tx.events.since(id, 0));
    expect(JSON.parse(first?.data ?? '{}')).toMatchObject({ owner: 'sales' });
  });

  test('UO-03 an order filed by sales stays with who filed it', async () => {
    const filed = await rig.send('clerk', 'new', { facts: someFacts() });
    const id = filed.kind === 'done' ? (filed.answer.orderId ?? '') : '';
    expect(await rig.order(id)).toMatchObject({ submitterId: 'clerk', ownerId: 'clerk' });
  });
});

describe('acting for somebody', () => {
  test('XD-07 what a stand-in for the head of sales records is marked with that head, one’s own is not', async () => {
    await rig.send('sales', 'delegate', { toId: 'worker', endsAt: NOW + 48 * HOUR });
    await rig.send('sales', 'delegate', { toId: 'clerk', endsAt: NOW + 48 * HOUR });
    const id = await rig.file();
    expect(await rig.send('worker', 'wait', { reason: 'drawing' }, { orderId: id })).toMatchObject({ kind: 'done' });
    expect(await rig.send('clerk', 'customer_answered', {}, { orderId: id })).toMatchObject({ kind: 'done' });
    expect(await rig.send('worker', 'confirm', confirmation(), { orderId: id })).toMatchObject({ kind: 'done' });
    const entries = await rig.store.transaction((tx) => tx.events.since(id, 0));
    const by = (type: string) => entries.find((e) => e.type === type);
    expect(by('order.waiting_customer')).toMatchObject({ actorId: 'worker', onBehalf: 'sales' });
    expect(by('order.customer_answered')).toMatchObject({ actorId: 'clerk', onBehalf: null });
    expect(by('order.confirmed')).toMatchObject({ actorId: 'worker', onBehalf: 'sales' });
  });
});

describe('negotiation', () => {
  test('UO-16 an option of an earlier round cannot be agreed on any more', async () => {
    const id = await rig.underReview();
    await rig.approveAll(id, ['PROD']);
    await reject(id);
    await rig.send(
      'sales',
      'propose',
      { type: 'shift_date', newDate: NOW + 96 * HOUR, explanation: 'next week' },
      { orderId: id },
    );
    const optionId = (await rig.order(id)).negotiation.options[0]?.id ?? '';
    await rig.send('office', 'force', { to: 'CONFIRMED', reason: 'stuck' }, { orderId: id });
    await rig.approveAll(id, ['PROD']);
    await reject(id);
    expect(await rig.order(id)).toMatchObject({ state: 'NEGOTIATING', round: { number: 2 } });
    expect(await rig.send('sales', 'agree', { optionId, evidence: 'mail' }, { orderId: id })).toMatchObject({
      kind: 'refused',
      refusal: { code: 'option_closed' },
    });
  });

  test('T11 JW-11 a round ended early counts like any other: beyond the limit leadership decides', async () => {
    const id = await rig.underReview();
    for (let round = 1; round <= 2; round++) {
      await reject(id);
      await rig.send('sales', 'close_round', {}, { orderId: id });
      expect((await rig.order(id)).state).toBe('NEGOTIATING');
      await rig.send(
        'sales',
        'propose',
        { type: 'shift_date', newDate: NOW + 120 * HOUR, explanation: 'later' },
        { orderId: id },
      );
      const optionId = (await rig.order(id)).negotiation.options.at(-1)?.id;
      await rig.send('sales', 'agree', { optionId, evidence: 'mail' }, { orderId: id });
    }
    await reject(id);
    expect(await rig.send('sales', 'close_round', {}, { orderId: id })).toMatchObject({ kind: 'done' });
    expect(await rig.order(id)).toMatchObject({
      state: 'AWAITING_EXEC',
      exec: { cause: 'round_limit', state: 'OPEN' },
      round: { state: 'FAILED' },
    });
  });
});

describe('acceptance', () => {
  test('PJ-29 an accepted order no longer waits for the customer', async () => {
    const id = await rig.underReview();
    await rig.send('sales', 'wait', { reason: 'drawing' }, { orderId: id });
    await rig.approveAll(id);
    expect(await rig.order(id)).toMatchObject({ state: 'ACCEPTED', waiting: null });
  });

  test('T08 EX-34 a credit or price that sales itself found wanting is reviewed by finance and signed by leadership', async () => {
    const id = await rig.file();
    await rig.send('sales', 'confirm', confirmation({}, { failed: ['credit'], note: 'late payer' }), { orderId: id });
    expect((await rig.order(id)).state).toBe('NEGOTIATING');
    await rig.send('sales', 'propose', { type: 'change_solution', explanation: 'half in advance' }, { orderId: id });
    await rig.send(
      'sales',
      'agree',
      { optionId: (await rig.order(id)).negotiation.options[0]?.id, evidence: 'mail' },
      { orderId: id },
    );
    expect((await rig.order(id)).round?.tasks.map((t) => t.department)).toContain('FIN');
    await rig.approveAll(id);
    expect(await rig.order(id)).toMatchObject({ state: 'AWAITING_EXEC', exec: { cause: 'credit_or_price' } });
    expect(await rig.send('boss', 'exec_accept', { reason: 'paid in advance' }, { orderId: id })).toMatchObject({
      kind: 'done',
    });
    expect((await rig.order(id)).state).toBe('ACCEPTED');
  });

  test('T08 what leadership has cleared before the review is not asked of it again', async () => {
    const id = await rig.file();
    await rig.send('sales', 'confirm', confirmation({}, { failed: ['credit'], note: 'late payer' }), { orderId: id });
    await rig.send('sales', 'refuse_terms', { reason: 'no advance' }, { orderId: id });
    await rig.send('boss', 'exec_accept', { reason: 'old customer' }, { orderId: id });
    await rig.approveAll(id);
    expect((await rig.order(id)).state).toBe('ACCEPTED');
  });

  test('domain §4.1 the requested date stands once the customer has confirmed, whatever is forced afterwards', async () => {
    const id = await rig.underReview();
    const asked = (await rig.order(id)).requestedDate;
    await rig.send('office', 'force', { to: 'IDENTIFIED', reason: 'wrong product' }, { orderId: id });
    const later = { requiredBy: NOW + 240 * HOUR };
    expect(await rig.send('sales', 'confirm', confirmation(later), { orderId: id })).toMatchObject({ kind: 'done' });
    expect(await rig.order(id)).toMatchObject({ requestedDate: asked, facts: later });
  });
});

describe('what is typed', () => {
  test('EX-06 XD-03 half a sign and hidden marks do not make the log and the record differ', async () => {
    const id = await rig.file({ customer: 'A\ud800CME\u061c', place: 'gate\u2028 4' });
    const { facts } = await rig.order(id);
    const [first] = await rig.store.transaction((tx) => tx.events.since(id, 0));
    expect((JSON.parse(first?.data ?? '{}') as { facts: unknown }).facts).toEqual(facts);
    expect(facts.customer).not.toMatch(/[\u061c\ud800]/);
    expect(facts.place).not.toContain('\u2028');
  });
});

describe('numbers', () => {
  test('OF-04 UO-09 a number is unique even where the template forgets its serial or repeats', async () => {
    await rig.close();
    rig = await openGate({ order_number: 'RUSH' });
    const ids = [await rig.underReview(), await rig.underReview({ model: 'M8' })];
    const numbers = await Promise.all(ids.map(async (id) => (await rig.order(id)).number));
    expect(new Set(numbers).size).toBe(2);
  });

  test('OF-04 a new year that starts counting again does not repeat a number', async () => {
    await rig.close();
    rig = await openGate({ order_number: 'R-{nnn}' });
    const first = await rig.underReview();
    rig.clock.pass(60 * 24 * HOUR);
    const second = await rig.file({ requiredBy: rig.clock.now() + 72 * HOUR, receivedAt: rig.clock.now() });
    expect(
      await rig.send('sales', 'confirm', confirmation({ requiredBy: rig.clock.now() + 72 * HOUR }), {
        orderId: second,
      }),
    ).toMatchObject({ kind: 'done' });
    expect((await rig.order(second)).number).not.toBe((await rig.order(first)).number);
  });
});

describe('who is always asked', () => {
  test('UO-12 production is asked even where the setting leaves it out, and nothing is accepted without a decision', async () => {
    await rig.close();
    rig = await openGate({ reviewers_always: [], reviewers_optional: ['QA'] });
    const id = await rig.underReview();
    expect(await rig.order(id)).toMatchObject({ state: 'IN_REVIEW', acceptedAt: null });
    expect((await rig.order(id)).round?.tasks.map((t) => [t.department, t.isRequired])).toEqual([
      ['PROD', true],
      ['QA', false],
    ]);
    await rig.send('prod', 'approve', { department: 'PROD', answers: ANSWERS.PROD }, { orderId: id });
    expect((await rig.order(id)).state).toBe('ACCEPTED');
  });
});
