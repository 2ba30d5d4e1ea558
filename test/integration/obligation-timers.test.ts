import { afterEach, describe, expect, test } from 'vitest';
import type { CommandName } from '../../src/app/commands.ts';
import { createDispatch } from '../../src/app/dispatch.ts';
import type { TakenJob } from '../../src/app/jobs.ts';
import type { Tx } from '../../src/app/ports.ts';
import type { Settings } from '../../src/app/settings.ts';
import { timerRequestId } from '../../src/app/timers.ts';
import { findGaps, isComplete, runAudit } from '../../src/app/upkeep/auditor.ts';
import { HOUR } from '../../src/domain/instant.ts';
import { BOT, type Membership, type Person } from '../../src/domain/people.ts';
import { createLocalQueue } from '../../src/store/local-queue.ts';
import { openDatabase } from '../../src/store/open.ts';
import { createStore } from '../../src/store/store.ts';
import { at, facts, wall } from '../support/obligations.ts';
import { tempDatabase } from '../support/temp-database.ts';

const NINE = at('2026-11-24 09:00');

function person(id: string, ...memberships: Membership[]): Person {
  return {
    id,
    name: id,
    email: null,
    locale: null,
    timeZone: null,
    quiet: null,
    isAdmin: false,
    isActive: true,
    memberships,
  };
}
const head = (role: Membership['role']): Membership => ({ role, isHead: true });
const member = (role: Membership['role']): Membership => ({ role, isHead: false });

const PEOPLE: readonly Person[] = [
  person('sally', member('SALES')),
  person('sam', head('SALES')),
  person('paul', head('PROD')),
  person('pia', head('PROC')),
  person('tom', head('TECH')),
  person('lou', head('LOGI')),
  person('plan', head('PLANNER')),
  person('gina', member('EXEC_GM')),
  person('dora', member('PROC')),
];

const opened: { close: () => Promise<void> }[] = [];
afterEach(async () => {
  for (const company of opened.splice(0)) await company.close();
});

/** A company on a real SQLite file, behind the real gate and queue, with a clock that is moved by hand. */
async function company(fileSettings: Partial<Settings> = {}) {
  const place = tempDatabase();
  let now = NINE;
  let count = 0;
  const newId = () => `id-${String(++count).padStart(5, '0')}`;
  const clock = { now: () => now };

  async function start() {
    const database = await openDatabase(place.url);
    const store = createStore(database, { clock, fileSettings });
    const dispatch = createDispatch({
      store,
      clock,
      ids: { next: newId },
      platforms: () => [{ platform: 'web', tenant: 'demo' }],
    });
    const queue = createLocalQueue({ database, store, clock });
    queue.work('timer', 2, async (job: TakenJob) => {
      const payload = job.payload as { obligation: string; step: number; at: number };
      await dispatch({
        id: timerRequestId(payload),
        actorId: BOT,
        command: 'timer',
        orderId: job.lane,
        input: { obligationId: payload.obligation, step: payload.step },
      });
      return { kind: 'done' };
    });
    return { database, store, dispatch, queue };
  }
  let bot = await start();
  let isUp = true;
  const stop = async () => {
    if (isUp) {
      await bot.queue.stop();
      await bot.database.close();
    }
    isUp = false;
  };
  opened.push({
    close: async () => {
      await stop();
      place.remove();
    },
  });
  await bot.store.transaction(async (tx) => {
    for (const one of PEOPLE) await tx.directory.savePerson(one);
  });

  return {
    newId,
    get bot() {
      return bot;
    },
    stop,
    async restart() {
      bot = await start();
      isUp = true;
      await bot.queue.drain();
    },
    moveTo: (instant: number) => (now = instant),
    /** Moves the clock and rings what is due at each instant on the way, as a bot that is up does. */
    async until(text: string) {
      for (;;) {
        const [next] = await bot.database.sql.all<{ at: number | null }>(
          `SELECT MIN("runAt") AS "at" FROM "Job" WHERE "queue" = 'timer' AND "state" = 'ready' AND "runAt" > ?`,
          [new Date(now)],
        );
        now = Math.min(at(text), next?.at ?? at(text));
        await bot.queue.drain();
        if (now >= at(text)) return;
      }
    },
    async does(actorId: string, command: CommandName, input: unknown, orderId?: string) {
      const outcome = await bot.dispatch({
        id: newId(),
        actorId,
        command,
        input,
        ...(orderId !== undefined && { orderId }),
      });
      await bot.queue.drain();
      return outcome.kind === 'refused' ? `refused: ${outcome.refusal.code}` : outcome.kind;
    },
    async file() {
      const input = { facts: { ...facts, receivedAt: now }, contact: null };
      const outcome = await bot.dispatch({ id: newId(), actorId: 'sally', command: 'new', input });
      if (outcome.kind !== 'done' || !outcome.answer.orderId) throw new Error(JSON.stringify(outcome));
      return outcome.answer.orderId;
    },
    async confirm(orderId: string) {
      const confirmation = { way: 'phone', at: now, evidence: 'called', failed: [], note: null };
      const outcome = await bot.dispatch({
        id: newId(),
        actorId: 'sally',
        command: 'confirm',
        orderId,
        input: { facts: { ...facts, receivedAt: now }, contact: null, confirmation },
      });
      if (outcome.kind !== 'done') throw new Error(JSON.stringify(outcome));
      // Production is always asked: where a test is about another department alone, it agrees at once.
      if (fileSettings.reviewers_always?.includes('PROD') !== false) return;
      const answers = { process: 'yes', capacity: 'yes', materials: 'yes' };
      await this.does('paul', 'approve', { department: 'PROD', answers }, orderId);
    },
    /** Reminders in the outbox, oldest first: `person` or `#room (people mentioned)`. */
    async reminders() {
      const rows = await bot.database.sql.all<{ payload: string }>(
        `SELECT "payload" FROM "Job" WHERE "queue" = 'chat' ORDER BY "seq"`,
      );
      return rows
        .map((row) => JSON.parse(row.payload) as { kind: string; view?: string; person?: string; mention?: string[] })
        .filter((d) => d.view === 'obligation.reminder')
        .map((d) => d.person ?? `#room (${d.mention?.join(' ')})`);
    },
    async log(orderId: string) {
      return (await bot.store.queries.timeline(orderId, 100))
        .map((e) => ({ type: e.type, at: wall(e.at), actor: e.actorId }))
        .reverse();
    },
    async sla(orderId: string) {
      return (await this.log(orderId))
        .filter((e) => e.type.startsWith('sla.'))
        .map((e) => `${e.at?.slice(11)} ${e.type}`);
    },
    order: (orderId: string) => bot.store.transaction((tx) => tx.orders.load(orderId)),
    open: (orderId: string) => bot.store.transaction((tx) => tx.obligations.open(orderId)),
  };
}

/** Whether the order's head is the one its log ends with. */
async function verifyHead(tx: Tx, orderId: string): Promise<boolean> {
  const [order, entries] = [await tx.orders.load(orderId), await tx.events.since(orderId, -1)];
  return order?.eventCount === entries.length && order.headHash === entries.at(-1)?.hash;
}

/** The log newest first or last is the store's business: these tests only need it in order of time. */
function inOrder(lines: readonly string[]): readonly string[] {
  return [...lines].sort();
}

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

describe('a bot that was down', () => {
  test.each([
    ['during two reminders', '2026-11-24 10:50', ['10:50 sla.warned']],
    ['over the limit', '2026-11-24 11:20', ['11:20 sla.missed']],
    ['for half a day', '2026-11-24 17:00', ['17:00 sla.escalated', '17:00 sla.missed']],
  ])(
    'XD-05 XD-11 domain §15 scenario 16 %s takes one step on recovery, and not again at the next start',
    async (_, when, expected) => {
      const it = await company();
      const order = await it.file();
      await it.stop();
      it.moveTo(at(when));
      await it.restart();
      expect(inOrder(await it.sla(order))).toEqual(expected);
      const told = await it.reminders();
      expect(told.filter((who) => who === 'sally')).toHaveLength(1);
      await it.stop();
      await it.restart();
      expect(await it.reminders()).toEqual(told);
    },
  );

  test('XD-14 EX-03 what was done late before a timer could ring is in the log as missed', async () => {
    const it = await company();
    const order = await it.file();
    it.moveTo(at('2026-11-24 11:01'));
    await it.confirm(order);
    await it.bot.queue.drain();
    expect(await it.sla(order)).toEqual(['11:01 sla.missed']);
    expect(await it.reminders()).toEqual([]);
    expect(await it.bot.store.transaction((tx) => verifyHead(tx, order))).toBe(true);
  });

  test('XD-02 XD-05 a timer delivered twice takes its step once', async () => {
    const it = await company();
    const order = await it.file();
    const [first] = await it.open(order);
    if (first?.nextAt == null) throw new Error('no timer');
    it.moveTo(first.nextAt);
    const ring = () =>
      it.bot.dispatch({
        id: timerRequestId({ obligation: first.id, step: 0, at: first.nextAt as number }),
        actorId: BOT,
        command: 'timer',
        orderId: order,
        input: { obligationId: first.id, step: 0 },
      });
    const outcomes = await Promise.all([ring(), ring(), ring()]);
    expect(outcomes.map((o) => o.kind)).toEqual(['done', 'done', 'done']);
    await it.bot.queue.drain();
    expect(await it.sla(order)).toEqual(['10:00 sla.warned']);
  });
});

describe('clocks that stand still', () => {
  test('T31 PJ-29 the ring of before the pause means nothing, the one after it counts', async () => {
    const it = await company({ reviewers_always: ['PROC'], review_tech_on_regular: false });
    const order = await it.file();
    await it.confirm(order);
    await it.until('2026-11-24 10:00');
    expect(await it.does('gina', 'hold', { reason: 'credit' }, order)).toBe('done');
    await it.until('2026-11-24 14:00');
    expect(await it.sla(order)).toEqual([]);
    expect(await it.does('gina', 'resume', {}, order)).toBe('done');
    expect((await it.open(order)).map((o) => [o.key, wall(o.dueAt), wall(o.nextAt)])).toEqual([
      ['review', '2026-11-24 17:00', '2026-11-24 15:00'],
    ]);
    await it.until('2026-11-24 17:00');
    expect(inOrder(await it.sla(order))).toEqual(['15:00 sla.warned', '16:12 sla.warned', '17:00 sla.missed']);
  });

  test('XD-11 a snooze is for whoever must act, and only for them', async () => {
    const it = await company();
    const order = await it.file();
    await it.until('2026-11-24 10:00');
    const [due] = await it.open(order);
    expect(await it.does('sam', 'snooze', { obligationId: due?.id, until: '1h' }, order)).toBe('refused: no_effect');
    expect(await it.does('sally', 'snooze', { obligationId: due?.id, until: '1h' }, order)).toBe('done');
    await it.until('2026-11-24 11:00');
    expect(inOrder(await it.sla(order))).toEqual(['10:00 sla.warned', '11:00 sla.missed']);
  });
});

describe('the auditor', () => {
  test('EX-03 XD-05 finds an order without a limit and a limit without a timer, and puts both right', async () => {
    const it = await company();
    const order = await it.file();
    const healthy = await findGaps(it.bot.store.queries, NINE);
    expect([isComplete(healthy), healthy]).toEqual([
      true,
      {
        at: NINE,
        ordersWithoutObligation: [],
        timersMissing: 0,
        deliveriesStuck: 0,
        oldestJobAt: healthy.oldestJobAt,
        parked: 0,
      },
    ]);

    await it.bot.database.sql.run(`DELETE FROM "Job" WHERE "queue" = 'timer'`);
    const timers = await runAudit(it.bot.store, { now: NINE, newId: it.newId });
    expect([timers.found.timersMissing, timers.repaired, isComplete(timers.left)]).toEqual([
      1,
      { obligations: 0, timers: 1 },
      true,
    ]);

    await it.bot.database.sql.run('DELETE FROM "Obligation"');
    await it.bot.database.sql.run(`DELETE FROM "Job" WHERE "queue" = 'timer'`);
    const limits = await runAudit(it.bot.store, { now: NINE, newId: it.newId });
    expect([limits.found.ordersWithoutObligation, limits.repaired, isComplete(limits.left)]).toEqual([
      [order],
      { obligations: 1, timers: 0 },
      true,
    ]);
    expect((await it.open(order)).map((o) => [o.key, wall(o.dueAt)])).toEqual([
      ['confirm_customer', '2026-11-24 11:00'],
    ]);
    await it.until('2026-11-24 10:00');
    expect(await it.sla(order)).toEqual(['10:00 sla.warned']);
  });
});
