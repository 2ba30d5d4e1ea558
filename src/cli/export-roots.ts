import { exportRoots } from '../app/upkeep/daily-root.ts';
import { createLogReader } from '../store/log-reader.ts';
import { openReadOnly } from '../store/open.ts';
import { print, readConfigOrComplain, readOptions, runCommand } from './command-line.ts';

/** `urgent-order export-roots`: every daily root as a JSON line. Kept elsewhere, they show a log that was rewritten. */
export async function run(args: readonly string[], env: NodeJS.ProcessEnv): Promise<number> {
  return runCommand(async () => {
    readOptions(args, {}, 'export-roots > roots.jsonl');
    const config = readConfigOrComplain(env);
    if (!config) return 1;
    const database = await openReadOnly(config.databaseUrl);
    try {
      for (const root of await exportRoots(createLogReader(database.sql))) print(JSON.stringify(root));
      return 0;
    } finally {
      await database.close();
    }
  });
}
