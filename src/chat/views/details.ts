import type { OrderView } from '../../app/card-models.ts';
import type { AttachmentRow, LogEntry } from '../../app/rows.ts';
import type { Order, OrderFacts } from '../../domain/order.ts';
import { say, type Voice } from '../../i18n/translate.ts';
import type { Block, Card } from '../card.ts';
import { fitCard } from '../fit-card.ts';
import { actions } from './buttons.ts';
import { whoDid } from './log-entry.ts';
import { optionTable } from './negotiation.ts';
import { buttonsFor, threeDates } from './order-living.ts';
import { banners, filesBlock, nextStepPairs, subtitleOf, titled, toneOf, urgency } from './order-parts.ts';
import { stepsOf } from './order-steps.ts';
import { at, clip, dotted, factPairs, pair, personName, word } from './parts.ts';
import { openItems, opinion, taskTone } from './review-parts.ts';

export interface DetailsModel extends OrderView {
  readonly files: readonly AttachmentRow[];
  /** As this reader may see it: in clear for those who read contacts, else masked by the caller (XD-19). */
  readonly contact: string | null;
  readonly confirmedBy: string | null;
}

const REQUIREMENTS: readonly (keyof OrderFacts)[] = [
  'model',
  'quantity',
  'place',
  'quality',
  'packaging',
  'technical',
  'traits',
];
const COMMERCIAL: readonly (keyof OrderFacts)[] = [
  'amountMinor',
  'paymentTerms',
  'externalNo',
  'source',
  'region',
  'productType',
];

/** The whole record of an order, for one reader. */
export function drawOrderDetails(model: DetailsModel, voice: Voice): Card {
  const { order } = model;
  const title = titled(voice, order, say(voice, `state.${order.state}`));
  const commercial = factPairs(voice, order.facts, COMMERCIAL);
  const blocks: Block[] = [
    ...banners(voice, order),
    stepsOf(order, voice),
    { kind: 'fields', fields: [...nextStepPairs(voice, model), ...threeDates(voice, order)] },
    heading(say(voice, 'details.customer_says')),
    {
      kind: 'fields',
      fields: [
        ...factPairs(voice, order.facts, ['customer', 'product']),
        ...(model.contact ? [pair(voice, 'field.contact', model.contact)] : []),
        urgency(voice, order),
      ],
    },
    heading(say(voice, 'details.requirements')),
    { kind: 'fields', fields: factPairs(voice, order.facts, REQUIREMENTS) },
    ...(commercial.length > 0
      ? [heading(say(voice, 'details.commercial')), { kind: 'fields' as const, fields: commercial }]
      : []),
    heading(say(voice, 'details.record')),
    {
      kind: 'fields',
      fields: [
        pair(voice, 'field.owner', personName(voice, order.ownerId)),
        pair(voice, 'field.submitter', personName(voice, order.submitterId)),
        ...factPairs(voice, order.facts, ['receivedAt', 'customerChecked']),
        ...confirmationPairs(voice, model),
      ],
    },
    ...reviewBlocks(voice, order),
    ...openItems(voice, order),
    ...(order.negotiation.options.length > 0
      ? [
          heading(say(voice, 'board.title')),
          ...optionTable(voice, order, [...order.negotiation.options].reverse().slice(0, 8)),
        ]
      : []),
    ...(model.files.length > 0 ? [heading(say(voice, 'sheet.files'))] : []),
    ...filesBlock(voice, model.files, 8),
    // The details button would open this very card.
    ...actions(buttonsFor(voice, model).filter((b) => b.kind !== 'button' || b.action !== 'order.show')),
  ];
  return fitCard({ title, subtitle: subtitleOf(voice, order), tone: toneOf(model), summary: title, blocks });
}

function heading(text: string): Block {
  return { kind: 'text', text: [{ bold: text }] };
}

function confirmationPairs(voice: Voice, { order, confirmedBy }: DetailsModel) {
  const { confirmation } = order;
  if (!confirmation) return [];
  const by = say(voice, 'details.confirmed_by', {
    by: personName(voice, confirmation.recordedBy),
    way: say(voice, `way.${confirmation.way}`),
  });
  return [
    pair(voice, 'details.confirmation', dotted([by, [at(voice, confirmation.at)]])),
    ...(confirmedBy ? [pair(voice, 'field.confirmed_by', confirmedBy)] : []),
    pair(voice, 'field.evidence', clip(confirmation.evidence)),
  ];
}

function reviewBlocks(voice: Voice, order: Order): Block[] {
  if (!order.round) return [];
  return [
    heading(say(voice, 'card.reviews_round', { round: order.round.number })),
    { kind: 'list', items: order.round.tasks.map((t) => ({ text: opinion(voice, t), tone: taskTone(t) })) },
  ];
}

/** What happened, newest first: every entry of the log in words, with who and when. */
export function drawTimeline(
  model: { readonly order: Order; readonly entries: readonly LogEntry[] },
  voice: Voice,
): Card {
  const { order, entries } = model;
  const shown = [...entries].sort((a, b) => b.seq - a.seq).slice(0, 25);
  const title = titled(voice, order, say(voice, 'timeline.title'));
  const items = shown.map((e) => ({
    text: dotted([[at(voice, e.at)], [{ bold: word(voice, `event.${e.type}`) }], whoOrWhat(e, voice)]),
  }));
  return fitCard({
    title,
    subtitle: subtitleOf(voice, order),
    tone: 'neutral',
    summary: title,
    blocks: [
      ...(items.length === 0
        ? [{ kind: 'text' as const, text: say(voice, 'timeline.empty') }]
        : [{ kind: 'list' as const, items }]),
      ...(order.eventCount > shown.length
        ? [{ kind: 'note' as const, text: say(voice, 'timeline.earlier', { total: order.eventCount }) }]
        : []),
    ],
  });
}

function whoOrWhat(entry: LogEntry, voice: Voice): string {
  const data = JSON.parse(entry.data) as Readonly<Record<string, unknown>>;
  const department = typeof data.department === 'string' ? word(voice, `role.${data.department}`) : null;
  const decision =
    typeof data.decision === 'string'
      ? word(voice, entry.type.startsWith('exec') ? `exec_decision.${data.decision}` : `review_state.${data.decision}`)
      : null;
  return [department, decision, whoDid(voice, entry, data)].filter((t) => t !== null).join(' · ');
}
