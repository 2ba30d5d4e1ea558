import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Factory, openFactory } from '../support/factory.ts';
import { fileOrder, ORDER } from '../support/first-order.ts';
import { cardText, formOf, initialValues, replyText } from '../support/read-reply.ts';
import { countOrders, sendNew } from './new-order.ts';

let factory: Factory;
beforeAll(async () => {
  factory = await openFactory();
});
afterAll(async () => {
  expect(factory.faults).toEqual([]);
  await factory.close();
});

describe('what it files', () => {
  test('UO-01, UO-05 the record holds what was typed; the time runs from when the request was received', async () => {
    const done = await sendNew(factory, {
      model: 'M8-77',
      quantity: '1,200 套',
      amount: '12,000.50',
      currency: 'usd',
      receivedAt: '2026-11-24T08:30',
      customerChecked: ['yes'],
      traits: ['new_design'],
      contact: '李 13900002222',
    });
    expect(replyText(done)).toContain('10:30');
    const { facts, draftNo, number, contactId } = await factory.order();
    expect(draftNo).toMatch(/^D-\d{4}$/);
    expect(number).toBeNull();
    expect(facts).toMatchObject({
      model: 'M8-77',
      quantity: 1200,
      unit: '套',
      amountMinor: 1_200_050,
      currency: 'USD',
      customerChecked: true,
      traits: ['new_design'],
    });
    expect(contactId).not.toBeNull();
    expect(JSON.stringify(facts)).not.toContain('13900002222');
  });

  test('EX-06 control and direction characters are taken out, markup stays plain text', async () => {
    await sendNew(factory, {
      model: 'CTRL-1',
      customer: 'AC\u202eME\u0007',
      reason: '<!channel> <at id=all></at> =HYPERLINK("http://x")',
    });
    const { facts } = await factory.order();
    expect(facts.customer).toBe('AC ME');
    expect(facts.reason).toBe('<!channel> <at id=all></at> =HYPERLINK("http://x")');
  });

  test('UO-04 delivery beyond the normal lead time is filed, and "really urgent?" is asked', async () => {
    const reply = await sendNew(factory, { model: 'FAR-1', requiredBy: '2027-02-01T17:00' });
    expect(reply.kind).toBe('card');
    expect(replyText(reply)).toContain('真的要按急单办吗');
    expect((await factory.order()).intake).toMatchObject({ state: 'open', doubts: ['not_urgent'] });
  });

  test('S01 a similar order is shown first; sent once more it is filed, with everything typed kept', async () => {
    const first = await fileOrder(factory, { model: 'TWIN-1' });
    const before = await countOrders(factory);
    const sales = factory.person('sales');
    const asked = await sendNew(factory, {
      model: 'TWIN-1',
      quantity: '30 箱',
      traits: ['new_design'],
      requiredBy: '2026-11-28T10:00',
    });
    const form = formOf(asked);
    expect(cardText(form)).toContain(first);
    expect(form.submit).toBe('仍要新建');
    expect(initialValues(form)).toMatchObject({ model: 'TWIN-1', quantity: '30 箱', traits: ['new_design'] });
    expect(await countOrders(factory)).toBe(before);
    await sales.fills(asked, {});
    expect(await countOrders(factory)).toBe(before + 1);
    expect((await factory.order()).intake).toMatchObject({ state: 'open', doubts: ['duplicate'] });
  });

  test('XD-17 a confidential twin is not shown to somebody who takes no part in it', async () => {
    const boss = factory.person('boss');
    await boss.fills(await boss.says('/urgent-order new'), { ...ORDER, model: 'SECRET-1', confidential: ['yes'] });
    const secret = (await factory.order()).draftNo;
    const salesman = factory.person('salesman');
    const reply = await salesman.fills(await salesman.says('/urgent-order new'), { ...ORDER, model: 'SECRET-1' });
    expect(replyText(reply)).not.toContain(secret);
    expect((await factory.order()).intake?.doubts).toContain('duplicate');
  });

  test('the form that was closed half-filled comes back with what was typed', async () => {
    const salesman = factory.person('salesman');
    expect(replyText(await salesman.closes(await salesman.says('/urgent-order new'), { customer: 'HALF' }))).toContain(
      '24 小时',
    );
    const again = formOf(await salesman.says('/urgent-order new'));
    expect(initialValues(again).customer).toBe('HALF');
    expect(again.sections[0]?.note).toContain('没填完');
    const other = formOf(await salesman.says('/urgent-order 300 件 水泵 明天下午3点'));
    expect(initialValues(other)).not.toHaveProperty('customer');
  });
});

describe('who may file', () => {
  test.each(['sales', 'salesman', 'boss', 'planner'] as const)('UO-03 %s gets the form', async (who) => {
    expect(formOf(await factory.person(who).says('/urgent-order new')).id).toBe('new');
  });

  test('UO-03, JW-01 anybody else hands what they heard to sales, who takes it over with one press', async () => {
    const worker = factory.person('worker');
    const form = await worker.says('/urgent-order 300 x pump for Globex by Friday');
    expect(formOf(form)).toMatchObject({ id: 'lead', intro: expect.stringContaining('销售') });
    expect(initialValues(formOf(form)).text).toBe('300 x pump for Globex by Friday');
    expect(replyText(await worker.fills(form, {}))).toContain('林悦');
    const sales = factory.person('sales');
    const taken = formOf(await sales.presses('接手并登记', undefined, 'Globex'));
    expect(taken.id).toBe('new');
    expect(taken.sections[0]?.note).toContain('Globex');
    await sales.fills({ kind: 'form', form: taken }, { ...ORDER, model: 'LEAD-1' });
    expect(
      replyText(
        await sales.acts({
          kind: 'press',
          action: 'lead.take',
          value: { subject: taken.context.subject ?? '' },
          message: null,
        }),
      ),
    ).toContain('接手');
  });
});
