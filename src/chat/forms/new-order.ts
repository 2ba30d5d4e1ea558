import type { Answer } from '../../app/command.ts';
import type { OrderRow } from '../../app/rows.ts';
import { orderName } from '../../domain/order.ts';
import { hasAnyRight } from '../../domain/people.ts';
import { formatDay } from '../../i18n/format.ts';
import { sayAny } from '../../i18n/translate.ts';
import type { Card } from '../card.ts';
import type { Field, Form, FormValues } from '../form.ts';
import { loadOrder, type Talk, text } from '../talk.ts';
import { drawDoubts } from '../views/after-forms.ts';
import { leadForm } from './company.ts';
import { type FormDefinition, type FormSubject, isForm, type Parsed } from './definition.ts';
import { factsSections, readFacts } from './facts-form.ts';
import { fieldsFor, formOf, tick } from './fields.ts';
import { readValues } from './read-values.ts';

/** Two orders of one customer and model with delivery this close may be the same one. */
const SIMILAR_MS = 7 * 86_400_000;

/** F01 (UO-01…05, OF-01, JW-02). Somebody who may not file gets the form that hands the case to sales (UO-03, JW-01). */
export const newOrderForm: FormDefinition = { build, parse, answerCard, keepsDraft: true };

async function build(talk: Talk, subject: FormSubject) {
  if (!hasAnyRight(talk.actor, ['SALES', 'EXEC', 'COORDINATOR'])) {
    const lead = await leadForm.build(talk, subject);
    return isForm(lead) ? { ...lead, intro: text(talk, 'form.lead_instead') } : lead;
  }
  const f = fieldsFor(talk, subject.initial);
  const [first, ...rest] = factsSections(talk, subject.initial, null);
  const contact = f.text('contact', { max: 200 });
  const lead =
    subject.subject === null ? null : await talk.parts.store.transaction((tx) => tx.leads.load(subject.subject ?? ''));
  const note = [
    lead && text(talk, 'form.from_lead', { text: lead.text.slice(0, 500), person: { person: lead.byId } }),
    subject.initial.understood,
  ]
    .filter(Boolean)
    .join('\n');
  const sections = [
    { ...first, ...(note !== '' && { note }) },
    ...rest.map((s, i) => (i === rest.length - 1 ? { ...s, fields: [contact, ...s.fields] } : s)),
    {
      title: text(talk, 'form.section_files'),
      fields: [
        f.files('files', 10, { label: 'field.attachments' }),
        f.checks('confidential', tick(talk, 'form.confidential'), {
          label: 'form.access',
          hint: 'form.confidential_hint',
        }),
      ],
    },
  ];
  return formOf(talk, 'new', { title: 'form.new', submit: 'form.new_submit' }, sections, {
    isPrivate: true,
    ...(subject.subject !== null && { context: { subject: subject.subject } }),
  });
}

async function parse(talk: Talk, values: FormValues, context: Readonly<Record<string, string>>): Promise<Parsed> {
  const read = readValues(talk, values);
  const facts = readFacts(talk, read, values);
  const contact = read.optional('contact', 200);
  if (!read.isClean()) return { ok: false, errors: read.errors };
  const files = [...new Set([...read.files('files'), ...(context.files?.split(',').filter(Boolean) ?? [])])].slice(
    0,
    10,
  );
  const similar = await talk.parts.store.queries.similarOrders(
    facts.customer,
    facts.model,
    facts.requiredBy,
    SIMILAR_MS,
  );
  const shown = similar
    .filter((row) => !row.isConfidential || row.submitterId === talk.person.id || row.ownerId === talk.person.id)
    .slice(0, 3);
  const known = context.similar?.split(',') ?? [];
  if (shown.some((row) => !known.includes(row.id)))
    return { ok: false, reply: { kind: 'form', form: await askAgain(talk, values, context, shown, files) } };
  return {
    ok: true,
    request: {
      command: 'new',
      input: {
        facts,
        contact,
        isConfidential: read.some('confidential', ['yes']).length > 0,
        hasSimilar: similar.length > 0,
        files,
        leadId: context.subject ?? null,
      },
    },
  };
}

/** "There is one like this already": the same form with everything typed; sent once more, it goes through (domain §2 S01). */
async function askAgain(
  talk: Talk,
  values: FormValues,
  context: Readonly<Record<string, string>>,
  similar: readonly OrderRow[],
  files: readonly string[],
): Promise<Form> {
  const built = await build(talk, { orderId: null, subject: context.subject ?? null, initial: {}, seen: null });
  if (!isForm(built)) throw new Error('the form of a new order was refused after it was filled');
  const orders = {
    list: similar.map((row) =>
      text(talk, 'form.similar_row', {
        order: orderName(row),
        customer: row.customer,
        model: row.model,
        quantity: row.quantity,
        unit: row.unit,
        date: formatDay(talk.voice, row.requiredBy),
        state: { term: `state.${row.state}` },
      }),
    ),
  };
  const sections = built.sections.map((section) => ({
    ...section,
    fields: section.fields.map((field) => withTyped(field, values)),
  }));
  return {
    ...built,
    sections,
    intro: text(talk, 'form.similar', { orders }),
    submit: text(talk, 'form.new_anyway'),
    context: {
      ...context,
      similar: similar.map((row) => row.id).join(','),
      ...(files.length > 0 && { files: files.join(',') }),
    },
  };
}

function withTyped(field: Field, values: FormValues): Field {
  const value = values[field.name];
  if (value === undefined || field.kind === 'files') return field;
  if (field.kind === 'checks')
    return { ...field, initial: typeof value === 'string' ? [value].filter(Boolean) : value };
  return { ...field, initial: typeof value === 'string' ? value : (value[0] ?? '') };
}

/** Filed, but the bot has doubts ("really urgent?", UO-04): said at once, with the way back. */
async function answerCard(talk: Talk, answer: Answer): Promise<Card | null> {
  const order = answer.orderId === undefined ? null : await loadOrder(talk, answer.orderId);
  const doubts = order?.intake?.doubts ?? [];
  return order && doubts.length > 0
    ? drawDoubts(
        { order, doubts, said: sayAny(talk.voice, answer.key, answer.params), days: talk.settings.normal_lead_days },
        talk.voice,
      )
    : null;
}
