import { sayAny } from '../../i18n/translate.ts';
import type { Form, FormValues } from '../form.ts';
import type { Interaction, Reply } from '../interaction.ts';
import { answer } from '../outcome.ts';
import { type Talk, text } from '../talk.ts';
import { type FormSubject, isForm } from './definition.ts';
import { formNamed } from './form-table.ts';

/** Drafts are offered again for a day. */
const DRAFT_MS = 24 * 3_600_000;

/** Opens a form; a draft of the last 24 hours fills what the opener did not say. */
export async function openForm(talk: Talk, id: string, subject: FormSubject): Promise<Reply> {
  const definition = formNamed(id);
  if (!definition) return { kind: 'toast', tone: 'warning', text: text(talk, 'reply.unknown_button') };
  const built = await definition.build(talk, subject);
  if (!isForm(built)) return built;
  const seen: Record<string, string> = subject.seen ? { rev: String(subject.seen.revision), ver: String(subject.seen.version) } : {};
  const form: Form = { ...built, context: { ...seen, ...(subject.orderId && { order: subject.orderId }), ...(subject.subject && { subject: subject.subject }), ...built.context } };
  const draft = definition.keepsDraft ? await findDraft(talk, id, draftSubject(form.context)) : null;
  return { kind: 'form', form: draft ? withDraft(talk, form, draft) : form };
}

export async function submitForm(talk: Talk, submitted: Extract<Interaction, { kind: 'submit' }>): Promise<Reply> {
  const definition = formNamed(submitted.form);
  if (!definition) return { kind: 'toast', tone: 'warning', text: text(talk, 'reply.unknown_button') };
  const parsed = await definition.parse(talk, submitted.values, submitted.context);
  if (!parsed.ok && 'reply' in parsed) return parsed.reply;
  if (!parsed.ok) return { kind: 'invalid', errors: parsed.errors, ...(parsed.message !== undefined && { message: parsed.message }) };
  const { rev, ver, order } = submitted.context;
  const seen = rev !== undefined && ver !== undefined ? { seen: { revision: Number(rev), version: Number(ver) } } : {};
  const request = { ...seen, ...(order !== undefined && { orderId: order }), ...parsed.request, id: talk.interaction.id, actorId: talk.person.id };
  const outcome = await talk.parts.dispatch(request);
  const reply = await answer(talk, outcome, again(submitted));
  if (outcome.kind === 'done') {
    if (definition.keepsDraft) await dropDraft(talk, submitted.form, draftSubject(submitted.context));
    const card = outcome.isRepeat ? null : ((await definition.answerCard?.(talk, outcome.answer)) ?? null);
    return card ? { kind: 'card', card } : reply;
  }
  // A refusal keeps the form open with what was typed: nothing is lost, and the person reads why.
  return reply.kind === 'toast' && reply.tone === 'warning' ? { kind: 'invalid', errors: {}, message: reply.text } : reply;
}

/** Closed without submitting: what was typed is kept and offered again. */
export async function dismissForm(talk: Talk, dismissed: Extract<Interaction, { kind: 'dismiss' }>): Promise<Reply> {
  const filled = Object.values(dismissed.values).some((v) => v.length > 0);
  if (!formNamed(dismissed.form)?.keepsDraft || !filled) return { kind: 'none' };
  const draft = { personId: talk.person.id, form: dismissed.form, subject: draftSubject(dismissed.context), values: bounded(dismissed.values), savedAt: talk.now };
  await talk.parts.store.transaction((tx) => tx.drafts.save(draft));
  return { kind: 'toast', tone: 'info', text: text(talk, 'form.draft_kept') };
}

/** Opening the same form again after an outdated answer: same subject, present version. */
function again(submitted: Extract<Interaction, { kind: 'submit' }>) {
  const { order, subject } = submitted.context;
  return { action: 'form.open', form: submitted.form, ...(order !== undefined && { order }), ...(subject !== undefined && { subject }) };
}

function draftSubject(context: Readonly<Record<string, string>>): string {
  return [context.order, context.subject].filter((part) => part !== undefined).join('/');
}

function bounded(values: FormValues): FormValues {
  return Object.fromEntries(Object.entries(values).slice(0, 60).map(([k, v]) => [k.slice(0, 60), typeof v === 'string' ? v.slice(0, 4000) : v.slice(0, 20)]));
}

async function findDraft(talk: Talk, form: string, subject: string): Promise<{ values: FormValues; savedAt: number } | null> {
  const draft = await talk.parts.store.transaction((tx) => tx.drafts.load(talk.person.id, form, subject));
  return draft && talk.now - draft.savedAt < DRAFT_MS ? { values: draft.values as FormValues, savedAt: draft.savedAt } : null;
}

async function dropDraft(talk: Talk, form: string, subject: string): Promise<void> {
  await talk.parts.store.transaction((tx) => tx.drafts.drop(talk.person.id, form, subject));
}

/** The draft fills the fields the opener left empty, and the form says so. */
function withDraft(talk: Talk, form: Form, draft: { values: FormValues; savedAt: number }): Form {
  const sections = form.sections.map((section, i) => ({
    ...section,
    ...(i === 0 && { note: [section.note, sayAny(talk.voice, 'form.draft_found', { at: { date: draft.savedAt } })].filter(Boolean).join(' ') }),
    fields: section.fields.map((field) => {
      const value = draft.values[field.name];
      if (value === undefined || value.length === 0 || field.kind === 'files' || ('initial' in field && field.initial)) return field;
      if (field.kind === 'checks') return { ...field, initial: typeof value === 'string' ? [value] : value };
      return { ...field, initial: typeof value === 'string' ? value : (value[0] ?? '') };
    }),
  }));
  return { ...form, sections };
}
