import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import type { HttpBindings } from '@hono/node-server';
import { Hono } from 'hono';
import type { ChatAdapter } from '../../src/chat/adapter.ts';
import type { Converse, Reply } from '../../src/chat/interaction.ts';
import { mountAssets } from './assets.ts';
import type { ChannelRecord, ChatStore } from './chat-store.ts';
import { mountFiles } from './file-routes.ts';
import type { Files } from './files.ts';
import { createHub } from './hub.ts';
import { createInbound } from './inbound.ts';
import { isId } from './limits.ts';
import { CAPABILITIES, createOutbound, type Outbound } from './outbound.ts';
import { createPages } from './pages.ts';
import type { People } from './people.ts';
import { answerRefusal } from './refusal.ts';
import { Refused, type WebEnv } from './request.ts';
import { type Demo, mountPlayground } from './routes.ts';

export interface WebAdapterParts {
  /** Names this playground in references to its people and rooms. */
  readonly tenant: string;
  readonly store: ChatStore;
  readonly people: People;
  readonly files: Files;
  readonly clock: { now(): number };
  readonly ids: { next(): string };
  readonly timeZone: (personId: string) => string;
  /** Clock and reset of a demonstration; null where there is none. */
  readonly demo: Demo | null;
  /** Whoever opens it is anyone in it: false on an address that others reach, unless that is wanted. */
  readonly isOpen: boolean;
  /** Told of what nobody waits for: a fault while answering a newcomer to a room. */
  readonly onFault: (error: unknown) => void;
}

export interface WebAdapter extends ChatAdapter {
  readonly openMainRoom: Outbound['openMainRoom'];
  /** Adds `/`, `/playground…` and `/assets…` to the one server. */
  mount(app: Hono<{ Bindings: HttpBindings }>): void;
  /** Takes over a WebSocket of the playground; false when the path is another's. Origin and host are checked before. */
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): boolean;
  /** Empties the chat: part of a reset of the demo company. */
  clear(): Promise<void>;
  /** Tells every open page to look again, and what is gathered at once. */
  refreshAll(): void;
}

const SOCKET = /^\/playground\/as\/([^/?]+)\/socket(?:\?|$)/;

/** The playground: a whole chat platform of our own behind the interface that Slack and Lark have too. */
export function createWebAdapter(parts: WebAdapterParts): WebAdapter {
  const { tenant, store, people, files, clock, ids } = parts;
  let converse: Converse | null = null;
  /** What is being answered: stopping waits for it. */
  const underWay = new Set<Promise<unknown>>();

  /** Settled when the adapter takes work (or never will): a page asked for earlier waits, it does not fail. */
  const { promise: started, resolve: settleStart } = Promise.withResolvers<void>();

  async function track<T>(work: Promise<T>): Promise<T> {
    underWay.add(work);
    try {
      return await work;
    } finally {
      underWay.delete(work);
    }
  }

  function talk(interaction: Parameters<Converse>[0]): Promise<Reply> {
    if (converse === null) throw new Refused(503, 'server.starting');
    return track(converse(interaction));
  }

  const hub = createHub(async (channelId) => {
    const channel = await store.channel(channelId);
    return channel === null || !channel.isPrivate ? 'everybody' : store.members(channelId);
  });
  const inbound = createInbound({ tenant, store, files, hub, clock, ids, converse: talk });
  const clockAheadMs = () => parts.demo?.aheadMs() ?? 0;
  const { timeZone, demo } = parts;
  const pages = createPages({ store, people, clock, timeZone, clockAheadMs, drawHome: inbound.drawHome });

  async function greet(channel: ChannelRecord, userIds: readonly string[], at: number): Promise<void> {
    for (const userId of userIds) {
      const persona = people.find(userId);
      if (persona === null || converse === null) continue;
      await inbound.join({ persona, locale: persona.locale ?? 'zh-CN' }, channel, at);
    }
  }

  const outbound = createOutbound({
    tenant,
    store,
    people,
    hub,
    clock,
    ids,
    // Not part of the invitation: it must not fail because a greeting did.
    onJoined: (channel, userIds, at) => void track(greet(channel, userIds, at)).catch(parts.onFault),
  });
  const { openMainRoom, ...methods } = outbound;

  /** The playground's own part of the server, with its own way to say no. */
  function createRoutes(): Hono<WebEnv> {
    const app = new Hono<WebEnv>();
    app.onError(answerRefusal);
    const requireOpen = async (_c: unknown, next: () => Promise<void>) => {
      if (!parts.isOpen) throw new Refused(403, 'server.not_public');
      await started;
      await next();
    };
    app.use('/', requireOpen);
    app.use('/playground', requireOpen);
    app.use('/playground/*', requireOpen);
    mountAssets(app);
    mountFiles(app, { people, files, store, pages });
    mountPlayground(app, { store, people, pages, inbound, hub, demo, timeZone });
    return app;
  }

  return {
    platform: 'web',
    tenant,
    capabilities: CAPABILITIES,
    ...methods,
    openMainRoom,
    async start(given) {
      converse = given;
      settleStart();
    },
    async stop() {
      converse = null;
      settleStart();
      await Promise.allSettled(underWay);
      await hub.flush().catch(() => undefined);
      hub.close();
    },
    mount(app) {
      app.route('/', createRoutes());
    },
    upgrade(request, socket, head) {
      const found = SOCKET.exec(request.url ?? '');
      if (found === null) return false;
      const userId = found[1];
      if (parts.isOpen && isId(userId) && people.find(userId) !== null) hub.accept(userId, request, socket, head);
      else socket.end('HTTP/1.1 403 Forbidden\r\nConnection: close\r\nContent-Length: 0\r\n\r\n');
      return true;
    },
    clear: () => store.clear(),
    refreshAll: () => hub.touchAll(),
  };
}
