import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';
import { LIMITS } from './limits.ts';
import { HOME } from './names.ts';

/** Parts of a page that can be asked for anew. */
export type Region = 'topbar' | 'sidebar' | 'conversation' | 'thread';

/** What is told to a tab (protocol: `assets/playground.js`). Names of what has news, never the news itself. */
type Push =
  | { readonly type: 'changed'; readonly regions: readonly Region[]; readonly channelId: string | null }
  | { readonly type: 'reload' };

const CHANNEL_REGIONS: readonly Region[] = ['sidebar', 'conversation', 'thread'];
const ALL_REGIONS: readonly Region[] = ['topbar', ...CHANNEL_REGIONS];

/** Bursts collapse: what happens within this time is told once. Long enough for a command with its announcements. */
const GATHER_MS = 40;
const PING_MS = 30_000;

/** Those who may know of a change in a channel. */
export type AudienceOf = (channelId: string) => Promise<readonly string[] | 'everybody'>;

export interface Hub {
  /** Something changed in a channel, for everybody in it or for one person. Costs next to nothing. */
  touch(channelId: string, onlyFor?: string | null): void;
  /** Everything changed for everybody: the clock was moved. */
  touchAll(): void;
  /** The whole chat is another one: the company was reset. */
  reload(): void;
  /** Takes a WebSocket over from the server. The caller has checked the origin and the person. */
  accept(userId: string, request: IncomingMessage, socket: Duplex, head: Buffer): void;
  /** Tells what is gathered now, without waiting: for the end of the program. */
  flush(): Promise<void>;
  close(): void;
}

/**
 * The live side of the playground: one socket per tab, under the person the tab is. Only names of regions travel; the tab
 * asks for them under its own person, so a socket can never show what a page would not.
 */
export function createHub(audienceOf: AudienceOf): Hub {
  const server = new WebSocketServer({ noServer: true, maxPayload: LIMITS.socketBytes, perMessageDeflate: false });
  const sockets = new Map<string, Set<WebSocket>>();
  /** Channel → the people it changed for, or everybody in it. */
  let touched = new Map<string, Set<string> | 'members'>();
  let timer: NodeJS.Timeout | null = null;

  const ping = setInterval(() => {
    for (const socket of server.clients) socket.ping();
  }, PING_MS);
  ping.unref();

  function send(userIds: Iterable<string>, push: Push): void {
    const message = JSON.stringify(push);
    for (const userId of userIds) {
      for (const socket of sockets.get(userId) ?? []) socket.send(message);
    }
  }

  async function flush(): Promise<void> {
    if (timer !== null) clearTimeout(timer);
    timer = null;
    const gathered = touched;
    touched = new Map();
    const told = new Set<string>();
    for (const [channelId, people] of gathered) {
      const audience = people === 'members' ? await audienceOf(channelId) : [...people];
      const userIds = audience === 'everybody' ? [...sockets.keys()] : audience;
      send(userIds, { type: 'changed', regions: CHANNEL_REGIONS, channelId });
      for (const userId of userIds) told.add(userId);
    }
    // What waits for a person follows from what happens in their channels.
    send(told, { type: 'changed', regions: ['conversation'], channelId: HOME });
  }

  function flushSoon(): void {
    // A failed look-up loses a hint, not a message: the next change or reload shows it.
    timer ??= setTimeout(() => void flush().catch(() => undefined), GATHER_MS);
  }

  return {
    touch(channelId, onlyFor = null) {
      if (sockets.size === 0) return;
      const known = touched.get(channelId);
      if (onlyFor === null) touched.set(channelId, 'members');
      else if (known === undefined) touched.set(channelId, new Set([onlyFor]));
      else if (known !== 'members') known.add(onlyFor);
      flushSoon();
    },
    touchAll() {
      send(sockets.keys(), { type: 'changed', regions: ALL_REGIONS, channelId: null });
    },
    reload() {
      send(sockets.keys(), { type: 'reload' });
    },
    accept(userId, request, socket, head) {
      const own = sockets.get(userId) ?? new Set();
      if (own.size >= LIMITS.socketsPerPerson) {
        socket.end('HTTP/1.1 429 Too Many Requests\r\nConnection: close\r\n\r\n');
        return;
      }
      server.handleUpgrade(request, socket, head, (opened) => {
        own.add(opened);
        sockets.set(userId, own);
        opened.on('error', () => opened.terminate());
        opened.on('close', () => {
          own.delete(opened);
          if (own.size === 0 && sockets.get(userId) === own) sockets.delete(userId);
        });
      });
    },
    flush,
    close() {
      clearInterval(ping);
      if (timer !== null) clearTimeout(timer);
      for (const socket of server.clients) socket.close(1001);
      server.close();
    },
  };
}
