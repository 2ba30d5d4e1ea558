import { describe, expect, test } from 'vitest';
import type { Capabilities } from '../../src/chat/adapter.ts';
import { button, cardWith, failure, HOSTILE, OVERRIDE, outgoing, type Scene } from './adapter-scene.ts';

/** Messages as the core sends them. */
export function describeMessages(scene: Scene, can: Capabilities): void {
  describe('messages', () => {
    test('a card is posted with its words, and everybody in the room sees it', async () => {
      const { adapter, ann, ben, openRoom, seen } = scene;
      const chat = await openRoom();
      const card = cardWith('M6 支架 500 件', {
        subtitle: 'ACME',
        blocks: [
          { kind: 'text', text: ['交期 ', { bold: '周五' }, { removed: '周四' }] },
          { kind: 'fields', fields: [{ label: '数量', value: '500 件' }] },
          { kind: 'changes', rows: [{ label: '单价', before: '10', after: '12' }] },
          { kind: 'list', items: [{ text: '生产部' }, { text: '采购部', buttons: [button('去处理')] }] },
          { kind: 'table', columns: ['部门', '答复'], rows: [['质量部', '同意']] },
          { kind: 'steps', steps: [{ label: '评审', state: 'now' }] },
          { kind: 'note', text: '备注在此' },
          { kind: 'divider' },
          { kind: 'actions', items: [button('同意'), { kind: 'menu', label: '更多', items: [button('撤回')] }] },
        ],
      });
      const message = await adapter.post(chat, outgoing(card));
      for (const person of [ann, ben]) {
        const shown = await seen(person, message);
        for (const word of [
          'M6 支架 500 件',
          'ACME',
          '周五',
          '500 件',
          '10',
          '12',
          '生产部',
          '质量部',
          '评审',
          '备注在此',
        ]) {
          expect(shown?.text).toContain(word);
        }
        expect(shown?.buttons).toEqual(['去处理', '同意', '撤回']);
        expect(shown?.isPrivate).toBe(false);
      }
    });

    test('the same key posts once', async () => {
      const { rig, adapter, ann, openRoom } = scene;
      const chat = await openRoom();
      const message = outgoing(cardWith('once'));
      const posted = await Promise.all([adapter.post(chat, message), adapter.post(chat, message)]);
      expect(await adapter.post(chat, message)).toEqual(posted[0]);
      expect(posted[1]).toEqual(posted[0]);
      expect(await rig.look(ann, chat)).toHaveLength(1);
    });

    test('a card is changed in place', async () => {
      const { rig, adapter, ann, openRoom } = scene;
      const chat = await openRoom();
      const message = await adapter.post(
        chat,
        outgoing(cardWith('waiting', { blocks: [{ kind: 'actions', items: [button('Yes')] }] })),
      );
      await adapter.post(chat, outgoing(cardWith('later')));
      await adapter.update(message, outgoing(cardWith('decided')));
      const shown = (await rig.look(ann, chat)) ?? [];
      expect(shown.map(({ id }) => id)[0]).toBe(message.messageId);
      expect(shown).toHaveLength(2);
      expect(shown[0]?.text).toContain('decided');
      expect(shown[0]?.text).not.toContain('waiting');
      expect(shown[0]?.buttons).toEqual([]);
    });

    test('others learn of a change without their doing', async () => {
      const { rig, adapter, ben, openRoom, seen } = scene;
      const chat = await openRoom();
      const message = await adapter.post(chat, outgoing(cardWith('waiting')));
      await rig.waitForNews(ben, () => adapter.update(message, outgoing(cardWith('decided'))));
      expect((await seen(ben, message))?.text).toContain('decided');
    });

    test.runIf(can.editWindowMs !== null)('a card too old to be changed says so', async () => {
      const { rig, adapter, openRoom } = scene;
      const chat = await openRoom();
      const message = await adapter.post(chat, outgoing(cardWith('old')));
      rig.advance((can.editWindowMs ?? 0) + 1000);
      expect((await failure(adapter.update(message, outgoing(cardWith('new'))))).retry).toBe('expired');
    });

    test.runIf(can.editWindowMs === null)('a card can be changed for as long as it stands', async () => {
      const { rig, adapter, ann, openRoom, seen } = scene;
      const chat = await openRoom();
      const message = await adapter.post(chat, outgoing(cardWith('old')));
      rig.advance(400 * 24 * 3_600_000);
      await adapter.update(message, outgoing(cardWith('new')));
      expect((await seen(ann, message))?.text).toContain('new');
    });

    test.runIf(can.clientLocale)('a shared card is there in every language: the client chooses', async () => {
      const { adapter, ann, ben, eve, openRoom, seen } = scene;
      const chat = await openRoom([ann, ben, eve]);
      const titles = { 'zh-CN': '质量', 'zh-TW': '品質', en: 'Quality' };
      const message = await adapter.post(
        chat,
        outgoing((locale) => cardWith(titles[locale])),
      );
      const texts = await Promise.all([ann, ben, eve].map(async (person) => (await seen(person, message))?.text ?? ''));
      expect(texts.every((text) => Object.values(titles).some((title) => text.includes(title)))).toBe(true);
      expect(
        new Set(texts.map((text) => Object.values(titles).find((title) => text.includes(title)))).size,
      ).toBeGreaterThan(1);
    });

    test.runIf(can.whisper)('a private answer is seen by one person only', async () => {
      const { rig, adapter, ann, ben, openRoom } = scene;
      const chat = await openRoom([ann, ben]);
      const whispered = outgoing(cardWith('only you'));
      await adapter.whisper(chat, ann, whispered);
      await adapter.whisper(chat, ann, whispered);
      const shown = (await rig.look(ann, chat)) ?? [];
      expect(shown).toHaveLength(1);
      expect(shown[0]).toMatchObject({ isPrivate: true });
      expect(await rig.look(ben, chat)).toEqual([]);
    });

    test.runIf(!can.whisper)('a private answer goes to the person’s own chat', async () => {
      const { rig, adapter, ann, ben, openRoom } = scene;
      const chat = await openRoom([ann, ben]);
      await adapter.whisper(chat, ann, outgoing(cardWith('only you')));
      expect(await rig.look(ben, chat)).toEqual([]);
      expect((await rig.look(ann, await adapter.openDirect(ann)))?.at(-1)?.text).toContain('only you');
    });

    test('a direct message reaches its person, in one chat', async () => {
      const { rig, adapter, ann, ben } = scene;
      const chat = await adapter.openDirect(ann);
      expect(await adapter.openDirect(ann)).toEqual(chat);
      await adapter.post(chat, outgoing(cardWith('for you')));
      expect((await rig.look(ann, chat))?.[0]?.text).toContain('for you');
      expect(await rig.look(ben, chat)).toBeNull();
    });

    test.runIf(can.threads)('an answer stands in the thread, not in the room', async () => {
      const { rig, adapter, ann, openRoom } = scene;
      const chat = await openRoom();
      const root = await adapter.post(chat, outgoing(cardWith('root')));
      await adapter.post(chat, outgoing(cardWith('answer'), { thread: root.messageId }));
      expect(await rig.look(ann, chat)).toHaveLength(1);
      expect((await rig.lookIntoThread(ann, root)).map(({ text }) => text).join()).toContain('answer');
    });

    test.runIf(can.pin)('a message is pinned; pinning it again is no error', async () => {
      const { adapter, ann, openRoom, seen } = scene;
      const chat = await openRoom();
      const message = await adapter.post(chat, outgoing(cardWith('living card')));
      await adapter.pin(message);
      await adapter.pin(message);
      expect((await seen(ann, message))?.isPinned).toBe(true);
    });

    test('those named are called, and nobody else', async () => {
      const { rig, adapter, ann, ben, openRoom } = scene;
      const chat = await openRoom([ann, ben]);
      await adapter.post(chat, outgoing(cardWith('please'), { mention: [ben] }));
      expect(await rig.isCalled(ben, chat)).toBe(true);
      expect(await rig.isCalled(ann, chat)).toBe(false);
    });

    test.each(HOSTILE)('%j is shown as text and calls nobody', async (text) => {
      const { rig, adapter, ann, ben, openRoom, seen } = scene;
      const chat = await openRoom([ann, ben]);
      const card = cardWith(`Title ${text}`, {
        blocks: [
          { kind: 'text', text: ['Text ', text, { bold: text }] },
          { kind: 'fields', fields: [{ label: text, value: text }] },
          { kind: 'note', text },
          { kind: 'actions', items: [button(`Press ${text}`)] },
        ],
      });
      const message = await adapter.post(chat, outgoing(card));
      expect(await rig.isCalled(ben, chat)).toBe(false);
      const shown = await seen(ben, message);
      expect(shown?.text.split(text.replace(/\s+/g, ' ')).length).toBeGreaterThanOrEqual(5);
      expect(shown?.buttons).toEqual([`Press ${text}`]);
    });

    test('marks that turn the reading direction do not reach what stands around', async () => {
      const { adapter, ann, openRoom, seen } = scene;
      const chat = await openRoom();
      const message = await adapter.post(chat, outgoing(cardWith(`order ${OVERRIDE}`)));
      const text = (await seen(ann, message))?.text ?? '';
      expect(text).toContain('evil');
      expect(text).not.toMatch(/[\u202A-\u202E]/);
    });

    test('a text of 100 kB is delivered or shortened, never a failure', async () => {
      const { adapter, ann, openRoom, seen } = scene;
      const chat = await openRoom();
      const text = `begin ${'长文'.repeat(17_000)}`;
      const message = await adapter.post(chat, outgoing(cardWith('long', { blocks: [{ kind: 'text', text }] })));
      expect((await seen(ann, message))?.text).toContain('begin 长文');
    });
  });
}
