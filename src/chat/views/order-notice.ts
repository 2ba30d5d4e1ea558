import type { CardModel } from '../../app/card-models.ts';
import { type Order, orderName } from '../../domain/order.ts';
import { say, type Voice } from '../../i18n/translate.ts';
import type { Card, Inline, Text, Tone } from '../card.ts';
import { actions, press } from './buttons.ts';
import { isOwnMove, whoDid } from './log-entry.ts';
import { at, clip, departmentName, dotted, money, productLine, stacked, word } from './parts.ts';

interface Said {
  readonly headline: string;
  readonly tone: Tone;
  readonly lines?: readonly (Text | null)[];
  /** Draws the way to the order: a fact of general interest, posted in the main channel too. */
  readonly hasOpen?: true;
}

type Data = Readonly<Record<string, unknown>>;

/** One event of an order in one or two lines (UO-33, domain §13.2): what happened, who, why. */
export function orderNotice(model: Extract<CardModel, { view: 'order.notice' }>, voice: Voice): Card {
  const { order, entry } = model;
  const data = JSON.parse(entry.data) as Data;
  const said = SAYS[entry.type]?.(voice, data, order) ?? {
    headline: word(voice, `event.${entry.type}`),
    tone: 'neutral' as const,
  };
  const title = `${orderName(order)} · ${said.headline}`;
  const body = stacked([
    ...(said.lines ?? []),
    dotted([isOwnMove(entry.type, data) ? null : whoDid(voice, entry), [at(voice, entry.at)]]),
  ]);
  const words = (said.lines ?? [])
    .map((l) => (typeof l === 'string' ? l : l === null ? '' : l.map(plain).join('')))
    .filter((l) => l !== '');
  return {
    title,
    tone: said.tone,
    summary: clip([title, ...words].join(' — '), 300),
    blocks: [
      { kind: 'text', text: body },
      ...(said.hasOpen ? actions([press(say(voice, 'button.open'), 'order.show', order)]) : []),
    ],
  };
}

function plain(node: Inline): string {
  if (typeof node === 'string') return node;
  if ('bold' in node) return node.bold;
  if ('date' in node) return node.fallback;
  return '';
}

type Say = (voice: Voice, data: Data, order: Order) => Said;

/** The events that are announced, in words. What is not here is said by its name. */
const SAYS: Readonly<Record<string, Say>> = {
  'review.decision': (voice, data) => decision(voice, data),
  'review.decision_changed': (voice, data) => ({
    headline: say(voice, 'notice.decision_changed', { department: dept(voice, data) }),
    tone: 'info',
    lines: [text(data, 'reason')],
  }),
  'review.condition_cleared': (voice, data) => ({
    headline: say(voice, 'notice.condition_cleared', { department: dept(voice, data) }),
    tone: 'good',
  }),
  'review.info_requested': (voice, data) => ({
    headline: say(voice, 'notice.info_requested', { department: dept(voice, data) }),
    tone: 'waiting',
    lines: [text(data, 'question')],
  }),
  'review.info_answered': (voice, data) => ({
    headline: say(voice, 'notice.info_answered', { department: dept(voice, data) }),
    tone: 'info',
    lines: [text(data, 'reply')],
  }),
  'review.preliminary_failed': (voice, data) => ({
    headline: say(voice, 'notice.preliminary_failed', {
      items: { list: list(data, 'failed').map((p) => word(voice, `preliminary_short.${p}`)) },
    }),
    tone: 'warning',
    lines: [text(data, 'note')],
  }),
  'negotiation.proposed': (voice, data, order) => ({
    headline: say(voice, 'notice.proposed', { option: word(voice, `option.${String(data.type)}`) }),
    tone: 'info',
    lines: [dotted([newDate(voice, data), cost(voice, data, order)]), text(data, 'explanation')],
  }),
  'negotiation.agreed': (voice, data) => ({
    headline: say(voice, 'notice.agreed'),
    tone: 'good',
    lines: [
      dotted([typeof data.type === 'string' ? word(voice, `option.${data.type}`) : null, changedDate(voice, data)]),
      text(data, 'evidence'),
    ],
  }),
  'negotiation.refused': (voice, data) => ({
    headline: say(voice, data.cause === 'no_answer' ? 'notice.no_answer' : 'notice.refused'),
    tone: 'warning',
    lines: [text(data, 'reason')],
  }),
  'exec.requested': (voice, data) => ({
    headline: say(voice, 'notice.exec_requested', { cause: word(voice, `exec_cause.${String(data.cause)}`) }),
    tone: 'waiting',
  }),
  'exec.decided': (voice, data) => ({
    headline: say(voice, 'notice.exec_decided', { decision: word(voice, `exec_decision.${String(data.decision)}`) }),
    tone: data.decision === 'accept' ? 'good' : 'warning',
    lines: [text(data, 'reason')],
  }),
  'exec.returned': (voice, data) => ({
    headline: say(voice, 'notice.exec_returned'),
    tone: 'warning',
    lines: [text(data, 'reason')],
  }),
  'order.accepted': (voice, data, order) => ({
    headline: say(voice, data.override === true ? 'notice.accepted_override' : 'notice.accepted'),
    tone: 'good',
    hasOpen: true,
    lines: [
      what(voice, order),
      typeof data.committed === 'number' ? [say(voice, 'card.committed'), ' ', at(voice, data.committed)] : null,
    ],
  }),
  'order.abandoned': (voice, data, order) => ({
    headline: say(voice, 'notice.abandoned'),
    tone: 'ended',
    hasOpen: true,
    lines: [what(voice, order), text(data, 'reason')],
  }),
  'order.withdrawn': (voice, data, order) => ({
    headline: say(voice, 'notice.withdrawn'),
    tone: 'ended',
    hasOpen: true,
    lines: [what(voice, order), text(data, 'evidence')],
  }),
  'order.held': (voice, data) => ({
    headline: say(voice, 'notice.held'),
    tone: 'warning',
    lines: [text(data, 'reason')],
  }),
  'order.resumed': (voice) => ({ headline: say(voice, 'notice.resumed'), tone: 'good' }),
  'order.waiting_customer': (voice, data) => ({
    headline: say(voice, 'notice.waiting'),
    tone: 'waiting',
    lines: [text(data, 'for')],
  }),
  'order.customer_answered': (voice) => ({ headline: say(voice, 'notice.customer_answered'), tone: 'good' }),
  'order.forced': (voice, data) => ({
    headline: say(voice, 'notice.forced', { state: word(voice, `state.${String(data.to)}`) }),
    tone: 'warning',
    lines: [text(data, 'reason')],
  }),
};

const DECISIONS = {
  APPROVED: ['notice.approved', 'good'],
  APPROVED_WITH_CONDITIONS: ['notice.approved_with_conditions', 'warning'],
  REJECTED: ['notice.rejected', 'bad'],
  RECUSED: ['notice.recused', 'neutral'],
} as const;

function decision(voice: Voice, data: Data): Said {
  const [key, tone] = DECISIONS[String(data.decision) as keyof typeof DECISIONS] ?? DECISIONS.RECUSED;
  const conditions = Array.isArray(data.conditions)
    ? (data.conditions as readonly { kind: string; text: string }[])
    : [];
  const earliest =
    data.impossible === true
      ? [say(voice, 'card.impossible')]
      : typeof data.earliest === 'number'
        ? [say(voice, 'card.earliest'), ' ', at(voice, data.earliest)]
        : null;
  return {
    headline: say(voice, key, { department: dept(voice, data) }),
    tone,
    lines: [
      text(data, 'reason'),
      ...conditions.slice(0, 3).map((c) => dotted([word(voice, `condition_kind.${c.kind}`), clip(c.text, 160)])),
      earliest,
    ],
  };
}

/** What the order is about; a confidential one says nothing, because notices stand in open rooms too (XD-17). */
function what(voice: Voice, order: Order): Text | null {
  return order.isConfidential ? null : dotted([clip(order.facts.customer, 80), productLine(voice, order.facts)]);
}

function dept(voice: Voice, data: Data): string {
  return departmentName(voice, String(data.department ?? ''));
}

function text(data: Data, key: string): string | null {
  const value = data[key];
  return typeof value === 'string' && value !== '' ? clip(value) : null;
}

function list(data: Data, key: string): readonly string[] {
  const value = data[key];
  return Array.isArray(value) ? value.map(String) : [];
}

function newDate(voice: Voice, data: Data): Inline[] {
  const date = data.newDate;
  return [
    say(voice, 'notice.new_date'),
    ' ',
    typeof date === 'number' ? at(voice, date) : say(voice, 'board.date_kept'),
  ];
}

function cost(voice: Voice, data: Data, order: Order): Inline[] {
  const extra = data.extraCost;
  const shown =
    typeof extra !== 'number'
      ? say(voice, 'board.cost_unknown')
      : extra === 0
        ? say(voice, 'board.no_cost')
        : money(voice, extra, order.facts.currency);
  return [say(voice, 'notice.extra_cost'), ' ', shown];
}

function changedDate(voice: Voice, data: Data): Inline[] | null {
  const changes = Array.isArray(data.changes) ? (data.changes as readonly { field: string; after: unknown }[]) : [];
  const date = changes.find((c) => c.field === 'requiredBy')?.after;
  return typeof date === 'number' ? [say(voice, 'notice.new_date'), ' ', at(voice, date)] : null;
}
