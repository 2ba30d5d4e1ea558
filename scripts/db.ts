// npm run db generate [--all]   Prisma's client, without the network (--all: the one for PostgreSQL too)
// npm run db new <name>         the SQL that turns the last migrated schema into the present one, for both databases
// npm run db check              fails when the schema has changes without a migration
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { fileURLToPath } from 'node:url';
import type { SqlDriverAdapter } from '@prisma/driver-adapter-utils';
import { fingerprint, isGenerated, STAMP } from '../bin/ensure-generated.js';

const require = createRequire(import.meta.url);
process.chdir(fileURLToPath(new URL('..', import.meta.url)));

const SCHEMA = 'prisma/schema.prisma';
const SNAPSHOT = 'prisma/migrations/schema.prisma';
const DATABASES = ['sqlite', 'postgresql'] as const;
type DatabaseKind = (typeof DATABASES)[number];

/** The PostgreSQL schema is the SQLite one with instants that carry their zone and without what only the file needs. */
function schemaFor(kind: DatabaseKind, schema: string): string {
  if (kind === 'sqlite') return schema;
  return schema
    .replace('provider = "sqlite"', 'provider = "postgresql"')
    .replace('"../src/generated/sqlite"', '"../../src/generated/postgresql"')
    .replace(/^(\s+\w+\s+DateTime\??)(?=\s|$)/gm, '$1 @db.Timestamptz(3)')
    .replace(/(^\/\/\/.*\n)*^\/\/\/ Only for the SQLite file.*\n(^\/\/\/.*\n)*^model [\s\S]*?\n}\n/gm, '');
}

/** One generation at a time on this machine; the lock ends with the process, however it ends. */
function withGenerationLock<T>(work: () => T): T {
  mkdirSync(dirname(STAMP), { recursive: true });
  const lock = new DatabaseSync(join(dirname(STAMP), 'lock'), { timeout: 120_000 });
  try {
    lock.exec('BEGIN EXCLUSIVE');
    return work();
  } finally {
    lock.close();
  }
}

function generate(kinds: readonly DatabaseKind[]): boolean {
  rmSync(STAMP, { force: true });
  const before = fingerprint();
  for (const kind of kinds) {
    const file = kind === 'sqlite' ? SCHEMA : `prisma/derived/${kind}.prisma`;
    if (kind !== 'sqlite') {
      mkdirSync('prisma/derived', { recursive: true });
      writeFileSync(file, schemaFor(kind, readFileSync(SCHEMA, 'utf8')));
    }
    // `generate` never starts the schema engine, but the command would download it unless told where one is.
    const env = { ...process.env, PRISMA_SCHEMA_ENGINE_BINARY: process.execPath, CHECKPOINT_DISABLE: '1' };
    const command = [require.resolve('prisma/build/index.js'), 'generate', '--no-hints', '--schema', file];
    const { status, stdout, stderr } = spawnSync(process.execPath, command, { encoding: 'utf8', env });
    if (status !== 0) {
      console.error(`${stdout}${stderr}`);
      return false;
    }
  }
  writeFileSync(STAMP, before);
  return true;
}

/** The one call we need of it; the type library of Node has none of WebAssembly. */
declare const WebAssembly: {
  instantiate(code: Uint8Array, imports: object): Promise<{ readonly instance: { readonly exports: object } }>;
};

type Engine = typeof import('@prisma/schema-engine-wasm/schema_engine_bg');
let engine: Promise<Engine> | undefined;

/** Prisma's schema engine as WebAssembly. Instantiating it a second time would corrupt it. */
function loadEngine(): Promise<Engine> {
  engine ??= (async () => {
    const file = require.resolve('@prisma/schema-engine-wasm/schema_engine_bg');
    const bindings = await import(file);
    const wasm = await WebAssembly.instantiate(readFileSync(file.replace(/\.js$/, '.wasm')), {
      './schema_engine_bg.js': bindings,
    });
    bindings.__wbg_set_wasm(wasm.instance.exports);
    (wasm.instance.exports as { __wbindgen_start(): void }).__wbindgen_start();
    return bindings;
  })();
  return engine;
}

/** Comparing two schema files needs no database, only the dialect: this connection answers the one question asked. */
const offlineConnection = {
  adapterName: 'offline',
  dispose: async () => {},
  executeRaw: async () => 0,
  executeScript: async () => {},
  getConnectionInfo: () => ({ supportsRelationJoins: false, schemaName: 'public' }),
  queryRaw: async () => ({
    columnNames: ['exists', 'version', 'numeric_version'],
    columnTypes: [5, 7, 0],
    rows: [[true, 'PostgreSQL 15.0', 150_000]],
  }),
};

/** The SQL that leads from one schema to the other; empty when they agree. */
async function diff(kind: DatabaseKind, from: string, to: string): Promise<string> {
  const [{ bindMigrationAwareSqlAdapterFactory, mockMigrationAwareAdapterFactory }, bindings] = await Promise.all([
    import('@prisma/driver-adapter-utils'),
    loadEngine(),
  ]);
  const offline = mockMigrationAwareAdapterFactory(kind === 'sqlite' ? 'sqlite' : 'postgres');
  offline.connect = async () => ({ ...offlineConnection, provider: offline.provider }) as unknown as SqlDriverAdapter;
  const target = schemaFor(kind, to);
  const files = (content: string) => ({ tag: 'schemaDatamodel' as const, files: [{ path: 'schema.prisma', content }] });
  const schemaEngine = await bindings.SchemaEngine.new(
    { datamodels: [['schema.prisma', target]] },
    () => {},
    bindMigrationAwareSqlAdapterFactory(offline),
  );
  const result = await schemaEngine.diff({
    from: from ? files(schemaFor(kind, from)) : { tag: 'empty' },
    to: files(target),
    script: true,
    exitCode: true,
    filters: { externalTables: [], externalEnums: [] },
  });
  return result.exitCode === 2 ? (result.stdout ?? '') : '';
}

async function writeMigration(name: string): Promise<void> {
  const schema = readFileSync(SCHEMA, 'utf8');
  const migrated = existsSync(SNAPSHOT) ? readFileSync(SNAPSHOT, 'utf8') : '';
  const id = `${new Date().toISOString().replace(/\D/g, '').slice(0, 14)}_${name}`;
  for (const kind of DATABASES) {
    const script = await diff(kind, migrated, schema);
    const folder = `prisma/migrations/${kind}`;
    // The same list on both databases; a change that concerns one of them only leaves an empty step for the other.
    mkdirSync(`${folder}/${id}`, { recursive: true });
    writeFileSync(`${folder}/${id}/migration.sql`, script || '-- Nothing to do on this database.\n');
    writeFileSync(`${folder}/migration_lock.toml`, `provider = "${kind}"\n`);
    console.log(`${folder}/${id}/migration.sql`);
  }
  writeFileSync(SNAPSHOT, schema);
}

async function isMigrated(): Promise<boolean> {
  const schema = readFileSync(SCHEMA, 'utf8');
  const migrated = existsSync(SNAPSHOT) ? readFileSync(SNAPSHOT, 'utf8') : '';
  for (const kind of DATABASES) if (await diff(kind, migrated, schema)) return false;
  return true;
}

const [command, argument] = process.argv.slice(2);
if (command === 'generate') {
  const isDone = withGenerationLock(() => {
    if (argument === '--if-stale' && isGenerated()) return true;
    return generate(argument === '--all' ? DATABASES : ['sqlite']);
  });
  if (!isDone) process.exitCode = 1;
} else if (command === 'new' && argument && /^[a-z][a-z0-9_]*$/.test(argument)) {
  await writeMigration(argument);
} else if (command === 'check') {
  if (await isMigrated()) console.log('Schema and migrations agree.');
  else {
    console.error('The schema has changes without a migration: npm run db new <name>');
    process.exitCode = 1;
  }
} else {
  console.error('npm run db generate [--all] | new <name> (a-z, 0-9, _) | check');
  process.exitCode = 1;
}
