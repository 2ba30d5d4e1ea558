import { openDatabase } from '../store/open.ts';
import { print, readConfigOrComplain, readOptions, runCommand } from './command-line.ts';

/** `urgent-order migrate`: brings the database to this version, as the start does by itself, and says what it did. */
export async function run(args: readonly string[], env: NodeJS.ProcessEnv): Promise<number> {
  return runCommand(async () => {
    readOptions(args, {}, 'migrate');
    const config = readConfigOrComplain(env);
    if (!config) return 1;
    const database = await openDatabase(config.databaseUrl);
    await database.close();
    if (database.migrated.length === 0) print(`${database.file} is up to date.`);
    else print(`${database.file}: applied ${database.migrated.join(', ')}.`);
    return 0;
  });
}
