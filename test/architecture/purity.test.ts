import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const root = join(import.meta.dirname, '../..');

/** The lines under `pattern` that are code, not comment, and match `what`, as `file:line: text`. */
function linesWith(what: RegExp, pattern: string): readonly string[] {
  return globSync(pattern, { cwd: root }).flatMap((file) =>
    readFileSync(join(root, file), 'utf8')
      .split('\n')
      .map((line, index) => ({ text: line.trim(), at: `${file}:${index + 1}` }))
      .filter(({ text }) => !/^(\/\/|\/?\*)/.test(text) && what.test(text))
      .map(({ text, at }) => `${at}: ${text}`),
  );
}

/** What makes a function's answer depend on something that is not among its arguments. */
const impure =
  /\bDate\.now\(|\bnew Date\(\s*\)|\bDate\(\s*\)|\bMath\.random\(|\bcrypto\.random|\bperformance\.|(?<![-\w.])process\.|\bconsole\.|\bset(Timeout|Interval|Immediate)\(|\bfetch\(|\bdayjs(\.utc|\.tz)?\(\s*\)/;

test('the domain reads no clock, draws no random number and touches nothing outside', () => {
  expect(linesWith(impure, 'src/domain/**/*.ts')).toEqual([]);
});

test('app and chat take the time from the Clock port', () => {
  const readsClock = /\bDate\.now\(|\bnew Date\(\s*\)|\bdayjs(\.utc|\.tz)?\(\s*\)/;
  expect(linesWith(readsClock, 'src/{app,chat}/**/*.ts')).toEqual([]);
});

test.each([
  'const now = Date.now();',
  'const today = new Date();',
  'const id = Math.random();',
  'const home = process.env.HOME;',
  'const today = dayjs.tz();',
  'setTimeout(next, 5);',
])('the pattern of impurity sees: %s', (line) => {
  expect(impure.test(line)).toBe(true);
});

test.each([
  'const due = new Date(instant);',
  'const day = dayjs.tz(instant, zone);',
  'updated(Date)',
  "import { decide } from './order-process.ts';",
])('the pattern of impurity lets pass: %s', (line) => {
  expect(impure.test(line)).toBe(false);
});
