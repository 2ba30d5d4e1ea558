import type { Files as WebFiles } from '../../adapters/web/files.ts';
import { isSeenBy } from '../app/access.ts';
import { directoryOf } from '../app/directory.ts';
import type { Dispatch } from '../app/dispatch.ts';
import type { Clock, Files, Ids, Store } from '../app/ports.ts';
import type { AttachmentRow } from '../app/rows.ts';
import type { Personas } from './web-people.ts';

/** One file at most, bytes. */
const MAX_BYTES = 20 * 1024 * 1024;
/** What people attach to orders: documents, drawings, photos, tables. Nothing that a browser would run. */
const TYPES =
  /^(application\/(pdf|zip|vnd\.openxmlformats-officedocument\.[a-z.]+|msword|vnd\.ms-excel|dxf|acad|step|octet-stream)|image\/(png|jpeg|gif|webp|heic|vnd\.dwg)|text\/(plain|csv)|message\/rfc822)$/;
const BAD_NAME = /\.(html?|svg|xhtml|js|mjs|exe|bat|cmd|com|scr|ps1|vbs|jar|msi|sh)$/i;

export interface WebFilesParts {
  readonly store: Store;
  readonly files: Files;
  readonly dispatch: Dispatch;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly personas: Personas;
}

/** Attachments as the playground sees them: kept by content, read by the rights on the order they belong to. */
export function createWebFiles({ store, files, dispatch, clock, ids, personas }: WebFilesParts): WebFiles {
  const load = (id: string): Promise<AttachmentRow | null> => store.transaction((tx) => tx.attachments.load(id));
  return {
    maxBytes: MAX_BYTES,
    async save(userId, file) {
      if (file.bytes.byteLength > MAX_BYTES) return { refused: 'too_large' };
      const type = file.type.split(';')[0]?.trim().toLowerCase() || 'application/octet-stream';
      if (!TYPES.test(type) || BAD_NAME.test(file.name)) return { refused: 'wrong_type' };
      const { hash, size } = await files.put(file.bytes);
      const id = ids.next();
      const persona = personas.find(userId);
      const outcome = await dispatch({
        id: `upload:${id}`,
        actorId: persona?.personId ?? '',
        command: 'upload',
        input: { id, hash, name: file.name.slice(0, 200) || 'file', type, size },
      });
      return outcome.kind === 'done' ? { id, name: file.name, size, type } : { refused: 'wrong_type' };
    },
    async describe(fileId) {
      const found = await load(fileId);
      return found ? { id: found.id, name: found.name, size: found.size, type: found.type } : null;
    },
    async read(fileId) {
      const found = await load(fileId);
      const bytes = found ? await files.read(found.hash) : null;
      return found && bytes ? { name: found.name, type: found.type, bytes } : null;
    },
    async mayRead(userId, fileId) {
      const personId = personas.find(userId)?.personId ?? '';
      return store.transaction(async (tx) => {
        const found = await tx.attachments.load(fileId);
        if (!found) return false;
        if (found.byId === personId) return true;
        const order = found.orderId === null ? null : await tx.orders.load(found.orderId);
        if (!order) return false;
        return isSeenBy(order, directoryOf(await tx.directory.read()).actor(personId, clock.now()));
      });
    },
  };
}
