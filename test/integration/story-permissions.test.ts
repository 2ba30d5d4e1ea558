import { afterEach, describe, expect, test } from 'vitest';
import { type Factory, type FactoryOptions, openFactory } from '../support/factory.ts';
import { buttonsOf, cardText, replyText } from '../support/read-reply.ts';
import { approves, CONFIRMED, files, label, rejects, succeeded, underReview, YES } from '../support/story.ts';

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

async function taskOf(factory: Factory, department: string) {
  return (await factory.order()).round?.tasks.find((t) => t.department === department);
}

describe('domain §15 scenario 15: permissions', () => {
  test('XD-01 UO-12 production presses on the card of quality: a private refusal that names who may, and a log entry', async () => {
    const factory = await open();
    await underReview(factory, { traits: ['above_standard_quality'] });
    const card = (await factory.person('quality').posts()).find((p) => p.card.title.includes('请质量部评审'))?.card;
    const before = (await factory.order()).version;
    const button = buttonsOf(card ?? ({} as never)).find((b) => b.label === label('button.reject'));
    const production = factory.person('production');
    const reply = await production.acts({
      kind: 'press',
      action: button?.action ?? '',
      value: button?.value ?? {},
      message: null,
    });
    expect(reply).toMatchObject({ kind: 'toast', tone: 'warning' });
    expect(replyText(reply)).toContain('质量部负责人');
    const { order, rev, ver } = button?.value ?? {};
    const context = { order: String(order), rev: String(rev), ver: String(ver), subject: 'QA' };
    const forged = await production.acts({
      kind: 'submit',
      form: 'reject',
      context,
      values: { why: '不行', earliest: '2026-12-01T10:00' },
    });
    expect(replyText(forged)).toContain('质量部负责人');
    expect((await factory.order()).version).toBe(before);
    const refused = (await factory.companyEvents()).filter((e) => e.type === 'access.refused');
    expect(refused.length).toBeGreaterThan(0);
    expect(refused.at(-1)).toMatchObject({ actorId: factory.idOf('production') });
  });

  test('XD-01 what each department may not do is refused with who may', async () => {
    const factory = await open();
    const draft = await files(factory);
    const tries: readonly (readonly [
      'production' | 'worker' | 'finance' | 'salesman' | 'boss' | 'sales',
      string,
      RegExp,
    ])[] = [
      ['production', `confirm ${draft}`, /销售/],
      ['worker', `withdraw ${draft}`, /销售/],
      ['finance', `hold ${draft}`, /领导/],
      ['salesman', `return ${draft}`, /协调/],
      ['boss', 'settings confirm_hours 3', /管理员/],
      ['sales', 'people add', /管理员/],
      ['sales', `force ${draft}`, /管理员/],
      ['production', 'audit', /管理员/],
    ];
    for (const [who, typed, may] of tries) {
      const reply = await factory.person(who).says(`/urgent-order ${typed}`);
      expect(reply, `${who} ${typed}`).toMatchObject({ kind: 'toast', tone: 'warning' });
      expect(replyText(reply), `${who} ${typed}`).toMatch(may);
    }
    expect((await factory.order()).version).toBe(1);
  });

  test('XD-01 separation of duties: the head of sales who filed it does not decide for sales', async () => {
    const factory = await open({ settings: { confirm_hours: 2, reviewers_always: ['SALES', 'PROD'] } });
    const order = await underReview(factory);
    const reply = await factory.person('sales').says(`/urgent-order approve ${order}`);
    expect(replyText(reply)).toContain('自己提交的订单，要由别人来审');
    expect((await taskOf(factory, 'SALES'))?.state).toBe('PENDING');
  });

  test('product.md the stale button: what changed is shown, and the same question is asked again', async () => {
    const factory = await open();
    const order = await underReview(factory);
    const stale = (await factory.person('technical').posts()).find((p) => p.card.title.includes('请技术部评审'));
    const head = factory.person('technical');
    const oldForm = await head.presses(label('button.approve'), undefined, order);
    await rejects(factory, order, 'PROD', '排不下', '2026-12-01T12:00');
    const sales = factory.person('sales');
    const room = await factory.room();
    succeeded(await sales.presses(label('button.close_round'), room));
    succeeded(
      await sales.fills(await sales.presses(label('button.propose'), undefined, order), {
        type: 'shift_date',
        new_date: '2026-12-01T17:00',
        explanation: '往后排',
      }),
    );
    succeeded(
      await sales.fills(await sales.presses(label('button.agree'), undefined, order), {
        evidence: '客户同意',
        quantity: '450 件',
      }),
    );
    // Another department's answer is no change of what is decided on.
    await approves(factory, order, 'LOGI');

    const reply = await head.fills(oldForm, YES);
    expect(reply.kind).toBe('card');
    const said = replyText(reply);
    expect(said).toContain('订单已有变化');
    expect(said).toMatch(/要求交期.*2026\/11\/27.*2026\/12\/01/s);
    expect(said).toMatch(/数量.*500.*450/s);
    expect(await taskOf(factory, 'TECH')).toMatchObject({ state: 'PENDING' });
    const fromOldCard = await head.pressesOn(stale as never, label('button.approve'));
    expect(['form', 'card']).toContain(fromOldCard.kind);
    const again = await head.pressesOn(reply, label('button.still'));
    succeeded(await head.fills(again, YES));
    expect(await taskOf(factory, 'TECH')).toMatchObject({ state: 'APPROVED' });
  });

  test('product.md an answer of another department meanwhile is no reason to ask again', async () => {
    const factory = await open();
    const order = await underReview(factory);
    const form = await factory.person('technical').presses(label('button.approve'), undefined, order);
    await approves(factory, order, 'PROD');
    succeeded(await factory.person('technical').fills(form, YES));
    expect(await taskOf(factory, 'TECH')).toMatchObject({ state: 'APPROVED' });
  });

  test('UO-13 "同意" typed in the channel decides nothing: the head gets the one-tap card, anybody else nothing', async () => {
    const factory = await open();
    const order = await underReview(factory);
    const room = await factory.room();
    const reply = await factory.person('production').writes('同意', room);
    expect(reply.kind).toBe('card');
    expect((await taskOf(factory, 'PROD'))?.state).toBe('PENDING');
    expect(await factory.person('worker').writes('同意', room)).toEqual({ kind: 'none' });
    expect(await factory.person('production').writes('今天下午开会', room)).toEqual({ kind: 'none' });
    const form = await factory.person('production').pressesOn(reply, label('action.approve'));
    succeeded(form.kind === 'form' ? await factory.person('production').fills(form, YES) : form);
    expect((await taskOf(factory, 'PROD'))?.state).toBe('APPROVED');
    expect(order).toBeTruthy();
  });

  test('EX-04 whoever joins late is told in private what, how far, until when and what is asked of them', async () => {
    const factory = await open();
    await underReview(factory);
    const room = await factory.room();
    // Those who are there from the start read the living card.
    expect(await factory.person('technical').joins(room)).toEqual({ kind: 'none' });
    await factory.passes('30m');
    const asked = await factory.person('technical').joins(room);
    expect(replyText(asked)).toMatch(/评审中.*M6.*500.*林悦/s);
    expect(cardText((asked as never as { card: never }).card)).toContain('技术部');
    const guest = await factory.person('worker').joins(room);
    expect(replyText(guest)).toContain('评审中');
  });

  test('UO-07 the form of an order that has moved on meanwhile is answered clearly, and what was typed stays', async () => {
    const factory = await open();
    const draft = await files(factory, {}, 'salesman');
    const sales = factory.person('sales');
    const late = await sales.says(`/urgent-order confirm ${draft}`);
    const salesman = factory.person('salesman');
    succeeded(await salesman.fills(await salesman.presses(label('button.withdraw')), { why: '客户电话取消' }));
    const reply = await sales.fills(late, CONFIRMED);
    expect(['invalid', 'card']).toContain(reply.kind);
    expect(replyText(reply)).toMatch(/已放弃|订单已有变化/);
    expect((await factory.order()).state).toBe('ABANDONED');
  });
});
