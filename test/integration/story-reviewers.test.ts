import { afterEach, describe, expect, test } from 'vitest';
import { type Factory, type FactoryOptions, openFactory } from '../support/factory.ts';
import { buttonsOf, cardText, formOf, replyText } from '../support/read-reply.ts';
import {
  approveAll,
  approves,
  CONFIRMED,
  FILED,
  files,
  label,
  rejects,
  succeeded,
  underReview,
  YES,
} from '../support/story.ts';

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

describe('domain §15 scenario 5: a silent reviewer', () => {
  test('XD-07 the head of purchasing is on leave: the delegate gets the card, answers for them, and it is marked', async () => {
    const factory = await open();
    const head = factory.person('purchasing');
    const form = await head.says('/urgent-order delegate 冯杰 until Friday');
    expect(
      formOf(form)
        .sections.flatMap((s) => s.fields)
        .find((f) => f.name === 'to'),
    ).toMatchObject({ initial: factory.idOf('deputy') });
    succeeded(await head.fills(form, { why: '出差' }));
    expect(await factory.person('deputy').sees()).toContain('吴敏不在期间，由冯杰代为评审和决定');
    const order = await underReview(factory);
    const deputy = factory.person('deputy');
    expect(await deputy.sees()).toContain('请采购部评审');
    expect(await head.sees()).toContain('请采购部评审');
    const reply = await deputy.fills(await deputy.presses(label('button.approve'), undefined, order), YES);
    expect(replyText(succeeded(reply))).toContain('采购部已同意');
    expect(await taskOf(factory, 'PROC')).toMatchObject({
      state: 'APPROVED',
      decidedBy: factory.idOf('deputy'),
      decidedFor: factory.idOf('purchasing'),
    });
    expect(await factory.person('sales').sees(await factory.room())).toContain('冯杰（代吴敏）');
    expect(await head.sees()).toContain('冯杰（代吴敏）');
    const [entry] = (await factory.events()).filter((e) => e.type === 'review.decision');
    expect(entry).toMatchObject({ actorId: factory.idOf('deputy'), onBehalf: factory.idOf('purchasing') });
  });

  test('JW-08 UO-12 nobody answers: the head is reminded, the channel and then leadership are told; nothing is ever approved by itself', async () => {
    const factory = await open();
    const order = await underReview(factory);
    await approveAll(factory, order, ['PROC']);
    await factory.passes('2h');
    expect(await factory.person('purchasing').sees()).toContain('待办：部门评审');
    expect(await factory.person('boss').sees()).not.toContain('部门评审');
    // There is no delegate who could be told at the limit, so leadership is.
    await factory.passes('2h');
    const missed = (await factory.person('sales').posts(await factory.room())).find((p) =>
      p.card.title.includes('已过时限：部门评审'),
    );
    expect(missed?.mention.toSorted()).toEqual(['boss', 'purchasing', 'vice']);
    for (const who of ['purchasing', 'boss', 'vice'] as const)
      expect(await factory.person(who).sees(), who).toContain('已过时限：部门评审');
    expect(await factory.person('production').sees()).not.toContain('已过时限');
    await factory.passes('3d');
    expect((await factory.order()).state).toBe('IN_REVIEW');
    expect(await taskOf(factory, 'PROC')).toMatchObject({ state: 'PENDING', decidedBy: null });
    await approves(factory, order, 'PROC');
    expect((await factory.order()).state).toBe('ACCEPTED');
  });

  test('XD-10 a department nobody heads is never dropped: its members, leadership and the admin are asked, visibly', async () => {
    const factory = await open({ without: ['purchasing'] });
    const order = await underReview(factory);
    expect(await taskOf(factory, 'PROC')).toMatchObject({ fallback: 'no_head', isRequired: true });
    for (const who of ['deputy', 'boss', 'planner'] as const)
      expect(await factory.person(who).sees(), who).toContain('请采购部评审');
    expect(await factory.person('planner').sees()).toContain('采购部没有负责人');
    const boss = factory.person('boss');
    succeeded(await boss.fills(await boss.presses(label('button.approve'), undefined, '请采购部评审'), YES));
    await approveAll(factory, order, ['PROC']);
    expect((await factory.order()).state).toBe('ACCEPTED');
  });

  test('XD-07 a delegation that is over gives no right any more', async () => {
    const factory = await open();
    const head = factory.person('purchasing');
    succeeded(await head.fills(await head.says('/urgent-order delegate 冯杰'), { until: '2026-11-24T12:00' }));
    const order = await underReview(factory);
    const form = await factory.person('deputy').presses(label('button.approve'), undefined, order);
    await factory.passes('4h');
    expect(replyText(await factory.person('deputy').fills(form, YES))).toContain('采购部负责人');
    expect(await taskOf(factory, 'PROC')).toMatchObject({ state: 'PENDING' });
  });
});

describe('domain §15 scenario 14: double clicks, retries, two heads at once', () => {
  test('XD-02 the same click delivered twice has one effect and the same answer', async () => {
    const factory = await open();
    const order = await underReview(factory);
    const head = factory.person('technical');
    const form = await head.presses(label('button.approve'), undefined, order);
    const first = replyText(await head.fills(form, YES, 'click-1'));
    const again = await head.fills(form, YES, 'click-1');
    expect(again).toMatchObject({ kind: 'toast', tone: 'info' });
    expect(replyText(again)).toContain(first);
    const decisions = (await factory.events()).filter((e) => e.type === 'review.decision');
    expect(decisions).toHaveLength(1);
  });

  test('XD-02 two quick clicks are one decision; the second says who decided and when', async () => {
    const factory = await open();
    const order = await underReview(factory);
    const head = factory.person('technical');
    const form = await head.presses(label('button.approve'), undefined, order);
    const [one, two] = await Promise.all([head.fills(form, YES), head.fills(form, YES)]);
    const texts = [replyText(one as never), replyText(two as never)].toSorted();
    expect(texts.filter((t) => t.includes('技术部已同意'))).toHaveLength(1);
    expect(texts.filter((t) => t.includes('何工已于'))).toHaveLength(1);
    expect((await factory.events()).filter((e) => e.type === 'review.decision')).toHaveLength(1);
  });

  test('XD-02 filing the same form twice files one order', async () => {
    const factory = await open();
    const sales = factory.person('sales');
    const form = await sales.says('/urgent-order');
    const replies = await Promise.all([sales.fills(form, FILED, 'send-1'), sales.fills(form, FILED, 'send-1')]);
    for (const reply of replies) expect(replyText(reply)).toContain('D-0001');
    expect((await factory.app.store.queries.listOrders({ limit: 10 })).total).toBe(1);
  });

  test('UO-13 heads of all departments at the same instant: every decision is stored, the round passes once', async () => {
    const factory = await open();
    const order = await underReview(factory);
    const heads = ['production', 'purchasing', 'technical', 'logistics', 'planner'] as const;
    const forms = await Promise.all(
      heads.map((who) => factory.person(who).presses(label('button.approve'), undefined, order)),
    );
    const replies = await Promise.all(heads.map((who, i) => factory.person(who).fills(forms[i] as never, YES)));
    replies.forEach(succeeded);
    expect((await factory.order()).state).toBe('ACCEPTED');
    const events = (await factory.events()).map((e) => e.type);
    expect(events.filter((t) => t === 'review.decision')).toHaveLength(5);
    expect(events.filter((t) => t === 'order.accepted')).toHaveLength(1);
    expect(replyText(await factory.person('planner').says('/urgent-order audit'))).toContain('没有发现改动');
  });

  test('XD-02 both heads of one department at once: one decides, the other reads by whom', async () => {
    const factory = await open();
    const id = factory.app.ids.next();
    await factory.app.store.transaction(async (tx) => {
      await tx.directory.savePerson({
        id,
        name: '何工二',
        email: null,
        locale: null,
        timeZone: null,
        quiet: null,
        isAdmin: false,
        isActive: true,
        memberships: [{ role: 'TECH', isHead: true }],
      });
    });
    const order = await underReview(factory);
    const { id: orderId } = await factory.order(order);
    const decide = (actorId: string, n: number) =>
      factory.app.dispatch({
        id: `both:${n}`,
        actorId,
        command: 'approve',
        orderId,
        input: { department: 'TECH', answers: { capability: 'ok' } },
      });
    const outcomes = await Promise.all([decide(id, 1), decide(factory.idOf('technical'), 2)]);
    expect(outcomes.map((o) => o.kind).toSorted()).toEqual(['done', 'refused']);
    expect(outcomes.find((o) => o.kind === 'refused')).toMatchObject({ refusal: { code: 'already_decided' } });
  });
});

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

  test('XD-04 the stale button: what changed is shown, and the same question is asked again', async () => {
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

  test('XD-04 an answer of another department meanwhile is no reason to ask again', async () => {
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

  test('UO-32 whoever joins late is told in private what, how far, until when and what is asked of them', async () => {
    const factory = await open();
    await underReview(factory);
    const room = await factory.room();
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
