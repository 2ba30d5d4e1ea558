import { describe, expect, test } from 'vitest';
import type { Capabilities } from '../../src/chat/adapter.ts';
import { cardWith, failure, OVERRIDE, outgoing, type Scene } from './adapter-scene.ts';

/** Rooms and who is in them. */
export function describeRooms(scene: Scene, can: Capabilities): void {
  describe('rooms', () => {
    test('UO-11 a room is created, and those invited find it with its topic', async () => {
      const { rig, adapter, ann, eve, openRoom, roomOf } = scene;
      const chat = await openRoom([ann]);
      expect(chat).toMatchObject({ platform: adapter.platform, tenant: adapter.tenant });
      expect(await roomOf(ann, chat)).toMatchObject({ topic: can.topic ? 'a topic' : '', isArchived: false });
      expect(await roomOf(eve, chat)).toBeUndefined();
      expect(await rig.look(eve, chat)).toBeNull();
    });

    test('the same key creates one room, also when asked at the same time', async () => {
      const { adapter } = scene;
      const spec = { name: 'one room', topic: '', isPrivate: true, locale: 'zh-CN', dedupeKey: 'same' } as const;
      const rooms = await Promise.all([adapter.createRoom(spec), adapter.createRoom(spec), adapter.createRoom(spec)]);
      expect(new Set(rooms.map(({ chatId }) => chatId)).size).toBe(1);
    });

    test('a name is never given twice, not even that of an archived room', async () => {
      const { adapter, ann, openRoom, roomOf } = scene;
      const rooms = [await openRoom([ann], 'Rush order'), await openRoom([ann], 'Rush order')];
      if (can.archive) await adapter.archiveRoom(rooms[0]!);
      rooms.push(await openRoom([ann], 'rush ORDER'));
      const names = await Promise.all(rooms.map(async (room) => (await roomOf(ann, room))?.name));
      expect(new Set(names).size).toBe(3);
    });

    test('two rooms that want one name at the same moment get two', async () => {
      const { ann, openRoom, roomOf } = scene;
      const rooms = await Promise.all([openRoom([ann], 'twins'), openRoom([ann], 'twins'), openRoom([ann], 'twins')]);
      const names = await Promise.all(rooms.map(async (room) => (await roomOf(ann, room))?.name));
      expect(new Set(names).size).toBe(3);
    });

    test.each([
      '急单-2026-0001-苏州博远',
      '急單 2026 0001 臺灣精密',
      'Ünïcode — “quotes” / slashes',
      '   ',
      '🔥🔥🔥',
      `very ${'long '.repeat(100)}`,
      '急'.repeat(300),
      '<!channel> =HYPERLINK("x")',
    ])('takes the name %j and keeps to its own rules', async (wanted) => {
      const { ann, openRoom, roomOf } = scene;
      const room = await roomOf(ann, await openRoom([ann], wanted));
      expect(room?.name).toBeTruthy();
      expect([...(room?.name ?? '')].length).toBeLessThanOrEqual(can.maxRoomName);
      expect(room?.name).not.toContain('<!channel>');
    });

    test('is renamed, and again never to a name in use', async () => {
      const { adapter, ann, openRoom, roomOf } = scene;
      const [first, second] = [await openRoom([ann], 'first'), await openRoom([ann], 'second')];
      await adapter.renameRoom(second, 'first');
      const names = [(await roomOf(ann, first))?.name, (await roomOf(ann, second))?.name];
      expect(names[1]).not.toBe(names[0]);
      expect(names[1]).toContain('first');
    });

    test('renaming to its own name changes nothing', async () => {
      const { adapter, ann, openRoom, roomOf } = scene;
      const chat = await openRoom([ann], 'same');
      const before = (await roomOf(ann, chat))?.name;
      await adapter.renameRoom(chat, 'same');
      expect((await roomOf(ann, chat))?.name).toBe(before);
    });

    test.runIf(can.topic)('changes its topic', async () => {
      const { adapter, ann, openRoom, roomOf } = scene;
      const chat = await openRoom([ann]);
      await adapter.setTopic(chat, `交期 周五 17:00 <!here> ${OVERRIDE}`);
      const topic = (await roomOf(ann, chat))?.topic;
      expect(topic).toContain('交期 周五 17:00');
      expect(topic).not.toContain('\u202E');
    });

    test.runIf(can.archive)('is archived: readable, but nothing is posted; and brought back', async () => {
      const { rig, adapter, ann, openRoom, roomOf } = scene;
      const chat = await openRoom([ann]);
      await adapter.post(chat, outgoing(cardWith('before')));
      await adapter.archiveRoom(chat);
      await adapter.archiveRoom(chat);
      expect((await roomOf(ann, chat))?.isArchived).toBe(true);
      expect(await rig.look(ann, chat)).toHaveLength(1);
      expect((await failure(adapter.post(chat, outgoing(cardWith('x'))))).retry).toBe('gone');
      await adapter.unarchiveRoom(chat);
      await adapter.post(chat, outgoing(cardWith('after')));
      expect(await rig.look(ann, chat)).toHaveLength(2);
    });

    test('inviting somebody who is there is no error; whom it cannot add comes back', async () => {
      const { rig, adapter, ann, ben, openRoom, roomOf } = scene;
      const chat = await openRoom([ann]);
      expect(await adapter.invite(chat, [ann, ben, rig.stranger])).toEqual([rig.stranger]);
      expect(await adapter.invite(chat, [ben, ben])).toEqual([]);
      expect(await roomOf(ben, chat)).toBeDefined();
    });

    test('who is removed does not see it any more; removing them again is no error', async () => {
      const { rig, adapter, ann, ben, openRoom } = scene;
      const chat = await openRoom([ann, ben]);
      await adapter.remove(chat, [ben]);
      await adapter.remove(chat, [ben, rig.stranger]);
      expect(await rig.look(ben, chat)).toBeNull();
      expect(await rig.look(ann, chat)).not.toBeNull();
    });

    test('who enters is told to the conversation once per entering', async () => {
      const { rig, adapter, ann, openRoom } = scene;
      const chat = await openRoom([ann]);
      await adapter.invite(chat, [ann]);
      const joined = rig.heard.filter(({ kind }) => kind === 'joined');
      expect(joined.map(({ from }) => from.userId)).toEqual([ann]);
      expect(joined[0]?.chat).toEqual(chat);
    });
  });
}
