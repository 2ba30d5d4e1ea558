import { approvalFields, approve, type Browser, freshToken, openApproval, openBrowser } from './clicks.ts';
import { ratiosOf, spreadOf } from './measure.ts';
import type { Review } from './orders.ts';
import type { Part } from './report.ts';
import { copyDatabase, prepareDatabase, type Server, startApp, startBare, type Workplace } from './servers.ts';

const ROUNDS = 12;
const PER_ROUND = 80;
const WARM_UP = 240;
const GATE_PER_ROUND = 40;

/** CPU of a process during some work, µs per click. */
export async function cpuPerClick(server: Server, clicks: number, work: () => Promise<void>): Promise<number> {
  const before = await server.cpu();
  await work();
  return ((await server.cpu()) - before) / clicks;
}

/** Forms opened first, so that what is measured is the click on "approve" and nothing else. */
export async function openForms(browser: Browser, reviews: readonly Review[]): Promise<readonly string[]> {
  const tokens: string[] = [];
  for (const review of reviews) tokens.push(await openApproval(browser, review));
  return tokens;
}

export async function approveEach(
  browser: Browser,
  reviews: readonly Review[],
  tokens: readonly string[],
): Promise<void> {
  for (const [i, review] of reviews.entries()) await approve(browser, review, tokens[i] ?? '');
}

/** The same bodies to the bare server. */
async function postEach(browser: Browser, reviews: readonly Review[]): Promise<void> {
  for (const review of reviews) await browser.post('/', approvalFields(review, freshToken()));
}

/**
 * Cost per click: CPU of one approved review (form, gate, transaction with log and outbox, answer) against a bare server
 * that does one insert as durable, in turns in the same minute (product, "Bars").
 */
export async function measureClick(place: Workplace): Promise<Part> {
  const prepared = place.path('click.db');
  const needed = WARM_UP + ROUNDS * (PER_ROUND + GATE_PER_ROUND);
  const reviews = await prepareDatabase(prepared, needed);
  const bare = await startBare(place.path('bare.db'));
  // One keeps its announcements, so that the click stands alone; the other delivers them as it goes.
  const quiet = await startApp(copyDatabase(prepared, place.path('click-quiet.db')));
  const busy = await startApp(copyDatabase(prepared, place.path('click-busy.db')));
  await quiet.ask('hold');
  const browsers = [bare, quiet, busy].map((s) => openBrowser(s.url)) as [Browser, Browser, Browser];
  const [toBare, toQuiet, toBusy] = browsers;

  let next = 0;
  const take = (count: number) => {
    next += count;
    return reviews.slice(next - count, next);
  };
  const warm = take(WARM_UP);
  await postEach(toBare, warm);
  for (const browser of [toQuiet, toBusy]) await approveEach(browser, warm, await openForms(browser, warm));
  await busy.ask('settle');

  const costs: Record<'bare' | 'click' | 'whole' | 'gate', number[]> = { bare: [], click: [], whole: [], gate: [] };
  for (let round = 0; round < ROUNDS; round++) {
    const clicks = take(PER_ROUND);
    const [tokens, busyTokens] = [await openForms(toQuiet, clicks), await openForms(toBusy, clicks)];
    costs.bare.push(await cpuPerClick(bare, PER_ROUND, () => postEach(toBare, clicks)));
    costs.click.push(await cpuPerClick(quiet, PER_ROUND, () => approveEach(toQuiet, clicks, tokens)));
    const atGate = take(GATE_PER_ROUND);
    costs.gate.push((await quiet.ask<number>('gate', atGate)) / GATE_PER_ROUND);
    costs.whole.push(
      await cpuPerClick(busy, PER_ROUND, async () => {
        await approveEach(toBusy, clicks, busyTokens);
        await busy.ask('settle');
      }),
    );
  }
  const approved = await quiet.ask<number>('approved', reviews);
  if (approved !== needed) throw new Error(`${needed - approved} of ${needed} reviews were not approved`);
  for (const browser of browsers) browser.close();
  for (const server of [bare, quiet, busy]) await server.stop();

  const deliveries = costs.whole.map((cost, i) => cost - (costs.click[i] ?? 0));
  const of = 'rounds';
  return {
    title: 'Cost per click: one approved review over HTTP, against a bare server with one insert as durable',
    lines: [
      { name: 'bare server', unit: 'µs CPU', of, spread: spreadOf(costs.bare) },
      { name: 'approve: form → gate → answer', unit: 'µs CPU', of, spread: spreadOf(costs.click) },
      { name: 'approve at the gate alone', unit: 'µs CPU', of, spread: spreadOf(costs.gate) },
      { name: 'deliveries that a click causes', unit: 'µs CPU', of, spread: spreadOf(deliveries) },
      {
        name: 'approve / bare',
        unit: '×',
        of,
        spread: spreadOf(ratiosOf(costs.click, costs.bare)),
        bar: { limit: 8, aim: 4, by: 'median' },
      },
      { name: 'gate alone / bare', unit: '×', of, spread: spreadOf(ratiosOf(costs.gate, costs.bare)) },
      {
        name: 'approve with its deliveries / bare',
        unit: '×',
        of,
        spread: spreadOf(ratiosOf(costs.whole, costs.bare)),
      },
    ],
    notes: [
      `${approved} reviews approved, none refused; ${PER_ROUND} clicks of each kind in a round, after ${WARM_UP} to warm up`,
    ],
  };
}
