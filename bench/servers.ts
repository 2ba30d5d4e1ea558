import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Child, startChild } from './asks.ts';
import type { Review } from './orders.ts';

/** A folder for one run: everything measured lies on the same disk. */
export interface Workplace extends Disposable {
  readonly directory: string;
  path(name: string): string;
}

export function openWorkplace(): Workplace {
  const directory = mkdtempSync(join(tmpdir(), 'urgent-order-bench-'));
  return {
    directory,
    path: (name) => join(directory, name),
    [Symbol.dispose]: () => rmSync(directory, { recursive: true, force: true }),
  };
}

export interface Server {
  readonly url: string;
  ask<T>(name: string, given?: unknown): Promise<T>;
  /** CPU of its process so far, µs. */
  cpu(): Promise<number>;
  stop(): Promise<void>;
}

async function serverOf(child: Child): Promise<Server> {
  const url = await child.ask<string>('url');
  return { url, ask: child.ask, cpu: () => child.ask<number>('cpu'), stop: child.stop };
}

/** The program on this database; on an empty one it makes the demo company. */
export function startApp(database: string): Promise<Server> {
  const env = {
    DATABASE_URL: `file:${database}`,
    FILES_DIR: `${database}.files`,
    HOST: '127.0.0.1',
    PORT: '0',
    PLAYGROUND: 'on',
    LOG_LEVEL: 'error',
  };
  // To look closer: BENCH_NODE_OPTIONS="--cpu-prof --cpu-prof-dir=…".
  return serverOf(
    startChild(
      'app-child.ts',
      env,
      (process.env.BENCH_NODE_OPTIONS ?? '').split(' ').filter((o) => o !== ''),
    ),
  );
}

export function startBare(database: string): Promise<Server> {
  return serverOf(startChild('bare-child.ts', { BENCH_DATABASE: database }));
}

/** Orders under review in a database, with every card of theirs delivered. */
export async function prepareDatabase(database: string, count: number): Promise<readonly Review[]> {
  const app = await startApp(database);
  const reviews = await app.ask<readonly Review[]>('prepare', count);
  await app.ask('settle');
  await app.stop();
  return reviews;
}

/** A closed SQLite file, once more. */
export function copyDatabase(from: string, to: string): string {
  copyFileSync(from, to);
  return to;
}
