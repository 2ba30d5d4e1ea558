import type { FormValues } from '../form.ts';
import { type Talk, text } from '../talk.ts';
import { contextOf, orderLine, orderReadyFor } from './before-open.ts';
import type { FormDefinition, FormSubject, Parsed } from './definition.ts';
import { factsSections, readFacts } from './facts-form.ts';
import { fieldsFor, formOf } from './fields.ts';
import { readValues } from './read-values.ts';

/** The intake check sends an order back with its faults (OF-03), and sales corrects it (EX-07). */
export const intakeForms = {
  return: {
    build: async (talk: Talk, subject: FormSubject) => {
      const found = await orderReadyFor(talk, subject, 'return_to_sales');
      if ('reply' in found) return found.reply;
      const f = fieldsFor(talk, subject.initial);
      const doubts = found.order.intake?.doubts ?? [];
      const note =
        doubts.length > 0
          ? text(talk, 'form.doubts_are', { doubts: { list: doubts.map((d) => ({ term: `doubt.${d}` })) } })
          : undefined;
      return formOf(
        talk,
        'return',
        { title: 'form.return', submit: 'form.return_submit', intro: orderLine(found.order) },
        [{ ...(note !== undefined && { note }), fields: [f.multiline('faults', { max: 2000, required: true })] }],
        {
          context: contextOf(found.order, subject.seen),
        },
      );
    },
    parse: async (talk: Talk, values: FormValues): Promise<Parsed> => {
      const read = readValues(talk, values);
      const faults = read.required('faults', 2000);
      return read.isClean()
        ? { ok: true, request: { command: 'return', input: { faults } } }
        : { ok: false, errors: read.errors };
    },
  },
  resubmit: {
    keepsDraft: true,
    build: async (talk: Talk, subject: FormSubject) => {
      const found = await orderReadyFor(talk, subject, 'resubmit');
      if ('reply' in found) return found.reply;
      const { order } = found;
      const [first, ...rest] = factsSections(talk, subject.initial, order.facts);
      const f = fieldsFor(talk, subject.initial);
      const note = order.intake?.faults ? text(talk, 'form.faults_are', { faults: order.intake.faults }) : undefined;
      const sections = [
        {
          ...first,
          ...(note !== undefined && { note }),
          fields: [...first.fields, f.multiline('note', { max: 1000, label: 'form.resubmit_note', hint: null })],
        },
        ...rest,
      ];
      return formOf(
        talk,
        'resubmit',
        { title: 'form.resubmit', submit: 'form.resubmit_submit', intro: orderLine(order) },
        sections,
        { context: contextOf(order, null) },
      );
    },
    parse: async (talk: Talk, values: FormValues): Promise<Parsed> => {
      const read = readValues(talk, values);
      const facts = readFacts(talk, read, values);
      const note = read.optional('note', 1000);
      return read.isClean()
        ? { ok: true, request: { command: 'resubmit', input: { facts, note } } }
        : { ok: false, errors: read.errors };
    },
  },
} as const satisfies Record<string, FormDefinition>;
