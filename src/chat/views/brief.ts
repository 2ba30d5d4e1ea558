import type { OrderView } from '../../app/card-models.ts';
import type { Department } from '../../domain/people.ts';
import { say, type Voice } from '../../i18n/translate.ts';
import type { Card } from '../card.ts';
import { actions, details, form, timelineButton } from './buttons.ts';
import { nextStepLine, subtitleOf, titled, toneOf } from './order-parts.ts';
import { deadline, pair, personName, quantityText } from './parts.ts';

/** Five lines for the late joiner: what, how far, due, who, and what is asked of you. */
export function drawBrief(model: OrderView & { readonly asked: Department | null }, voice: Voice): Card {
  const { order, asked } = model;
  const title = titled(voice, order, say(voice, `state.${order.state}`));
  const next = nextStepLine(voice, model);
  return {
    title,
    subtitle: subtitleOf(voice, order),
    tone: toneOf(model),
    summary: title,
    blocks: [
      {
        kind: 'fields',
        fields: [
          pair(voice, 'field.model', `${order.facts.model} · ${quantityText(voice, order.facts)}`),
          pair(voice, 'field.requiredBy', deadline(voice, order.committed ?? order.facts.requiredBy)),
          pair(voice, 'field.owner', personName(voice, order.ownerId)),
          ...(next ? [pair(voice, 'card.next_step', next)] : []),
        ],
      },
      {
        kind: 'text',
        text:
          asked === null
            ? say(voice, 'reply.nothing_asked')
            : say(voice, 'reply.asked_of_you', { department: { term: `role.${asked}` } }),
        tone: asked === null ? 'neutral' : 'waiting',
      },
      ...actions([
        ...(asked === null ? [] : [form(voice, 'review', order, { subject: asked, style: 'primary' })]),
        details(voice, order),
        timelineButton(voice, order),
      ]),
    ],
  };
}
