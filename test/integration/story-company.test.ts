import { afterEach, describe, expect, test } from 'vitest';
import { type Factory, type FactoryOptions, openFactory } from '../support/factory.ts';
import { cardText, fieldsOf, formOf, initialValues, replyText } from '../support/read-reply.ts';
import { FILED, files, label, negotiating, succeeded, underReview } from '../support/story.ts';

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

  test('product.md the last admin stays one', async () => {
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
    const code = factory.app.setupCode();
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

  test('product.md a drill is a whole order, marked everywhere', async () => {
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
