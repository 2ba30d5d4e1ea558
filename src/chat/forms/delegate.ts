import type { Person } from '../../domain/people.ts';
import { refuse } from '../../domain/result.ts';
import { text } from '../talk.ts';
import { refusedReply } from './before-open.ts';
import type { FormDefinition } from './definition.ts';
import { fieldsFor, formOf } from './fields.ts';
import { personChoices } from './person-choices.ts';
import { readValues } from './read-values.ts';

function decides(person: Person): boolean {
  return person.memberships.some((m) => m.isHead || m.role.startsWith('EXEC'));
}

/** A head's decisions to somebody else for a period (XD-07). An admin may enter it for somebody who is already away. */
export const delegateForm: FormDefinition = {
  build: async (talk, subject) => {
    const heads = talk.directory.people.filter((p) => p.isActive && decides(p));
    const mayForOthers = talk.person.isAdmin && heads.some((p) => p.id !== talk.person.id);
    if (!decides(talk.person) && !mayForOthers) {
      return refusedReply(
        talk,
        refuse('not_yours', {
          action: { term: 'action.delegate' },
          who: { list: [{ term: 'right.HEAD' }, { term: 'right.EXEC' }, { term: 'right.ADMIN' }] },
        }).refusal,
        { what: 'delegate' },
      );
    }
    const f = fieldsFor(talk, subject.initial);
    const others = talk.directory.people.filter((p) => p.isActive && (p.id !== talk.person.id || mayForOthers));
    const fields = [
      ...(mayForOthers
        ? [
            f.person('for', await personChoices(talk, heads), {
              label: 'form.delegate_for',
              required: true,
              initial: decides(talk.person) ? talk.person.id : null,
            }),
          ]
        : []),
      f.person('to', await personChoices(talk, others), { label: 'field.delegate_to', required: true }),
      f.when('from', { at: talk.now }),
      f.when('until', { label: 'field.to', required: true }),
      f.text('why', { max: 300, label: 'form.delegate_why' }),
    ];
    return formOf(
      talk,
      'delegate',
      { title: 'form.delegate', submit: 'form.delegate_submit', intro: text(talk, 'form.delegate_means') },
      [{ fields }],
    );
  },
  parse: async (talk, values) => {
    const read = readValues(talk, values);
    const fromId = read.optional('for', 40);
    const toId = read.required('to', 40);
    const startsAt = read.when('from', { required: false });
    const endsAt = read.when('until', { required: true, future: true }) ?? 0;
    const reason = read.optional('why', 300);
    if (toId !== '' && toId === (fromId ?? talk.person.id)) read.errors.to ??= text(talk, 'refusal.no_delegate_self');
    if (startsAt !== null && endsAt !== 0 && endsAt <= startsAt)
      read.errors.until ??= text(talk, 'refusal.period_invalid');
    return read.isClean()
      ? { ok: true, request: { command: 'delegate', input: { fromId, toId, startsAt, endsAt, reason } } }
      : { ok: false, errors: read.errors };
  },
};
