/**
 * Writes the generated documents: `npm run docs`. With `--check` it writes nothing, names each stale file and exits with 1.
 */
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { GENERATORS } from './docs/generators.ts';
import { ROOT, renderDocument } from './docs/stale.ts';

const unknown = process.argv.slice(2).filter((argument) => argument !== '--check');
if (unknown.length > 0) {
  console.error(`docs: unknown argument ${unknown.join(' ')}; the only one is --check`);
  process.exit(2);
}

if (process.argv.includes('--check')) await checkDocuments();
else await writeDocuments();

async function checkDocuments(): Promise<void> {
  for (const generator of GENERATORS) {
    const document = await renderDocument(generator);
    if (document.isCurrent) continue;
    console.error(`${document.file} is stale: run "npm run docs" and commit it`);
    process.exitCode = 1;
  }
}

async function writeDocuments(): Promise<void> {
  for (const generator of GENERATORS) {
    const document = await renderDocument(generator);
    if (!document.isCurrent) {
      const path = join(ROOT, document.file);
      await mkdir(dirname(path), { recursive: true });
      await writeFile(path, document.text);
    }
    console.log(`${document.file}: ${document.isCurrent ? 'current' : 'written'}`);
  }
}
