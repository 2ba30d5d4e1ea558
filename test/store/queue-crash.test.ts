import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { createLocalQueue } from '../../src/store/local-queue.ts';
import { openDatabase } from '../../src/store/open.ts';
import { createStore } from '../../src/store/store.ts';
import { tempDatabase } from '../support/temp-database.ts';

/** What a process said until it had said `count` lines and was killed. */
async function linesUntilKilled(url: string, round: number, count: number): Promise<readonly string[]> {
  const script = fileURLToPath(new URL('./queue-child.ts', import.meta.url));
  const child: ChildProcess = spawn(process.execPath, [script, url, String(round)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const lines: string[] = [];
  if (!child.stdout) throw new Error('no output');
  const reader = createInterface({ input: child.stdout }).on('line', (line) => {
    lines.push(line);
    if (lines.length === count) child.kill('SIGKILL');
  });
  await once(reader, 'close');
  return lines;
}

test('XD-06 kill -9 between taking and ending: every job that was committed runs, in the order of its lane', async () => {
  using temp = tempDatabase();
  const said: string[] = [];
  for (const [round, count] of [60, 117, 230].entries()) said.push(...(await linesUntilKilled(temp.url, round, count)));

  const database = await openDatabase(temp.url);
  const clock = { now: () => Date.now() };
  const queue = createLocalQueue({ database, store: createStore(database, { clock }), clock });
  queue.work('chat', 4, async (job) => {
    if ('subject' in job.payload) said.push(`ran ${job.lane} ${job.payload.subject}`);
    return { kind: 'done' };
  });
  await queue.drain();
  await queue.stop();
  expect(await database.sql.all('SELECT * FROM "Job"')).toEqual([]);
  await database.close();

  for (const lane of ['r0', 'r1']) {
    const of = (kind: string) =>
      said.filter((line) => line.startsWith(`${kind} ${lane} `)).map((line) => line.slice(`${kind} ${lane} `.length));
    // Run again after a kill is allowed, once and at once; out of order is not.
    const runs = of('ran');
    const firstRuns = [...new Set(runs)];
    const added = of('added');
    expect(runs.filter((subject, i) => subject !== runs[i - 1])).toEqual(firstRuns);
    expect(firstRuns.filter((subject) => added.includes(subject))).toEqual(added);
    expect(runs.length - firstRuns.length).toBeLessThanOrEqual(3);
  }
});
