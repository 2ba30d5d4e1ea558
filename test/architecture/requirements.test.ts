import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { CATALOGUE } from '../../docs/requirements/catalogue.ts';
import { HALVES, PRIORITIES } from '../../docs/requirements/requirement.ts';
import { GENERATORS } from '../../scripts/docs/generators.ts';
import { renderRequirements } from '../../scripts/docs/requirements.ts';
import { ROOT, renderDocument } from '../../scripts/docs/stale.ts';
import { collectTestTitles, parseTestTitles } from '../../scripts/docs/test-titles.ts';

/** The last number of each series; every one from 01 on exists. */
const LAST = { UO: 56, OF: 29, JW: 47, PJ: 92, EX: 76, XD: 20 };

const rows = CATALOGUE.flatMap((group) => group.rows);

describe('the catalogue of requirements', () => {
  test('holds every id once, in order', () => {
    const expected = Object.entries(LAST).flatMap(([prefix, last]) =>
      Array.from({ length: last }, (_, index) => `${prefix}-${String(index + 1).padStart(2, '0')}`),
    );
    expect(rows.map((row) => row[0])).toEqual(expected);
  });

  test('keeps each id in the group of its prefix', () => {
    const strays = CATALOGUE.flatMap((group) => group.rows.filter((row) => !row[0].startsWith(`${group.prefix}-`)));
    expect(strays).toEqual([]);
  });

  test('uses legal priorities and parts, and gives a reason exactly for what is out of scope', () => {
    const wrong = rows.filter(
      (row) => !PRIORITIES.includes(row[1]) || !HALVES.includes(row[2]) || (row[1] === 'out') !== Boolean(row[5]),
    );
    expect(wrong).toEqual([]);
  });

  test('says each requirement in one line of its own and names its clause', () => {
    const texts = rows.map((row) => row[4]);
    expect(texts.filter((text) => text.length < 10 || text.length > 170 || /[\n|]|\.$/.test(text))).toEqual([]);
    expect(texts.filter((text, index) => texts.indexOf(text) !== index)).toEqual([]);
    expect(rows.filter((row) => !/^(?:00[0-4]|derived: )/.test(row[3])).map((row) => row[0])).toEqual([]);
  });

  test('knows every id that a test claims to prove', async () => {
    const known = new Set(rows.map((row) => row[0]));
    const titles = await collectTestTitles(ROOT, 'test');
    const unknown = titles.filter((title) => title.ids.some((id) => !known.has(id)));
    expect(unknown).toEqual([]);
  });
});

describe('the search for proofs', () => {
  function idsIn(source: string): readonly (readonly string[])[] {
    return parseTestTitles('test/x.test.ts', source).map((title) => title.ids);
  }

  test('finds ids in test, it and describe, in tables, properties and templates', () => {
    expect(idsIn(`test('UO-13 a reason is needed', () => {})`)).toEqual([['UO-13']]);
    expect(idsIn(`describe('JW-04', () => { it('JW-08 asks', () => {}); it('asks all', () => {}); })`)).toEqual([
      ['JW-04', 'JW-08'],
      ['JW-04'],
    ]);
    expect(idsIn(`test.each([1])('XD-02 %s', () => {})`)).toEqual([['XD-02']]);
    expect(idsIn(`test.for(rows)(\`XD-05 \${name} twice\`, () => {})`)).toEqual([['XD-05']]);
  });

  test('counts neither skipped and planned tests nor ids outside titles', () => {
    expect(idsIn(`test.skip('UO-13', () => {}); test.todo('UO-14')`)).toEqual([]);
    expect(idsIn(`describe.skip('UO-13', () => { test('it works', () => {}) })`)).toEqual([]);
    expect(idsIn(`describe('UO-13', () => {})`)).toEqual([]);
    expect(idsIn(`// UO-13\ntest('a plain one', () => { note('UO-13'); })`)).toEqual([]);
  });
});

describe('docs/requirements.md', () => {
  const group = { prefix: 'UO', title: 'Sample', rows: [['UO-01', 'core', 'first', '002 §一', 'A sample']] } as const;

  test('counts what is proven and what is not', () => {
    expect(renderRequirements([group], [])).toContain('**0 of 1 core and important requirements of the first half');
    const proven = renderRequirements(
      [group],
      [{ file: 'test/unit/a.test.ts', name: 'UO-01 a | b <i>', ids: ['UO-01'] }],
    );
    expect(proven).toContain('**1 of 1 core and important requirements of the first half');
    expect(proven).toContain('| [unit/a](../test/unit/a.test.ts): a \\| b &lt;i> |');
  });

  test('names a few tests, of different files first, and counts the others', () => {
    const tests = ['a', 'a', 'b', 'c', 'c'].map((name, index) => ({
      file: `test/${name}.test.ts`,
      name: `${name}${index}`,
      ids: ['UO-01'],
    }));
    expect(renderRequirements([group], tests)).toContain(
      '[a](../test/a.test.ts): a0<br>[b](../test/b.test.ts): b2<br>[c](../test/c.test.ts): c3<br>and 2 more',
    );
  });
});

describe('generated documents', () => {
  test.each(GENERATORS)('$file is current (else: npm run docs)', async (generator) => {
    expect((await renderDocument(generator)).isCurrent).toBe(true);
  });
});

describe('the glossary', () => {
  test('fills the three languages of every term', async () => {
    const text = await readFile(join(ROOT, 'docs/glossary.md'), 'utf8');
    const terms = text.split('\n').filter((line) => line.startsWith('| ') && !line.startsWith('| English'));
    const gaps = terms.filter((line) =>
      line
        .split('|')
        .slice(1, 4)
        .some((word) => word.trim() === ''),
    );
    expect(terms.length).toBeGreaterThan(100);
    expect(gaps).toEqual([]);
  });
});
