import { existsSync, readFileSync } from 'node:fs';
import { parse as parseYaml, YAMLParseError } from 'yaml';
import { z } from 'zod';
import type { ListedDelegate, ListedPerson } from './app/commands/sync-people.ts';
import { defaultSettings, isSettingKey, SETTING_KEYS, SETTINGS, type Settings } from './app/settings.ts';
import { calendarProblems } from './domain/calendar/factory-calendar.ts';
import type { Weekday } from './domain/instant.ts';
import { DEPARTMENTS, DUTIES, isRole, type Membership } from './domain/people.ts';
import { LOCALES } from './i18n/locale.ts';

/** Takes a problem: key, what is wrong, where to get the value. */
export type Report = (key: string, message: string, hint: string) => void;

const role = z.enum([...DEPARTMENTS, ...DUTIES]);
const platformIds = { slack: z.string().max(40).optional(), lark: z.string().max(80).optional() };

const filePerson = z.strictObject({
  name: z.string().trim().min(1).max(80),
  email: z.email().max(200).optional(),
  locale: z.enum(LOCALES).optional(),
  admin: z.boolean().optional(),
  roles: z.array(role).optional(),
  head_of: z.array(role).optional(),
  ...platformIds,
});
const namedPeople = z
  .union([z.string(), z.array(z.string())])
  .transform((names) => (typeof names === 'string' ? [names] : names));
const fileDepartment = z.strictObject({
  head: namedPeople.optional(),
  members: z.array(z.string()).optional(),
  delegates: z.array(z.string()).optional(),
});
const fileChannels = z.strictObject({
  main: z.strictObject(platformIds).optional(),
  digest: z.strictObject(platformIds).optional(),
});

/** A person of the file; ids of platforms that are not given are found by email. */
export interface FilePerson extends Omit<ListedPerson, 'accounts' | 'roles'> {
  readonly roles?: Membership[];
  readonly slack?: string;
  readonly lark?: string;
}

/** What the configuration file says. It wins for the settings it states. */
export interface FileCompany {
  readonly fileSettings: Partial<Settings>;
  readonly people: readonly FilePerson[];
  readonly delegates: readonly ListedDelegate[];
  readonly channels: z.infer<typeof fileChannels>;
}

const NOTHING: FileCompany = { fileSettings: {}, people: [], delegates: [], channels: {} };
const SEE_EXAMPLE = 'see urgent-order.example.yaml';

/** `CONFIG_FILE`, or ./urgent-order.yaml when it is there: settings by key, `people`, `departments`, `channels`. */
export function readCompanyFile(path: string | null, problem: Report): FileCompany {
  const file = path ?? './urgent-order.yaml';
  if (!existsSync(file)) {
    if (path !== null) problem('CONFIG_FILE', `${path} does not exist`, 'the path of a YAML file, or leave it out');
    return NOTHING;
  }
  let read: unknown;
  try {
    read = parseYaml(readFileSync(file, 'utf8'));
  } catch (error) {
    problem(
      'CONFIG_FILE',
      error instanceof YAMLParseError ? `${file}: ${error.message.split('\n')[0]}` : `${file} cannot be read`,
      SEE_EXAMPLE,
    );
    return NOTHING;
  }
  if (read === null || read === undefined) return NOTHING;
  if (typeof read !== 'object' || Array.isArray(read)) {
    problem('CONFIG_FILE', `${file} is not a list of keys`, SEE_EXAMPLE);
    return NOTHING;
  }
  const { people, departments, channels, ...settings } = read as Record<string, unknown>;
  const known = readPeople(people, problem);
  return {
    fileSettings: readSettings(settings, problem),
    ...withDepartments(known, departments, problem),
    channels: readAs(fileChannels, 'channels', channels ?? {}, problem)?.value ?? {},
  };
}

/** The value checked; its problems by path, and null, when it is wrong. */
function readAs<T>(schema: z.ZodType<T>, key: string, given: unknown, problem: Report): { readonly value: T } | null {
  const parsed = schema.safeParse(given);
  if (parsed.success) return { value: parsed.data };
  for (const issue of parsed.error.issues) problem([key, ...issue.path].join('.'), issue.message, SEE_EXAMPLE);
  return null;
}

function readSettings(given: Readonly<Record<string, unknown>>, problem: Report): Partial<Settings> {
  const settings: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(given)) {
    if (!isSettingKey(key)) {
      const near = SETTING_KEYS.find((k) => squeezed(k) === squeezed(key));
      problem(
        key,
        'is not a setting',
        near ? `did you mean ${near}?` : 'the keys are listed in urgent-order.example.yaml',
      );
      continue;
    }
    const read = readAs<unknown>(SETTINGS[key], key, value, problem);
    if (read) settings[key] = read.value;
  }
  reportCalendar({ ...defaultSettings, ...settings } as Settings, problem);
  return settings as Partial<Settings>;
}

function squeezed(key: string): string {
  return key.toLowerCase().replace(/[^a-z]/g, '');
}

const CALENDAR_KEYS: Readonly<Record<string, keyof Settings>> = {
  timeZone: 'time_zone',
  shifts: 'shifts',
  overrides: 'calendar_overrides',
};

/** Settings that are each right and make no calendar together. */
function reportCalendar(settings: Settings, problem: Report): void {
  const { time_zone, shifts, workdays, holiday_calendar, calendar_overrides } = settings;
  for (const { key, code, value } of calendarProblems({
    timeZone: time_zone,
    shifts,
    workdays: workdays as Weekday[],
    holidays: holiday_calendar,
    overrides: calendar_overrides,
  })) {
    const [first = key, ...rest] = key.split('.');
    problem(
      [CALENDAR_KEYS[first] ?? first, ...rest].join('.'),
      `${code.replaceAll('_', ' ')} ${value}`.trim(),
      SEE_EXAMPLE,
    );
  }
}

function readPeople(given: unknown, problem: Report): readonly FilePerson[] {
  if (given === undefined || given === null) return [];
  const entries = readAs(z.array(z.unknown()), 'people', given, problem)?.value ?? [];
  const people: FilePerson[] = [];
  for (const [i, entry] of entries.entries()) {
    const read = readAs(filePerson, `people.${i + 1}`, entry, problem)?.value;
    if (!read) continue;
    if (people.some((p) => (read.email ? p.email?.toLowerCase() === read.email.toLowerCase() : p.name === read.name)))
      problem(`people.${i + 1}`, `${read.email ?? read.name} is there twice`, 'keep one of them');
    const { name, email, locale, admin, roles, head_of, slack, lark } = read;
    people.push({
      name,
      ...(email && { email }),
      ...(locale && { locale }),
      ...(admin !== undefined && { isAdmin: admin }),
      ...(slack && { slack }),
      ...(lark && { lark }),
      ...((roles || head_of) && {
        roles: [
          ...(roles ?? []).map((r) => ({ role: r, isHead: false })),
          ...(head_of ?? []).map((r) => ({ role: r, isHead: true })),
        ],
      }),
    });
  }
  return people;
}

/** The roles and stand-ins that `departments` adds to the people, who are named there by email or name. */
function withDepartments(
  people: readonly FilePerson[],
  given: unknown,
  problem: Report,
): Pick<FileCompany, 'people' | 'delegates'> {
  const departments = readAs(z.record(z.string(), z.unknown()), 'departments', given ?? {}, problem)?.value ?? {};
  const added = new Map<FilePerson, Membership[]>();
  const delegates: ListedDelegate[] = [];
  for (const [name, entry] of Object.entries(departments)) {
    const department = readAs(fileDepartment, `departments.${name}`, entry, problem)?.value;
    if (!isRole(name)) problem(`departments.${name}`, 'is no department and no duty', SEE_EXAMPLE);
    if (!isRole(name) || !department) continue;
    const find = (part: string, names: readonly string[] = []) =>
      names.flatMap((text) => {
        const found =
          people.find((p) => p.email?.toLowerCase() === text.trim().toLowerCase()) ??
          people.find((p) => p.name === text.trim());
        if (!found)
          problem(
            `departments.${name}.${part}`,
            `"${text}" is not among the people`,
            'name them under people, and here by email or name',
          );
        return found ? [found] : [];
      });
    const add = (person: FilePerson, isHead: boolean) =>
      added.set(person, [...(added.get(person) ?? []), { role: name, isHead }]);
    const heads = find('head', department.head);
    for (const person of heads) add(person, true);
    for (const person of find('members', department.members)) add(person, false);
    for (const deputy of find('delegates', department.delegates)) {
      for (const head of heads)
        delegates.push({ from: head.email ?? head.name, to: deputy.email ?? deputy.name, reason: null });
    }
    if (department.delegates?.length && department.head === undefined)
      problem(`departments.${name}.delegates`, 'stand in for nobody', 'name the head too');
  }
  return {
    people: people.map((p) => (added.has(p) ? { ...p, roles: [...(p.roles ?? []), ...(added.get(p) ?? [])] } : p)),
    delegates,
  };
}

/** The people of the file as the directory takes them, with an account on each connected platform on which they are known. */
export function listPeople(
  company: FileCompany,
  connected: readonly { readonly platform: string; readonly tenant: string }[],
): { people: ListedPerson[]; delegates: ListedDelegate[] } {
  const webIds = new Set<string>();
  const people = company.people.map(({ slack, lark, ...person }, i): ListedPerson => {
    const wanted = webIdOf(person, i);
    const web = webIds.has(wanted) ? `${wanted}-${i + 1}` : wanted;
    webIds.add(web);
    const ids = { slack, lark, web };
    const accounts = PLATFORMS.flatMap((platform) =>
      connected
        .filter((c) => c.platform === platform)
        .flatMap(({ tenant }) => (ids[platform] ? [{ platform, tenant, userId: ids[platform] }] : [])),
    );
    return { ...person, accounts };
  });
  return { people, delegates: [...company.delegates] };
}

const PLATFORMS = ['web', 'slack', 'lark'] as const;

/** Who they are in the playground: what stands before the @, in the letters of an address. */
function webIdOf(person: Pick<FilePerson, 'email'>, index: number): string {
  const local = person.email
    ?.split('@')[0]
    ?.toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '');
  return local ? local.slice(0, 40) : `person-${index + 1}`;
}
