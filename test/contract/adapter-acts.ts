import { describe, expect, test } from 'vitest';
import type { Capabilities } from '../../src/chat/adapter.ts';
import type { Form } from '../../src/chat/form.ts';
import { button, cardWith, HOSTILE, outgoing, type Scene, type Shown } from './adapter-scene.ts';

const FORM: Form = {
  id: 'test.form',
  title: 'Some form',
  submit: 'Send',
  cancel: 'Close',
  context: { order: 'o-1', rev: '7' },
  sections: [
    {
      fields: [
        { kind: 'text', name: 'customer', label: 'Customer', required: true, maxLength: 100 },
        { kind: 'multiline', name: 'note', label: 'Note', required: false, maxLength: 3000 },
        {
          kind: 'checks',
          name: 'parts',
          label: 'Parts',
          required: false,
          choices: ['a', 'b', 'c'].map((value) => ({ value, label: `Part ${value}` })),
        },
        {
          kind: 'select',
          name: 'level',
          label: 'Level',
          required: false,
          choices: ['x', 'y'].map((value) => ({ value, label: `Level ${value}` })),
        },
      ],
    },
  ],
};
/** What people do, and how it reaches the conversation. */
export function describeActs(scene: Scene, can: Capabilities): void {
  describe('what people do', () => {
    test('UO-01 a command reaches the conversation without its word, and is not said aloud', async () => {
      const { rig, adapter, ann, ben, openRoom, lastHeard } = scene;
      const chat = await openRoom();
      rig.replyWith({ kind: 'toast', tone: 'info', text: 'understood' });
      const shown = await rig.commands(ann, chat, '500 x M6 支架 给 ACME 周五');
      expect(lastHeard()).toMatchObject({
        kind: 'command',
        text: '500 x M6 支架 给 ACME 周五',
        chat,
        isDirect: false,
      });
      expect(lastHeard()?.from).toEqual({ platform: adapter.platform, tenant: adapter.tenant, userId: ann });
      expect(shown.toasts).toEqual(['understood']);
      expect(await rig.look(ben, chat)).toEqual([]);
    });

    test('a message reaches the conversation and the room; the bot’s own do not come back', async () => {
      const { rig, adapter, ann, ben, openRoom } = scene;
      const chat = await openRoom();
      await adapter.post(chat, outgoing(cardWith('from the bot')));
      await rig.says(ann, chat, '进度如何？');
      const heard = rig.heard.filter(({ kind }) => kind === 'message');
      expect(heard).toHaveLength(1);
      expect(heard[0]).toMatchObject({ text: '进度如何？', chat, isDirect: false, mentionsBot: false });
      expect((await rig.look(ben, chat))?.at(-1)?.text).toContain('进度如何？');
    });

    test('in the chat with the bot every message is meant for it', async () => {
      const { rig, adapter, ann, lastHeard } = scene;
      const chat = await adapter.openDirect(ann);
      await rig.says(ann, chat, 'hello');
      expect(lastHeard()).toMatchObject({ kind: 'message', isDirect: true, mentionsBot: true });
    });

    test('XD-02 a repeated delivery has the same id, a new act a new one', async () => {
      const { rig, adapter, ann, ben, openRoom } = scene;
      const chat = await openRoom();
      const message = await adapter.post(
        chat,
        outgoing(cardWith('x', { blocks: [{ kind: 'actions', items: [button('Go')] }] })),
      );
      await rig.presses(ann, message, 'Go', { times: 2 });
      await rig.presses(ann, message, 'Go');
      await rig.presses(ben, message, 'Go');
      const ids = rig.heard.filter(({ kind }) => kind === 'press').map(({ id }) => id);
      expect(ids).toHaveLength(4);
      expect(ids[0]).toBe(ids[1]);
      expect(new Set(ids).size).toBe(3);
    });

    test('a message said once stands once, however often it is delivered', async () => {
      const { rig, ann, ben, openRoom } = scene;
      const chat = await openRoom();
      await rig.says(ann, chat, 'once', { times: 3 });
      expect(await rig.look(ben, chat)).toHaveLength(1);
      expect(new Set(rig.heard.filter(({ kind }) => kind === 'message').map(({ id }) => id)).size).toBe(1);
    });

    test('XD-04 a press carries back exactly what the button held', async () => {
      const { rig, adapter, ben, openRoom, lastHeard } = scene;
      const chat = await openRoom();
      const value = { order: '01JABC', rev: 12, ver: 0, subject: 'a"b\'c<d>&e/急', view: 'x.y' };
      const card = cardWith('x', {
        blocks: [{ kind: 'actions', items: [button('Go', { action: 'review.approve', value })] }],
      });
      const message = await adapter.post(chat, outgoing(card));
      await rig.presses(ben, message, 'Go');
      expect(lastHeard()).toMatchObject({ kind: 'press', action: 'review.approve', value, message, chat });
      expect(lastHeard()?.from.userId).toBe(ben);
    });

    test('the answer may replace the pressed card, for everybody', async () => {
      const { rig, adapter, ann, ben, openRoom, seen } = scene;
      const chat = await openRoom();
      const card = cardWith('open', { blocks: [{ kind: 'actions', items: [button('Go')] }] });
      const message = await adapter.post(chat, outgoing(card));
      rig.replyWith({ kind: 'toast', tone: 'good', text: 'done', redraw: () => cardWith('closed by Ann') });
      expect((await rig.presses(ann, message, 'Go')).toasts).toEqual(['done']);
      expect((await seen(ben, message))?.text).toContain('closed by Ann');
    });

    test('a card in answer is private, and a repeated delivery does not show it twice', async () => {
      const { rig, adapter, ann, ben, openRoom } = scene;
      const chat = await openRoom();
      const card = cardWith('x', { blocks: [{ kind: 'actions', items: [button('Details')] }] });
      const message = await adapter.post(chat, outgoing(card));
      rig.replyWith({ kind: 'card', card: cardWith('the details') });
      await rig.presses(ann, message, 'Details', { times: 2 });
      const where = can.whisper ? chat : await adapter.openDirect(ann);
      const shown = ((await rig.look(ann, where)) ?? []).filter(({ text }) => text.includes('the details'));
      expect(shown).toHaveLength(1);
      expect(await rig.look(ben, chat)).toHaveLength(1);
    });

    async function openForm(): Promise<Shown> {
      const { rig, ann, openRoom } = scene;
      const chat = await openRoom();
      rig.replyWith({ kind: 'form', form: FORM });
      return rig.commands(ann, chat, 'new');
    }

    test('a form opens, and its values come back', async () => {
      const { rig, ann, lastHeard } = scene;
      const shown = await openForm();
      expect(shown.form?.text).toContain('Some form');
      rig.replyWith({ kind: 'toast', tone: 'good', text: 'saved' });
      const values = { customer: 'ACME <b>&"\' 苏州', note: 'two\nlines', parts: ['a'], level: 'y' };
      const after = await rig.submits(ann, values);
      expect(lastHeard()).toMatchObject({ kind: 'submit', form: 'test.form', context: FORM.context, values });
      expect(after).toMatchObject({ toasts: ['saved'], form: null });
    });

    test('a list is a list with none, one or several values', async () => {
      const { rig, ann, lastHeard } = scene;
      for (const parts of [[], ['b'], ['a', 'c']]) {
        await openForm();
        rig.replyWith({ kind: 'none' });
        await rig.submits(ann, { customer: 'x', note: '', level: '', parts });
        const heard = lastHeard();
        expect(heard?.kind === 'submit' && (heard.values.parts ?? [])).toEqual(parts);
      }
    });

    test('XD-02 a form sent twice is one act', async () => {
      const { rig, ann } = scene;
      await openForm();
      rig.replyWith({ kind: 'none' });
      await rig.submits(ann, { customer: 'x' }, { times: 2 });
      const ids = rig.heard.filter(({ kind }) => kind === 'submit').map(({ id }) => id);
      expect(ids).toHaveLength(2);
      expect(new Set(ids).size).toBe(1);
    });

    test('UO-03 a wrong form stays open with its errors and with what was typed', async () => {
      const { rig, ann } = scene;
      await openForm();
      rig.replyWith({ kind: 'invalid', errors: { customer: 'who is that?' }, message: 'one thing is missing' });
      const typed = { customer: 'nobody "x" <y>', note: 'kept\nline', level: 'x' };
      const again = await rig.submits(ann, { ...typed, parts: ['b'] });
      expect(again.form?.errors).toEqual({ customer: 'who is that?' });
      expect(again.form?.values).toMatchObject(typed);
      rig.replyWith({ kind: 'toast', tone: 'good', text: 'saved' });
      const after = await rig.submits(ann, { ...typed, customer: 'ACME' });
      expect(after.form).toBeNull();
      const ids = rig.heard.filter(({ kind }) => kind === 'submit').map(({ id }) => id);
      expect(new Set(ids).size).toBe(2);
    });

    test.runIf(can.modal)('a form that is closed hands over what was typed', async () => {
      const { rig, ann, lastHeard } = scene;
      await openForm();
      rig.replyWith({ kind: 'none' });
      await rig.submits(ann, { customer: 'half', note: '' }, { dismiss: true });
      expect(lastHeard()).toMatchObject({ kind: 'dismiss', form: 'test.form', values: { customer: 'half' } });
    });

    test.each(HOSTILE)('%j comes in as text and is said as text', async (text) => {
      const { rig, ann, ben, openRoom, lastHeard } = scene;
      const chat = await openRoom();
      await rig.says(ann, chat, `look: ${text}`);
      expect(lastHeard()).toMatchObject({ kind: 'message', text: `look: ${text}` });
      expect(await rig.isCalled(ben, chat)).toBe(false);
      expect((await rig.look(ben, chat))?.at(-1)?.text).toContain(`look: ${text}`);
    });
  });
}
