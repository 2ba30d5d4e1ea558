import { afterEach, describe, expect, test } from 'vitest';
import { type Factory, type FactoryOptions, openFactory, STAFF_NAMES } from '../support/factory.ts';
import { buttonsOf, cardText, fieldsOf, formOf, initialValues, replyText } from '../support/read-reply.ts';
import { confirms, FILED, files, label, succeeded, underReview } from '../support/story.ts';

const opened: Factory[] = [];
afterEach(async () => {
  for (const factory of opened.splice(0)) {
    expect(factory.faults).toEqual([]);
    await factory.close();
  }
});

async function open(options: FactoryOptions = {}): Promise<Factory> {
  const factory = await openFactory({ settings: { confirm_hours: 2 }, ...options });
  opened.push(factory);
  return factory;
}

describe('the intake check', () => {
  test('OF-03 UO-04 A10 a doubtful order is checked by the coordinator, and cannot be confirmed before', async () => {
    const factory = await open();
    const sales = factory.person('sales');
    const reply = await sales.fills(await sales.says('/urgent-order'), { ...FILED, requiredBy: '2027-01-20T17:00' });
    expect(reply.kind).toBe('card');
    expect(replyText(reply)).toMatch(/正常周期之内/);
    const planner = factory.person('planner');
    expect(await planner.sees()).toContain('受理检查');
    expect(replyText(await sales.says('/urgent-order confirm D-0001'))).toContain('受理检查还没通过');
    succeeded(await planner.presses(label('button.pass_intake')));
    await confirms(factory, 'D-0001');
    expect((await factory.order()).state).toBe('IN_REVIEW');
  });

  test('OF-03 OF-05 EX-07 returned with the list of faults, corrected, resubmitted: every old value stays in the log', async () => {
    const factory = await open();
    await files(factory, {}, 'salesman');
    const planner = factory.person('planner');
    const empty = await planner.fills(await planner.says('/urgent-order 退回 D-0001'), { faults: '' });
    expect(empty).toMatchObject({ kind: 'invalid', errors: { faults: expect.any(String) } });
    succeeded(
      await planner.fills(await planner.says('/urgent-order 退回 D-0001'), { faults: '1. 缺收货仓库 2. 型号不全' }),
    );
    expect((await factory.order()).state).toBe('RETURNED');
    const salesman = factory.person('salesman');
    expect(await salesman.sees()).toContain('1. 缺收货仓库 2. 型号不全');
    const form = await salesman.presses(label('button.resubmit'));
    expect(initialValues(formOf(form))).toMatchObject({ customer: 'ACME', model: 'M6', place: '苏州工业园区' });
    succeeded(await salesman.fills(form, { model: 'M6-A2-70', place: '苏州工业园区 3 号仓' }));
    const order = await factory.order();
    expect(order).toMatchObject({ state: 'IDENTIFIED', facts: { model: 'M6-A2-70', place: '苏州工业园区 3 号仓' } });
    const entry = (await factory.events()).find((e) => e.type === 'order.resubmitted');
    expect(JSON.parse(entry?.data ?? '{}').changes).toEqual(
      expect.arrayContaining([
        { field: 'model', before: 'M6', after: 'M6-A2-70' },
        { field: 'place', before: '苏州工业园区', after: '苏州工业园区 3 号仓' },
      ]),
    );
    expect(entry?.actorId).toBe(factory.idOf('salesman'));
    await confirms(factory, 'D-0001', {}, 'salesman');
    expect((await factory.order()).number).toBe('UO-2026-0001');
  });

  test('OF-03 a return that is not answered reminds sales', async () => {
    const factory = await open();
    await files(factory, {}, 'salesman');
    const planner = factory.person('planner');
    succeeded(await planner.fills(await planner.says('/urgent-order return D-0001'), { faults: '缺收货仓库' }));
    await factory.passes('2h');
    expect(await factory.person('salesman').sees()).toContain('补充后重新提交');
  });

  test('UO-02 what only we call urgent needs the reason for that', async () => {
    const factory = await open();
    const sales = factory.person('sales');
    const form = await sales.says('/urgent-order');
    const reply = await sales.fills(form, { ...FILED, basis: 'internal_judgement' });
    expect(reply).toMatchObject({ kind: 'invalid', errors: { justification: expect.any(String) } });
    succeeded(await sales.fills(form, { ...FILED, basis: 'internal_judgement', justification: '重点客户，抢首单' }));
    expect((await factory.order()).facts).toMatchObject({
      basis: 'internal_judgement',
      justification: '重点客户，抢首单',
    });
  });

  test('domain §2 S01 an order that looks like another is asked about once, then filed and marked', async () => {
    const factory = await open();
    await files(factory);
    const sales = factory.person('salesman');
    const again = await sales.fills(await sales.says('/urgent-order'), FILED);
    expect(again.kind).toBe('form');
    expect(replyText(again)).toContain('D-0001');
    expect(initialValues(formOf(again))).toMatchObject({ customer: 'ACME', quantity: '500 件' });
    const filed = await sales.fills(again, {});
    expect(replyText(filed)).toContain('D-0002');
    expect((await factory.order('D-0002')).intake).toMatchObject({ state: 'open', doubts: ['duplicate'] });
  });
});

describe('withdrawal', () => {
  test('T15 before the confirmation any salesperson may, with evidence', async () => {
    const factory = await open();
    await files(factory, {}, 'salesman');
    const salesman = factory.person('salesman');
    const button = (await salesman.posts())
      .flatMap((p) => buttonsOf(p.card))
      .find((b) => b.label === label('button.withdraw'));
    expect(button?.confirm).toBeDefined();
    const form = await salesman.presses(label('button.withdraw'));
    expect(await salesman.fills(form, {})).toMatchObject({ kind: 'invalid', errors: { why: expect.any(String) } });
    succeeded(await salesman.fills(form, { why: '客户来电取消' }));
    expect((await factory.order()).state).toBe('ABANDONED');
    expect(await factory.person('worker').sees(factory.main)).toContain('客户已撤单');
  });

  test('T15 after it only the head of sales or leadership; reviews end, everybody hears', async () => {
    const factory = await open();
    const order = await underReview(factory, {}, 'salesman');
    const refused = replyText(await factory.person('salesman').says(`/urgent-order withdraw ${order}`));
    expect(refused).toContain('销售');
    const sales = factory.person('sales');
    succeeded(await sales.fills(await sales.says(`/urgent-order 撤单 ${order} 客户改用库存`), {}));
    expect(await factory.order()).toMatchObject({ state: 'ABANDONED', round: { state: 'SUPERSEDED' } });
    const card = (await factory.person('technical').posts()).find((p) => p.card.title.includes('技术部'))?.card;
    expect(buttonsOf(card ?? ({ blocks: [] } as never))).toEqual([]);
    expect(await factory.person('salesman').sees()).toContain('客户改用库存');
    expect(await factory.app.store.queries.openObligations({ limit: 5 })).toEqual([]);
  });
});

describe('what others hear, and what is kept', () => {
  test('UO-03 JW-01 who is not of sales hands over what they heard; a salesperson takes it, the second one reads by whom', async () => {
    const factory = await open();
    const production = factory.person('production');
    const form = await production.says('/urgent-order 300 个法兰 给博世 周五前');
    expect(formOf(form).id).toBe('lead');
    expect(replyText(form)).toContain('300 个法兰');
    succeeded(await production.fills(form, {}));
    const sales = factory.person('sales');
    expect(await sales.sees()).toMatch(/急单线索.*陈刚.*300 个法兰/s);
    const card = (await sales.posts())[0];
    const taken = await sales.presses(label('button.take_lead'));
    expect(replyText(taken)).toContain('300 个法兰');
    succeeded(await sales.fills(taken, FILED));
    expect((await factory.order()).submitterId).toBe(factory.idOf('sales'));
    expect(await sales.sees()).toContain('林悦已接手');
    expect(await production.sees()).toContain('林悦已接手');
    expect(replyText(await sales.pressesOn(card as never, label('button.take_lead')))).toContain('林悦');
    const lead = (await factory.companyEvents()).find((e) => e.type === 'lead.handed_over');
    expect(lead?.actorId).toBe(factory.idOf('production'));
  });

  test('product.md a form that was closed half filled is offered again for a day', async () => {
    const factory = await open();
    const sales = factory.person('sales');
    const closed = await sales.closes(await sales.says('/urgent-order'), {
      customer: 'Bosch',
      product: '法兰',
      reason: '客户还没说完',
    });
    expect(replyText(closed)).not.toBe('');
    const again = formOf(await sales.says('/urgent-order'));
    expect(initialValues(again)).toMatchObject({ customer: 'Bosch', product: '法兰', reason: '客户还没说完' });
    expect(initialValues(formOf(await factory.person('salesman').says('/urgent-order')))).not.toHaveProperty(
      'customer',
    );
    await factory.passes('25h');
    expect(initialValues(formOf(await sales.says('/urgent-order')))).not.toHaveProperty('customer');
  });

  test('XD-17 a confidential order: the main channel and those who take no part read nothing of it', async () => {
    const factory = await open();
    const order = await underReview(factory, { customer: 'Geheim AG', product: '绝密件', confidential: ['yes'] });
    for (const who of STAFF_NAMES) {
      const main = await factory.person(who).sees(factory.main);
      expect(main, who).not.toMatch(/Geheim|绝密件/);
    }
    expect((await factory.app.playground?.chat.channel(await factory.room()))?.isPrivate).toBe(true);
    expect((await factory.app.playground?.chat.channel(await factory.room()))?.name).not.toMatch(/geheim|绝密/);
    expect(await factory.app.playground?.chat.members(await factory.room())).not.toContain('worker');
    const worker = factory.person('worker');
    for (const typed of [`show ${order}`, 'list', 'search Geheim', `status ${order}`, `remind ${order}`]) {
      const reply = await worker.says(`/urgent-order ${typed}`);
      expect(reply.kind, typed).not.toBe('none');
      expect(replyText(reply), typed).not.toMatch(/Geheim AG|绝密件/);
    }
    expect(replyText(await worker.says(`/urgent-order show ${order}`))).toContain('保密订单');
    expect(replyText(await factory.person('production').says(`/urgent-order show ${order}`))).toContain('Geheim AG');
    expect(replyText(await factory.person('boss').says('/urgent-order list'))).toContain('Geheim AG');
    const completions = await worker.completes(`show ${order.slice(0, 4)}`);
    expect(replyText(completions)).not.toContain(order);
  });

  test('XD-19 EX-28 the contact of a customer is masked outside sales, everywhere, and stands nowhere in the log', async () => {
    const factory = await open();
    const order = await underReview(factory);
    expect(replyText(await factory.person('sales').says(`/urgent-order show ${order}`))).toContain('13800138000');
    for (const who of ['production', 'technical', 'planner', 'worker', 'quality'] as const) {
      const shown = replyText(await factory.person(who).says(`/urgent-order show ${order}`));
      expect(shown, who).not.toContain('13800138000');
      expect(await factory.person(who).sees(), who).not.toContain('13800138000');
      expect(await factory.person(who).sees(await factory.room()), who).not.toContain('13800138000');
    }
    expect(JSON.stringify(await factory.events())).not.toMatch(/13800138000|李经理/);
  });

  test('UO-01 OF-01 JW-02 PJ-01 PJ-02 everything the long form asks can be given, and comes back on the record', async () => {
    const factory = await open();
    const sales = factory.person('sales');
    const form = await sales.says('/urgent-order');
    const fields = fieldsOf(formOf(form)).map((f) => f.name);
    for (const name of [
      'quality',
      'packaging',
      'technical',
      'amount',
      'paymentTerms',
      'traits',
      'receivedAt',
      'source',
      'contact',
      'files',
      'confidential',
    ])
      expect(fields).toContain(name);
    const all = {
      quality: '304 不锈钢',
      packaging: '木箱',
      technical: '公差 0.02',
      amount: '12,500.50',
      paymentTerms: '月结 30 天',
      traits: ['new_design', 'penalty_clause'],
      source: 'phone',
      externalNo: 'PO-77',
    };
    succeeded(await sales.fills(form, { ...FILED, ...all }));
    expect((await factory.order()).facts).toMatchObject({
      quality: '304 不锈钢',
      packaging: '木箱',
      technical: '公差 0.02',
      amountMinor: 1_250_050,
      currency: 'CNY',
      traits: ['new_design', 'penalty_clause'],
      source: 'phone',
      externalNo: 'PO-77',
    });
    const shown = replyText(await sales.says('/urgent-order show D-0001'));
    for (const said of ['304 不锈钢', '木箱', '公差 0.02', '12,500.50', '月结 30 天', '新设计', '电话', 'PO-77'])
      expect(shown).toContain(said);
    await confirms(factory, 'D-0001');
    // A new design is reviewed by quality and, because of the penalty, by finance too.
    expect((await factory.order()).round?.tasks.map((t) => t.department)).toEqual(
      expect.arrayContaining(['PROD', 'PROC', 'TECH', 'LOGI', 'PLANNER', 'QA']),
    );
  });

  test('UO-54 a department is asked for its status; the question stays open until it is answered', async () => {
    const factory = await open();
    const order = await underReview(factory);
    const sales = factory.person('sales');
    const form = await sales.says(`/urgent-order 问进度 ${order} 生产部 首件什么时候出`);
    expect(initialValues(formOf(form))).toMatchObject({ department: 'PROD', question: '首件什么时候出' });
    succeeded(await sales.fills(form, {}));
    const production = factory.person('production');
    expect(await production.sees()).toContain('首件什么时候出');
    expect(await production.sees(await factory.room())).toContain('首件什么时候出');
    await factory.passes('2h');
    expect(await production.sees()).toContain('待办：答复进度询问');
    const refused = await factory.person('finance').presses(label('button.answer_status'), await factory.room());
    expect(
      replyText(
        refused.kind === 'form' ? await factory.person('finance').fills(refused, { answer: '随便说说' }) : refused,
      ),
    ).toContain('生产部');
    succeeded(
      await production.fills(await production.presses(label('button.answer_status'), await factory.room()), {
        answer: '明早十点出首件',
      }),
    );
    expect(await sales.sees()).toContain('明早十点出首件');
    expect(await sales.sees(await factory.room())).toContain('明早十点出首件');
    const open_ = await factory.app.store.queries.openObligations({ limit: 20 });
    expect(open_.some((o) => o.key === 'status_request')).toBe(false);
  });

  test('XD-11 a nudge by hand goes to those who are waited for, and not twice in half an hour', async () => {
    const factory = await open();
    const order = await underReview(factory);
    const sales = factory.person('sales');
    const reply = replyText(succeeded(await sales.says(`/urgent-order 催办 ${order}`)));
    expect(reply).toContain('生产部');
    expect(await factory.person('production').sees()).toContain('部门评审');
    expect(replyText(await factory.person('boss').says(`/urgent-order remind ${order}`))).toContain('刚刚提醒过');
    await factory.passes('30m');
    succeeded(await sales.says(`/urgent-order remind ${order}`));
    expect(cardText((await factory.person('production').posts())[0]?.card ?? ({} as never))).toContain(
      '生产部的评审意见',
    );
  });
});
