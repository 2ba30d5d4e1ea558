import { createHash, randomUUID } from 'node:crypto';
import { access, constants, mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Files } from './app/ports.ts';

/** Attachments by content hash, two folders deep; the same content is kept once. The name a person gave never becomes a path. */
export function createFiles(dir: string): Files {
  const pathOf = (hash: string) => {
    if (!/^[0-9a-f]{64}$/.test(hash)) throw new Error('not a content hash');
    return join(dir, hash.slice(0, 2), hash);
  };
  return {
    async put(bytes) {
      const hash = createHash('sha256').update(bytes).digest('hex');
      const path = pathOf(hash);
      await mkdir(join(dir, hash.slice(0, 2)), { recursive: true });
      // Written aside and moved: a crash leaves no half file under its hash.
      const aside = `${path}.${randomUUID()}.part`;
      await writeFile(aside, bytes);
      await rename(aside, path);
      return { hash, size: bytes.byteLength };
    },
    async read(hash) {
      return readFile(pathOf(hash)).catch(() => null);
    },
  };
}

/** Whether attachments can be kept there; the folder is made when it is missing. */
export async function canKeepFiles(dir: string): Promise<boolean> {
  try {
    await mkdir(dir, { recursive: true });
    await access(dir, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}
