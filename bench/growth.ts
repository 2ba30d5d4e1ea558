import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { approveEach, cpuPerClick, openForms } from './click.ts';
import { type Browser, openBrowser } from './clicks.ts';
import { median, ratiosOf, spreadOf } from './measure.ts';
import type { Review } from './orders.ts';
import type { Part } from './report.ts';
import { copyDatabase, type Server, startApp, type Workplace } from './servers.ts';

const PROGRAM = fileURLToPath(new URL('../bin/urgent-order.js', import.meta.url));
const CLOSED = 100_000;
const OPEN = 10_000;
const ROUNDS = 12;
const PER_ROUND = 60;
const WARM_UP = 180;

/** The seeded history of `urgent-order demo`. `BENCH_HISTORY` names a file to keep it in, so that the next run is shorter. */
async function generateHistory(place: Workplace): Promise<string> {
  const kept = process.env.BENCH_HISTORY;
  const file = kept ?? place.path('history.db');
  if (!existsSync(file)) {
    const args = [
      PROGRAM,
      'demo',
      '--orders',
      String(CLOSED),
      '--open',
      String(OPEN),
      '--seed',
      '1',
      '--database',
      `file:${file}`,
    ];
    const child = spawn(process.execPath, args, {
      cwd: place.directory,
      env: { ...process.env, LOG_LEVEL: 'error', FILES_DIR: `${file}.files` },
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    const [code] = (await once(child, 'exit')) as [number | null];
    if (code !== 0) throw new Error(`the history was not made: ${code}`);
  }
  return kept === undefined ? file : copyDatabase(kept, place.path('history.db'));
}

interface Side {
  readonly server: Server;
  readonly browser: Browser;
  readonly reviews: readonly Review[];
  readonly costs: number[];
  readonly times: number[];
}

/** Orders under review on top of what is there; announcements wait, so that the click stands alone. */
async function prepareSide(file: string): Promise<Side> {
  const server = await startApp(file);
  await server.ask('settle');
  const reviews = await server.ask<readonly Review[]>('prepare', WARM_UP + ROUNDS * PER_ROUND);
  await server.ask('hold');
  return { server, browser: openBrowser(server.url), reviews, costs: [], times: [] };
}

async function clickThrough(
  { server, browser, reviews, costs, times }: Side,
  from: number,
  count: number,
): Promise<void> {
  const clicks = reviews.slice(from, from + count);
  const tokens = await openForms(browser, clicks);
  const began = performance.now();
  costs.push(await cpuPerClick(server, count, () => approveEach(browser, clicks, tokens)));
  times.push(((performance.now() - began) * 1000) / count);
}

/** Growth: the same click beside 10,000 open and 100,000 closed orders against an empty database, in turns. */
export async function measureGrowth(place: Workplace): Promise<Part> {
  const began = performance.now();
  const full = await prepareSide(await generateHistory(place));
  const prepared = performance.now() - began;
  const empty = await prepareSide(place.path('empty.db'));
  for (const side of [empty, full]) {
    await clickThrough(side, 0, WARM_UP);
    side.costs.length = 0;
    side.times.length = 0;
  }
  for (let round = 0; round < ROUNDS; round++) {
    const sides = round % 2 === 0 ? [empty, full] : [full, empty];
    for (const side of sides) await clickThrough(side, WARM_UP + round * PER_ROUND, PER_ROUND);
  }
  for (const { browser, server } of [empty, full]) {
    browser.close();
    await server.stop();
  }
  const of = 'rounds';
  const wall = (side: Side) => `${(median(side.times) / 1000).toFixed(1)} ms from request to answer`;
  return {
    title: 'Growth: one approved review beside 10,000 open and 100,000 closed orders, against an empty database',
    lines: [
      { name: 'approve, empty database', unit: 'µs CPU', of, spread: spreadOf(empty.costs), remark: wall(empty) },
      { name: 'approve, full database', unit: 'µs CPU', of, spread: spreadOf(full.costs), remark: wall(full) },
      {
        name: 'full / empty',
        unit: '×',
        of,
        spread: spreadOf(ratiosOf(full.costs, empty.costs)),
        bar: { limit: 1.25, by: 'median' },
      },
    ],
    notes: [
      `made or copied, and opened, in ${Math.round(prepared / 1000)} s${process.env.BENCH_HISTORY === undefined ? '' : ' (BENCH_HISTORY)'}`,
    ],
  };
}
