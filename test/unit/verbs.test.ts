import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Factory, openFactory } from '../support/factory.ts';
import { CONFIRMATION, confirmOrder, fileOrder, ORDER } from '../support/first-order.ts';
import { buttonsOf, cardText, formOf, initialValues, replyText } from '../support/read-reply.ts';

let factory: Factory;
let number = '';
let draft = '';
beforeAll(async () => {
  factory = await openFactory();
  number = await confirmOrder(factory, { model: 'V-1', customer: '华星精密', product: '液压阀' });
  draft = await fileOrder(factory, { model: 'V-2', customer: 'Globex' });
});
afterAll(async () => {
  expect(factory.faults).toEqual([]);
  await factory.close();
});

const said = async (who: Parameters<Factory['person']>[0], text: string, where?: string) =>
  replyText(await factory.person(who).says(`/urgent-order ${text}`, where));

describe('lists', () => {
  test('UO-31 open orders, by state, by department, all', async () => {
    expect(await said('worker', 'list')).toMatch(new RegExp(`${number}[\\s\\S]*${draft}|${draft}[\\s\\S]*${number}`));
    expect(await said('worker', 'list 评审中')).toContain(number);
    expect(await said('worker', '列表 评审中')).not.toContain(draft);
    expect(await said('worker', 'list 生产部')).toContain(number);
    expect(await said('worker', 'list PROD')).not.toContain(draft);
    expect(await said('worker', 'list all')).toContain(draft);
    expect(await said('worker', 'list late')).not.toContain(number);
  });

  test('a word that is neither is searched for', async () => {
    expect(await said('worker', 'list Globex')).toContain(draft);
  });

  test('mine: what waits for me, my orders, at risk', async () => {
    expect(await said('production', 'mine')).toMatch(new RegExp(`等我处理[\\s\\S]*${number}`));
    expect(await said('sales', 'mine')).toMatch(new RegExp(`等我处理[\\s\\S]*${draft}[\\s\\S]*我的订单`));
    expect(replyText(await factory.person('worker').opensHome())).toContain('没有等你处理的事');
  });

  test('mine shows each head what their own department owes, not whose turn comes first', async () => {
    for (const who of ['production', 'purchasing', 'technical', 'logistics', 'planner'] as const)
      expect(await said(who, 'mine'), who).toMatch(new RegExp(`等我处理[\\s\\S]*${number}`));
    expect(await said('finance', 'mine')).toContain('没有等你处理的事');
  });

  test('UO-54 only the department that was asked answers for its status', async () => {
    const sales = factory.person('sales');
    await sales.fills(await sales.says(`/urgent-order status ${number} 采购部 料到了吗`), {});
    const card = (await factory.person('purchasing').posts()).find((p) => cardText(p.card).includes('料到了吗'));
    const button = card && buttonsOf(card.card).find((b) => b.value.form === 'answer_status');
    const reply = await factory
      .person('worker')
      .acts({ kind: 'press', action: 'form.open', value: button?.value ?? {}, message: null });
    expect(replyText(reply)).toContain('采购部');
    expect(reply.kind).toBe('toast');
  });

  test('search by customer, number, pinyin and initials', async () => {
    for (const word of ['华星', 'huaxing', 'hxjm', 'yeyafa', number, 'v-1'])
      expect(await said('worker', `search ${word}`), word).toContain(number);
    expect(await said('worker', 'search %')).not.toContain(number);
    expect(await said('worker', "search ' OR 1=1 --")).not.toContain(number);
    expect(await said('worker', `search ${'x'.repeat(100_000)}`)).toContain('没有符合');
  });
});

describe('one order', () => {
  test('by its name, in any case, and in its channel without one', async () => {
    const room = await factory.room(number);
    expect(await said('worker', `show ${number.toLowerCase()}`)).toContain('华星精密');
    expect(await said('worker', `#${number}`)).not.toBe('');
    expect(await said('worker', 'show', room)).toContain('华星精密');
    expect(await said('worker', '', room)).toContain('华星精密');
    expect(formOf(await factory.person('production').says('/urgent-order approve', room)).context.order).toBe(
      (await factory.order(number)).id,
    );
  });

  test('outside a channel and without a name there is a list to choose from, of those it can be done with', async () => {
    const sales = factory.person('sales');
    const reply = await sales.says('/urgent-order confirm');
    if (reply.kind !== 'card') throw new Error(replyText(reply));
    expect(cardText(reply.card)).toContain(draft);
    expect(cardText(reply.card)).not.toContain(number);
    expect(formOf(await sales.pressesOn(reply, buttonsOf(reply.card)[0]?.label ?? '')).id).toBe('confirm');
    expect(await said('worker', 'confirm')).toContain('没有你可以这样做的订单');
  });

  test('XD-17 a confidential order exists for those who take part in it only', async () => {
    const sales = factory.person('sales');
    await sales.fills(await sales.says('/urgent-order new'), {
      ...ORDER,
      model: 'V-3',
      customer: '机密客户',
      confidential: ['yes'],
    });
    const secret = (await factory.order()).draftNo;
    for (const text of [
      `show ${secret}`,
      'list',
      'list all',
      'search 机密',
      `confirm ${secret}`,
      `status ${secret}`,
      `remind ${secret}`,
    ])
      expect(await said('worker', text), text).not.toContain('机密客户');
    expect(await said('worker', `show ${secret}`)).toContain('保密');
    expect(
      replyText(
        await factory.person('worker').acts({
          kind: 'press',
          action: 'order.timeline',
          value: { order: (await factory.order(secret)).id },
          message: null,
        }),
      ),
    ).toContain('保密');
    expect(await said('sales', `show ${secret}`)).toContain('机密客户');
  });

  test('forged ids and buttons are answered, not obeyed', async () => {
    const worker = factory.person('worker');
    const id = (await factory.order(number)).id;
    for (const action of [
      'order.show',
      'order.timeline',
      'order.resume',
      'intake.pass',
      'review.approve',
      'form.open',
      'lead.take',
      'obligation.snooze',
      'delegation.revoke',
      'command.run',
      'no.such',
    ]) {
      for (const value of [
        {},
        { order: 'forged' },
        { order: id, subject: 'PROD', form: 'force' },
        { order: id, subject: '__proto__', form: '__proto__' },
        { verb: 'constructor' },
      ]) {
        const reply = await worker.acts({ kind: 'press', action, value, message: null });
        expect(reply.kind, `${action} ${JSON.stringify(value)}`).not.toBe('none');
      }
    }
    for (const form of ['__proto__', 'constructor', 'approve', 'force', 'setting', 'confirm']) {
      const reply = await worker.acts({
        kind: 'submit',
        form,
        context: { order: id, rev: 'x', ver: 'y', subject: 'PROD', setting: '__proto__' },
        values: {},
      });
      expect(['toast', 'invalid'], form).toContain(reply.kind);
    }
    expect((await factory.order(number)).state).toBe('IN_REVIEW');
  });
});

describe('help and what is not understood', () => {
  test('help is a menu by what one may do; `help <verb>` has an example', async () => {
    expect(await said('worker', 'help')).not.toContain('强制');
    expect(await said('planner', 'help')).toContain('强制');
    expect(await said('worker', 'help 协商')).toContain('/urgent-order 协商 UO-2026-0001');
    expect(await said('worker', '帮助 negotiate')).toContain('negotiate');
  });

  test('a slip is offered with one press, and never just refused', async () => {
    const sales = factory.person('sales');
    const reply = await sales.says(`/urgent-order shwo ${number}`);
    if (reply.kind !== 'card') throw new Error(replyText(reply));
    const [first] = buttonsOf(reply.card);
    expect(first?.label).toBe(`查看 ${number}`);
    expect(replyText(await sales.pressesOn(reply, first?.label ?? ''))).toContain('华星精密');
    expect((await sales.says('/urgent-order 天气怎么样')).kind).toBe('card');
  });

  test('completions: verbs in the person’s language, then numbers, settings, departments', async () => {
    const items = async (who: Parameters<Factory['person']>[0], text: string, locale: 'zh-CN' | 'en' = 'zh-CN') => {
      const reply = await factory.person(who, locale).completes(text);
      return reply.kind === 'completions' ? reply.items.map((i) => i.insert) : [];
    };
    expect(await items('sales', '')).toContain('新建 ');
    expect(await items('sales', 'con', 'en')).toEqual(['confirm ']);
    expect(await items('sales', 'sho', 'zh-CN')).toEqual(['查看 ']);
    expect(await items('sales', 'show ')).toContain(`show ${number} `);
    expect(await items('sales', 'show Glob')).toEqual([`show ${draft} `]);
    expect(await items('planner', 'settings confirm')).toEqual(['settings confirm_hours ']);
    expect(await items('sales', `status ${number} 采`)).toEqual([`status ${number} PROC `]);
    expect(await items('sales', 'x'.repeat(100_000))).toEqual([]);
  });
});

describe('in an order’s channel', () => {
  test('a typed "同意" decides nothing: the head gets the buttons in private, others nothing', async () => {
    const room = await factory.room(number);
    const head = factory.person('production');
    const reply = await head.writes('同意', room);
    if (reply.kind !== 'card') throw new Error(replyText(reply));
    expect(
      buttonsOf(reply.card)
        .map((b) => b.label)
        .slice(0, 2),
    ).toEqual(['同意', '不同意']);
    expect((await factory.order(number)).round?.tasks.find((t) => t.department === 'PROD')?.state).toBe('PENDING');
    expect((await factory.person('worker').writes('同意', room)).kind).toBe('none');
    expect((await head.writes('同意吗？', room)).kind).toBe('none');
    expect(formOf(await head.pressesOn(reply, '同意')).id).toBe('approve');
  });

  test('who comes late gets five lines of their own', async () => {
    const room = await factory.room(number);
    // Whoever is there from the beginning needs no brief.
    await factory.passes('15m');
    const brief = await factory.person('logistics').joins(room);
    if (brief.kind !== 'card') throw new Error(replyText(brief));
    expect(brief.card.blocks.find((b) => b.kind === 'fields')).toMatchObject({ fields: { length: 4 } });
    expect(cardText(brief.card)).toContain('物流部');
    expect(cardText(brief.card)).not.toContain('13800001111');
  });

  test('XD-11 whoever is waited for is nudged, not twice at once', async () => {
    expect(await said('sales', `remind ${number}`)).toContain('生产部');
    expect(await said('sales', `催办 ${number}`)).toContain('刚刚提醒过');
  });
});

describe('the log', () => {
  test('UO-50, XD-03 audit verify says the log is whole, for all and for one order; only admins and leadership ask', async () => {
    expect(await said('planner', 'audit verify')).toContain('没有发现改动');
    expect(await said('boss', `audit verify ${number}`)).toContain('没有发现改动');
    expect(await said('sales', 'audit verify')).toContain('管理员');
  });
});

test('XD-02 a repeated press gets the first answer, and nothing happens twice', async () => {
  const id = await confirmOrder(factory, { model: 'V-9' }, CONFIRMATION);
  const head = factory.person('planner');
  const order = await factory.order(id);
  await head.fills(await head.says(`/urgent-order approve ${id}`), { q_delivery_date: '可以' }, 'same-click');
  const count = (await factory.order(id)).eventCount;
  const again = await head.acts(
    { kind: 'press', action: 'review.approve', value: { order: order.id, subject: 'PLANNER' }, message: null },
    undefined,
    'same-click',
  );
  expect(replyText(again)).toContain('已经处理过');
  expect((await factory.order(id)).eventCount).toBe(count);
});

test('XD-02 a form delivered twice files one order, and answers with it', async () => {
  const sales = factory.person('sales');
  const open = await sales.says('/urgent-order new');
  const first = await sales.fills(open, { ...ORDER, model: 'V-10' }, 'sent-twice');
  const again = await sales.fills(open, { ...ORDER, model: 'V-10' }, 'sent-twice');
  expect(replyText(again)).toContain(replyText(first));
  expect((await factory.app.store.queries.listOrders({ text: 'V-10', limit: 5 })).total).toBe(1);
});

test('JW-04 a form about an order that has changed says what changed, and keeps what was typed for the next try', async () => {
  const id = await confirmOrder(factory, { model: 'V-11' });
  const [head, admin] = [factory.person('purchasing'), factory.person('planner')];
  const form = await head.says(`/urgent-order reject ${id}`);
  await admin.fills(await admin.says(`/urgent-order force ${id}`), { to: 'CONFIRMED', why: '重新评审' });
  const outdated = await head.fills(form, { why: '没有钢材', earliest: '2026-12-02T17:00' });
  expect(replyText(outdated)).toContain('变化');
  const again = formOf(await head.pressesOn(outdated, '仍按此决定'));
  expect(initialValues(again)).toMatchObject({ why: '没有钢材', earliest: '2026-12-02T17:00' });
  await head.fills({ kind: 'form', form: again }, {});
  expect((await factory.order(id)).round?.tasks.find((t) => t.department === 'PROC')?.state).toBe('REJECTED');
});

test('a mention of the bot is a command', async () => {
  const room = await factory.room(number);
  const message = { platform: 'web', tenant: 'playground', chatId: room, messageId: 'm1' } as const;
  const reply = await factory
    .person('worker')
    .acts({ kind: 'message', text: '@急单助手 查看', fileIds: [], message, mentionsBot: true }, room);
  expect(replyText(reply)).toContain('华星精密');
});

test('nobody is offered what would be refused: the details carry the reader’s own buttons', async () => {
  const labels = async (who: Parameters<Factory['person']>[0]) => {
    const reply = await factory.person(who).says(`/urgent-order show ${number}`);
    return reply.kind === 'card' ? buttonsOf(reply.card).map((b) => b.value.form ?? b.action) : [];
  };
  expect(await labels('worker')).not.toEqual(expect.arrayContaining(['withdraw']));
  expect(await labels('worker')).not.toEqual(expect.arrayContaining(['hold']));
  expect(await labels('boss')).toEqual(expect.arrayContaining(['withdraw', 'hold']));
});

test('XD-01 a form that did not open for want of a right stands in the log; a wrong state does not', async () => {
  const refusals = async () => (await factory.companyEvents()).filter((e) => e.type === 'access.refused');
  const before = (await refusals()).length;
  await said('production', `hold ${number}`);
  const after = await refusals();
  expect(after).toHaveLength(before + 1);
  expect(after.at(-1)).toMatchObject({ actorId: factory.idOf('production') });
  expect(JSON.parse(after.at(-1)?.data ?? '{}')).toMatchObject({ command: 'hold', code: 'not_yours' });
  await said('sales', `confirm ${number}`);
  expect(await refusals()).toHaveLength(before + 1);
});
