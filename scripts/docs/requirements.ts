import { CATALOGUE } from '../../docs/requirements/catalogue.ts';
import type { Half, Priority, RequirementGroup, RequirementRow } from '../../docs/requirements/requirement.ts';
import { HALVES } from '../../docs/requirements/requirement.ts';
import type { DocumentGenerator } from './generator.ts';
import { ROOT } from './stale.ts';
import { collectTestTitles, type TestTitle } from './test-titles.ts';

/** docs/requirements.md: every requirement with its priority, its clause and the tests that carry its id. */
export const requirementsDocument: DocumentGenerator = {
  file: 'docs/requirements.md',
  render: async () => renderRequirements(CATALOGUE, await collectTestTitles(ROOT, 'test')),
};

/** Tests named per requirement; the rest are counted, so that a cell stays readable. */
const NAMED_TESTS = 3;

const HALF_TITLES: Readonly<Record<Half, string>> = {
  first: 'First half: an order up to the decision, and what cuts across everything',
  second: 'Second half: making to archive',
  week: 'The week in numbers: digest, KPIs, scorecard',
  platforms: 'Slack, Lark and both at once',
  scale: 'Operations',
};

const PRIORITY_WORDS: Readonly<Record<Priority, string>> = {
  core: '**core**',
  important: 'important',
  extra: 'extra',
  out: 'out of scope',
};

/** The document's text for a catalogue and the tests found. */
export function renderRequirements(groups: readonly RequirementGroup[], tests: readonly TestTitle[]): string {
  const proofs = proofsById(tests);
  return [
    HEAD,
    ...renderCounts(
      groups.flatMap((group) => group.rows),
      proofs,
    ),
    '',
    SOURCES,
    ...groups.flatMap((group) => renderGroup(group, proofs)),
    '',
  ].join('\n');
}

type Proofs = ReadonlyMap<string, readonly TestTitle[]>;

function proofsById(tests: readonly TestTitle[]): Proofs {
  const proofs = new Map<string, TestTitle[]>();
  for (const test of tests) {
    for (const id of test.ids) {
      const known = proofs.get(id);
      if (known === undefined) proofs.set(id, [test]);
      else known.push(test);
    }
  }
  return proofs;
}

function renderCounts(rows: readonly RequirementRow[], proofs: Proofs): readonly string[] {
  const first = count(rows, proofs, 'first', ['core', 'important']);
  return [
    `**${first.proven} of ${first.all} core and important requirements of the first half carry a test.**`,
    '',
    '| Part | core | important | extra | out of scope |',
    '|---|---|---|---|---|',
    ...HALVES.map((half) => {
      const cells = (['core', 'important', 'extra'] as const).map((priority) => {
        const { proven, all } = count(rows, proofs, half, [priority]);
        return all === 0 ? '–' : `${proven} of ${all}`;
      });
      const out = count(rows, proofs, half, ['out']).all;
      return `| ${HALF_TITLES[half]} | ${cells.join(' | ')} | ${out === 0 ? '–' : out} |`;
    }),
  ];
}

function count(rows: readonly RequirementRow[], proofs: Proofs, half: Half, priorities: readonly Priority[]) {
  const wanted = rows.filter((row) => row[2] === half && priorities.includes(row[1]));
  return { all: wanted.length, proven: wanted.filter((row) => proofs.has(row[0])).length };
}

function renderGroup(group: RequirementGroup, proofs: Proofs): readonly string[] {
  return [
    '',
    `## ${group.prefix}: ${group.title}`,
    '',
    '| Id | Requirement | Priority | Part | Clause | Proven by |',
    '|---|---|---|---|---|---|',
    ...group.rows.map((row) => renderRow(row, proofs.get(row[0]) ?? [])),
  ];
}

function renderRow(row: RequirementRow, tests: readonly TestTitle[]): string {
  const [id, priority, half, clause, text, reason] = row;
  const words = reason === undefined ? PRIORITY_WORDS[priority] : `${PRIORITY_WORDS[priority]}: ${reason}`;
  return `| ${[id, cell(text), words, half, cell(clause), renderProof(tests)].join(' | ')} |`;
}

function renderProof(tests: readonly TestTitle[]): string {
  if (tests.length === 0) return '–';
  const named = spreadOverFiles(tests).slice(0, NAMED_TESTS);
  const lines = named.map((test) => `[${shortPath(test.file)}](../${test.file}): ${cell(withoutIds(test.name))}`);
  const rest = tests.length - named.length;
  return (rest === 0 ? lines : [...lines, `and ${rest} more`]).join('<br>');
}

/** The first test of every file before the second of any, so that the few that are named show different kinds of proof. */
function spreadOverFiles(tests: readonly TestTitle[]): readonly TestTitle[] {
  const seen = new Set<string>();
  const firsts = tests.filter((test) => !seen.has(test.file) && seen.add(test.file));
  return [...firsts, ...tests.filter((test) => !firsts.includes(test))];
}

function shortPath(file: string): string {
  return file.replace(/^test\//, '').replace(/\.test\.ts$/, '');
}

/** A title without the ids it starts with: the row already says them. */
function withoutIds(name: string): string {
  return name.replace(/^(?:(?:UO|OF|JW|PJ|EX|XD)-\d{2}[\s,;:…–]*)+/, '') || name;
}

/** Text that cannot break out of its table cell. */
function cell(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('|', '\\|')
    .replaceAll('`', "'")
    .replaceAll('[', '\\[')
    .replaceAll('*', '\\*');
}

const HEAD = `# Requirements

<!-- Generated by "npm run docs" from docs/requirements/ and the titles of the tests. Do not edit. -->

What the product must do, in our own words, with the clause of the policy documents it comes from. A requirement counts as proven when a
test carries its id in its title (\`test('UO-13 …')\`, or in the title of the \`describe\` around it); the test run says whether it passes.
Skipped and planned tests do not count. Clauses point into the policy documents; the terms are those of the [glossary](glossary.md).
`;

const SOURCES = `## Sources

| Code | Policy document |
|---|---|
| 000 | Order management of the office |
| 001 | Order management of a jewellery factory |
| 002 | Urgent-order process: the policy this product carries out; it wins every conflict |
| 003 | Nine papers on project and purchase orders: A flow and control, B flow and system, C and D purchase flows of seven and ten steps, E management measures of an electrical group, F project-order system, G management measures with dealers, H roles in the project flow, I detailed project flow |
| 004 | Papers on running orders: A norms, D sales orders, F how operations run orders, H order standard, J sales-order flow, K–S handling, flow and review rules of several companies, T and U planning chain and its operating plan, V monthly report, W weekly summary, X daily forms |

Derived requirements follow from several clauses or from the medium; they name the reason instead. Parts: ${HALVES.join(' · ')}.`;
