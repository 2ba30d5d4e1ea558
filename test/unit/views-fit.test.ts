import { describe, expect, test } from 'vitest';
import type { CardModel } from '../../src/app/card-models.ts';
import { VIEWS, type ViewName } from '../../src/app/delivery.ts';
import type { Block, Card, Inline } from '../../src/chat/card.ts';
import { drawCard } from '../../src/chat/draw.ts';
import { formNamed } from '../../src/chat/forms/form-table.ts';
import { PRESSES } from '../../src/chat/presses.ts';
import { drawOrderDetails } from '../../src/chat/views/details.ts';
import { TRAITS } from '../../src/domain/order.ts';
import { DEPARTMENTS } from '../../src/domain/people.ts';
import { REVIEW_QUESTIONS, type ReviewTask } from '../../src/domain/review.ts';
import { LOCALES } from '../../src/i18n/locale.ts';
import {
  anExecRequest,
  anObligation,
  anOption,
  anOrderInReview,
  aRound,
  aTask,
  NOW,
  someFacts,
} from '../support/build-order.ts';
import { buttonsOn } from '../support/read-card.ts';
import { aVoice } from '../support/voices.ts';

/** As long as the gate lets people type, in the widest characters. */
const long = (n: number) => '急'.repeat(n);

const task = (department: (typeof DEPARTMENTS)[number], state: ReviewTask['state'] = 'REJECTED'): ReviewTask =>
  aTask(department, {
    state,
    decidedBy: 'prod',
    decidedFor: 'proc',
    decidedAt: NOW,
    reason: long(1000),
    earliest: NOW,
    question: long(1000),
    reply: long(2000),
    fallback: 'no_head',
    answers: Object.fromEntries((REVIEW_QUESTIONS[department] ?? []).map((q) => [q.key, long(2000)])),
    conditions: Array.from({ length: 10 }, (_, i) => ({
      id: `c${i}`,
      kind: 'other' as const,
      text: long(500),
      state: 'OPEN' as const,
    })),
    risks: Array.from({ length: 5 }, () => ({ category: 'supply', likelihood: 5, impact: 5, response: long(500) })),
  });
const round = aRound({ number: 9, state: 'FAILED', closedAt: NOW, tasks: DEPARTMENTS.map((d) => task(d)) });
const facts = someFacts({
  customer: long(120),
  product: long(120),
  model: long(200),
  unit: long(20),
  place: long(200),
  reason: long(1000),
  justification: long(1000),
  quality: long(1000),
  packaging: long(1000),
  technical: long(2000),
  amountMinor: 99_999_999_999_999,
  currency: 'CNY',
  paymentTerms: long(300),
  region: long(80),
  productType: long(80),
  externalNo: long(60),
  traits: [...TRAITS],
});
const order = anOrderInReview({
  facts,
  round,
  state: 'NEGOTIATING',
  negotiations: 3,
  hold: { reason: long(500), by: 'boss', since: NOW },
  waiting: { for: long(500), by: 'sales', since: NOW },
  preliminary: { failed: ['credit', 'date', 'requirements', 'price'], note: long(1000), clearedBy: null },
  intake: { state: 'open', doubts: ['duplicate'], faults: long(2000), by: 'coord', at: NOW },
  negotiation: {
    options: Array.from({ length: 40 }, (_, i) => anOption({ id: `o${i}`, extraCost: 1, explanation: long(1000) })),
  },
});
const files = Array.from({ length: 60 }, (_, i) => ({
  id: `f${i}`,
  orderId: 'order-1',
  hash: 'h',
  name: `${long(190)}.pdf`,
  type: 'application/pdf',
  size: 1,
  byId: 'sales',
  at: NOW,
}));
const obligations = DEPARTMENTS.map((d) => anObligation('review', { id: d, role: d }));
const changes = Object.keys(facts).map((field) => ({
  field: field as keyof typeof facts,
  before: typeof facts[field as keyof typeof facts] === 'string' ? long(2000) : facts[field as keyof typeof facts],
  after: facts[field as keyof typeof facts],
}));
const view = { order, obligations };
const taskView = {
  ...view,
  round: { ...round, state: 'OPEN' as const },
  task: task('PROD', 'PENDING'),
  isLatest: true,
  changes,
  earlier: task('PROD'),
  files,
};
const free = { ...order, hold: null };

const WORST: { readonly [V in ViewName]: Extract<CardModel, { view: V }> } = {
  'order.line': { ...view, view: 'order.line' },
  'order.living': { order: { ...free, state: 'IN_REVIEW' }, obligations, view: 'order.living' },
  'order.sheet': { ...view, view: 'order.sheet', files, contact: long(200), deliveredTo: DEPARTMENTS },
  'order.notice': {
    view: 'order.notice',
    order,
    entry: {
      stream: 'order-1',
      seq: 1,
      type: 'review.decision',
      at: NOW,
      actorId: 'proc',
      onBehalf: 'prod',
      version: 1,
      data: JSON.stringify({
        department: 'PROC',
        decision: 'REJECTED',
        reason: long(1000),
        conditions: round.tasks[0]?.conditions,
      }),
      prevHash: '',
      hash: '',
    },
  },
  'intake.check': { order: { ...free, state: 'IDENTIFIED' }, obligations, view: 'intake.check' },
  'confirm.ask': {
    order: { ...free, state: 'IDENTIFIED', confirmation: null },
    obligations,
    view: 'confirm.ask',
    contact: long(200),
    changes,
  },
  'returned.fix': { order: { ...free, state: 'RETURNED' }, obligations, view: 'returned.fix' },
  'review.task': { ...taskView, order: { ...free, state: 'IN_REVIEW' }, view: 'review.task' },
  'review.question': {
    ...taskView,
    order: free,
    task: { ...taskView.task, state: 'INFO_REQUESTED' },
    view: 'review.question',
  },
  'review.report': { ...view, view: 'review.report', round },
  'negotiation.board': { order: free, obligations, view: 'negotiation.board' },
  'exec.request': {
    order: { ...free, state: 'AWAITING_EXEC', exec: anExecRequest() },
    obligations,
    view: 'exec.request',
    exec: anExecRequest(),
  },
  'obligation.reminder': {
    view: 'obligation.reminder',
    order: free,
    obligation: anObligation('review_info', { subjectId: 'task-PROD', snoozedUntil: NOW }),
  },
  'status.request': {
    view: 'status.request',
    order,
    request: {
      id: 'r',
      orderId: 'order-1',
      department: 'PROD',
      askedBy: 'sales',
      question: long(500),
      askedAt: NOW,
      dueAt: NOW,
      answeredBy: 'prod',
      answer: long(2000),
      answeredAt: NOW,
    },
  },
  'lead.card': {
    view: 'lead.card',
    lead: {
      id: 'l',
      text: long(4000),
      byId: 'prod',
      at: NOW,
      state: 'OPEN',
      takenBy: null,
      takenAt: null,
      orderId: null,
    },
  },
  'delegation.note': {
    view: 'delegation.note',
    delegation: {
      id: 'd',
      fromId: 'proc',
      toId: 'deputy',
      startsAt: NOW,
      endsAt: NOW,
      reason: long(300),
      revokedAt: null,
    },
  },
  'setup.ask': { view: 'setup.ask', confirmHours: 2, isSaved: false },
  'setup.test': { view: 'setup.test', roomName: long(80) },
  'fallback.warning': { view: 'fallback.warning', order },
};

/** Blocks as Slack counts them: a section takes ten fields, a list item with a button or of its own tone stands alone. */
function slackBlocks(block: Block): number {
  switch (block.kind) {
    case 'fields':
      return Math.ceil(block.fields.length / 10);
    case 'list':
      return block.items.length;
    case 'files':
      return Math.ceil(block.files.length / 10);
    default:
      return 1;
  }
}

function texts(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  if (Array.isArray(value)) return value.flatMap(texts);
  return value && typeof value === 'object' ? Object.values(value).flatMap(texts) : [];
}

function expectFits(card: Card): void {
  expect(1 + card.blocks.reduce((n, b) => n + slackBlocks(b), 0)).toBeLessThanOrEqual(50);
  expect(Buffer.byteLength(JSON.stringify(card))).toBeLessThanOrEqual(13_000);
  expect(card.title.length).toBeLessThanOrEqual(150);
  expect(card.summary.length).toBeLessThanOrEqual(500);
  expect(card.blocks.filter((b) => b.kind === 'table').length).toBeLessThanOrEqual(1);
  for (const block of card.blocks) {
    if (block.kind === 'text' || block.kind === 'note')
      expect(texts(block.text).join('').length).toBeLessThanOrEqual(3000);
    if (block.kind === 'fields')
      for (const field of block.fields) expect(texts(field.value).join('').length).toBeLessThanOrEqual(2000);
    if (block.kind === 'actions') expect(block.items.length).toBeLessThanOrEqual(8);
  }
  for (const button of buttonsOn(card)) {
    expect(button.label.length).toBeLessThanOrEqual(30);
    expect(JSON.stringify(button.value).length).toBeLessThanOrEqual(300);
    if (button.confirm) expect(button.confirm.text.length).toBeLessThanOrEqual(300);
  }
}

describe('a card fits every platform, whatever people typed', () => {
  for (const locale of LOCALES) {
    test.each(VIEWS)(`${locale} %s`, (name) => {
      expectFits(drawCard(WORST[name], aVoice(locale)));
    });

    test(`${locale} the whole record`, () => {
      expectFits(
        drawOrderDetails({ order, obligations, files, contact: long(200), confirmedBy: long(200) }, aVoice(locale)),
      );
    });
  }

  test('a card that fits is left alone: nothing is cut that need not be', () => {
    const card = drawCard(
      { view: 'order.living', order: anOrderInReview({ facts: someFacts({ reason: long(200) }) }), obligations: [] },
      aVoice(),
    );
    expect(JSON.stringify(card)).toContain(long(200));
  });
});

describe('what people type stays text', () => {
  const hostile = '<!channel> <at id=all></at> *bold* `code` =HYPERLINK(x) [l](http://x) </b><script>';

  test.each(VIEWS)('%s holds no node made of typed text but words', (name) => {
    const typed = JSON.parse(JSON.stringify(WORST[name]).replaceAll(/急{10,}/g, hostile)) as CardModel;
    const nodes: Inline[] = [];
    const walk = (value: unknown): void => {
      if (Array.isArray(value)) value.forEach(walk);
      else if (value && typeof value === 'object') {
        if ('link' in value || 'mention' in value || 'code' in value) nodes.push(value as Inline);
        Object.values(value).forEach(walk);
      }
    };
    walk(drawCard(typed, aVoice()));
    expect(nodes).toEqual([]);
  });
});

test('XD-01 every button of every card leads to a form or a press that exists', () => {
  const buttons = VIEWS.flatMap((name) => buttonsOn(drawCard(WORST[name], aVoice())));
  const forms = new Set(buttons.filter((b) => b.action === 'form.open').map((b) => String(b.value.form)));
  const presses = new Set(buttons.filter((b) => b.action !== 'form.open').map((b) => b.action));
  expect([...forms].filter((form) => formNamed(form) === null)).toEqual([]);
  expect([...presses].filter((press) => !(press in PRESSES))).toEqual([]);
});
