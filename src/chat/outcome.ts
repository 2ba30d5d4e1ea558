import { isView } from '../app/delivery.ts';
import type { Difference, Outcome, Request } from '../app/dispatch.ts';
import { sayAny } from '../i18n/translate.ts';
import type { ButtonValue, Card, DrawCard } from './card.ts';
import { drawPost } from './draw-post.ts';
import type { Reply } from './interaction.ts';
import { type Talk, text } from './talk.ts';
import { drawDifference } from './views/difference.ts';
import { word } from './views/parts.ts';

/** Sends a command through the gate and answers in the person's language: done, already done, not yours because …, out of date. */
export async function act(
  talk: Talk,
  request: Omit<Request, 'id' | 'actorId'>,
  again?: ButtonValue & { readonly action: string },
): Promise<Reply> {
  const outcome = await talk.parts.dispatch({ ...request, id: talk.interaction.id, actorId: talk.person.id });
  return answer(talk, outcome, again);
}

export async function answer(
  talk: Talk,
  outcome: Outcome,
  again?: ButtonValue & { readonly action: string },
): Promise<Reply> {
  const redraw = await redrawPressed(talk);
  switch (outcome.kind) {
    case 'done': {
      const said = sayAny(talk.voice, outcome.answer.key, outcome.answer.params);
      return {
        kind: 'toast',
        tone: outcome.isRepeat ? 'info' : outcome.answer.tone,
        text: outcome.isRepeat ? text(talk, 'answer.repeated', { answer: said }) : said,
        ...redraw,
      };
    }
    case 'refused':
      return {
        kind: 'toast',
        tone: 'warning',
        text: sayAny(talk.voice, `refusal.${outcome.refusal.code}`, outcome.refusal.params),
        ...redraw,
      };
    case 'outdated':
      return { kind: 'card', card: await outdatedCard(talk, outcome.orderId, outcome.difference, again), ...redraw };
    case 'invalid':
      return {
        kind: 'toast',
        tone: 'warning',
        text: text(talk, 'refusal.invalid', {
          field: { list: outcome.fields.map((f) => word(talk.voice, `field.${f}`)) },
        }),
      };
  }
}

/** The message that was pressed, drawn anew: its buttons give way to the outcome at once. */
async function redrawPressed(talk: Talk): Promise<{ readonly redraw?: DrawCard }> {
  const { interaction } = talk;
  if (interaction.kind !== 'press' || !interaction.message || typeof interaction.value.view !== 'string') return {};
  const { view, about, order } = interaction.value;
  if (!isView(view) || typeof about !== 'string') return {};
  const draw = await drawPost(
    talk.parts.store,
    view,
    about,
    order ?? null,
    talk.directory,
    talk.settings.time_zone,
    interaction.message.messageId,
  );
  return draw ? { redraw: draw } : {};
}

/** "It changed since you read it": what changed, and the same question once more with the present version. */
async function outdatedCard(
  talk: Talk,
  orderId: string,
  difference: Difference,
  again?: ButtonValue & { readonly action: string },
): Promise<Card> {
  const order = await talk.parts.store.transaction((tx) => tx.orders.load(orderId));
  if (!order) throw new Error('an outdated order is gone');
  return drawDifference({ order, difference, again: again ?? null }, talk.voice);
}
