import type { CardModel } from '../../app/card-models.ts';
import { isLive, type Order, orderName } from '../../domain/order.ts';
import { say, type Voice } from '../../i18n/translate.ts';
import type { Block, Card, Inline } from '../card.ts';
import { actions, form, press } from './buttons.ts';
import { nextStepLine, titled, toneOf } from './order-parts.ts';
import { at, clip, dotted, personName, productLine, quantityText } from './parts.ts';

/**
 * The one line of an order in the main channel (UO-06, domain §17.1 A27): enough to know whether it is one's own business.
 * A confidential order shows neither customer nor product there (XD-17).
 */
export function orderLine(model: Extract<CardModel, { view: 'order.line' }>, voice: Voice): Card {
  const { order } = model;
  const { facts } = order;
  const state = say(voice, `state.${order.state}`);
  const what = order.isConfidential
    ? say(voice, 'card.confidential')
    : dotted([clip(facts.customer, 80), productLine(voice, facts), clip(facts.model, 80)]);
  const flags = dotted([
    order.isDrill ? say(voice, 'flag.drill') : null,
    order.hold ? say(voice, 'flag.on_hold') : null,
    order.waiting ? say(voice, 'flag.waiting') : null,
    order.isOverridden ? say(voice, 'flag.overridden') : null,
  ]);
  const due = dotted([
    dateThatCounts(voice, order),
    [say(voice, 'field.owner'), ' ', personName(voice, order.ownerId)],
  ]);
  const next = nextStepLine(voice, model);
  const blocks: Block[] = [
    { kind: 'text', text: what },
    { kind: 'text', text: due },
    ...(flags.length > 0 ? [{ kind: 'note' as const, text: flags }] : []),
    ...(next ? [{ kind: 'note' as const, text: [say(voice, 'card.next_step'), ' ', ...next] }] : []),
    ...actions([
      press(say(voice, 'button.open'), 'order.show', order),
      ...(order.state === 'IDENTIFIED' && !order.hold ? [form(voice, 'confirm', order)] : []),
    ]),
  ];
  return {
    title: titled(voice, order, state),
    tone: toneOf(model),
    blocks,
    summary:
      order.isConfidential && isLive(order)
        ? titled(voice, order, state)
        : say(voice, 'card.line_summary', {
            order: order.isConfidential
              ? orderName(order)
              : `${orderName(order)} ${clip(facts.customer, 40)} ${quantityText(voice, facts)}`,
            state,
            due: { date: facts.requiredBy },
          }),
  };
}

/** The promised date, else the one in review; what the customer first asked for only while nothing has moved it (domain §4.1). */
function dateThatCounts(voice: Voice, { committed, requestedDate, facts }: Order): Inline[] {
  if (committed !== null) return [say(voice, 'card.committed'), ' ', at(voice, committed)];
  const label = facts.requiredBy === requestedDate ? 'card.requested' : 'card.review_date';
  return [say(voice, label), ' ', at(voice, facts.requiredBy)];
}
