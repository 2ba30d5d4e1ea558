import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { getRequestListener } from '@hono/node-server';
import { Hono } from 'hono';
import { HTTPException } from 'hono/http-exception';
import { translate } from '../i18n/translate.ts';
import type { Env } from './env.ts';
import { drawErrorPage, pickLocale } from './error-page.ts';
import { createGuard, type Objection } from './guard.ts';
import { type Health, mountHealth } from './health.ts';
import { type Metrics, routeOf } from './metrics.ts';

/** A part of the server: the playground, the board, the door of a platform. */
export interface ServerPart {
  mount?(app: Hono<Env>): void;
  /** Takes over a WebSocket; false when the path is another's. */
  upgrade?(request: IncomingMessage, socket: Duplex, head: Buffer): boolean;
  /** Exact paths that machines post to, who prove themselves by a signature instead of an origin. */
  readonly signedPaths?: readonly string[];
}

export interface ServerOptions {
  readonly host: string;
  /** 0: any free port. */
  readonly port: number;
  readonly publicUrl: string | null;
  readonly parts: readonly ServerPart[];
  readonly health: () => Promise<Health>;
  readonly metrics: Metrics;
  /** Logs a fault once. The person is told the id. */
  readonly onFault: (id: string, error: unknown, request: { readonly method: string; readonly path: string }) => void;
  readonly ids: { next(): string };
}

export interface HttpServer {
  /** Where it can be reached from this machine, without a slash at the end. */
  readonly url: string;
  readonly port: number;
  /** Takes no more requests, finishes those under way, cuts what is left after a while. Done within 10 s. */
  close(): Promise<void>;
}

/** What is under way gets this long after the end was asked for. */
const GRACE_MS = 8_000;
const HEADER_TIMEOUT_MS = 10_000;
/** A slow line may take this long for the largest upload. */
const REQUEST_TIMEOUT_MS = 120_000;

function createApp(options: ServerOptions): Hono<Env> {
  const app = new Hono<Env>();
  app.onError(async (error, c) => {
    const locale = pickLocale(c.req.header('cookie'), c.req.header('accept-language'));
    if (error instanceof HTTPException)
      return c.html(await drawErrorPage(locale, error.status, error.message), error.status);
    const id = options.ids.next();
    options.onFault(id, error, { method: c.req.method, path: c.req.path });
    return c.html(await drawErrorPage(locale, 500, translate(locale, 'server.fault', { id })), 500);
  });
  app.notFound(async (c) => {
    const locale = pickLocale(c.req.header('cookie'), c.req.header('accept-language'));
    return c.html(await drawErrorPage(locale, 404, translate(locale, 'server.not_found')), 404);
  });
  mountHealth(app, options.health, options.metrics);
  for (const part of options.parts) part.mount?.(app);
  return app;
}

/** Starts the one server of the program; resolves when it listens. Throws when the port is taken. */
export async function startServer(options: ServerOptions): Promise<HttpServer> {
  const { host, publicUrl, parts, metrics } = options;
  const guard = createGuard({ host, publicUrl, signedPaths: parts.flatMap(({ signedPaths = [] }) => signedPaths) });
  const listener = getRequestListener(createApp(options).fetch, { hostname: host, overrideGlobalObjects: false });
  const upgraded = new Set<Duplex>();

  async function refuse(request: IncomingMessage, response: ServerResponse, objection: Objection): Promise<void> {
    const locale = pickLocale(request.headers.cookie, request.headers['accept-language']);
    const page = await drawErrorPage(locale, 403, translate(locale, objection));
    // The body of what is refused is not read.
    response.writeHead(403, { 'content-type': 'text/html; charset=utf-8', connection: 'close' }).end(page);
  }

  function measure(request: IncomingMessage, response: ServerResponse): void {
    const started = performance.now();
    response.once('finish', () => {
      const { method, route } = routeOf(request.method ?? '', (request.url ?? '/').split('?', 1)[0] ?? '/');
      metrics.observe(method, route, response.statusCode, (performance.now() - started) / 1000);
    });
  }

  const server = createServer(
    { headersTimeout: HEADER_TIMEOUT_MS, requestTimeout: REQUEST_TIMEOUT_MS },
    (request, response) => {
      measure(request, response);
      guard.protect(response);
      const objection = guard.objectTo(request);
      if (objection === null) void listener(request, response);
      else void refuse(request, response, objection);
    },
  );
  server.on('upgrade', (request, socket, head) => {
    const reject = (status: string) =>
      socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
    socket.on('error', () => socket.destroy());
    if (guard.objectToUpgrade(request) !== null) return void reject('403 Forbidden');
    upgraded.add(socket);
    socket.once('close', () => upgraded.delete(socket));
    if (!parts.some((part) => part.upgrade?.(request, socket, head) ?? false)) reject('404 Not Found');
  });

  server.listen(options.port, host);
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const shown = host === '0.0.0.0' || host === '::' ? 'localhost' : host.includes(':') ? `[${host}]` : host;

  return {
    url: `http://${shown}:${port}`,
    port,
    async close() {
      if (!server.listening) return;
      const closed = once(server, 'close');
      server.close();
      server.closeIdleConnections();
      for (const socket of upgraded) socket.end();
      const deadline = setTimeout(() => {
        server.closeAllConnections();
        for (const socket of upgraded) socket.destroy();
      }, GRACE_MS);
      await closed;
      clearTimeout(deadline);
    },
  };
}
