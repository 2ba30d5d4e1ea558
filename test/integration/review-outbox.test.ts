import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Delivery } from '../../src/app/delivery.ts';
import { NOW, someFacts } from '../support/build-order.ts';
import { ANSWERS, type GateRig, openGate } from '../support/gate.ts';
import { deliveriesOf } from '../support/heard.ts';

const HOUR = 3_600_000;

let rig: GateRig;
beforeEach(async () => {
  rig = await openGate();
});
afterEach(() => rig.close());

function subjects(deliveries: readonly Delivery[], kind: Delivery['kind'], view: string): readonly string[] {
  return [
    ...new Set(deliveries.flatMap((d) => (d.kind === kind && 'subject' in d && d.view === view ? [d.subject] : []))),
  ];
}

async function failRound(id: string): Promise<readonly Delivery[]> {
  await rig.approveAll(id, ['PROD']);
  return deliveriesOf(
    rig,
    'prod',
    'reject',
    { department: 'PROD', reason: 'no room', earliest: NOW + 96 * HOUR },
    { orderId: id },
  );
}

describe('what happens a second time is told a second time', () => {
  test('UO-15 a second negotiation brings a card of its own, and the first one gives way', async () => {
    const id = await rig.underReview();
    const [first = ''] = subjects(await failRound(id), 'direct', 'negotiation.board');
    await rig.send(
      'sales',
      'propose',
      { type: 'shift_date', newDate: NOW + 96 * HOUR, explanation: 'next week' },
      { orderId: id },
    );
    const optionId = (await rig.order(id)).negotiation.options[0]?.id;
    const agreed = await deliveriesOf(rig, 'sales', 'agree', { optionId, evidence: 'mail' }, { orderId: id });
    expect(subjects(agreed, 'redraw_direct', 'negotiation.board')).toEqual([first]);
    const [second = ''] = subjects(await failRound(id), 'direct', 'negotiation.board');
    expect(second).not.toBe(first);
  });

  test('OF-03 PJ-74 an order returned twice tells sales twice, and its checker hears that it came back', async () => {
    const id = await rig.file({ reason: '急' });
    const send = (faults: string) => deliveriesOf(rig, 'office', 'return', { faults }, { orderId: id });
    const [first = ''] = subjects(await send('no place'), 'direct', 'returned.fix');
    rig.clock.pass(HOUR / 2);
    const back = await deliveriesOf(rig, 'sales', 'resubmit', { facts: someFacts() }, { orderId: id });
    expect(subjects(back, 'redraw_direct', 'returned.fix')).toEqual([first]);
    expect(
      back.filter((d) => d.kind === 'direct' && d.person === 'office').map((d) => (d as { view: string }).view),
    ).toContain('order.notice');
    rig.clock.pass(HOUR / 2);
    const [second = ''] = subjects(await send('still no place'), 'direct', 'returned.fix');
    expect(second).not.toBe(first);
  });
});

describe('a stand-in whose time is over', () => {
  test('XD-07 XD-01 still has the card, and it loses its buttons like every other', async () => {
    await rig.send('proc', 'delegate', { toId: 'deputy', endsAt: NOW + HOUR });
    const id = await rig.underReview();
    rig.clock.pass(2 * HOUR);
    const said = await deliveriesOf(
      rig,
      'proc',
      'approve',
      { department: 'PROC', answers: ANSWERS.PROC },
      { orderId: id },
    );
    const redrawn = said.flatMap((d) => (d.kind === 'redraw_direct' && d.view === 'review.task' ? [d.person] : []));
    expect(redrawn.sort()).toEqual(['deputy', 'proc']);
    expect(said.filter((d) => d.kind === 'direct' && d.person === 'deputy')).toEqual([]);
  });
});

describe('a forced move', () => {
  async function awaitingLeadership(): Promise<string> {
    const id = await rig.underReview({ traits: ['gm_summary'] });
    await rig.approveAll(id);
    expect((await rig.order(id)).state).toBe('AWAITING_EXEC');
    return id;
  }

  test('XD-16 to the end is announced like any end, and the channel closes after its days', async () => {
    const id = await awaitingLeadership();
    const said = await deliveriesOf(rig, 'office', 'force', { to: 'ABANDONED', reason: 'stuck' }, { orderId: id });
    expect(said.some((d) => d.kind === 'close_room')).toBe(true);
    expect(said.some((d) => d.kind === 'direct' && d.person === 'prod')).toBe(true);
  });

  test('XD-16 takes the buttons from the cards it overtakes and asks whom it hands the order to', async () => {
    const id = await awaitingLeadership();
    const exec = (await rig.order(id)).exec?.id;
    const said = await deliveriesOf(rig, 'office', 'force', { to: 'NEGOTIATING', reason: 'stuck' }, { orderId: id });
    expect(subjects(said, 'redraw_direct', 'exec.request')).toEqual([exec]);
    expect(subjects(said, 'direct', 'negotiation.board')).toHaveLength(1);
  });

  test('XD-16 A10 from returned back to identified opens the intake check again and asks for it', async () => {
    const id = await rig.file();
    await rig.send('office', 'return', { faults: 'no place' }, { orderId: id });
    const said = await deliveriesOf(rig, 'office', 'force', { to: 'IDENTIFIED', reason: 'a mistake' }, { orderId: id });
    expect((await rig.order(id)).intake?.state).toBe('open');
    expect(subjects(said, 'direct', 'intake.check')).toEqual([id]);
    expect((await rig.store.transaction((tx) => tx.obligations.open(id))).map((o) => o.key)).toContain('intake_check');
  });
});

describe('the log', () => {
  test('PJ-77 PJ-47 XD-03 a file that came with a form stands in the log', async () => {
    const file = { id: 'file-1', hash: 'a'.repeat(64), name: 'drawing.pdf', type: 'application/pdf', size: 10 };
    await rig.send('sales', 'upload', file);
    const filed = await rig.send('sales', 'new', { facts: someFacts(), files: ['file-1'] });
    const id = filed.kind === 'done' ? (filed.answer.orderId ?? '') : '';
    const entries = await rig.store.transaction((tx) => tx.events.since(id, 0));
    const attached = entries.find((e) => e.type === 'file.attached');
    expect(JSON.parse(attached?.data ?? '{}')).toMatchObject({ file: 'file-1', hash: file.hash, size: 10 });
  });

  test('XD-03 why somebody is away is no business of the chain', async () => {
    await rig.send('proc', 'delegate', { toId: 'deputy', endsAt: NOW + 48 * HOUR, reason: '住院手术' });
    const entries = await rig.store.log.entries({ stream: 'company', seq: 0 }, 'company', 50);
    expect(entries.map((e) => e.type)).toContain('people.delegated');
    expect(JSON.stringify(entries)).not.toContain('住院');
  });
});

describe('nudges', () => {
  test('XD-11 T31 while an order is on hold nobody is nudged for what stands still', async () => {
    const id = await rig.underReview();
    await rig.send('boss', 'hold', { reason: 'credit' }, { orderId: id });
    expect(await rig.send('sales', 'remind', {}, { orderId: id })).toMatchObject({
      kind: 'refused',
      refusal: { code: 'nobody_waiting' },
    });
  });

  test('XD-01 a forged id is answered shortly, whatever its length', async () => {
    const outcome = await rig.send('sales', 'hold', { reason: 'x' }, { orderId: 'x'.repeat(100_000) });
    expect(outcome.kind).toBe('refused');
    expect(JSON.stringify(outcome).length).toBeLessThan(400);
  });
});
