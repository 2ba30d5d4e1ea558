import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { ButtonValue } from '../../src/chat/card.ts';
import type { FormValues } from '../../src/chat/form.ts';
import type { Reply } from '../../src/chat/interaction.ts';
import { type Factory, nameOf, openFactory } from '../support/factory.ts';
import { replyText } from '../support/read-reply.ts';
import { FILED, underReview } from '../support/story.ts';

/** issue 2, "Bad input": each is answered clearly, in the person's language, and changes nothing. */
describe('bad input', () => {
  let factory: Factory;
  let order: string;
  let versions: string;

  beforeAll(async () => {
    factory = await openFactory({ settings: { confirm_hours: 2 } });
    order = await underReview(factory);
  });
  afterAll(async () => {
    expect(factory.faults).toEqual([]);
    await factory.close();
  });
  beforeEach(async () => {
    versions = await stateOf();
  });
  afterEach(async () => {
    expect(await stateOf(), 'nothing changed').toBe(versions);
  });

  async function stateOf(): Promise<string> {
    const { rows, total } = await factory.app.store.queries.listOrders({ limit: 100 });
    const orders = await factory.app.store.transaction((tx) => Promise.all(rows.map((r) => tx.orders.load(r.id))));
    return JSON.stringify([total, orders.map((o) => [o?.id, o?.version])]);
  }

  function isAnswered(reply: Reply, why: string): string {
    expect(reply.kind, why).not.toBe('none');
    const text = replyText(reply);
    expect(text, why).not.toBe('');
    expect(text, why).not.toContain('出了点问题');
    return text;
  }

  test('XD-09 unknown verbs and nonsense are answered with help, in the language of whoever typed them', async () => {
    for (const typed of [
      'frobnicate',
      'xyzzy plugh',
      '！！！',
      '🏭🏭',
      'null',
      'undefined',
      '__proto__',
      'constructor',
      'toString',
      '-1',
      '%s%s%s',
      '../../etc/passwd',
      'show',
      'show UO-9999-9999',
      'approve D-9999',
    ]) {
      isAnswered(await factory.person('sales').says(`/urgent-order ${typed}`), typed);
      const english = isAnswered(await factory.person('sales', 'en').says(`/urgent-order ${typed}`), typed);
      expect(
        english.replaceAll(/支架|苏州工业园区|林悦|客户产线停线，周五前没有支架就停产|件|ACME|新建/g, ''),
        typed,
      ).not.toMatch(/\p{Script=Han}{2,}/u);
    }
  });

  test('UO-01 UO-04 EX-06 what cannot be read as a date or a quantity is named field by field', async () => {
    const sales = factory.person('sales');
    const wrong: readonly (readonly [string, string])[] = [
      ['requiredBy', 'whenever'],
      ['requiredBy', '2026-02-30 10:00'],
      ['requiredBy', '32/13/2026'],
      ['requiredBy', '明年的某一天'],
      ['requiredBy', '2026-11-20T10:00'],
      ['requiredBy', '昨天下午3点'],
      ['quantity', '很多'],
      ['quantity', '0 件'],
      ['quantity', '-5 件'],
      ['quantity', '1e99 件'],
      ['quantity', 'NaN'],
      ['quantity', 'Infinity pcs'],
      ['quantity', '5 5 5'],
      ['amount', 'viel'],
      ['amount', '-3'],
      ['amount', '99999999999999999'],
      ['currency', 'EU'],
      ['receivedAt', '2027-01-01T10:00'],
      ['reasonCategory', 'because'],
      ['basis', 'x'],
      ['source', 'x'],
    ];
    for (const [field, value] of wrong) {
      const reply = await sales.fills(await sales.says('/urgent-order new'), { ...FILED, [field]: value });
      expect(reply, `${field} ${value}`).toMatchObject({ kind: 'invalid', errors: { [field]: expect.any(String) } });
      const english = await factory
        .person('sales', 'en')
        .fills(await factory.person('sales', 'en').says('/urgent-order new'), { ...FILED, [field]: value });
      expect(replyText(english).replaceAll(String(value), ''), `${field} ${value}`).not.toMatch(/\p{Script=Han}{2,}/u);
    }
  });

  test('EX-06 absurd lengths are refused, never cut without a word, and never slow', async () => {
    const sales = factory.person('sales');
    const huge = '长'.repeat(100_000);
    const before = performance.now();
    for (const field of [
      'customer',
      'product',
      'model',
      'quantity',
      'requiredBy',
      'place',
      'reason',
      'technical',
      'contact',
    ]) {
      const reply = await sales.fills(await sales.says('/urgent-order new'), { ...FILED, [field]: huge });
      expect(reply, field).toMatchObject({ kind: 'invalid', errors: { [field]: expect.any(String) } });
      expect(replyText(reply).length, field).toBeLessThan(2000);
    }
    for (const typed of [
      huge,
      `new ${huge}`,
      `search ${huge}`,
      `show ${huge}`,
      `approve ${order} ${huge}`,
      `people ${huge}`,
      '('.repeat(100_000),
      'a '.repeat(50_000),
      `${'9'.repeat(50_000)} x M6`,
    ]) {
      isAnswered(await sales.says(`/urgent-order ${typed}`), typed.slice(0, 20));
    }
    expect(performance.now() - before).toBeLessThan(8_000);
  });

  test('XD-01 forged ids: orders, revisions, departments, subjects and views that do not exist', async () => {
    const { id, revision, version } = await factory.order();
    const values: readonly ButtonValue[] = [
      {},
      { order: 'nope' },
      { order: id },
      { order: id, rev: -1, ver: -1 },
      { order: id, rev: 1e9, ver: 1e9 },
      { order: id, rev: Number.NaN, ver: 0 },
      { order: id, rev: revision, ver: version, subject: 'HR' },
      { order: id, rev: revision, ver: version, subject: '__proto__' },
      { form: 'approve', order: id, subject: 'PROD' },
      { form: '__proto__' },
      { form: 'constructor', order: id },
      { form: 'setting', subject: 'toString' },
      { form: 'person', subject: 'nobody' },
      { order: "' OR 1=1 --" },
      { order: id, view: 'nope', about: 'x' },
      { order: id, view: 'order.living', about: '../..' },
      { until: 'never', subject: 'x', order: id },
    ];
    const actions = [
      'form.open',
      'order.show',
      'order.timeline',
      'order.resume',
      'order.customer_answered',
      'order.remind',
      'intake.pass',
      'review.approve',
      'review.clear_condition',
      'round.close',
      'obligation.snooze',
      'delegation.revoke',
      'lead.take',
      'command.run',
      '__proto__',
      'constructor',
      'hasOwnProperty',
      'no.such',
      '',
    ];
    for (const action of actions) {
      for (const value of values) {
        if (action === 'order.remind' && value.order === id) continue;
        const message = { platform: 'web', tenant: 'playground', chatId: 'x', messageId: 'forged' } as const;
        isAnswered(
          await factory.person('worker').acts({ kind: 'press', action, value, message }),
          `${action} ${JSON.stringify(value)}`,
        );
      }
    }
  });

  test('XD-01 forms that were never opened, of orders that are not in that state, with values nobody offered', async () => {
    const { id, revision, version } = await factory.order();
    const forms = [
      'new',
      'confirm',
      'return',
      'resubmit',
      'approve',
      'conditions',
      'reject',
      'ask_info',
      'answer_info',
      'recuse',
      'change_answer',
      'propose',
      'agree',
      'refuse_terms',
      'exec_accept',
      'exec_conditions',
      'exec_return',
      'abandon',
      'withdraw',
      'hold',
      'wait',
      'delegate',
      'status',
      'answer_status',
      'setting',
      'person',
      'pick_person',
      'setup_channel',
      'force',
      '__proto__',
      'nope',
    ];
    const contexts: readonly Readonly<Record<string, string>>[] = [
      {},
      { order: 'nope' },
      { order: id, rev: String(revision), ver: String(version), subject: 'XX' },
      { order: id, rev: 'x', ver: 'y' },
      { setting: '__proto__' },
      { subject: "'" },
    ];
    const values: readonly FormValues[] = [
      {},
      {
        why: 'x',
        evidence: ['a', 'b'],
        option: '__proto__',
        to: 'ACCEPTED',
        department: 'XX',
        quantity: [],
        checks: 'credit',
      },
    ];
    for (const form of forms) {
      for (const context of contexts) {
        for (const value of values) {
          const reply = await factory.person('finance').acts({ kind: 'submit', form, context, values: value });
          expect(
            reply.kind === 'toast' && (reply.tone === 'good' || reply.tone === 'bad'),
            `${form} ${JSON.stringify(context)} ${JSON.stringify(reply)}`,
          ).toBe(false);
          isAnswered(reply, form);
        }
      }
    }
  });

  test('XD-01 clicks in another order than meant: every step too early or too late says what the state is', async () => {
    const tries = {
      confirm: 'sales',
      resubmit: 'sales',
      negotiate: 'sales',
      resume: 'boss',
      check: 'planner',
      return: 'planner',
    } as const;
    for (const [verb, who] of Object.entries(tries)) {
      const said = isAnswered(await factory.person(who).says(`/urgent-order ${verb} ${order}`), verb);
      expect(said, verb).toMatch(/评审中|没有暂停/);
    }
  });

  test('XD-09 the language of every refusal is the reader’s own', async () => {
    const sales = factory.person('sales', 'en');
    for (const typed of [
      `confirm ${order}`,
      `hold ${order}`,
      `decide ${order}`,
      `resubmit ${order}`,
      'show UO-1999-0001',
      'settings confirm_hours 3',
      'setup 12345678',
      'people add',
    ]) {
      expect(
        isAnswered(await sales.says(`/urgent-order ${typed}`), typed).replaceAll(nameOf('planner'), ''),
        typed,
      ).not.toMatch(/\p{Script=Han}{2,}/u);
    }
    const taiwan = isAnswered(await factory.person('sales', 'zh-TW').says(`/urgent-order confirm ${order}`), 'zh-TW');
    expect(taiwan).toContain('訂單');
  });
});
