import type { CardModel } from '../../app/card-models.ts';
import { type Order, orderName } from '../../domain/order.ts';
import { say, type Voice } from '../../i18n/translate.ts';
import type { Block, Card, Tone } from '../card.ts';
import { actions, details, form, more, timelineButton } from './buttons.ts';
import { optionTable } from './negotiation.ts';
import { banners, section, subtitleOf, titled, urgency } from './order-parts.ts';
import { at, clip, deadline, dotted, factPairs, labelled, pair, personName, stacked } from './parts.ts';
import { openItems, opinion, taskTone } from './review-parts.ts';

/** A decision prepared for leadership: why you, the facts, what was said and tried, and four answers (T11–T14). */
export function execRequest(model: Extract<CardModel, { view: 'exec.request' }>, voice: Voice): Card {
  const { order, exec } = model;
  const subtitle = subtitleOf(voice, order);
  if (!exec || exec.state !== 'OPEN' || order.state !== 'AWAITING_EXEC') return closedRequest(model, voice, subtitle);
  const title = titled(voice, order, say(voice, 'exec.title'));
  const obligation = model.obligations.find((o) => o.key === 'exec_decide');
  const isMissed = obligation?.state === 'MISSED' && obligation.pausedAt === null;
  const tone: Tone = order.hold ? 'neutral' : isMissed ? 'bad' : 'waiting';
  const blocks: Block[] = [
    ...banners(voice, order),
    {
      kind: 'text',
      text: [{ bold: say(voice, 'exec.why') }, '\n', say(voice, `exec.why.${exec.cause}`)],
      tone: 'info',
    },
    {
      kind: 'fields',
      fields: [
        ...(obligation
          ? [
              pair(
                voice,
                isMissed ? 'card.overdue' : 'exec.decide_by',
                obligation.pausedAt === null ? deadline(voice, obligation.dueAt) : say(voice, 'card.paused'),
              ),
            ]
          : []),
        pair(voice, 'field.requiredBy', [at(voice, order.facts.requiredBy)]),
        ...factPairs(voice, order.facts, ['model', 'quantity', 'place', 'amountMinor', 'paymentTerms', 'traits']),
        pair(voice, 'field.owner', personName(voice, order.ownerId)),
        urgency(voice, order),
      ],
    },
    ...preliminaryBlock(order, voice),
    ...opinionBlocks(order, voice),
    ...(order.negotiation.options.length > 0
      ? [
          { kind: 'text' as const, text: [{ bold: say(voice, 'exec.options') }] },
          ...optionTable(voice, order, [...order.negotiation.options].reverse().slice(0, 10)),
        ]
      : []),
    ...noteFor(order, voice),
    ...actions(
      order.hold
        ? [details(voice, order)]
        : [
            form(voice, 'exec_accept', order, { style: 'primary' }),
            form(voice, 'exec_conditions', order),
            form(voice, 'exec_return', order),
            form(voice, 'abandon', order, { style: 'danger' }),
            ...more(voice, [details(voice, order), timelineButton(voice, order)]),
          ],
    ),
  ];
  return { title, subtitle, tone, summary: labelled(voice, title, say(voice, `exec_cause.${exec.cause}`)), blocks };
}

function preliminaryBlock(order: Order, voice: Voice): Block[] {
  const { preliminary } = order;
  if (!preliminary || preliminary.failed.length === 0) return [];
  const items = say(voice, 'report.preliminary_failed', {
    items: { list: preliminary.failed.map((p) => ({ term: `preliminary_short.${p}` })) },
  });
  return [
    {
      kind: 'text',
      text: stacked([
        [{ bold: say(voice, 'report.preliminary') }, ' ', items],
        preliminary.note && clip(preliminary.note),
      ]),
      tone: 'warning',
    },
  ];
}

function opinionBlocks(order: Order, voice: Voice): Block[] {
  if (!order.round) return [];
  const [heading] = section(voice, say(voice, 'exec.opinions'), [''], null, 1);
  return [
    ...(heading ? [heading] : []),
    { kind: 'list', items: order.round.tasks.map((t) => ({ text: opinion(voice, t), tone: taskTone(t) })) },
    ...openItems(voice, order),
  ];
}

/** What accepting would mean besides the obvious (T12, domain §17.1 A4). */
function noteFor(order: Order, voice: Voice): Block[] {
  if (order.roundsHeld === 0) return [{ kind: 'note', text: say(voice, 'exec.no_review') }];
  const isAgainst =
    order.round?.tasks.some((t) => t.state === 'REJECTED' || t.conditions.some((c) => c.state === 'OPEN')) ?? false;
  return isAgainst ? [{ kind: 'note', text: say(voice, 'exec.override') }] : [];
}

function closedRequest(
  { order, exec }: Extract<CardModel, { view: 'exec.request' }>,
  voice: Voice,
  subtitle: string,
): Card {
  const title = titled(voice, order, say(voice, `state.${order.state}`));
  if (exec?.state !== 'DECIDED' || exec.decision === null) {
    const text = say(voice, 'exec.void');
    return {
      title,
      subtitle,
      tone: 'ended',
      summary: labelled(voice, orderName(order), text),
      blocks: [{ kind: 'text', text }],
    };
  }
  const said = say(voice, 'exec.decided', {
    by: personName(voice, exec.decidedBy ?? 'BOT'),
    decision: say(voice, `exec_decision.${exec.decision}`),
  });
  const tone: Tone = exec.decision === 'accept' ? 'good' : exec.decision === 'abandon' ? 'ended' : 'warning';
  return {
    title,
    subtitle,
    tone,
    summary: labelled(voice, orderName(order), said),
    blocks: [
      {
        kind: 'text',
        text: stacked([
          dotted([[{ bold: said }], exec.decidedAt === null ? null : [at(voice, exec.decidedAt)]]),
          exec.reason && clip(exec.reason, 500),
        ]),
        tone,
      },
      ...actions([details(voice, order)]),
    ],
  };
}
