import { afterEach, describe, expect, test } from 'vitest';
import { type Factory, type FactoryOptions, openFactory, type StaffName } from '../support/factory.ts';
import { cardText, replyText } from '../support/read-reply.ts';
import { confirms, files, label, succeeded, underReview } from '../support/story.ts';
import type { Teller } from '../support/teller.ts';

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

/** Titles of the reminders in somebody's own chat, oldest first. */
async function remindersOf(person: Teller, where?: string): Promise<readonly string[]> {
  const titles = (await person.posts(where)).map((p) => p.card.title).filter((t) => /待办：|已过时限：/.test(t));
  return titles.toReversed();
}

async function counts(factory: Factory, who: readonly StaffName[]): Promise<Record<string, number>> {
  const found: Record<string, number> = {};
  for (const name of who) found[name] = (await remindersOf(factory.person(name))).length;
  return found;
}

describe('domain §15 scenario 2: nobody confirms with the customer', () => {
  const TOLD = ['salesman', 'sales', 'boss', 'vice', 'planner', 'production'] as const;

  test('UO-05 UO-08 UO-50 XD-11 [X] of two hours: the salesperson hears at 50 and 80 %, the head at 100 %, leadership after', async () => {
    const factory = await open();
    await files(factory, {}, 'salesman');
    await factory.passes('45m');
    expect(await counts(factory, TOLD)).toEqual({ salesman: 0, sales: 0, boss: 0, vice: 0, planner: 0, production: 0 });
    await factory.passes('15m');
    expect(await counts(factory, TOLD)).toMatchObject({ salesman: 1, sales: 0, boss: 0 });
    const [first] = await factory.person('salesman').posts();
    expect(first?.card.title).toBe('D-0001 · 待办：与客户确认订单');
    expect(cardText(first?.card ?? ({} as never))).toContain('客户确认（规格、数量、时间、地点、凭据）');
    expect(cardText(first?.card ?? ({} as never))).toContain(label('button.confirm'));
    await factory.passes('45m');
    expect(await counts(factory, TOLD)).toMatchObject({ salesman: 2, sales: 0, boss: 0 });
    await factory.passes('15m');
    expect(await counts(factory, TOLD)).toMatchObject({ salesman: 3, sales: 1, boss: 0 });
    expect((await remindersOf(factory.person('sales'))).at(-1)).toBe('D-0001 · 已过时限：与客户确认订单');
    expect((await factory.person('worker').posts(factory.main))[0]?.card.tone).toBe('bad');
    await factory.passes('1h');
    expect(await counts(factory, TOLD)).toEqual({ salesman: 4, sales: 2, boss: 1, vice: 1, planner: 0, production: 0 });
    expect((await factory.order()).state).toBe('IDENTIFIED');
    const sla = (await factory.events()).filter((e) => e.type.startsWith('sla.')).map((e) => e.type);
    expect(sla).toEqual(['sla.warned', 'sla.warned', 'sla.missed', 'sla.escalated']);
  });

  test('UO-08 EX-03 confirmed too late: the reminders stop and say so, the miss stays in the log', async () => {
    const factory = await open();
    const draft = await files(factory);
    await factory.passes('2h');
    await confirms(factory, draft);
    const said = (await factory.person('sales').posts()).filter((p) => p.card.title.includes('与客户确认订单'));
    expect(said.length).toBeGreaterThan(0);
    for (const { card } of said) {
      expect(cardText(card)).toContain('已办妥');
      expect(cardText(card)).not.toContain(label('button.confirm'));
    }
    const before = await counts(factory, ['sales', 'boss']);
    await factory.passes('1h');
    expect(await counts(factory, ['sales', 'boss'])).toEqual(before);
    const missed = (await factory.events()).filter((e) => e.type === 'sla.missed');
    expect(missed).toHaveLength(1);
  });

  test('UO-08 A3 [X] runs from when the request was received, not from when it was typed in', async () => {
    const factory = await open();
    await files(factory, { receivedAt: '2026-11-24T07:30' });
    const [obligation] = await factory.app.store.queries.openObligations({ limit: 5 });
    expect(obligation).toMatchObject({ key: 'confirm_customer', dueAt: Date.parse('2026-11-24T09:30:00+08:00') });
  });

  test('XD-06 reminders wait for the end of quiet hours; the due time does not move', async () => {
    const factory = await open({ start: '2026-11-24T19:30:00+08:00' });
    await files(factory, {}, 'salesman');
    await factory.until(Date.parse('2026-11-25T07:45:00+08:00'));
    expect(await counts(factory, TOLD)).toEqual({ salesman: 0, sales: 0, boss: 0, vice: 0, planner: 0, production: 0 });
    await factory.until(Date.parse('2026-11-25T08:15:00+08:00'));
    // What was slept through is told once, at the highest step.
    expect(await counts(factory, TOLD)).toEqual({ salesman: 1, sales: 1, boss: 1, vice: 1, planner: 0, production: 0 });
    const [obligation] = await factory.app.store.queries.openObligations({ limit: 5 });
    expect(obligation).toMatchObject({ dueAt: Date.parse('2026-11-24T21:30:00+08:00'), state: 'MISSED' });
  });

  test('XD-11 a reminder can be put off by the one it is for; the escalation keeps its time', async () => {
    const factory = await open();
    await files(factory, {}, 'salesman');
    await factory.passes('1h');
    const salesman = factory.person('salesman');
    expect(replyText(succeeded(await salesman.presses(label('button.snooze_1h'))))).toContain('再提醒你');
    await factory.passes('45m');
    expect(await counts(factory, TOLD)).toMatchObject({ salesman: 1 });
    await factory.passes('15m');
    expect(await counts(factory, TOLD)).toMatchObject({ salesman: 2, sales: 1 });
  });
});

describe('domain §15 scenario 16, for timers: the bot was down', () => {
  test('XD-05 what fell due meanwhile is caught up once, and not repeated by another restart', async () => {
    const factory = await open();
    await files(factory, {}, 'salesman');
    await factory.passes('1h');
    await factory.restart('3h');
    const who = ['salesman', 'sales', 'boss'] as const;
    expect(await counts(factory, who)).toEqual({ salesman: 2, sales: 1, boss: 1 });
    const told = await counts(factory, who);
    const events = (await factory.events()).length;
    await factory.restart();
    await factory.restart();
    expect(await counts(factory, who)).toEqual(told);
    expect((await factory.events()).length).toBe(events);
    const sla = (await factory.events()).filter((e) => e.type === 'sla.missed');
    expect(sla).toHaveLength(1);
  });

  test('XD-05 nothing typed, posted or promised is lost: the order goes on where it stood', async () => {
    const factory = await open();
    const order = await underReview(factory);
    const seen = await factory.person('production').sees();
    await factory.restart('30m');
    expect(await factory.person('production').sees()).toBe(seen);
    const head = factory.person('production');
    const form = await head.presses(label('button.approve'), undefined, order);
    await factory.restart();
    succeeded(await head.fills(form, { q_process: '可行', q_capacity: '可以', q_materials: '齐套' }));
    expect((await factory.order()).round?.tasks.find((t) => t.department === 'PROD')?.state).toBe('APPROVED');
  });

  test('XD-05 overdue reviews of several departments: every head is told once', async () => {
    const factory = await open();
    await underReview(factory);
    await factory.restart('7h');
    for (const head of ['production', 'purchasing', 'technical', 'logistics', 'planner'] as const) {
      expect((await remindersOf(factory.person(head))).length, head).toBe(1);
    }
    expect((await factory.order()).round?.tasks.every((t) => t.state === 'PENDING')).toBe(true);
  });
});

describe('a clock that stands still', () => {
  test('T31 T32 on hold: departments are not reminded and answer nothing; after the resume their time goes on', async () => {
    const factory = await open();
    const order = await underReview(factory);
    await factory.passes('1h');
    const boss = factory.person('boss');
    const refused = await factory.person('sales').says(`/urgent-order hold ${order} 客户资金有问题`);
    expect(replyText(refused)).toContain('公司领导');
    const held = await boss.fills(await boss.says(`/urgent-order 暂停 ${order} 客户资金有问题`), {});
    expect(replyText(succeeded(held))).toContain('已暂停');
    const room = await factory.room();
    expect(await factory.person('sales').sees(room)).toMatch(/王总.*暂停了订单：客户资金有问题/);
    expect(await factory.person('production').sees()).toContain('订单暂停中，恢复后再答复');
    const blocked = await factory.person('production').says(`/urgent-order approve ${order}`);
    expect(replyText(blocked)).toContain('恢复后才能继续');
    await factory.passes('5h');
    expect((await remindersOf(factory.person('production'))).length).toBe(0);
    succeeded(await boss.presses(label('button.resume'), room));
    expect((await factory.order()).hold).toBeNull();
    await factory.passes('45m');
    expect((await remindersOf(factory.person('production'))).length).toBe(0);
    await factory.passes('15m');
    expect((await remindersOf(factory.person('production'))).length).toBe(1);
  });

  test('PJ-29 waiting for the customer: own departments pause, sales is asked to follow up', async () => {
    const factory = await open();
    const order = await underReview(factory);
    const sales = factory.person('sales');
    succeeded(await sales.fills(await sales.says(`/urgent-order wait ${order}`), { why: '等客户确认图纸版本' }));
    await factory.passes('5h');
    expect((await remindersOf(factory.person('production'))).length).toBe(0);
    expect((await remindersOf(sales)).length).toBeGreaterThan(0);
    expect(await factory.person('worker').sees(factory.main)).toContain('等客户回复');
    succeeded(await sales.says(`/urgent-order resume ${order}`));
    expect((await factory.order()).waiting).toBeNull();
    await factory.passes('2h');
    expect((await remindersOf(factory.person('production'))).length).toBe(1);
  });
});
