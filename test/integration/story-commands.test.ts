import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { VERBS } from '../../src/chat/grammar.ts';
import { type Factory, openFactory } from '../support/factory.ts';
import { buttonsOf, formOf, initialValues, replyText } from '../support/read-reply.ts';
import { files, label, negotiating, underReview } from '../support/story.ts';

describe('finding orders', () => {
  let factory: Factory;
  let reviewed: string;
  beforeAll(async () => {
    factory = await openFactory({ settings: { confirm_hours: 2 } });
    reviewed = await underReview(factory, { customer: 'ACME' });
    await files(factory, { customer: '博世', product: '法兰', model: 'DN80' }, 'salesman');
    await negotiating(factory, { customer: 'Siemens', product: '端盖', model: 'SM-80' });
  });
  afterAll(async () => {
    expect(factory.faults).toEqual([]);
    await factory.close();
  });

  test('UO-31 EX-04 the list shows every open order with its state and the next step, and filters by state, department and lateness', async () => {
    const boss = factory.person('boss');
    const all = replyText(await boss.says('/urgent-order list'));
    for (const said of [reviewed, '评审中', 'D-0002', '待客户确认', '协商中', 'Siemens', '博世'])
      expect(all).toContain(said);
    expect(replyText(await boss.says('/urgent-order 列表 评审中'))).not.toContain('博世');
    const production = replyText(await boss.says('/urgent-order list PROD'));
    expect(production).toContain(reviewed);
    expect(production).not.toContain('博世');
    expect(replyText(await boss.says('/urgent-order list late'))).toContain('没有符合的订单');
    expect(replyText(await boss.says('/urgent-order list 协商中'))).toContain('Siemens');
  });

  test('UO-31 one’s own page: what waits for me, my orders, what is at risk', async () => {
    const production = replyText(await factory.person('production').says('/urgent-order mine'));
    expect(production).toMatch(/等我处理.*UO-2026-0001/s);
    const salesman = replyText(await factory.person('salesman').says('/urgent-order 我的'));
    expect(salesman).toMatch(/等我处理.*D-0002.*我的订单.*D-0002/s);
    expect(salesman).not.toContain('Siemens');
    expect(replyText(await factory.person('finance').opensHome())).toContain('没有等你处理的事');
    expect((await factory.person('worker').opensHome()).kind).toBe('card');
  });

  test('UO-31 EX-04 the search finds by customer, product, model and number, and Chinese words by their pinyin', async () => {
    const sales = factory.person('sales');
    for (const [typed, found] of [
      ['博世', 'D-0002'],
      ['法兰', 'D-0002'],
      ['DN80', 'D-0002'],
      ['siemens', 'Siemens'],
      [reviewed, 'ACME'],
      ['bosh', 'D-0002'],
      ['falan', 'D-0002'],
    ] as const) {
      expect(replyText(await sales.says(`/urgent-order search ${typed}`)), typed).toContain(found);
    }
    expect(replyText(await sales.says('/urgent-order search 不存在的客户'))).toContain('没有符合的订单');
    expect((await sales.says('/urgent-order search')).kind).toBe('toast');
    expect(replyText(await sales.says('/urgent-order search %'))).toContain('没有符合的订单');
  });

  test('EX-04 in an order’s channel the order is implied; elsewhere one is chosen from those that fit', async () => {
    const room = await factory.room(reviewed);
    const head = factory.person('technical');
    expect(replyText(await head.says('/urgent-order show', room))).toContain(reviewed);
    expect(replyText(await head.says('/urgent-order', room))).toContain(reviewed);
    expect(formOf(await head.says('/urgent-order reject 没有图纸 最早 12月3日', room)).id).toBe('reject');
    const choice = await head.says('/urgent-order approve');
    expect(replyText(choice)).toContain(reviewed);
    expect(replyText(choice)).not.toContain('D-0002');
    const form = await head.pressesOn(choice, label('reply.choose'));
    expect(formOf(form)).toMatchObject({ id: 'approve', context: { subject: 'TECH' } });
  });

  test('UO-13 a decision typed with its words fills the form: reason and earliest date are understood', async () => {
    const form = formOf(
      await factory.person('production').says(`/urgent-order reject ${reviewed} 五轴排满 最早 12月3日 10:00`),
    );
    expect(initialValues(form)).toMatchObject({ why: '五轴排满', earliest: '2026-12-03T10:00' });
    const english = formOf(
      await factory
        .person('production', 'en')
        .says(`/urgent-order reject ${reviewed} machine is full, earliest Dec 3 10:00`),
    );
    expect(initialValues(english)).toMatchObject({ why: 'machine is full', earliest: '2026-12-03T10:00' });
  });
});

describe('words the bot understands', () => {
  let factory: Factory;
  beforeAll(async () => {
    factory = await openFactory({ settings: { confirm_hours: 2 } });
  });
  afterAll(async () => {
    expect(factory.faults).toEqual([]);
    await factory.close();
  });

  test('XD-09 every verb answers to all its names, in either script and any case, and never with nothing', async () => {
    const sales = factory.person('sales');
    for (const [verb, words] of Object.entries(VERBS)) {
      const kinds = new Set<string>();
      for (const word of words) {
        const reply = await sales.says(`/urgent-order ${word}`);
        expect(reply.kind, word).not.toBe('none');
        expect(replyText(reply), word).not.toContain('还不认识');
        kinds.add(
          `${reply.kind} ${reply.kind === 'card' ? reply.card.title : reply.kind === 'form' ? reply.form.title : reply.kind === 'toast' ? reply.text : ''}`,
        );
      }
      expect(kinds.size, `${verb}: ${[...kinds].join(' | ')}`).toBe(1);
      expect((await sales.says(`/urgent-order ${words[0].toUpperCase()}`)).kind).not.toBe('none');
    }
  });

  test('product.md a mistyped verb is offered as what was probably meant, and one press runs it', async () => {
    const sales = factory.person('sales');
    for (const [typed, meant] of [
      ['hepl', '帮助'],
      ['lsit', '列表'],
      ['我de', null],
      ['serach 博世', '搜索'],
    ] as const) {
      const reply = await sales.says(`/urgent-order ${typed}`);
      expect(reply.kind, typed).toBe('card');
      if (meant === null || reply.kind !== 'card') continue;
      const button = buttonsOf(reply.card)[0];
      expect(`${button?.label}`, typed).toContain(meant);
      const ran = await sales.pressesOn(reply, button?.label ?? '');
      expect(ran.kind, typed).toBe('card');
    }
  });

  test('product.md help speaks of what this person may do, with an example for each verb', async () => {
    const sales = replyText(await factory.person('sales').says('/urgent-order help'));
    const worker = replyText(await factory.person('worker').says('/urgent-order 帮助'));
    expect(sales).toContain('新建');
    expect(worker).not.toContain('初始设置');
    expect(worker.length).toBeLessThan(sales.length);
    for (const verb of Object.keys(VERBS)) {
      const reply = await factory.person('planner').says(`/urgent-order help ${verb}`);
      expect(reply.kind, verb).toBe('card');
      expect(replyText(reply), verb).toContain('/urgent-order');
    }
  });

  test('XD-09 completion offers verbs in the reader’s language, then orders', async () => {
    const order = await underReview(factory);
    const sales = factory.person('sales');
    expect(replyText(await sales.completes(''))).toContain('新建');
    expect(replyText(await factory.person('sales', 'en').completes('wi'))).toContain('withdraw');
    expect(replyText(await sales.completes('show '))).toContain(order);
    expect(replyText(await sales.completes('帮助 列'))).toContain('列表');
  });

  test('product.md what was said in the bot’s own chat is a command too', async () => {
    expect(formOf(await factory.person('sales').writes('500 个 M6 支架 给 ACME 周五 17:00')).id).toBe('new');
    expect(replyText(await factory.person('sales').writes('列表'))).toContain('急单');
  });
});
