import { describe, expect, test } from 'vitest';
import { directoryOf } from '../../src/app/directory.ts';
import type { LogEntry, OrderRow } from '../../src/app/rows.ts';
import { defaultSettings, SETTING_KEYS } from '../../src/app/settings.ts';
import { drawAudit } from '../../src/chat/views/audit.ts';
import { drawOrderDetails, drawTimeline } from '../../src/chat/views/details.ts';
import { drawDifference } from '../../src/chat/views/difference.ts';
import { drawHelp } from '../../src/chat/views/help.ts';
import { drawMine, drawOrderList } from '../../src/chat/views/lists.ts';
import { drawPeople } from '../../src/chat/views/people.ts';
import { drawDidYouMean } from '../../src/chat/views/refusal.ts';
import { drawSettings } from '../../src/chat/views/settings.ts';
import type { Person } from '../../src/domain/people.ts';
import { LOCALES } from '../../src/i18n/locale.ts';
import { say } from '../../src/i18n/translate.ts';
import { anObligation, anOption, anOrderInReview, NOW, someFacts } from '../support/build-order.ts';
import { buttonsOn, doingsOn, wordsOf } from '../support/read-card.ts';
import { aVoice } from '../support/voices.ts';

const HOUR = 3_600_000;

function aRow(n: number, change: Partial<OrderRow> = {}): OrderRow {
  return {
    id: `order-${n}`,
    draftNo: `D-${n}`,
    number: `UO-${n}`,
    state: 'IN_REVIEW',
    customer: 'ACME',
    product: '支架',
    model: 'M6',
    quantity: 500,
    unit: '件',
    requiredBy: NOW + 72 * HOUR,
    committed: null,
    submitterId: 'sales',
    ownerId: 'sales',
    isConfidential: false,
    isDrill: false,
    isHeld: false,
    isWaiting: false,
    nextDue: { key: 'review', role: 'PROD', dueAt: NOW + 4 * HOUR },
    ...change,
  };
}

describe('lists', () => {
  test.each(LOCALES)('UO-31 %s: name, state, customer, product, due, who is next, and the way in', (locale) => {
    const card = drawOrderList({ rows: [aRow(1), aRow(2, { isHeld: true, nextDue: null })], total: 2 }, aVoice(locale));
    const words = wordsOf(card);
    for (const part of [
      'UO-1',
      say(aVoice(locale), 'state.IN_REVIEW'),
      'ACME · 支架 × 500 件',
      say(aVoice(locale), 'role.PROD'),
      say(aVoice(locale), 'flag.on_hold'),
    ])
      expect(words).toContain(part);
    expect(buttonsOn(card)[1]).toMatchObject({ action: 'order.show', value: { order: 'order-2' } });
  });

  test('UO-31 a long list is cut and says how many there are', () => {
    const card = drawOrderList({ rows: Array.from({ length: 40 }, (_, i) => aRow(i)), total: 57 }, aVoice());
    expect(buttonsOn(card).filter((b) => b.action === 'order.show')).toHaveLength(12);
    expect(wordsOf(card)).toContain('… 共 57 项');
  });

  test('an empty list says so and offers to file one', () => {
    const card = drawOrderList({ rows: [], total: 0, title: '评审中' }, aVoice());
    expect(card.title).toBe('评审中');
    expect(doingsOn(card)).toEqual(['list.mine', 'new']);
  });

  test.each(LOCALES)('UO-31 %s: my page has what waits for me first', (locale) => {
    const voice = aVoice(locale);
    const card = drawMine({ waiting: [aRow(1)], own: [aRow(2)], atRisk: [aRow(3)] }, voice);
    const words = wordsOf(card);
    expect(words.indexOf('UO-1')).toBeLessThan(words.indexOf('UO-2'));
    expect(words.indexOf('UO-2')).toBeLessThan(words.indexOf('UO-3'));
    const none = drawMine({ waiting: [], own: [], atRisk: [] }, voice);
    expect(none.tone).toBe('good');
    expect(wordsOf(none)).toContain(say(voice, 'mine.nothing_waiting'));
  });
});

describe('the whole record', () => {
  const order = anOrderInReview({
    facts: someFacts({ amountMinor: 12_500_000, currency: 'CNY', externalNo: 'PO-77', quality: '按样品' }),
    negotiation: { options: [anOption()] },
  });

  test.each(LOCALES)('%s: facts, dates, reviews, options, who confirmed', (locale) => {
    const card = drawOrderDetails(
      {
        order,
        obligations: [anObligation('review', { role: 'PROD' })],
        files: [],
        contact: '王***00',
        confirmedBy: '李***11',
      },
      aVoice(locale),
    );
    for (const part of ['CNY 125,000', 'PO-77', '按样品', '王***00', '李***11', '通话记录', '顺延两天', '苏州'])
      expect(wordsOf(card)).toContain(part);
    expect(doingsOn(card)).not.toContain('order.show');
    expect(doingsOn(card)).toContain('review');
  });

  test('UO-50 the history: newest first, each entry in words, with department, decision and who', () => {
    const entry = (seq: number, type: string, data: object): LogEntry => ({
      stream: 'order-1',
      seq,
      type,
      at: NOW + seq,
      actorId: 'deputy',
      onBehalf: 'proc',
      version: seq,
      data: JSON.stringify(data),
      prevHash: '',
      hash: '',
    });
    const card = drawTimeline(
      {
        order: { ...order, eventCount: 40 },
        entries: [
          entry(1, 'order.identified', {}),
          entry(2, 'review.decision', { department: 'PROC', decision: 'REJECTED' }),
        ],
      },
      aVoice(),
    );
    const lines = wordsOf(card)
      .split('\n')
      .filter((l) => l.startsWith('- '));
    expect(lines[0]).toContain('采购部 · 不同意 · 冯杰（代吴敏）');
    expect(lines[1]).toContain(say(aVoice(), 'event.order.identified'));
    expect(wordsOf(card)).toContain('共 40 条');
  });
});

describe('what changed since you looked', () => {
  const order = anOrderInReview({ revision: 5, version: 9 });
  const difference = {
    facts: [
      { field: 'quantity', before: 500, after: 800 },
      { field: 'traits', before: [], after: ['penalty_clause'] },
    ] as const,
    events: [{ type: 'review.decision', at: NOW, actorId: 'proc' }],
  };

  test('stale-proof: before → after, what happened, and the same question once more with the present version', () => {
    const card = drawDifference(
      { order, difference, again: { action: 'review.approve', subject: 'PROD', order: 'order-1', rev: 2, ver: 3 } },
      aVoice(),
    );
    expect(wordsOf(card)).toContain('数量: 500 → 800');
    expect(wordsOf(card)).toContain('订单特征: 无 → 有违约条款');
    expect(wordsOf(card)).toContain('吴敏');
    expect(buttonsOn(card).map((b) => [b.action, b.value])).toEqual([
      ['review.approve', { order: 'order-1', rev: 5, ver: 9, subject: 'PROD' }],
      ['order.show', { order: 'order-1', rev: 5, ver: 9 }],
    ]);
  });

  test.each(LOCALES)('%s: what cannot be asked again as it was leads to the newest card', (locale) => {
    const card = drawDifference({ order, difference: { facts: [], events: [] }, again: null }, aVoice(locale));
    expect(doingsOn(card)).toEqual(['order.show']);
    expect(wordsOf(card)).toContain(say(aVoice(locale), 'difference.nothing'));
  });
});

describe('the company', () => {
  test.each(LOCALES)('%s: every setting is there, with its value and where it comes from', (locale) => {
    const voice = aVoice(locale);
    const words = wordsOf(
      drawSettings(
        { settings: defaultSettings, saved: new Set(['confirm_hours']), inFile: new Set(['currency']) },
        voice,
      ),
    );
    for (const key of SETTING_KEYS) expect(words).toContain(say(voice, `setting.${key}`));
    expect(words).toContain(say(voice, 'settings.set_in_file'));
    expect(words).toContain('50%');
  });

  test('A3 what must be saved once comes first', () => {
    const card = drawSettings({ settings: defaultSettings, saved: new Set(), inFile: new Set() }, aVoice());
    expect(card.tone).toBe('waiting');
    expect(buttonsOn(card)[0]?.value).toEqual({ form: 'setting', subject: 'confirm_hours' });
  });

  test.each(LOCALES)('XD-10 XD-07 %s: who is who, who stands in, which departments have no head', (locale) => {
    const voice = aVoice(locale);
    const person = (id: string, change: Partial<Person>): Person => ({
      id,
      name: voice.nameOf(id),
      email: null,
      locale: null,
      timeZone: null,
      quiet: null,
      isAdmin: false,
      isActive: true,
      memberships: [],
      ...change,
    });
    const directory = directoryOf({
      version: 1,
      accounts: [],
      people: [
        person('proc', { memberships: [{ role: 'PROC', isHead: true }] }),
        person('coord', { isAdmin: true }),
        person('prod', { isActive: false, memberships: [{ role: 'PROD', isHead: true }] }),
      ],
      delegations: [
        { id: 'd', fromId: 'proc', toId: 'deputy', startsAt: NOW, endsAt: NOW + HOUR, reason: null, revokedAt: null },
      ],
    });
    const words = wordsOf(drawPeople({ directory, now: NOW, asked: ['PROC', 'PROD'] }, voice));
    expect(words).toContain(say(voice, 'head_of.PROC'));
    expect(words).toContain('冯杰');
    expect(words).toContain(say(voice, 'people.admin'));
    expect(words).toContain(`${say(voice, 'people.departments_without_head')}\n- ${say(voice, 'role.PROD')}`);
  });

  test.each(LOCALES)('XD-03 %s: the log check names what was found', (locale) => {
    const voice = aVoice(locale);
    expect(drawAudit({ streams: 3, events: 40, problems: [] }, voice).tone).toBe('good');
    const bad = drawAudit({ streams: 3, events: 40, problems: [{ stream: 'UO-1', seq: 7, kind: 'edited' }] }, voice);
    expect(wordsOf(bad)).toContain(say(voice, 'audit.problem.edited'));
    expect(wordsOf(bad)).toContain('UO-1');
  });

  test('help lists what can be typed; one verb alone shows its example; a near miss offers what was meant', () => {
    expect(
      wordsOf(
        drawHelp(
          [
            { usage: 'new', summary: '登记' },
            { usage: 'list', summary: '列表' },
          ],
          aVoice(),
        ),
      ),
    ).toContain('- new 登记');
    expect(wordsOf(drawHelp([{ usage: 'new', summary: '登记', example: 'new ACME 500' }], aVoice()))).toContain(
      'new ACME 500',
    );
    expect(doingsOn(drawDidYouMean('没有看懂', [], aVoice()))).toEqual(['help.open']);
  });
});
