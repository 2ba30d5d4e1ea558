import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import type { LogEntry } from '../../src/app/rows.ts';
import type { Settings } from '../../src/app/settings.ts';
import { type App, compose } from '../../src/compose.ts';
import { readConfig } from '../../src/config.ts';
import type { Order } from '../../src/domain/order.ts';
import type { Membership } from '../../src/domain/people.ts';
import type { Locale } from '../../src/i18n/locale.ts';
import { createFakeClock, type FakeClock } from './fake-clock.ts';
import { createTeller, type Teller } from './teller.ts';

const HOUR = 3_600_000;
const QUARTER = HOUR / 4;
const SPANS: Readonly<Record<string, number>> = { m: 60_000, h: HOUR, d: 24 * HOUR };
/** Tuesday morning in Shanghai. */
const START = '2026-11-24T09:00:00+08:00';

/** The company of the stories: one head for each department that is asked, leadership, a delegate to be, and one who has no say. */
const STAFF = {
  sales: { name: '林悦', roles: [{ role: 'SALES', isHead: true }] },
  salesman: { name: '周扬', roles: [{ role: 'SALES', isHead: false }] },
  production: { name: '陈刚', roles: [{ role: 'PROD', isHead: true }] },
  purchasing: { name: '吴敏', roles: [{ role: 'PROC', isHead: true }] },
  technical: { name: '何工', roles: [{ role: 'TECH', isHead: true }] },
  quality: { name: '郑洁', roles: [{ role: 'QA', isHead: true }] },
  logistics: { name: '孙磊', roles: [{ role: 'LOGI', isHead: true }] },
  planner: {
    name: '许宁',
    roles: [
      { role: 'PLANNER', isHead: true },
      { role: 'COORDINATOR', isHead: false },
    ],
  },
  finance: { name: '钱丽', roles: [{ role: 'FIN', isHead: true }] },
  boss: { name: '王总', roles: [{ role: 'EXEC', isHead: true }] },
  vice: { name: '赵副总', roles: [{ role: 'EXEC', isHead: false }] },
  deputy: { name: '冯杰', roles: [{ role: 'PROC', isHead: false }] },
  worker: { name: '小李', roles: [{ role: 'WH', isHead: false }] },
} as const satisfies Record<string, { name: string; roles: readonly Membership[] }>;
export type StaffName = keyof typeof STAFF;
export const STAFF_NAMES = Object.keys(STAFF) as StaffName[];

/** What a person is called, which is the same in every language. */
export function nameOf(name: StaffName): string {
  return STAFF[name].name;
}

export interface FactoryOptions {
  /** ISO time the story begins. */
  readonly start?: string;
  /** Settings of the configuration file. */
  readonly settings?: Partial<Settings>;
  readonly without?: readonly StaffName[];
  /** Nobody yet: the program as it starts on an empty database. */
  readonly isEmpty?: true;
}

/** A whole factory on a temporary database: the real store, gate, conversation and playground; only the clock is ours. */
export interface Factory {
  readonly app: App;
  readonly clock: FakeClock;
  /** Errors the program logged: a story that ends with one has found a bug. */
  readonly faults: readonly string[];
  person(name: StaffName, locale?: Locale): Teller;
  idOf(name: StaffName): string;
  /** The chat id of the main channel. */
  readonly main: string;
  /** The chat id of an order's channel: of the newest order unless it is named. */
  room(order?: string): Promise<string>;
  /** Lets time pass ("90m", "4h", "2d"), quarter by quarter, and delivers what falls due. */
  passes(span: string): Promise<void>;
  /** Passes until this instant. */
  until(instant: number): Promise<void>;
  settles(): Promise<void>;
  /** The newest order, or the one that is named. */
  order(name?: string): Promise<Order>;
  /** What the log says of an order. */
  events(name?: string): Promise<readonly LogEntry[]>;
  /** The company's own stream of the log. */
  companyEvents(): Promise<readonly LogEntry[]>;
  /** Turned off now and on again after a while ("3h"), on the same database. */
  restart(downFor?: string): Promise<void>;
  close(): Promise<void>;
}

export async function openFactory(options: FactoryOptions = {}): Promise<Factory> {
  const dir = await mkdtemp(join(tmpdir(), 'urgent-order-story-'));
  const clock = createFakeClock(options.start ?? START);
  const { config } = readConfig({
    DATABASE_URL: `file:${join(dir, 'story.db')}`,
    FILES_DIR: join(dir, 'files'),
    CONFIG_FILE: undefined,
    PLAYGROUND: 'on',
  });
  const faults: string[] = [];
  const logger = pino({ level: process.env.STORY_LOG ?? 'error' }, { write: (line: string) => void faults.push(line) });
  const turnOn = () =>
    compose(
      { ...config, fileSettings: { ...options.settings } },
      { clock, logger, isHeadless: true, seedsDemo: false },
    );

  let app = await turnOn();
  const ids = options.isEmpty ? {} : await hire(app, options.without ?? []);
  const room = { name: '急单总群', topic: '', isPrivate: false, locale: 'zh-CN', dedupeKey: 'main' } as const;
  const main = await app.playground?.adapter.openMainRoom(room);
  if (!main) throw new Error('no playground');
  await app.start();
  if (!options.isEmpty) {
    const input = { platform: 'web', tenant: main.tenant, chatId: main.chatId, name: room.name };
    await app.dispatch({ id: 'bind', actorId: ids.planner ?? '', command: 'setup_channel', input });
  }
  await app.queue.drain();

  const settles = () => app.queue.drain();

  async function until(instant: number): Promise<void> {
    while (clock.now() < instant) {
      // In quarters of an hour, so that timers ring near their time, as they would.
      clock.set(Math.min(instant, clock.now() + QUARTER));
      app.queue.nudge();
      await settles();
    }
  }

  async function order(name?: string): Promise<Order> {
    const { rows } = await app.store.queries.listOrders({ limit: 50, includeDrills: true });
    // Ids are in the order they were given.
    const newest = [...rows].sort((a, b) => (a.id < b.id ? 1 : -1));
    const row = name === undefined ? newest[0] : rows.find((r) => r.number === name || r.draftNo === name);
    const found = row && (await app.store.transaction((tx) => tx.orders.load(row.id)));
    if (!found) throw new Error(`no order ${name ?? ''}`);
    return found;
  }

  return {
    get app() {
      return app;
    },
    clock,
    faults,
    main: main.chatId,
    settles,
    until,
    order,
    person: (name, locale = 'zh-CN') => createTeller({ app: () => app, settles }, name, locale),
    idOf(name) {
      const id = ids[name];
      if (id === undefined) throw new Error(`${name} does not work here`);
      return id;
    },
    async room(name) {
      const { id } = await order(name);
      const rooms = await app.store.transaction((tx) => tx.rooms.of(id));
      const chatId = rooms.find((r) => r.kind === 'order')?.chatId;
      if (!chatId) throw new Error('the order has no channel');
      return chatId;
    },
    passes: (span) => until(clock.now() + spanMs(span)),
    async events(name) {
      const { id } = await order(name);
      return app.store.transaction((tx) => tx.events.since(id, 0));
    },
    companyEvents: () => app.store.log.entries({ stream: 'company', seq: 0 }, 'company', 500),
    async restart(downFor = '0m') {
      await app.stop();
      clock.set(clock.now() + spanMs(downFor));
      app = await turnOn();
      await app.start();
      await settles();
    },
    async close() {
      await app.stop();
      await rm(dir, { recursive: true, force: true });
    },
  };
}

function spanMs(span: string): number {
  const [, amount = '', unit = ''] = /^(\d+(?:\.\d+)?)([mhd])$/.exec(span) ?? [];
  return Number(amount) * (SPANS[unit] ?? Number.NaN);
}

async function hire(app: App, without: readonly StaffName[]): Promise<Partial<Record<StaffName, string>>> {
  const ids: Partial<Record<StaffName, string>> = {};
  for (const key of STAFF_NAMES.filter((k) => !without.includes(k))) {
    const { name, roles } = STAFF[key];
    const id = app.ids.next();
    ids[key] = id;
    const person = {
      id,
      name,
      email: `${key}@factory.test`,
      locale: null,
      timeZone: null,
      quiet: null,
      isActive: true,
    };
    await app.store.transaction(async (tx) => {
      await tx.directory.savePerson({ ...person, isAdmin: key === 'planner', memberships: roles });
      await tx.directory.saveAccount({ personId: id, platform: 'web', tenant: 'playground', userId: key });
    });
  }
  await app.playground?.refreshPeople();
  return ids;
}
