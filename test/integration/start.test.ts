import { spawnSync } from 'node:child_process';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type TempDatabase, tempDatabase } from '../support/temp-database.ts';

const PROGRAM = fileURLToPath(new URL('../../bin/urgent-order.js', import.meta.url));

let temp: TempDatabase;
beforeEach(() => {
  temp = tempDatabase();
});
afterEach(() => temp.remove());

/** The program as the shell sees it; null as the code when it did not end by itself. */
function call(args: readonly string[], env: NodeJS.ProcessEnv = {}) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [PROGRAM, ...args], {
    encoding: 'utf8',
    timeout: 25_000,
    env: {
      ...process.env,
      DATABASE_URL: temp.url,
      FILES_DIR: join(temp.directory, 'files'),
      CONFIG_FILE: '',
      HOST: '127.0.0.1',
      ...env,
    },
  });
  return { code: status, text: stdout + stderr };
}

test('a port that is taken is said in words, and the program ends: it does not stay and keep the database', async () => {
  const other = createServer();
  const port = await new Promise<number>((resolve) =>
    other.listen(0, '127.0.0.1', () => resolve((other.address() as { port: number }).port)),
  );
  const { code, text } = call(['start'], { PORT: String(port) });
  await new Promise((resolve) => other.close(resolve));
  expect(text).toContain(`Port ${port} is taken`);
  expect(code).toBe(1);
}, 30_000);

test('a HOST that is not of this machine is said in words, and the program ends', () => {
  const { code, text } = call(['start'], { HOST: '192.0.2.1', PORT: '0' });
  expect(text.trim()).toBe(
    'HOST=192.0.2.1 is not an address of this machine. Leave it out, or 0.0.0.0 for all of them.',
  );
  expect(code).toBe(1);
}, 30_000);

test('somebody who asks for help gets the commands, and no error', () => {
  const { code, text } = call(['--help']);
  expect(text).toContain('doctor, verify-log, export-roots');
  expect(code).toBe(0);
}, 30_000);

test('a FILES_DIR that cannot be written is said at the start, not at the first attachment', () => {
  const { code, text } = call(['start'], { FILES_DIR: join(PROGRAM, 'files') });
  expect(text).toContain('FILES_DIR:');
  expect(code).toBe(1);
}, 30_000);
