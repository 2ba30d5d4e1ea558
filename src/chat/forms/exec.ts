import type { Order } from '../../domain/order.ts';
import type { OrderAction } from '../../domain/order-process.ts';
import { loadOrder, type Talk, text } from '../talk.ts';
import { contextOf, orderLine, orderReadyFor } from './before-open.ts';
import type { FormDefinition } from './definition.ts';
import { fieldsFor, formOf } from './fields.ts';
import { optionFields, optionLabel, readOption } from './negotiation.ts';
import { readValues } from './read-values.ts';

/** What a leader needs to decide, prepared: why they are asked, the dates, what each department said, what was offered. */
function prepared(talk: Talk, order: Order): string {
  const opinions = (order.round?.tasks ?? []).map((t) => {
    const said = [t.reason, ...t.conditions.filter((c) => c.state === 'OPEN').map((c) => c.text)]
      .filter((s) => s !== null && s !== '')
      .join(' / ')
      .slice(0, 160);
    const params = { department: { term: `role.${t.department}` }, decision: { term: `review_state.${t.state}` } };
    return said === ''
      ? text(talk, 'form.opinion', params)
      : text(talk, 'form.opinion_because', { ...params, reason: said });
  });
  const failed = order.preliminary?.failed ?? [];
  return [
    orderLine(order),
    ...(order.exec ? [text(talk, `exec_cause.${order.exec.cause}`)] : []),
    text(talk, 'form.required_is', { date: { date: order.facts.requiredBy } }),
    ...(failed.length > 0
      ? [
          text(talk, 'form.preliminary_failed', {
            items: { list: failed.map((item) => ({ term: `preliminary_short.${item}` })) },
            note: order.preliminary?.note ?? '-',
          }),
        ]
      : []),
    ...opinions,
    ...order.negotiation.options
      .slice(-4)
      .map((o) => `${optionLabel(talk, order, o)} · ${text(talk, `option_state.${o.state}`)}`),
  ].join('\n');
}

/** Accepting against a rejection is an override, and says why (T12). */
function isOverride(order: Order): boolean {
  return (
    (order.round?.tasks.some((t) => t.state === 'REJECTED' || t.conditions.some((c) => c.state === 'OPEN')) ?? false) ||
    (order.preliminary?.failed.length ?? 0) > 0
  );
}

function reasoned(id: 'exec_accept' | 'exec_return', action: OrderAction): FormDefinition {
  return {
    build: async (talk, subject) => {
      const found = await orderReadyFor(talk, subject, action);
      if ('reply' in found) return found.reply;
      const { order } = found;
      const f = fieldsFor(talk, subject.initial);
      const needsReason = id === 'exec_return' || isOverride(order);
      const note = id === 'exec_accept' && needsReason ? text(talk, 'form.override_note') : undefined;
      const fields = [f.multiline('why', { max: 1000, required: needsReason })];
      return formOf(
        talk,
        id,
        { title: `form.${id}`, submit: `action.${id}`, intro: prepared(talk, order) },
        [{ ...(note !== undefined && { note }), fields }],
        { context: contextOf(order, subject.seen, { reason: needsReason ? 'yes' : 'no' }) },
      );
    },
    parse: async (talk, values, context) => {
      const read = readValues(talk, values);
      const reason = context.reason === 'no' ? read.optional('why', 1000) : read.required('why', 1000);
      return read.isClean()
        ? { ok: true, request: { command: id, input: { reason } } }
        : { ok: false, errors: read.errors };
    },
  };
}

const conditions: FormDefinition = {
  build: async (talk, subject) => {
    const found = await orderReadyFor(talk, subject, 'exec_conditions');
    if ('reply' in found) return found.reply;
    const f = fieldsFor(talk, subject.initial);
    const fields = [
      ...optionFields(talk, subject.initial),
      f.multiline('why', { max: 1000, required: true, label: 'form.exec_conditions_why', hint: null }),
    ];
    return formOf(
      talk,
      'exec_conditions',
      { title: 'form.exec_conditions', submit: 'action.exec_conditions', intro: prepared(talk, found.order) },
      [{ fields }],
      { context: contextOf(found.order, subject.seen) },
    );
  },
  parse: async (talk, values, context) => {
    const read = readValues(talk, values);
    const input = {
      ...readOption(talk, read, await loadOrder(talk, context.order ?? '')),
      reason: read.required('why', 1000),
    };
    return read.isClean()
      ? { ok: true, request: { command: 'exec_conditions', input } }
      : { ok: false, errors: read.errors };
  },
};

/** Leadership decides (T12…T14; PJ-03, JW-12); abandoning is a form of its own. */
export const execForms: Readonly<Record<string, FormDefinition>> = {
  exec_accept: reasoned('exec_accept', 'exec_accept'),
  exec_conditions: conditions,
  exec_return: reasoned('exec_return', 'exec_return'),
};
