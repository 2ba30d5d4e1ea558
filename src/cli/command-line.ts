import { type ParseArgsOptionsConfig, parseArgs } from 'node:util';
import { type Config, describeProblems, readConfig } from '../config.ts';
import { DatabaseUnavailable } from '../store/database-unavailable.ts';

/** A wrong use of a command: its text is shown, and the exit code is 2. */
export class UsageError extends Error {}

/** The options of a command, all given at most once. @throws {UsageError} for what it does not know. */
export function readOptions<T extends ParseArgsOptionsConfig>(args: readonly string[], options: T, usage: string) {
  try {
    return parseArgs({ args: [...args], options, strict: true, allowPositionals: false }).values;
  } catch (error) {
    throw new UsageError(`${(error as Error).message}\nUsage: npx urgent-order ${usage}`);
  }
}

/** A whole number from 0 on. @throws {UsageError} */
export function wholeNumber(name: string, text: string | undefined, otherwise: number): number {
  if (text === undefined) return otherwise;
  const number = Number(text);
  if (!/^\d{1,9}$/.test(text) || !Number.isSafeInteger(number))
    throw new UsageError(`--${name} takes a whole number, not "${text}"`);
  return number;
}

export function print(text: string): void {
  process.stdout.write(`${text}\n`);
}

function complain(text: string): void {
  process.stderr.write(`${text}\n`);
}

/** Runs a command's work; answers its exit code. What an operator can put right is told in words, a fault with its stack. */
export async function runCommand(work: () => Promise<number>): Promise<number> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof UsageError) {
      complain(error.message);
      return 2;
    }
    complain(error instanceof DatabaseUnavailable ? error.message : ((error as Error).stack ?? String(error)));
    return 1;
  }
}

/** The configuration; null after its problems were told. */
export function readConfigOrComplain(env: NodeJS.ProcessEnv): Config | null {
  const { config, problems } = readConfig(env);
  if (problems.length === 0) return config;
  complain(describeProblems(problems));
  return null;
}
