import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Factory, openFactory } from '../support/factory.ts';
import { confirmOrder, fileOrder } from '../support/first-order.ts';
import { cardText, formOf, initialValues, replyText } from '../support/read-reply.ts';
import { errorsOf } from './answer-forms.ts';

let factory: Factory;
beforeAll(async () => {
  factory = await openFactory();
});
afterAll(async () => {
  expect(factory.faults).toEqual([]);
  await factory.close();
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
    expect(
      replyText(
        await head.acts({
          kind: 'press',
          action: 'form.open',
          value: {
            form: 'answer_status',
            order: (await factory.order(number)).id,
            subject: formOf(answer).context.subject ?? '',
          },
          message: null,
        }),
      ),
    ).toContain('已于');
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
    await boss.fills(
      await boss.acts({
        kind: 'press',
        action: 'form.open',
        value: { form: 'abandon', order: (await factory.order(number)).id },
        message: null,
      }),
      { why: '不做了' },
    );
    const late = await head.fills(form, { why: '来不及', earliest: '2026-12-02T17:00' });
    expect(replyText(late)).toContain('变化');
  });
});
