/**
 * Everything that is checked about the project, in one go: `npm run verify`.
 *
 *   npm run verify                        all steps
 *   npm run verify -- --only types,lint   these steps
 *   npm run verify -- --skip tests,e2e    all but these
 *
 * Prints one line per step with its seconds, then what the failing steps said. Exits with 1 when a step failed, with 2
 * when it was called wrongly.
 */
import { spawn } from 'node:child_process';
import { delimiter, join } from 'node:path';
import { parseArgs } from 'node:util';

/** What the steps print is kept and shown later: in colour only where somebody looks at it. */
const plainUnlessTerminal = process.stdout.isTTY ? { FORCE_COLOR: '1' } : { NO_COLOR: '1', FORCE_COLOR: undefined };
const root = join(import.meta.dirname, '..');

/** A named check: the command that makes it, and what it proves. */
interface Step {
  readonly name: string;
  readonly proves: string;
  readonly command: readonly [program: string, ...args: string[]];
}

const steps: readonly Step[] = [
  { name: 'generate', proves: 'the database client can be generated', command: ['node', 'bin/ensure-generated.js'] },
  { name: 'types', proves: 'the types fit', command: ['tsc', '--noEmit'] },
  { name: 'lint', proves: 'lint, format, order of imports', command: ['biome', 'check', '--error-on-warnings', '.'] },
  {
    name: 'imports',
    proves: 'the dependency rule holds',
    command: ['depcruise', '--config', '.dependency-cruiser.cjs', 'src', 'adapters'],
  },
  { name: 'knip', proves: 'nothing is written and unused', command: ['knip', '--no-progress'] },
  { name: 'docs', proves: 'generated documents are current', command: ['node', 'scripts/docs.ts', '--check'] },
  { name: 'db', proves: 'migrations and schema agree', command: ['node', 'scripts/db.ts', 'check'] },
  { name: 'tests', proves: 'all tests but the browser ones', command: ['vitest', 'run', '--project', 'quick'] },
  { name: 'e2e', proves: 'the stories in a browser', command: ['vitest', 'run', '--project', 'e2e'] },
  { name: 'build', proves: 'the sources compile to JavaScript', command: ['tsc', '-p', 'tsconfig.build.json'] },
];

/** What a step came to. */
interface Outcome {
  readonly step: Step;
  readonly passed: boolean;
  readonly seconds: number;
  /** What it printed, both streams in the order they came. */
  readonly output: string;
}

/** Runs one step to its end. A program that cannot be started is a failed step, never an exception. */
async function run(step: Step): Promise<Outcome> {
  const started = performance.now();
  const chunks: Buffer[] = [];
  const [program, ...args] = step.command;
  const passed = await new Promise<boolean>((resolve) => {
    const child = spawn(program, args, {
      cwd: root,
      env: {
        ...process.env,
        ...plainUnlessTerminal,
        PATH: [join(root, 'node_modules', '.bin'), process.env.PATH].join(delimiter),
      },
      stdio: ['ignore', 'pipe', 'pipe'],
      // On Windows the programs in node_modules/.bin are command files, which only a shell starts.
      shell: process.platform === 'win32',
    });
    child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
    child.stderr.on('data', (chunk: Buffer) => chunks.push(chunk));
    child.on('error', (error) => {
      chunks.push(Buffer.from(`${program} could not be started: ${error.message}\n`));
      resolve(false);
    });
    child.on('close', (code) => resolve(code === 0));
  });
  const seconds = (performance.now() - started) / 1000;
  return { step, passed, seconds, output: Buffer.concat(chunks).toString('utf8').trimEnd() };
}

/** The steps that the arguments select, in their order. Throws on an option or a step that does not exist. */
function selectSteps(args: string[]): readonly Step[] {
  const { values } = parseArgs({ args, options: { only: { type: 'string' }, skip: { type: 'string' } } });
  const named = (list: string | undefined): ReadonlySet<string> => {
    const names = (list ?? '').split(',').filter((name) => name !== '');
    const unknown = names.filter((name) => !steps.some((step) => step.name === name));
    if (unknown.length > 0) {
      throw new Error(`No such step: ${unknown.join(', ')}. There are: ${steps.map((step) => step.name).join(', ')}.`);
    }
    return new Set(names);
  };
  const only = named(values.only);
  const skip = named(values.skip);
  return steps.filter(({ name }) => (only.size === 0 || only.has(name)) && !skip.has(name));
}

function printLine({ step, passed, seconds }: Outcome): void {
  console.log(`${passed ? '✓' : '✗'} ${step.name.padEnd(9)} ${seconds.toFixed(1).padStart(6)} s  ${step.proves}`);
}

/** Runs the selected steps one after the other; all of them, so that one run shows everything that is wrong. */
async function verify(selected: readonly Step[]): Promise<boolean> {
  const failures: Outcome[] = [];
  let total = 0;
  for (const step of selected) {
    const outcome = await run(step);
    total += outcome.seconds;
    printLine(outcome);
    if (!outcome.passed) failures.push(outcome);
  }
  for (const { step, output } of failures) console.log(`\n── ${step.name}: ${step.command.join(' ')}\n${output}`);
  const verdict = failures.length === 0 ? 'all passed' : `failed: ${failures.map(({ step }) => step.name).join(', ')}`;
  console.log(`\n${selected.length} checks in ${total.toFixed(1)} s, ${verdict}`);
  return failures.length === 0;
}

let selected: readonly Step[] = [];
try {
  selected = selectSteps(process.argv.slice(2));
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(2);
}
process.exitCode = (await verify(selected)) ? 0 : 1;
