import { HTTPException } from 'hono/http-exception';
import { sayAny } from '../../src/i18n/translate.ts';
import { renderToasts } from './render/reply.ts';
import { localeOf, Refused, type WebContext } from './request.ts';

/**
 * Says what was refused, in the form the asker understands: a toast for htmx, JSON for an upload. For a page the server
 * draws the words (`HTTPException` carries them); everything that is no refusal is a fault, and the server's business.
 */
export async function answerRefusal(error: Error, c: WebContext): Promise<Response> {
  if (!(error instanceof Refused)) throw error;
  const { status, key, params } = error;
  const locale = c.get('viewerLocale') ?? localeOf(c, null);
  const text = sayAny({ locale, timeZone: 'UTC', nameOf: (id) => id }, key, params);
  if (c.req.header('hx-request') === 'true') {
    return c.html(await renderToasts([{ tone: 'warning', text }]), status);
  }
  if (c.req.path.endsWith('/files')) return c.json({ error: text }, status);
  throw new HTTPException(status, { message: text });
}
