#!/usr/bin/env node
// Generates Prisma's client when it is missing or older than the schema. An install script would do this elsewhere; here
// none may run (.npmrc), so every way into the program asks first, which costs about a millisecond.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { isRunningOnUsableNode } from './node-version.js';

const at = (path) => fileURLToPath(new URL(`../${path}`, import.meta.url));
/** Holds the fingerprint of what src/generated was made from; removed first and written last by a generation. */
export const STAMP = at('src/generated/stamp');

/** What the generated client depends on: the schema and the version of Prisma. */
export function fingerprint() {
  const { version } = JSON.parse(readFileSync(at('node_modules/@prisma/client/package.json'), 'utf8'));
  return createHash('sha256')
    .update(version)
    .update(readFileSync(at('prisma/schema.prisma')))
    .digest('hex');
}

/** True when src/generated fits the schema. */
export function isGenerated() {
  try {
    return readFileSync(STAMP, 'utf8') === fingerprint();
  } catch {
    return false;
  }
}

/** Generates what is missing; true when the client is ready. Any number of processes may do so at once. */
export function ensureGenerated() {
  if (isGenerated()) return true;
  if (!existsSync(at('node_modules/@prisma/client')))
    return refuse('The packages are not installed: run "npm ci" first.');
  if (!existsSync(at('node_modules/prisma'))) {
    return refuse(
      'The database client has not been generated for this version, and the package "prisma", which generates it, is not\n' +
        'installed. Run "npm ci" without --omit, start once, and then leave out what you do not need.',
    );
  }
  const { status } = spawnSync(process.execPath, [at('scripts/db.ts'), 'generate', '--if-stale'], { stdio: 'inherit' });
  return status === 0 ? true : refuse('The database client could not be generated; the reason stands above.');
}

function refuse(reason) {
  console.error(reason);
  process.exitCode = 1;
  return false;
}

if (
  process.argv[1] &&
  import.meta.url.endsWith('/ensure-generated.js') &&
  process.argv[1].endsWith('ensure-generated.js')
) {
  if (isRunningOnUsableNode()) ensureGenerated();
}
