import 'dotenv/config';

/** Every command of `urgent-order`, loaded only when it is asked for. */
const COMMANDS: Readonly<
  Record<string, () => Promise<{ run(args: readonly string[], env: NodeJS.ProcessEnv): Promise<number> }>>
> = {
  start: () => import('./cli/start.ts'),
  demo: () => import('./cli/demo.ts'),
  doctor: () => import('./cli/doctor.ts'),
  'verify-log': () => import('./cli/verify-log.ts'),
  'export-roots': () => import('./cli/export-roots.ts'),
  manifest: () => import('./cli/manifest.ts'),
  migrate: () => import('./cli/migrate.ts'),
};

// A reader that has seen enough, as in `… | head`, is no fault.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
});

const USAGE = `urgent-order <command>. Commands: ${Object.keys(COMMANDS).join(', ')}; without one it starts. README.md explains them.`;

const [name = 'start', ...args] = process.argv.slice(2);
const load = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
if (['help', '--help', '-h'].includes(name)) process.stdout.write(`${USAGE}\n`);
else if (load) {
  process.exitCode = await (await load()).run(args, process.env);
} else {
  process.stderr.write(`urgent-order: there is no command "${name}". Commands: ${Object.keys(COMMANDS).join(', ')}\n`);
  process.exitCode = 2;
}
