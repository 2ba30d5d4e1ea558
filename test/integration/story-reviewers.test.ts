import { afterEach, describe, expect, test } from 'vitest';
import { type Factory, type FactoryOptions, openFactory } from '../support/factory.ts';
import { formOf, replyText } from '../support/read-reply.ts';
import { approveAll, approves, FILED, label, succeeded, underReview, YES } from '../support/story.ts';

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

  test('XD-04 UO-13 heads of all departments at the same instant: every decision is stored, the round passes once', async () => {
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

  test('XD-04 both heads of one department at once: one decides, the other reads by whom', async () => {
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
