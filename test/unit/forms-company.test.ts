import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { SETTING_KEYS } from '../../src/app/settings.ts';
import { type Factory, openFactory } from '../support/factory.ts';
import { buttonsOf, cardText, fieldsOf, formOf, initialValues, replyText } from '../support/read-reply.ts';

let factory: Factory;
beforeAll(async () => {
  factory = await openFactory({ settings: { review_hours: 6 } });
});
afterAll(async () => {
  expect(factory.faults).toEqual([]);
  await factory.close();
});

const settings = () => factory.app.store.transaction((tx) => tx.settings.read());

describe('settings', () => {
  test('A3 one line sets one; the card says where each comes from', async () => {
    const admin = factory.person('planner');
    expect(replyText(await admin.says('/urgent-order settings'))).toContain('要由管理员保存一次');
    expect(replyText(await admin.says('/urgent-order settings confirm_hours 3'))).toContain('已保存');
    expect((await settings()).confirm_hours).toBe(3);
    expect(replyText(await admin.says('/urgent-order 设置 客户确认时限（小时） 2'))).toContain('已保存');
    expect((await settings()).confirm_hours).toBe(2);
  });

  test('everybody may read them, only admins change them', async () => {
    const sales = factory.person('sales');
    expect((await sales.says('/urgent-order settings')).kind).toBe('card');
    expect(replyText(await sales.says('/urgent-order settings confirm_hours 9'))).toContain('许宁');
    expect((await settings()).confirm_hours).toBe(2);
  });

  test('what stands in the file says so and is not edited', async () => {
    const admin = factory.person('planner');
    expect(replyText(await admin.says('/urgent-order settings review_hours'))).toContain('配置文件');
    expect(replyText(await admin.says('/urgent-order settings review_hours 9'))).toContain('配置文件');
  });

  test.each(SETTING_KEYS.filter((k) => k !== 'review_hours'))(
    '%s: its editor opens with the value, and what it shows can be saved',
    async (key) => {
      const admin = factory.person('planner');
      const before = await settings();
      const open = await admin.says(`/urgent-order settings ${key}`);
      expect(fieldsOf(formOf(open)).map((f) => f.name)).toEqual(['value']);
      expect(replyText(await admin.fills(open, {}))).toContain('已保存');
      expect((await settings())[key]).toEqual(before[key]);
    },
  );

  test.each([
    [
      'shifts',
      '08:00-12:00, 13:30-17:30',
      [
        { from: '08:00', to: '12:00' },
        { from: '13:30', to: '17:30' },
      ],
    ],
    ['quiet_hours', '21:00 至 7:30', { from: '21:00', to: '07:30' }],
    ['reminder_steps', '0.5, 1', [0.5, 1]],
    ['reviewers_always', '生产部、采购、TECH', ['PROD', 'PROC', 'TECH']],
    ['important_amount', '100,000', 10_000_000],
    ['review_tech_on_regular', '否', false],
    ['holiday_calendar', '台湾', 'TW'],
    ['workdays', '1,2,3,4,5,6', [1, 2, 3, 4, 5, 6]],
    ['calendar_overrides', '2026-12-31 休', { '2026-12-31': 'off' }],
    ['locale', 'en', 'en'],
    ['time_zone', 'Asia/Taipei', 'Asia/Taipei'],
  ] as const)('%s is read from words: %s', async (key, typed, value) => {
    const other = await openFactory();
    try {
      expect(replyText(await other.person('planner').says(`/urgent-order settings ${key} ${typed}`))).toContain(
        '已保存',
      );
      expect((await other.app.store.transaction((tx) => tx.settings.read()))[key]).toEqual(value);
    } finally {
      await other.close();
    }
  });

  test.each([
    ['confirm_hours', 'soon'],
    ['shifts', '8-17'],
    ['quiet_hours', 'never'],
    ['reviewers_always', 'martians'],
    ['holiday_calendar', 'XX'],
    ['workdays', '9'],
    ['confirm_hours', 'x'.repeat(100_000)],
  ])('%s refuses what it cannot read, and says how to write it', async (key, typed) => {
    const admin = factory.person('planner');
    const reply = await admin.says(`/urgent-order settings ${key} ${typed}`);
    const sent = await admin.fills(reply, { value: typed });
    if (sent.kind !== 'invalid') throw new Error(replyText(sent));
    expect(sent.errors.value).toContain('请照这个写法');
  });

  test('a setting that does not exist is answered with those that are near', async () => {
    const reply = await factory.person('planner').says('/urgent-order settings confirm');
    if (reply.kind !== 'card') throw new Error(replyText(reply));
    expect(buttonsOf(reply.card).some((b) => b.value.rest === 'confirm_hours')).toBe(true);
  });

  test('without a key one is chosen first', async () => {
    const admin = factory.person('planner');
    const choose = await admin.acts({ kind: 'press', action: 'form.open', value: { form: 'setting' }, message: null });
    const next = await admin.fills(choose, { key: 'nudge_min' });
    expect(formOf(next).context.setting).toBe('nudge_min');
  });
});

describe('people', () => {
  test('an admin adds and changes a person; the last admin stays one', async () => {
    const admin = factory.person('planner');
    const add = await admin.says('/urgent-order people add 王小明');
    expect(initialValues(formOf(add)).name).toBe('王小明');
    await admin.fills(add, {
      roles: ['WH'],
      heads: ['WH'],
      email: 'wang@factory.test',
      platform: 'web',
      userId: 'wang',
    });
    const saved = (await factory.app.store.transaction((tx) => tx.directory.read())).people.find(
      (p) => p.name === '王小明',
    );
    expect(saved?.memberships).toEqual([{ role: 'WH', isHead: true }]);
    const edit = await admin.says('/urgent-order people wangxiaoming');
    expect(initialValues(formOf(edit))).toMatchObject({ name: '王小明', heads: ['WH'], userId: 'wang' });
    const self = await admin.says('/urgent-order people 许宁');
    expect(replyText(await admin.fills(self, { admin: [] }))).toContain('至少');
  });

  test.each([
    ['name', { name: '' }],
    ['email', { email: 'nobody' }],
    ['name', { name: '名'.repeat(100_000) }],
  ] as const)('a person with a wrong %s is refused in that field', async (field, changes) => {
    const admin = factory.person('planner');
    const reply = await admin.fills(await admin.says('/urgent-order people add 某人'), changes);
    if (reply.kind !== 'invalid') throw new Error(replyText(reply));
    expect(Object.keys(reply.errors)).toEqual([field]);
  });

  test('an account on a platform that nobody is connected on is refused in its field', async () => {
    const admin = factory.person('planner');
    const reply = await admin.fills(await admin.says('/urgent-order people add 李四'), {
      platform: 'slack',
      userId: 'U123',
    });
    expect(reply.kind === 'invalid' && Object.keys(reply.errors)).toEqual(['platform']);
  });

  test('everybody sees who is who, nobody else changes it', async () => {
    const sales = factory.person('sales');
    const card = await sales.says('/urgent-order people');
    if (card.kind !== 'card') throw new Error(replyText(card));
    expect(buttonsOf(card.card)).toEqual([]);
    expect(replyText(await sales.says('/urgent-order people 陈刚'))).toContain('管理员');
  });

  test('the picker finds people by pinyin and initials', async () => {
    const admin = factory.person('planner');
    const field = fieldsOf(
      formOf(await admin.acts({ kind: 'press', action: 'form.open', value: { form: 'pick_person' }, message: null })),
    )[0];
    if (field?.kind !== 'person') throw new Error('no picker');
    expect(field.choices.find((c) => c.label === '林悦')?.hint).toMatch(/销售部 · linyue ly/);
  });
});

describe('delegation', () => {
  test('XD-07 a head hands decisions over for a period, in one line', async () => {
    const head = factory.person('purchasing');
    const form = await head.says('/urgent-order delegate @fengjie until Friday 17:00');
    expect(initialValues(formOf(form))).toMatchObject({ to: factory.idOf('deputy'), until: '2026-11-27T17:00' });
    expect(replyText(await head.fills(form, {}))).toContain('冯杰');
    const deputy = factory.app.store.transaction((tx) => tx.directory.read());
    expect((await deputy).delegations).toHaveLength(1);
  });

  test('XD-07 what was handed over is listed, and taken back with one press', async () => {
    const head = factory.person('purchasing');
    const card = await head.says('/urgent-order delegate');
    expect(replyText(card)).toMatch(/冯杰代吴敏/);
    expect(replyText(await head.pressesOn(card, '取消代理'))).toContain('取消');
    expect(formOf(await head.says('/urgent-order delegate')).id).toBe('delegate');
  });

  test('XD-07 somebody without decisions has none to hand over; not to oneself, not into the past', async () => {
    expect(replyText(await factory.person('worker').says('/urgent-order delegate'))).toContain('负责人');
    const head = factory.person('production');
    const form = await head.says('/urgent-order 代理 冯杰 到周五17点');
    const reply = await head.fills(form, { until: '2026-11-23T17:00' });
    expect(reply.kind === 'invalid' && Object.keys(reply.errors)).toEqual(['until']);
    const self = await head.fills(form, { to: factory.idOf('production') });
    expect(self.kind === 'invalid' && Object.keys(self.errors)).toEqual(['to']);
  });
});

describe('set-up', () => {
  test('a stranger is told whom to ask; nothing else happens', async () => {
    const stranger = { platform: 'web', tenant: 'playground', userId: 'nobody' } as const;
    const base = { id: 's1', from: stranger, chat: null, isDirect: true, locale: 'zh-CN' } as const;
    expect(replyText(await factory.app.converse({ ...base, kind: 'command', text: 'new' }))).toContain('许宁');
    expect(
      replyText(await factory.app.converse({ ...base, id: 's2', kind: 'command', text: 'setup 123456789' })),
    ).toContain('设置码不对');
    expect(await factory.app.converse({ ...base, id: 's3', kind: 'complete', text: 's' })).toEqual({
      kind: 'completions',
      items: [],
    });
  });

  test('the guide shows what is missing, and the channel is bound where one stands', async () => {
    const fresh = await openFactory({ without: ['technical', 'logistics'] });
    try {
      const admin = fresh.person('planner');
      expect(replyText(await admin.says('/urgent-order setup'))).toMatch(/技术部、物流部/);
      expect(replyText(await admin.says('/urgent-order setup channel'))).toContain('setup channel');
      const here = await admin.says('/urgent-order setup channel', fresh.main);
      expect(replyText(await admin.fills(here, { name: '急单' }))).toContain('急单');
      expect(replyText(await fresh.person('sales').says('/urgent-order setup'))).toContain('管理员');
    } finally {
      await fresh.close();
    }
  });
});

test.each(['zh-CN', 'zh-TW', 'en'] as const)('XD-09 the forms of the company speak %s', async (locale) => {
  const admin = factory.person('planner', locale);
  for (const said of [
    'people add x',
    'settings reviewers_always',
    'delegate',
    'setup',
    'help',
    'help new',
    'settings',
    'people',
    'list',
    'mine',
    'search',
    'audit verify',
    'xyzzy 1',
  ]) {
    const reply = await admin.says(`/urgent-order ${said}`);
    const text = reply.kind === 'form' ? cardText(reply.form) : replyText(reply);
    expect(text, said).not.toMatch(/undefined|\[object|(?<![\w/])(?:form|reply|field|hint|setup_guide)\.\w/);
    expect(text.length, said).toBeGreaterThan(5);
  }
});
