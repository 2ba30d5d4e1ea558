// A process for the tests to kill: opens the database named by its argument and writes for ever, from four sides, one
// line of output for every write that was acknowledged.
import { writeSync } from 'node:fs';
import { openDatabase } from '../../src/store/open.ts';
import { insertMany } from '../../src/store/sql.ts';

const [url = '', round = ''] = process.argv.slice(2);
const database = await openDatabase(url).catch((error: Error) => {
  writeSync(1, `refused ${error.message}\n`);
  process.exit(1);
});
writeSync(1, 'open\n');

/** Two rows in one transaction: after the kill both are there, or neither. */
function pair(name: string): { name: string; value: number }[] {
  return [
    { name: `${name}/a`, value: 1 },
    { name: `${name}/b`, value: 1 },
  ];
}

async function write(writer: string, save: (name: string) => Promise<unknown>): Promise<never> {
  for (let i = 0; ; i++) {
    const name = `${round}/${writer}/${i}`;
    await save(name);
    writeSync(1, `saved ${name}\n`);
  }
}

if (round) {
  await Promise.all([
    write('raw 1', (name) => database.transaction((sql) => insertMany(sql, 'Counter', pair(name)))),
    write('raw 2', (name) => insertMany(database.sql, 'Counter', pair(name))),
    write('interactive', (name) =>
      database.prisma.$transaction(async (tx) => {
        for (const data of pair(name)) await tx.counter.create({ data });
      }),
    ),
    write('batch', (name) =>
      database.prisma.$transaction(pair(name).map((data) => database.prisma.counter.create({ data }))),
    ),
  ]);
} else setInterval(() => {}, 60_000);
