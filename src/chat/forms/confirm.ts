import { readsContacts } from '../../app/access.ts';
import { changesIn } from '../../app/card-models.ts';
import type { Answer } from '../../app/command.ts';
import { CONFIRMATION_WAYS, type Order, PRELIMINARY_ITEMS } from '../../domain/order.ts';
import { sayAny } from '../../i18n/translate.ts';
import type { Card } from '../card.ts';
import type { FormSection, FormValues } from '../form.ts';
import { loadOrder, type Talk, text } from '../talk.ts';
import { drawConfirmed } from '../views/after-forms.ts';
import { contextOf, orderLine, orderOf, orderReadyFor } from './before-open.ts';
import type { FormDefinition, FormSubject, Parsed } from './definition.ts';
import { quantityInput } from './facts-form.ts';
import { choicesOf, fieldsFor, formOf } from './fields.ts';
import { readValues } from './read-values.ts';

/** The customer's confirmation (UO-07): the facts as they stand, who confirmed and how, and sales' own four checks (JW-03). */
export const confirmForm: FormDefinition = { build, parse, answerCard, keepsDraft: true };

async function build(talk: Talk, subject: FormSubject) {
  const found = await orderReadyFor(talk, subject, 'confirm');
  if ('reply' in found) return found.reply;
  const { order } = found;
  const { facts } = order;
  const f = fieldsFor(talk, subject.initial);
  const contact = await contactOf(talk, order);
  const sections: FormSection[] = [
    {
      note: text(talk, 'form.confirm_note'),
      fields: [
        f.text('model', { max: 200, required: true, initial: facts.model }),
        f.text('quantity', { max: 40, required: true, hint: 'hint.quantity', initial: quantityInput(facts) }),
        f.when('requiredBy', { required: true, at: facts.requiredBy }),
        f.text('place', { max: 200, required: true, initial: facts.place }),
        // The rest of F01 is asked for once, here (OF-01).
        ...(facts.quality === null ? [f.multiline('quality', { max: 1000 })] : []),
        ...(facts.packaging === null ? [f.multiline('packaging', { max: 1000 })] : []),
        f.text('confirmed_by', { max: 200, required: true, hint: 'hint.contact' }),
        f.select('way', choicesOf(talk, CONFIRMATION_WAYS, 'way'), { required: true }),
        f.when('at', { label: 'field.time', required: true, at: talk.now }),
        f.multiline('evidence', { max: 1000 }),
        f.files('files', 10, { label: 'field.attachments', hint: 'form.evidence_or_file' }),
        f.checks('checks', choicesOf(talk, PRELIMINARY_ITEMS, 'preliminary'), {
          label: 'form.preliminary',
          hint: 'form.preliminary_hint',
        }),
        f.multiline('note', { max: 1000, label: 'form.preliminary_note', hint: 'form.preliminary_note_hint' }),
      ],
    },
  ];
  const intro = [orderLine(order), contact && text(talk, 'form.contact_is', { contact })].filter(Boolean).join('\n');
  return formOf(talk, 'confirm', { title: 'form.confirm', submit: 'form.confirm_submit', intro }, sections, {
    isPrivate: true,
    context: contextOf(order, null),
  });
}

/** Contacts are shown to those who work with customers only (XD-19, EX-28). */
async function contactOf(talk: Talk, order: Order): Promise<string | null> {
  const id = order.contactId;
  if (id === null || !readsContacts(talk.actor)) return null;
  return (await talk.parts.store.transaction((tx) => tx.personal.load(id)))?.value ?? null;
}

async function parse(talk: Talk, values: FormValues, context: Readonly<Record<string, string>>): Promise<Parsed> {
  const found = await orderOf(talk, context.order ?? null);
  if ('reply' in found) return { ok: false, reply: found.reply };
  const { facts: before } = found.order;
  const read = readValues(talk, values);
  const { quantity, unit } = read.quantity('quantity');
  const facts = {
    ...before,
    model: read.required('model', 200),
    quantity,
    unit,
    requiredBy: read.when('requiredBy', { required: true, future: true }) ?? 0,
    place: read.required('place', 200),
    quality: before.quality ?? read.optional('quality', 1000),
    packaging: before.packaging ?? read.optional('packaging', 1000),
  };
  const contact = read.required('confirmed_by', 200);
  const way = read.oneOf('way', CONFIRMATION_WAYS);
  const at = read.when('at', { required: true }) ?? talk.now;
  if (at > talk.now + 60_000) read.errors.at = text(talk, 'form.date_future');
  const evidence = read.optional('evidence', 1000);
  const files = read.files('files');
  if (evidence === null && files.length === 0) read.errors.evidence ??= text(talk, 'form.evidence_required');
  const inOrder = read.some('checks', PRELIMINARY_ITEMS);
  const failed = PRELIMINARY_ITEMS.filter((item) => !inOrder.includes(item));
  const note = read.optional('note', 1000);
  if (failed.length > 0 && note === null)
    read.errors.note ??= text(talk, 'form.preliminary_note_required', {
      items: { list: failed.map((item) => ({ term: `preliminary_short.${item}` })) },
    });
  if (!read.isClean()) return { ok: false, errors: read.errors };
  return {
    ok: true,
    request: {
      command: 'confirm',
      input: { facts, contact, confirmation: { way, at, evidence, failed, note }, files },
    },
  };
}

/** What the customer changed against the first entry, at once (UO-07). */
async function answerCard(talk: Talk, answer: Answer): Promise<Card | null> {
  const order = answer.orderId === undefined ? null : await loadOrder(talk, answer.orderId);
  if (!order) return null;
  const entries = await talk.parts.store.transaction((tx) => tx.events.since(order.id, 0));
  const changes = changesIn(entries.filter((e) => e.type === 'order.confirmed')).filter(
    (c) => c.field !== 'customerChecked',
  );
  return changes.length > 0
    ? drawConfirmed({ order, changes, said: sayAny(talk.voice, answer.key, answer.params) }, talk.voice)
    : null;
}
