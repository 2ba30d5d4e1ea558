import { type NegotiationOption, OPTION_TYPES } from '../../domain/negotiation.ts';
import type { Order } from '../../domain/order.ts';
import { refuse } from '../../domain/result.ts';
import { say, show } from '../../i18n/translate.ts';
import { loadOrder, type Talk, text } from '../talk.ts';
import { dateText, money } from '../views/parts.ts';
import { contextOf, orderLine, orderReadyFor, refusedReply } from './before-open.ts';
import type { FormDefinition } from './definition.ts';
import { quantityInput } from './facts-form.ts';
import { choicesOf, fieldsFor, formOf } from './fields.ts';
import { type ReadValues, readValues } from './read-values.ts';

/** The promise asked for and from when each department could: what an option is measured against. */
function datesNote(talk: Talk, order: Order): string {
  const earliest = (order.round?.tasks ?? []).flatMap((t) =>
    t.earliest === null
      ? []
      : [text(talk, 'form.earliest_of', { department: { term: `role.${t.department}` }, date: { date: t.earliest } })],
  );
  return [text(talk, 'form.required_is', { date: { date: order.facts.requiredBy } }), ...earliest].join('\n');
}

/** An option with its effect on date and cost beside it (UO-16, UO-49). */
export function optionLabel(talk: Talk, order: Order, option: NegotiationOption): string {
  const { voice } = talk;
  const date =
    option.newDate === null
      ? say(voice, 'form.date_kept')
      : say(voice, 'form.date_becomes', { date: dateText(voice, option.newDate) });
  const cost = costText(talk, order, option.extraCost);
  return `${show(voice, { term: `option.${option.type}` })} · ${date} · ${cost}`;
}

/** Nothing entered is not "nothing to pay". */
function costText({ voice, settings }: Talk, order: Order, extraCost: number | null): string {
  if (extraCost === 0) return say(voice, 'form.no_cost');
  const cost =
    extraCost === null
      ? say(voice, 'board.cost_unknown')
      : money(voice, extraCost, order.facts.currency ?? settings.currency);
  return say(voice, 'form.cost_is', { cost });
}

/** The fields of an option; leadership's conditions are one too. */
export function optionFields(talk: Talk, given: Readonly<Record<string, string>>) {
  const f = fieldsFor(talk, given);
  return [
    f.select('type', choicesOf(talk, OPTION_TYPES, 'option'), { label: 'field.option', required: true }),
    f.when('new_date'),
    f.number('extra_cost', { max: 20 }),
  ];
}

export function readOption(talk: Talk, read: ReadValues, order: Order | null) {
  const type = read.oneOf('type', OPTION_TYPES);
  const newDate = read.when('new_date', { required: false, future: true });
  const isDateNeeded = (type === 'shift_date' || type === 'partial_delivery') && newDate === null;
  if (isDateNeeded) read.errors.new_date ??= text(talk, 'form.new_date_needed');
  return { type, newDate, extraCost: read.money('extra_cost', order?.facts.currency ?? talk.settings.currency) };
}

const propose: FormDefinition = {
  keepsDraft: true,
  build: async (talk, subject) => {
    const found = await orderReadyFor(talk, subject, 'propose_option');
    if ('reply' in found) return found.reply;
    const f = fieldsFor(talk, subject.initial);
    const fields = [...optionFields(talk, subject.initial), f.multiline('explanation', { max: 1000, required: true })];
    return formOf(
      talk,
      'propose',
      { title: 'form.propose', submit: 'form.propose_submit', intro: orderLine(found.order) },
      [{ note: datesNote(talk, found.order), fields }],
      { context: contextOf(found.order, subject.seen) },
    );
  },
  parse: async (talk, values, context) => {
    const read = readValues(talk, values);
    const input = {
      ...readOption(talk, read, await loadOrder(talk, context.order ?? '')),
      explanation: read.required('explanation', 1000),
    };
    return read.isClean() ? { ok: true, request: { command: 'propose', input } } : { ok: false, errors: read.errors };
  },
};

/** The customer takes one of the options: what changes is said, and the departments review again (T10). */
const agree: FormDefinition = {
  keepsDraft: true,
  build: async (talk, subject) => {
    const found = await orderReadyFor(talk, subject, 'agree');
    if ('reply' in found) return found.reply;
    const { order } = found;
    const live = order.negotiation.options.filter((o) => o.state === 'PROPOSED' || o.state === 'OFFERED');
    const chosen = live.find((o) => o.id === subject.subject) ?? (live.length === 1 ? live[0] : undefined);
    if (subject.subject !== null && !chosen)
      return refusedReply(talk, refuse('option_closed').refusal, { what: 'agree', orderId: order.id });
    const f = fieldsFor(talk, subject.initial);
    const choices = live.map((o) => ({
      value: o.id,
      label: optionLabel(talk, order, o),
      hint: o.explanation.slice(0, 120),
    }));
    const sections = [
      {
        note: text(talk, 'form.required_is', { date: { date: order.facts.requiredBy } }),
        fields: [
          f.radio('option', choices, { required: true, initial: chosen?.id ?? null }),
          f.multiline('evidence', { max: 1000, required: true }),
        ],
      },
      {
        title: text(talk, 'form.section_changed'),
        fields: [
          f.text('quantity', { max: 40, hint: 'form.quantity_changed', placeholder: quantityInput(order.facts) }),
          f.multiline('technical', { max: 2000, hint: 'form.technical_changed' }),
        ],
      },
    ];
    return formOf(
      talk,
      'agree',
      { title: 'form.agree', submit: 'form.agree_submit', intro: orderLine(order) },
      sections,
      { context: contextOf(order, subject.seen) },
    );
  },
  parse: async (talk, values) => {
    const read = readValues(talk, values);
    const optionId = read.required('option', 40);
    const evidence = read.required('evidence', 1000);
    const quantity = read.raw('quantity') === '' ? null : read.quantity('quantity').quantity;
    const technical = read.optional('technical', 2000);
    return read.isClean()
      ? { ok: true, request: { command: 'agree', input: { optionId, evidence, quantity, technical } } }
      : { ok: false, errors: read.errors };
  },
};

const refuseTerms: FormDefinition = {
  build: async (talk, subject) => {
    const found = await orderReadyFor(talk, subject, 'refuse_terms');
    if ('reply' in found) return found.reply;
    const f = fieldsFor(talk, subject.initial);
    const intro = `${orderLine(found.order)}\n${text(talk, 'form.refuse_terms_means')}`;
    return formOf(
      talk,
      'refuse_terms',
      { title: 'form.refuse_terms', submit: 'form.refuse_terms_submit', intro },
      [{ fields: [f.multiline('why', { max: 1000, required: true })] }],
      { context: contextOf(found.order, subject.seen) },
    );
  },
  parse: async (talk, values) => {
    const read = readValues(talk, values);
    const reason = read.required('why', 1000);
    return read.isClean()
      ? { ok: true, request: { command: 'refuse_terms', input: { reason } } }
      : { ok: false, errors: read.errors };
  },
};

/** Talking with the customer about other terms (S06; UO-15, UO-16, JW-11). */
export const negotiationForms: Readonly<Record<string, FormDefinition>> = { propose, agree, refuse_terms: refuseTerms };
