import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createDispatch, type Dispatch, type Outcome, type Request } from '../../src/app/dispatch.ts';
import type { Settings } from '../../src/app/settings.ts';
import type { Order } from '../../src/domain/order.ts';
import type { Membership } from '../../src/domain/people.ts';
import { openDatabase } from '../../src/store/open.ts';
import { createStore, type SqliteStore } from '../../src/store/store.ts';
import { NOW, someFacts } from './build-order.ts';
import { createFakeClock, type FakeClock } from './fake-clock.ts';

const PEOPLE: Readonly<Record<string, readonly Membership[]>> = {
  sales: [{ role: 'SALES', isHead: true }],
  clerk: [{ role: 'SALES', isHead: false }],
  prod: [{ role: 'PROD', isHead: true }],
  proc: [{ role: 'PROC', isHead: true }],
  tech: [{ role: 'TECH', isHead: true }],
  logi: [{ role: 'LOGI', isHead: true }],
  plan: [{ role: 'PLANNER', isHead: true }],
  qa: [{ role: 'QA', isHead: true }],
  fin: [{ role: 'FIN', isHead: true }],
  boss: [{ role: 'EXEC', isHead: true }],
  vice: [{ role: 'EXEC', isHead: false }],
  office: [{ role: 'COORDINATOR', isHead: false }],
  deputy: [{ role: 'PROC', isHead: false }],
  worker: [{ role: 'WH', isHead: false }],
};

/** The gate on a real SQLite file, without conversation or platforms. */
export interface GateRig {
  readonly store: SqliteStore;
  readonly dispatch: Dispatch;
  readonly clock: FakeClock;
  /** Sends a command as a person; ids count up unless given. */
  readonly send: (
    who: string,
    command: Request['command'],
    input?: unknown,
    extra?: Partial<Request>,
  ) => Promise<Outcome>;
  readonly order: (id: string) => Promise<Order>;
  /** Files an order as sales and returns its id. */
  readonly file: (facts?: Partial<ReturnType<typeof someFacts>>) => Promise<string>;
  /** Files and confirms: the departments are asked. */
  readonly underReview: (facts?: Partial<ReturnType<typeof someFacts>>) => Promise<string>;
  readonly approveAll: (id: string, except?: readonly string[]) => Promise<void>;
  readonly close: () => Promise<void>;
}

export const ANSWERS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  PROD: { process: 'ok', capacity: 'ok', materials: 'ok' },
  PROC: { lead_time: '1 d' },
  TECH: { capability: 'ok' },
  LOGI: { transport: 'ok' },
  PLANNER: { delivery_date: 'ok' },
  QA: { assurance: 'ok' },
  FIN: { terms: 'ok' },
};
const HEADS: Readonly<Record<string, string>> = {
  PROD: 'prod',
  PROC: 'proc',
  TECH: 'tech',
  LOGI: 'logi',
  PLANNER: 'plan',
  QA: 'qa',
  FIN: 'fin',
};

export async function openGate(settings: Partial<Settings> = {}): Promise<GateRig> {
  const dir = await mkdtemp(join(tmpdir(), 'urgent-order-gate-'));
  const clock = createFakeClock(new Date(NOW).toISOString());
  const database = await openDatabase(`file:${join(dir, 'gate.db')}`);
  const store = createStore(database, { clock, fileSettings: settings });
  let n = 0;
  const ids = { next: () => `id-${String(++n).padStart(6, '0')}` };
  const dispatch = createDispatch({ store, clock, ids, platforms: () => [{ platform: 'web', tenant: 'playground' }] });
  await store.transaction(async (tx) => {
    for (const [id, memberships] of Object.entries(PEOPLE)) {
      await tx.directory.savePerson({
        id,
        name: id,
        email: null,
        locale: null,
        timeZone: null,
        quiet: null,
        isAdmin: id === 'office',
        isActive: true,
        memberships,
      });
    }
  });
  let sent = 0;
  const rig: GateRig = {
    store,
    dispatch,
    clock,
    send: (who, command, input = {}, extra = {}) =>
      dispatch({ id: `click-${++sent}`, actorId: who, command, input, ...extra }),
    order: async (id) => {
      const order = await store.transaction((tx) => tx.orders.load(id));
      if (!order) throw new Error(`no order ${id}`);
      return order;
    },
    async file(facts) {
      const outcome = await rig.send('sales', 'new', { facts: someFacts(facts) });
      if (outcome.kind !== 'done' || !outcome.answer.orderId) throw new Error(JSON.stringify(outcome));
      return outcome.answer.orderId;
    },
    async underReview(facts) {
      const id = await rig.file(facts);
      const outcome = await rig.send('sales', 'confirm', confirmation(facts), { orderId: id });
      if (outcome.kind !== 'done') throw new Error(JSON.stringify(outcome));
      return id;
    },
    async approveAll(id, except = []) {
      for (const task of (await rig.order(id)).round?.tasks ?? []) {
        if (except.includes(task.department)) continue;
        const outcome = await rig.send(
          HEADS[task.department] ?? '',
          'approve',
          { department: task.department, answers: ANSWERS[task.department] },
          { orderId: id },
        );
        if (outcome.kind !== 'done') throw new Error(`${task.department}: ${JSON.stringify(outcome)}`);
      }
    },
    async close() {
      await store.close();
      await rm(dir, { recursive: true, force: true });
    },
  };
  return rig;
}

/** What sales enters when the customer has confirmed. */
export function confirmation(facts: Partial<ReturnType<typeof someFacts>> = {}, change: Record<string, unknown> = {}) {
  return {
    facts: someFacts(facts),
    contact: '李经理 13800138000',
    confirmation: { way: 'phone', at: NOW, evidence: '电话确认 09:10', failed: [], note: null, ...change },
  };
}
