import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Factory, openFactory } from '../support/factory.ts';
import { buttonsOf, cardText, formOf, initialValues, replyText } from '../support/read-reply.ts';
import { approveAll, approves, label, rejects, succeeded, underReview } from '../support/story.ts';

const WANTED = Date.parse('2026-11-27T17:00:00+08:00');
const LATER = Date.parse('2026-12-02T17:00:00+08:00');

describe('domain §15 scenario 3: a rejection, another date, a second round', () => {
  let factory: Factory;
  let order: string;
  beforeAll(async () => {
    factory = await openFactory({ settings: { confirm_hours: 2 } });
    order = await underReview(factory);
  });
  afterAll(async () => {
    expect(factory.faults).toEqual([]);
    await factory.close();
  });

  test('UO-13 a no without a reason, or without from when it would work, is refused; what was typed stays', async () => {
    const head = factory.person('production');
    const form = await head.presses(label('button.reject'), undefined, order);
    expect(await head.fills(form, {})).toMatchObject({
      kind: 'invalid',
      errors: { why: expect.any(String), earliest: expect.any(String) },
    });
    expect(await head.fills(form, { why: '排不下', earliest: '2026-11-20T12:00' })).toMatchObject({
      kind: 'invalid',
      errors: { earliest: expect.stringContaining('已经过了') },
    });
    expect((await factory.order()).version).toBe(2 + (await sheetsRecorded()));
  });

  /** Each department that got the sheet is a change of its own. */
  async function sheetsRecorded(): Promise<number> {
    return (await factory.events()).filter((e) => e.type === 'sheet.delivered').length;
  }

  test('UO-13 UO-15 production rejects: sales hears reason and earliest date at once, the round stays open for the others', async () => {
    await rejects(factory, order, 'PROD', '五轴机床本周排满', '2026-12-02T12:00');
    const sales = await factory.person('sales').sees();
    expect(sales).toContain(`${order} · 生产部不同意`);
    expect(sales).toContain('五轴机床本周排满');
    expect(sales).toContain('2026/12/02');
    const found = await factory.order();
    expect(found.state).toBe('IN_REVIEW');
    expect(found.round?.state).toBe('OPEN');
    await approves(factory, order, 'TECH');
    expect((await factory.order()).round?.tasks.find((t) => t.department === 'TECH')?.state).toBe('APPROVED');
  });

  test('UO-12 JW-08 a change of mind while the round is open, then the same no again', async () => {
    const head = factory.person('technical');
    const form = await head.presses(label('button.change_answer'), undefined, order);
    succeeded(await head.fills(form, { why: '图纸有疑问，再看一眼' }));
    expect((await factory.order()).round?.tasks.find((t) => t.department === 'TECH')?.state).toBe('PENDING');
    expect(await factory.person('sales').sees(await factory.room())).toContain('技术部收回意见，重新评审');
    await approves(factory, order, 'TECH');
  });

  test('UO-13 domain §10.2 purchasing asks sales, who answers; both see it', async () => {
    const head = factory.person('purchasing');
    succeeded(
      await head.fills(await head.presses(label('button.ask_info'), undefined, order), {
        question: '能用 304 代替 316 吗？',
      }),
    );
    const sales = factory.person('sales');
    expect(await sales.sees()).toContain('能用 304 代替 316 吗？');
    succeeded(
      await sales.fills(await sales.presses(label('button.answer_info'), undefined, order), {
        answer: '客户同意用 304',
      }),
    );
    expect(await head.sees()).toContain('客户同意用 304');
    expect((await factory.order()).round?.tasks.find((t) => t.department === 'PROC')?.state).toBe('PENDING');
  });

  test('JW-09 UO-15 JW-11 the others have answered: the report shows both sides, negotiation opens with the named options', async () => {
    await approveAll(factory, order);
    const found = await factory.order();
    expect(found).toMatchObject({ state: 'NEGOTIATING', negotiations: 1, round: { number: 1, state: 'FAILED' } });
    const room = await factory.room();
    const report = (await factory.person('sales').posts(room)).find((p) => p.card.title.includes('订单评审报告'));
    const said = cardText(report?.card ?? ({} as never));
    expect(said).toContain('五轴机床本周排满');
    for (const name of ['陈刚', '吴敏', '何工', '孙磊', '许宁']) expect(said).toContain(name);
    const sales = factory.person('sales');
    expect(await sales.sees()).toContain(`${order} · 协商方案`);
    const form = formOf(await sales.presses(label('button.propose'), undefined, order));
    const type = form.sections.flatMap((s) => s.fields).find((f) => f.name === 'type');
    expect(type && 'choices' in type ? type.choices.map((c) => c.label) : []).toEqual([
      '调整交期',
      '增加资源',
      '优化工艺',
      '替代物料',
      '调整技术方案',
      '分批交货',
      '调整价格',
    ]);
  });

  test('UO-16 UO-49 every option stands with its effect on date and cost', async () => {
    const production = factory.person('production');
    const room = await factory.room();
    succeeded(
      await production.fills(await production.presses(label('button.propose'), room), {
        type: 'add_resources',
        extra_cost: '12000',
        explanation: '周末加班，外协粗加工',
      }),
    );
    const sales = factory.person('sales');
    const without = await sales.fills(await sales.presses(label('button.propose'), undefined, order), {
      type: 'shift_date',
      explanation: '下周二上机',
    });
    expect(without).toMatchObject({ kind: 'invalid', errors: { new_date: expect.any(String) } });
    succeeded(
      await sales.fills(await sales.presses(label('button.propose'), undefined, order), {
        type: 'shift_date',
        new_date: '2026-12-02T17:00',
        explanation: '下周二上机',
      }),
    );
    const board = (await sales.posts()).find((p) => p.card.title === `${order} · 协商方案`);
    const said = cardText(board?.card ?? ({} as never));
    expect(said).toMatch(/增加资源.*不变.*12,000/s);
    expect(said).toMatch(/调整交期.*2026\/12\/02.*未估/s);
  });

  test('UO-16 JW-11 JW-04 the customer takes the later date: round two, everybody is asked anew with the difference, old cards lose their buttons', async () => {
    const sales = factory.person('sales');
    const form = await sales.presses(label('button.agree'), undefined, order);
    const { options } = (await factory.order()).negotiation;
    const optionId = options.find((o) => o.type === 'shift_date')?.id ?? '';
    expect(await sales.fills(form, { option: optionId })).toMatchObject({
      kind: 'invalid',
      errors: { evidence: expect.any(String) },
    });
    succeeded(await sales.fills(form, { option: optionId, evidence: '客户邮件同意' }));
    const found = await factory.order();
    expect(found).toMatchObject({ state: 'IN_REVIEW', round: { number: 2, state: 'OPEN' }, requestedDate: WANTED });
    expect(found.facts.requiredBy).toBe(LATER);
    expect(found.negotiation.options.map((o) => o.state).toSorted()).toEqual(['ACCEPTED', 'DROPPED']);
    for (const who of ['production', 'technical', 'purchasing'] as const) {
      const cards = (await factory.person(who).posts()).filter(
        (p) => /评审|：已|：不同意/.test(p.card.title) && p.card.subtitle?.includes('ACME'),
      );
      const [newest, older] = [cards[0]?.card, cards.filter((p) => p.card.tone === 'ended')[0]?.card];
      expect(cardText(newest ?? ({} as never))).toMatch(/第 2 轮.*要求交期.*2026\/11\/27.*2026\/12\/02/s);
      expect(older && buttonsOf(older).some((b) => b.value.form === 'reject' || b.action === 'review.approve')).toBe(
        false,
      );
    }
    expect(await factory.person('production').sees()).toContain('生产部上一轮：不同意');
  });

  test('JW-04 who agreed before finds those answers in the form; who rejected begins anew', async () => {
    const technical = await factory.person('technical').presses(label('button.approve'), undefined, order);
    expect(initialValues(formOf(technical))).toMatchObject({ q_capability: '做得了' });
    const production = await factory.person('production').presses(label('button.approve'), undefined, order);
    expect(initialValues(formOf(production))).not.toHaveProperty('q_capacity');
  });

  test('JW-11 domain §4.1 round two passes: three dates are kept, so the delay against the request cannot hide', async () => {
    await approveAll(factory, order);
    const found = await factory.order();
    expect(found).toMatchObject({ state: 'ACCEPTED', requestedDate: WANTED, firstCommitted: LATER, committed: LATER });
    const pinned = (await factory.person('sales').posts(await factory.room())).find((p) => p.isPinned);
    const said = cardText(pinned?.card ?? ({} as never));
    expect(said).toMatch(/客户要求交期.*2026\/11\/27/s);
    expect(said).toMatch(/首次承诺交期.*2026\/12\/02/s);
    const accepted = (await factory.events()).find((e) => e.type === 'order.accepted');
    expect(JSON.parse(accepted?.data ?? '{}')).toMatchObject({ committed: LATER, requested: WANTED });
  });

  test('OF-05 the details and the record show every round and every option to the end', async () => {
    const reply = await factory.person('sales').says(`/urgent-order show ${order}`);
    expect(replyText(reply)).toMatch(/增加资源/);
    const timeline = replyText(await factory.person('sales').pressesOn(reply, label('button.timeline')));
    for (const said of ['评审未通过', '提出协商方案', '客户接受方案', '评审通过', '已接单'])
      expect(timeline).toContain(said);
  });
});
