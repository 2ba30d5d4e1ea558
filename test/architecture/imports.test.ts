import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { cruise, type ICruiseOptions, type ICruiseResult, type IFlattenedRuleSet } from 'dependency-cruiser';
import extractTsConfig from 'dependency-cruiser/config-utl/extract-ts-config';
import { expect, test } from 'vitest';

const root = join(import.meta.dirname, '../..');
const configuration = createRequire(import.meta.url)(join(root, '.dependency-cruiser.cjs'));

/** Reads the imports of `folders` under `directory` and judges them by the rules of the house. */
async function judge(directory: string, folders: readonly string[]): Promise<ICruiseResult> {
  const options: ICruiseOptions = {
    ...configuration.options,
    baseDir: directory,
    validate: true,
    ruleSet: { forbidden: configuration.forbidden } as IFlattenedRuleSet,
    tsConfig: { fileName: join(root, 'tsconfig.json') },
  };
  const { output } = await cruise([...folders], options, undefined, {
    tsConfig: extractTsConfig(join(root, 'tsconfig.json')),
  });
  return output as ICruiseResult;
}

test('no source imports what the dependency rule forbids', async () => {
  const { summary } = await judge(root, ['src', 'adapters']);
  const violations = summary.violations.map(({ rule, from, to }) => `${rule.name}: ${from} → ${to}`);

  expect(violations).toEqual([]);
  // Under a TypeScript without a compiler API the cruiser sees nothing and reports that nothing is wrong.
  expect(summary.totalCruised).toBeGreaterThan(50);
});

/** What each rule must catch: a file, and a line in it that breaks the rule. */
const plants: Readonly<Record<string, readonly [file: string, line: string]>> = {
  'domain-imports': ['src/domain/planted.ts', "import '../app/real.ts';"],
  'domain-speaks-no-language': ['src/domain/planted.ts', "import { words } from '../i18n/real.ts';"],
  'i18n-imports': ['src/i18n/planted.ts', "import type { Real } from '../domain/real.ts';"],
  'app-imports': ['src/app/planted.ts', "import '../chat/real.ts';"],
  'chat-imports': ['src/chat/planted.ts', "import '../config.ts';"],
  'delivery-imports': ['src/delivery/planted.ts', "import '../store/real.ts';"],
  'store-imports': ['src/store/planted.ts', "import '../app/real.ts';"],
  'http-imports': ['src/http/planted.ts', "import '../store/real.ts';"],
  'board-imports': ['src/board/planted.ts', "import '../chat/real.ts';"],
  'adapters-know-chat-only': ['adapters/web/planted.ts', "import type { Real } from '../../src/domain/real.ts';"],
  'only-compose-knows-the-parts': ['src/config.ts', "import './store/real.ts';"],
  'domain-is-pure': ['src/domain/planted.ts', "import 'node:fs';"],
  'i18n-is-pure': ['src/i18n/planted.ts', "import 'pino';"],
  'prisma-in-store': ['src/app/planted.ts', "import type { Prisma } from '@prisma/client';"],
  'generated-client-in-store': ['src/compose.ts', "import './generated/real.ts';"],
  'sqlite-in-store': ['src/app/planted.ts', "import 'node:sqlite';"],
  'slack-in-its-adapter': ['src/chat/planted.ts', "import '@slack/bolt';"],
  'lark-in-its-adapter': ['adapters/slack/planted.ts', "import '@larksuiteoapi/node-sdk';"],
  'web-libraries-where-pages-are': ['src/chat/planted.ts', "import { html } from 'hono/html';"],
  'cron-in-delivery': ['src/app/planted.ts', "import 'node-cron';"],
  'no-cycles': ['src/app/planted.ts', "import type { Real } from './mirror.ts';"],
  'sources-do-not-import-tests': ['src/app/planted.ts', "import '../../test/real.ts';"],
  'no-development-packages': ['src/app/planted.ts', "import 'vitest';"],
  'everything-resolves': ['src/app/planted.ts', "import './nowhere.ts';"],
};

/** Builds a house in which every room has one blameless file and `file` has `line`, and judges it. */
async function judgePlanted([file, line]: readonly [file: string, line: string]): Promise<ICruiseResult> {
  const directory = mkdtempSync(join(tmpdir(), 'urgent-order-planted-'));
  const write = (path: string, text: string): void => {
    mkdirSync(dirname(join(directory, path)), { recursive: true });
    writeFileSync(join(directory, path), text);
  };
  try {
    for (const room of ['domain', 'app', 'chat', 'i18n', 'store', 'delivery', 'http', 'board', 'generated']) {
      write(`src/${room}/real.ts`, 'export type Real = string;\n');
    }
    write('src/config.ts', 'export type Real = string;\n');
    write('adapters/web/real.ts', 'export type Real = string;\n');
    write('test/real.ts', 'export type Real = string;\n');
    write('src/app/mirror.ts', "import './planted.ts';\nexport type Real = string;\n");
    write('src/app/planted.ts', 'export type Real = string;\n');
    write('package.json', '{ "type": "module", "devDependencies": { "vitest": "*" } }');
    write('node_modules/vitest/package.json', '{ "name": "vitest", "version": "1.0.0", "main": "index.js" }');
    write('node_modules/vitest/index.js', '');
    write(file, `${line}\nexport type Real = string;\n`);
    return await judge(directory, ['src', 'adapters']);
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

test('every rule has a planted violation', () => {
  const rules = configuration.forbidden.map(({ name }: { name: string }) => name);
  expect(Object.keys(plants).sort()).toEqual(rules.sort());
});

test('a house without a planted violation breaks no rule', async () => {
  const { summary } = await judgePlanted([
    'src/app/planted.ts',
    "import type { Real as Plain } from '../domain/real.ts';",
  ]);
  expect(summary.violations).toEqual([]);
});

test.each(Object.entries(plants))('the rule %s fires on its planted violation', async (rule, planted) => {
  const { summary } = await judgePlanted(planted);
  const caught = summary.violations.filter(
    ({ rule: { name }, from, to }) => name === rule && [from, to].includes(planted[0]),
  );
  expect(caught).not.toEqual([]);
});
