import { accessSync, constants, existsSync, statfsSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import type { Config, ConfigProblem } from '../../config.ts';
import { readOwner } from '../../store/owner.ts';
import { type Finding, fine, problem, warning } from './finding.ts';

const MEGABYTE = 1_000_000;
/** Below this a database that grows and a backup of it soon have no room. */
const LITTLE_SPACE = 500 * MEGABYTE;

/** The machine, the environment and the file: what can be judged without the database. */
export function checkMachine(config: Config, problems: readonly ConfigProblem[]): Finding[] {
  return [checkNode(), ...checkConfig(problems), checkFiles(config.filesDir), checkExposure(config)];
}

function checkNode(): Finding {
  const { node } = process.versions;
  if (Number(node.split('.')[0]) >= 24) return fine(`Node ${node}`);
  return warning(
    `Node ${node} works; the program is tested with 24`,
    'npm ci (it brings Node 24 along), or install Node 24',
  );
}

function checkConfig(problems: readonly ConfigProblem[]): Finding[] {
  if (problems.length === 0) return [fine('configuration: everything can be used')];
  return problems.map((p) => problem(`${p.key}: ${p.message}`, p.hint));
}

/** The nearest folder that exists: the others are made when they are needed. */
function existing(path: string): string {
  return existsSync(path) || dirname(path) === path ? path : existing(dirname(path));
}

function checkFiles(filesDir: string): Finding {
  const path = resolve(filesDir);
  const folder = existing(path);
  if (!statSync(folder).isDirectory())
    return problem(`attachments cannot be written to ${path}: ${folder} is a file`, 'name a folder in FILES_DIR');
  try {
    accessSync(folder, constants.W_OK | constants.X_OK);
  } catch {
    return problem(
      `attachments cannot be written to ${path}`,
      `give this user the right to write to ${folder}, or set FILES_DIR`,
    );
  }
  const { bavail, bsize } = statfsSync(folder);
  const free = bavail * bsize;
  if (free < LITTLE_SPACE)
    return warning(
      `only ${Math.round(free / MEGABYTE)} MB are free at ${folder}`,
      'make room: without it orders cannot be saved',
    );
  return fine(`attachments in ${path}, ${Math.round(free / MEGABYTE)} MB free`);
}

function checkExposure({ host, playground, isPlaygroundPublic }: Config): Finding {
  const isLoopback = host === 'localhost' || host === '::1' || host.startsWith('127.');
  if (playground === 'off') return fine('playground: off');
  if (isLoopback) return fine(`playground: on ${host}, for this machine only`);
  if (!isPlaygroundPublic)
    return fine(`playground: refused on ${host}, because others reach it (PLAYGROUND_PUBLIC=yes would serve it)`);
  return warning(
    `playground: open on ${host}: whoever reaches it can be anyone in it`,
    'PLAYGROUND=off, or leave out PLAYGROUND_PUBLIC',
  );
}

/** Whether the bot runs on this database now. */
export function checkOwner(file: string): { readonly isRunning: boolean; readonly finding: Finding } {
  const owner = readOwner(file);
  if (owner?.isRunning)
    return { isRunning: true, finding: fine(`the bot runs (process ${owner.pid}, since ${owner.since})`) };
  return { isRunning: false, finding: fine('the bot does not run now') };
}
