import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { VERBS } from '../../src/chat/grammar.ts';
import { type Factory, type FactoryOptions, openFactory } from '../support/factory.ts';
import { buttonsOf, cardText, fieldsOf, formOf, initialValues, replyText } from '../support/read-reply.ts';
import { FILED, files, label, negotiating, succeeded, underReview } from '../support/story.ts';

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

  test('UO-31 the list shows every open order with its state and the next step, and filters by state, department and lateness', async () => {
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

  test('UO-31 the search finds by customer, product, model and number, and Chinese words by their pinyin', async () => {
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

  test('UO-32 in an order’s channel the order is implied; elsewhere one is chosen from those that fit', async () => {
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

  test('UO-32 every verb answers to all its names, in either script and any case, and never with nothing', async () => {
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

  test('UO-32 a mistyped verb is offered as what was probably meant, and one press runs it', async () => {
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

  test('UO-32 help speaks of what this person may do, with an example for each verb', async () => {
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

  test('UO-32 completion offers verbs in the reader’s language, then orders', async () => {
    const order = await underReview(factory);
    const sales = factory.person('sales');
    expect(replyText(await sales.completes(''))).toContain('新建');
    expect(replyText(await factory.person('sales', 'en').completes('wi'))).toContain('withdraw');
    expect(replyText(await sales.completes('show '))).toContain(order);
    expect(replyText(await sales.completes('帮助 列'))).toContain('列表');
  });

  test('UO-01 what was said in the bot’s own chat is a command too', async () => {
    expect(formOf(await factory.person('sales').writes('500 个 M6 支架 给 ACME 周五 17:00')).id).toBe('new');
    expect(replyText(await factory.person('sales').writes('列表'))).toContain('急单');
  });
});

describe('the company', () => {
  const opened: Factory[] = [];
  afterEach(async () => {
    for (const factory of opened.splice(0)) {
      expect(factory.faults).toEqual([]);
      await factory.close();
    }
  });

  async function open(options: FactoryOptions = {}): Promise<Factory> {
    const factory = await openFactory(options);
    opened.push(factory);
    return factory;
  }

  test('XD-15 an admin reads and changes settings by name; new limits bind new timers only; nonsense is refused with an example', async () => {
    const factory = await open();
    const planner = factory.person('planner');
    expect(replyText(await planner.says('/urgent-order settings'))).toContain('客户确认时限');
    const draft = await files(factory);
    const before = await factory.app.store.queries.openObligations({ limit: 5 });
    succeeded(await planner.says('/urgent-order settings confirm_hours 6'));
    expect(await factory.app.store.queries.openObligations({ limit: 5 })).toEqual(before);
    await files(factory, { customer: 'Bosch' });
    const hours = (await factory.app.store.queries.openObligations({ limit: 5 })).map((o) => o.limitMs / 3_600_000);
    expect(hours.toSorted()).toEqual([2, 6]);
    const nonsense = await planner.says('/urgent-order settings confirm_hours soon');
    expect(formOf(nonsense).id).toBe('setting');
    expect(await planner.fills(nonsense, {})).toMatchObject({
      kind: 'invalid',
      errors: { value: expect.stringContaining('6') },
    });
    expect((await planner.says('/urgent-order settings confrim_hours')).kind).toBe('card');
    for (const bad of ['time_zone Mars/Base', 'shifts 25:00-26:00', 'currency EURO']) {
      const reply = await planner.says(`/urgent-order settings ${bad}`);
      const answer = reply.kind === 'form' ? await planner.fills(reply, {}) : reply;
      expect(answer.kind === 'invalid' || (answer.kind === 'toast' && answer.tone === 'warning'), bad).toBe(true);
    }
    expect(draft).toBe('D-0001');
    const changed = (await factory.companyEvents()).filter((e) => e.type === 'settings.changed');
    expect(changed).toHaveLength(1);
  });

  test('product.md what the configuration file states cannot be changed in chat, and chat says so', async () => {
    const factory = await open({ settings: { confirm_hours: 3 } });
    const reply = await factory.person('planner').says('/urgent-order settings confirm_hours 6');
    expect(replyText(reply)).toContain('配置文件');
  });

  test('UO-47 XD-10 an admin adds a person and a department takes part by configuration alone', async () => {
    const factory = await open({ settings: { confirm_hours: 2, reviewers_always: ['PROD', 'EQUIP'] } });
    const planner = factory.person('planner');
    expect(replyText(await planner.says('/urgent-order people'))).toMatch(/设备部/);
    const form = await planner.says('/urgent-order people add 马师傅');
    expect(initialValues(formOf(form))).toMatchObject({ name: '马师傅' });
    expect(await planner.fills(form, { email: 'not-an-address' })).toMatchObject({
      kind: 'invalid',
      errors: { email: expect.any(String) },
    });
    succeeded(
      await planner.fills(form, { heads: ['EQUIP'], email: 'ma@factory.test', platform: 'web', userId: 'worker' }),
    );
    await underReview(factory);
    expect((await factory.order()).round?.tasks.map((t) => [t.department, t.fallback])).toEqual(
      expect.arrayContaining([['EQUIP', null]]),
    );
    expect(await factory.person('worker').sees()).toContain('请设备部评审');
  });

  test('product.md whoever is added in chat is in the playground at once, and gets their cards', async () => {
    const factory = await open({ settings: { confirm_hours: 2, reviewers_always: ['EQUIP'] } });
    const planner = factory.person('planner');
    succeeded(
      await planner.fills(await planner.says('/urgent-order people add 马师傅'), {
        heads: ['EQUIP'],
        platform: 'web',
        userId: 'newcomer',
      }),
    );
    await underReview(factory);
    const chat = await factory.app.playground?.adapter.openDirect('newcomer');
    const messages = await factory.app.playground?.chat.messages({
      channelId: chat?.chatId ?? '',
      threadId: null,
      viewer: 'newcomer',
      limit: 5,
    });
    expect(messages?.some((m) => m.body.includes('请设备部评审'))).toBe(true);
  });

  test('XD-10 the last admin stays one', async () => {
    const factory = await open();
    const planner = factory.person('planner');
    const form = await planner.says('/urgent-order people 许宁');
    expect(initialValues(formOf(form))).toMatchObject({ name: '许宁' });
    const reply = await planner.fills(form, { admin: [] });
    expect(replyText(reply)).toContain('至少要保留一位管理员');
  });

  test('XD-10 who is no longer with the company is told whom to ask, and gets no card any more', async () => {
    const factory = await open();
    const planner = factory.person('planner');
    succeeded(await planner.fills(await planner.says('/urgent-order people 小李'), { inactive: ['yes'] }));
    for (const reply of [
      await factory.person('worker').says('/urgent-order list'),
      await factory.person('worker').says('/urgent-order'),
    ]) {
      expect(reply).toMatchObject({ kind: 'toast', tone: 'warning' });
      expect(replyText(reply)).toContain('许宁');
    }
  });

  test('product.md first admin: a stranger is told what to do, the wrong code is refused, the right one leads through the set-up', async () => {
    const factory = await open({ isEmpty: true });
    const code = factory.app.setupCode;
    expect(code).toMatch(/^\d{9}$/);
    const stranger = factory.person('planner');
    expect((await stranger.says('/urgent-order')).kind).toBe('toast');
    expect(replyText(await stranger.says('/urgent-order setup 123456789'))).toContain('设置码不对');
    const welcome = await stranger.says(`/urgent-order setup ${code} 许宁`);
    expect(replyText(welcome)).toContain('许宁');
    const guide = await stranger.says('/urgent-order setup', factory.main);
    expect(replyText(guide)).toContain('生产部');
    succeeded(
      await stranger.fills(await stranger.pressesOn(guide, label('form.person_add')), {
        name: '陈刚',
        heads: ['PROD'],
        userId: 'production',
        platform: 'web',
      }),
    );
    const bind = await stranger.says('/urgent-order setup channel', factory.main);
    succeeded(await stranger.fills(bind, { name: '急单总群' }));
    expect(await stranger.sees(factory.main)).toContain('测试卡片');
    succeeded(await stranger.says('/urgent-order settings confirm_hours 2'));
    expect((await factory.companyEvents()).map((e) => e.type)).toEqual(
      expect.arrayContaining(['people.admin_claimed', 'people.saved', 'setup.main_channel', 'settings.changed']),
    );
    // The code is good for one person only.
    const second = await factory.person('worker').says(`/urgent-order setup ${code} 小李`);
    expect(replyText(second)).not.toContain('你现在是管理员');
  });

  test('T35 XD-16 an admin moves a stuck order by hand, with the reason, and everybody reads it', async () => {
    const factory = await open({ settings: { confirm_hours: 2 } });
    const order = await negotiating(factory);
    const planner = factory.person('planner');
    const form = await planner.says(`/urgent-order force ${order}`);
    expect(await planner.fills(form, { to: 'AWAITING_EXEC' })).toMatchObject({
      kind: 'invalid',
      errors: { why: expect.any(String) },
    });
    const targets = fieldsOf(formOf(form)).find((f) => f.name === 'to');
    expect(targets && 'choices' in targets ? targets.choices.map((c) => c.value) : []).not.toContain('ACCEPTED');
    expect(replyText(await planner.fills(form, { to: 'AWAITING_EXEC', why: '销售休假，直接请领导决定' }))).toContain(
      '已强制改为「待领导决定」',
    );
    expect((await factory.order()).state).toBe('AWAITING_EXEC');
    expect(await factory.person('sales').sees(await factory.room())).toContain('销售休假，直接请领导决定');
    expect(cardText((await factory.person('boss').posts())[0]?.card ?? ({} as never))).toContain('请公司领导决定');
  });

  test('XD-13 a drill is a whole order, marked everywhere', async () => {
    const factory = await open({ settings: { confirm_hours: 2 } });
    const outcome = await factory.app.dispatch({
      id: 'drill',
      actorId: factory.idOf('sales'),
      command: 'new',
      input: { facts: { ...(await facts(factory)) }, isDrill: true },
    });
    expect(outcome.kind).toBe('done');
    await factory.settles();
    expect(await factory.person('worker').sees(factory.main)).toContain('演练');
  });

  async function facts(factory: Factory) {
    await files(factory, { ...FILED, customer: 'Other' });
    return (await factory.order()).facts;
  }
});
