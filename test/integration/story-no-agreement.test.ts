import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Factory, openFactory } from '../support/factory.ts';
import { buttonsOf, cardText, replyText } from '../support/read-reply.ts';
import {
  approveAll,
  approves,
  confirms,
  files,
  label,
  negotiating,
  rejects,
  succeeded,
  underReview,
} from '../support/story.ts';

describe('domain §15 scenario 4: the customer refuses', () => {
  let factory: Factory;
  let order: string;
  beforeAll(async () => {
    factory = await openFactory({ settings: { confirm_hours: 2 } });
    order = await negotiating(factory);
  });
  afterAll(async () => {
    expect(factory.faults).toEqual([]);
    await factory.close();
  });

  test('JW-11 T11 the customer takes none of it: leadership gets the decision prepared', async () => {
    const sales = factory.person('sales');
    succeeded(
      await sales.fills(await sales.presses(label('button.refuse_terms'), undefined, order), {
        why: '客户只接受周五到货',
      }),
    );
    expect((await factory.order()).state).toBe('AWAITING_EXEC');
    const boss = await factory.person('boss').sees();
    for (const said of ['请公司领导决定', '客户没有接受协商方案', '主材要等到下周', '采购部'])
      expect(boss).toContain(said);
    expect(await factory.person('vice').sees()).toContain('请公司领导决定');
    expect(await factory.person('production').sees()).not.toContain('请公司领导决定');
  });

  test('JW-12 PJ-04 only leadership abandons, and says why', async () => {
    const refused = replyText(await factory.person('sales').says(`/urgent-order decide ${order}`));
    expect(refused).toContain('公司领导');
    const boss = factory.person('boss');
    const form = await boss.presses(label('button.abandon'), undefined, order);
    expect(await boss.fills(form, { why: '' })).toMatchObject({ kind: 'invalid', errors: { why: expect.any(String) } });
    const button = (await boss.posts())
      .flatMap((p) => buttonsOf(p.card))
      .find((b) => b.label === label('button.abandon'));
    expect(button).toMatchObject({ style: 'danger', confirm: { yes: expect.any(String) } });
    succeeded(await boss.fills(form, { why: '客户不让步，物料无解' }));
    expect((await factory.order()).state).toBe('ABANDONED');
  });

  test('T14 everybody reads it where they are, and nothing can be decided any more', async () => {
    const room = await factory.room();
    expect(await factory.person('worker').sees(factory.main)).toContain(`${order} · 已放弃`);
    const sales = await factory.person('sales').sees();
    expect(sales).toContain('客户不让步，物料无解');
    for (const who of ['sales', 'boss', 'vice', 'purchasing'] as const) {
      const labels = (await factory.person(who).posts()).flatMap((p) => buttonsOf(p.card)).map((b) => b.label);
      for (const key of [
        'button.abandon',
        'button.exec_accept',
        'button.agree',
        'button.propose',
        'button.approve',
        'button.refuse_terms',
      ] as const)
        expect(labels, `${who} ${key}`).not.toContain(label(key));
    }
    expect((await factory.person('sales').posts(room)).find((p) => p.isPinned)?.card).toMatchObject({
      title: `${order} · 已放弃`,
      tone: 'ended',
    });
  });

  test('T14 domain §12 no timer rings any more, and after the days of grace the channel is archived', async () => {
    expect(await factory.app.store.queries.openObligations({ limit: 10 })).toEqual([]);
    const seen = await Promise.all((['sales', 'boss', 'purchasing'] as const).map((who) => factory.person(who).sees()));
    const room = await factory.room();
    await factory.passes('6.5d');
    expect(await factory.app.playground?.chat.channel(room)).toMatchObject({ isArchived: false });
    await factory.passes('12h');
    expect(await factory.app.playground?.chat.channel(room)).toMatchObject({ isArchived: true });
    expect(
      await Promise.all((['sales', 'boss', 'purchasing'] as const).map((who) => factory.person(who).sees())),
    ).toEqual(seen);
    expect((await factory.events()).at(-1)?.type).toBe('order.abandoned');
  });
});

describe('other ways through a negotiation', () => {
  let factory: Factory;
  beforeAll(async () => {
    factory = await openFactory({ settings: { confirm_hours: 2 } });
  });
  afterAll(async () => {
    expect(factory.faults).toEqual([]);
    await factory.close();
  });

  test('T12 PJ-03 leadership accepts against a rejection only with the overriding reason, which is marked', async () => {
    const order = await negotiating(factory);
    const sales = factory.person('sales');
    succeeded(
      await sales.fills(await sales.presses(label('button.refuse_terms'), undefined, order), { why: '客户不接受' }),
    );
    const boss = factory.person('boss');
    const form = await boss.presses(label('button.exec_accept'), undefined, order);
    expect(await boss.fills(form, {})).toMatchObject({ kind: 'invalid', errors: { why: expect.any(String) } });
    succeeded(await boss.fills(form, { why: '战略客户，我协调物料' }));
    expect(await factory.order()).toMatchObject({ state: 'ACCEPTED', isOverridden: true });
    expect(await factory.person('worker').sees(factory.main)).toContain('已接单（领导特批）');
  });

  test('T13 PJ-03 leadership sends it back for other terms; sales goes on from there', async () => {
    const order = await negotiating(factory, { customer: 'Bosch' });
    const sales = factory.person('sales');
    succeeded(
      await sales.fills(await sales.presses(label('button.refuse_terms'), undefined, order), { why: '客户不接受' }),
    );
    const boss = factory.person('boss');
    succeeded(
      await boss.fills(await boss.presses(label('button.exec_conditions'), undefined, order), {
        type: 'partial_delivery',
        new_date: '2026-12-01T12:00',
        why: '先交一半，其余顺延',
      }),
    );
    expect((await factory.order(order)).state).toBe('NEGOTIATING');
    expect(await sales.sees()).toContain('先交一半，其余顺延');
    succeeded(
      await sales.fills(await sales.presses(label('button.agree'), undefined, order), { evidence: '客户电话同意' }),
    );
    expect((await factory.order(order)).round).toMatchObject({ number: 2, state: 'OPEN' });
  });

  test('T11 after the second failed round leadership decides without another negotiation', async () => {
    const order = await negotiating(factory, { customer: 'Siemens' });
    const sales = factory.person('sales');
    for (let round = 1; round <= 2; round += 1) {
      const date = `2026-12-0${2 + round}T12:00`;
      succeeded(
        await sales.fills(await sales.presses(label('button.propose'), undefined, order), {
          type: 'shift_date',
          new_date: date,
          explanation: '往后排',
        }),
      );
      succeeded(
        await sales.fills(await sales.presses(label('button.agree'), undefined, order), { evidence: '客户同意' }),
      );
      await rejects(factory, order, 'PROC', '料还是不齐', '2026-12-10T12:00');
      await approveAll(factory, order, ['PROC']);
    }
    expect(await factory.order(order)).toMatchObject({ state: 'AWAITING_EXEC', exec: { cause: 'round_limit' } });
    expect(await factory.person('boss').sees()).toContain('协商已到次数上限');
  });

  test('T11 nobody follows up with the customer: after half again the limit leadership is asked', async () => {
    const order = await negotiating(factory, { customer: 'Hilti' });
    await factory.passes('6h');
    expect(await factory.order(order)).toMatchObject({ state: 'AWAITING_EXEC', exec: { cause: 'no_answer' } });
    expect(await factory.person('boss').sees()).toContain('协商一直没有结果');
  });

  test('JW-03 A4 sales itself sees a problem: negotiation before any department is asked, then the first round', async () => {
    const draft = await files(factory, { customer: 'Kuka' });
    const order = await confirms(factory, draft, { checks: ['credit', 'date', 'requirements'], note: '单价低于成本' });
    expect(await factory.order(order)).toMatchObject({ state: 'NEGOTIATING', round: null });
    expect(await factory.person('production').sees()).not.toContain('Kuka · 支架 × 500 件 · 请生产部评审');
    const sales = factory.person('sales');
    expect(await sales.sees()).toContain('单价低于成本');
    succeeded(
      await sales.fills(await sales.presses(label('button.propose'), undefined, order), {
        type: 'adjust_price',
        extra_cost: '5000',
        explanation: '加急费 5000',
      }),
    );
    succeeded(
      await sales.fills(await sales.presses(label('button.agree'), undefined, order), { evidence: '客户接受加急费' }),
    );
    expect(await factory.order(order)).toMatchObject({ state: 'IN_REVIEW', round: { number: 1 } });
  });

  test('T09 sales ends a round with a rejection early; the others need not answer any more', async () => {
    const order = await underReview(factory, { customer: 'Festo' });
    await rejects(factory, order, 'TECH', '没有模具', '2026-12-08T12:00');
    const sales = factory.person('sales');
    const room = await factory.room(order);
    succeeded(await sales.presses(label('button.close_round'), room));
    expect(await factory.order(order)).toMatchObject({ state: 'NEGOTIATING', round: { state: 'FAILED' } });
    const card = (await factory.person('production').posts()).find(
      (p) => cardText(p.card).includes('Festo') && p.card.title.includes('生产部'),
    )?.card;
    expect(card?.tone).toBe('ended');
    expect(buttonsOf(card ?? ({ blocks: [] } as never))).toEqual([]);
  });

  test('UO-13 a yes with a condition keeps the round from passing until the same head clears it', async () => {
    const order = await underReview(factory, { customer: 'Danfoss' });
    const logistics = factory.person('logistics');
    succeeded(
      await logistics.fills(await logistics.presses(label('button.conditions'), undefined, order), {
        kind1: 'cost',
        condition1: '空运费由客户承担',
      }),
    );
    expect(await factory.person('sales').sees()).toContain('空运费由客户承担');
    await approveAll(factory, order, ['PLANNER']);
    expect(replyText(await factory.person('production').says(`/urgent-order show ${order}`))).toContain(
      '空运费由客户承担',
    );
    succeeded(await logistics.presses(label('button.clear_condition'), undefined, order));
    await approves(factory, order, 'PLANNER');
    expect((await factory.order(order)).state).toBe('ACCEPTED');
  });
});
