import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { ENV_KEYS } from '../../src/config.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const ENGLISH = 'README.md';
const CHINESE = 'README.zh-CN.md';
const DOCUMENTS = [ENGLISH, CHINESE, 'CONTRIBUTING.md', ...globSync('docs/adr/*.md', { cwd: ROOT })];
/** What a path in the text may begin with; in CONTRIBUTING a file's neighbours are named without their folder. */
const BASES = ['', 'src', 'src/domain', 'src/chat', 'src/app'];
const SOURCES = /^(?:\.?\/)?(?:src|bin|adapters|docs|prisma|scripts|test|bench|app|chat|domain|store)\//;
const NAMED_FILE = /^[\w-]+(?:\.[\w-]+)*\.(?:ts|js|md|ya?ml|prisma|cjs|jsonc)$/;
/** What the operator makes, and the pattern of a name: no part of the repository. */
const MADE_LATER = ['urgent-order.yaml', 'NNNN-what-was-decided.md'];

function read(path: string): string {
  return readFileSync(join(ROOT, path), 'utf8');
}

function isThere(path: string): boolean {
  const name = path.replace(/^\.\//, '').replace(/<[^>]+>s?/g, '*');
  return BASES.some((base) => [name, `${name}.ts`].some((n) => globSync(join(base, n), { cwd: ROOT }).length > 0));
}

/** Whether a word in backticks names something of the repository. */
function namesFile(word: string): boolean {
  if (/[\s"'=:]/.test(word) || MADE_LATER.includes(word)) return false;
  return SOURCES.test(word) || NAMED_FILE.test(word);
}

function blocks(path: string): string[] {
  return [...read(path).matchAll(/^```[^\n]*\n([\s\S]*?)^```/gm)].map(([, code]) => code ?? '');
}

describe('what the documents say is there', () => {
  test.each(DOCUMENTS)('%s: every path in backticks', (document) => {
    const words = [
      ...read(document)
        .replace(/^```[\s\S]*?^```/gm, '')
        .matchAll(/`([^`\n]+)`/g),
    ].map(([, word]) => word ?? '');
    const missing = words.filter((word) => namesFile(word) && !isThere(word) && !existsAnywhere(word));
    expect(missing).toEqual([]);
  });

  test.each(DOCUMENTS)('%s: every link to a file', (document) => {
    const links = [...read(document).matchAll(/\]\((?!https?:|#|mailto:)([^)#\s]+)/g)].map(([, link]) => link ?? '');
    expect(links.filter((link) => !existsSync(join(ROOT, dirname(document), link)))).toEqual([]);
  });
});

/** A file named alone, as in "its guards in `order-guards.ts`". */
function existsAnywhere(word: string): boolean {
  return !word.includes('/') && globSync(`{src,bin,adapters,scripts,test,prisma}/**/${word}`, { cwd: ROOT }).length > 0;
}

describe('README.md and README.zh-CN.md are in step', () => {
  test('the same headings, level by level', () => {
    const levels = (path: string) =>
      [
        ...read(path)
          .replace(/^```[\s\S]*?^```/gm, '')
          .matchAll(/^(#+) /gm),
      ].map(([, marks]) => marks);
    expect(levels(CHINESE)).toEqual(levels(ENGLISH));
  });

  test('the same code blocks', () => {
    expect(blocks(CHINESE)).toEqual(blocks(ENGLISH));
    expect(blocks(ENGLISH).length).toBeGreaterThan(0);
  });

  test('the same rows in every table', () => {
    const rows = (path: string) =>
      read(path)
        .split('\n\n')
        .filter((part) => part.startsWith('|'))
        .map((table) => table.trim().split('\n').length);
    expect(rows(CHINESE)).toEqual(rows(ENGLISH));
  });

  test('the same commands and variables', () => {
    const commands = (path: string) =>
      [
        ...new Set(
          [...read(path).matchAll(/npx urgent-order [\w-]+(?: --\w+)?|npm (?:ci|start|test)/g)].map(([all]) => all),
        ),
      ].sort();
    expect(commands(CHINESE)).toEqual(commands(ENGLISH));
    const variables = (path: string) => ENV_KEYS.filter((key) => read(path).includes(`\`${key}\``));
    expect(variables(CHINESE)).toEqual(variables(ENGLISH));
  });
});

test('.env.example has every variable the program reads, and no other', () => {
  const named = [...read('.env.example').matchAll(/^#?([A-Z][A-Z_]+)=/gm)].map(([, key]) => key ?? '');
  expect(named.sort()).toEqual([...ENV_KEYS].sort());
});

test('every command of the program the documents name exists', () => {
  const known = globSync('src/cli/*.ts', { cwd: ROOT }).map((path) => relative('src/cli', path).replace('.ts', ''));
  const named = [ENGLISH, CHINESE, 'CONTRIBUTING.md', '.env.example'].flatMap((path) =>
    [...read(path).matchAll(/npx urgent-order ([a-z-]+)/g)].map(([, command]) => command ?? ''),
  );
  expect(named.filter((command) => !known.includes(command))).toEqual([]);
});
