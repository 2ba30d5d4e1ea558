import { FORCE_TARGETS } from '../../app/commands/endings.ts';
import type { CommandName } from '../../app/commands.ts';
import type { OrderAction } from '../../domain/order-process.ts';
import type { Key } from '../../i18n/translate.ts';
import { text } from '../talk.ts';
import { contextOf, orderLine, orderReadyFor } from './before-open.ts';
import type { FormDefinition } from './definition.ts';
import { execForms } from './exec.ts';
import { choicesOf, fieldsFor, formOf } from './fields.ts';
import { negotiationForms } from './negotiation.ts';
import { readValues } from './read-values.ts';

interface Worded {
  readonly id: 'abandon' | 'withdraw' | 'hold' | 'wait';
  readonly action: OrderAction;
  readonly command: CommandName;
  /** What the command calls the words. */
  readonly name: 'reason' | 'evidence';
  readonly max: number;
  readonly label: Key;
}

/** A decision with one field of words, and what it means above it. */
function worded({ id, action, command, name, max, label }: Worded): FormDefinition {
  return {
    build: async (talk, subject) => {
      const found = await orderReadyFor(talk, subject, action);
      if ('reply' in found) return found.reply;
      const f = fieldsFor(talk, subject.initial);
      const intro = `${orderLine(found.order)}\n${text(talk, `form.${id}_means`)}`;
      return formOf(
        talk,
        id,
        { title: `form.${id}`, submit: `form.${id}_submit`, intro },
        [{ fields: [f.multiline('why', { max, required: true, label, hint: null })] }],
        { context: contextOf(found.order, subject.seen) },
      );
    },
    parse: async (talk, values) => {
      const read = readValues(talk, values);
      const said = read.required('why', max);
      return read.isClean()
        ? { ok: true, request: { command, input: { [name]: said } } }
        : { ok: false, errors: read.errors };
    },
  };
}

/** An admin moves a stuck order by hand, with the reason (XD-16). */
const force: FormDefinition = {
  build: async (talk, subject) => {
    const found = await orderReadyFor(talk, subject, 'force');
    if ('reply' in found) return found.reply;
    const { order } = found;
    const targets = FORCE_TARGETS.filter(
      (to) => to !== order.state && (order.number !== null || to === 'IDENTIFIED' || to === 'ABANDONED'),
    );
    const f = fieldsFor(talk, subject.initial);
    const intro = `${orderLine(order)}\n${text(talk, 'form.force_means', { state: { term: `state.${order.state}` } })}`;
    return formOf(
      talk,
      'force',
      { title: 'form.force', submit: 'form.force_submit', intro },
      [
        {
          fields: [
            f.radio('to', choicesOf(talk, targets, 'state'), { label: 'form.force_to', required: true, hint: null }),
            f.multiline('why', { max: 500, required: true }),
          ],
        },
      ],
      {
        context: contextOf(order, subject.seen),
      },
    );
  },
  parse: async (talk, values) => {
    const read = readValues(talk, values);
    const [to, reason] = [read.oneOf('to', FORCE_TARGETS), read.required('why', 500)];
    return read.isClean()
      ? { ok: true, request: { command: 'force', input: { to, reason } } }
      : { ok: false, errors: read.errors };
  },
};

/** What sales, leadership and admins decide about an order. */
export const decisionForms: Readonly<Record<string, FormDefinition>> = {
  ...negotiationForms,
  ...execForms,
  abandon: worded({
    id: 'abandon',
    action: 'abandon',
    command: 'abandon',
    name: 'reason',
    max: 1000,
    label: 'field.why',
  }),
  withdraw: worded({
    id: 'withdraw',
    action: 'withdraw',
    command: 'withdraw',
    name: 'evidence',
    max: 1000,
    label: 'field.evidence',
  }),
  hold: worded({ id: 'hold', action: 'hold', command: 'hold', name: 'reason', max: 500, label: 'field.why' }),
  wait: worded({
    id: 'wait',
    action: 'wait_for_customer',
    command: 'wait',
    name: 'reason',
    max: 500,
    label: 'form.wait_for',
  }),
  force,
};
