import { afterEach, beforeEach, expect, test } from 'vitest';
import type { ButtonValue } from '../../src/chat/card.ts';
import type { Interaction, MessageRef } from '../../src/chat/interaction.ts';
import { type Factory, openFactory } from '../support/factory.ts';
import { files } from '../support/story.ts';

let factory: Factory;
beforeEach(async () => {
  factory = await openFactory();
});
afterEach(async () => {
  expect(factory.faults).toEqual([]);
  await factory.close();
});

/** The message in the main channel that shows an order. */
async function lineOf(orderId: string): Promise<MessageRef> {
  const [post] = await factory.app.store.transaction((tx) => tx.posts.of('order.line', orderId));
  return { platform: 'web', tenant: 'playground', chatId: factory.main, messageId: post?.messageId ?? '' };
}

function press(message: MessageRef, value: ButtonValue): Interaction {
  const from = { platform: 'web', tenant: 'playground', userId: 'worker' } as const;
  return {
    id: `forged-${message.messageId}-${value.about}`,
    from,
    chat: message,
    isDirect: false,
    locale: 'zh-CN',
    kind: 'press',
    action: 'order.remind',
    value,
    message,
  };
}

test('XD-01 XD-17 a forged press puts no other card in the place of the message it names', async () => {
  const open = await factory.order(await files(factory));
  const secret = await factory.order(await files(factory, { customer: 'SECRET', confidential: ['yes'] }));
  const message = await lineOf(open.id);
  const forged = await factory.app.converse(
    press(message, { order: secret.id, view: 'order.living', about: secret.id }),
  );
  expect(forged).not.toHaveProperty('redraw');
  const honest = await factory.app.converse(press(message, { order: open.id, view: 'order.line', about: open.id }));
  expect(honest).toHaveProperty('redraw');
});
