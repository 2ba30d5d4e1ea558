import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import ts from 'typescript';

/** A test as its file declares it. */
export interface TestTitle {
  /** Path from the repository's root, with forward slashes. */
  readonly file: string;
  /** The title of the test alone, white space collapsed. */
  readonly name: string;
  /** Requirement ids in the title or in the titles of the groups around it. */
  readonly ids: readonly string[];
}

/** How a requirement is written in the title of a test, e.g. `UO-13`. */
const ID = /\b(?:UO|OF|JW|PJ|EX|XD)-\d{2}\b/g;
const GROUPS = ['describe', 'suite'];
const TESTS = ['test', 'it'];
/** A test under one of these does not run as a proof. */
const UNPROVEN = ['skip', 'todo', 'fails'];

/** Every test below `directory` that names a requirement, in the order of path and place. Skipped and planned tests are left out. */
export async function collectTestTitles(root: string, directory: string): Promise<readonly TestTitle[]> {
  const entries = await readdir(join(root, directory), { recursive: true });
  const files = entries
    .filter((entry) => entry.endsWith('.test.ts'))
    .map((entry) => `${directory}/${entry.replaceAll('\\', '/')}`)
    .sort();
  const titles = await Promise.all(
    files.map(async (file) => parseTestTitles(file, await readFile(join(root, file), 'utf8'))),
  );
  return titles.flat();
}

/** The tests with requirement ids in one file's source. */
export function parseTestTitles(file: string, source: string): readonly TestTitle[] {
  const titles: TestTitle[] = [];
  const tree = ts.createSourceFile(file, source, ts.ScriptTarget.Latest, false);

  function visit(node: ts.Node, inherited: readonly string[]): void {
    if (!ts.isCallExpression(node)) {
      ts.forEachChild(node, (child) => visit(child, inherited));
      return;
    }
    const words = calleeWords(node.expression);
    const title = titleText(node.arguments[0]);
    const kind = words[0] ?? '';
    if (title === null || !(GROUPS.includes(kind) || TESTS.includes(kind))) {
      ts.forEachChild(node, (child) => visit(child, inherited));
      return;
    }
    if (words.some((word) => UNPROVEN.includes(word))) return;
    const ids = [...new Set([...inherited, ...(title.match(ID) ?? [])])];
    if (TESTS.includes(kind)) {
      if (ids.length > 0) titles.push({ file, name: title.replace(/\s+/g, ' ').trim(), ids });
      return;
    }
    for (const argument of node.arguments) visit(argument, ids);
  }

  visit(tree, []);
  return titles;
}

/** The names of a callee from its root on: `test.each(rows)('…')` gives `test`, `each`. */
function calleeWords(expression: ts.Expression): readonly string[] {
  if (ts.isIdentifier(expression)) return [expression.text];
  if (ts.isPropertyAccessExpression(expression)) return [...calleeWords(expression.expression), expression.name.text];
  if (ts.isCallExpression(expression)) return calleeWords(expression.expression);
  if (ts.isTaggedTemplateExpression(expression)) return calleeWords(expression.tag);
  return [];
}

/** The text of a title; what a template fills in stands as an ellipsis. Null when the argument is no text. */
function titleText(argument: ts.Expression | undefined): string | null {
  if (argument === undefined) return null;
  if (ts.isStringLiteralLike(argument)) return argument.text;
  if (!ts.isTemplateExpression(argument)) return null;
  return argument.head.text + argument.templateSpans.map((span) => `…${span.literal.text}`).join('');
}
