import type { Hono } from 'hono';
import { readBody } from './body.ts';
import type { ChatStore } from './chat-store.ts';
import type { Files } from './files.ts';
import { cleanText, isId } from './limits.ts';
import type { Pages } from './pages.ts';
import type { People } from './people.ts';
import { Refused, readBytes, readViewer, sayBytes, type WebContext, type WebEnv } from './request.ts';

/** Pictures a browser may show; everything else is downloaded. No SVG: it is a document that may carry scripts. */
const SHOWN = new Set(['image/png', 'image/jpeg', 'image/gif', 'image/webp', 'image/avif']);
const TYPE = /^[a-z]+\/[a-z0-9.+-]{1,80}$/;
const PERSON_OF_PAGE = /^https?:\/\/[^/]+\/playground\/as\/([^/?#]+)\//;
/** Room for the boundaries and headers of the multipart form around a file. */
const ENVELOPE = 16_384;

export interface FileRouteParts {
  readonly people: People;
  readonly files: Files;
  readonly store: ChatStore;
  readonly pages: Pages;
}

/** A file's name without folders, controls and quotes; never empty. */
function cleanName(name: string): string {
  const last = cleanText(name).replace(/\s+/g, ' ').split(/[/\\]/).at(-1)?.trim() ?? '';
  return [...last].slice(0, 200).join('') || 'file';
}

async function readUpload(c: WebContext, maxBytes: number): Promise<File | null> {
  const type = c.env.incoming.headers['content-type'] ?? '';
  if (!type.startsWith('multipart/form-data')) throw new Refused(415, 'server.bad_request');
  const bytes = await readBytes(c, maxBytes + ENVELOPE, maxBytes);
  try {
    const form = await new Response(new Uint8Array(bytes), { headers: { 'content-type': type } }).formData();
    const file = form.get('file');
    return file instanceof File ? file : null;
  } catch {
    return null;
  }
}

/** Upload and download of attachments. */
export function mountFiles(app: Hono<WebEnv>, parts: FileRouteParts): void {
  const { people, files, store, pages } = parts;

  /** Whoever may read a message may read what hangs on it. */
  async function hangsOnReadable(userId: string, fileId: string, messageId: string | undefined): Promise<boolean> {
    const message = isId(messageId) ? await store.message(messageId) : null;
    if (message === null || (message.onlyFor !== null && message.onlyFor !== userId)) return false;
    if (!readBody(message.body).files?.some(({ id }) => id === fileId)) return false;
    return (await pages.findReadable(userId, message.channelId)) !== null;
  }

  app.post('/playground/as/:userId/files', async (c) => {
    const viewer = readViewer(c, people);
    const file = await readUpload(c, files.maxBytes);
    if (file === null) throw new Refused(400, 'server.bad_request');
    const type = TYPE.test(file.type) ? file.type : 'application/octet-stream';
    const bytes = new Uint8Array(await file.arrayBuffer());
    const saved = await files.save(viewer.persona.userId, { name: cleanName(file.name), type, bytes });
    if (!('refused' in saved)) return c.json(saved);
    if (saved.refused === 'too_large') throw new Refused(413, 'server.too_large', { limit: sayBytes(files.maxBytes) });
    throw new Refused(415, 'server.wrong_type');
  });

  app.get('/playground/files/:id', async (c) => {
    const [fileId, named, messageId] = c.req.param('id').split('~');
    // A file in a form that is being filled in is linked by its bare id: the page around it says who looks.
    const userId = named ?? PERSON_OF_PAGE.exec(c.req.header('referer') ?? '')?.[1];
    const missing = new Refused(404, 'server.file_missing');
    if (!isId(fileId) || !isId(userId) || people.find(userId) === null) throw missing;
    const isAllowed = (await hangsOnReadable(userId, fileId, messageId)) || (await files.mayRead(userId, fileId));
    const file = isAllowed ? await files.read(fileId) : null;
    if (file === null) throw missing;
    const isShown = SHOWN.has(file.type);
    const name = encodeURIComponent(cleanName(file.name)).replace(
      /['()*]/g,
      (mark) => `%${mark.charCodeAt(0).toString(16)}`,
    );
    return c.body(new Uint8Array(file.bytes), 200, {
      'content-type': isShown ? file.type : 'application/octet-stream',
      'content-disposition': `${isShown ? 'inline' : 'attachment'}; filename*=UTF-8''${name}`,
      'content-security-policy': "default-src 'none'; sandbox; frame-ancestors 'none'",
      'cache-control': 'private, no-cache',
    });
  });
}
