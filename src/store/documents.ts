import type { Tx } from '../app/ports.ts';
import type { AttachmentRow, DocumentRow, PersonalDatumRow } from '../app/rows.ts';
import type { Sql } from './sql.ts';
import { encode, many, one, table, upsert } from './table.ts';

const DOCUMENT = table<DocumentRow>('Document', {
  id: 'plain',
  orderId: 'plain',
  kind: 'plain',
  number: 'plain',
  data: 'value',
  createdAt: 'instant',
});
const ATTACHMENT = table<AttachmentRow>('Attachment', {
  id: 'plain',
  orderId: 'plain',
  hash: 'plain',
  name: 'plain',
  type: 'plain',
  size: 'plain',
  byId: 'plain',
  at: 'instant',
});
const PERSONAL = table<PersonalDatumRow>('PersonalDatum', {
  id: 'plain',
  orderId: 'plain',
  kind: 'plain',
  salt: 'plain',
  value: 'plain',
});

export function documentsIn(sql: Sql): Tx['documents'] {
  return {
    // Made again under the same number, a document replaces the one before it; the log still has both events.
    save: (document) => upsert(sql, DOCUMENT.name, ['orderId', 'kind', 'number'], [encode(DOCUMENT, document)], ['id']),
    latest: (orderId, kind) =>
      one(
        sql,
        DOCUMENT,
        `SELECT ${DOCUMENT.list} FROM "Document" WHERE "orderId" = ? AND "kind" = ? ORDER BY "number" DESC LIMIT 1`,
        [orderId, kind],
      ),
  };
}

/** Departments a processing sheet has reached (UO-10); the first time counts. */
export function sheetsIn(sql: Sql): Tx['sheets'] {
  return {
    delivered: async (orderId) => {
      const rows = await sql.all<{ department: string }>(
        'SELECT "department" FROM "SheetDelivery" WHERE "orderId" = ? ORDER BY "department"',
        [orderId],
      );
      return rows.map((row) => row.department);
    },
    record: async (orderId, department, platform, at) => {
      const row = { orderId, department, platform, deliveredAt: new Date(at) };
      await upsert(sql, 'SheetDelivery', ['orderId', 'department'], [row], ['platform', 'deliveredAt']);
    },
  };
}

export function attachmentsIn(sql: Sql): Tx['attachments'] {
  return {
    load: (id) => one(sql, ATTACHMENT, `SELECT ${ATTACHMENT.list} FROM "Attachment" WHERE "id" = ?`, [id]),
    save: (attachment) => upsert(sql, ATTACHMENT.name, ['id'], [encode(ATTACHMENT, attachment)]),
    of: (orderId) =>
      many(sql, ATTACHMENT, `SELECT ${ATTACHMENT.list} FROM "Attachment" WHERE "orderId" = ? ORDER BY "id"`, [orderId]),
  };
}

/** Personal data, outside the chain so that it can be erased. */
export function personalIn(sql: Sql): Tx['personal'] {
  return {
    load: (id) => one(sql, PERSONAL, `SELECT ${PERSONAL.list} FROM "PersonalDatum" WHERE "id" = ?`, [id]),
    save: (datum) => upsert(sql, PERSONAL.name, ['id'], [encode(PERSONAL, datum)]),
    erase: async (id, at) => {
      await sql.run('UPDATE "PersonalDatum" SET "value" = NULL, "erasedAt" = ? WHERE "id" = ? AND "erasedAt" IS NULL', [
        new Date(at),
        id,
      ]);
    },
  };
}
