import { encodeTime } from 'ulid';
import { calendarOf } from '../app/calendar-of.ts';
import { directoryOf } from '../app/directory.ts';
import type { Store, Tx } from '../app/ports.ts';
import type { RoomRow } from '../app/rows.ts';
import { timerJobs } from '../app/timers.ts';
import { DAY, HOUR, instantAt, MINUTE, wallTime } from '../domain/instant.ts';
import { isRunning } from '../domain/obligation.ts';
import { orderName } from '../domain/order.ts';
import { DEMO_PEOPLE, type DemoPersonId } from './company.ts';
import { type Destiny, inventOrder } from './invent-order.ts';
import type { Life, World } from './life.ts';
import { createRandom, type Random } from './random.ts';

export interface HistoryOptions {
  /** Closed orders, over the `YEARS` before now. */
  readonly closed: number;
  /** Orders that wait for somebody now. */
  readonly open: number;
  readonly seed: number;
  readonly now: number;
  readonly tenant: string;
  readonly onProgress?: (done: number) => void;
}

export interface HistoryWritten {
  readonly orders: number;
  readonly events: number;
}

const YEARS = 3;
/** Orders per transaction: large enough that its fsync costs nothing, small enough for memory. */
const BATCH = 250;
/** Rows per statement where the store takes many: few different statements. */
const ROWS = 100;

/** Where open orders stand, in hundredths. */
const OPEN_MIX: readonly (readonly [Destiny, number])[] = [
  ['identified', 8],
  ['in_review', 42],
  ['negotiating', 10],
  ['awaiting_exec', 5],
  ['accepted', 35],
];
const CLOSED_MIX: readonly (readonly [Destiny, number])[] = [
  ['archived', 94],
  ['withdrawn', 3],
  ['abandoned', 3],
];

/**
 * Writes history into a database that holds the demo company: invented orders that went the way of the process, their log
 * chained, reviews, time limits met and missed, promises. Seeded: the same options give the same orders. Memory is bounded
 * by a batch; 110,000 orders with 1.9 million events took 90 s on two cores and 1.7 GB of disk.
 */
export async function generateHistory(store: Store, options: HistoryOptions): Promise<HistoryWritten> {
  const { world, personIds, saveNumbers } = await worldOf(store, options.tenant);
  const total = options.closed + options.open;
  let events = 0;
  for (let from = 0; from < total; from += BATCH) {
    const lives: Life[] = [];
    for (let i = from; i < Math.min(from + BATCH, total); i++)
      lives.push(await inventOne(world, personIds, options, i));
    await store.transaction(async (tx) => {
      await write(tx, lives, options);
      await saveNumbers(tx);
    });
    events += lives.reduce((sum, l) => sum + l.entries.length, 0);
    options.onProgress?.(Math.min(from + BATCH, total));
  }
  return { orders: total, events };
}

async function worldOf(
  store: Store,
  tenant: string,
): Promise<{ world: World; personIds: ReadonlyMap<DemoPersonId, string>; saveNumbers: (tx: Tx) => Promise<void> }> {
  const { data, settings } = await store.transaction(async (tx) => ({
    data: await tx.directory.read(),
    settings: await tx.settings.read(),
  }));
  const personIds = new Map(
    DEMO_PEOPLE.map(({ id }) => [
      id,
      data.accounts.find((a) => a.userId === id && a.tenant === tenant)?.personId ?? id,
    ]),
  );
  const numbers = new Map<string, number>();
  for (const series of await seriesOf(store)) numbers.set(series.name, series.value);
  const world: World = {
    directory: directoryOf(data),
    settings,
    calendar: calendarOf(settings),
    nextNumber: (series) => {
      const next = (numbers.get(series) ?? 0) + 1;
      numbers.set(series, next);
      return next;
    },
  };
  const saveNumbers = async (tx: Tx) => {
    for (const [name, value] of numbers) await tx.counters.set(name, value);
  };
  return { world, personIds, saveNumbers };
}

/** The series orders are numbered by, as far as they have gone. */
async function seriesOf(store: Store): Promise<{ name: string; value: number }[]> {
  const years = Array.from({ length: 200 }, (_, i) => `order:${1970 + i}`);
  return store.transaction(async (tx) => {
    const series: { name: string; value: number }[] = [];
    for (const name of ['draft', ...years]) {
      const value = await tx.counters.read(name);
      if (value > 0) series.push({ name, value });
    }
    return series;
  });
}

async function inventOne(
  world: World,
  personIds: ReadonlyMap<DemoPersonId, string>,
  { closed, seed, now, open }: HistoryOptions,
  i: number,
): Promise<Life> {
  const isOpen = i >= closed;
  const random = createRandom(Math.imul(seed, 0x9e3779b1) + i);
  const destiny = destinyOf(random, isOpen ? OPEN_MIX : CLOSED_MIX);
  const invent = (filedAt: number, inWorld: World) => {
    const own = createRandom(Math.imul(seed, 0x85ebca6b) ^ (i + 1));
    return inventOrder(inWorld, { filedAt, destiny, random: own, personIds, newId: idsFrom(own, filedAt) });
  };
  if (!isOpen)
    return invent(
      filingTime(random, now - YEARS * 365 * DAY + Math.floor(((YEARS * 365 - 40) * DAY * i) / closed), world),
      world,
    );
  // Lived once to see how long it takes, and again so that its last step was a moment ago: most time limits still run.
  const rehearsal = await invent(now - 3 * DAY, { ...world, nextNumber: () => 0 });
  const lived = (rehearsal.order?.updatedAt ?? now) - (now - 3 * DAY);
  const idle =
    destiny === 'accepted' ? random.whole(1, 96) * HOUR : Math.floor((50 * MINUTE * (open - (i - closed))) / open);
  return invent(now - lived - idle, world);
}

function destinyOf(random: Random, mix: readonly (readonly [Destiny, number])[]): Destiny {
  let rest = random.whole(0, 99);
  for (const [destiny, share] of mix) {
    rest -= share;
    if (rest < 0) return destiny;
  }
  return 'archived';
}

/** A moment of that day's work, as the factory's wall shows it. */
function filingTime(random: Random, day: number, { settings }: World): number {
  const { year, month, day: date } = wallTime(day, settings.time_zone);
  return (
    instantAt(settings.time_zone, { year, month, day: date, hour: random.whole(8, 16), minute: random.whole(0, 59) }) +
    random.whole(0, 59) * 1000
  );
}

const LETTERS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** ULIDs of an order's life: its filing time, then letters of its own random source. */
function idsFrom(random: Random, at: number): () => string {
  const time = encodeTime(at, 10);
  return () => {
    let id = time;
    for (let i = 0; i < 16; i++) id += LETTERS[Math.floor(random.next() * 32)];
    return id;
  };
}

async function write(tx: Tx, lives: readonly Life[], { tenant }: HistoryOptions): Promise<void> {
  for (const life of lives) {
    let before = null;
    for (const version of life.order ? [...life.versions, life.order] : []) {
      if (!(await tx.orders.save(before, version))) throw new Error('somebody else writes to this database');
      before = version;
    }
    for (const datum of life.personal) await tx.personal.save(datum);
    for (const claim of life.claims) await tx.answers.record(claim);
    const room = roomOf(life, tenant);
    if (room) await tx.rooms.save(room, life.order?.confirmedAt ?? 0);
  }
  for (const rows of inSlices(lives.flatMap((l) => l.entries))) await tx.events.append(rows);
  const obligations = lives.flatMap((l) => [...l.obligations.values()]);
  for (const rows of inSlices(obligations)) await tx.obligations.save(rows);
  await tx.jobs.add(timerJobs(obligations.filter(isRunning)));
}

function inSlices<T>(rows: readonly T[]): readonly T[][] {
  return Array.from({ length: Math.ceil(rows.length / ROWS) }, (_, i) => rows.slice(i * ROWS, (i + 1) * ROWS));
}

/** The order's room; its channel is made at the first need, a closed order's is gone. */
function roomOf({ order, newId }: Life, tenant: string): RoomRow | null {
  if (!order?.number) return null;
  return {
    id: newId(),
    platform: 'web',
    tenant,
    chatId: null,
    kind: 'order',
    orderId: order.id,
    personId: null,
    name: `${orderName(order)} ${order.facts.customer}`,
    isPrivate: false,
    locale: null,
    closedAt: order.closedAt,
  };
}
