import { z } from 'zod';
import { createCalendar } from '../../domain/calendar/factory-calendar.ts';
import { isTimeZone, type Weekday } from '../../domain/instant.ts';
import { event } from '../../domain/order.ts';
import { DEPARTMENTS, DUTIES, type Membership, type Person, type Role } from '../../domain/people.ts';
import { ok, refuse } from '../../domain/result.ts';
import { LOCALES } from '../../i18n/locale.ts';
import { companyCommand } from '../command.ts';
import type { RoomRow } from '../rows.ts';
import { isSettingKey, SETTINGS, type Settings, settingsSchema } from '../settings.ts';
import { cleanText, typedText } from './facts.ts';

const role = z.enum([...DEPARTMENTS, ...DUTIES]);
const account = z.object({
  platform: z.enum(['web', 'slack', 'lark']),
  tenant: z.string().max(80),
  userId: z.string().max(80),
});

/** One setting, checked as a whole with the others: a calendar without working time is refused, not saved. New limits bind new timers only (XD-15). */
export const saveSetting = companyCommand({
  name: 'settings',
  by: ['ADMIN'],
  input: z.object({ key: z.string().max(60), value: z.unknown() }),
  run: async (context, input) => {
    const { key } = input;
    if (!isSettingKey(key)) return refuse('invalid', { field: cleanText(key) });
    const parsed = SETTINGS[key].safeParse(input.value);
    if (!parsed.success) return refuse('invalid', { field: { term: `setting.${key}` } });
    const next = settingsSchema.safeParse({ ...context.settings, [key]: parsed.data });
    if (!next.success || !makesSense(next.data)) return refuse('invalid', { field: { term: `setting.${key}` } });
    if ((await context.tx.settings.inFile()).has(key))
      return refuse('set_in_file', { key: { term: `setting.${key}` } });
    await context.tx.settings.save(key, parsed.data, context.actor.id, context.now);
    // The question that asked for it gives way to the answer, with every admin (A3).
    const asked = key === 'confirm_hours' ? context.directory.admins() : [];
    return ok({
      events: [event('settings.changed', { key, before: context.settings[key], after: parsed.data })],
      announcements: asked.map((p) => ({
        delivery: {
          kind: 'redraw_direct' as const,
          person: p.id,
          view: 'setup.ask' as const,
          subject: 'confirm_hours',
          order: null,
        },
      })),
      answer: {
        key: 'answer.setting_saved',
        params: { setting: { term: `setting.${key}` } },
        tone: 'good',
        show: 'settings',
      },
    });
  },
});

function makesSense(settings: Settings): boolean {
  if (!isTimeZone(settings.time_zone)) return false;
  try {
    createCalendar({
      timeZone: settings.time_zone,
      shifts: settings.shifts,
      workdays: settings.workdays as Weekday[],
      holidays: settings.holiday_calendar,
      overrides: settings.calendar_overrides,
    });
    return true;
  } catch {
    return false;
  }
}

/** A person of the company: roles, head, admin, accounts. The last admin stays one. */
export const savePerson = companyCommand({
  name: 'people',
  by: ['ADMIN'],
  input: z.object({
    id: z.string().max(40).nullable().default(null),
    name: typedText(80),
    email: z.email().max(200).nullable().default(null),
    locale: z.enum(LOCALES).nullable().default(null),
    roles: z.array(z.object({ role, isHead: z.boolean() })).max(30),
    isAdmin: z.boolean().default(false),
    isActive: z.boolean().default(true),
    account: account.nullable().default(null),
  }),
  run: async (context, input) => {
    const before = input.id === null ? null : context.directory.person(input.id);
    if (input.id !== null && !before) return refuse('invalid', { field: { term: 'field.person' } });
    const others = context.directory.admins().filter((p) => p.id !== input.id);
    if (others.length === 0 && !(input.isAdmin && input.isActive)) return refuse('last_admin');
    const person: Person = {
      id: before?.id ?? context.newId(),
      name: input.name,
      email: input.email,
      locale: input.locale ?? before?.locale ?? null,
      timeZone: before?.timeZone ?? null,
      quiet: before?.quiet ?? null,
      isAdmin: input.isAdmin,
      isActive: input.isActive,
      memberships: mergeRoles(input.roles),
    };
    await context.tx.directory.savePerson(person);
    if (input.account) await context.tx.directory.saveAccount({ personId: person.id, ...input.account });
    return ok({
      events: [
        event('people.saved', {
          person: person.id,
          isNew: before === null,
          roles: person.memberships,
          admin: person.isAdmin,
          active: person.isActive,
        }),
      ],
      answer: { key: 'answer.person_saved', params: { person: person.name }, tone: 'good', show: 'people' },
    });
  },
});

function mergeRoles(roles: readonly { role: Role; isHead: boolean }[]): Membership[] {
  const merged = new Map<Role, boolean>();
  for (const r of roles) merged.set(r.role, r.isHead || (merged.get(r.role) ?? false));
  return [...merged].map(([r, isHead]) => ({ role: r, isHead }));
}

/** The first admin: whoever gives the one-time code of the start log, or has ADMIN_EMAIL. The conversation checks that; the bot acts. */
export const claimAdmin = companyCommand({
  name: 'claim_admin',
  by: ['BOT'],
  input: z.object({ name: typedText(80), email: z.email().max(200).nullable().default(null), account }),
  run: async (context, input) => {
    // The code works once: as soon as there is an administrator, they appoint the others.
    if (context.directory.admins().length > 0) return refuse('setup_code_wrong');
    const known =
      context.directory.byAccount(input.account.platform, input.account.tenant, input.account.userId) ??
      context.directory.people.find((p) => input.email !== null && p.email === input.email) ??
      null;
    const person: Person = known
      ? { ...known, isAdmin: true }
      : {
          id: context.newId(),
          name: input.name,
          email: input.email,
          locale: null,
          timeZone: null,
          quiet: null,
          isAdmin: true,
          isActive: true,
          memberships: [],
        };
    await context.tx.directory.savePerson(person);
    await context.tx.directory.saveAccount({ personId: person.id, ...input.account });
    return ok({
      events: [event('people.admin_claimed', { person: person.id })],
      answer: { key: 'answer.admin_claimed', params: { person: person.name }, tone: 'good' },
    });
  },
});

/** The channel in which the company sees its urgent orders (UO-32). One main room per platform. */
export const bindMainRoom = companyCommand({
  name: 'setup_channel',
  by: ['ADMIN'],
  input: z.object({
    platform: z.enum(['web', 'slack', 'lark']),
    tenant: z.string().max(80),
    chatId: z.string().max(120),
    name: typedText(80),
  }),
  run: async (context, input) => {
    const rooms = await context.tx.rooms.of(null);
    const old = rooms.find((r) => r.kind === 'main' && r.platform === input.platform && r.tenant === input.tenant);
    const room: RoomRow = old
      ? { ...old, chatId: input.chatId, name: input.name }
      : {
          id: context.newId(),
          platform: input.platform,
          tenant: input.tenant,
          chatId: input.chatId,
          kind: 'main',
          orderId: null,
          personId: null,
          name: input.name,
          isPrivate: false,
          locale: null,
          closedAt: null,
        };
    await context.tx.rooms.save(room, context.now);
    return ok({
      events: [event('setup.main_channel', { platform: input.platform, chat: input.chatId })],
      announcements: [
        {
          delivery: {
            kind: 'show',
            room: room.id,
            view: 'setup.test',
            subject: `${room.id}:${context.newId()}`,
            order: null,
          },
        },
      ],
      answer: { key: 'answer.channel_bound', params: { channel: input.name }, tone: 'good' },
    });
  },
});
