import { afterEach, describe, expect, test } from 'vitest';
import { HOUR } from '../../src/domain/instant.ts';
import { BOT } from '../../src/domain/people.ts';
import { wall } from '../support/obligations.ts';
import { closeCompanies, company, inOrder, member, NINE, PEOPLE, person } from './limits-company.ts';

afterEach(closeCompanies);

describe('the ladder, through the gate', () => {
  test('UO-08 domain §15 scenario 2 reminder at 50 and 80 %, escalation at 100 %, leadership at 150 %', async () => {
    const it = await company();
    const order = await it.file();
    await it.until('2026-11-24 12:30');
    expect(inOrder(await it.sla(order))).toEqual([
      '10:00 sla.warned',
      '10:36 sla.warned',
      '11:00 sla.missed',
      '12:00 sla.escalated',
    ]);
    expect(await it.reminders()).toEqual(['sally', 'sally', 'sally', 'sam', 'sally', 'sam', 'gina']);
    expect((await it.log(order)).filter((e) => e.type.startsWith('sla.')).every((e) => e.actor === BOT)).toBe(true);
    await it.confirm(order);
    const rows = await it.bot.database.sql.all<{ state: string }>(
      `SELECT "state" FROM "Obligation" WHERE "key" = 'confirm_customer'`,
    );
    expect(rows).toEqual([{ state: 'MISSED_THEN_MET' }]);
  });

  test('JW-08 domain §15 scenario 5 a silent head is reminded, the delegate answers for them, leadership hears at 150 %', async () => {
    const it = await company({ reviewers_always: ['PROC'], review_tech_on_regular: false });
    await it.bot.store.transaction((tx) =>
      tx.directory.saveDelegation(
        {
          id: 'd1',
          fromId: 'pia',
          toId: 'dora',
          startsAt: NINE - HOUR,
          endsAt: NINE + 48 * HOUR,
          reason: 'leave',
          revokedAt: null,
        },
        'pia',
        NINE,
      ),
    );
    const order = await it.file();
    await it.confirm(order);
    await it.until('2026-11-24 13:00');
    expect(await it.reminders()).toEqual(['pia', 'dora', 'pia', 'dora', '#room (pia dora)', 'pia', 'dora']);
    await it.until('2026-11-24 15:00');
    expect((await it.reminders()).slice(7)).toEqual(['#room (pia dora gina)', 'pia', 'dora', 'gina']);
    // Silence is never consent: the task is as open as before.
    expect((await it.order(order))?.round?.tasks.map((t) => [t.department, t.state])).toEqual([
      ['PROD', 'APPROVED'],
      ['PROC', 'PENDING'],
    ]);
    expect(await it.does('dora', 'approve', { department: 'PROC', answers: { lead_time: '3 days' } }, order)).toBe(
      'done',
    );
    expect((await it.order(order))?.state).toBe('ACCEPTED');
    expect(await it.open(order)).toEqual([]);
  });

  test('JW-08 XD-10 domain §15 scenario 5 without a delegate leadership is mentioned at the limit', async () => {
    const it = await company({ reviewers_always: ['PROC'], review_tech_on_regular: false });
    const order = await it.file();
    await it.confirm(order);
    await it.until('2026-11-24 13:00');
    expect(await it.reminders()).toEqual(['pia', 'pia', '#room (pia gina)', 'pia', 'gina']);
  });

  test('XD-10 where nobody stands on the ladder the admins are told, never nobody', async () => {
    const it = await company();
    await it.bot.store.transaction(async (tx) => {
      await tx.directory.savePerson({ ...person('ada'), isAdmin: true });
      for (const gone of PEOPLE) if (gone.id !== 'sally') await tx.directory.savePerson({ ...gone, isActive: false });
    });
    await it.file();
    await it.bot.store.transaction((tx) =>
      tx.directory.savePerson({ ...person('sally', member('SALES')), isActive: false }),
    );
    await it.until('2026-11-24 10:00');
    expect(await it.reminders()).toEqual(['ada']);
  });

  test('T11 S06 a negotiation nobody moves goes to leadership, once, and they have their four hours', async () => {
    const it = await company({ reviewers_always: ['PROC'], review_tech_on_regular: false });
    const order = await it.file();
    await it.confirm(order);
    expect(await it.does('pia', 'reject', { department: 'PROC', reason: 'no steel', isImpossible: true }, order)).toBe(
      'done',
    );
    expect((await it.order(order))?.state).toBe('NEGOTIATING');
    await it.until('2026-11-24 14:59');
    expect((await it.order(order))?.state).toBe('NEGOTIATING');
    await it.until('2026-11-24 15:00');
    const after = await it.order(order);
    expect([after?.state, after?.exec?.cause, after?.exec?.state]).toEqual(['AWAITING_EXEC', 'no_answer', 'OPEN']);
    expect((await it.open(order)).map((o) => [o.key, wall(o.dueAt)])).toEqual([['exec_decide', '2026-11-24 19:00']]);
    expect((await it.log(order)).filter((e) => e.type === 'exec.requested')).toHaveLength(1);
  });

  test('domain §15 scenario 4 after leadership abandons no further timer does anything', async () => {
    const it = await company();
    const order = await it.file();
    await it.confirm(order);
    expect(await it.does('gina', 'abandon', { reason: 'customer refused' }, order)).toBe('done');
    const events = (await it.log(order)).length;
    await it.until('2026-11-27 18:00');
    expect(await it.reminders()).toEqual([]);
    expect((await it.log(order)).length).toBe(events);
    expect(await it.open(order)).toEqual([]);
  });
});
