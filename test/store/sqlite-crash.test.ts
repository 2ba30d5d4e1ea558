import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openDatabase, openReadOnly } from '../../src/store/open.ts';
import { insert } from '../../src/store/sql.ts';
import { type TempDatabase, tempDatabase } from '../support/temp-database.ts';

let temp: TempDatabase;
const children: ChildProcess[] = [];

beforeEach(() => {
  temp = tempDatabase();
});
afterEach(async () => {
  await Promise.all(children.splice(0).map(kill));
  temp.remove();
});

async function kill(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exited = once(child, 'exit');
  child.kill('SIGKILL');
  await exited;
}

/** Another process that owns the database; in a round it also writes. `lines` are what it has said so far. */
function startChild(round = ''): { child: ChildProcess; lines: string[]; said(count: number): Promise<void> } {
  const script = fileURLToPath(new URL('./sqlite-child.ts', import.meta.url));
  const child = spawn(process.execPath, [script, temp.url, round], { stdio: ['ignore', 'pipe', 'inherit'] });
  children.push(child);
  const lines: string[] = [];
  const listeners = new Set<() => void>();
  createInterface({ input: child.stdout! }).on('line', (line) => {
    lines.push(line);
    for (const listener of listeners) listener();
  });
  const said = (count: number) =>
    new Promise<void>((resolve) => {
      const check = () => {
        if (lines.length >= count) resolve();
      };
      listeners.add(check);
      check();
    });
  return { child, lines, said };
}

test('XD-02 kill -9 while four writers write: no acknowledged write is lost and none is half there', async () => {
  const acknowledged: string[] = [];
  for (const [round, lines] of [30, 57, 111, 200].entries()) {
    const writer = startChild(`${round}`);
    await writer.said(lines);
    await kill(writer.child);
    // The pipe still holds what was said before the kill.
    if (!writer.child.stdout!.readableEnded) await once(writer.child.stdout!, 'end');
    acknowledged.push(...writer.lines.filter((line) => line.startsWith('saved ')).map((line) => line.slice(6)));
  }
  const database = await openDatabase(temp.url);
  const rows = await database.sql.all<{ name: string }>('SELECT "name" FROM "Counter"');
  const found = new Set(rows.map((row) => row.name));
  const halves = [...found].filter((name) => !found.has(name.replace(/.$/, (end) => (end === 'a' ? 'b' : 'a'))));
  const check = await database.sql.all('PRAGMA integrity_check');
  await database.close();
  expect(acknowledged.length).toBeGreaterThan(390);
  expect(acknowledged.filter((name) => !found.has(`${name}/a`))).toEqual([]);
  expect(halves).toEqual([]);
  expect(check).toEqual([{ integrity_check: 'ok' }]);
});

test('a second owner is refused at once, by name, and allowed as soon as the first is gone, even by kill -9', async () => {
  const owner = startChild();
  await owner.said(1);
  expect(owner.lines).toEqual(['open']);
  const start = performance.now();
  await expect(openDatabase(temp.url)).rejects.toThrow(
    new RegExp(`^The database ${temp.file} is in use by another urgent-order \\(process ${owner.child.pid}, since `),
  );
  expect(performance.now() - start).toBeLessThan(1_000); // About 2 ms; a wait for the lock would be seconds.
  await kill(owner.child);
  const database = await openDatabase(temp.url);
  const second = startChild();
  await second.said(1);
  expect(second.lines[0]).toMatch(`process ${process.pid}`);
  await expect(openDatabase(temp.url)).rejects.toThrow('in use by another'); // Also within one process.
  await database.close();
  await (await openDatabase(temp.url)).close();
});

test('a reader sees one moment while the owner goes on writing, and can change nothing', async () => {
  await expect(openReadOnly(temp.url)).rejects.toThrow(`There is no database at ${temp.file} yet`);
  const owner = await openDatabase(temp.url);
  const reader = await openReadOnly(temp.url);
  const count = 'SELECT COUNT(*) AS "n" FROM "Counter"';
  await reader.transaction(async (sql) => {
    expect(await sql.all(count)).toEqual([{ n: 0 }]);
    await insert(owner.sql, 'Counter', { name: 'new', value: 1 });
    expect(await sql.all(count)).toEqual([{ n: 0 }]);
  });
  expect(await reader.prisma.counter.count()).toBe(1);
  await expect(insert(reader.sql, 'Counter', { name: 'no', value: 1 })).rejects.toThrow('readonly');
  await owner.close();
  await reader.close();
  const alone = await openReadOnly(temp.url); // Without an owner too.
  expect(await alone.sql.all(count)).toEqual([{ n: 1 }]);
  await alone.close();
});

test('what cannot be a database is refused in plain words', async () => {
  await expect(openDatabase('postgresql://somewhere/else')).rejects.toThrow(
    'PostgreSQL is not available in this version',
  );
  await expect(openDatabase('./data.db')).rejects.toThrow('has to look like file:./data/urgent-order.db');
  await expect(openDatabase(`file:${temp.directory}`)).rejects.toThrow(`The database ${temp.directory} cannot be used`);
  writeFileSync(temp.file, 'this is a letter, not a database. '.repeat(100));
  await expect(openDatabase(temp.url)).rejects.toThrow(
    `The database ${temp.file} cannot be used: file is not a database`,
  );
  expect(readFileSync(temp.file, 'utf8')).toMatch(/^this is a letter/);
  const blocked = `file:${temp.file}/below/a/file.db`;
  await expect(openDatabase(blocked)).rejects.toThrow(/^The folder .* cannot be created/);
});
