import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Factory, openFactory } from '../support/factory.ts';
import { cardText, fieldsOf, formOf, initialValues, replyText } from '../support/read-reply.ts';
import { approveAll, approves, CONFIRMED, FILED, HEADS, label, succeeded, YES } from '../support/story.ts';

describe('domain §15 scenario 1: an order from the form to its acceptance', () => {
  let factory: Factory;
  beforeAll(async () => {
    factory = await openFactory();
  });
  afterAll(async () => {
    expect(factory.faults).toEqual([]);
    await factory.close();
  });

  test('UO-01 JW-02 a sentence opens the form with what was understood, and nine required questions at most', async () => {
    const sales = factory.person('sales');
    const reply = await sales.says('/urgent-order 500 x M6 支架 for ACME by Fri 17:00');
    const form = formOf(reply);
    expect(initialValues(form)).toMatchObject({ customer: 'ACME', quantity: '500 件', requiredBy: '2026-11-27T17:00' });
    const required = fieldsOf(form).filter((f) => f.required);
    expect(required.length).toBeLessThanOrEqual(9);
    expect(form.sections[0]?.fields).toEqual(expect.arrayContaining(required));
    expect(form.sections.slice(1).every((s) => s.title !== undefined)).toBe(true);
  });

  test('UO-01 UO-06 UO-50 A27 filed: the main channel has its line, sales is asked to confirm, nobody is asked to review yet', async () => {
    const sales = factory.person('sales');
    const reply = succeeded(await sales.fills(await sales.says('/urgent-order'), FILED));
    expect(replyText(reply)).toContain('D-0001');
    const order = await factory.order();
    expect(order).toMatchObject({ state: 'IDENTIFIED', number: null, draftNo: 'D-0001', revision: 1 });
    const main = await factory.person('worker').sees(factory.main);
    expect(main).toContain('D-0001 · 待客户确认');
    expect(main).toContain('ACME');
    expect(await sales.sees()).toContain('请与客户确认');
    expect(await factory.person('production').sees()).not.toContain('D-0001');
    await expect(factory.room()).rejects.toThrow('no channel');
  });

  test('A3 an admin is asked once to save [X]', async () => {
    const planner = factory.person('planner');
    expect(await planner.sees()).toContain('[X]');
    const reply = await planner.presses(label('button.set_confirm_hours'));
    succeeded(await planner.fills(reply, { value: '2' }));
    expect((await factory.app.store.transaction((tx) => tx.settings.saved())).has('confirm_hours')).toBe(true);
    expect(await planner.sees()).toContain('客户确认时限已设为 2 小时');
  });

  test('UO-07 UO-09 OF-04 T05 confirmed after an hour: the number, and what the customer changed is shown at once', async () => {
    await factory.passes('1h');
    const sales = factory.person('sales');
    const form = await sales.presses(label('button.confirm'));
    expect(initialValues(formOf(form))).toMatchObject({ quantity: '500 件', place: '苏州工业园区' });
    const reply = succeeded(await sales.fills(form, { ...CONFIRMED, quantity: '480 件', place: '苏州吴中' }));
    const said = replyText(reply);
    expect(said).toContain('UO-2026-0001');
    expect(said).toMatch(/数量.*500.*480/s);
    expect(said).toMatch(/苏州工业园区.*苏州吴中/s);
    const order = await factory.order();
    expect(order).toMatchObject({ state: 'IN_REVIEW', number: 'UO-2026-0001', draftNo: 'D-0001' });
    expect(order.facts).toMatchObject({ quantity: 480, place: '苏州吴中', customerChecked: true });
    const types = (await factory.events())
      .map((e) => e.type)
      .filter((t) => !t.startsWith('sla.') && t !== 'sheet.delivered');
    expect(types).toEqual([
      'order.identified',
      'order.intake_passed',
      'order.confirmed',
      'sheet.issued',
      'review.opened',
    ]);
  });

  test('UO-10 the processing sheet reaches every department, and each delivery is recorded', async () => {
    const { id } = await factory.order();
    const delivered = await factory.app.store.transaction((tx) => tx.sheets.delivered(id));
    expect(new Set(delivered)).toEqual(new Set(['PROD', 'PROC', 'TECH', 'LOGI', 'PLANNER', 'SALES', 'QA', 'FIN']));
    for (const who of [
      'production',
      'purchasing',
      'technical',
      'logistics',
      'planner',
      'quality',
      'finance',
    ] as const) {
      expect(await factory.person(who).sees(), who).toContain('紧急订单处理单');
    }
    const recorded = (await factory.events())
      .filter((e) => e.type === 'sheet.delivered')
      .map((e) => JSON.parse(e.data).department);
    expect(recorded.toSorted()).toEqual(delivered.toSorted());
    const sheet = (await factory.person('sales').posts(await factory.room())).find((p) =>
      p.card.title.includes('紧急订单处理单'),
    );
    expect(cardText(sheet?.card ?? ({} as never))).toMatch(/已送达 .*销售部.*质量部.*财务部|已送达 .*财务部/);
  });

  test('UO-09 UO-11 UO-32 the order has its channel with those who take part, and the living card pinned on top', async () => {
    const room = await factory.room();
    const channel = await factory.app.playground?.chat.channel(room);
    expect(channel).toMatchObject({ name: 'uo-2026-0001-acme-支架', isArchived: false });
    expect(channel?.topic).toContain('评审中');
    const members = await factory.app.playground?.chat.members(room);
    expect(members).toEqual(
      expect.arrayContaining(['sales', 'production', 'purchasing', 'technical', 'logistics', 'planner']),
    );
    const pinned = (await factory.person('worker').posts(room)).filter((p) => p.isPinned);
    expect(pinned.map((p) => p.card.title)).toEqual(['UO-2026-0001 · 评审中']);
    expect(cardText(pinned[0]?.card ?? ({} as never))).toContain('各部门意见');
  });

  test('UO-12 UO-13 JW-04 JW-05 JW-06 JW-07 each department is asked its own questions at the same moment, in one press', async () => {
    const order = await factory.order();
    expect(order.round?.tasks.map((t) => t.department)).toEqual(['PROD', 'PROC', 'TECH', 'LOGI', 'PLANNER']);
    expect(new Set(order.round?.tasks.map((t) => t.dueAt)).size).toBe(1);
    const asked = {
      production: '产能是否排得下',
      purchasing: '采购周期能否满足',
      technical: '技术能力是否满足',
      logistics: '运输能否按时送到',
      planner: '交期能否安排',
    };
    for (const [who, question] of Object.entries(asked)) {
      expect(await factory.person(who as 'production').sees(), who).toContain(question);
    }
    expect(await factory.person('quality').sees()).not.toContain('请质量部评审');
    const head = factory.person('production');
    const form = await head.presses(label('button.approve'));
    const half = await head.fills(form, { q_process: '可行' });
    expect(half).toMatchObject({
      kind: 'invalid',
      errors: { q_capacity: expect.any(String), q_materials: expect.any(String) },
    });
    expect(replyText(succeeded(await head.fills(form, YES)))).toContain('已同意 UO-2026-0001');
  });

  test('UO-11 the living card is redrawn in place, the decision is a line in the channel, the own card shows the outcome', async () => {
    const room = await factory.room();
    const posts = await factory.person('sales').posts(room);
    expect(posts.filter((p) => !p.isPrivate && p.card.title === 'UO-2026-0001 · 评审中')).toHaveLength(1);
    expect(cardText(posts.find((p) => p.isPinned)?.card ?? ({} as never))).toMatch(/生产部.*已同意.*陈刚/s);
    expect(posts.some((p) => /生产部同意/.test(p.card.title))).toBe(true);
    const own = await factory.person('production').sees();
    expect(own).toContain('生产部：已同意');
    expect(own).toContain(label('button.change_answer'));
  });

  test('T07 domain §4.1 five departments agree within the hour: accepted, the promise is fixed, everybody can read it', async () => {
    await factory.passes('40m');
    await approveAll(factory, 'UO-2026-0001', ['PLANNER']);
    expect((await factory.order()).state).toBe('IN_REVIEW');
    await approves(factory, 'UO-2026-0001', 'PLANNER');
    const order = await factory.order();
    const wanted = Date.parse('2026-11-27T17:00:00+08:00');
    expect(order).toMatchObject({
      state: 'ACCEPTED',
      requestedDate: wanted,
      firstCommitted: wanted,
      committed: wanted,
      isOverridden: false,
    });
    expect(await factory.person('worker').sees(factory.main)).toMatch(/UO-2026-0001 · 已接单/);
    const pinned = (await factory.person('sales').posts(await factory.room())).find((p) => p.isPinned);
    expect(pinned?.card.title).toBe('UO-2026-0001 · 已接单');
    expect(pinned?.card.tone).toBe('good');
    expect(await factory.person('sales').sees()).toContain('UO-2026-0001 · 已接单');
    expect((await factory.app.playground?.chat.channel(await factory.room()))?.topic).toContain('已接单');
  });

  test('JW-09 the review report is compiled by itself and kept', async () => {
    const { id } = await factory.order();
    const report = await factory.app.store.transaction((tx) => tx.documents.latest(id, 'review_report'));
    expect(report).toMatchObject({ number: 1 });
    const posted = (await factory.person('sales').posts(await factory.room())).find((p) =>
      p.card.title.includes('订单评审报告'),
    );
    const said = cardText(posted?.card ?? ({} as never));
    for (const name of ['陈刚', '吴敏', '何工', '孙磊', '许宁', '各部门都同意']) expect(said).toContain(name);
  });

  test('UO-11 no card of the order has a button that decides something any more', async () => {
    for (const who of Object.values(HEADS)) {
      const posts = await factory.person(who).posts();
      for (const { card } of posts.filter((p) => cardText(p.card).includes('UO-2026-0001'))) {
        const words = cardText(card);
        for (const key of ['button.approve', 'button.reject', 'button.confirm'] as const)
          expect(words).not.toContain(` ${label(key)} `);
      }
    }
  });

  test('UO-50 XD-03 the log is whole, and nothing is forgotten', async () => {
    const reply = await factory.person('planner').says('/urgent-order audit verify');
    expect(replyText(reply)).toContain('没有发现改动');
    const gaps = await factory.app.store.queries.audit(factory.clock.now());
    expect(gaps).toMatchObject({ ordersWithoutObligation: [], timersMissing: 0, overdueJobs: 0, parked: 0 });
  });
});
