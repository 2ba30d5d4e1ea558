// A process for the tests to kill: adds jobs in two lanes and works them, one line of output for each commit and each run.
import { writeSync } from 'node:fs';
import { createLocalQueue } from '../../src/store/local-queue.ts';
import { openDatabase } from '../../src/store/open.ts';
import { createStore } from '../../src/store/store.ts';
import { redraw } from './samples.ts';

const [url = '', round = ''] = process.argv.slice(2);
const database = await openDatabase(url);
const clock = { now: () => Date.now() };
const store = createStore(database, { clock });
const queue = createLocalQueue({ database, store, clock });
queue.work('chat', 4, async (job) => {
  if ('subject' in job.payload) writeSync(1, `ran ${job.lane} ${job.payload.subject}\n`);
  return { kind: 'done' };
});

for (let i = 0; ; i++) {
  const names = [0, 1].map((lane) => ({ lane: `r${lane}`, subject: `${round}/${i}` }));
  await store.transaction((tx) => tx.jobs.add(names.map(({ lane, subject }) => redraw(subject, { lane }))));
  for (const { lane, subject } of names) writeSync(1, `added ${lane} ${subject}\n`);
}
