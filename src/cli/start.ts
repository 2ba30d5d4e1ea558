import { type App, compose } from '../compose.ts';
import { type Config, describeProblems, readConfig } from '../config.ts';
import { canKeepFiles } from '../files.ts';
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
  if (!(await canKeepFiles(config.filesDir))) {
    process.stderr.write(
      `FILES_DIR: ${config.filesDir} cannot be written. Give a folder of this user's for the attachments.\n`,
    );
    return 1;
  }
  let app: App | null = null;
  try {
    app = await compose(config);
    await app.start();
    process.stdout.write(`urgent-order is ready: ${app.url() ?? ''} (${Math.round(performance.now())} ms)\n`);
    if (app.playground === null) {
      process.stdout.write(
        'No chat is connected: the playground is off, and Slack and Lark are not in this version. Leave PLAYGROUND out to talk to the bot.\n',
      );
    } else if (app.setupCode()) {
      process.stdout.write(
        `First administrator: say  /urgent-order setup ${app.setupCode()}  to the bot. The code is valid until the next start.\n`,
      );
    }
    await stopSignal();
    await stop(app);
    return 0;
  } catch (error) {
    process.stderr.write(`${error instanceof DatabaseUnavailable ? error.message : describe(error, config)}\n`);
    // What was opened before the failure would keep the process alive, and the database taken.
    if (app) await stop(app);
    return 1;
  }
}

async function stop(app: App): Promise<void> {
  const deadline = setTimeout(() => process.exit(1), STOP_WITHIN);
  await app.stop();
  clearTimeout(deadline);
}

function stopSignal(): Promise<void> {
  return new Promise((resolve) => {
    process.once('SIGTERM', () => resolve());
    process.once('SIGINT', () => resolve());
  });
}

function describe(error: unknown, { host, port }: Config): string {
  if (!(error instanceof Error)) return String(error);
  const code = 'code' in error ? error.code : null;
  if (code === 'EADDRINUSE')
    return `Port ${port} is taken. Stop the program that uses it, or choose another with PORT=…`;
  if (code === 'EACCES') return `This user may not listen on port ${port}. Choose one from 1024 on with PORT=…`;
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND')
    return `HOST=${host} is not an address of this machine. Leave it out, or 0.0.0.0 for all of them.`;
  return error.stack ?? error.message;
}
