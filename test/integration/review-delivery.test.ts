import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { TakenJob } from '../../src/app/jobs.ts';
import type { ChatAdapter } from '../../src/chat/adapter.ts';
import type { Card } from '../../src/chat/card.ts';
import { deliver } from '../../src/delivery/deliver.ts';
import { type Factory, openFactory } from '../support/factory.ts';
import { ANSWERS, openGate } from '../support/gate.ts';
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
    const parked = (await factory.app.store.queries.parkedJobs(20)).map((j) => ({
      ...(JSON.parse(j.payload) as { view: string; order: string }),
      why: j.lastError,
    }));
    expect(parked).toEqual([
      expect.objectContaining({
        kind: 'direct',
        view: 'review.task',
        order: id,
        why: expect.stringContaining('no account'),
      }),
    ]);
    expect((await factory.app.store.queries.audit(factory.clock.now())).parked).toBe(1);
    expect(await factory.person('logistics').sees()).toContain(number);
  });
});

describe('a card that is overtaken on its way', () => {
  test('UO-50 XD-11 a reminder whose matter is settled while it is being posted loses its buttons all the same', async () => {
    const rig = await openGate();
    try {
      await rig.store.transaction((tx) =>
        tx.directory.saveAccount({ personId: 'prod', platform: 'web', tenant: 'playground', userId: 'prod' }),
      );
      const id = await rig.underReview();
      const due = (await rig.store.transaction((tx) => tx.obligations.open(id))).find((o) => o.role === 'PROD');
      const shown: Card[] = [];
      const adapter = {
        capabilities: { clientLocale: false, editWindowMs: null, pin: false },
        openDirect: async () => ({ platform: 'web', tenant: 'playground', chatId: 'direct-prod' }),
        post: async (_chat: unknown, { draw }: { draw: (l: 'zh-CN') => Card }) => {
          shown.push(draw('zh-CN'));
          await rig.send('prod', 'approve', { department: 'PROD', answers: ANSWERS.PROD }, { orderId: id });
          return { platform: 'web', tenant: 'playground', chatId: 'direct-prod', messageId: 'm-1' };
        },
        update: async (_message: unknown, { draw }: { draw: (l: 'zh-CN') => Card }) => void shown.push(draw('zh-CN')),
      } as unknown as ChatAdapter;
      const delivery = {
        kind: 'direct',
        person: 'prod',
        view: 'obligation.reminder',
        subject: `${due?.id}@${rig.clock.now()}`,
        order: id,
      } as const;
      const job: TakenJob = { seq: 1, queue: 'chat', lane: 'person:prod', payload: delivery, attempt: 0 };
      let n = 0;
      await deliver(
        {
          store: rig.store,
          dispatch: rig.dispatch,
          clock: rig.clock,
          ids: { next: () => `post-${++n}` },
          adapter: () => adapter,
        },
        job,
        delivery,
      );
      const buttons = (card: Card | undefined) => card?.blocks.filter((b) => b.kind === 'actions').length ?? 0;
      expect(buttons(shown[0])).toBeGreaterThan(0);
      expect(shown).toHaveLength(2);
      expect(JSON.stringify(shown[1])).not.toContain('obligation.snooze');
    } finally {
      await rig.close();
    }
  });
});
