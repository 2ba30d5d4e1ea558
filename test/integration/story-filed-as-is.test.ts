import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Factory, openFactory } from '../support/factory.ts';
import { formOf, replyText } from '../support/read-reply.ts';
import { CONFIRMED, files, label, negotiating, succeeded, underReview, YES } from '../support/story.ts';

const MARKUP = [
  '<!channel>',
  '<at id=all></at>',
  '<script>alert(1)</script>',
  '=HYPERLINK("http://x","y")',
  '*bold* _it_ ~no~ `code`',
  '[a](javascript:alert(1))',
  '@everyone',
  '&lt;b&gt;',
  '$'.concat('{7*7}'),
  '\'; DROP TABLE "Order"; --',
];
/** Control characters but line breaks, and marks that turn the direction of text. */
const HIDDEN = [
  ['\u0000', '\u0009'],
  ['\u000b', '\u001f'],
  ['\u007f', '\u009f'],
  ['\u200e', '\u200f'],
  ['\u202a', '\u202e'],
  ['\u2066', '\u2069'],
] as const;
const CONTROL = 'A\u0000B\u0007C\u001b[31mD\u202eE\u2066F\u200fG';

describe('bad input that is filed as it is', () => {
  let factory: Factory;
  beforeAll(async () => {
    factory = await openFactory({ settings: { confirm_hours: 2 } });
  });
  afterAll(async () => {
    expect(factory.faults).toEqual([]);
    await factory.close();
  });

  test('EX-06 markup in any field stays text: in cards, the channel’s name and topic, mentions, the log', async () => {
    for (const [i, markup] of MARKUP.entries()) {
      const order = await underReview(factory, {
        customer: `${markup} ${i}`,
        product: markup,
        model: markup,
        place: markup,
        reason: `${markup} 很急`,
        technical: markup,
      });
      const found = await factory.order(order);
      expect(found.facts).toMatchObject({ product: markup, model: markup, place: markup });
      const posts = [
        ...(await factory.person('worker').posts(factory.main)),
        ...(await factory.person('sales').posts(await factory.room(order))),
        ...(await factory.person('production').posts()),
      ];
      for (const { card, mention } of posts) {
        // Text is a string in the card: no node was made of it.
        const nodes = JSON.stringify(card).match(/"(?:mention|link|code)":"[^"]*"/g) ?? [];
        expect(nodes).toEqual([]);
        expect(mention.filter((m) => !/^[a-z]+$/.test(m))).toEqual([]);
      }
      const channel = await factory.app.playground?.chat.channel(await factory.room(order));
      expect(channel?.name).not.toMatch(/[<>"'=\s]/);
    }
  });

  test('EX-06 control characters and marks that turn the direction of text are gone before anything is stored', async () => {
    const draft = await files(factory, { customer: CONTROL, product: CONTROL, place: CONTROL, contact: CONTROL });
    const { facts } = await factory.order(draft);
    const written = JSON.stringify([
      facts,
      await factory.events(draft),
      await factory.person('worker').posts(factory.main),
    ]);
    expect([...written].filter((c) => HIDDEN.some(([from, to]) => c >= from && c <= to))).toEqual([]);
    expect(written).not.toMatch(/\\u00[01]|\\u202|\\u206/);
    expect(facts.customer.replaceAll(' ', '')).toContain('ABC');
  });

  test('XD-01 the form of an order that meanwhile changed its state: told, nothing done, what was typed can be sent again', async () => {
    const order = await negotiating(factory, { customer: 'Moog' });
    const sales = factory.person('sales');
    const form = await sales.presses(label('button.propose'), undefined, order);
    const boss = factory.person('boss');
    succeeded(
      await boss.fills(await boss.presses(label('button.abandon'), await factory.room(order)), { why: '做不了' }),
    );
    const reply = await sales.fills(form, { type: 'add_resources', explanation: '加班' });
    expect(reply.kind).toBe('invalid');
    expect(replyText(reply)).toContain('已放弃');
    expect((await factory.order(order)).negotiation.options).toEqual([]);
    const late = await factory.person('purchasing').says(`/urgent-order approve ${order}`);
    expect(replyText(late)).toContain('已放弃');
  });

  test('XD-02 a form sent again after its order moved on: the first answer, once more', async () => {
    const order = await underReview(factory, { customer: 'Parker' });
    const head = factory.person('planner');
    const form = await head.presses(label('button.approve'), undefined, order);
    const first = replyText(succeeded(await head.fills(form, YES, 'late-1')));
    const boss = factory.person('boss');
    succeeded(await boss.fills(await boss.presses(label('button.hold'), await factory.room(order)), { why: '查信用' }));
    expect(replyText(await head.fills(form, YES, 'late-1'))).toContain(first);
  });

  test('UO-07 a customer’s confirmation from the future, or without evidence, is refused', async () => {
    const draft = await files(factory, { customer: 'Bühler' });
    const sales = factory.person('sales');
    const form = await sales.presses(label('button.confirm'), undefined, draft);
    expect(formOf(form).isPrivate).toBe(true);
    expect(await sales.fills(form, { ...CONFIRMED, at: '2026-11-25T10:00' })).toMatchObject({
      kind: 'invalid',
      errors: { at: expect.any(String) },
    });
    expect(await sales.fills(form, { ...CONFIRMED, evidence: '' })).toMatchObject({
      kind: 'invalid',
      errors: { evidence: expect.any(String) },
    });
    expect(await sales.fills(form, { ...CONFIRMED, checks: [] })).toMatchObject({
      kind: 'invalid',
      errors: { note: expect.any(String) },
    });
    expect((await factory.order(draft)).state).toBe('IDENTIFIED');
  });
});
