import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ORDER_STATES } from '../../src/domain/order.ts';
import { say } from '../../src/i18n/translate.ts';
import { type Factory, openFactory } from '../support/factory.ts';
import { replyText } from '../support/read-reply.ts';
import { files, underReview } from '../support/story.ts';

describe('the register of orders', () => {
  let factory: Factory;
  let number: string;
  beforeAll(async () => {
    factory = await openFactory();
    number = await underReview(factory);
  });
  afterAll(async () => {
    expect(factory.faults).toEqual([]);
    await factory.close();
  });

  test('EX-04 whoever may see an order can ask for its state at any time, by number or in its channel', async () => {
    for (const who of ['sales', 'production', 'worker', 'boss'] as const) {
      const said = replyText(await factory.person(who).says(`/urgent-order show ${number}`));
      expect(said, who).toContain(number);
      expect(said, who).toContain('评审中');
    }
    expect(
      replyText(await factory.person('logistics').says('/urgent-order show', await factory.room(number))),
    ).toContain(number);
  });

  test('EX-04 XD-17 of a confidential order only who takes part is told anything', async () => {
    const draft = await files(factory, { confidential: ['yes'], customer: 'SECRET' });
    expect(replyText(await factory.person('boss').says(`/urgent-order show ${draft}`))).toContain('SECRET');
    for (const text of [`/urgent-order show ${draft}`, '/urgent-order search SECRET', '/urgent-order list all']) {
      const said = replyText(await factory.person('worker').says(text));
      expect(said.replace(text, ''), text).not.toMatch(/SECRET ·|支架 × 500 件.*SECRET|SECRET.*支架/);
    }
  });

  test('EX-24 the register shows number, customer, product, time and state, and the contact where it belongs', async () => {
    const listed = replyText(await factory.person('sales').says('/urgent-order list'));
    for (const part of [number, 'ACME', '支架', '2026/11/27', '评审中']) expect(listed).toContain(part);
    expect(replyText(await factory.person('sales').says(`/urgent-order show ${number}`))).toContain('13800138000');
    expect(replyText(await factory.person('worker').says(`/urgent-order show ${number}`))).not.toContain('13800138000');
  });

  test.each(ORDER_STATES)('EX-24 the state %s is one of a fixed list and has its word in every language', (state) => {
    for (const locale of ['zh-CN', 'zh-TW', 'en'] as const) {
      const word = say({ locale, timeZone: 'UTC', nameOf: (id) => id }, `state.${state}`);
      expect(word.length).toBeGreaterThan(1);
      expect(word).not.toContain(state);
    }
  });
});
