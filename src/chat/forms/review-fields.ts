import { RISK_CATEGORIES } from '../../app/commands/reviews.ts';
import { isDepartment } from '../../domain/people.ts';
import { CONDITION_KINDS, REVIEW_QUESTIONS, type ReviewTask } from '../../domain/review.ts';
import { say } from '../../i18n/translate.ts';
import type { Field, FormSection, FormValues } from '../form.ts';
import { type Talk, text } from '../talk.ts';
import { word } from '../views/parts.ts';
import type { Parsed } from './definition.ts';
import { choicesOf, fieldsFor } from './fields.ts';
import { type ReadValues, readValues } from './read-values.ts';

/** What a department can say, as its actions. */
export const DECISIONS = ['approve', 'approve_with_conditions', 'reject', 'ask_info', 'recuse'] as const;
type Decision = (typeof DECISIONS)[number];

const MOST_CONDITIONS = 3;
const SCALE = ['1', '2', '3', '4', '5'] as const;

/** The department's own questions (F04). `all`: those a yes needs must be answered; `some`: none must. */
export function questionFields(
  talk: Talk,
  given: Readonly<Record<string, string>>,
  task: ReviewTask,
  need: 'all' | 'some',
): Field[] {
  const f = fieldsFor(talk, given);
  return (REVIEW_QUESTIONS[task.department] ?? []).map((q) => ({
    ...f.text(`q_${q.key}`, {
      max: 500,
      label: 'field.question',
      hint: need === 'some' && q.isRequired ? 'form.for_yes' : null,
      required: need === 'all' && q.isRequired,
      initial: task.answers[q.key] ?? null,
    }),
    label: word(talk.voice, `question.${q.key}`),
  }));
}

/** Up to three conditions, a kind and a sentence each; the first is required when it is shown at all. */
export function conditionFields(talk: Talk, given: Readonly<Record<string, string>>, when?: Field['when']): Field[] {
  const f = fieldsFor(talk, given);
  return Array.from({ length: MOST_CONDITIONS }, (_, i) => i + 1).flatMap((n) => [
    {
      ...f.select(`kind${n}`, choicesOf(talk, CONDITION_KINDS, 'condition_kind'), {
        label: 'field.conditions',
        hint: null,
        initial: n === 1 ? 'date' : null,
        ...(when && { when }),
      }),
      label: say(talk.voice, 'form.condition_kind', { n }),
    },
    {
      ...f.text(`condition${n}`, {
        max: 500,
        label: 'field.conditions',
        hint: n === 1 ? 'hint.conditions' : null,
        required: n === 1 && when === undefined,
        ...(when && { when }),
      }),
      label: say(talk.voice, 'form.condition', { n }),
    },
  ]);
}

/** What each decision asks for, shown when it is chosen; the server checks again. */
export function decisionFields(talk: Talk, given: Readonly<Record<string, string>>): Field[] {
  const f = fieldsFor(talk, given);
  const only = (...is: Decision[]) => ({ when: { field: 'decision', is } });
  return [
    f.multiline('why', { max: 1000, ...only('reject', 'recuse') }),
    f.when('earliest', only('reject', 'approve_with_conditions')),
    f.checks('impossible', [{ value: 'yes', label: text(talk, 'field.impossible') }], {
      label: 'form.or',
      ...only('reject'),
    }),
    ...conditionFields(talk, given, only('approve_with_conditions').when),
    f.multiline('question', { max: 1000, ...only('ask_info') }),
  ];
}

/** A risk the department sees (UO-56), folded away. */
export function riskSection(talk: Talk, given: Readonly<Record<string, string>>): FormSection {
  const f = fieldsFor(talk, given);
  const scale = SCALE.map((value) => ({ value, label: value }));
  return {
    title: text(talk, 'form.section_risk'),
    note: text(talk, 'form.risk_note'),
    fields: [
      f.select('risk', choicesOf(talk, RISK_CATEGORIES, 'risk_category'), { label: 'field.risks' }),
      f.select('likelihood', scale, { hint: 'form.scale' }),
      f.select('impact', scale, { hint: 'form.scale' }),
      f.multiline('response', { max: 500 }),
    ],
  };
}

function readRisk(read: ReadValues) {
  const category = read.maybeOneOf('risk', RISK_CATEGORIES);
  const response = read.optional('response', 500);
  if (category === null && response === null) return [];
  const [likelihood, impact] = [Number(read.oneOf('likelihood', SCALE) ?? 1), Number(read.oneOf('impact', SCALE) ?? 1)];
  return [
    {
      category: read.oneOf('risk', RISK_CATEGORIES) ?? 'other',
      likelihood,
      impact,
      response: read.required('response', 500),
    },
  ];
}

function readConditions(read: ReadValues) {
  const lines = Array.from({ length: MOST_CONDITIONS }, (_, i) => i + 1).map((n) => ({
    kind: read.maybeOneOf(`kind${n}`, CONDITION_KINDS) ?? ('other' as const),
    text: n === 1 ? read.required('condition1', 500) : (read.optional(`condition${n}`, 500) ?? ''),
  }));
  return lines.filter((line) => line.text !== '');
}

/** What a department decided, as a command (UO-13). `decision` is null when the form asked for it. */
export async function readDecision(
  talk: Talk,
  values: FormValues,
  department: string,
  fixed: Decision | null,
): Promise<Parsed> {
  const read = readValues(talk, values);
  const decision = fixed ?? read.oneOf('decision', DECISIONS);
  if (decision === null) return { ok: false, errors: read.errors };
  const questions = isDepartment(department) ? (REVIEW_QUESTIONS[department] ?? []) : [];
  const needs = (isRequired: boolean) => decision === 'approve' && isRequired;
  const answers = Object.fromEntries(
    questions.map((q) => [
      q.key,
      needs(q.isRequired) ? read.required(`q_${q.key}`, 500) : (read.optional(`q_${q.key}`, 500) ?? ''),
    ]),
  );
  const input = inputOf(talk, read, decision, { department, answers });
  return read.isClean() ? { ok: true, request: { command: decision, input } } : { ok: false, errors: read.errors };
}

function inputOf(
  talk: Talk,
  read: ReadValues,
  decision: Decision,
  opinion: { department: string; answers: Record<string, string> },
): unknown {
  const { department } = opinion;
  switch (decision) {
    case 'approve':
      return { ...opinion, reason: read.optional('why', 1000), risks: readRisk(read) };
    case 'approve_with_conditions':
      return {
        ...opinion,
        conditions: readConditions(read),
        earliest: read.when('earliest', { required: false, future: true }),
        risks: readRisk(read),
      };
    case 'reject': {
      const isImpossible = read.some('impossible', ['yes']).length > 0;
      const reason = read.required('why', 1000);
      const earliest = isImpossible ? null : read.when('earliest', { required: false, future: true });
      if (!isImpossible && earliest === null) read.errors.earliest ??= text(talk, 'form.earliest_or_impossible');
      return { ...opinion, reason, earliest, isImpossible, risks: readRisk(read) };
    }
    case 'ask_info':
      return { department, question: read.required('question', 1000) };
    case 'recuse':
      return { department, reason: read.required('why', 1000) };
  }
}
