import { existsSync, readFileSync } from 'node:fs';
import { z } from 'zod';
import { parse as parseYaml, YAMLParseError } from 'yaml';
import { DEPARTMENTS, DUTIES } from './domain/people.ts';
import { LOCALES } from './i18n/locale.ts';
import { isSettingKey, SETTINGS, type Settings } from './app/settings.ts';

/** Something in the environment or the file that cannot be used; all are reported at once, by key. */
export interface ConfigProblem {
  readonly key: string;
  readonly message: string;
  /** Where to get the value. */
  readonly hint: string;
}

const role = z.enum([...DEPARTMENTS, ...DUTIES]);

/** A person of the file; the first mention of an email wins, and ids not given are found by email on each platform. */
const filePerson = z.strictObject({
  name: z.string().min(1).max(80),
  email: z.email().max(200).optional(),
  locale: z.enum(LOCALES).optional(),
  admin: z.boolean().default(false),
  roles: z.array(role).default([]),
  head_of: z.array(role).default([]),
  slack: z.string().max(40).optional(),
  lark: z.string().max(80).optional(),
});
export type FilePerson = z.infer<typeof filePerson>;

export interface Config {
  readonly host: string;
  readonly port: number;
  readonly publicUrl: string;
  readonly databaseUrl: string;
  readonly filesDir: string;
  readonly secretKey: string | null;
  readonly adminEmail: string | null;
  readonly playground: 'on' | 'auto' | 'off';
  readonly isPlaygroundPublic: boolean;
  readonly logLevel: string;
  readonly fileSettings: Partial<Settings>;
  readonly people: readonly FilePerson[];
}

/** Keys that belong to a later issue's platform: understood now, so that a mistake in them is told now. */
const PLATFORM_GROUPS = [
  { name: 'Slack', keys: ['SLACK_BOT_TOKEN', 'SLACK_SIGNING_SECRET', 'SLACK_APP_TOKEN', 'SLACK_API_URL'] },
  { name: 'Lark', keys: ['LARK_APP_ID', 'LARK_APP_SECRET', 'LARK_ENCRYPT_KEY', 'LARK_VERIFICATION_TOKEN', 'LARK_DOMAIN'] },
] as const;

type Env = Readonly<Record<string, string | undefined>>;

/** Reads environment and file; every problem is found in one go. Never throws for what an operator wrote. */
export function readConfig(env: Env): { readonly config: Config; readonly problems: readonly ConfigProblem[] } {
  const problems: ConfigProblem[] = [];
  const problem = (key: string, message: string, hint: string) => problems.push({ key, message, hint });
  const text = (key: string) => env[key]?.trim() || null;

  const port = Number(text('PORT') ?? '3000');
  if (!Number.isInteger(port) || port < 0 || port > 65_535) problem('PORT', `"${env.PORT}" is not a port`, 'a number from 1 to 65535, for example 3000');
  const databaseUrl = text('DATABASE_URL') ?? 'file:./data/urgent-order.db';
  if (/^postgres(ql)?:/.test(databaseUrl)) problem('DATABASE_URL', 'PostgreSQL is not available in this version yet', 'leave it out, or file:./data/urgent-order.db');
  else if (!databaseUrl.startsWith('file:') || databaseUrl.length < 6) problem('DATABASE_URL', `"${databaseUrl}" is neither file:… nor postgresql://…`, 'for example file:./data/urgent-order.db');
  const publicUrl = text('PUBLIC_URL');
  if (publicUrl !== null && !URL.canParse(publicUrl)) problem('PUBLIC_URL', `"${publicUrl}" is not a URL`, 'the address people reach the bot at, for example https://orders.example.com');
  const playground = (text('PLAYGROUND') ?? 'auto').toLowerCase();
  if (!['on', 'off', 'auto'].includes(playground)) problem('PLAYGROUND', `"${playground}" is not understood`, 'on, off, or leave it out');
  const adminEmail = text('ADMIN_EMAIL');
  if (adminEmail !== null && !z.email().safeParse(adminEmail).success) problem('ADMIN_EMAIL', `"${adminEmail}" is not an email address`, 'the address of the first administrator on the chat platform');
  const secretKey = text('SECRET_KEY');
  if (secretKey !== null && secretKey.length < 16) problem('SECRET_KEY', 'is shorter than 16 characters', 'leave it out (one is made and kept in the database), or: openssl rand -hex 32');
  const host = text('HOST') ?? '127.0.0.1';
  for (const group of PLATFORM_GROUPS) {
    const given = group.keys.filter((k) => text(k) !== null);
    if (given.length > 0) problem(given[0] ?? '', `${group.name} is not available in this version yet`, 'remove it; the playground shows the whole flow');
  }
  const file = readFile(text('CONFIG_FILE'), problem);
  return {
    config: {
      host, port, publicUrl: (publicUrl ?? `http://${host === '0.0.0.0' || host === '::' ? 'localhost' : host}:${port}`).replace(/\/$/, ''), databaseUrl, filesDir: text('FILES_DIR') ?? './data/files',
      secretKey, adminEmail, playground: playground as Config['playground'], isPlaygroundPublic: text('PLAYGROUND_PUBLIC')?.toLowerCase() === 'yes', logLevel: text('LOG_LEVEL') ?? 'info',
      ...file,
    },
    problems,
  };
}

type Report = (key: string, message: string, hint: string) => void;

/** `CONFIG_FILE`, or ./urgent-order.yaml when it is there: `settings` by key, and `people`. */
function readFile(path: string | null, problem: Report): Pick<Config, 'fileSettings' | 'people'> {
  const none = { fileSettings: {}, people: [] };
  const file = path ?? './urgent-order.yaml';
  if (!existsSync(file)) {
    if (path !== null) problem('CONFIG_FILE', `${path} does not exist`, 'the path of a YAML file, or leave it out');
    return none;
  }
  let read: unknown;
  try {
    read = parseYaml(readFileSync(file, 'utf8'));
  } catch (error) {
    problem('CONFIG_FILE', error instanceof YAMLParseError ? error.message.split('\n')[0] ?? 'is not YAML' : `${file} cannot be read`, 'see urgent-order.example.yaml');
    return none;
  }
  if (read === null || read === undefined) return none;
  if (typeof read !== 'object' || Array.isArray(read)) {
    problem('CONFIG_FILE', 'is not a list of keys', 'see urgent-order.example.yaml');
    return none;
  }
  const { people, ...settings } = read as Record<string, unknown>;
  return { fileSettings: readSettings(settings, problem), people: readPeople(people, problem) };
}

function readSettings(given: Readonly<Record<string, unknown>>, problem: Report): Partial<Settings> {
  const settings: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(given)) {
    if (!isSettingKey(key)) {
      problem(key, 'is not a setting', 'the keys are listed in urgent-order.example.yaml');
      continue;
    }
    const parsed = SETTINGS[key].safeParse(value);
    if (parsed.success) settings[key] = parsed.data;
    else problem(key, parsed.error.issues.map((i) => `${i.path.join('.')} ${i.message}`.trim()).join('; '), 'see urgent-order.example.yaml');
  }
  return settings as Partial<Settings>;
}

function readPeople(given: unknown, problem: Report): readonly FilePerson[] {
  if (given === undefined || given === null) return [];
  if (!Array.isArray(given)) {
    problem('people', 'is not a list', 'see urgent-order.example.yaml');
    return [];
  }
  return given.flatMap((entry: unknown, i) => {
    const parsed = filePerson.safeParse(entry);
    if (parsed.success) return [parsed.data];
    for (const issue of parsed.error.issues) problem(`people[${i}].${issue.path.join('.')}`, issue.message, 'see urgent-order.example.yaml');
    return [];
  });
}

/** The problems as the operator reads them: by key, each with where to get the value. */
export function describeProblems(problems: readonly ConfigProblem[]): string {
  return ['The configuration has problems:', ...problems.map((p) => `  ${p.key}: ${p.message}\n      → ${p.hint}`)].join('\n');
}
