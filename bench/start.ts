import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readFileSync } from 'node:fs';
import { get } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { spreadOf } from './measure.ts';
import type { Line, Part } from './report.ts';
import type { Workplace } from './servers.ts';

const PROGRAM = fileURLToPath(new URL('../bin/urgent-order.js', import.meta.url));
const STARTS = 5;
const FIRST_STARTS = 3;
const IDLE_MS = 10_000;
const PATIENCE_MS = 30_000;
const BAR = { limit: 2_000, by: 'median' } as const;

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

function statusOf(url: string): Promise<number> {
  return new Promise((resolve) => {
    get(url, { agent: false }, (response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    }).on('error', () => resolve(0));
  });
}

interface Started {
  readonly process: ChildProcess;
  /** From the start of the process until it has said that it is ready and /readyz answers 200, ms. */
  readonly readyAfter: number;
}

/** `urgent-order start` in an empty working folder, as an operator has it: no configuration but the port and the place. */
async function start(folder: string, env: Readonly<Record<string, string>> = {}): Promise<Started> {
  mkdirSync(folder, { recursive: true });
  const port = await freePort();
  const { PATH = '', HOME = '' } = process.env;
  const began = performance.now();
  const started = spawn(process.execPath, [PROGRAM, 'start'], {
    cwd: folder,
    env: { PATH, HOME, PORT: String(port), LOG_LEVEL: 'error', ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let said = '';
  started.stdout.setEncoding('utf8').on('data', (text: string) => {
    said += text;
  });
  // Both: /readyz speaks for the database alone, and the first company is made while the server already listens.
  const isReady = async () => said.includes('is ready') && (await statusOf(`http://127.0.0.1:${port}/readyz`)) === 200;
  while (!(await isReady())) {
    if (started.exitCode !== null || performance.now() - began > PATIENCE_MS)
      throw new Error('the program did not become ready');
    await sleep(4);
  }
  return { process: started, readyAfter: performance.now() - began };
}

async function end({ process: started }: Started): Promise<void> {
  const ended = once(started, 'exit');
  started.kill('SIGTERM');
  await ended;
}

/** Resident memory of a process in MB; null where there is no /proc. */
function residentOf({ process: started }: Started): number | null {
  try {
    const kilobytes = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${started.pid}/status`, 'utf8'))?.[1];
    return kilobytes === undefined ? null : Number(kilobytes) / 1024;
  } catch {
    return null;
  }
}

async function startRepeatedly(
  count: number,
  folder: (i: number) => string,
  env: Readonly<Record<string, string>> = {},
): Promise<readonly number[]> {
  const times: number[] = [];
  for (let i = 0; i < count; i++) {
    const started = await start(folder(i), env);
    times.push(started.readyAfter);
    await end(started);
  }
  return times;
}

/** Start and size: ready within 2 s of the process's start, at most 160 MB resident when idle (product, "Bars"). */
export async function measureStart(place: Workplace): Promise<Part> {
  // Nothing compiled before: the very first start after an installation.
  const first = await startRepeatedly(FIRST_STARTS, (i) => place.path(`first-${i}`), {
    NODE_DISABLE_COMPILE_CACHE: '1',
  });
  const warmUp = await start(place.path('warm-up'));
  await sleep(4_000); // The compile cache is written three seconds after the start.
  await end(warmUp);
  const fresh = await startRepeatedly(STARTS, (i) => place.path(`fresh-${i}`));
  const again = await startRepeatedly(STARTS, () => place.path('fresh-0'));

  const resident: number[] = [];
  for (const folder of ['fresh-0', 'idle']) {
    const idle = await start(place.path(folder));
    await sleep(IDLE_MS);
    const size = residentOf(idle);
    if (size !== null) resident.push(size);
    await end(idle);
  }
  const memory: Line = {
    name: `resident after ${IDLE_MS / 1000} s idle (existing, fresh)`,
    unit: 'MB',
    of: 'starts',
    spread: spreadOf(resident),
    bar: { limit: 160, by: 'max' },
  };
  return {
    title: 'Start: from the process’s start to “ready” and /readyz 200, playground on, no platform configured',
    lines: [
      { name: 'fresh database, nothing compiled before', unit: 'ms', of: 'starts', spread: spreadOf(first), bar: BAR },
      {
        name: 'fresh database (migrated, demo company made)',
        unit: 'ms',
        of: 'starts',
        spread: spreadOf(fresh),
        bar: BAR,
      },
      { name: 'existing database', unit: 'ms', of: 'starts', spread: spreadOf(again), bar: BAR },
      ...(resident.length > 0 ? [memory] : []),
    ],
    notes: resident.length > 0 ? [] : ['resident memory: only read where there is a /proc'],
  };
}
