import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Factory, openFactory } from '../support/factory.ts';
import { underReview } from '../support/story.ts';

let factory: Factory;
beforeEach(async () => {
  factory = await openFactory();
});
afterEach(async () => {
  await factory.close();
});

describe('somebody who cannot be reached', () => {
  test('XD-10 a review card for a head without an account is not lost in silence: it is parked, and the auditor says so', async () => {
    const input = { name: '新主管', roles: [{ role: 'LOGI', isHead: true }] };
    await factory.app.dispatch({ id: 'hire', actorId: factory.idOf('planner'), command: 'people', input });
    const number = await underReview(factory);
    const { id } = await factory.order(number);
    const parked = (await factory.app.store.queries.parkedJobs(20)).map((j) => ({ ...(JSON.parse(j.payload) as { view: string; order: string }), why: j.lastError }));
    expect(parked).toEqual([expect.objectContaining({ kind: 'direct', view: 'review.task', order: id, why: expect.stringContaining('no account') })]);
    expect((await factory.app.store.queries.audit(factory.clock.now())).parked).toBe(1);
    expect(await factory.person('logistics').sees()).toContain(number);
  });
});
