import type { Sql } from './sql.ts';
import { many, one, table } from './table.ts';

/** A channel of the playground, as its adapter knows it. */
interface Channel {
  readonly id: string;
  readonly name: string;
  readonly kind: 'main' | 'order' | 'direct';
  readonly topic: string;
  readonly isPrivate: boolean;
  readonly isArchived: boolean;
  readonly createdAt: number;
}

interface Message {
  readonly seq: number;
  readonly id: string;
  readonly channelId: string;
  readonly threadId: string | null;
  readonly authorId: string;
  readonly onlyFor: string | null;
  readonly body: string;
  readonly sentAt: number;
  readonly editedAt: number | null;
  readonly isPinned: boolean;
}

type NewMessage = Omit<Message, 'seq' | 'editedAt' | 'isPinned'> & {
  readonly dedupeKey: string | null;
  readonly isRepeatable?: boolean;
};

interface MessageFilter {
  readonly channelId: string;
  readonly threadId: string | null;
  readonly viewer: string;
  readonly limit: number;
}

const CHANNEL = table<Omit<Channel, 'isArchived'> & { readonly archivedAt: number | null }>('WebChannel', {
  id: 'plain',
  name: 'plain',
  kind: 'plain',
  topic: 'plain',
  isPrivate: 'flag',
  archivedAt: 'instant',
  createdAt: 'instant',
});

const MESSAGE = table<Message>('WebMessage', {
  seq: 'plain',
  id: 'plain',
  channelId: 'plain',
  threadId: 'plain',
  authorId: 'plain',
  onlyFor: 'plain',
  body: 'plain',
  sentAt: 'instant',
  editedAt: 'instant',
  isPinned: 'flag',
});

/** How many unread messages, the newest, are looked through for one's own name, and how many with it are given. */
const UNREAD_READ = 200;
const UNREAD_BODIES = 50;

/** What a person may see of a channel: no deleted messages, no private answers to others. One parameter: the person. */
const SEEN_BY = '"deletedAt" IS NULL AND ("onlyFor" IS NULL OR "onlyFor" = ?)';

const UNREAD = `FROM "WebMember" w JOIN "WebMessage" m ON m."channelId" = w."channelId" AND m."seq" > w."lastReadSeq"
  WHERE w."userId" = ? AND m."threadId" IS NULL AND m."authorId" <> w."userId" AND m."deletedAt" IS NULL
    AND (m."onlyFor" IS NULL OR m."onlyFor" = w."userId")`;

function readChannel({
  archivedAt,
  ...row
}: { readonly archivedAt: number | null } & Omit<Channel, 'isArchived'>): Channel {
  return { ...row, isArchived: archivedAt !== null };
}

function channelParts(sql: Sql) {
  async function isNameTaken(name: string, exceptId: string): Promise<boolean> {
    const text = `SELECT "id" FROM "WebChannel" WHERE "name" = ? AND "kind" <> 'direct' AND "id" <> ? LIMIT 1`;
    return (await sql.all(text, [name, exceptId])).length > 0;
  }

  async function channel(id: string): Promise<Channel | null> {
    const row = await one(sql, CHANNEL, 'SELECT * FROM "WebChannel" WHERE "id" = ?', [id]);
    return row && readChannel(row);
  }

  return {
    channel,
    async addChannel(added: Channel): Promise<'added' | 'known' | 'name_taken'> {
      if (await channel(added.id)) return 'known';
      if (added.kind !== 'direct' && (await isNameTaken(added.name, added.id))) return 'name_taken';
      const { id, name, kind, topic, isPrivate } = added;
      const count = await sql.run(
        `INSERT INTO "WebChannel" ("id", "name", "kind", "topic", "isPrivate", "createdAt") VALUES (?, ?, ?, ?, ?, ?)
         ON CONFLICT ("id") DO NOTHING`,
        [id, name, kind, topic, isPrivate, new Date(added.createdAt)],
      );
      return count > 0 ? 'added' : 'known';
    },
    async renameChannel(id: string, name: string): Promise<boolean> {
      if (await isNameTaken(name, id)) return false;
      await sql.run('UPDATE "WebChannel" SET "name" = ? WHERE "id" = ?', [name, id]);
      return true;
    },
    async setTopic(id: string, topic: string): Promise<void> {
      await sql.run('UPDATE "WebChannel" SET "topic" = ? WHERE "id" = ?', [topic, id]);
    },
    async setArchived(id: string, at: number | null): Promise<void> {
      const archivedAt = at === null ? null : new Date(at);
      await sql.run('UPDATE "WebChannel" SET "archivedAt" = ? WHERE "id" = ?', [archivedAt, id]);
    },
    async channelsOf(userId: string, limit: number): Promise<readonly Channel[]> {
      const rows = await many(
        sql,
        CHANNEL,
        `SELECT c.* FROM "WebMember" w JOIN "WebChannel" c ON c."id" = w."channelId" WHERE w."userId" = ?
         ORDER BY CASE WHEN c."archivedAt" IS NULL THEN 0 ELSE 1 END, c."createdAt" DESC, c."id" LIMIT ?`,
        [userId, limit],
      );
      return rows.map(readChannel);
    },
    async mainChannels(): Promise<readonly Channel[]> {
      // By the id, because it has an index: there is a channel per order, and this is asked for at every page.
      const text = `SELECT * FROM "WebChannel" WHERE "id" >= 'M' AND "id" < 'N' AND "kind" = 'main' ORDER BY "createdAt", "id"`;
      return (await many(sql, CHANNEL, text, [])).map(readChannel);
    },
  };
}

function memberParts(sql: Sql, repeatableSql: Sql) {
  return {
    async members(channelId: string): Promise<readonly string[]> {
      const text = 'SELECT "userId" FROM "WebMember" WHERE "channelId" = ? ORDER BY "joinedAt", "userId"';
      return (await sql.all<{ userId: string }>(text, [channelId])).map(({ userId }) => userId);
    },
    async isMember(channelId: string, userId: string): Promise<boolean> {
      const text = 'SELECT "userId" FROM "WebMember" WHERE "channelId" = ? AND "userId" = ?';
      return (await sql.all(text, [channelId, userId])).length > 0;
    },
    async addMembers(channelId: string, userIds: readonly string[], at: number): Promise<readonly string[]> {
      const added: string[] = [];
      for (const userId of new Set(userIds)) {
        const count = await sql.run(
          `INSERT INTO "WebMember" ("channelId", "userId", "joinedAt", "lastReadSeq")
           SELECT ?, ?, ?, COALESCE((SELECT MAX("seq") FROM "WebMessage" WHERE "channelId" = ?), 0)
           WHERE NOT EXISTS (SELECT 1 FROM "WebMember" WHERE "channelId" = ? AND "userId" = ?)
           ON CONFLICT ("channelId", "userId") DO NOTHING`,
          [channelId, userId, new Date(at), channelId, channelId, userId],
        );
        if (count > 0) added.push(userId);
      }
      return added;
    },
    async removeMembers(channelId: string, userIds: readonly string[]): Promise<void> {
      const text = 'DELETE FROM "WebMember" WHERE "channelId" = ? AND "userId" = ?';
      for (const userId of userIds) await sql.run(text, [channelId, userId]);
    },
    async markRead(channelId: string, userId: string, seq: number): Promise<void> {
      // Looked at first: a page that shows nothing new must not wait for the disk. Only forward: an older tab must not
      // make read messages unread again.
      const behind = 'FROM "WebMember" WHERE "channelId" = ? AND "userId" = ? AND "lastReadSeq" < ?';
      if ((await sql.all(`SELECT 1 AS "isBehind" ${behind}`, [channelId, userId, seq])).length === 0) return;
      const text =
        'UPDATE "WebMember" SET "lastReadSeq" = ? WHERE "channelId" = ? AND "userId" = ? AND "lastReadSeq" < ?';
      await repeatableSql.run(text, [seq, channelId, userId, seq]);
    },
    async unreadOf(userId: string): Promise<Map<string, { count: number; bodies: string[] }>> {
      const rows = await sql.all<{ channelId: string; count: number }>(
        `SELECT m."channelId" AS "channelId", COUNT(*) AS "count" ${UNREAD} GROUP BY m."channelId"`,
        [userId],
      );
      const unread = new Map(
        rows.map(({ channelId, count }) => [channelId, { count: Number(count), bodies: [] as string[] }]),
      );
      if (unread.size === 0) return unread;
      const called = await sql.all<{ channelId: string; body: string }>(
        `SELECT "channelId", "body" FROM "WebMessage"
         WHERE "seq" IN (SELECT m."seq" ${UNREAD} ORDER BY m."seq" DESC LIMIT ${UNREAD_READ}) AND "body" LIKE ?
         ORDER BY "seq" DESC LIMIT ${UNREAD_BODIES}`,
        [userId, `%"${userId}"%`],
      );
      for (const { channelId, body } of called) unread.get(channelId)?.bodies.push(body);
      return unread;
    },
  };
}

function messageParts(sql: Sql, repeatableSql: Sql) {
  async function findMessage(column: 'id' | 'dedupeKey', value: string): Promise<Message | null> {
    return one(sql, MESSAGE, `SELECT * FROM "WebMessage" WHERE "${column}" = ? AND "deletedAt" IS NULL`, [value]);
  }

  return {
    message: (id: string) => findMessage('id', id),
    async append(message: NewMessage): Promise<{ message: Message; isNew: boolean }> {
      const { id, channelId, threadId, authorId, onlyFor, body, sentAt, dedupeKey, isRepeatable } = message;
      const added = await one(
        isRepeatable ? repeatableSql : sql,
        MESSAGE,
        `INSERT INTO "WebMessage" ("id", "channelId", "threadId", "authorId", "onlyFor", "body", "sentAt", "dedupeKey")
         VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT ("dedupeKey") DO NOTHING RETURNING *`,
        [id, channelId, threadId, authorId, onlyFor, body, new Date(sentAt), dedupeKey],
      );
      if (added) return { message: added, isNew: true };
      const first = dedupeKey === null ? null : await findMessage('dedupeKey', dedupeKey);
      if (first === null) throw new Error('a message was neither added nor there before');
      return { message: first, isNew: false };
    },
    async editMessage(id: string, body: string, editedAt: number): Promise<boolean> {
      const text = 'UPDATE "WebMessage" SET "body" = ?, "editedAt" = ? WHERE "id" = ? AND "deletedAt" IS NULL';
      // A card that is drawn again: lost in a power cut, its delivery is repeated.
      return (await repeatableSql.run(text, [body, new Date(editedAt), id])) > 0;
    },
    async pinMessage(id: string): Promise<boolean> {
      const found = await findMessage('id', id);
      if (found === null) return false;
      await sql.run(
        'UPDATE "WebMessage" SET "isPinned" = ("id" = ?) WHERE "channelId" = ? AND ("isPinned" OR "id" = ?)',
        [id, found.channelId, id],
      );
      return true;
    },
    async pinned(channelId: string): Promise<Message | null> {
      const text = `SELECT * FROM "WebMessage" WHERE "channelId" = ? AND "isPinned" AND "deletedAt" IS NULL
        AND "onlyFor" IS NULL ORDER BY "seq" DESC LIMIT 1`;
      return one(sql, MESSAGE, text, [channelId]);
    },
    async messages({ channelId, threadId, viewer, limit }: MessageFilter): Promise<readonly Message[]> {
      if (threadId !== null) {
        const text = `SELECT * FROM "WebMessage" WHERE "threadId" = ? AND "channelId" = ? AND ${SEEN_BY}
          ORDER BY "seq" DESC LIMIT ?`;
        return many(sql, MESSAGE, text, [threadId, channelId, viewer, limit]);
      }
      const text = `SELECT * FROM "WebMessage" WHERE "channelId" = ? AND "threadId" IS NULL AND ${SEEN_BY}
        ORDER BY "seq" DESC LIMIT ?`;
      return many(sql, MESSAGE, text, [channelId, viewer, limit]);
    },
    async threads(
      rootIds: readonly string[],
      viewer: string,
    ): Promise<Map<string, { replies: number; lastAt: number }>> {
      if (rootIds.length === 0) return new Map();
      // Filled up to a round number: statements are kept prepared by their text, and there shall be few of them.
      const ids = [...rootIds, ...Array<string>(-rootIds.length & 63).fill('')];
      const rows = await sql.all<{ threadId: string; replies: number; lastAt: number }>(
        `SELECT "threadId", COUNT(*) AS "replies", MAX("sentAt") AS "lastAt" FROM "WebMessage"
         WHERE "threadId" IN (${ids.map(() => '?').join(', ')}) AND ${SEEN_BY} GROUP BY "threadId"`,
        [...ids, viewer],
      );
      return new Map(
        rows.map(({ threadId, replies, lastAt }) => [threadId, { replies: Number(replies), lastAt: Number(lastAt) }]),
      );
    },
  };
}

/**
 * The playground's chat in the database: the port `ChatStore` of `adapters/web`, matched by shape where `compose.ts`
 * brings the two together (an adapter and the store do not know each other).
 */
export function createWebChatStore({ sql, repeatableSql }: { readonly sql: Sql; readonly repeatableSql: Sql }) {
  async function clear(): Promise<void> {
    for (const name of ['WebMessage', 'WebMember', 'WebChannel']) await sql.run(`DELETE FROM "${name}"`);
  }
  return Object.assign(channelParts(sql), memberParts(sql, repeatableSql), messageParts(sql, repeatableSql), { clear });
}
