import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { parse } from 'yaml';
import { defaultSettings, SETTING_KEYS } from '../../src/app/settings.ts';
import { describeProblems, ENV_KEYS, readConfig } from '../../src/config.ts';
import { listPeople } from '../../src/config-file.ts';

const root = join(import.meta.dirname, '../..');

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'urgent-order-config-'));
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** The configuration of a file with this text. */
function readFile(text: string, env: Readonly<Record<string, string>> = {}) {
  const path = join(folder, 'company.yaml');
  writeFileSync(path, text);
  return readConfig({ CONFIG_FILE: path, ...env });
}

function problemKeys(read: ReturnType<typeof readConfig>): string[] {
  return read.problems.map((p) => p.key);
}

test('without anything set, everything has the default of the operating contract', () => {
  const { config, problems } = readConfig({});

  expect(problems).toEqual([]);
  expect(config).toMatchObject({
    host: '127.0.0.1',
    port: 3000,
    publicUrl: 'http://127.0.0.1:3000',
    databaseUrl: 'file:./data/urgent-order.db',
    filesDir: './data/files',
    secretKey: null,
    adminEmail: null,
    playground: 'auto',
    isPlaygroundPublic: false,
    logLevel: 'info',
    fileSettings: {},
    people: [],
    delegates: [],
    channels: {},
  });
});

test('every problem of the environment is reported at once, by key, with where to get the value', () => {
  const read = readConfig({
    PORT: '80x',
    DATABASE_URL: 'mysql://x',
    PUBLIC_URL: 'javascript:alert(1)',
    PLAYGROUND: 'maybe',
    PLAYGROUND_PUBLIC: 'perhaps',
    LOG_LEVEL: 'loud',
    ADMIN_EMAIL: 'admin',
    SECRET_KEY: 'short',
    CONFIG_FILE: join(folder, 'none.yaml'),
    SLACK_BOT_TOKEN: 'xoxb-1',
    LARK_APP_ID: 'cli_1',
  });

  expect(problemKeys(read).sort()).toEqual([
    'ADMIN_EMAIL',
    'CONFIG_FILE',
    'DATABASE_URL',
    'LARK_APP_ID',
    'LOG_LEVEL',
    'PLAYGROUND',
    'PLAYGROUND_PUBLIC',
    'PORT',
    'PUBLIC_URL',
    'SECRET_KEY',
    'SLACK_BOT_TOKEN',
  ]);
  expect(read.problems.every((p) => p.hint.length > 3)).toBe(true);
  const text = describeProblems(read.problems);
  for (const key of problemKeys(read)) expect(text).toContain(`${key}:`);
});

test.for([['-1'], ['65536'], ['3.5'], ['1e3'], ['0x10']])('PORT=%s is not a port', ([port]) => {
  expect(problemKeys(readConfig({ PORT: port! }))).toEqual(['PORT']);
});

test('an empty variable is as good as none, and a secret is never repeated', () => {
  expect(readConfig({ PORT: '', PUBLIC_URL: ' ', SECRET_KEY: '' }).problems).toEqual([]);
  expect(describeProblems(readConfig({ SECRET_KEY: 'hunter2' }).problems)).not.toContain('hunter2');
});

test('a public address loses its last slash; links of an open host name this machine', () => {
  expect(readConfig({ PUBLIC_URL: 'https://orders.example.com/' }).config.publicUrl).toBe('https://orders.example.com');
  expect(readConfig({ HOST: '0.0.0.0', PORT: '8080' }).config.publicUrl).toBe('http://localhost:8080');
});

test('.env.example explains every variable that is read, and no other', () => {
  const text = readFileSync(join(root, '.env.example'), 'utf8');
  const named = [...text.matchAll(/^#?([A-Z][A-Z_]+)=/gm)].map((m) => m[1]);

  expect([...named].sort()).toEqual([...ENV_KEYS].sort());
});

test('the example file states every setting with its default, and can be used as it is', () => {
  const text = readFileSync(join(root, 'urgent-order.example.yaml'), 'utf8');
  const { config, problems } = readFile(text);

  expect(problems).toEqual([]);
  expect(Object.keys(parse(text) as object).sort()).toEqual([...SETTING_KEYS].sort());
  expect(config.fileSettings).toEqual(defaultSettings);
});

test('what the example file shows in comments can be used too', () => {
  const text = readFileSync(join(root, 'urgent-order.example.yaml'), 'utf8').replace(
    /^#(?=people:|departments:|channels:| {2}\S)/gm,
    '',
  );
  const { config, problems } = readFile(text);

  expect(problems).toEqual([]);
  expect(config.people).toHaveLength(5);
  expect(config.delegates).toEqual([{ from: 'chen@example.com', to: 'xu@example.com', reason: null }]);
  expect(config.channels.main).toEqual({ slack: 'C0123456789', lark: 'oc_5ad11d72b830411d72b836c20' });
});

test('XD-15 a setting of the file is checked; an unknown or misspelt one is named with the key that was meant', () => {
  const read = readFile(
    'confirm_hours: 3\nconfirmHours: 3\nreview_hours: -1\ncolour: red\nreviewers_always: [PROD, MOON]\n',
  );

  expect(read.config.fileSettings.confirm_hours).toBe(3);
  expect(problemKeys(read)).toEqual(['confirmHours', 'review_hours', 'colour', 'reviewers_always.1']);
  expect(read.problems[0]?.hint).toContain('confirm_hours');
});

test('settings that make no calendar together are named', () => {
  expect(problemKeys(readFile('time_zone: Mars/Olympus\n'))).toEqual(['time_zone']);
  expect(problemKeys(readFile('shifts: [{ from: "08:00", to: "12:00" }, { from: "11:00", to: "17:00" }]\n'))).toEqual([
    'shifts',
  ]);
  expect(problemKeys(readFile('calendar_overrides: { "2026-02-30": off }\n'))).toEqual([
    'calendar_overrides.2026-02-30',
  ]);
});

test.for([
  ['not YAML', 'a: [1,\n', ['CONFIG_FILE']],
  ['a list', '- 1\n', ['CONFIG_FILE']],
  ['nothing', '\n', []],
  ['people as a word', 'people: everybody\n', ['people']],
] as const)('a file that is %s is answered, not thrown', ([, text, keys]) => {
  expect(problemKeys(readFile(text))).toEqual(keys);
});

test('people and departments of the file: roles from both sides, heads, stand-ins, ids', () => {
  const { config, problems } = readFile(`
people:
  - { name: 陈芳, email: chen@example.com, roles: [PROC], slack: U1 }
  - { name: 罗斌, email: luo@example.com, admin: true }
departments:
  PROC: { head: 陈芳, members: [luo@example.com], delegates: [Luo@Example.com] }
  EXEC_GM: { members: [陈芳] }
`);
  const { people, delegates } = listPeople(config, [{ platform: 'slack', tenant: 'T1' }]);

  expect(problems).toEqual([]);
  expect(people).toEqual([
    {
      name: '陈芳',
      email: 'chen@example.com',
      roles: [
        { role: 'PROC', isHead: false },
        { role: 'PROC', isHead: true },
        { role: 'EXEC_GM', isHead: false },
      ],
      accounts: [{ platform: 'slack', tenant: 'T1', userId: 'U1' }],
    },
    { name: '罗斌', email: 'luo@example.com', isAdmin: true, roles: [{ role: 'PROC', isHead: false }], accounts: [] },
  ]);
  expect(delegates).toEqual([{ from: 'chen@example.com', to: 'luo@example.com', reason: null }]);
});

test('people of the file: wrong entries are named, the others are read', () => {
  const read = readFile(`
people:
  - { name: 陈芳, email: chen@example.com, head_of: [MOON] }
  - { email: nobody@example.com }
  - { name: 罗斌, email: luo@example.com, phone: 1 }
  - { name: 周建国, email: zhou@example.com }
  - { name: 周工, email: ZHOU@example.com }
departments:
  PROD: { head: 没有这个人, delegates: [zhou@example.com] }
  MOON: { head: zhou@example.com }
`);

  expect(problemKeys(read)).toEqual([
    'people.1.head_of.0',
    'people.2.name',
    'people.3',
    'people.5',
    'departments.PROD.head',
    'departments.MOON',
  ]);
  expect(read.config.people.map((p) => p.name)).toEqual(['周建国', '周工']);
  expect(problemKeys(readFile('people: [{ name: 罗斌 }]\ndepartments: { PROD: { delegates: [罗斌] } }\n'))).toEqual([
    'departments.PROD.delegates',
  ]);
});
