import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response';
import type { Hono } from 'hono';
import { setCookie } from 'hono/cookie';
import { isLocale } from '../../src/i18n/locale.ts';
import type { Answer, At, Inbound } from './acts.ts';
import type { ChatStore } from './chat-store.ts';
import type { Hub } from './hub.ts';
import { isId, isToken, LIMITS } from './limits.ts';
import type { PageView } from './model.ts';
import { HOME } from './names.ts';
import { readButtonValue, readContext } from './open-forms.ts';
import { findStart, type Pages, type Place, type Shows, type Viewer } from './pages.ts';
import type { People } from './people.ts';
import { renderForm } from './render/form.ts';
import { renderPage } from './render/page.ts';
import { REGIONS, type RegionName, renderLayer, renderRegions, renderToasts } from './render/reply.ts';
import { Refused, readPosted, readViewer, type WebContext, type WebEnv } from './request.ts';

/** Port: what only a demonstration has. */
export interface Demo {
  /** How far the clock is ahead of the real one, ms. */
  aheadMs(): number;
  moveClock(by: { readonly ms: number } | { readonly to: 'next_workday' }): Promise<void>;
  reset(): Promise<void>;
}

export interface RouteParts {
  readonly store: ChatStore;
  readonly people: People;
  readonly pages: Pages;
  readonly inbound: Inbound;
  readonly hub: Hub;
  readonly demo: Demo | null;
  readonly timeZone: (personId: string) => string;
}

/** 60 days at once: enough for every time limit, and the calendar knows its holidays. */
const MAX_FORWARD_MS = 60 * 24 * 3_600_000;
const YEAR_S = 365 * 24 * 3_600;
const BASE = '/playground/as/:userId/c/:channelId';
/** An action is `noun.verb`, a form a word of the conversation's table. */
const WORD = /^[a-z][a-zA-Z0-9_.-]{0,79}$/;

function baseOf(viewer: Viewer, channelId: string): string {
  return `/playground/as/${viewer.persona.userId}/c/${channelId}`;
}

/** Writes the answer to the connection itself: a web response around a long text costs more than drawing it. */
function answerHtml(c: WebContext, text: string): Response {
  const { outgoing } = c.env;
  outgoing.writeHead(200, { 'content-type': 'text/html; charset=UTF-8', 'content-length': Buffer.byteLength(text) });
  outgoing.end(text);
  return RESPONSE_ALREADY_SENT;
}

/** A number in a query or a form; `otherwise` when it is none or out of its bounds. */
function readCount(text: string | null | undefined, otherwise: number, max: number): number {
  const read = Number(text ?? Number.NaN);
  return Number.isInteger(read) && read > 0 ? Math.min(read, max) : otherwise;
}

function readPlace(channelId: string, given: (name: string) => string | null | undefined, isSeen: boolean): Place {
  const thread = given('thread');
  const limit = readCount(given('limit'), LIMITS.shownMessages, LIMITS.maxShownMessages);
  return { channelId, thread: isId(thread) ? thread : null, limit, isSeen };
}

/** Everything under `/playground` that is a page or an act. */
export function mountPlayground(app: Hono<WebEnv>, parts: RouteParts): void {
  const { store, people, pages, inbound, hub, demo } = parts;

  async function findPage(c: WebContext, viewer: Viewer, isSeen: boolean, shows?: Shows): Promise<PageView | null> {
    const channelId = c.req.param('channelId') ?? '';
    return isId(channelId)
      ? pages.build(
          viewer,
          readPlace(channelId, (name) => c.req.query(name), isSeen),
          shows,
        )
      : null;
  }

  async function goToStart(c: WebContext, viewer: Viewer): Promise<Response> {
    return c.redirect(baseOf(viewer, await findStart(store)));
  }

  /** The channel of an act; throws when it is not this person's. */
  async function findAt(c: WebContext, viewer: Viewer): Promise<At> {
    const channelId = c.req.param('channelId') ?? '';
    if (channelId === HOME) return null;
    const channel = isId(channelId) ? await pages.findReadable(viewer.persona.userId, channelId) : null;
    if (channel === null) throw new Refused(404, 'server.no_channel');
    return channel;
  }

  /** Pieces of the page: the form, the toasts; the rest comes over the live side. */
  async function send(c: WebContext, viewer: Viewer, answer: Answer, regions = ''): Promise<Response> {
    const { layer, toasts = [], goTo } = answer;
    if (goTo !== undefined) c.env.outgoing.setHeader('HX-Redirect', baseOf(viewer, goTo));
    const base = baseOf(viewer, c.req.param('channelId') ?? HOME);
    const zone = { locale: viewer.locale, timeZone: parts.timeZone(viewer.persona.personId) };
    const pieces: string[] = [regions];
    if (layer === null) pieces.push(String(await renderLayer(null)));
    else if (layer !== undefined) {
      const { form, ...shown } = layer;
      const action = `${base}/form/${form.id}`;
      pieces.push(String(await renderLayer(renderForm(form, { ...zone, ...shown, action }))));
    }
    if (toasts.length > 0) pieces.push(String(await renderToasts(toasts)));
    return answerHtml(c, pieces.join('\n'));
  }

  async function drawRegions(view: PageView, names: readonly RegionName[]): Promise<string> {
    return String(await renderRegions(view, names));
  }

  app.get('/', (c) => {
    const first = people.list()[0];
    if (first === undefined) throw new Refused(404, 'server.no_person');
    return c.redirect(`/playground/as/${first.userId}`);
  });
  app.get('/playground', (c) => c.redirect('/'));
  app.get('/playground/as/:userId', (c) => goToStart(c, readViewer(c, people)));

  app.get(BASE, async (c) => {
    const viewer = readViewer(c, people);
    const view = await findPage(c, viewer, true);
    return view === null ? goToStart(c, viewer) : c.html(await renderPage(view));
  });

  app.get(`${BASE}/regions`, async (c) => {
    const viewer = readViewer(c, people);
    const asked = (c.req.query('names') ?? '').split(',');
    const names = REGIONS.filter((name) => asked.includes(name));
    const shows = { channels: names.includes('sidebar') };
    const view = await findPage(c, viewer, c.req.query('visible') !== '0', shows);
    if (view === null) throw new Refused(404, 'server.no_channel');
    return answerHtml(c, await drawRegions(view, names));
  });

  app.get(`${BASE}/complete`, async (c) => {
    const viewer = readViewer(c, people);
    const text = (c.req.query('text') ?? '').slice(0, LIMITS.messageChars);
    const reply = await inbound.complete(viewer, await findAt(c, viewer), text);
    return c.json({ items: reply.kind === 'completions' ? reply.items : [] });
  });

  app.post(`${BASE}/say`, async (c) => {
    const viewer = readViewer(c, people);
    const posted = await readPosted(c);
    const token = posted.get('token');
    const threadId = posted.get('threadId') || null;
    const fileIds = posted.getAll('files').filter((id) => id !== '');
    if (!isToken(token) || (threadId !== null && !isId(threadId)) || !fileIds.every(isId)) {
      throw new Refused(400, 'server.bad_request');
    }
    const at = await findAt(c, viewer);
    if (at === null) throw new Refused(404, 'server.no_channel');
    const answer = await inbound.say(viewer, at, { text: posted.get('text') ?? '', threadId, fileIds, token });
    const view = await pages.build(
      viewer,
      readPlace(at.id, (name) => posted.get(name), true),
      { channels: false },
    );
    return send(c, viewer, answer, view ? await drawRegions(view, ['conversation', 'thread']) : '');
  });

  app.post(`${BASE}/press`, async (c) => {
    const viewer = readViewer(c, people);
    const posted = await readPosted(c);
    const action = posted.get('action') ?? '';
    const value = readButtonValue(posted.get('value'));
    const messageId = posted.get('messageId') || null;
    const token = posted.get('token');
    if (!WORD.test(action) || value === null || !isToken(token) || (messageId !== null && !isId(messageId))) {
      throw new Refused(400, 'server.bad_request');
    }
    return send(c, viewer, await inbound.press(viewer, await findAt(c, viewer), { action, value, messageId, token }));
  });

  app.post(`${BASE}/form/:formId`, async (c) => {
    const viewer = readViewer(c, people);
    const posted = await readPosted(c);
    const form = c.req.param('formId');
    const context = readContext(posted.get('context'));
    const token = posted.get('token');
    if (!WORD.test(form) || context === null || !isToken(token)) throw new Refused(400, 'server.bad_request');
    const isDismissed = posted.get('dismissed') === '1';
    const at = await findAt(c, viewer);
    const answer = await inbound.submit(viewer, at, { form, context, token, posted, isDismissed });
    if (answer === null) throw new Refused(400, 'server.bad_request');
    return send(c, viewer, answer);
  });

  app.post('/playground/locale', async (c) => {
    const locale = (await readPosted(c)).get('locale');
    if (!isLocale(locale)) throw new Refused(400, 'server.bad_request');
    setCookie(c, 'locale', locale, { path: '/', httpOnly: true, sameSite: 'Lax', maxAge: YEAR_S });
    c.header('HX-Refresh', 'true');
    return c.req.header('hx-request') === 'true' ? c.html('') : c.redirect('/', 303);
  });

  app.post('/playground/clock', async (c) => {
    if (demo === null) throw new Refused(404, 'server.not_found');
    const posted = await readPosted(c);
    const ms = Number(posted.get('ms') ?? Number.NaN);
    const isWorkday = posted.get('to') === 'next_workday';
    if (!isWorkday && !(Number.isInteger(ms) && ms > 0 && ms <= MAX_FORWARD_MS)) {
      throw new Refused(400, 'server.clock_forward');
    }
    await demo.moveClock(isWorkday ? { to: 'next_workday' } : { ms });
    hub.touchAll();
    return c.html('');
  });

  app.post('/playground/reset', async (c) => {
    if (demo === null) throw new Refused(404, 'server.not_found');
    await readPosted(c);
    await demo.reset();
    hub.reload();
    c.header('HX-Redirect', '/');
    return c.req.header('hx-request') === 'true' ? c.html('') : c.redirect('/', 303);
  });
}
