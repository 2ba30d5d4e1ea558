import type { Tx } from '../app/ports.ts';
import type { Sql } from './sql.ts';
import { fromJson, upsert } from './table.ts';

const RECORD =
  'INSERT INTO "Interaction" ("id", "at", "actorId", "command", "answer") VALUES (?, ?, ?, ?, ?) ON CONFLICT ("id") DO NOTHING';

/** Each click and command once, with its answer (XD-02). */
export function answersIn(sql: Sql): Tx['answers'] {
  return {
    find: async (id) => {
      const [row] = await sql.all<{ answer: string }>('SELECT "answer" FROM "Interaction" WHERE "id" = ?', [id]);
      return row?.answer ?? null;
    },
    record: async ({ id, at, actorId, command, answer }) =>
      (await sql.run(RECORD, [id, new Date(at), actorId, command, answer])) === 1,
    forget: async (before) => {
      await sql.run('DELETE FROM "Interaction" WHERE "at" < ?', [new Date(before)]);
    },
  };
}

const OF_FORM = '"personId" = ? AND "form" = ? AND "subject" = ?';

/** Forms left half-filled. */
export function draftsIn(sql: Sql): Tx['drafts'] {
  return {
    load: async (personId, form, subject) => {
      const [row] = await sql.all<{ values: unknown; savedAt: number }>(
        `SELECT "values", "savedAt" FROM "Draft" WHERE ${OF_FORM}`,
        [personId, form, subject],
      );
      return row ? { values: fromJson(row.values), savedAt: row.savedAt } : null;
    },
    save: ({ personId, form, subject, values, savedAt }) =>
      upsert(
        sql,
        'Draft',
        ['personId', 'form', 'subject'],
        [{ personId, form, subject, values: JSON.stringify(values ?? null), savedAt: new Date(savedAt) }],
      ),
    drop: async (personId, form, subject) => {
      await sql.run(`DELETE FROM "Draft" WHERE ${OF_FORM}`, [personId, form, subject]);
    },
    forget: async (before) => {
      await sql.run('DELETE FROM "Draft" WHERE "savedAt" < ?', [new Date(before)]);
    },
  };
}
