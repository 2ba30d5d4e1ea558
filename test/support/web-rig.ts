import { type IncomingHttpHeaders, request } from 'node:http';
import { createWebAdapter, type WebAdapter, type WebAdapterParts } from '../../adapters/web/index.ts';
import type { FileView } from '../../adapters/web/model.ts';
import type { Persona } from '../../adapters/web/people.ts';
import type { Interaction, Reply } from '../../src/chat/interaction.ts';
import type { Health } from '../../src/http/health.ts';
import { createMetrics } from '../../src/http/metrics.ts';
import { type HttpServer, type ServerOptions, startServer } from '../../src/http/server.ts';
import { openDatabase } from '../../src/store/open.ts';
import { createWebChatStore } from '../../src/store/web-chat.ts';
import { tempDatabase } from './temp-database.ts';

const NOON = Date.UTC(2026, 10, 24, 4);

const NAMES = ['张伟', '李娜', 'Ann Miller', '陈大文'];

/** `u-1` … `u-4`: two with Chinese names, one with an English one, one who reads Traditional Chinese. */
function createPeople(): WebAdapterParts['people'] {
  const personas = NAMES.map((name, at): Persona => {
    const userId = `u-${at + 1}`;
    const locale = at === 2 ? 'en' : at === 3 ? 'zh-TW' : 'zh-CN';
    return {
      userId,
      personId: `p-${at + 1}`,
      name,
      title: () => `title ${at + 1}`,
      email: `${userId}@example.com`,
      locale,
    };
  });
  return { list: () => personas, find: (userId) => personas.find((persona) => persona.userId === userId) ?? null };
}

/** Files in memory, readable by their owner only; no programs. */
function createFiles(maxBytes: number): WebAdapterParts['files'] {
  const kept = new Map<string, FileView & { readonly bytes: Uint8Array; readonly owner: string }>();
  return {
    maxBytes,
    async save(owner, { name, type, bytes }) {
      if (bytes.length > maxBytes) return { refused: 'too_large' };
      if (name.endsWith('.exe')) return { refused: 'wrong_type' };
      const view = { id: `f-${kept.size + 1}`, name, type, size: bytes.length };
      kept.set(view.id, { ...view, bytes, owner });
      return view;
    },
    async describe(id) {
      const file = kept.get(id);
      return file ? { id, name: file.name, size: file.size, type: file.type } : null;
    },
    read: async (id) => kept.get(id) ?? null,
    mayRead: async (userId, id) => kept.get(id)?.owner === userId,
  };
}

export interface Answered {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
}

/** One request over a connection of its own, with the headers exactly as given. */
export function ask(
  url: string,
  options: { method?: string; headers?: Readonly<Record<string, string>>; body?: string | Uint8Array } = {},
): Promise<Answered> {
  const { method = 'GET', headers = {}, body } = options;
  return new Promise((resolve, reject) => {
    let isAnswered = false;
    const sent = request(url, { method, headers, agent: false }, (response) => {
      isAnswered = true;
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      const finish = () =>
        resolve({
          status: response.statusCode ?? 0,
          headers: response.headers,
          text: Buffer.concat(chunks).toString('utf8'),
        });
      response.on('end', finish);
      response.on('error', finish);
    });
    // A body that is refused is not read to its end: the answer counts.
    sent.on('error', (error) => void (isAnswered || reject(error)));
    sent.end(body);
  });
}

export interface WebRigOptions {
  readonly isOpen?: boolean;
  readonly server?: Partial<ServerOptions>;
  readonly maxFileBytes?: number;
  readonly health?: () => Promise<Health>;
  /** Shown to have happened: the demonstration's clock and reset. */
  readonly demo?: WebAdapterParts['demo'];
}

export interface WebRig extends AsyncDisposable {
  readonly adapter: WebAdapter;
  readonly server: HttpServer;
  readonly url: string;
  /** Everything the conversation was told. */
  readonly heard: Interaction[];
  readonly faults: unknown[];
  /** How the conversation answers from now on. */
  replyWith(reply: Reply | ((interaction: Interaction) => Reply | Promise<Reply>)): void;
  advance(ms: number): void;
  get(path: string, headers?: Readonly<Record<string, string>>): Promise<Answered>;
  /** A post of a page of ours: htmx's form, with the origin a browser would send. */
  post(
    path: string,
    fields: Readonly<Record<string, string | readonly string[]>>,
    headers?: Readonly<Record<string, string>>,
  ): Promise<Answered>;
  /** As if the disk had gone. */
  closeDatabase(): Promise<void>;
  close(): Promise<void>;
}

/** The playground over a real database, a real server and a scripted conversation. */
export async function startWebRig(options: WebRigOptions = {}): Promise<WebRig> {
  const place = tempDatabase();
  const database = await openDatabase(place.url);
  let now = NOON;
  let count = 0;
  const ids = { next: () => `id-${String(++count).padStart(6, '0')}` };
  const heard: Interaction[] = [];
  const faults: unknown[] = [];
  let reply: Reply | ((interaction: Interaction) => Reply | Promise<Reply>) = { kind: 'none' };

  const adapter = createWebAdapter({
    tenant: 'demo',
    store: createWebChatStore(database),
    people: createPeople(),
    files: createFiles(options.maxFileBytes ?? 100_000),
    clock: { now: () => now },
    ids,
    timeZone: () => 'Asia/Shanghai',
    demo: options.demo ?? null,
    isOpen: options.isOpen ?? true,
    onFault: (error) => faults.push(error),
  });
  await adapter.start(async (interaction) => {
    heard.push(interaction);
    return typeof reply === 'function' ? reply(interaction) : reply;
  });
  const server = await startServer({
    host: '127.0.0.1',
    port: 0,
    publicUrl: null,
    parts: [adapter],
    health: options.health ?? (async () => ({ ready: true, degraded: [] })),
    metrics: createMetrics(),
    onFault: (_id, error) => faults.push(error),
    ids,
    ...options.server,
  });

  async function close(): Promise<void> {
    await adapter.stop();
    await server.close();
    await database.close();
    place.remove();
  }

  return {
    adapter,
    server,
    url: server.url,
    heard,
    faults,
    replyWith: (next) => {
      reply = next;
    },
    advance: (ms) => {
      now += ms;
    },
    get: (path, headers = {}) => ask(server.url + path, { headers }),
    post(path, fields, headers = {}) {
      const body = new URLSearchParams(
        Object.entries(fields).flatMap(([name, value]) =>
          (typeof value === 'string' ? [value] : value).map((one): [string, string] => [name, one]),
        ),
      ).toString();
      const own = { origin: server.url, 'hx-request': 'true', 'content-type': 'application/x-www-form-urlencoded' };
      return ask(server.url + path, { method: 'POST', headers: { ...own, ...headers }, body });
    },
    closeDatabase: () => database.close(),
    close,
    [Symbol.asyncDispose]: close,
  };
}
