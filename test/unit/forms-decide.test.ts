import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Factory, openFactory, type StaffName } from '../support/factory.ts';
import { CONFIRMATION, confirmOrder, fileOrder } from '../support/first-order.ts';
import { buttonsOf, cardText, fieldsOf, formOf, initialValues, replyText } from '../support/read-reply.ts';

let factory: Factory;
beforeAll(async () => {
  factory = await openFactory();
});
afterAll(async () => {
  expect(factory.faults).toEqual([]);
  await factory.close();
});

function errorsOf(reply: Parameters<typeof replyText>[0]): string[] {
  if (reply.kind !== 'invalid') throw new Error(`not invalid: ${replyText(reply)}`);
  return Object.keys(reply.errors);
}

const ANSWERS: Readonly<Partial<Record<StaffName, Readonly<Record<string, string>>>>> = {
  production: { q_process: '可行', q_capacity: '够', q_materials: '齐' }, purchasing: { q_lead_time: '可以' }, technical: { q_capability: '没问题' }, logistics: { q_transport: '专车' }, planner: { q_delivery_date: '排得进' },
};

async function approveAs(who: StaffName, order: string): Promise<void> {
  const head = factory.person(who);
  await head.fills(await head.says(`/urgent-order approve ${order}`), ANSWERS[who] ?? {});
}

describe('the customer’s confirmation', () => {
  test('UO-07 it comes filled in, asks for quality and packaging once, and is private', async () => {
    const draft = await fileOrder(factory, { model: 'C-1' });
    const form = formOf(await factory.person('sales').says(`/urgent-order confirm ${draft}`));
    expect(form.isPrivate).toBe(true);
    expect(initialValues(form)).toMatchObject({ model: 'C-1', quantity: '500 件', requiredBy: '2026-11-27T17:00', place: '苏州一厂' });
    expect(fieldsOf(form).map((f) => f.name)).toEqual(expect.arrayContaining(['quality', 'packaging', 'confirmed_by', 'way', 'evidence', 'files', 'checks']));
  });

  test('UO-07 what the customer changed is shown against the first entry', async () => {
    const draft = await fileOrder(factory, { model: 'C-2' });
    const sales = factory.person('sales');
    const done = await sales.fills(await sales.says(`/urgent-order confirm ${draft}`), { ...CONFIRMATION, quantity: '480 件', place: '上海仓' });
    if (done.kind !== 'card') throw new Error(replyText(done));
    expect(done.card.blocks.find((b) => b.kind === 'changes')).toMatchObject({ rows: [{ before: '500', after: '480' }, { before: '苏州一厂', after: '上海仓' }] });
    expect((await factory.order()).state).toBe('IN_REVIEW');
  });

  test.each([['evidence', { evidence: '' }], ['confirmed_by', { confirmed_by: '' }], ['way', { way: '' }], ['at', { at: '2026-12-24T09:00' }], ['requiredBy', { requiredBy: '2026-11-20T09:00' }]] as const)('UO-07 %s must be right', async (field, changes) => {
    const draft = await fileOrder(factory, { model: `C-3-${field}` });
    const sales = factory.person('sales');
    expect(errorsOf(await sales.fills(await sales.says(`/urgent-order confirm ${draft}`), { ...CONFIRMATION, ...changes }))).toEqual([field]);
  });

  test('JW-03 what is not in order is said, and the order goes to negotiation first', async () => {
    const draft = await fileOrder(factory, { model: 'C-4' });
    const sales = factory.person('sales');
    const open = await sales.says(`/urgent-order confirm ${draft}`);
    const wrong = await sales.fills(open, { ...CONFIRMATION, checks: ['credit', 'date', 'requirements'] });
    expect(errorsOf(wrong)).toEqual(['note']);
    expect(replyText(wrong)).toContain('价格条款');
    await sales.fills(open, { ...CONFIRMATION, checks: ['credit', 'date', 'requirements'], note: '低于成本价' });
    expect(await factory.order()).toMatchObject({ state: 'NEGOTIATING', preliminary: { failed: ['price'], note: '低于成本价' } });
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

describe('a department’s answer', () => {
  test('UO-12 production is asked its questions before its yes', async () => {
    const number = await confirmOrder(factory, { model: 'R-1' });
    const head = factory.person('production');
    const form = await head.says(`/urgent-order approve ${number} capacity ok`);
    expect(initialValues(formOf(form))).toMatchObject({ q_capacity: 'ok' });
    expect(errorsOf(await head.fills(form, {}))).toEqual(['q_process', 'q_materials']);
    await head.fills(form, { q_process: '可行', q_materials: '齐' });
    expect((await factory.order()).round?.tasks.find((t) => t.department === 'PROD')).toMatchObject({ state: 'APPROVED', answers: { process: '可行', capacity: 'ok', materials: '齐' } });
  });

  test('UO-13 a rejection needs its reason, and from when it would work or that it never does', async () => {
    const number = await confirmOrder(factory, { model: 'R-2' });
    const head = factory.person('purchasing');
    const form = await head.says(`/urgent-order reject ${number}`);
    expect(errorsOf(await head.fills(form, {}))).toEqual(['why', 'earliest']);
    await head.fills(form, { why: '钢材缺货', impossible: ['yes'] });
    expect((await factory.order()).round?.tasks.find((t) => t.department === 'PROC')).toMatchObject({ state: 'REJECTED', isImpossible: true, reason: '钢材缺货' });
  });

  test.each([
    ['reject {n} reason no steel, earliest 2 Dec 17:00', 'no steel', '2026-12-02T17:00', 'en'],
    ['驳回 {n} 钢材缺货 最早 下周三17点', '钢材缺货', '2026-12-02T17:00', 'zh-CN'],
  ] as const)('UO-13 %s is understood and shown before it counts', async (typed, why, earliest, locale) => {
    const number = await confirmOrder(factory, { model: `R-3-${locale}` });
    const form = formOf(await factory.person('purchasing', locale).says(`/urgent-order ${typed.replace('{n}', number)}`));
    expect(initialValues(form)).toMatchObject({ why, earliest });
  });

  test('UO-13 a date that can mean two things is asked back', async () => {
    const number = await confirmOrder(factory, { model: 'R-3-unclear' });
    const form = formOf(await factory.person('purchasing', 'en').says(`/urgent-order reject ${number} no steel, earliest next Wednesday`));
    expect(initialValues(form)).not.toHaveProperty('earliest');
    expect(form.sections[0]?.note).toContain('can mean');
  });

  test('PJ-03 a yes with conditions keeps each condition', async () => {
    const number = await confirmOrder(factory, { model: 'R-4' });
    const head = factory.person('purchasing');
    const form = await head.acts({ kind: 'press', action: 'form.open', value: { form: 'conditions', order: (await factory.order()).id }, message: null });
    expect(errorsOf(await head.fills(form, {}))).toEqual(['condition1']);
    await head.fills(form, { kind1: 'cost', condition1: '空运费由客户承担', condition2: '预付三成' });
    expect((await factory.order(number)).round?.tasks.find((t) => t.department === 'PROC')?.conditions.map((c) => [c.kind, c.text])).toEqual([['cost', '空运费由客户承担'], ['other', '预付三成']]);
  });

  test('UO-56 a risk is noted whole or not at all', async () => {
    const number = await confirmOrder(factory, { model: 'R-5' });
    const head = factory.person('logistics');
    const form = await head.says(`/urgent-order review ${number}`);
    expect(errorsOf(await head.fills(form, { decision: 'approve', q_transport: '可以', risk: 'transport' }))).toEqual(['likelihood', 'impact', 'response']);
    await head.fills(form, { decision: 'approve', q_transport: '可以', risk: 'transport', likelihood: '4', impact: '3', response: '提前订车' });
    expect((await factory.order()).round?.tasks.find((t) => t.department === 'LOGI')?.risks).toEqual([{ category: 'transport', likelihood: 4, impact: 3, response: '提前订车' }]);
  });

  test('a question goes to sales and the answer back, and a change of mind is possible while the round is open', async () => {
    const number = await confirmOrder(factory, { model: 'R-6' });
    const [tech, sales] = [factory.person('technical'), factory.person('sales')];
    await tech.fills(await tech.says(`/urgent-order review ${number}`), { decision: 'ask_info', question: '图纸是哪一版？' });
    const id = (await factory.order()).id;
    const answer = await sales.acts({ kind: 'press', action: 'form.open', value: { form: 'answer_info', order: id }, message: null });
    expect(cardText(formOf(answer))).toContain('图纸是哪一版？');
    await sales.fills(answer, { answer: 'C 版' });
    await approveAs('technical', number);
    expect(replyText(await tech.says(`/urgent-order approve ${number}`))).toContain('更改意见');
    const change = await tech.acts({ kind: 'press', action: 'form.open', value: { form: 'change_answer', order: id }, message: null });
    await tech.fills(change, { why: '看错版本' });
    expect((await factory.order()).round?.tasks.find((t) => t.department === 'TECH')?.state).toBe('PENDING');
    await tech.fills(await tech.acts({ kind: 'press', action: 'form.open', value: { form: 'recuse', order: id }, message: null }), { why: '外协产品' });
    expect((await factory.order()).round?.tasks.find((t) => t.department === 'TECH')?.state).toBe('RECUSED');
  });

  test('XD-01 sales does not review, and nobody reviews what they filed', async () => {
    const number = await confirmOrder(factory, { model: 'R-7' });
    expect(replyText(await factory.person('salesman').says(`/urgent-order approve ${number}`))).toMatch(/负责人/);
    const planner = factory.person('planner');
    const open = await planner.says('/urgent-order new');
    await planner.fills(open, { customer: '北方', product: '阀门', model: 'R-8', quantity: '3 台', requiredBy: '2026-11-30T10:00', place: '天津', reasonCategory: 'other', reason: '客户临时追加一批', basis: 'customer_explicit' });
    const own = (await factory.order()).draftNo;
    const sales = factory.person('sales');
    await sales.fills(await sales.says(`/urgent-order confirm ${own}`), CONFIRMATION);
    expect(replyText(await planner.says(`/urgent-order approve ${(await factory.order()).number}`))).toContain('自己提交');
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

describe('negotiation and leadership', () => {
  async function rejected(model: string): Promise<string> {
    const number = await confirmOrder(factory, { model, amount: '100000' });
    const head = factory.person('purchasing');
    await head.fills(await head.says(`/urgent-order reject ${number}`), { why: '钢材缺货', earliest: '2026-12-02T17:00' });
    for (const who of ['production', 'technical', 'logistics', 'planner'] as const) await approveAs(who, number);
    return number;
  }

  test('UO-15, UO-16, UO-49 an option has its effect on date and cost beside it; the customer’s yes starts a new round', async () => {
    const number = await rejected('N-1');
    const sales = factory.person('sales');
    expect((await factory.order(number)).state).toBe('NEGOTIATING');
    expect(replyText(await sales.acts({ kind: 'press', action: 'form.open', value: { form: 'agree', order: (await factory.order(number)).id }, message: null }))).toContain('方案');
    const ways = await sales.says(`/urgent-order negotiate ${number}`);
    const propose = await sales.pressesOn(ways, '提出方案');
    expect(cardText(formOf(propose))).toContain('采购部最早可交期');
    expect(errorsOf(await sales.fills(propose, { type: 'shift_date', explanation: '改到下周三' }))).toEqual(['new_date']);
    await sales.fills(propose, { type: 'shift_date', new_date: '2026-12-02T17:00', extra_cost: '800', explanation: '改到下周三' });
    const agree = await sales.pressesOn(await sales.says(`/urgent-order negotiate ${number}`), '客户接受');
    expect(cardText(formOf(agree))).toMatch(/调整交期 · 交期改为 2026\/12\/02.* · 额外费用 CNY 800/);
    expect(errorsOf(await sales.fills(agree, {}))).toEqual(['evidence']);
    await sales.fills(agree, { evidence: '客户邮件', quantity: '450 件' });
    expect(await factory.order(number)).toMatchObject({ state: 'IN_REVIEW', facts: { quantity: 450 }, round: { number: 2 } });
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
    await sales.fills(await sales.pressesOn(await sales.says(`/urgent-order negotiate ${number}`), '客户不接受'), { why: '一天也不能晚' });
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
    const refuse = async () => sales.fills(await sales.pressesOn(await sales.says(`/urgent-order negotiate ${number}`), '客户不接受'), { why: '不行' });
    await refuse();
    await boss.fills(await boss.pressesOn(await boss.says(`/urgent-order decide ${number}`), '有条件接单'), { type: 'adjust_price', extra_cost: '5000', why: '加价才接' });
    expect((await factory.order(number)).negotiation.options.at(-1)).toMatchObject({ type: 'adjust_price', extraCost: 500_000 });
    await refuse();
    await boss.fills(await boss.pressesOn(await boss.says(`/urgent-order decide ${number}`), '退回再议'), { why: '再谈一次' });
    expect((await factory.order(number)).state).toBe('NEGOTIATING');
    await refuse();
    const abandon = await boss.pressesOn(await boss.says(`/urgent-order decide ${number}`), '放弃订单');
    expect(errorsOf(await boss.fills(abandon, {}))).toEqual(['why']);
    await boss.fills(abandon, { why: '做不了' });
    expect((await factory.order(number)).state).toBe('ABANDONED');
    expect(replyText(await boss.says(`/urgent-order decide ${number}`))).toContain('已放弃');
  });
});

describe('beside the process', () => {
  test('T31, T32 leadership holds and resumes; on hold a form says so instead of opening', async () => {
    const number = await confirmOrder(factory, { model: 'B-1' });
    const boss = factory.person('boss');
    const form = await boss.says(`/urgent-order hold ${number} 等图纸`);
    expect(initialValues(formOf(form)).why).toBe('等图纸');
    await boss.fills(form, {});
    expect(replyText(await factory.person('production').says(`/urgent-order approve ${number}`))).toContain('暂停');
    expect(replyText(await boss.says(`/urgent-order resume ${number}`))).toContain('恢复');
  });

  test('PJ-29 waiting for the customer, and the answer', async () => {
    const number = await confirmOrder(factory, { model: 'B-2' });
    const sales = factory.person('sales');
    await sales.fills(await sales.says(`/urgent-order 等客户 ${number} 新交期`), {});
    expect((await factory.order(number)).waiting?.for).toBe('新交期');
    await sales.says(`/urgent-order resume ${number}`);
    expect((await factory.order(number)).waiting).toBeNull();
  });

  test('UO-54 a department is asked for its status and answers', async () => {
    const number = await confirmOrder(factory, { model: 'B-3' });
    const sales = factory.person('sales');
    const ask = await sales.says(`/urgent-order status ${number} 采购部 钢材到了吗`);
    expect(initialValues(formOf(ask))).toMatchObject({ department: 'PROC', question: '钢材到了吗' });
    await sales.fills(ask, {});
    const head = factory.person('purchasing');
    const answer = await head.presses('答复进度', undefined, number);
    expect(cardText(formOf(answer))).toContain('钢材到了吗');
    expect(replyText(await head.fills(answer, { answer: '明天到' }))).toContain('答复');
    expect(replyText(await head.acts({ kind: 'press', action: 'form.open', value: { form: 'answer_status', order: (await factory.order(number)).id, subject: formOf(answer).context.subject ?? '' }, message: null }))).toContain('已于');
  });

  test('EX-07, OF-03 returned with its faults, corrected and filed again', async () => {
    const draft = await fileOrder(factory, { model: 'B-4', reason: '急' });
    const [planner, sales] = [factory.person('planner'), factory.person('sales')];
    const form = await planner.says(`/urgent-order return ${draft} 缺图纸`);
    expect(formOf(form).sections[0]?.note).toContain('太简单');
    await planner.fills(form, {});
    const fix = await sales.says(`/urgent-order resubmit ${draft}`);
    expect(formOf(fix).sections[0]?.note).toContain('缺图纸');
    expect(initialValues(formOf(fix))).toMatchObject({ model: 'B-4', reason: '急', quantity: '500 件' });
    await sales.fills(fix, { reason: '客户产线停工' });
    expect(await factory.order()).toMatchObject({ state: 'IDENTIFIED', facts: { reason: '客户产线停工' } });
  });

  test('T15 the customer withdraws', async () => {
    const draft = await fileOrder(factory, { model: 'B-5' });
    const sales = factory.person('sales');
    await sales.fills(await sales.says(`/urgent-order 撤单 ${draft} 客户来电取消`), {});
    expect((await factory.order(draft)).state).toBe('ABANDONED');
  });

  test('XD-16 an admin forces a stuck order with a reason; nobody else', async () => {
    const number = await confirmOrder(factory, { model: 'B-6' });
    expect(replyText(await factory.person('boss').says(`/urgent-order force ${number}`))).toContain('管理员');
    const admin = factory.person('planner');
    const form = await admin.says(`/urgent-order force ${number}`);
    expect(errorsOf(await admin.fills(form, {}))).toEqual(['to', 'why']);
    await admin.fills(form, { to: 'NEGOTIATING', why: '卡住了' });
    expect((await factory.order(number)).state).toBe('NEGOTIATING');
  });

  test('a form of an order that has changed state meanwhile says so, and keeps what was typed', async () => {
    const number = await confirmOrder(factory, { model: 'B-7' });
    const [head, boss] = [factory.person('production'), factory.person('boss')];
    const form = await head.says(`/urgent-order reject ${number}`);
    await boss.fills(await boss.acts({ kind: 'press', action: 'form.open', value: { form: 'abandon', order: (await factory.order(number)).id }, message: null }), { why: '不做了' });
    const late = await head.fills(form, { why: '来不及', earliest: '2026-12-02T17:00' });
    expect(replyText(late)).toContain('变化');
  });
});
