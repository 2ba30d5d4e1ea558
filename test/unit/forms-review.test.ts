import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Factory, openFactory } from '../support/factory.ts';
import { CONFIRMATION, confirmOrder } from '../support/first-order.ts';
import { buttonsOf, cardText, formOf, initialValues, replyText } from '../support/read-reply.ts';
import { approveAs, errorsOf } from './answer-forms.ts';

let factory: Factory;
beforeAll(async () => {
  factory = await openFactory();
});
afterAll(async () => {
  expect(factory.faults).toEqual([]);
  await factory.close();
});

describe('a department’s answer', () => {
  test('UO-12 production is asked its questions before its yes', async () => {
    const number = await confirmOrder(factory, { model: 'R-1' });
    const head = factory.person('production');
    const form = await head.says(`/urgent-order approve ${number} capacity ok`);
    expect(initialValues(formOf(form))).toMatchObject({ q_capacity: 'ok' });
    expect(errorsOf(await head.fills(form, {}))).toEqual(['q_process', 'q_materials']);
    await head.fills(form, { q_process: '可行', q_materials: '齐' });
    expect((await factory.order()).round?.tasks.find((t) => t.department === 'PROD')).toMatchObject({
      state: 'APPROVED',
      answers: { process: '可行', capacity: 'ok', materials: '齐' },
    });
  });

  test('UO-13 a rejection needs its reason, and from when it would work or that it never does', async () => {
    const number = await confirmOrder(factory, { model: 'R-2' });
    const head = factory.person('purchasing');
    const form = await head.says(`/urgent-order reject ${number}`);
    expect(errorsOf(await head.fills(form, {}))).toEqual(['why', 'earliest']);
    await head.fills(form, { why: '钢材缺货', impossible: ['yes'] });
    expect((await factory.order()).round?.tasks.find((t) => t.department === 'PROC')).toMatchObject({
      state: 'REJECTED',
      isImpossible: true,
      reason: '钢材缺货',
    });
  });

  test.each([
    ['reject {n} reason no steel, earliest 2 Dec 17:00', 'no steel', '2026-12-02T17:00', 'en'],
    ['驳回 {n} 钢材缺货 最早 下周三17点', '钢材缺货', '2026-12-02T17:00', 'zh-CN'],
  ] as const)('UO-13 %s is understood and shown before it counts', async (typed, why, earliest, locale) => {
    const number = await confirmOrder(factory, { model: `R-3-${locale}` });
    const form = formOf(
      await factory.person('purchasing', locale).says(`/urgent-order ${typed.replace('{n}', number)}`),
    );
    expect(initialValues(form)).toMatchObject({ why, earliest });
  });

  test('UO-13 a date that can mean two things is asked back', async () => {
    const number = await confirmOrder(factory, { model: 'R-3-unclear' });
    const form = formOf(
      await factory.person('purchasing', 'en').says(`/urgent-order reject ${number} no steel, earliest next Wednesday`),
    );
    expect(initialValues(form)).not.toHaveProperty('earliest');
    expect(form.sections[0]?.note).toContain('can mean');
  });

  test('PJ-03 a yes with conditions keeps each condition', async () => {
    const number = await confirmOrder(factory, { model: 'R-4' });
    const head = factory.person('purchasing');
    const form = await head.acts({
      kind: 'press',
      action: 'form.open',
      value: { form: 'conditions', order: (await factory.order()).id },
      message: null,
    });
    expect(errorsOf(await head.fills(form, {}))).toEqual(['condition1']);
    await head.fills(form, { kind1: 'cost', condition1: '空运费由客户承担', condition2: '预付三成' });
    expect(
      (await factory.order(number)).round?.tasks
        .find((t) => t.department === 'PROC')
        ?.conditions.map((c) => [c.kind, c.text]),
    ).toEqual([
      ['cost', '空运费由客户承担'],
      ['other', '预付三成'],
    ]);
  });

  test('UO-56 a risk is noted whole or not at all', async () => {
    const number = await confirmOrder(factory, { model: 'R-5' });
    const head = factory.person('logistics');
    const form = await head.says(`/urgent-order review ${number}`);
    expect(errorsOf(await head.fills(form, { decision: 'approve', q_transport: '可以', risk: 'transport' }))).toEqual([
      'likelihood',
      'impact',
      'response',
    ]);
    await head.fills(form, {
      decision: 'approve',
      q_transport: '可以',
      risk: 'transport',
      likelihood: '4',
      impact: '3',
      response: '提前订车',
    });
    expect((await factory.order()).round?.tasks.find((t) => t.department === 'LOGI')?.risks).toEqual([
      { category: 'transport', likelihood: 4, impact: 3, response: '提前订车' },
    ]);
  });

  test('a question goes to sales and the answer back, and a change of mind is possible while the round is open', async () => {
    const number = await confirmOrder(factory, { model: 'R-6' });
    const [tech, sales] = [factory.person('technical'), factory.person('sales')];
    await tech.fills(await tech.says(`/urgent-order review ${number}`), {
      decision: 'ask_info',
      question: '图纸是哪一版？',
    });
    const id = (await factory.order()).id;
    const answer = await sales.acts({
      kind: 'press',
      action: 'form.open',
      value: { form: 'answer_info', order: id },
      message: null,
    });
    expect(cardText(formOf(answer))).toContain('图纸是哪一版？');
    await sales.fills(answer, { answer: 'C 版' });
    await approveAs(factory, 'technical', number);
    expect(replyText(await tech.says(`/urgent-order approve ${number}`))).toContain('更改意见');
    const change = await tech.acts({
      kind: 'press',
      action: 'form.open',
      value: { form: 'change_answer', order: id },
      message: null,
    });
    await tech.fills(change, { why: '看错版本' });
    expect((await factory.order()).round?.tasks.find((t) => t.department === 'TECH')?.state).toBe('PENDING');
    await tech.fills(
      await tech.acts({ kind: 'press', action: 'form.open', value: { form: 'recuse', order: id }, message: null }),
      { why: '外协产品' },
    );
    expect((await factory.order()).round?.tasks.find((t) => t.department === 'TECH')?.state).toBe('RECUSED');
  });

  test('XD-01 sales does not review, and nobody reviews what they filed', async () => {
    const number = await confirmOrder(factory, { model: 'R-7' });
    expect(replyText(await factory.person('salesman').says(`/urgent-order approve ${number}`))).toMatch(/负责人/);
    const planner = factory.person('planner');
    const open = await planner.says('/urgent-order new');
    await planner.fills(open, {
      customer: '北方',
      product: '阀门',
      model: 'R-8',
      quantity: '3 台',
      requiredBy: '2026-11-30T10:00',
      place: '天津',
      reasonCategory: 'other',
      reason: '客户临时追加一批',
      basis: 'customer_explicit',
    });
    const own = (await factory.order()).draftNo;
    const sales = factory.person('sales');
    await sales.fills(await sales.says(`/urgent-order confirm ${own}`), CONFIRMATION);
    expect(replyText(await planner.says(`/urgent-order approve ${(await factory.order()).number}`))).toContain(
      '自己提交',
    );
  });

  test('XD-10 whoever stands in for several departments chooses one first', async () => {
    const alone = await openFactory({ without: ['purchasing', 'deputy', 'technical'] });
    try {
      const number = await confirmOrder(alone, { model: 'R-9' });
      const boss = alone.person('boss');
      const asked = await boss.says(`/urgent-order approve ${number}`);
      if (asked.kind !== 'card') throw new Error(replyText(asked));
      expect(buttonsOf(asked.card).map((b) => b.label)).toEqual(['采购部', '技术部']);
      expect(formOf(await boss.pressesOn(asked, '采购部')).context.subject).toBe('PROC');
      expect(formOf(await boss.says(`/urgent-order approve ${number} 技术部`)).context.subject).toBe('TECH');
    } finally {
      await alone.close();
    }
  });
});
