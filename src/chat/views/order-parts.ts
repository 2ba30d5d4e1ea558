import type { OrderView } from '../../app/card-models.ts';
import type { AttachmentRow } from '../../app/rows.ts';
import type { Obligation } from '../../domain/obligation.ts';
import { isLive, type Order, orderName } from '../../domain/order.ts';
import { say, show, type Voice } from '../../i18n/translate.ts';
import type { Block, Inline, Text, Tone } from '../card.ts';
import {
  at,
  clip,
  deadline,
  dotted,
  type FieldPair,
  fromNow,
  pair,
  personName,
  productLine,
  roleName,
  stacked,
  word,
} from './parts.ts';

/** `UO-2026-0012 · In review`. */
export function titled(voice: Voice, order: Order, what: string): string {
  return say(voice, 'card.titled', { order: orderName(order), what });
}

/** Customer · product × quantity, with what everybody must know at once. */
export function subtitleOf(voice: Voice, order: Order): string {
  const marks = [
    order.isDrill ? say(voice, 'flag.drill') : null,
    order.isConfidential ? say(voice, 'flag.confidential') : null,
  ];
  return [...marks, clip(order.facts.customer, 80), productLine(voice, order.facts)]
    .filter((t) => t !== null)
    .join(' · ');
}

function isMissed(obligation: Obligation): boolean {
  return obligation.state === 'MISSED' && obligation.pausedAt === null;
}

/** The colour of an order: what has ended is grey, what is late is red, what waits is amber. */
export function toneOf({ order, obligations }: OrderView): Tone {
  if (
    order.state === 'ABANDONED' ||
    order.state === 'CANCELLED' ||
    order.state === 'ARCHIVED' ||
    order.state === 'CLOSED'
  )
    return 'ended';
  if (order.hold) return 'neutral';
  if (obligations.some(isMissed)) return 'bad';
  switch (order.state) {
    case 'IDENTIFIED':
    case 'AWAITING_EXEC':
      return 'waiting';
    case 'RETURNED':
    case 'NEGOTIATING':
      return 'warning';
    case 'IN_REVIEW':
      return order.round?.tasks.some((t) => t.state === 'REJECTED') ? 'warning' : 'waiting';
    case 'DRAFT':
    case 'CONFIRMED':
      return 'info';
    default:
      return 'good';
  }
}

export interface NextStep {
  readonly what: string;
  readonly who: string;
  readonly dueAt: number;
  readonly isPaused: boolean;
  readonly isMissed: boolean;
}

/** What is due next and who owes it; departments that owe the same thing stand together (UO-11). */
function nextStep(voice: Voice, { order, obligations }: OrderView): NextStep | null {
  if (!isLive(order)) return null;
  // What stands still is not next: while the customer is awaited, asking them is.
  const sorted = [...obligations].sort(
    (a, b) =>
      // Before a returned order can be confirmed it must be mended, whichever limit ends first.
      (order.state === 'RETURNED' ? Number(b.key === 'return_fix') - Number(a.key === 'return_fix') : 0) ||
      Number(a.pausedAt !== null) - Number(b.pausedAt !== null) ||
      Number(b.state === 'MISSED') - Number(a.state === 'MISSED') ||
      a.dueAt - b.dueAt,
  );
  const first = sorted[0];
  if (!first) return null;
  const same = sorted.filter(
    (o) => o.key === first.key && o.state === first.state && (o.pausedAt === null) === (first.pausedAt === null),
  );
  const who = [...new Set(same.map((o) => (o.personId ? personName(voice, o.personId) : roleName(voice, o.role))))];
  return {
    what: word(voice, `obligation.${first.key}`),
    who: show(voice, { list: who }),
    dueAt: first.dueAt,
    isPaused: first.pausedAt !== null,
    isMissed: isMissed(first),
  };
}

/** One line of the next step, for lists and headers. */
export function nextStepLine(voice: Voice, view: OrderView): Inline[] | null {
  const next = nextStep(voice, view);
  if (!next) return null;
  return dotted([
    [{ bold: next.who }],
    next.what,
    next.isPaused
      ? say(voice, 'card.paused')
      : next.isMissed
        ? [say(voice, 'card.was_due'), ' ', fromNow(voice, next.dueAt)]
        : deadline(voice, next.dueAt),
  ]);
}

/** What is due next, as fields. `when` draws the deadline: with the time left, or bare on paper that is not redrawn. */
export function nextStepPairs(voice: Voice, view: OrderView, when: typeof deadline = deadline): FieldPair[] {
  const next = nextStep(voice, view);
  if (!next) return [];
  return [
    pair(voice, 'card.next_step', dotted([next.what, [{ bold: next.who }]])),
    pair(
      voice,
      next.isMissed ? 'card.overdue' : 'card.due',
      next.isPaused ? say(voice, 'card.paused') : when(voice, next.dueAt),
    ),
  ];
}

/** Held, waiting, drill, confidential: said before anything else. */
export function banners(voice: Voice, order: Order): Block[] {
  const blocks: Block[] = [];
  if (order.isDrill) blocks.push({ kind: 'text', text: say(voice, 'card.drill'), tone: 'info' });
  if (order.hold) {
    const text = [
      say(voice, 'card.held', { by: personName(voice, order.hold.by), reason: clip(order.hold.reason, 200) }),
      '\n',
      say(voice, 'card.held_since'),
      ' ',
      at(voice, order.hold.since),
    ];
    blocks.push({ kind: 'text', text, tone: 'warning' });
  }
  if (order.waiting) {
    const text = [
      say(voice, 'card.waiting', { for: clip(order.waiting.for, 200) }),
      '\n',
      say(voice, 'card.waiting_since'),
      ' ',
      at(voice, order.waiting.since),
      ' · ',
      fromNow(voice, order.waiting.since),
    ];
    blocks.push({ kind: 'text', text, tone: 'waiting' });
  }
  return blocks;
}

/** Why the customer cannot wait. */
export function urgency(voice: Voice, order: Order): FieldPair {
  const { reasonCategory, reason, basis, justification } = order.facts;
  return pair(
    voice,
    'card.urgency',
    stacked([
      dotted([word(voice, `reason_category.${reasonCategory}`), word(voice, `basis.${basis}`)]),
      clip(reason),
      justification && clip(justification),
    ]),
  );
}

/** A heading with a list, cut where a card would grow too long. */
export function section(
  voice: Voice,
  heading: string,
  items: readonly Text[],
  tone: Tone | null,
  limit: number,
): Block[] {
  if (items.length === 0) return [];
  const blocks: Block[] = [
    { kind: 'text', text: [{ bold: heading }] },
    { kind: 'list', items: items.slice(0, limit).map((text) => ({ text, ...(tone && { tone }) })) },
  ];
  if (items.length > limit) blocks.push({ kind: 'note', text: say(voice, 'card.more_items', { total: items.length }) });
  return blocks;
}

/** Attachments as a block; a long list is cut and says how many there are. */
export function filesBlock(voice: Voice, files: readonly AttachmentRow[], limit: number): Block[] {
  if (files.length === 0) return [];
  const shown: Block = {
    kind: 'files',
    files: files.slice(0, limit).map(({ id, name, size, type }) => ({ id, name: clip(name, 60), size, type })),
  };
  return files.length > limit
    ? [shown, { kind: 'note', text: say(voice, 'card.more_items', { total: files.length }) }]
    : [shown];
}

/** Differences of the record as a block. */
export function changesBlock(
  rows: readonly { readonly label: string; readonly before: string; readonly after: string }[],
): Block[] {
  return rows.length === 0 ? [] : [{ kind: 'changes', rows: rows.slice(0, 15) }];
}
