import type { Outcome } from '../../app/dispatch.ts';
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
  const seen: Record<string, string> = subject.seen
    ? { rev: String(subject.seen.revision), ver: String(subject.seen.version) }
    : {};
  const form: Form = {
    ...built,
    context: {
      ...seen,
      ...(subject.orderId && { order: subject.orderId }),
      ...(subject.subject && { subject: subject.subject }),
      ...built.context,
    },
  };
  // A sentence about one order must not be completed with what was left of another.
  const isAboutAnother = subject.orderId === null && Object.keys(subject.initial).length > 0;
  const draft = isAboutAnother ? null : await findDraft(talk, form);
  return { kind: 'form', form: draft ? withDraft(talk, form, draft, subject.initial) : form };
}

export async function submitForm(talk: Talk, submitted: Extract<Interaction, { kind: 'submit' }>): Promise<Reply> {
  const definition = formNamed(submitted.form);
  if (!definition) return { kind: 'toast', tone: 'warning', text: text(talk, 'reply.unknown_button') };
  const parsed = await definition.parse(talk, submitted.values, submitted.context);
  if (!parsed.ok && 'reply' in parsed) return parsed.reply;
  if (!parsed.ok)
    return { kind: 'invalid', errors: parsed.errors, ...(parsed.message !== undefined && { message: parsed.message }) };
  const { rev, ver, order } = submitted.context;
  const seen = rev !== undefined && ver !== undefined ? { seen: { revision: Number(rev), version: Number(ver) } } : {};
  const request = {
    ...seen,
    ...(order !== undefined && { orderId: order }),
    ...parsed.request,
    id: talk.interaction.id,
    actorId: talk.person.id,
  };
  const outcome = await talk.parts.dispatch(request);
  const reply = await answer(talk, outcome, again(submitted));
  if (outcome.kind === 'outdated') await keepDraft(talk, submitted);
  if (outcome.kind !== 'done') return keptOpen(reply);
  await talk.parts.store.transaction((tx) =>
    tx.drafts.drop(talk.person.id, submitted.form, draftSubject(submitted.context)),
  );
  const card = outcome.isRepeat ? null : ((await definition.answerCard?.(talk, outcome.answer)) ?? null);
  return card ? { kind: 'card', card } : reply;
}

/** What was delivered twice gets the answer of the first time. */
export async function answerAgain(talk: Talk, outcome: Outcome): Promise<Reply> {
  const reply = await answer(talk, outcome);
  return talk.interaction.kind === 'submit' && outcome.kind === 'refused' ? keptOpen(reply) : reply;
}

/** A refusal keeps the form open with what was typed: nothing is lost, and the person reads why. */
function keptOpen(reply: Reply): Reply {
  return reply.kind === 'toast' && reply.tone === 'warning'
    ? { kind: 'invalid', errors: {}, message: reply.text }
    : reply;
}

/** Closed without submitting: what was typed is kept and offered again. */
export async function dismissForm(talk: Talk, dismissed: Extract<Interaction, { kind: 'dismiss' }>): Promise<Reply> {
  const isFilled = Object.values(dismissed.values).some((v) => v.length > 0);
  if (!formNamed(dismissed.form)?.keepsDraft || !isFilled) return { kind: 'none' };
  await keepDraft(talk, dismissed);
  return { kind: 'toast', tone: 'info', text: text(talk, 'form.draft_kept') };
}

/** Opening the same form again after an outdated answer: same subject, present version, and what was typed. */
function again(submitted: Extract<Interaction, { kind: 'submit' }>) {
  const { order, subject } = submitted.context;
  return {
    action: 'form.open',
    form: submitted.form,
    ...(order !== undefined && { order }),
    ...(subject !== undefined && { subject }),
  };
}

function draftSubject(context: Readonly<Record<string, string>>): string {
  return [context.order, context.subject].filter((part) => part !== undefined).join('/');
}

function bounded(values: FormValues): FormValues {
  return Object.fromEntries(
    Object.entries(values)
      .slice(0, 60)
      .map(([k, v]) => [k.slice(0, 60), typeof v === 'string' ? v.slice(0, 4000) : v.slice(0, 20)]),
  );
}

interface Draft {
  readonly values: FormValues;
  /** The revision of the order it was typed for. */
  readonly revision: string;
  readonly savedAt: number;
}

async function keepDraft(
  talk: Talk,
  { form, context, values }: Extract<Interaction, { kind: 'submit' | 'dismiss' }>,
): Promise<void> {
  const kept = { values: bounded(values), revision: context.rev ?? '' };
  await talk.parts.store.transaction((tx) =>
    tx.drafts.save({ personId: talk.person.id, form, subject: draftSubject(context), values: kept, savedAt: talk.now }),
  );
}

async function findDraft(talk: Talk, form: Form): Promise<Draft | null> {
  const draft = await talk.parts.store.transaction((tx) =>
    tx.drafts.load(talk.person.id, form.id, draftSubject(form.context)),
  );
  return draft && talk.now - draft.savedAt < DRAFT_MS
    ? { ...(draft.values as Omit<Draft, 'savedAt'>), savedAt: draft.savedAt }
    : null;
}

/**
 * The draft fills the form, and the form says so. What the opener said stands; so does what the record says, when the record
 * has changed since.
 */
function withDraft(talk: Talk, form: Form, draft: Draft, said: FormSubject['initial']): Form {
  const isOld = draft.revision !== (form.context.rev ?? '');
  const sections = form.sections.map((section, i) => ({
    ...section,
    ...(i === 0 && {
      note: [section.note, sayAny(talk.voice, 'form.draft_found', { at: { date: draft.savedAt } })]
        .filter(Boolean)
        .join(' '),
    }),
    fields: section.fields.map((field) => {
      const value = draft.values[field.name];
      const isGiven =
        said[field.name] !== undefined ||
        (isOld && 'initial' in field && field.initial !== undefined && field.initial.length > 0);
      if (value === undefined || value.length === 0 || field.kind === 'files' || isGiven) return field;
      if (field.kind === 'checks') return { ...field, initial: typeof value === 'string' ? [value] : value };
      return { ...field, initial: typeof value === 'string' ? value : (value[0] ?? '') };
    }),
  }));
  return { ...form, sections };
}
