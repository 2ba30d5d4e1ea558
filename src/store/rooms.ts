import type { Tx } from '../app/ports.ts';
import type { PostRow, RoomRow } from '../app/rows.ts';
import { type Sql, update } from './sql.ts';
import { encode, many, one, table, upsert } from './table.ts';

const ROOM = table<RoomRow>('Room', {
  id: 'plain',
  platform: 'plain',
  tenant: 'plain',
  chatId: 'plain',
  kind: 'plain',
  orderId: 'plain',
  personId: 'plain',
  name: 'plain',
  isPrivate: 'flag',
  locale: 'plain',
  closedAt: 'instant',
});
export const POST = table<PostRow>('Post', {
  id: 'plain',
  roomId: 'plain',
  orderId: 'plain',
  view: 'plain',
  subjectId: 'plain',
  messageId: 'plain',
  drawn: 'plain',
  sentAt: 'instant',
  closedAt: 'instant',
});

const SELECT_MAIN = `SELECT ${ROOM.list} FROM "Room" WHERE "kind" = 'main' AND "closedAt" IS NULL`;
const SELECT_OF_ORDER = `SELECT ${ROOM.list} FROM "Room" WHERE "orderId" = ? AND "kind" <> 'main' AND "closedAt" IS NULL UNION ALL ${SELECT_MAIN}`;

export function roomsIn(sql: Sql): Tx['rooms'] {
  return {
    of: (orderId) =>
      orderId === null ? many(sql, ROOM, SELECT_MAIN, []) : many(sql, ROOM, SELECT_OF_ORDER, [orderId]),
    load: (id) => one(sql, ROOM, `SELECT ${ROOM.list} FROM "Room" WHERE "id" = ?`, [id]),
    byChat: (platform, tenant, chatId) =>
      one(sql, ROOM, `SELECT ${ROOM.list} FROM "Room" WHERE "platform" = ? AND "tenant" = ? AND "chatId" = ?`, [
        platform,
        tenant,
        chatId,
      ]),
    save: (room, createdAt) =>
      upsert(sql, ROOM.name, ['id'], [{ ...encode(ROOM, room), createdAt: new Date(createdAt) }], ['createdAt']),
  };
}

export function postsIn(sql: Sql): Tx['posts'] {
  return {
    of: (view, subjectId) =>
      many(sql, POST, `SELECT ${POST.list} FROM "Post" WHERE "subjectId" = ? AND "view" = ? ORDER BY "id"`, [
        subjectId,
        view,
      ]),
    ofOrder: (orderId, view) =>
      many(sql, POST, `SELECT ${POST.list} FROM "Post" WHERE "orderId" = ? AND "view" = ? ORDER BY "id"`, [
        orderId,
        view,
      ]),
    save: async (post) => {
      const { id, ...changed } = encode(POST, post);
      if ((await update(sql, POST.name, { id: post.id }, changed)) > 0) return;
      // A room shows a subject once: a newer message takes the older one's place.
      await upsert(sql, POST.name, ['roomId', 'view', 'subjectId'], [{ id: post.id, ...changed }], ['id']);
    },
  };
}
