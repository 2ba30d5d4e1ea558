import { compose } from '../compose.ts';
import { describeProblems, readConfig } from '../config.ts';
import { DatabaseUnavailable } from '../store/database-unavailable.ts';

/** Longest time from SIGTERM to the end, ms (operating contract). */
const STOP_WITHIN = 10_000;

/** `urgent-order start`: the bot. Ends with 0 after SIGTERM or SIGINT, with 1 when it cannot start. */
export async function run(_args: readonly string[], env: NodeJS.ProcessEnv): Promise<number> {
  const { config, problems } = readConfig(env);
  if (problems.length > 0) {
    process.stderr.write(`${describeProblems(problems)}\n`);
    return 1;
  }
  try {
    const app = await compose(config);
    await app.start();
    process.stdout.write(`urgent-order is ready: ${app.url() ?? ''} (${Math.round(performance.now())} ms)\n`);
    if (app.setupCode()) process.stdout.write(`First administrator: say  /urgent-order setup ${app.setupCode()}  to the bot. The code is valid until the next start.\n`);
    await stopSignal();
    const deadline = setTimeout(() => process.exit(1), STOP_WITHIN);
    await app.stop();
    clearTimeout(deadline);
    return 0;
  } catch (error) {
    process.stderr.write(`${error instanceof DatabaseUnavailable ? error.message : describe(error, config.port)}\n`);
    return 1;
  }
}

function stopSignal(): Promise<void> {
  return new Promise((resolve) => {
    process.once('SIGTERM', () => resolve());
    process.once('SIGINT', () => resolve());
  });
}

function describe(error: unknown, port: number): string {
  if (error instanceof Error && 'code' in error && error.code === 'EADDRINUSE') return `Port ${port} is taken. Stop the program that uses it, or choose another with PORT=…`;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
