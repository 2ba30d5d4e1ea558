import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Delivery } from '../../src/app/delivery.ts';
import { someFacts } from '../support/build-order.ts';
import { confirmation, type GateRig, openGate } from '../support/gate.ts';
import { deliveriesOf } from '../support/heard.ts';

let rig: GateRig;
beforeEach(async () => {
  rig = await openGate();
});
afterEach(() => rig.close());

async function fileSecret(): Promise<string> {
  const outcome = await rig.send('sales', 'new', { facts: someFacts(), isConfidential: true });
  if (outcome.kind !== 'done' || !outcome.answer.orderId) throw new Error(JSON.stringify(outcome));
  return outcome.answer.orderId;
}

function told(deliveries: readonly Delivery[]): readonly string[] {
  return [...new Set(deliveries.flatMap((d) => (d.kind === 'direct' || d.kind === 'sheet' ? [d.person] : [])))].sort();
}

describe('a confidential order', () => {
  test('XD-17 its processing sheet goes to the departments that are asked, not to those merely informed', async () => {
    const id = await fileSecret();
    const people = told(await deliveriesOf(rig, 'sales', 'confirm', confirmation(), { orderId: id }));
    expect(people).toEqual(expect.arrayContaining(['prod', 'logi']));
    expect(people).not.toContain('qa');
    expect(people).not.toContain('fin');
  });

  test('XD-17 taken back before anybody was asked, it is not told to production', async () => {
    const id = await fileSecret();
    expect(told(await deliveriesOf(rig, 'sales', 'withdraw', { evidence: 'mail' }, { orderId: id }))).not.toContain(
      'prod',
    );
  });

  test('XD-17 UO-54 a department that may not see it cannot be asked about it, and whoever asks is told so', async () => {
    const id = await fileSecret();
    expect(
      await rig.send('sales', 'status', { department: 'QA', question: 'how far?' }, { orderId: id }),
    ).toMatchObject({ kind: 'refused', refusal: { code: 'not_visible' } });
  });
});
