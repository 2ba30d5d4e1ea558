import type { CardModel } from '../../app/card-models.ts';
import type { OrderFacts } from '../../domain/order.ts';
import { say, show, type Voice } from '../../i18n/translate.ts';
import type { Block, Card } from '../card.ts';
import { actions, details, timelineButton } from './buttons.ts';
import { threeDates } from './order-living.ts';
import { banners, filesBlock, nextStepPairs, subtitleOf, titled, toneOf, urgency } from './order-parts.ts';
import { stepsOf } from './order-steps.ts';
import { at, type deadline, dotted, factPairs, pair, personName, roleName } from './parts.ts';

/** The fields of the processing sheet F02, in the order of the paper form. */
const SHEET: readonly (keyof OrderFacts)[] = [
  'customer',
  'externalNo',
  'product',
  'model',
  'quantity',
  'place',
  'quality',
  'packaging',
  'technical',
  'traits',
  'productType',
  'region',
  'source',
  'receivedAt',
];

/** In a department's own chat the sheet stays as it was delivered: a countdown would run on after the step is taken. */
const onPaper: typeof deadline = (voice, instant) => [at(voice, instant)];

/** The processing sheet: order, urgency, progress as of its drawing, who took part (UO-09…11). */
export function orderSheet(model: Extract<CardModel, { view: 'order.sheet' }>, voice: Voice): Card {
  const { order } = model;
  const title = titled(voice, order, say(voice, 'sheet.title'));
  const departments = order.round?.tasks.map((t) => t.department) ?? [];
  const blocks: Block[] = [
    ...banners(voice, order),
    {
      kind: 'text',
      text: dotted([
        [{ bold: say(voice, 'sheet.progress') }],
        [say(voice, 'sheet.as_of'), ' ', at(voice, order.updatedAt)],
      ]),
    },
    stepsOf(order, voice),
    {
      kind: 'fields',
      fields: [
        pair(voice, 'sheet.state', say(voice, `state.${order.state}`)),
        ...nextStepPairs(voice, model, onPaper),
        ...threeDates(voice, order, onPaper),
        pair(voice, 'field.owner', personName(voice, order.ownerId)),
        ...(departments.length > 0
          ? [pair(voice, 'sheet.departments', show(voice, { list: departments.map((d) => roleName(voice, d)) }))]
          : []),
        pair(
          voice,
          'sheet.delivered',
          model.deliveredTo.length > 0
            ? show(voice, { list: model.deliveredTo.map((d) => roleName(voice, d)) })
            : say(voice, 'sheet.delivered_none'),
        ),
      ],
    },
    { kind: 'text', text: [{ bold: say(voice, 'sheet.facts') }] },
    {
      kind: 'fields',
      fields: [
        ...factPairs(voice, order.facts, SHEET),
        ...(model.contact ? [pair(voice, 'field.contact', model.contact)] : []),
        urgency(voice, order),
      ],
    },
    ...filesBlock(voice, model.files, 8),
    ...actions([details(voice, order), timelineButton(voice, order)]),
  ];
  return { title, subtitle: subtitleOf(voice, order), tone: toneOf(model), summary: title, blocks };
}
