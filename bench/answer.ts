import { DatabaseSync } from 'node:sqlite';
import { setTimeout as sleep } from 'node:timers/promises';
import { approve, type Browser, freshToken, openBrowser, pathOf, type Response } from './clicks.ts';
import { quantile, spreadOf } from './measure.ts';
import type { Review } from './orders.ts';
import type { Line, Part } from './report.ts';
import { prepareDatabase, startApp, type Workplace } from './servers.ts';

const PER_SECOND = 50;
const WINDOWS = 5;
const SECONDS = 5;
const WARM_UP_SECONDS = 4;
const LIMIT_MS = 100;

interface Act {
  readonly kind: string;
  send(): Promise<Response>;
}

function say(browser: Browser, { userId }: Review, text: string): Promise<Response> {
  return browser.post(pathOf(userId, 'say'), { text, token: freshToken(), threadId: '' });
}

/** Three of ten are decisions, three open a form or an order, four are commands. `decided` is a review of its own. */
function actAt(i: number, browser: Browser, review: Review, decided: () => Review): Act {
  const command = (kind: string, text: string): Act => ({
    kind: `command: ${kind}`,
    send: () => say(browser, review, text),
  });
  const click = (kind: string, action: string, value: Readonly<Record<string, string>>): Act => ({
    kind: `click: ${kind}`,
    send: () =>
      browser.post(pathOf(review.userId, 'press'), {
        action,
        value: JSON.stringify(value),
        messageId: '',
        token: freshToken(),
      }),
  });
  const { orderId: order, department: subject } = review;
  switch (i % 10) {
    case 1:
    case 5:
      return click('show an order', 'order.show', { order });
    case 8:
      return click('open a form', 'form.open', { form: 'approve', order, subject });
    case 2:
      return command('list', '/急单 列表');
    case 4:
      return command('mine', '/urgent-order mine');
    case 7:
      return command('show', `/urgent-order show ${review.orderName}`);
    case 9:
      return command('help', '/urgent-order help');
    default: {
      const own = decided();
      return { kind: 'click: approve', send: () => approve(browser, own, freshToken()) };
    }
  }
}

interface Measured {
  readonly kind: string;
  /** From the moment it was due to the end of the answer, ms: a late sender makes nothing look better. */
  readonly took: number;
}

/** Open loop: each request leaves when it is due, whether or not those before it have been answered. */
async function send(acts: readonly Act[]): Promise<readonly Measured[]> {
  const measured: Promise<Measured>[] = [];
  const began = performance.now();
  for (const [i, act] of acts.entries()) {
    const due = began + (i * 1000) / PER_SECOND;
    const wait = due - performance.now();
    // A timer may ring a little early.
    if (wait > 0) await sleep(Math.ceil(wait));
    measured.push(
      act.send().then(({ status, text }) => {
        if (status !== 200) throw new Error(`${act.kind}: ${status} ${text.slice(0, 300)}`);
        return { kind: act.kind, took: performance.now() - due };
      }),
    );
  }
  return Promise.all(measured);
}

/** Jobs ever added, and those that still wait for now. */
function readOutbox(file: string): { readonly added: number; readonly waiting: number } {
  const database = new DatabaseSync(file, { readOnly: true, timeout: 1000 });
  const read = (sql: string) => Number(Object.values(database.prepare(sql).get() ?? {})[0] ?? 0);
  const outbox = {
    added: read(`SELECT "seq" FROM sqlite_sequence WHERE "name" = 'Job'`),
    waiting: read(`SELECT COUNT(*) FROM "Job" WHERE "queue" = 'chat' AND "state" = 'ready'`),
  };
  database.close();
  return outbox;
}

/** Answer: from request to answer at 50 requests a second, commands and clicks, while the outbox is delivering. */
export async function measureAnswer(place: Workplace): Promise<Part> {
  const file = place.path('answer.db');
  const count = PER_SECOND * (WINDOWS * SECONDS + WARM_UP_SECONDS);
  const prepared = await prepareDatabase(file, Math.ceil(count * 0.3) + 20);
  const app = await startApp(file);
  const browser = openBrowser(app.url);
  let decisions = 0;
  const reviewAt = (i: number) => prepared[i % prepared.length] as Review;
  const acts = Array.from({ length: count }, (_, i) => actAt(i, browser, reviewAt(i), () => reviewAt(decisions++)));

  await send(acts.slice(0, PER_SECOND * WARM_UP_SECONDS));
  const before = readOutbox(file);
  const windows: (readonly Measured[])[] = [];
  for (let i = 0; i < WINDOWS; i++) {
    const from = PER_SECOND * (WARM_UP_SECONDS + i * SECONDS);
    windows.push(await send(acts.slice(from, from + PER_SECOND * SECONDS)));
  }
  const after = readOutbox(file);
  await app.ask('settle');
  browser.close();
  await app.stop();

  const measured = windows.flat();
  // By windows, so that one moment in which the machine was busy with something else shows as what it is.
  const p = (share: number) =>
    spreadOf(
      windows.map((window) =>
        quantile(
          window.map(({ took }) => took),
          share,
        ),
      ),
    );
  const delivered = after.added - before.added - (after.waiting - before.waiting);
  const kinds = [...new Set(measured.map(({ kind }) => kind))].sort();
  return {
    title: `Answer: ${PER_SECOND} requests a second over HTTP (open loop), ${WINDOWS} windows of ${SECONDS} s, deliveries under way`,
    lines: [
      { name: 'p50', unit: 'ms', of: 'windows', spread: p(0.5) },
      { name: 'p95', unit: 'ms', of: 'windows', spread: p(0.95) },
      { name: 'p99', unit: 'ms', of: 'windows', spread: p(0.99), bar: { limit: LIMIT_MS, by: 'median' } },
      ...kinds.map(
        (kind): Line => ({
          name: `  ${kind}`,
          unit: 'ms',
          of: 'requests',
          spread: spreadOf(measured.filter((m) => m.kind === kind).map((m) => m.took)),
        }),
      ),
    ],
    notes: [
      `${delivered} jobs of the outbox written off meanwhile, ${after.waiting} waiting at the end; every answer was 200, every decision an approval`,
    ],
  };
}
