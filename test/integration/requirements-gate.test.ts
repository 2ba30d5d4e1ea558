import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { directoryOf } from '../../src/app/directory.ts';
import { membersOf } from '../../src/delivery/members.ts';
import { isNonRegular, TRAITS, type Trait } from '../../src/domain/order.ts';
import { NOW, someFacts } from '../support/build-order.ts';
import { ANSWERS, confirmation, type GateRig, openGate } from '../support/gate.ts';
import { deliveriesOf } from '../support/heard.ts';

const HOUR = 3_600_000;
const NON_REGULAR: readonly Trait[] = [
  'new_design',
  'special_process',
  'discontinued',
  'above_standard_quality',
  'penalty_clause',
];

let rig: GateRig;
beforeEach(async () => {
  rig = await openGate();
});
afterEach(() => rig.close());

async function asked(id: string): Promise<readonly string[]> {
  return (await rig.order(id)).round?.tasks.map((t) => t.department) ?? [];
}

describe('which orders are regular', () => {
  test.each(TRAITS)('PJ-01 the mark "%s" of the checklist says whether an order is regular', (trait) => {
    expect(isNonRegular({ traits: [trait] })).toBe(NON_REGULAR.includes(trait));
  });

  test.each(NON_REGULAR)('PJ-01 PJ-02 %s: technical and quality review besides the others', async (trait) => {
    const id = await rig.underReview({ traits: [trait] });
    expect(await asked(id)).toEqual(expect.arrayContaining(['PROD', 'TECH', 'QA']));
  });

  test('PJ-01 PJ-02 a regular order is not reviewed by quality, and leadership is not asked', async () => {
    const id = await rig.underReview();
    expect(await asked(id)).not.toContain('QA');
    await rig.approveAll(id);
    expect((await rig.order(id)).state).toBe('ACCEPTED');
  });

  test('PJ-02 where it is flagged the general manager signs after the departments', async () => {
    const id = await rig.underReview({ traits: ['special_process', 'gm_summary'] });
    await rig.approveAll(id);
    expect(await rig.order(id)).toMatchObject({ state: 'AWAITING_EXEC', exec: { cause: 'gm_summary' } });
  });
});

describe('what each department answers', () => {
  test.each([
    ['PROC', 'proc', 'lead_time'],
    ['PLANNER', 'plan', 'delivery_date'],
  ])('PJ-48 %s is asked on every order and cannot agree without its date', async (department, who, question) => {
    const id = await rig.underReview();
    const refused = await rig.send(who, 'approve', { department, answers: {} }, { orderId: id });
    expect(refused).toMatchObject({
      kind: 'refused',
      refusal: { code: 'answers_missing', params: { questions: { list: [{ term: `question.${question}` }] } } },
    });
    expect(
      await rig.send(who, 'approve', { department, answers: { [question]: '11-27' } }, { orderId: id }),
    ).toMatchObject({ kind: 'done' });
  });

  test('EX-34 where finance reviews it cannot agree without a word on the payment terms', async () => {
    const id = await rig.underReview({ traits: ['unusual_terms'], amountMinor: 900_000, paymentTerms: '60 days' });
    expect(await asked(id)).toContain('FIN');
    expect(await rig.send('fin', 'approve', { department: 'FIN' }, { orderId: id })).toMatchObject({
      kind: 'refused',
      refusal: { code: 'answers_missing' },
    });
    expect(
      await rig.send('fin', 'approve', { department: 'FIN', answers: ANSWERS.FIN }, { orderId: id }),
    ).toMatchObject({ kind: 'done' });
  });

  test('EX-20 a price below the rules is found by sales’ checklist and goes up: negotiation, then finance and leadership', async () => {
    const id = await rig.file();
    const unexplained = await rig.send('sales', 'confirm', confirmation({}, { failed: ['price'], note: null }), {
      orderId: id,
    });
    expect(unexplained).toMatchObject({ kind: 'refused', refusal: { code: 'reason_missing' } });
    await rig.send('sales', 'confirm', confirmation({}, { failed: ['price'], note: 'below the list' }), {
      orderId: id,
    });
    expect(await rig.order(id)).toMatchObject({
      state: 'NEGOTIATING',
      preliminary: { failed: ['price'], note: 'below the list' },
    });
    await rig.send(
      'sales',
      'propose',
      { type: 'adjust_price', extraCost: 5000, explanation: 'rush surcharge' },
      { orderId: id },
    );
    await rig.send(
      'sales',
      'agree',
      { optionId: (await rig.order(id)).negotiation.options[0]?.id, evidence: 'mail' },
      { orderId: id },
    );
    expect(await asked(id)).toContain('FIN');
    await rig.approveAll(id);
    expect((await rig.order(id)).state).toBe('AWAITING_EXEC');
  });

  test('EX-20 where it is set, the head of sales checks every order a salesperson files before it goes on', async () => {
    await rig.close();
    rig = await openGate({ intake_check: 'always' });
    const filed = await rig.send('clerk', 'new', { facts: someFacts() });
    const id = filed.kind === 'done' ? (filed.answer.orderId ?? '') : '';
    expect(await rig.send('clerk', 'confirm', confirmation(), { orderId: id })).toMatchObject({
      kind: 'refused',
      refusal: { code: 'intake_open' },
    });
    expect(await rig.send('clerk', 'pass_intake', {}, { orderId: id })).toMatchObject({
      kind: 'refused',
      refusal: { code: 'not_yours' },
    });
    expect(await rig.send('sales', 'pass_intake', {}, { orderId: id })).toMatchObject({ kind: 'done' });
  });

  test('EX-14 of a large order both sales’ checklist and the answer of finance stand in the report', async () => {
    await rig.close();
    rig = await openGate({ important_amount: 100_000 });
    const id = await rig.underReview({ amountMinor: 200_000, currency: 'CNY' });
    await rig.approveAll(id);
    const report = await rig.store.transaction((tx) => tx.documents.latest(id, 'review_report'));
    expect(report?.data).toMatchObject({
      preliminary: { failed: [] },
      opinions: expect.arrayContaining([expect.objectContaining({ department: 'FIN', answers: ANSWERS.FIN })]),
    });
  });
});

describe('who handles an order, and until when', () => {
  test('EX-02 reviewers and limits follow from the nature of the order', async () => {
    const regular = await rig.order(await rig.underReview());
    const set = await rig.order(await rig.underReview({ model: 'M8', traits: ['complete_set', 'new_design'] }));
    expect(regular.round?.tasks.map((t) => t.dueAt)).toEqual(regular.round?.tasks.map(() => NOW + 4 * HOUR));
    expect(set.round?.tasks.map((t) => t.dueAt)).toEqual(set.round?.tasks.map(() => NOW + 24 * HOUR));
    expect(set.round?.tasks.map((t) => t.department)).toContain('QA');
    expect(regular.round?.tasks.map((t) => t.department)).not.toContain('QA');
  });

  test('EX-18 the limit for creating an order can be set, and the log says how long it took', async () => {
    await rig.close();
    rig = await openGate({ confirm_hours: 4 });
    const id = await rig.file({ receivedAt: NOW - HOUR });
    const limit = (await rig.store.transaction((tx) => tx.obligations.open(id))).find(
      (o) => o.key === 'confirm_customer',
    );
    expect(limit).toMatchObject({ startedAt: NOW - HOUR, dueAt: NOW + 3 * HOUR });
    rig.clock.pass(2 * HOUR);
    await rig.send('sales', 'confirm', confirmation(), { orderId: id });
    const settled = await rig.store.transaction((tx) => tx.obligations.load(limit?.id ?? ''));
    expect(settled).toMatchObject({ state: 'MET', satisfiedAt: NOW + 2 * HOUR });
    const entries = await rig.store.transaction((tx) => tx.events.since(id, 0));
    const received = (JSON.parse(entries[0]?.data ?? '{}') as { receivedAt: number }).receivedAt;
    expect((entries.find((e) => e.type === 'order.confirmed')?.at ?? 0) - received).toBe(3 * HOUR);
  });

  test('EX-37 every review has its limit, and its result returns to whoever filed the order', async () => {
    const filed = await rig.send('clerk', 'new', { facts: someFacts() });
    const id = filed.kind === 'done' ? (filed.answer.orderId ?? '') : '';
    await rig.send('clerk', 'confirm', confirmation(), { orderId: id });
    const open = (await rig.store.transaction((tx) => tx.obligations.open(id))).filter((o) => o.key === 'review');
    expect(open.map((o) => o.dueAt)).toEqual((await asked(id)).map(() => NOW + 4 * HOUR));
    await rig.approveAll(id, ['PROD']);
    const said = await deliveriesOf(
      rig,
      'prod',
      'approve',
      { department: 'PROD', answers: ANSWERS.PROD },
      { orderId: id },
    );
    expect((await rig.order(id)).state).toBe('ACCEPTED');
    expect(
      said.filter((d) => d.kind === 'direct' && d.person === 'clerk').map((d) => (d as { view: string }).view),
    ).toContain('order.notice');
    expect(said.some((d) => d.kind === 'show' && d.view === 'review.report')).toBe(true);
  });

  test('EX-32 the team of an order gathers in its channel: sales, who is asked, who is informed, their stand-ins, the coordinator', async () => {
    await rig.send('proc', 'delegate', { toId: 'deputy', endsAt: NOW + 48 * HOUR });
    const id = await rig.underReview();
    const [data, settings] = await rig.store.transaction(
      async (tx) => [await tx.directory.read(), await tx.settings.read()] as const,
    );
    const team = membersOf(await rig.order(id), directoryOf(data), settings, rig.clock.now()).map((p) => p.id);
    expect(new Set(team)).toEqual(
      new Set(['sales', 'prod', 'proc', 'deputy', 'tech', 'logi', 'plan', 'qa', 'fin', 'office']),
    );
  });
});

describe('the promise', () => {
  test('PJ-49 the planner’s date is no promise until the customer has agreed to it', async () => {
    const later = NOW + 120 * HOUR;
    const id = await rig.underReview();
    await rig.approveAll(id, ['PLANNER']);
    await rig.send('plan', 'reject', { department: 'PLANNER', reason: 'no slot', earliest: later }, { orderId: id });
    expect(await rig.order(id)).toMatchObject({
      state: 'NEGOTIATING',
      committed: null,
      facts: { requiredBy: NOW + 72 * HOUR },
    });
    await rig.send(
      'sales',
      'propose',
      { type: 'shift_date', newDate: later, explanation: 'as the planner says' },
      { orderId: id },
    );
    const optionId = (await rig.order(id)).negotiation.options[0]?.id;
    expect(await rig.send('sales', 'agree', { optionId, evidence: ' ' }, { orderId: id })).toMatchObject({
      kind: 'refused',
      refusal: { code: 'evidence_missing' },
    });
    await rig.send('sales', 'agree', { optionId, evidence: 'mail of Mr Li' }, { orderId: id });
    expect((await rig.order(id)).committed).toBeNull();
    await rig.approveAll(id);
    expect(await rig.order(id)).toMatchObject({
      state: 'ACCEPTED',
      committed: later,
      firstCommitted: later,
      requestedDate: NOW + 72 * HOUR,
    });
  });
});

describe('the confirmed record', () => {
  test.each(['product', 'model', 'quantity', 'unit', 'requiredBy', 'place', 'customer'] as const)(
    'EX-10 an order is not confirmed without its %s',
    async (field) => {
      const id = await rig.file();
      const given = confirmation();
      const facts = { ...given.facts, [field]: typeof given.facts[field] === 'number' ? null : ' ' };
      expect(await rig.send('sales', 'confirm', { ...given, facts }, { orderId: id })).toMatchObject({
        kind: 'invalid',
        fields: ['facts'],
      });
      expect((await rig.order(id)).state).toBe('IDENTIFIED');
    },
  );

  test('EX-10 the price has its field and is kept with its currency', async () => {
    const id = await rig.underReview({ amountMinor: 123_456, currency: null });
    expect((await rig.order(id)).facts).toMatchObject({ amountMinor: 123_456, currency: 'CNY' });
  });

  test('EX-11 only sales confirms an order, and only purchasing answers for purchasing', async () => {
    const id = await rig.file();
    for (const who of ['boss', 'office', 'prod', 'proc', 'fin', 'worker']) {
      expect(await rig.send(who, 'confirm', confirmation(), { orderId: id }), who).toMatchObject({
        kind: 'refused',
        refusal: { code: 'not_yours' },
      });
    }
    expect(await rig.send('clerk', 'confirm', confirmation(), { orderId: id })).toMatchObject({ kind: 'done' });
    for (const who of ['sales', 'boss', 'office', 'prod', 'deputy']) {
      expect(
        await rig.send(who, 'approve', { department: 'PROC', answers: ANSWERS.PROC }, { orderId: id }),
        who,
      ).toMatchObject({ kind: 'refused', refusal: { code: 'not_yours' } });
    }
    expect(
      await rig.send('proc', 'approve', { department: 'PROC', answers: ANSWERS.PROC }, { orderId: id }),
    ).toMatchObject({ kind: 'done' });
  });

  test('PJ-74 an order that fails its check goes back with the faults, and comes back corrected', async () => {
    const id = await rig.file();
    expect(await rig.send('office', 'return', { faults: ' ' }, { orderId: id })).toMatchObject({ kind: 'invalid' });
    await rig.send('office', 'return', { faults: 'no drawing' }, { orderId: id });
    expect(await rig.order(id)).toMatchObject({
      state: 'RETURNED',
      intake: { state: 'returned', faults: 'no drawing' },
    });
    expect(await rig.send('sales', 'confirm', confirmation(), { orderId: id })).toMatchObject({
      kind: 'refused',
      refusal: { code: 'wrong_state' },
    });
    expect(
      await rig.send('sales', 'resubmit', { facts: someFacts({ technical: 'drawing A-12' }) }, { orderId: id }),
    ).toMatchObject({ kind: 'done' });
    expect(await rig.order(id)).toMatchObject({
      state: 'IDENTIFIED',
      intake: { state: 'passed' },
      facts: { technical: 'drawing A-12' },
    });
  });
});
