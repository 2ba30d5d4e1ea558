import type { CardModel } from '../../app/card-models.ts';
import { isLive, orderName } from '../../domain/order.ts';
import { say, type Voice } from '../../i18n/translate.ts';
import type { Block, Card } from '../card.ts';
import { actions, details, form, press } from './buttons.ts';
import { banners, nextStepPairs, section, subtitleOf, titled, toneOf, urgency } from './order-parts.ts';
import { at, clip, dotted, factPairs, labelled, pair, personName, word } from './parts.ts';

/** The coordinator's look at a doubtful request: complete, accurate, reasonable? (OF-03, domain §17.1 A10) */
export function intakeCheck(model: Extract<CardModel, { view: 'intake.check' }>, voice: Voice): Card {
  const { order } = model;
  const subtitle = subtitleOf(voice, order);
  const { intake } = order;
  if (!intake || intake.state !== 'open' || order.state !== 'IDENTIFIED') return doneCard(model, voice, subtitle);
  const title = titled(voice, order, say(voice, 'intake.title'));
  const blocks: Block[] = [
    ...banners(voice, order),
    ...(intake.doubts.length > 0
      ? section(
          voice,
          say(voice, 'intake.intro'),
          intake.doubts.map((d) => word(voice, `doubt.${d}`)),
          'warning',
          8,
        )
      : [{ kind: 'text' as const, text: say(voice, 'intake.intro_always') }]),
    {
      kind: 'fields',
      fields: [
        ...factPairs(voice, order.facts, [
          'customer',
          'product',
          'model',
          'quantity',
          'requiredBy',
          'place',
          'technical',
          'quality',
        ]),
        pair(voice, 'field.submitter', personName(voice, order.submitterId)),
        urgency(voice, order),
      ],
    },
    { kind: 'fields', fields: nextStepPairs(voice, model) },
    ...(intake.doubts.includes('duplicate') ? [{ kind: 'note' as const, text: say(voice, 'intake.similar') }] : []),
    ...actions(
      order.hold
        ? [details(voice, order)]
        : [
            press(say(voice, 'button.pass_intake'), 'intake.pass', order, { style: 'primary' }),
            form(voice, 'return', order),
            details(voice, order),
          ],
    ),
  ];
  return { title, subtitle, tone: toneOf(model), summary: title, blocks };
}

function doneCard({ order }: Extract<CardModel, { view: 'intake.check' }>, voice: Voice, subtitle: string): Card {
  const { intake } = order;
  const by = intake?.by ? personName(voice, intake.by) : '';
  const said =
    intake?.by && intake.state === 'passed'
      ? say(voice, 'intake.passed', { by })
      : intake?.by && intake.state === 'returned'
        ? say(voice, 'intake.returned', { by })
        : say(voice, 'intake.over');
  return {
    title: titled(voice, order, say(voice, `state.${order.state}`)),
    subtitle,
    tone: !isLive(order) ? 'ended' : intake?.state === 'returned' ? 'warning' : 'good',
    summary: labelled(voice, orderName(order), said),
    blocks: [
      { kind: 'text', text: dotted([said, intake?.at ? [at(voice, intake.at)] : null]) },
      ...(intake?.faults ? [{ kind: 'text' as const, text: clip(intake.faults, 500) }] : []),
    ],
  };
}
