import type { ChatStore } from '../../adapters/web/chat-store.ts';
import { createWebAdapter, type WebAdapter } from '../../adapters/web/index.ts';
import { calendarOf } from '../app/calendar-of.ts';
import type { Dispatch } from '../app/dispatch.ts';
import type { JobQueue } from '../app/jobs.ts';
import type { Files, Ids, Store } from '../app/ports.ts';
import type { Config } from '../config.ts';
import { listPeople } from '../config-file.ts';
import { DEMO_MAIN_ROOM } from '../demo/company.ts';
import { seedDemo } from '../demo/seed-demo.ts';
import type { DemoClock } from '../demo-clock.ts';
import { nextWorkStart } from '../domain/calendar.ts';
import { DAY, dayAt, instantOfLocal } from '../domain/instant.ts';
import { isLoopback } from '../http/guard.ts';
import { createWebFiles } from './web-files.ts';
import { createPersonas, WEB_TENANT } from './web-people.ts';

export interface PlaygroundParts {
  readonly config: Config;
  readonly store: Store & { wipe(): Promise<void>; withoutWaitingForDisk<T>(work: () => Promise<T>): Promise<T> };
  readonly chat: ChatStore;
  readonly dispatch: Dispatch;
  readonly queue: JobQueue;
  readonly clock: DemoClock & { attach(store: Store): Promise<void> };
  readonly ids: Ids;
  readonly files: Files;
  readonly onFault: (error: unknown) => void;
}

/** The playground: a chat platform of our own, with a company to try everything in. */
export interface Playground {
  readonly adapter: WebAdapter;
  readonly chat: ChatStore;
  refreshPeople(): Promise<void>;
  /** Gives an empty database its company: the people of the file, else the demo company with its orders. */
  fill(): Promise<void>;
}

export function createPlayground(parts: PlaygroundParts): Playground {
  const { config, store, chat, dispatch, queue, clock, ids, files, onFault } = parts;
  const personas = createPersonas(store);
  const adapter = createWebAdapter({
    tenant: WEB_TENANT,
    store: chat,
    people: personas,
    files: createWebFiles({ store, files, dispatch, clock, ids, personas }),
    clock,
    ids,
    timeZone: (personId) => personas.timeZone(personId),
    isOpen: isLoopback(config.host) || config.isPlaygroundPublic,
    onFault,
    demo: { aheadMs: () => clock.aheadMs(), moveClock, reset },
  });

  async function moveClock(by: { readonly ms: number } | { readonly to: 'next_workday' }): Promise<void> {
    await clock.moveAhead('ms' in by ? by.ms : (await nextMorning(store, clock.now())) - clock.now());
    queue.nudge();
    await queue.drain();
    adapter.refreshAll();
  }

  async function reset(): Promise<void> {
    await queue.drain();
    await store.wipe();
    await clock.attach(store);
    await adapter.clear();
    await fill();
    adapter.refreshAll();
  }

  async function fill(): Promise<void> {
    if (config.people.length > 0) await openFileCompany();
    else
      await store.withoutWaitingForDisk(() =>
        seedDemo({ store, dispatch, clock, queue, adapter, peopleSaved: () => personas.refresh() }),
      );
    await personas.refresh();
  }

  /** The company of the file: its people, and a main channel of its own. */
  async function openFileCompany(): Promise<void> {
    await dispatch({
      id: `file-people:${ids.next()}`,
      actorId: 'BOT',
      command: 'sync_people',
      input: listPeople(config, [{ platform: 'web', tenant: WEB_TENANT }]),
    });
    await personas.refresh();
    // Everybody can talk to the bot from the first moment: where nobody is an administrator yet, the code is said there.
    for (const { userId } of personas.list()) await adapter.openDirect(userId);
    const { people } = await store.transaction((tx) => tx.directory.read());
    const admin = people.find((p) => p.isAdmin && p.isActive);
    if (!admin) return;
    const chatRef = await adapter.openMainRoom({
      name: DEMO_MAIN_ROOM,
      topic: '',
      isPrivate: false,
      locale: 'zh-CN',
      dedupeKey: 'main',
    });
    await dispatch({
      id: `file-main:${ids.next()}`,
      actorId: admin.id,
      command: 'setup_channel',
      input: { platform: 'web', tenant: WEB_TENANT, chatId: chatRef.chatId, name: DEMO_MAIN_ROOM },
    });
  }

  return { adapter, chat, refreshPeople: () => personas.refresh(), fill };
}

/** Whether the database holds people of a real platform: the playground would let anybody be them. */
export async function holdsPlatformPeople(store: Store): Promise<boolean> {
  const { accounts } = await store.transaction((tx) => tx.directory.read());
  return accounts.some((a) => a.platform !== 'web');
}

/** The beginning of the next working day. */
async function nextMorning(store: Store, now: number): Promise<number> {
  const calendar = calendarOf(await store.transaction((tx) => tx.settings.read()));
  return nextWorkStart(calendar, instantOfLocal(calendar.timeZone, (dayAt(now, calendar.timeZone) + 1) * DAY));
}
