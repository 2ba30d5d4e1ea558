import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Factory, openFactory } from '../support/factory.ts';
import { confirmOrder } from '../support/first-order.ts';
import { buttonsOf, cardText, formOf, replyText } from '../support/read-reply.ts';
import { approveAs, errorsOf } from './answer-forms.ts';

let factory: Factory;
beforeAll(async () => {
  factory = await openFactory();
});
afterAll(async () => {
  expect(factory.faults).toEqual([]);
  await factory.close();
});

describe('negotiation and leadership', () => {
  async function rejected(model: string): Promise<string> {
    const number = await confirmOrder(factory, { model, amount: '100000' });
    const head = factory.person('purchasing');
    await head.fills(await head.says(`/urgent-order reject ${number}`), {
      why: '钢材缺货',
      earliest: '2026-12-02T17:00',
    });
    for (const who of ['production', 'technical', 'logistics', 'planner'] as const)
      await approveAs(factory, who, number);
    return number;
  }

  test('UO-15, UO-16, UO-49 an option has its effect on date and cost beside it; the customer’s yes starts a new round', async () => {
    const number = await rejected('N-1');
    const sales = factory.person('sales');
    expect((await factory.order(number)).state).toBe('NEGOTIATING');
    expect(
      replyText(
        await sales.acts({
          kind: 'press',
          action: 'form.open',
          value: { form: 'agree', order: (await factory.order(number)).id },
          message: null,
        }),
      ),
    ).toContain('方案');
    const ways = await sales.says(`/urgent-order negotiate ${number}`);
    const propose = await sales.pressesOn(ways, '提出方案');
    expect(cardText(formOf(propose))).toContain('采购部最早可交期');
    expect(errorsOf(await sales.fills(propose, { type: 'shift_date', explanation: '改到下周三' }))).toEqual([
      'new_date',
    ]);
    await sales.fills(propose, {
      type: 'shift_date',
      new_date: '2026-12-02T17:00',
      extra_cost: '800',
      explanation: '改到下周三',
    });
    const agree = await sales.pressesOn(await sales.says(`/urgent-order negotiate ${number}`), '客户接受');
    expect(cardText(formOf(agree))).toMatch(/调整交期 · 交期改为 2026\/12\/02.* · 额外费用 CNY 800/);
    expect(errorsOf(await sales.fills(agree, {}))).toEqual(['evidence']);
    await sales.fills(agree, { evidence: '客户邮件', quantity: '450 件' });
    expect(await factory.order(number)).toMatchObject({
      state: 'IN_REVIEW',
      facts: { quantity: 450 },
      round: { number: 2 },
    });
  });

  test('without a name there is a list, and the chosen order is gone on with', async () => {
    const number = await rejected('N-4');
    const sales = factory.person('sales');
    const list = await sales.says('/urgent-order negotiate');
    if (list.kind !== 'card') throw new Error(replyText(list));
    expect(cardText(list.card)).toContain(number);
    expect(replyText(await sales.pressesOn(list, buttonsOf(list.card)[0]?.label ?? ''))).toContain('提出方案');
  });

  test('JW-11, JW-12 refused terms go to leadership, who sees everything prepared; accepting against a rejection needs the reason', async () => {
    const number = await rejected('N-2');
    const [sales, boss] = [factory.person('sales'), factory.person('boss')];
    await sales.fills(await sales.pressesOn(await sales.says(`/urgent-order negotiate ${number}`), '客户不接受'), {
      why: '一天也不能晚',
    });
    expect((await factory.order(number)).state).toBe('AWAITING_EXEC');
    expect(replyText(await sales.says(`/urgent-order decide ${number}`))).toContain('公司领导');
    const card = await boss.says(`/urgent-order decide ${number}`);
    const accept = await boss.pressesOn(card, '接单');
    expect(formOf(accept).intro).toMatch(/客户不接受方案[\s\S]*采购部：不同意（钢材缺货）/);
    expect(errorsOf(await boss.fills(accept, {}))).toEqual(['why']);
    await boss.fills(accept, { why: '战略客户' });
    expect(await factory.order(number)).toMatchObject({ state: 'ACCEPTED', isOverridden: true });
  });

  test('PJ-03, T13, T14 leadership sets conditions, returns, or abandons', async () => {
    const number = await rejected('N-3');
    const [sales, boss] = [factory.person('sales'), factory.person('boss')];
    const refuse = async () =>
      sales.fills(await sales.pressesOn(await sales.says(`/urgent-order negotiate ${number}`), '客户不接受'), {
        why: '不行',
      });
    await refuse();
    await boss.fills(await boss.pressesOn(await boss.says(`/urgent-order decide ${number}`), '有条件接单'), {
      type: 'adjust_price',
      extra_cost: '5000',
      why: '加价才接',
    });
    expect((await factory.order(number)).negotiation.options.at(-1)).toMatchObject({
      type: 'adjust_price',
      extraCost: 500_000,
    });
    await refuse();
    await boss.fills(await boss.pressesOn(await boss.says(`/urgent-order decide ${number}`), '退回再议'), {
      why: '再谈一次',
    });
    expect((await factory.order(number)).state).toBe('NEGOTIATING');
    await refuse();
    const abandon = await boss.pressesOn(await boss.says(`/urgent-order decide ${number}`), '放弃订单');
    expect(errorsOf(await boss.fills(abandon, {}))).toEqual(['why']);
    await boss.fills(abandon, { why: '做不了' });
    expect((await factory.order(number)).state).toBe('ABANDONED');
    expect(replyText(await boss.says(`/urgent-order decide ${number}`))).toContain('已放弃');
  });
});
