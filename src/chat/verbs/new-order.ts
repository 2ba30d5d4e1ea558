import { show } from '../../i18n/translate.ts';
import { NOTHING } from '../forms/definition.ts';
import { quantityInput } from '../forms/facts-form.ts';
import { localInput } from '../forms/fields.ts';
import { openForm } from '../forms/open-form.ts';
import { readInlineOrder, understoodParts } from '../inline-order.ts';
import type { Reply } from '../interaction.ts';
import { type Talk, text } from '../talk.ts';

/** `new`, or a sentence that describes the order: the form opens with what was understood. */
export async function newBy(talk: Talk, rest: string): Promise<Reply> {
  return openForm(talk, 'new', { ...NOTHING, initial: initialFrom(talk, rest) });
}

function initialFrom(talk: Talk, typed: string): Readonly<Record<string, string>> {
  if (typed.trim() === '') return {};
  const { locale, timeZone } = talk.voice;
  const order = readInlineOrder(typed, { now: talk.now, timeZone, locale, calendar: talk.calendar });
  const read = understoodParts(order).map(({ field, value }) =>
    text(talk, 'form.understood_part', { field: { term: `field.${field}` }, value: show(talk.voice, value) }),
  );
  const when = order.when;
  const doubt =
    when === null || when.ok
      ? null
      : when.reason === 'ambiguous' && when.candidates.length > 0
        ? text(talk, 'form.understood_date_unclear', {
            candidates: { list: when.candidates.slice(0, 3).map((date) => ({ date })) },
          })
        : text(talk, 'form.understood_date_unread');
  const understood = [
    read.length > 0 ? text(talk, 'form.understood', { parts: { list: read } }) : text(talk, 'form.understood_nothing'),
    doubt,
  ]
    .filter((t) => t !== null)
    .join(' ');
  return {
    typed: typed.slice(0, 1000),
    understood,
    ...(order.customer !== null && { customer: order.customer }),
    ...(order.product !== null && { product: order.product }),
    ...(order.model !== null && { model: order.model }),
    ...(order.quantity !== null && { quantity: quantityInput(order.quantity) }),
    ...(when?.ok && { requiredBy: localInput(when.at, timeZone) }),
  };
}
