import type { CommandName } from '../../src/app/commands.ts';
import { createDispatch } from '../../src/app/dispatch.ts';
import type { TakenJob } from '../../src/app/jobs.ts';
import type { Settings } from '../../src/app/settings.ts';
import { timerRequestId } from '../../src/app/timers.ts';
import { BOT, type Membership, type Person } from '../../src/domain/people.ts';
import { createLocalQueue } from '../../src/store/local-queue.ts';
import { openDatabase } from '../../src/store/open.ts';
import { createStore } from '../../src/store/store.ts';
import { at, facts, wall } from '../support/obligations.ts';
import { tempDatabase } from '../support/temp-database.ts';

/** When the company of these tests opens. */
export const NINE = at('2026-11-24 09:00');

export function person(id: string, ...memberships: Membership[]): Person {
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
export const member = (role: Membership['role']): Membership => ({ role, isHead: false });

export const PEOPLE: readonly Person[] = [
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

/** Closes every company of the test that has ended. */
export async function closeCompanies(): Promise<void> {
  for (const one of opened.splice(0)) await one.close();
}

/** A company on a real SQLite file, behind the real gate and queue, with a clock that is moved by hand. */
export async function company(fileSettings: Partial<Settings> = {}) {
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

/** The log newest first or last is the store's business: these tests only need it in order of time. */
export function inOrder(lines: readonly string[]): readonly string[] {
  return [...lines].sort();
}
