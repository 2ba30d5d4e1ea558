import type { HttpBindings } from '@hono/node-server';
import type { Context } from 'hono';
import { getCookie } from 'hono/cookie';
import { isLocale, type Locale } from '../../src/i18n/locale.ts';
import type { Key } from '../../src/i18n/translate.ts';
import { isId, LIMITS } from './limits.ts';
import type { Viewer } from './pages.ts';
import type { People } from './people.ts';

export interface WebEnv {
  readonly Bindings: HttpBindings;
  /** The language of the person in the path, once they are known. */
  readonly Variables: { viewerLocale?: Locale };
}

export type WebContext = Context<WebEnv>;

/** A request that is not answered with what it asks for: status and words. Thrown in a route, drawn in one place. */
export class Refused extends Error {
  readonly status: 400 | 403 | 404 | 413 | 415 | 503;
  readonly key: Key;
  readonly params: Readonly<Record<string, string>>;

  constructor(status: Refused['status'], key: Key, params: Readonly<Record<string, string>> = {}) {
    super(key);
    this.name = 'Refused';
    this.status = status;
    this.key = key;
    this.params = params;
  }
}

/** Bytes as people say them. */
export function sayBytes(bytes: number): string {
  return bytes >= 1_000_000 ? `${Math.floor(bytes / 1_000_000)} MB` : `${Math.ceil(bytes / 1_000)} kB`;
}

/**
 * The body, read from the connection itself (a web stream around it costs more than the whole press).
 * Throws `Refused` 413 as soon as it is known to be larger than `limit` bytes, before it is read; `said` is the limit
 * that the person is told, when the body is more than what they sent.
 */
export async function readBytes(c: WebContext, limit: number, said = limit): Promise<Buffer> {
  const { incoming } = c.env;
  const tooLarge = () => {
    // What still comes is not read: the connection ends with the answer.
    c.header('connection', 'close');
    return new Refused(413, 'server.too_large', { limit: sayBytes(said) });
  };
  if (Number(incoming.headers['content-length'] ?? 0) > limit) throw tooLarge();
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of incoming.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > limit) throw tooLarge();
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** A posted form. Throws `Refused` when it is too large or of another type. */
export async function readPosted(c: WebContext): Promise<URLSearchParams> {
  if (!c.env.incoming.headers['content-type']?.startsWith('application/x-www-form-urlencoded')) {
    throw new Refused(415, 'server.bad_request');
  }
  return new URLSearchParams((await readBytes(c, LIMITS.formBytes)).toString('utf8'));
}

export function localeOf(c: WebContext, otherwise: Locale | null): Locale {
  const chosen = getCookie(c, 'locale');
  return isLocale(chosen) ? chosen : (otherwise ?? 'zh-CN');
}

/** The person in the path, and the language they chose. Throws `Refused` when there is nobody of this id. */
export function readViewer(c: WebContext, people: People): Viewer {
  const userId = c.req.param('userId');
  const persona = isId(userId) ? people.find(userId) : null;
  if (persona === null) throw new Refused(404, 'server.no_person');
  const locale = localeOf(c, persona.locale);
  c.set('viewerLocale', locale);
  return { persona, locale };
}
