import { z } from 'zod';
import { type FileCompany, type Report, readCompanyFile } from './config-file.ts';

/** Something in the environment or the file that cannot be used; all are reported at once, by key. */
export interface ConfigProblem {
  readonly key: string;
  readonly message: string;
  /** Where to get the value. */
  readonly hint: string;
}

export interface Config extends FileCompany {
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
}

/** Keys that belong to a later issue's platform: understood now, so that a mistake in them is told now. */
const PLATFORM_GROUPS = [
  { name: 'Slack', keys: ['SLACK_BOT_TOKEN', 'SLACK_SIGNING_SECRET', 'SLACK_APP_TOKEN', 'SLACK_API_URL'] },
  {
    name: 'Lark',
    keys: ['LARK_APP_ID', 'LARK_APP_SECRET', 'LARK_ENCRYPT_KEY', 'LARK_VERIFICATION_TOKEN', 'LARK_DOMAIN'],
  },
] as const;

/** Every variable the program reads (operating contract); `.env.example` explains each of them. */
export const ENV_KEYS = [
  'HOST',
  'PORT',
  'PUBLIC_URL',
  'DATABASE_URL',
  'FILES_DIR',
  'SECRET_KEY',
  'CONFIG_FILE',
  'ADMIN_EMAIL',
  'PLAYGROUND',
  'PLAYGROUND_PUBLIC',
  'LOG_LEVEL',
  ...PLATFORM_GROUPS.flatMap((g) => g.keys),
] as const;
type EnvKey = (typeof ENV_KEYS)[number];

const LOG_LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'];

type Env = Readonly<Record<string, string | undefined>>;

/** Reads environment and file; every problem is found in one go. Never throws for what an operator wrote. */
export function readConfig(env: Env): { readonly config: Config; readonly problems: readonly ConfigProblem[] } {
  const problems: ConfigProblem[] = [];
  const problem: Report = (key, message, hint) => problems.push({ key, message, hint });
  const text = (key: EnvKey) => env[key]?.trim() || null;
  const word = (key: EnvKey, known: readonly string[], otherwise: string, hint: string) => {
    const given = text(key)?.toLowerCase() ?? otherwise;
    if (!known.includes(given)) problem(key, `"${given}" is not understood`, hint);
    return given;
  };

  const host = text('HOST') ?? '127.0.0.1';
  const port = Number(text('PORT') ?? '3000');
  if (!/^\d+$/.test(text('PORT') ?? '0') || port > 65_535)
    problem('PORT', `"${text('PORT')}" is not a port`, 'a number from 1 to 65535, for example 3000');
  const config: Config = {
    host,
    port,
    publicUrl:
      readPublicUrl(text('PUBLIC_URL'), problem) ??
      `http://${host === '0.0.0.0' || host === '::' ? 'localhost' : host}:${port}`,
    databaseUrl: readDatabaseUrl(text('DATABASE_URL'), problem),
    filesDir: text('FILES_DIR') ?? './data/files',
    secretKey: text('SECRET_KEY'),
    adminEmail: text('ADMIN_EMAIL'),
    playground: word('PLAYGROUND', ['on', 'off', 'auto'], 'auto', 'on, off, or leave it out') as Config['playground'],
    isPlaygroundPublic: word('PLAYGROUND_PUBLIC', ['yes', 'no'], 'no', 'yes, or leave it out') === 'yes',
    logLevel: word('LOG_LEVEL', LOG_LEVELS, 'info', `one of ${LOG_LEVELS.join(', ')}`),
    ...readCompanyFile(text('CONFIG_FILE'), problem),
  };
  const { adminEmail, secretKey } = config;
  if (adminEmail !== null && !z.email().safeParse(adminEmail).success)
    problem(
      'ADMIN_EMAIL',
      `"${adminEmail}" is not an email address`,
      'the address of the first administrator on the chat platform',
    );
  if (secretKey !== null && secretKey.length < 16)
    problem(
      'SECRET_KEY',
      'is shorter than 16 characters',
      'leave it out (this version needs none), or: openssl rand -base64 32',
    );
  for (const group of PLATFORM_GROUPS) {
    const [given] = group.keys.filter((k) => text(k) !== null);
    if (given)
      problem(
        given,
        `${group.name} is not available in this version yet`,
        'remove it; the playground shows the whole flow',
      );
  }
  return { config, problems };
}

function readPublicUrl(given: string | null, problem: Report): string | null {
  if (given === null) return null;
  if (URL.canParse(given) && /^https?:$/.test(new URL(given).protocol)) return given.replace(/\/+$/, '');
  problem(
    'PUBLIC_URL',
    `"${given}" is not a URL`,
    'the address people reach the bot at, for example https://orders.example.com',
  );
  return null;
}

function readDatabaseUrl(given: string | null, problem: Report): string {
  const url = given ?? 'file:./data/urgent-order.db';
  if (/^postgres(ql)?:/.test(url))
    problem(
      'DATABASE_URL',
      'PostgreSQL is not available in this version yet',
      'leave it out, or file:./data/urgent-order.db',
    );
  else if (!/^file:./.test(url))
    problem('DATABASE_URL', `"${url}" is neither file:… nor postgresql://…`, 'for example file:./data/urgent-order.db');
  return url;
}

/** The problems as the operator reads them: by key, each with where to get the value. */
export function describeProblems(problems: readonly ConfigProblem[]): string {
  return [
    'The configuration has problems:',
    ...problems.map((p) => `  ${p.key}: ${p.message}\n      → ${p.hint}`),
  ].join('\n');
}
