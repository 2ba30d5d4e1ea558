import { DEPARTMENTS, DUTIES } from '../../domain/people.ts';
import { refuse } from '../../domain/result.ts';
import { LOCALES } from '../../i18n/locale.ts';
import { type Talk, text } from '../talk.ts';
import { adminsOnly } from './admins-only.ts';
import { refusedReply } from './before-open.ts';
import type { FormDefinition } from './definition.ts';
import { choicesOf, fieldsFor, formOf, tick } from './fields.ts';
import { readValues } from './read-values.ts';

const PLATFORMS = ['web', 'slack', 'lark'] as const;
const ROLES = [...DEPARTMENTS, ...DUTIES] as const;

/** A person of the company: departments, head, admin, account. `subject` is the person's id; none adds one. */
export const personForm: FormDefinition = {
  build: async (talk, subject) => {
    const refused = await adminsOnly(talk, 'people');
    if (refused) return refused;
    const person = subject.subject === null ? null : talk.directory.person(subject.subject);
    if (subject.subject !== null && !person)
      return refusedReply(talk, refuse('invalid', { field: { term: 'field.person' } }).refusal, { what: 'people' });
    const f = fieldsFor(talk, subject.initial);
    const account = person === null ? undefined : talk.directory.accountsOf(person.id)[0];
    const held = person?.memberships ?? [];
    const sections = [
      {
        fields: [
          f.text('name', { max: 80, label: 'form.person_name', required: true, initial: person?.name ?? null }),
          f.checks('roles', choicesOf(talk, ROLES, 'role'), {
            label: 'form.person_roles',
            initial: held.map((m) => m.role),
          }),
          f.checks('heads', choicesOf(talk, DEPARTMENTS, 'head_of'), {
            label: 'form.person_heads',
            hint: 'form.person_heads_hint',
            initial: held.filter((m) => m.isHead).map((m) => m.role),
          }),
          f.text('email', {
            max: 200,
            label: 'form.person_email',
            hint: 'form.person_email_hint',
            initial: person?.email ?? null,
          }),
        ],
      },
      {
        title: text(talk, 'form.section_account'),
        fields: [
          f.select('platform', choicesOf(talk, PLATFORMS, 'platform'), {
            label: 'form.person_platform',
            initial: account?.platform ?? talk.interaction.from.platform,
          }),
          f.text('userId', {
            max: 80,
            label: 'form.person_user_id',
            hint: 'form.person_user_id_hint',
            initial: account?.userId ?? null,
          }),
          f.select('locale', choicesOf(talk, LOCALES, 'setting_value.locale'), {
            label: 'form.person_locale',
            initial: person?.locale ?? null,
          }),
          f.checks('admin', tick(talk, 'form.person_admin'), {
            label: 'form.person_rights',
            initial: person?.isAdmin ? ['yes'] : [],
          }),
          f.checks('inactive', tick(talk, 'form.person_inactive'), {
            label: 'form.person_state',
            initial: person && !person.isActive ? ['yes'] : [],
          }),
        ],
      },
    ];
    return formOf(
      talk,
      'person',
      { title: person ? 'form.person_edit' : 'form.person_add', submit: 'form.save' },
      sections,
      { ...(person && { context: { subject: person.id } }) },
    );
  },
  parse: async (talk, values, context) => {
    const read = readValues(talk, values);
    const name = read.required('name', 80);
    const email = read.optional('email', 200);
    if (email !== null && !/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(email))
      read.errors.email ??= text(talk, 'form.email_unreadable');
    const heads = read.some('heads', DEPARTMENTS);
    const roles = [...new Set([...read.some('roles', ROLES), ...heads])].map((role) => ({
      role,
      isHead: heads.some((h) => h === role),
    }));
    const userId = read.optional('userId', 80);
    const platform = read.maybeOneOf('platform', PLATFORMS) ?? talk.interaction.from.platform;
    const known =
      userId === null
        ? undefined
        : talk.directory.accountsOf(context.subject ?? '').find((a) => a.platform === platform && a.userId === userId);
    const tenant = known?.tenant ?? tenantOf(talk, platform);
    if (userId !== null && tenant === null) read.errors.platform ??= text(talk, 'form.platform_unknown');
    if (!read.isClean()) return { ok: false, errors: read.errors };
    const input = {
      id: context.subject ?? null,
      name,
      email,
      roles,
      locale: read.maybeOneOf('locale', LOCALES),
      isAdmin: read.some('admin', ['yes']).length > 0,
      isActive: read.some('inactive', ['yes']).length === 0,
      account: userId === null || tenant === null ? null : { platform, tenant, userId },
    };
    return { ok: true, request: { command: 'people', input } };
  },
};

/** The company's workspace on a platform, as far as anybody is known there. */
function tenantOf(talk: Talk, platform: string): string | null {
  if (platform === talk.interaction.from.platform) return talk.interaction.from.tenant;
  return (
    talk.directory.people.flatMap((p) => talk.directory.accountsOf(p.id)).find((a) => a.platform === platform)
      ?.tenant ?? null
  );
}
