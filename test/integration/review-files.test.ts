import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createWebFiles } from '../../src/compose/web-files.ts';
import type { Personas } from '../../src/compose/web-people.ts';
import { NOW, someFacts } from '../support/build-order.ts';
import { confirmation, type GateRig, openGate } from '../support/gate.ts';

const HOUR = 3_600_000;
const FILE = { id: 'file-1', hash: 'a'.repeat(64), name: 'drawing.pdf', type: 'application/pdf', size: 10 };

let rig: GateRig;
beforeEach(async () => {
  rig = await openGate();
});
afterEach(() => rig.close());

function filesOf() {
  const personas = { find: (userId: string) => ({ personId: userId }) } as unknown as Personas;
  const kept = { put: async () => ({ hash: FILE.hash, size: FILE.size }), read: async () => null };
  return createWebFiles({
    store: rig.store,
    files: kept,
    dispatch: rig.dispatch,
    clock: rig.clock,
    ids: { next: () => 'file-x' },
    personas,
  });
}

/** A confidential order with a drawing, its departments asked. */
async function secretWithDrawing(): Promise<string> {
  await rig.send('sales', 'upload', FILE);
  const filed = await rig.send('sales', 'new', { facts: someFacts(), isConfidential: true, files: [FILE.id] });
  const id = filed.kind === 'done' ? (filed.answer.orderId ?? '') : '';
  await rig.send('sales', 'confirm', confirmation(), { orderId: id });
  return id;
}

describe('attachments', () => {
  test('XD-20 XD-17 a file of a confidential order opens for those who take part, and for nobody else', async () => {
    await secretWithDrawing();
    const files = filesOf();
    for (const who of ['sales', 'prod', 'tech', 'boss']) expect(await files.mayRead(who, FILE.id), who).toBe(true);
    for (const who of ['worker', 'qa', 'clerk', 'nobody']) expect(await files.mayRead(who, FILE.id), who).toBe(false);
    expect(await files.mayRead('sales', 'forged')).toBe(false);
  });

  test('XD-20 XD-07 a stand-in reads a file while standing in, not before and not after', async () => {
    const files = filesOf();
    await rig.send('proc', 'delegate', { toId: 'worker', startsAt: NOW + HOUR, endsAt: NOW + 2 * HOUR });
    await secretWithDrawing();
    expect(await files.mayRead('worker', FILE.id)).toBe(false);
    rig.clock.pass(1.5 * HOUR);
    expect(await files.mayRead('worker', FILE.id)).toBe(true);
    rig.clock.pass(HOUR);
    expect(await files.mayRead('worker', FILE.id)).toBe(false);
  });

  test('XD-20 before it belongs to an order, a file is its owner’s alone, and nobody else’s form takes it', async () => {
    await rig.send('sales', 'upload', FILE);
    const files = filesOf();
    expect(await files.mayRead('sales', FILE.id)).toBe(true);
    expect(await files.mayRead('boss', FILE.id)).toBe(false);
    const filed = await rig.send('clerk', 'new', { facts: someFacts(), files: [FILE.id] });
    const id = filed.kind === 'done' ? (filed.answer.orderId ?? '') : '';
    expect(await rig.store.transaction((tx) => tx.attachments.of(id))).toEqual([]);
  });

  test('PJ-47 a drawing attached during the review joins the order’s record and its log', async () => {
    const id = await rig.underReview();
    await rig.send('tech', 'upload', FILE);
    expect(await rig.send('tech', 'attach', { attachmentId: FILE.id }, { orderId: id })).toMatchObject({
      kind: 'done',
    });
    expect(await rig.store.transaction((tx) => tx.attachments.of(id))).toMatchObject([
      { id: FILE.id, hash: FILE.hash, byId: 'tech' },
    ]);
    const entries = await rig.store.transaction((tx) => tx.events.since(id, 0));
    expect(entries.some((e) => e.type === 'file.attached')).toBe(true);
    expect(await rig.send('prod', 'attach', { attachmentId: FILE.id }, { orderId: id })).toMatchObject({
      kind: 'refused',
    });
  });
});
