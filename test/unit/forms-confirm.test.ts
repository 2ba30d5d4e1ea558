import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Factory, openFactory } from '../support/factory.ts';
import { CONFIRMATION, confirmOrder, fileOrder } from '../support/first-order.ts';
import { fieldsOf, formOf, initialValues, replyText } from '../support/read-reply.ts';
import { errorsOf } from './answer-forms.ts';

let factory: Factory;
beforeAll(async () => {
  factory = await openFactory();
});
afterAll(async () => {
  expect(factory.faults).toEqual([]);
  await factory.close();
});

describe('the customer’s confirmation', () => {
  test('UO-07 it comes filled in, asks for quality and packaging once, and is private', async () => {
    const draft = await fileOrder(factory, { model: 'C-1' });
    const form = formOf(await factory.person('sales').says(`/urgent-order confirm ${draft}`));
    expect(form.isPrivate).toBe(true);
    expect(initialValues(form)).toMatchObject({
      model: 'C-1',
      quantity: '500 件',
      requiredBy: '2026-11-27T17:00',
      place: '苏州一厂',
    });
    expect(fieldsOf(form).map((f) => f.name)).toEqual(
      expect.arrayContaining(['quality', 'packaging', 'confirmed_by', 'way', 'evidence', 'files', 'checks']),
    );
  });

  test('UO-07 what the customer changed is shown against the first entry', async () => {
    const draft = await fileOrder(factory, { model: 'C-2' });
    const sales = factory.person('sales');
    const done = await sales.fills(await sales.says(`/urgent-order confirm ${draft}`), {
      ...CONFIRMATION,
      quantity: '480 件',
      place: '上海仓',
    });
    if (done.kind !== 'card') throw new Error(replyText(done));
    expect(done.card.blocks.find((b) => b.kind === 'changes')).toMatchObject({
      rows: [
        { before: '500', after: '480' },
        { before: '苏州一厂', after: '上海仓' },
      ],
    });
    expect((await factory.order()).state).toBe('IN_REVIEW');
  });

  test.each([
    ['evidence', { evidence: '' }],
    ['confirmed_by', { confirmed_by: '' }],
    ['way', { way: '' }],
    ['at', { at: '2026-12-24T09:00' }],
    ['requiredBy', { requiredBy: '2026-11-20T09:00' }],
  ] as const)('UO-07 %s must be right', async (field, changes) => {
    const draft = await fileOrder(factory, { model: `C-3-${field}` });
    const sales = factory.person('sales');
    expect(
      errorsOf(await sales.fills(await sales.says(`/urgent-order confirm ${draft}`), { ...CONFIRMATION, ...changes })),
    ).toEqual([field]);
  });

  test('JW-03 what is not in order is said, and the order goes to negotiation first', async () => {
    const draft = await fileOrder(factory, { model: 'C-4' });
    const sales = factory.person('sales');
    const open = await sales.says(`/urgent-order confirm ${draft}`);
    const wrong = await sales.fills(open, { ...CONFIRMATION, checks: ['credit', 'date', 'requirements'] });
    expect(errorsOf(wrong)).toEqual(['note']);
    expect(replyText(wrong)).toContain('价格条款');
    await sales.fills(open, { ...CONFIRMATION, checks: ['credit', 'date', 'requirements'], note: '低于成本价' });
    expect(await factory.order()).toMatchObject({
      state: 'NEGOTIATING',
      preliminary: { failed: ['price'], note: '低于成本价' },
    });
  });

  test('XD-19, EX-28 who confirmed stands in clear for sales and masked for others, and never in the record', async () => {
    const number = await confirmOrder(factory, { model: 'C-5', contact: '赵小姐 13700003333' });
    expect(replyText(await factory.person('salesman').says(`/urgent-order show ${number}`))).toContain('13800001111');
    const other = replyText(await factory.person('production').says(`/urgent-order show ${number}`));
    expect(other).not.toContain('13800001111');
    expect(other).not.toContain('13700003333');
    expect(JSON.stringify(await factory.order())).not.toContain('13800001111');
  });

  test('XD-01 whoever may not is told why instead of a form', async () => {
    const draft = await fileOrder(factory, { model: 'C-6' });
    expect(replyText(await factory.person('production').says(`/urgent-order confirm ${draft}`))).toContain('销售');
    expect(replyText(await factory.person('sales').says('/urgent-order confirm UO-2026-9999'))).toContain('找不到');
  });
});
