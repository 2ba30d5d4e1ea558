import type { CardModel } from '../../app/card-models.ts';
import { liveOptions, type NegotiationOption } from '../../domain/negotiation.ts';
import { isLive, type Order, orderName } from '../../domain/order.ts';
import { say, type Voice } from '../../i18n/translate.ts';
import type { Block, Button, Card, MenuButton, Text } from '../card.ts';
import { actions, details, form, more, press, remindButton, timelineButton } from './buttons.ts';
import { banners, nextStepPairs, section, subtitleOf, titled, toneOf } from './order-parts.ts';
import { at, clip, labelled, money, personName, stacked } from './parts.ts';
import { opinion } from './review-parts.ts';

/** The ways out with what each does to date and cost, side by side (UO-15, UO-16, UO-49). */
export function negotiationBoard(model: Extract<CardModel, { view: 'negotiation.board' }>, voice: Voice): Card {
  const { order } = model;
  const isOpen = order.state === 'NEGOTIATING';
  const title = titled(voice, order, isOpen ? say(voice, 'board.title') : say(voice, `state.${order.state}`));
  const options = [...order.negotiation.options].reverse().slice(0, 12);
  const blocks: Block[] = [
    ...(isOpen ? banners(voice, order) : []),
    ...(isOpen
      ? [
          { kind: 'text' as const, text: introOf(order, voice), tone: 'warning' as const },
          { kind: 'fields' as const, fields: nextStepPairs(voice, model) },
        ]
      : [{ kind: 'note' as const, text: say(voice, 'board.over') }]),
    ...(options.length > 0
      ? optionTable(voice, order, options)
      : [{ kind: 'text' as const, text: say(voice, 'board.none') }]),
    ...(isOpen ? objections(order, voice) : []),
    ...(isOpen ? actions(buttonsOf(order, voice)) : []),
  ];
  return {
    title,
    subtitle: subtitleOf(voice, order),
    tone: isOpen ? toneOf(model) : isLive(order) ? 'neutral' : 'ended',
    summary: isOpen ? title : labelled(voice, orderName(order), say(voice, 'board.over')),
    blocks,
  };
}

function introOf(order: Order, voice: Voice): Text {
  if (order.exec?.state === 'DECIDED' && order.exec.decidedBy) {
    return stacked([
      say(voice, order.exec.decision === 'accept_with_conditions' ? 'board.intro_conditions' : 'board.intro_returned', {
        by: personName(voice, order.exec.decidedBy),
      }),
      order.exec.reason && clip(order.exec.reason),
    ]);
  }
  if (order.round === null && order.preliminary) {
    return stacked([
      say(voice, 'board.intro_preliminary', {
        items: { list: order.preliminary.failed.map((p) => ({ term: `preliminary_short.${p}` })) },
      }),
      order.preliminary.note && clip(order.preliminary.note),
    ]);
  }
  return say(voice, 'board.intro');
}

/** Cost stands beside every option, also where none is named: keeping the date is never free by silence (UO-49). */
export function optionTable(voice: Voice, order: Order, options: readonly NegotiationOption[]): Block[] {
  const currency = order.facts.currency;
  return [
    {
      kind: 'table',
      columns: [
        say(voice, 'board.option'),
        say(voice, 'board.date'),
        say(voice, 'board.cost'),
        say(voice, 'board.state'),
        say(voice, 'board.explanation'),
      ],
      rows: options.map((o): Text[] => [
        [{ bold: say(voice, `option.${o.type}`) }],
        o.newDate === null ? say(voice, 'board.date_kept') : [at(voice, o.newDate)],
        o.extraCost === null
          ? say(voice, 'board.cost_unknown')
          : o.extraCost === 0
            ? say(voice, 'board.no_cost')
            : money(voice, o.extraCost, currency),
        say(voice, `option_state.${o.state}`),
        clip(o.explanation, 160),
      ]),
    },
  ];
}

/** The departments that said no, or yes with conditions. */
function objections(order: Order, voice: Voice): Block[] {
  const against =
    order.round?.tasks.filter((t) => t.state === 'REJECTED' || t.conditions.length > 0 || t.earliest !== null) ?? [];
  const lines = against.map((t) =>
    stacked([opinion(voice, t), ...t.conditions.slice(0, 3).map((c) => clip(c.text, 160))]),
  );
  return section(voice, say(voice, 'board.departments'), lines, null, 10);
}

function buttonsOf(order: Order, voice: Voice): (Button | MenuButton)[] {
  if (order.hold)
    return [press(say(voice, 'button.resume'), 'order.resume', order, { style: 'primary' }), details(voice, order)];
  const live = liveOptions(order.negotiation, order.round?.number ?? 0);
  const only = live.length === 1 ? live[0] : undefined;
  return [
    ...(live.length > 0
      ? [
          form(voice, 'agree', order, { style: 'primary', ...(only && { subject: only.id }) }),
          form(voice, 'propose', order),
        ]
      : [form(voice, 'propose', order, { style: 'primary' })]),
    form(voice, 'refuse_terms', order),
    order.waiting
      ? press(say(voice, 'button.customer_answered'), 'order.customer_answered', order)
      : form(voice, 'wait', order),
    ...more(voice, [
      details(voice, order),
      timelineButton(voice, order),
      remindButton(voice, order),
      form(voice, 'withdraw', order, { style: 'danger' }),
    ]),
  ];
}
