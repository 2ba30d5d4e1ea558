import type { IncomingMessage, ServerResponse } from 'node:http';

/**
 * Headers of every answer. No script or style but our own files; nothing may frame a page; types are not guessed.
 * The referrer stays at home but is sent to ourselves: with `no-referrer` a browser would hide the origin of a form's
 * post too, and the check below needs it.
 */
const HEADERS = Object.entries({
  'content-security-policy':
    "default-src 'self'; img-src 'self' data:; style-src 'self'; script-src 'self'; connect-src 'self'; " +
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'; object-src 'none'",
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'same-origin',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
});

export interface GuardOptions {
  /** The address we listen on. */
  readonly host: string;
  /** The address others know us by, if it is another one. */
  readonly publicUrl: string | null;
  /** Exact paths that machines post to, who prove themselves by a signature: `/slack/events`, `/lark/events`. */
  readonly signedPaths: readonly string[];
}

export type Objection = 'server.foreign_host' | 'server.foreign_origin';

export interface Guard {
  /** Sets the headers of every answer. */
  protect(response: ServerResponse): void;
  /** Why this request is not answered; null when it may come in. */
  objectTo(request: IncomingMessage): Objection | null;
  /** The same for a WebSocket: it always needs an origin, and it must be ours. */
  objectToUpgrade(request: IncomingMessage): Objection | null;
}

const LOOPBACK = /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])(?::\d{1,5})?$/i;

export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^127(?:\.\d{1,3}){3}$/.test(host);
}

function hostOf(url: string): string | null {
  try {
    return new URL(url).host;
  } catch {
    return null;
  }
}

function has(list: string | string[] | undefined): list is string {
  return typeof list === 'string' && list !== '';
}

/**
 * Who may ask what. On loopback only our own names are answered, so that a foreign page cannot reach the program by
 * pointing its own name at this machine (DNS rebinding). Whatever changes something must come from a page of ours.
 */
export function createGuard({ host, publicUrl, signedPaths }: GuardOptions): Guard {
  const publicHost = publicUrl === null ? null : hostOf(publicUrl);
  const isLocal = isLoopback(host);
  const signed = new Set(signedPaths);

  function isOurHost(given: string | undefined): boolean {
    if (!isLocal) return true;
    return has(given) && (LOOPBACK.test(given) || given === publicHost);
  }

  function isOurOrigin(origin: string, request: IncomingMessage): boolean {
    const from = hostOf(origin);
    return from !== null && (from === request.headers.host || from === publicHost);
  }

  function isFromOurPage(request: IncomingMessage): boolean {
    const { origin } = request.headers;
    const site = request.headers['sec-fetch-site'];
    if (has(site) && site !== 'same-origin' && site !== 'none') return false;
    if (has(origin) && origin !== 'null') return isOurOrigin(origin, request);
    // No origin: a browser that says so itself, or nobody's browser.
    return site === 'same-origin' || (site === 'none' && origin === undefined);
  }

  return {
    protect(response) {
      for (const [name, value] of HEADERS) response.setHeader(name, value);
    },
    objectTo(request) {
      if (!isOurHost(request.headers.host)) return 'server.foreign_host';
      const { method, url = '/' } = request;
      if (method === 'GET' || method === 'HEAD') return null;
      const path = url.split('?', 1)[0] ?? url;
      return signed.has(path) || isFromOurPage(request) ? null : 'server.foreign_origin';
    },
    objectToUpgrade(request) {
      if (!isOurHost(request.headers.host)) return 'server.foreign_host';
      const { origin } = request.headers;
      return has(origin) && isOurOrigin(origin, request) ? null : 'server.foreign_origin';
    },
  };
}
