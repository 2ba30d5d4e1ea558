import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { DocumentGenerator } from './generator.ts';

/** The repository's root directory. */
export const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** What a generated document should say, and whether the file says so. */
export interface RenderedDocument {
  readonly file: string;
  readonly text: string;
  readonly isCurrent: boolean;
}

/** Renders a document and compares it with the file; a missing file counts as not current. */
export async function renderDocument(generator: DocumentGenerator): Promise<RenderedDocument> {
  const text = await generator.render();
  return { file: generator.file, text, isCurrent: (await readIfPresent(join(ROOT, generator.file))) === text };
}

async function readIfPresent(path: string): Promise<string | null> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
}
