// One of several processes that migrate the same file at once: prints the names of what it applied itself.
import { writeSync } from 'node:fs';
import { migrate } from '../../src/store/migrate.ts';
import { migrationDatabase } from './migration-database.ts';

const [file = '', folder = ''] = process.argv.slice(2);
using database = migrationDatabase(file);
writeSync(1, JSON.stringify(await migrate(database, folder)));
