import type { CardModel } from '../../app/card-models.ts';
import { isLive, orderName } from '../../domain/order.ts';
import { say, type Voice } from '../../i18n/translate.ts';
import type { Block, Card } from '../card.ts';
import { actions, details, form, more, press, timelineButton } from './buttons.ts';
import { banners, changesBlock, nextStepPairs, subtitleOf, titled, toneOf } from './order-parts.ts';
import { at, clip, dotted, factPairs, factText, labelled, pair, personName, word } from './parts.ts';

/** The customer has to be asked: what to check, until when, and the button that records the answer (UO-05, UO-07). */
export function confirmAsk(model: Extract<CardModel, { view: 'confirm.ask' }>, voice: Voice): Card {
  const { order, contact } = model;
  const title = titled(voice, order, say(voice, 'confirm_card.title'));
  const base = { subtitle: subtitleOf(voice, order), summary: title };
  if (order.confirmation) {
    const { confirmation } = order;
    const rows = model.changes
      .filter((c) => c.field !== 'customerChecked')
      .map((c) => ({
        label: word(voice, `field.${c.field}`),
        before: factText(voice, c.field, c.before, order.facts.currency),
        after: factText(voice, c.field, c.after, order.facts.currency),
      }));
    const done = say(voice, 'confirm_card.done', { by: personName(voice, confirmation.recordedBy) });
    return {
      ...base,
      title: titled(voice, order, say(voice, `state.${order.state}`)),
      tone: 'good',
      summary: labelled(voice, orderName(order), done),
      blocks: [
        {
          kind: 'text',
          text: dotted([[{ bold: done }], say(voice, `way.${confirmation.way}`), [at(voice, confirmation.at)]]),
          tone: 'good',
        },
        { kind: 'text', text: say(voice, rows.length > 0 ? 'confirm_card.changed' : 'confirm_card.unchanged') },
        ...changesBlock(rows),
        ...actions([details(voice, order)]),
      ],
    };
  }
  if (!isLive(order)) {
    return {
      ...base,
      title: titled(voice, order, say(voice, `state.${order.state}`)),
      tone: 'ended',
      blocks: [{ kind: 'text', text: say(voice, 'confirm_card.over') }],
    };
  }
  if (order.state === 'RETURNED') {
    return {
      ...base,
      title: titled(voice, order, say(voice, 'state.RETURNED')),
      tone: 'warning',
      blocks: [{ kind: 'text', text: say(voice, 'confirm_card.returned') }],
    };
  }
  const isDoubted = order.intake?.state === 'open';
  const blocks: Block[] = [
    ...banners(voice, order),
    { kind: 'text', text: say(voice, 'confirm_card.intro') },
    { kind: 'text', text: [{ bold: say(voice, 'confirm_card.check') }] },
    {
      kind: 'fields',
      fields: [
        ...factPairs(voice, order.facts, [
          'model',
          'quantity',
          'requiredBy',
          'place',
          'quality',
          'packaging',
          'technical',
        ]),
        ...(contact ? [pair(voice, 'field.contact', contact)] : []),
      ],
    },
    { kind: 'fields', fields: nextStepPairs(voice, model) },
    ...(isDoubted ? [{ kind: 'note' as const, text: say(voice, 'confirm_card.doubted') }] : []),
  ];
  if (order.hold) return { ...base, title, tone: 'neutral', blocks: [...blocks, ...actions([details(voice, order)])] };
  const wait = order.waiting
    ? press(say(voice, 'button.customer_answered'), 'order.customer_answered', order)
    : form(voice, 'wait', order);
  const rest = [
    wait,
    details(voice, order),
    ...more(voice, [timelineButton(voice, order), form(voice, 'withdraw', order, { style: 'danger' })]),
  ];
  return {
    ...base,
    title,
    tone: toneOf(model),
    blocks: [...blocks, ...actions(isDoubted ? rest : [form(voice, 'confirm', order, { style: 'primary' }), ...rest])],
  };
}

/** Sent back by the coordinator, with what is missing (OF-03, EX-07). */
export function returnedFix(model: Extract<CardModel, { view: 'returned.fix' }>, voice: Voice): Card {
  const { order } = model;
  const base = { subtitle: subtitleOf(voice, order) };
  if (order.state !== 'RETURNED') {
    const text = say(voice, isLive(order) ? 'returned.done' : 'returned.over');
    return {
      ...base,
      title: titled(voice, order, say(voice, `state.${order.state}`)),
      tone: isLive(order) ? 'good' : 'ended',
      summary: labelled(voice, orderName(order), text),
      blocks: [{ kind: 'text', text }],
    };
  }
  const intro = say(voice, 'returned.intro', { by: personName(voice, order.intake?.by ?? 'BOT') });
  const title = titled(voice, order, say(voice, 'returned.title'));
  return {
    ...base,
    title,
    tone: 'warning',
    summary: title,
    blocks: [
      ...banners(voice, order),
      { kind: 'text', text: intro },
      { kind: 'text', text: clip(order.intake?.faults ?? '', 1000), tone: 'warning' },
      { kind: 'fields', fields: nextStepPairs(voice, model) },
      { kind: 'note', text: say(voice, 'returned.clock') },
      ...actions(
        order.hold
          ? [details(voice, order)]
          : [
              form(voice, 'resubmit', order, { style: 'primary' }),
              details(voice, order),
              ...more(voice, [timelineButton(voice, order), form(voice, 'withdraw', order, { style: 'danger' })]),
            ],
      ),
    ],
  };
}
