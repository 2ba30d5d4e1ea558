import type { Form, FormValues } from '../form.ts';
import { type Talk, text } from '../talk.ts';
import { contextOf, orderLine } from './before-open.ts';
import type { FormDefinition, FormSubject, Parsed } from './definition.ts';
import { choicesOf, fieldsFor, formOf } from './fields.ts';
import { readValues } from './read-values.ts';
import { type DepartmentAction, type DepartmentReady, departmentReadyFor } from './review-department.ts';
import {
  conditionFields,
  DECISIONS,
  decisionFields,
  questionFields,
  readDecision,
  riskSection,
} from './review-fields.ts';

/** A form of one department about its open review. */
async function open(
  talk: Talk,
  subject: FormSubject,
  id: string,
  action: DepartmentAction,
  draw: (ready: DepartmentReady) => Form,
) {
  const ready = await departmentReadyFor(talk, subject, id, action);
  return 'reply' in ready ? ready.reply : draw(await withEarlierAnswers(talk, ready));
}

/** What a department agreed to in the round before stands in the form: only what has changed is typed again (JW-04). */
async function withEarlierAnswers(talk: Talk, ready: DepartmentReady): Promise<DepartmentReady> {
  const { order, task } = ready;
  if ((order.round?.number ?? 1) < 2) return ready;
  const rounds = await talk.parts.store.transaction((tx) => tx.orders.rounds(order.id));
  const before = rounds.find((r) => r.number === (order.round?.number ?? 1) - 1);
  const earlier = before?.tasks.find((t) => t.department === task.department && t.state === 'APPROVED');
  return earlier ? { order, task: { ...task, answers: { ...earlier.answers, ...task.answers } } } : ready;
}

function introOf(talk: Talk, ready: DepartmentReady): string {
  const { order, task } = ready;
  return `${orderLine(order)}\n${text(talk, 'form.review_for', { department: { term: `role.${task.department}` }, date: { date: order.facts.requiredBy } })}`;
}

function departmentIn(context: Readonly<Record<string, string>>): string {
  return context.subject ?? '';
}

/** One field of words, sent with the department as one command. */
function words(
  id: 'ask_info' | 'recuse' | 'change_answer',
  field: 'question' | 'why',
  name: 'question' | 'reason',
): FormDefinition {
  return {
    build: (talk, subject) =>
      open(talk, subject, id, id, (ready) => {
        const f = fieldsFor(talk, subject.initial);
        return formOf(
          talk,
          id,
          { title: `form.${id}`, submit: `form.${id}_submit`, intro: introOf(talk, ready) },
          [{ fields: [f.multiline(field, { max: 1000, required: true })] }],
          {
            context: contextOf(ready.order, subject.seen, { subject: ready.task.department }),
          },
        );
      }),
    parse: async (talk, values, context) => {
      const read = readValues(talk, values);
      const said = read.required(field, 1000);
      return read.isClean()
        ? { ok: true, request: { command: id, input: { department: departmentIn(context), [name]: said } } }
        : { ok: false, errors: read.errors };
    },
  };
}

/** The forms with which a department answers (UO-12, UO-13, UO-56; JW-05…07; PJ-03). */
export const reviewForms = {
  /** One form for whoever has not decided yet how to answer. */
  review: {
    keepsDraft: true,
    build: (talk: Talk, subject: FormSubject) =>
      open(talk, subject, 'review', 'approve', (ready) => {
        const f = fieldsFor(talk, subject.initial);
        const sections = [
          {
            fields: [
              f.radio('decision', choicesOf(talk, DECISIONS, 'action'), { label: 'form.decision', required: true }),
              ...decisionFields(talk, subject.initial),
              ...questionFields(talk, subject.initial, ready.task, 'some'),
            ],
          },
          riskSection(talk, subject.initial),
        ];
        return formOf(talk, 'review', { title: 'form.review', intro: introOf(talk, ready) }, sections, {
          context: contextOf(ready.order, subject.seen, { subject: ready.task.department }),
        });
      }),
    parse: async (talk: Talk, values: FormValues, context: Readonly<Record<string, string>>): Promise<Parsed> =>
      readDecision(talk, values, departmentIn(context), null),
  },
  approve: {
    build: (talk: Talk, subject: FormSubject) =>
      open(talk, subject, 'approve', 'approve', (ready) => {
        const f = fieldsFor(talk, subject.initial);
        const sections = [
          {
            fields: [
              ...questionFields(talk, subject.initial, ready.task, 'all'),
              f.multiline('why', { max: 1000, label: 'field.note' }),
            ],
          },
          riskSection(talk, subject.initial),
        ];
        return formOf(
          talk,
          'approve',
          { title: 'form.approve', submit: 'action.approve', intro: introOf(talk, ready) },
          sections,
          { context: contextOf(ready.order, subject.seen, { subject: ready.task.department }) },
        );
      }),
    parse: async (talk: Talk, values: FormValues, context: Readonly<Record<string, string>>): Promise<Parsed> =>
      readDecision(talk, values, departmentIn(context), 'approve'),
  },
  conditions: {
    build: (talk: Talk, subject: FormSubject) =>
      open(talk, subject, 'conditions', 'approve_with_conditions', (ready) => {
        const f = fieldsFor(talk, subject.initial);
        const sections = [
          { fields: [...conditionFields(talk, subject.initial), f.when('earliest')] },
          {
            title: text(talk, 'form.section_questions'),
            fields: questionFields(talk, subject.initial, ready.task, 'some'),
          },
          riskSection(talk, subject.initial),
        ];
        return formOf(
          talk,
          'conditions',
          { title: 'form.conditions', submit: 'action.approve_with_conditions', intro: introOf(talk, ready) },
          sections,
          { context: contextOf(ready.order, subject.seen, { subject: ready.task.department }) },
        );
      }),
    parse: async (talk: Talk, values: FormValues, context: Readonly<Record<string, string>>): Promise<Parsed> =>
      readDecision(talk, values, departmentIn(context), 'approve_with_conditions'),
  },
  reject: {
    build: (talk: Talk, subject: FormSubject) =>
      open(talk, subject, 'reject', 'reject', (ready) => {
        const f = fieldsFor(talk, subject.initial);
        const sections = [
          {
            ...(subject.initial.understood !== undefined && { note: subject.initial.understood }),
            fields: [
              f.multiline('why', { max: 1000, required: true }),
              f.when('earliest'),
              f.checks('impossible', [{ value: 'yes', label: text(talk, 'field.impossible') }], {
                label: 'form.or',
                initial: subject.initial.impossible ? ['yes'] : [],
              }),
            ],
          },
          {
            title: text(talk, 'form.section_questions'),
            fields: questionFields(talk, subject.initial, ready.task, 'some'),
          },
          riskSection(talk, subject.initial),
        ];
        return formOf(
          talk,
          'reject',
          { title: 'form.reject', submit: 'action.reject', intro: introOf(talk, ready) },
          sections,
          { context: contextOf(ready.order, subject.seen, { subject: ready.task.department }) },
        );
      }),
    parse: async (talk: Talk, values: FormValues, context: Readonly<Record<string, string>>): Promise<Parsed> =>
      readDecision(talk, values, departmentIn(context), 'reject'),
  },
  ask_info: words('ask_info', 'question', 'question'),
  recuse: words('recuse', 'why', 'reason'),
  change_answer: words('change_answer', 'why', 'reason'),
  /** Sales answers what a department asked. */
  answer_info: {
    build: async (talk: Talk, subject: FormSubject) => {
      const found = await departmentReadyFor(talk, subject, 'answer_info', 'answer_info');
      if ('reply' in found) return found.reply;
      const { order, task } = found;
      const f = fieldsFor(talk, subject.initial);
      const note = text(talk, 'form.question_was', {
        department: { term: `role.${task.department}` },
        question: task.question ?? '',
      });
      return formOf(
        talk,
        'answer_info',
        { title: 'form.answer_info', submit: 'form.answer_submit', intro: orderLine(order) },
        [{ note, fields: [f.multiline('answer', { max: 2000, required: true })] }],
        {
          context: contextOf(order, subject.seen, { subject: task.department }),
        },
      );
    },
    parse: async (talk: Talk, values: FormValues, context: Readonly<Record<string, string>>): Promise<Parsed> => {
      const read = readValues(talk, values);
      const reply = read.required('answer', 2000);
      return read.isClean()
        ? { ok: true, request: { command: 'answer_info', input: { department: departmentIn(context), reply } } }
        : { ok: false, errors: read.errors };
    },
  },
} as const satisfies Record<string, FormDefinition>;
