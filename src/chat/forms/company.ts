import { reviewersIn } from '../../app/people-of.ts';
import { DEPARTMENTS, isDepartment } from '../../domain/people.ts';
import { refuse } from '../../domain/result.ts';
import { type Talk, text } from '../talk.ts';
import { adminsOnly } from './admins-only.ts';
import { contextOf, orderLine, orderOf, refusedReply } from './before-open.ts';
import { type FormDefinition, isForm, NOTHING } from './definition.ts';
import { delegateForm } from './delegate.ts';
import { choicesOf, fieldsFor, formOf } from './fields.ts';
import { personForm } from './person.ts';
import { personChoices } from './person-choices.ts';
import { readValues } from './read-values.ts';
import { settingForm } from './setting.ts';
import { setupChannelForm } from './setup-channel.ts';

/** What somebody outside sales heard: handed to sales as it is (UO-03, JW-01). */
export const leadForm: FormDefinition = {
  keepsDraft: true,
  build: async (talk, subject) => {
    const f = fieldsFor(talk, { ...(subject.initial.typed !== undefined && { text: subject.initial.typed }) });
    return formOf(talk, 'lead', { title: 'form.lead', submit: 'form.lead_submit' }, [
      { fields: [f.multiline('text', { max: 4000, required: true, label: 'form.lead_text', hint: 'form.lead_hint' })] },
    ]);
  },
  parse: async (talk, values) => {
    const read = readValues(talk, values);
    const said = read.required('text', 4000);
    return read.isClean()
      ? { ok: true, request: { command: 'lead', input: { text: said } } }
      : { ok: false, errors: read.errors };
  },
};

/** A question to a department, tracked until answered (UO-54). */
const status: FormDefinition = {
  build: async (talk, subject) => {
    const found = await orderOf(talk, subject.orderId);
    if ('reply' in found) return found.reply;
    const asked = DEPARTMENTS.filter((d) => talk.directory.membersOf(d).length > 0);
    const f = fieldsFor(talk, subject.initial);
    const fields = [
      f.select('department', choicesOf(talk, asked, 'role'), { required: true, initial: subject.subject }),
      f.multiline('question', { max: 500, required: true, initial: text(talk, 'form.status_question') }),
    ];
    return formOf(
      talk,
      'status',
      { title: 'form.status', submit: 'form.status_submit', intro: orderLine(found.order) },
      [{ fields }],
      { context: contextOf(found.order, subject.seen) },
    );
  },
  parse: async (talk, values) => {
    const read = readValues(talk, values);
    const [department, question] = [read.oneOf('department', DEPARTMENTS), read.required('question', 500)];
    return read.isClean()
      ? { ok: true, request: { command: 'status', input: { department, question } } }
      : { ok: false, errors: read.errors };
  },
};

const answerStatus: FormDefinition = {
  build: async (talk, subject) => {
    const found = await orderOf(talk, subject.orderId);
    if ('reply' in found) return found.reply;
    const { order } = found;
    const request = await findRequest(talk, order.id, subject.subject);
    if (!request)
      return refusedReply(talk, refuse('no_question_open').refusal, { what: 'answer_status', orderId: order.id });
    if (request.answeredAt !== null)
      return refusedReply(
        talk,
        refuse('already_answered', { by: { person: request.answeredBy ?? '' }, at: { date: request.answeredAt } })
          .refusal,
        { what: 'answer_status', orderId: order.id },
      );
    if (!mayAnswer(talk, request.department))
      return refusedReply(
        talk,
        refuse('not_yours', {
          action: { term: 'action.answer_status' },
          who: { list: [{ term: `role.${request.department}` }] },
        }).refusal,
        { what: 'answer_status', orderId: order.id },
      );
    const f = fieldsFor(talk, subject.initial);
    const note = text(talk, 'form.status_asked', {
      by: { person: request.askedBy },
      department: { term: `role.${request.department}` },
      question: request.question,
    });
    return formOf(
      talk,
      'answer_status',
      { title: 'form.answer_status', submit: 'form.answer_submit', intro: orderLine(order) },
      [{ note, fields: [f.multiline('answer', { max: 2000, required: true })] }],
      {
        context: contextOf(order, subject.seen, { subject: request.id }),
      },
    );
  },
  parse: async (talk, values, context) => {
    const read = readValues(talk, values);
    const answer = read.required('answer', 2000);
    return read.isClean()
      ? { ok: true, request: { command: 'answer_status', input: { requestId: context.subject ?? '', answer } } }
      : { ok: false, errors: read.errors };
  },
};

/** Members of the department, and whoever is asked for it. */
function mayAnswer(talk: Talk, department: string): boolean {
  if (talk.person.memberships.some((m) => m.role === department)) return true;
  return isDepartment(department) && reviewersIn(talk, department).some((p) => p.id === talk.person.id);
}

/** The request named, or the oldest open one to a department of this person. */
async function findRequest(talk: Talk, orderId: string, id: string | null) {
  return talk.parts.store.transaction(async (tx) => {
    if (id !== null) return tx.requests.load(id);
    const mine = talk.person.memberships.map((m): string => m.role);
    return (await tx.requests.of(orderId)).find((r) => r.answeredAt === null && mine.includes(r.department)) ?? null;
  });
}

/** Which person to change; their form comes next. */
const pickPerson: FormDefinition = {
  build: async (talk) => {
    const refused = await adminsOnly(talk, 'people');
    if (refused) return refused;
    const f = fieldsFor(talk);
    return formOf(talk, 'pick_person', { title: 'form.person_edit', submit: 'form.next' }, [
      {
        fields: [
          f.person('person', await personChoices(talk, talk.directory.people), {
            label: 'form.person_pick',
            required: true,
          }),
        ],
      },
    ]);
  },
  parse: async (talk, values) => {
    const read = readValues(talk, values);
    const id = read.required('person', 40);
    if (!read.isClean()) return { ok: false, errors: read.errors };
    const built = await personForm.build(talk, { ...NOTHING, subject: id });
    return { ok: false, reply: isForm(built) ? { kind: 'form', form: built } : built };
  },
};

/** What the company is asked and told by its people: leads, status, delegation, people, settings, set-up. */
export const companyForms: Readonly<Record<string, FormDefinition>> = {
  lead: leadForm,
  status,
  answer_status: answerStatus,
  delegate: delegateForm,
  person: personForm,
  pick_person: pickPerson,
  setting: settingForm,
  setup_channel: setupChannelForm,
};
