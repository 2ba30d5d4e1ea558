import { readFileSync } from 'node:fs';
import { z } from 'zod';
import type { LogReader } from '../app/ports.ts';
import type { ExportedRoot } from '../app/upkeep/daily-root.ts';
import { type LogCheck, type LogProblem, MOST_PROBLEMS, verifyLog } from '../app/upkeep/verify-log.ts';
import { createLogReader } from '../store/log-reader.ts';
import { openReadOnly } from '../store/open.ts';
import { print, readConfigOrComplain, readOptions, runCommand, UsageError } from './command-line.ts';

const USAGE = 'verify-log [--order UO-2026-0001] [--root roots.jsonl]';

const exportedRoot = z.object({
  day: z.iso.date(),
  root: z.string(),
  heads: z.number(),
  at: z.number(),
  from: z.number(),
  previous: z.string(),
});

/** `urgent-order verify-log`: checks the log, beside a running bot. Ends with 1 on a finding. */
export async function run(args: readonly string[], env: NodeJS.ProcessEnv): Promise<number> {
  return runCommand(async () => {
    const { order, root } = readOptions(args, { order: { type: 'string' }, root: { type: 'string' } }, USAGE);
    const roots = root === undefined ? [] : readRoots(root);
    const config = readConfigOrComplain(env);
    if (!config) return 1;
    const database = await openReadOnly(config.databaseUrl);
    try {
      const log = createLogReader(database.sql);
      const check = await verifyLog(log, { ...(order !== undefined && { stream: await streamOf(log, order) }), roots });
      report(check);
      return check.problems.length === 0 ? 0 : 1;
    } finally {
      await database.close();
    }
  });
}

async function streamOf(log: LogReader, name: string): Promise<string> {
  if (name === 'company') return name;
  const found = await log.streamOf(name);
  if (found === null) throw new UsageError(`There is no order ${name}.`);
  return found;
}

/** A file of `export-roots`: one JSON object per line, or a list of them. */
function readRoots(path: string): ExportedRoot[] {
  let text: string;
  try {
    text = readFileSync(path, 'utf8').trim();
  } catch (error) {
    throw new UsageError(`${path} cannot be read: ${(error as Error).message}`);
  }
  try {
    const read: unknown = text.startsWith('[')
      ? JSON.parse(text)
      : text
          .split('\n')
          .filter(Boolean)
          .map((line) => JSON.parse(line) as unknown);
    return z.array(exportedRoot).min(1).parse(read);
  } catch {
    throw new UsageError(`${path} holds no daily roots: "npx urgent-order export-roots" writes them.`);
  }
}

function report({ streams, events, digests, roots, problems }: LogCheck): void {
  print(`Checked ${events} entries in ${streams} streams, ${digests} digests of personal data, ${roots} daily roots.`);
  if (problems.length === 0) print('Everything is as it was written.');
  else
    print(
      `Findings: ${problems.length}${problems.length >= MOST_PROBLEMS ? ' (and perhaps more)' : ''}. Keep the database as it is and compare it with a backup.`,
    );
  for (const problem of problems) print(`  ${describe(problem)}`);
}

const SAID: Readonly<Record<LogProblem['kind'], string>> = {
  edited: 'was edited',
  removed: 'is missing',
  reordered: 'stands in another place than it was written',
  cut_off: 'and everything after it is missing',
  head: 'is not the end that the order knows: entries were added or written anew',
  personal: 'personal data was changed or removed without being erased',
  root: 'the log is not the one this daily root was made of: it was rewritten',
};

function describe({ kind, stream, name, seq, type, at }: LogProblem): string {
  const what = kind === 'root' ? `day ${stream}` : (name ?? stream);
  const entry = seq === null ? '' : ` entry ${seq}`;
  const known =
    kind === 'root' ? [] : [type, at === null ? null : new Date(at).toISOString()].filter((part) => part !== null);
  return `${what}${entry}${known.length > 0 ? ` (${known.join(', ')})` : ''}: ${SAID[kind]}`;
}
