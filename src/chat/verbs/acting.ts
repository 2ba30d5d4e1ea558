import { type Order, orderName } from '../../domain/order.ts';
import { DEPARTMENTS, type Department } from '../../domain/people.ts';
import { refuse } from '../../domain/result.ts';
import { REVIEW_QUESTIONS } from '../../domain/review.ts';
import { sayAny } from '../../i18n/translate.ts';
import type { Button } from '../card.ts';
import { orderOf, refusalBefore, refusedReply } from '../forms/before-open.ts';
import { type FormSubject, NOTHING } from '../forms/definition.ts';
import { localInput } from '../forms/fields.ts';
import { openForm } from '../forms/open-form.ts';
import { departmentReadyFor } from '../forms/review-department.ts';
import type { Reply } from '../interaction.ts';
import { act } from '../outcome.ts';
import { ACTION_OF_FORM } from '../own-buttons.ts';
import { findWhen } from '../parse-when.ts';
import { type Talk, text, toast } from '../talk.ts';
import { form } from '../views/buttons.ts';
import { drawChoice } from '../views/choice.ts';
import { chooseOrder, orderSaid } from './order-said.ts';

type Run = (talk: Talk, rest: string) => Promise<Reply>;

/** Which field the words after the order's name fill. */
const FIELD_OF: Readonly<Record<string, string>> = {
  confirm: 'evidence',
  return: 'faults',
  resubmit: 'note',
  withdraw: 'why',
  hold: 'why',
  wait: 'why',
  force: 'why',
  status: 'question',
};

function subjectOf(
  order: Order,
  initial: Readonly<Record<string, string>> = {},
  subject: string | null = null,
): FormSubject {
  return {
    ...NOTHING,
    orderId: order.id,
    subject,
    initial,
    seen: { revision: order.revision, version: order.version },
  };
}

/** A verb that opens a form about the order named, or of this room; else a list of those it could be about. */
export function openAbout(id: string): Run {
  return async (talk, rest) => {
    const said = await orderSaid(talk, rest);
    if (said === null) return chooseOrder(talk, id, ACTION_OF_FORM[id] ?? null);
    if ('reply' in said) return said.reply;
    const department = id === 'status' ? departmentSaid(talk, said.rest) : null;
    const words = department ? department.rest : said.rest;
    const field = FIELD_OF[id];
    return openForm(
      talk,
      id,
      subjectOf(
        said.order,
        field !== undefined && words !== '' ? { [field]: words } : {},
        department?.department ?? null,
      ),
    );
  };
}

export const forceBy: Run = openAbout('force');

/** A department named in the first word, by its code or in the reader's language. */
function departmentSaid(talk: Talk, rest: string): { readonly department: Department; readonly rest: string } | null {
  const [first = '', ...others] = rest.split(/\s+/);
  const wanted = first.toLowerCase();
  const found =
    wanted === ''
      ? undefined
      : DEPARTMENTS.find(
          (d) =>
            d.toLowerCase() === wanted ||
            text(talk, `role.${d}`).toLowerCase() === wanted ||
            text(talk, `dept_short.${d}`).toLowerCase() === wanted,
        );
  return found ? { department: found, rest: others.join(' ') } : null;
}

/** `review`, `approve UO-2026-0001 capacity ok`, `reject … reason … earliest fri` (UO-13). */
export function reviewBy(id: 'review' | 'approve' | 'reject'): Run {
  return async (talk, rest) => {
    const said = await orderSaid(talk, rest);
    if (said === null) return chooseOrder(talk, id, id === 'reject' ? 'reject' : 'approve');
    if ('reply' in said) return said.reply;
    const department = departmentSaid(talk, said.rest);
    const words = department ? department.rest : said.rest;
    const subject = subjectOf(said.order, {}, department?.department ?? null);
    if (id === 'approve') return approveWith(talk, subject, words);
    return openForm(talk, id, { ...subject, initial: id === 'reject' ? rejectionSaid(talk, words) : {} });
  };
}

/** Yes with one word when nothing required is open; otherwise the form with what is still to answer (UO-12, UO-13). */
async function approveWith(talk: Talk, subject: FormSubject, words: string): Promise<Reply> {
  const ready = await departmentReadyFor(talk, subject, 'approve', 'approve');
  if ('reply' in ready) return ready.reply;
  const { order, task } = ready;
  const { answers, note } = answersSaid(talk, task.department, words);
  const known = { ...task.answers, ...answers };
  const isComplete = (REVIEW_QUESTIONS[task.department] ?? []).every((q) => !q.isRequired || known[q.key]);
  if (!isComplete) {
    const initial = {
      ...Object.fromEntries(Object.entries(answers).map(([key, value]) => [`q_${key}`, value])),
      ...(note !== '' && { why: note }),
    };
    return openForm(talk, 'approve', { ...subject, subject: task.department, initial });
  }
  return act(
    talk,
    {
      command: 'approve',
      orderId: order.id,
      input: { department: task.department, answers, reason: note === '' ? null : note },
      ...(subject.seen && { seen: subject.seen }),
    },
    { action: 'review.approve', order: order.id, subject: task.department },
  );
}

/** `capacity ok, materials by Thursday` → the answers of those questions; what names none is a note. */
function answersSaid(
  talk: Talk,
  department: Department,
  words: string,
): { readonly answers: Record<string, string>; readonly note: string } {
  const answers: Record<string, string> = {};
  const notes: string[] = [];
  for (const part of words
    .split(/[,，;；、]+/)
    .map((p) => p.trim())
    .filter((p) => p !== '')) {
    const [, first = '', rest = ''] = /^([a-z_]+|[^\s:：]+)[\s:：]*(.*)$/iu.exec(part) ?? [];
    const question = (REVIEW_QUESTIONS[department] ?? []).find(
      (q) => q.key === first.toLowerCase() || sayAny(talk.voice, `question.${q.key}`) === first,
    );
    if (question && rest !== '') answers[question.key] = rest.slice(0, 500);
    else notes.push(part);
  }
  return { answers, note: notes.join(', ').slice(0, 1000) };
}

const EARLIEST = /(?:[,，;；]\s*)?(?:\bearliest(?:\s+date)?|\bfrom|最早|最快)\s*[:：]?\s*/iu;
const IMPOSSIBLE = /\b(?:impossible|never|cannot be done)\b|完全不可行|做不了|无法完成|無法完成/iu;

/** The reason, from when it would work, or that it never does; the form shows what was understood. */
function rejectionSaid(talk: Talk, words: string): Readonly<Record<string, string>> {
  const { locale, timeZone } = talk.voice;
  const split = EARLIEST.exec(words);
  const tail = split ? words.slice(split.index + split[0].length) : '';
  const found = split ? findWhen(tail, { now: talk.now, timeZone, locale, calendar: talk.calendar }) : null;
  const why = (
    split && found ? `${words.slice(0, split.index)} ${tail.slice(0, found.from)} ${tail.slice(found.to)}` : words
  )
    .replace(/^(?:reason|because|原因|理由)[\s:：]*/iu, '')
    .replace(/\s+/g, ' ')
    .trim();
  const unclear =
    found && !found.when.ok ? (found.when.reason === 'ambiguous' ? found.when.candidates.slice(0, 3) : []) : null;
  return {
    ...(why !== '' && { why: why.slice(0, 1000) }),
    ...(unclear && {
      understood:
        unclear.length > 0
          ? text(talk, 'form.earliest_unclear', { candidates: { list: unclear.map((date) => ({ date })) } })
          : text(talk, 'form.earliest_unread'),
    }),
    ...(found?.when.ok && { earliest: localInput(found.when.at, timeZone) }),
    ...(IMPOSSIBLE.test(words) && !found && { impossible: 'yes' }),
  };
}

/** The ways on from a negotiation, as far as this person may go them. */
export async function negotiateBy(talk: Talk, rest: string): Promise<Reply> {
  const said = await orderSaid(talk, rest);
  if (said === null) return chooseOrder(talk, { verb: 'negotiate' }, 'propose_option');
  if ('reply' in said) return said.reply;
  const { order } = said;
  const buttons: Button[] = [];
  if (refusalBefore(talk, order, 'agree') === null)
    buttons.push(form(talk.voice, 'agree', order, { style: 'primary' }));
  if (refusalBefore(talk, order, 'propose_option') === null) buttons.push(form(talk.voice, 'propose', order));
  if (refusalBefore(talk, order, 'refuse_terms') === null) buttons.push(form(talk.voice, 'refuse_terms', order));
  if (refusalBefore(talk, order, 'wait_for_customer') === null && order.state === 'NEGOTIATING')
    buttons.push(form(talk.voice, 'wait', order));
  const refusal = refusalBefore(talk, order, 'propose_option');
  if (buttons.length === 0 && refusal)
    return refusedReply(talk, refusal, { what: 'propose_option', orderId: order.id });
  if (said.rest !== '') return openForm(talk, 'propose', subjectOf(order, { explanation: said.rest }));
  return {
    kind: 'card',
    card: drawChoice({ title: text(talk, 'reply.negotiate', { order: orderName(order) }) }, buttons),
  };
}

/** What leadership can decide, with the facts on each form. */
export async function decideBy(talk: Talk, rest: string): Promise<Reply> {
  const said = await orderSaid(talk, rest);
  if (said === null) return chooseOrder(talk, { verb: 'decide' }, 'exec_accept');
  if ('reply' in said) return said.reply;
  const { order } = said;
  const initial: Readonly<Record<string, string>> = said.rest === '' ? {} : { why: said.rest };
  const forms = [
    ['exec_accept', 'exec_accept'],
    ['exec_conditions', 'exec_conditions'],
    ['exec_return', 'exec_return'],
    ['abandon', 'abandon'],
  ] as const;
  const open = forms.filter(([, action]) => refusalBefore(talk, order, action) === null);
  const [only] = open;
  if (!only)
    return refusedReply(talk, refusalBefore(talk, order, 'exec_accept') ?? refuse('no_effect').refusal, {
      what: 'exec_accept',
      orderId: order.id,
    });
  // Giving an order up is never the answer to a bare "decide": it is a button, pressed on purpose.
  if (open.length === 1 && only[0] !== 'abandon') return openForm(talk, only[0], subjectOf(order, initial));
  const buttons = open.map(([name], i) =>
    form(talk.voice, name, order, name === 'abandon' ? { style: 'danger' } : i === 0 ? { style: 'primary' } : {}),
  );
  return {
    kind: 'card',
    card: drawChoice({ title: text(talk, 'reply.decide', { order: orderName(order) }) }, buttons),
  };
}

/** Ends a hold; where there is none, ends the wait for the customer. */
export async function resumeBy(talk: Talk, rest: string): Promise<Reply> {
  const said = await orderSaid(talk, rest);
  if (said === null) return chooseOrder(talk, { press: 'order.resume' }, 'resume');
  if ('reply' in said) return said.reply;
  const isWait = said.order.hold === null && said.order.waiting !== null;
  return act(talk, { command: isWait ? 'customer_answered' : 'resume', orderId: said.order.id, input: {} });
}

/** The intake check passed (A10). */
export async function checkIntake(talk: Talk, rest: string): Promise<Reply> {
  const said = await orderSaid(talk, rest);
  if (said === null) return chooseOrder(talk, { press: 'intake.pass' }, 'pass_intake');
  return 'reply' in said ? said.reply : act(talk, { command: 'pass_intake', orderId: said.order.id, input: {} });
}

/** Whoever is waited for is nudged (XD-11). */
export async function remindBy(talk: Talk, rest: string): Promise<Reply> {
  const said = await orderSaid(talk, rest);
  if (said === null) return chooseOrder(talk, { press: 'order.remind' }, null);
  return 'reply' in said ? said.reply : act(talk, { command: 'remind', orderId: said.order.id, input: {} });
}

/** Sales takes a lead over: the form of a new order, with what was heard above it (UO-03). */
export async function takeLead(talk: Talk, leadId: string): Promise<Reply> {
  const lead = await talk.parts.store.transaction((tx) => tx.leads.load(leadId));
  if (!lead) return toast(talk, 'warning', 'reply.lead_gone');
  if (lead.state !== 'OPEN')
    return toast(talk, 'info', 'reply.lead_taken', {
      by: { person: lead.takenBy ?? 'BOT' },
      at: { date: lead.takenAt ?? lead.at },
    });
  return openForm(talk, 'new', { ...NOTHING, subject: leadId });
}

/**
 * A press on "approve": the form when something required is still to answer, else at once. The gate judges everything else, so
 * a repeated delivery gets the answer of the first (XD-02).
 */
export async function approvePressed(talk: Talk, subject: FormSubject): Promise<Reply> {
  const found = await orderOf(talk, subject.orderId);
  if ('reply' in found) return found.reply;
  const task = found.order.round?.tasks.find((t) => t.department === subject.subject);
  const isOpen =
    task !== undefined && refusalBefore(talk, found.order, 'approve', { department: task.department }) === null;
  if (isOpen && !(REVIEW_QUESTIONS[task.department] ?? []).every((q) => !q.isRequired || task.answers[q.key]))
    return openForm(talk, 'approve', subject);
  return act(
    talk,
    {
      command: 'approve',
      orderId: found.order.id,
      input: { department: subject.subject ?? '' },
      ...(subject.seen && { seen: subject.seen }),
    },
    { action: 'review.approve', order: found.order.id, ...(subject.subject !== null && { subject: subject.subject }) },
  );
}
