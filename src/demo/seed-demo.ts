import type { Dispatch, Outcome, Request } from '../app/dispatch.ts';
import type { JobQueue } from '../app/jobs.ts';
import type { Clock, Store } from '../app/ports.ts';
import { MINUTE } from '../domain/instant.ts';
import type { Locale } from '../i18n/locale.ts';
import {
  DEMO_ADMIN,
  DEMO_DELEGATES,
  DEMO_MAIN_ROOM,
  DEMO_PEOPLE,
  DEMO_SETTINGS,
  type DemoPersonId,
  listDemoPeople,
} from './company.ts';
import { DEMO_STORIES } from './stories.ts';
import { daysFrom, type Step } from './story.ts';

/** A clock that can show an earlier moment for a while; null: the time it is. */
export interface ReplayClock extends Clock {
  replay(at: number | null): void;
}

export interface SeedParts {
  readonly store: Store;
  readonly dispatch: Dispatch;
  /** The one clock of store, gate, queue and chat: all of them live through the story. */
  readonly clock: ReplayClock;
  /** With its workers started: cards are posted at the time of the story. */
  readonly queue: Pick<JobQueue, 'nudge' | 'drain'>;
  /** The chat platform the company lives on. */
  readonly adapter: {
    readonly platform: string;
    readonly tenant: string;
    openMainRoom(room: {
      name: string;
      topic: string;
      isPrivate: boolean;
      locale: Locale;
      dedupeKey: string;
    }): Promise<{ readonly chatId: string }>;
  };
  /** Called once the people are in the directory: the platform must know them before it can post to them. */
  readonly peopleSaved: () => Promise<void>;
}

const ZONE = 'Asia/Shanghai';
/** The company was set up this long before its first order. */
const SET_UP_BEFORE = 30 * MINUTE;
/** Timers ring at most this late in the story. */
const HOP = 30 * MINUTE;

/**
 * Fills an empty database with the demo company and its orders, in different states, everything through the gate: log,
 * time limits and cards are as real as any. The story ends now; nothing in it is random.
 *
 * Answers the steps that were refused: none with the settings of the demo company. Where a configuration file states other
 * ones, a story may end earlier.
 */
export async function seedDemo(parts: SeedParts): Promise<readonly string[]> {
  const end = parts.clock.now();
  const steps = DEMO_STORIES.flatMap((story, s) => story.map((step) => ({ ...step, story: s }))).sort(
    (a, b) => b.ago - a.ago,
  );
  let now = end - (steps[0]?.ago ?? 0) - SET_UP_BEFORE;
  const refused: string[] = [];
  const ended = new Set<number>();
  parts.clock.replay(now);
  try {
    const people = await setUp(parts);
    const orders = new Map<number, string>();
    for (const [i, step] of steps.entries()) {
      if (ended.has(step.story)) continue;
      now = await moveTo(parts, now, end - step.ago);
      const outcome = await take(parts, step, {
        id: `demo:${i}`,
        actorId: people.get(step.by) ?? step.by,
        orderId: orders.get(step.story),
        end,
      });
      if (outcome.kind === 'done') orders.set(step.story, outcome.answer.orderId ?? '');
      else {
        ended.add(step.story);
        refused.push(`${step.command}: ${JSON.stringify(outcome)}`);
      }
    }
    await moveTo(parts, now, end);
  } finally {
    parts.clock.replay(null);
  }
  await settle(parts);
  return refused;
}

/** People, their stand-ins, settings and the main room. Answers who has which id. */
async function setUp(parts: SeedParts): Promise<ReadonlyMap<DemoPersonId, string>> {
  const { adapter, dispatch, store } = parts;
  const account = { platform: 'web', tenant: adapter.tenant } as const;
  await expectDone(dispatch, {
    id: 'demo:people',
    actorId: 'BOT',
    command: 'sync_people',
    input: { people: listDemoPeople(account), delegates: DEMO_DELEGATES },
  });
  await parts.peopleSaved();
  const { accounts } = await store.transaction((tx) => tx.directory.read());
  const ids = new Map(
    DEMO_PEOPLE.map(({ id }) => [
      id,
      accounts.find((a) => a.userId === id && a.tenant === adapter.tenant)?.personId ?? id,
    ]),
  );
  const actorId = ids.get(DEMO_ADMIN) ?? DEMO_ADMIN;
  const inFile = await store.transaction((tx) => tx.settings.inFile());
  for (const { key, value } of DEMO_SETTINGS.filter((s) => !inFile.has(s.key)))
    await expectDone(dispatch, { id: `demo:set:${key}`, actorId, command: 'settings', input: { key, value } });
  const { chatId } = await adapter.openMainRoom({
    name: DEMO_MAIN_ROOM,
    topic: '',
    isPrivate: false,
    locale: 'zh-CN',
    dedupeKey: 'main',
  });
  await expectDone(dispatch, {
    id: 'demo:main',
    actorId,
    command: 'setup_channel',
    input: { platform: adapter.platform, tenant: adapter.tenant, chatId, name: DEMO_MAIN_ROOM },
  });
  return ids;
}

/** Lets the time pass, so that everything due on the way happens on the way. */
async function moveTo(parts: SeedParts, from: number, to: number): Promise<number> {
  for (let at = from; at < to; at = Math.min(at + HOP, to)) {
    parts.clock.replay(at);
    await settle(parts);
  }
  parts.clock.replay(to);
  return to;
}

async function settle({ queue }: SeedParts): Promise<void> {
  queue.nudge();
  await queue.drain();
}

interface Turn {
  readonly id: string;
  readonly actorId: string;
  readonly orderId: string | undefined;
  readonly end: number;
}

/** One step of a story. */
async function take(parts: SeedParts, step: Step, turn: Turn): Promise<Outcome> {
  const { orderId } = turn;
  const order = orderId === undefined ? null : await parts.store.transaction((tx) => tx.orders.load(orderId));
  const scene = { now: parts.clock.now(), order, inDays: daysFrom(turn.end, ZONE) };
  return parts.dispatch({
    id: turn.id,
    actorId: turn.actorId,
    command: step.command,
    input: step.input(scene),
    ...(orderId !== undefined && { orderId }),
  });
}

async function expectDone(dispatch: Dispatch, request: Request): Promise<void> {
  const outcome = await dispatch(request);
  if (outcome.kind !== 'done')
    throw new Error(`the demo's ${request.command} (${request.id}) was not done: ${JSON.stringify(outcome)}`);
}
