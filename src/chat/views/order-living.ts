import type { CardModel, OrderView } from '../../app/card-models.ts';
import { isLive, type Order } from '../../domain/order.ts';
import { say, type Voice } from '../../i18n/translate.ts';
import type { Block, Button, Card, MenuButton } from '../card.ts';
import { actions, details, form, more, press, remindButton, timelineButton } from './buttons.ts';
import { banners, nextStepPairs, subtitleOf, titled, toneOf, urgency } from './order-parts.ts';
import { stepsOf } from './order-steps.ts';
import { at, deadline, dotted, type FieldPair, factPairs, pair, personName } from './parts.ts';
import { openItems, opinion, reviewCounts, taskTone } from './review-parts.ts';

/** THE card of an order: redrawn in place after every event, in every room the order has (UO-11, UO-33). */
export function orderLiving(model: Extract<CardModel, { view: 'order.living' }>, voice: Voice): Card {
  const { order } = model;
  return {
    title: titled(voice, order, say(voice, `state.${order.state}`)),
    subtitle: subtitleOf(voice, order),
    tone: toneOf(model),
    summary: say(voice, 'card.line_summary', {
      order: titled(voice, order, subtitleOf(voice, order)),
      state: say(voice, `state.${order.state}`),
      due: { date: order.facts.requiredBy },
    }),
    blocks: [
      ...banners(voice, order),
      stepsOf(order, voice),
      { kind: 'fields', fields: [...nextStepPairs(voice, model), ...threeDates(voice, order)] },
      {
        kind: 'fields',
        fields: [
          ...factPairs(voice, order.facts, ['model', 'quantity', 'place', 'traits']),
          pair(voice, 'field.owner', personName(voice, order.ownerId)),
          urgency(voice, order),
        ],
      },
      ...(order.isOverridden ? [{ kind: 'note' as const, text: say(voice, 'card.overridden') }] : []),
      ...reviewStatus(voice, order),
      ...(isLive(order) ? openItems(voice, order) : []),
      ...actions(buttonsFor(voice, model)),
    ],
  };
}

/** Requested, first promised, promised now: a renegotiation cannot hide lateness (domain §4.1). */
export function threeDates(voice: Voice, order: Order, when: typeof deadline = deadline): FieldPair[] {
  const { requestedDate, firstCommitted, committed, facts } = order;
  const dates = [
    pair(voice, 'card.requested', firstCommitted === null ? when(voice, requestedDate) : [at(voice, requestedDate)]),
  ];
  if (firstCommitted !== null) dates.push(pair(voice, 'card.first_committed', [at(voice, firstCommitted)]));
  if (committed !== null)
    dates.push(pair(voice, 'card.committed', isLive(order) ? when(voice, committed) : [at(voice, committed)]));
  else if (facts.requiredBy !== requestedDate)
    dates.push(pair(voice, 'card.review_date', [at(voice, facts.requiredBy)]));
  return dates;
}

function reviewStatus(voice: Voice, order: Order): Block[] {
  const { round } = order;
  if (!round) return [];
  const heading =
    round.number > 1 ? say(voice, 'card.reviews_round', { round: round.number }) : say(voice, 'card.reviews');
  // Once it is decided, the count says enough; the details keep every word.
  if (order.acceptedAt !== null || !isLive(order))
    return [{ kind: 'note', text: dotted([heading, reviewCounts(round, voice)]) }];
  return [
    { kind: 'text', text: [{ bold: heading }] },
    { kind: 'list', items: round.tasks.map((t) => ({ text: opinion(voice, t), tone: taskTone(t) })) },
  ];
}

type Item = Button | MenuButton;

/** What can be done now, the likeliest first. Whoever may not is told who may; nothing is hidden per viewer on a shared card. */
export function buttonsFor(voice: Voice, { order }: OrderView): Item[] {
  const rest = [details(voice, order), timelineButton(voice, order)];
  if (!isLive(order)) return rest;
  const ends = [form(voice, 'withdraw', order)];
  if (order.hold)
    return [
      press(say(voice, 'button.resume'), 'order.resume', order, { style: 'primary' }),
      ...rest,
      ...more(voice, beforeAcceptance(order) ? ends : []),
    ];
  const wait = order.waiting
    ? press(say(voice, 'button.customer_answered'), 'order.customer_answered', order)
    : form(voice, 'wait', order);
  const hold = form(voice, 'hold', order);
  const remind = remindButton(voice, order);
  switch (order.state) {
    case 'IDENTIFIED':
      return order.intake?.state === 'open'
        ? [
            press(say(voice, 'button.pass_intake'), 'intake.pass', order, { style: 'primary' }),
            form(voice, 'return', order),
            remind,
            details(voice, order),
            ...more(voice, [wait, timelineButton(voice, order), hold, ...ends]),
          ]
        : [
            form(voice, 'confirm', order, { style: 'primary' }),
            wait,
            remind,
            details(voice, order),
            ...more(voice, [form(voice, 'return', order), timelineButton(voice, order), hold, ...ends]),
          ];
    case 'RETURNED':
      return [
        form(voice, 'resubmit', order, { style: 'primary' }),
        wait,
        remind,
        details(voice, order),
        ...more(voice, [timelineButton(voice, order), hold, ...ends]),
      ];
    case 'IN_REVIEW':
      return [
        form(voice, 'review', order, { style: 'primary' }),
        ...questionButton(voice, order),
        remind,
        details(voice, order),
        ...more(voice, [...closeButton(voice, order), wait, timelineButton(voice, order), hold, ...ends]),
      ];
    case 'NEGOTIATING':
      return [
        form(voice, 'propose', order, { style: 'primary' }),
        ...(order.negotiation.options.length > 0 ? [form(voice, 'agree', order)] : []),
        form(voice, 'refuse_terms', order),
        wait,
        details(voice, order),
        ...more(voice, [
          remind,
          timelineButton(voice, order),
          hold,
          form(voice, 'abandon', order, { style: 'danger' }),
          ...ends,
        ]),
      ];
    case 'AWAITING_EXEC':
      return [
        {
          kind: 'menu',
          label: say(voice, 'button.exec'),
          items: [
            form(voice, 'exec_accept', order),
            form(voice, 'exec_conditions', order),
            form(voice, 'exec_return', order),
            form(voice, 'abandon', order, { style: 'danger' }),
          ],
        },
        remind,
        details(voice, order),
        ...more(voice, [wait, timelineButton(voice, order), hold]),
      ];
    case 'CONFIRMED':
      return [remind, details(voice, order), ...more(voice, [wait, timelineButton(voice, order), hold, ...ends])];
    default:
      return [...rest, ...more(voice, [hold])];
  }
}

function beforeAcceptance(order: Order): boolean {
  return ['IDENTIFIED', 'RETURNED', 'CONFIRMED', 'IN_REVIEW', 'NEGOTIATING'].includes(order.state);
}

/** Sales may end a round that has failed anyway (T09). */
function closeButton(voice: Voice, order: Order): Button[] {
  const hasObjection =
    order.round?.tasks.some((t) => t.state === 'REJECTED' || t.conditions.some((c) => c.state === 'OPEN')) ?? false;
  return hasObjection ? [press(say(voice, 'button.close_round'), 'round.close', order)] : [];
}

function questionButton(voice: Voice, order: Order): Button[] {
  const asked = order.round?.tasks.filter((t) => t.state === 'INFO_REQUESTED') ?? [];
  const [first] = asked;
  return first ? [form(voice, 'answer_info', order, { subject: first.department })] : [];
}
