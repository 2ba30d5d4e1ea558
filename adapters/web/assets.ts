import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { extname, join } from 'node:path';
import type { Hono } from 'hono';
import type { WebEnv } from './request.ts';

const TYPES: Readonly<Record<string, string>> = {
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
};

interface Asset {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly type: string;
  readonly etag: string;
}

function readAsset(file: string): Asset {
  const bytes = new Uint8Array(readFileSync(file));
  const etag = `"${createHash('sha256').update(bytes).digest('base64url').slice(0, 22)}"`;
  return { bytes, type: TYPES[extname(file)] ?? 'application/octet-stream', etag };
}

/** htmx itself: its readable name here is the small file there. */
function findHtmx(): [string, string] {
  return ['htmx.js', createRequire(import.meta.url).resolve('htmx.org/dist/htmx.min.js')];
}

/** Our own files. */
function listOwn(): Map<string, string> {
  const folder = join(import.meta.dirname, 'assets');
  const names = readdirSync(folder).filter((name) => extname(name) in TYPES);
  return new Map(names.map((name) => [name, join(folder, name)]));
}

/**
 * `GET /assets/…`: only names that were listed at the start are answered, so no path can lead out of the folders.
 * Revalidated each time (the answer is 304): a new version is seen at the next load.
 */
export function mountAssets(app: Hono<WebEnv>): void {
  const files = new Map([findHtmx(), ...listOwn()]);
  const read = new Map<string, Asset>();
  app.get('/assets/*', (c) => {
    const name = c.req.path.slice('/assets/'.length);
    const file = files.get(name);
    if (file === undefined) return c.notFound();
    const asset = read.get(name) ?? readAsset(file);
    read.set(name, asset);
    const headers = { 'content-type': asset.type, etag: asset.etag, 'cache-control': 'no-cache' };
    if (c.req.header('if-none-match') === asset.etag) return c.body(null, 304, headers);
    return c.body(asset.bytes, 200, headers);
  });
}
