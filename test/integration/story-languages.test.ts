import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { MAINLAND_WORDS, SIMPLIFIED_ONLY, TRADITIONAL_ONLY } from '../support/chinese.ts';
import { type Factory, nameOf, openFactory, STAFF_NAMES } from '../support/factory.ts';
import { buttonsOf, cardText, replyText } from '../support/read-reply.ts';
import { CONFIRMED, HEADS, label, YES } from '../support/story.ts';

const ENGLISH = {
  customer: 'ACME',
  product: 'bracket',
  model: 'M6',
  quantity: '500 pcs',
  requiredBy: 'Fri 17:00',
  place: 'Suzhou',
  reasonCategory: 'line_down',
  reason: 'their line stands still',
  basis: 'customer_explicit',
  contact: 'Ms Weber 13800138000',
  traits: ['new_design', 'penalty_clause'],
  technical: 'rev. C',
};

const YES_IN_ENGLISH = Object.fromEntries(Object.keys(YES).map((question) => [question, 'fine']));

/** The words of people and rooms are the same in every language. */
const NAMES = [...STAFF_NAMES.map(nameOf), '急单总群'];

function ownWords(text: string): string {
  return NAMES.reduce((rest, name) => rest.replaceAll(name, ''), text);
}

/** One order with everything in it: every kind of card is posted. The people read English; the cards exist in every language. */
describe('XD-09 the same story in three languages', () => {
  let factory: Factory;
  const answers: string[] = [];
  const everywhere: string[] = [];

  beforeAll(async () => {
    factory = await openFactory();
    const en = (name: (typeof STAFF_NAMES)[number]) => factory.person(name, 'en');
    const keep = (reply: Awaited<ReturnType<ReturnType<typeof en>['says']>>) => {
      answers.push(replyText(reply));
      return reply;
    };
    const sales = en('sales');
    keep(await en('production').fills(keep(await en('production').says('/urgent-order 300 flanges for Bosch')), {}));
    keep(
      await sales.fills(keep(await sales.says('/urgent-order 500 x M6 bracket for ACME by Fri 17:00')), {
        ...ENGLISH,
        reason: 'no',
      }),
    );
    keep(
      await en('planner').fills(keep(await en('planner').says('/urgent-order return D-0001')), {
        faults: 'the reason is too short',
      }),
    );
    keep(await sales.fills(keep(await sales.says('/urgent-order resubmit D-0001')), { reason: ENGLISH.reason }));
    keep(await en('planner').says('/urgent-order check D-0001'));
    await factory.passes('2h');
    keep(
      await sales.fills(keep(await sales.says('/urgent-order confirm D-0001')), {
        ...CONFIRMED,
        confirmed_by: 'Ms Weber',
        evidence: 'mail',
        quantity: '480 pcs',
      }),
    );
    const order = (await factory.order()).number ?? '';
    keep(
      await en('purchasing').fills(
        keep(await en('purchasing').says(`/urgent-order delegate ${nameOf('deputy')} until Friday`)),
        {},
      ),
    );
    keep(
      await en('technical').fills(
        keep(await en('technical').presses(label('button.ask_info', 'en'), undefined, order)),
        { question: 'which drawing?' },
      ),
    );
    keep(
      await sales.fills(keep(await sales.presses(label('button.answer_info', 'en'), undefined, order)), {
        answer: 'rev. C',
      }),
    );
    keep(
      await en('purchasing').fills(
        keep(await en('purchasing').presses(label('button.reject', 'en'), undefined, order)),
        {
          why: 'no steel',
          earliest: '2026-12-02T12:00',
          risk: 'supply',
          likelihood: '4',
          impact: '3',
          response: 'second source',
        },
      ),
    );
    keep(
      await en('logistics').fills(
        keep(await en('logistics').presses(label('button.conditions', 'en'), undefined, order)),
        { kind1: 'cost', condition1: 'air freight' },
      ),
    );
    keep(await sales.fills(keep(await sales.says(`/urgent-order status ${order} PROD`)), { question: 'how far?' }));
    keep(await sales.fills(keep(await sales.says(`/urgent-order wait ${order}`)), { why: 'drawing' }));
    keep(await sales.says(`/urgent-order resume ${order}`));
    keep(await en('boss').fills(keep(await en('boss').says(`/urgent-order hold ${order}`)), { why: 'credit' }));
    keep(await en('boss').says(`/urgent-order resume ${order}`));
    await factory.passes('30h');
    for (const task of (await factory.order()).round?.tasks ?? []) {
      if (task.state !== 'PENDING') continue;
      const head = en(HEADS[task.department as 'PROD']);
      keep(await head.fills(keep(await head.presses(label('button.approve', 'en'), undefined, order)), YES_IN_ENGLISH));
    }
    keep(
      await sales.fills(keep(await sales.presses(label('button.propose', 'en'), undefined, order)), {
        type: 'shift_date',
        new_date: '2026-12-03T17:00',
        explanation: 'later',
      }),
    );
    keep(
      await sales.fills(keep(await sales.presses(label('button.refuse_terms', 'en'), undefined, order)), {
        why: 'they want Friday',
      }),
    );
    keep(
      await en('boss').fills(keep(await en('boss').presses(label('button.exec_conditions', 'en'), undefined, order)), {
        type: 'partial_delivery',
        new_date: '2026-12-03T17:00',
        why: 'half now',
      }),
    );
    keep(
      await sales.fills(keep(await sales.presses(label('button.agree', 'en'), undefined, order)), { evidence: 'mail' }),
    );
    const choice = keep(await en('boss').says(`/urgent-order decide ${order}`));
    keep(
      await en('boss').fills(keep(await en('boss').pressesOn(choice, label('button.abandon', 'en'))), {
        why: 'no material',
      }),
    );
    for (const typed of [
      'help',
      'list',
      'mine',
      'people',
      'settings',
      'setup',
      'audit',
      'search ACME',
      `show ${order}`,
      'nonsense',
      'hepl',
    ])
      keep(await en('planner').says(`/urgent-order ${typed}`));
    keep(
      await en('planner').pressesOn(
        keep(await en('planner').says(`/urgent-order show ${order}`)),
        label('button.timeline', 'en'),
      ),
    );
    everywhere.push(factory.main, await factory.room());
  });
  afterAll(async () => {
    expect(factory.faults).toEqual([]);
    await factory.close();
  });

  async function cardsIn(locale: 'zh-CN' | 'zh-TW' | 'en') {
    const cards = [];
    for (const name of STAFF_NAMES) {
      const person = factory.person(name, locale);
      for (const where of [undefined, ...everywhere])
        cards.push(...(await person.posts(where)).filter((p) => !p.isPrivate).map((p) => p.card));
    }
    return cards;
  }

  test('XD-09 in English no answer, form or card has a Chinese word in it', async () => {
    const cards = await cardsIn('en');
    expect(cards.length).toBeGreaterThan(60);
    for (const said of [...answers, ...cards.map(cardText)]) expect(ownWords(said)).not.toMatch(/\p{Script=Han}/u);
  });

  test('XD-09 the cards are the same in every language: as many, with the same buttons in the same order', async () => {
    const [en, cn, tw] = [await cardsIn('en'), await cardsIn('zh-CN'), await cardsIn('zh-TW')];
    expect(cn.map((c) => buttonsOf(c).map((b) => b.action))).toEqual(en.map((c) => buttonsOf(c).map((b) => b.action)));
    expect(tw.map((c) => c.blocks.map((b) => b.kind))).toEqual(en.map((c) => c.blocks.map((b) => b.kind)));
  });

  test('XD-09 each script is its own, and Taiwan reads Taiwan’s words', async () => {
    for (const card of await cardsIn('zh-TW')) {
      const said = ownWords(cardText(card));
      expect(
        [...said].filter((c) => SIMPLIFIED_ONLY.has(c)),
        said,
      ).toEqual([]);
      for (const word of Object.keys(MAINLAND_WORDS)) expect(said).not.toContain(word);
    }
    for (const card of await cardsIn('zh-CN')) {
      const said = ownWords(cardText(card));
      expect(
        [...said].filter((c) => TRADITIONAL_ONLY.has(c)),
        said,
      ).toEqual([]);
    }
  });

  test('XD-09 no card shows a code or a key instead of a word', async () => {
    for (const locale of ['zh-CN', 'zh-TW', 'en'] as const) {
      for (const card of await cardsIn(locale)) {
        expect(ownWords(cardText(card))).not.toMatch(
          /\b[a-z]+_[a-z_]+\b|\b(?:IDENTIFIED|IN_REVIEW|NEGOTIATING|AWAITING_EXEC|PENDING|APPROVED|REJECTED|undefined|null|NaN|\[object)\b/,
        );
      }
    }
  });
});
