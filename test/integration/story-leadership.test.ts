import { afterEach, describe, expect, test } from 'vitest';
import { type Factory, openFactory } from '../support/factory.ts';
import { replyText } from '../support/read-reply.ts';
import { approveAll, approves, CONFIRMED, files, label, succeeded, underReview } from '../support/story.ts';

const opened: Factory[] = [];
afterEach(async () => {
  for (const factory of opened.splice(0)) {
    expect(factory.faults).toEqual([]);
    await factory.close();
  }
});

async function open(): Promise<Factory> {
  const settings = { confirm_hours: 2, important_amount: 50_000_00, important_customers: ['华东电力'] };
  const factory = await openFactory({ settings });
  opened.push(factory);
  return factory;
}

describe('what leadership signs', () => {
  test.each([
    ['OF-02 a large amount', { amount: '60000' }, 'important'],
    ['OF-02 an important customer', { customer: '华东电力' }, 'important'],
    ['PJ-02 a flag for the general manager', { traits: ['gm_summary'] }, 'gm_summary'],
    ['domain C34 unusual terms', { traits: ['unusual_terms'] }, 'credit_or_price'],
  ] as const)('%s: after the departments, and before anyone promises anything', async (_, change, cause) => {
    const factory = await open();
    const order = await underReview(factory, change);
    await approveAll(factory, order);
    expect(await factory.order()).toMatchObject({ state: 'AWAITING_EXEC', exec: { cause }, committed: null });
    const boss = factory.person('boss');
    expect(await boss.sees()).toContain('请公司领导决定');
    succeeded(await boss.fills(await boss.presses(label('button.exec_accept'), undefined, order), {}));
    expect(await factory.order()).toMatchObject({ state: 'ACCEPTED', isOverridden: false });
    // The other leader's card has given way to the decision.
    expect(await factory.person('vice').sees()).toContain('王总：接单');
  });

  test('PJ-01 a new design is no reason for leadership by itself; technical and quality review it', async () => {
    const factory = await open();
    const order = await underReview(factory, { traits: ['new_design'] });
    expect((await factory.order()).round?.tasks.map((t) => t.department)).toEqual(
      expect.arrayContaining(['TECH', 'QA']),
    );
    await approveAll(factory, order);
    expect((await factory.order()).state).toBe('ACCEPTED');
  });

  test('PJ-03 a department that stands aside does not block: leadership signs in its place', async () => {
    const factory = await open();
    const order = await underReview(factory);
    const head = factory.person('technical');
    succeeded(
      await head.fills(await head.presses(label('button.recuse'), undefined, order), { why: '与客户有亲属关系' }),
    );
    await approveAll(factory, order);
    expect(await factory.order()).toMatchObject({ state: 'AWAITING_EXEC', exec: { cause: 'recused' } });
    expect(await factory.person('boss').sees()).toContain('与客户有亲属关系');
  });

  test('XD-01 a leader who filed the order leaves the decision to the other one', async () => {
    const factory = await open();
    const draft = await files(factory, { amount: '60000' }, 'boss');
    const sales = factory.person('sales');
    succeeded(await sales.fills(await sales.says(`/urgent-order confirm ${draft}`), CONFIRMED));
    const order = (await factory.order()).number ?? '';
    await approveAll(factory, order);
    const refused = replyText(await factory.person('boss').says(`/urgent-order decide ${order}`));
    expect(refused).not.toContain('已决定接单');
    const own = await factory.person('boss').presses(label('button.exec_accept'), undefined, order);
    expect(replyText(own)).toContain('要由别人来审');
    const vice = factory.person('vice');
    succeeded(await vice.fills(await vice.presses(label('button.exec_accept'), undefined, order), {}));
    expect((await factory.order()).state).toBe('ACCEPTED');
  });

  test('XD-07 a leader who is away is stood in for, and the record says so', async () => {
    const factory = await open();
    const vice = factory.person('vice');
    succeeded(
      await vice.fills(await vice.says('/urgent-order delegate 钱丽'), { until: '2026-11-30T18:00', why: '出国' }),
    );
    const order = await underReview(factory, { amount: '60000' });
    await approveAll(factory, order);
    const finance = factory.person('finance');
    succeeded(await finance.fills(await finance.presses(label('button.exec_accept'), undefined, order), {}));
    const decided = (await factory.events()).find((e) => e.type === 'exec.decided');
    expect(decided).toMatchObject({ actorId: factory.idOf('finance'), onBehalf: factory.idOf('vice') });
  });

  test('domain §10.13 leadership that says nothing is reminded and told again; nothing is decided by itself', async () => {
    const factory = await open();
    const order = await underReview(factory, { amount: '60000' });
    await approveAll(factory, order, ['PLANNER']);
    await approves(factory, order, 'PLANNER');
    await factory.passes('2h');
    expect(await factory.person('boss').sees()).toContain('待办：领导决定');
    await factory.passes('2h');
    expect(await factory.person('vice').sees()).toContain('已过时限：领导决定');
    await factory.passes('2d');
    expect((await factory.order()).state).toBe('AWAITING_EXEC');
  });

  test('UO-04 a delivery time that has passed meanwhile cannot be confirmed or agreed', async () => {
    const factory = await open();
    const draft = await files(factory, { requiredBy: '2026-11-24T12:00' });
    await factory.passes('4h');
    const sales = factory.person('sales');
    const form = await sales.says(`/urgent-order confirm ${draft}`);
    const reply = await sales.fills(form, CONFIRMED);
    expect(reply).toMatchObject({ kind: 'invalid', errors: { requiredBy: expect.stringContaining('已经过了') } });
    expect((await factory.order()).state).toBe('IDENTIFIED');
  });
});
