/** The program as it is composed, in a process of its own whose CPU can be asked for. */
import { compose } from '../src/compose.ts';
import { readConfig } from '../src/config.ts';
import { answerAsks, cpuMicros } from './asks.ts';
import { approveAtGate, countApproved, prepareReviews, type Review } from './orders.ts';

const { config, problems } = readConfig(process.env);
if (problems.length > 0) throw new Error(JSON.stringify(problems));
const app = await compose(config);
await app.start();

async function settle(): Promise<void> {
  app.queue.nudge();
  await app.queue.drain();
}

/** CPU of the work alone, µs. */
async function measure(work: () => Promise<void>): Promise<number> {
  const before = cpuMicros();
  await work();
  return cpuMicros() - before;
}

answerAsks({
  url: async () => app.url(),
  cpu: async () => cpuMicros(),
  prepare: (count: number) => prepareReviews(app, count),
  settle: async () => {
    await settle();
    return null;
  },
  /** From now on announcements are written but not delivered. */
  hold: async () => {
    await settle();
    await app.queue.stop();
    return null;
  },
  gate: (reviews: readonly Review[]) =>
    measure(async () => {
      for (const review of reviews) await approveAtGate(app, review);
    }),
  approved: (reviews: readonly Review[]) => countApproved(app, reviews),
  stop: async () => {
    await app.stop();
    return null;
  },
});
