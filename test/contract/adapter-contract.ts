import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Capabilities, type ChatAdapter, DeliveryError, type Outgoing } from '../../src/chat/adapter.ts';
import type { Button, Card } from '../../src/chat/card.ts';
import type { Form } from '../../src/chat/form.ts';
import type { ChatRef, Interaction, MessageRef, Reply } from '../../src/chat/interaction.ts';

/** A message as a person sees it. */
export interface SeenMessage {
  readonly id: string;
  readonly text: string;
  readonly buttons: readonly string[];
  readonly isPrivate: boolean;
  readonly isPinned: boolean;
}

/** What a person is shown at once for an act: short words, and the form that is open then. */
export interface Shown {
  readonly toasts: readonly string[];
  readonly form: {
    readonly text: string;
    readonly errors: Readonly<Record<string, string>>;
    /** What stands in the fields of text and choice. */
    readonly values: Readonly<Record<string, string>>;
  } | null;
}

export interface SeenRoom {
  readonly chatId: string;
  readonly name: string;
  readonly topic: string;
  readonly isArchived: boolean;
}

/** A platform with people at it. Small: eyes and hands of a person, and the conversation as a script. */
export interface AdapterRig {
  readonly adapter: ChatAdapter;
  /** Three people of the platform, by user id, and one that it does not know. */
  readonly people: readonly [string, string, string];
  readonly stranger: string;
  readonly emailOf: (userId: string) => string;
  /** What the conversation was told, in order. */
  readonly heard: readonly Interaction[];
  replyWith(reply: Reply | ((interaction: Interaction) => Reply)): void;
  advance(ms: number): void;

  /** The rooms this person finds in their list. */
  rooms(userId: string): Promise<readonly SeenRoom[]>;
  /** The messages outside threads, oldest first; null: this person cannot see the room. */
  look(userId: string, chat: ChatRef): Promise<readonly SeenMessage[] | null>;
  /** The answers under a message, oldest first. */
  lookIntoThread(userId: string, message: MessageRef): Promise<readonly SeenMessage[]>;
  /** Whether the platform called this person by name in the room since they last looked. */
  isCalled(userId: string, chat: ChatRef): Promise<boolean>;
  /** Does something, and waits until this person's screen learns of it without their doing. */
  waitForNews(userId: string, act: () => Promise<unknown>): Promise<void>;

  says(userId: string, chat: ChatRef, text: string, options?: { thread?: string; times?: number }): Promise<Shown>;
  /** `/urgent-order …` with these words. */
  commands(userId: string, chat: ChatRef, words: string): Promise<Shown>;
  /** Presses the button with this label; `times` repeats the very same delivery, as a platform does. */
  presses(userId: string, message: MessageRef, label: string, options?: { times?: number }): Promise<Shown>;
  /** Fills in the form that this person was last shown; `dismiss` closes it instead. */
  submits(
    userId: string,
    values: Readonly<Record<string, string | readonly string[]>>,
    options?: { times?: number; dismiss?: boolean },
  ): Promise<Shown>;
  close(): Promise<void>;
}

const HOSTILE = [
  '<!channel>',
  '<@U123>',
  '<at id=all></at>',
  '<at user_id="all">everyone</at>',
  '@everyone @all',
  '<script>alert(1)</script><img src=x onerror=alert(1)>',
  '"><b onclick=x>',
  '=HYPERLINK("http://evil.example","click")',
  '*bold* _it_ `code` [a](javascript:alert(1)) &amp; &lt;',
] as const;

const OVERRIDE = '\u202Eevil\u2066x\u2069';

function button(label: string, extra: Partial<Button> = {}): Button {
  return { kind: 'button', label, action: 'test.press', value: { order: 'o-1', rev: 7 }, ...extra };
}

function cardWith(title: string, extra: Partial<Card> = {}): Card {
  return { title, tone: 'neutral', summary: title, blocks: [], ...extra };
}

let keys = 0;

function outgoing(draw: Card | Outgoing['draw'], extra: Partial<Outgoing> = {}): Outgoing {
  const drawn = typeof draw === 'function' ? draw : () => draw;
  return { draw: drawn, locale: 'zh-CN', dedupeKey: `key-${++keys}`, ...extra };
}

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

async function failure(work: Promise<unknown>): Promise<DeliveryError> {
  try {
    await work;
  } catch (error) {
    expect(error).toBeInstanceOf(DeliveryError);
    return error as DeliveryError;
  }
  throw new Error('it went through, and should not have');
}

/**
 * What every chat platform must do behind `ChatAdapter`. A flag of `Capabilities` that is true is proven here; one that is
 * false turns its tests off, and the core degrades as it chose to.
 */
export function describeAdapter(name: string, can: Capabilities, makeRig: () => Promise<AdapterRig>): void {
  describe(`a chat platform: ${name}`, () => {
    let rig: AdapterRig;
    let adapter: ChatAdapter;
    let ann: string;
    let ben: string;
    let eve: string;

    beforeEach(async () => {
      rig = await makeRig();
      adapter = rig.adapter;
      [ann, ben, eve] = rig.people;
    });
    afterEach(() => rig.close());

    async function openRoom(members: readonly string[] = [ann, ben], wanted = 'UO-2026-0001'): Promise<ChatRef> {
      const chat = await adapter.createRoom({
        name: wanted,
        topic: 'a topic',
        isPrivate: true,
        locale: 'zh-CN',
        dedupeKey: `room-${++keys}`,
      });
      await adapter.invite(chat, members);
      return chat;
    }

    async function roomOf(userId: string, chat: ChatRef) {
      return (await rig.rooms(userId)).find(({ chatId }) => chatId === chat.chatId);
    }

    async function seen(userId: string, message: MessageRef): Promise<SeenMessage | undefined> {
      return (await rig.look(userId, message))?.find(({ id }) => id === message.messageId);
    }

    const lastHeard = () => rig.heard.at(-1);

    test('says which capabilities it has, the ones proven here', () => {
      expect(adapter.capabilities).toEqual(can);
    });

    describe('rooms', () => {
      test('UO-11 a room is created, and those invited find it with its topic', async () => {
        const chat = await openRoom([ann]);
        expect(chat).toMatchObject({ platform: adapter.platform, tenant: adapter.tenant });
        expect(await roomOf(ann, chat)).toMatchObject({ topic: can.topic ? 'a topic' : '', isArchived: false });
        expect(await roomOf(eve, chat)).toBeUndefined();
        expect(await rig.look(eve, chat)).toBeNull();
      });

      test('the same key creates one room, also when asked at the same time', async () => {
        const spec = { name: 'one room', topic: '', isPrivate: true, locale: 'zh-CN', dedupeKey: 'same' } as const;
        const rooms = await Promise.all([adapter.createRoom(spec), adapter.createRoom(spec), adapter.createRoom(spec)]);
        expect(new Set(rooms.map(({ chatId }) => chatId)).size).toBe(1);
      });

      test('a name is never given twice, not even that of an archived room', async () => {
        const rooms = [await openRoom([ann], 'Rush order'), await openRoom([ann], 'Rush order')];
        if (can.archive) await adapter.archiveRoom(rooms[0]!);
        rooms.push(await openRoom([ann], 'rush ORDER'));
        const names = await Promise.all(rooms.map(async (room) => (await roomOf(ann, room))?.name));
        expect(new Set(names).size).toBe(3);
      });

      test('two rooms that want one name at the same moment get two', async () => {
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
        const room = await roomOf(ann, await openRoom([ann], wanted));
        expect(room?.name).toBeTruthy();
        expect([...(room?.name ?? '')].length).toBeLessThanOrEqual(can.maxRoomName);
        expect(room?.name).not.toContain('<!channel>');
      });

      test('is renamed, and again never to a name in use', async () => {
        const [first, second] = [await openRoom([ann], 'first'), await openRoom([ann], 'second')];
        await adapter.renameRoom(second, 'first');
        const names = [(await roomOf(ann, first))?.name, (await roomOf(ann, second))?.name];
        expect(names[1]).not.toBe(names[0]);
        expect(names[1]).toContain('first');
      });

      test('renaming to its own name changes nothing', async () => {
        const chat = await openRoom([ann], 'same');
        const before = (await roomOf(ann, chat))?.name;
        await adapter.renameRoom(chat, 'same');
        expect((await roomOf(ann, chat))?.name).toBe(before);
      });

      test.runIf(can.topic)('changes its topic', async () => {
        const chat = await openRoom([ann]);
        await adapter.setTopic(chat, `交期 周五 17:00 <!here> ${OVERRIDE}`);
        const topic = (await roomOf(ann, chat))?.topic;
        expect(topic).toContain('交期 周五 17:00');
        expect(topic).not.toContain('\u202E');
      });

      test.runIf(can.archive)('is archived: readable, but nothing is posted; and brought back', async () => {
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
        const chat = await openRoom([ann]);
        expect(await adapter.invite(chat, [ann, ben, rig.stranger])).toEqual([rig.stranger]);
        expect(await adapter.invite(chat, [ben, ben])).toEqual([]);
        expect(await roomOf(ben, chat)).toBeDefined();
      });

      test('who is removed does not see it any more; removing them again is no error', async () => {
        const chat = await openRoom([ann, ben]);
        await adapter.remove(chat, [ben]);
        await adapter.remove(chat, [ben, rig.stranger]);
        expect(await rig.look(ben, chat)).toBeNull();
        expect(await rig.look(ann, chat)).not.toBeNull();
      });

      test('who enters is told to the conversation once per entering', async () => {
        const chat = await openRoom([ann]);
        await adapter.invite(chat, [ann]);
        const joined = rig.heard.filter(({ kind }) => kind === 'joined');
        expect(joined.map(({ from }) => from.userId)).toEqual([ann]);
        expect(joined[0]?.chat).toEqual(chat);
      });
    });

    describe('messages', () => {
      test('a card is posted with its words, and everybody in the room sees it', async () => {
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
        const chat = await openRoom();
        const message = outgoing(cardWith('once'));
        const posted = await Promise.all([adapter.post(chat, message), adapter.post(chat, message)]);
        expect(await adapter.post(chat, message)).toEqual(posted[0]);
        expect(posted[1]).toEqual(posted[0]);
        expect(await rig.look(ann, chat)).toHaveLength(1);
      });

      test('a card is changed in place', async () => {
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
        const chat = await openRoom();
        const message = await adapter.post(chat, outgoing(cardWith('waiting')));
        await rig.waitForNews(ben, () => adapter.update(message, outgoing(cardWith('decided'))));
        expect((await seen(ben, message))?.text).toContain('decided');
      });

      test.runIf(can.editWindowMs !== null)('a card too old to be changed says so', async () => {
        const chat = await openRoom();
        const message = await adapter.post(chat, outgoing(cardWith('old')));
        rig.advance((can.editWindowMs ?? 0) + 1000);
        expect((await failure(adapter.update(message, outgoing(cardWith('new'))))).retry).toBe('expired');
      });

      test.runIf(can.editWindowMs === null)('a card can be changed for as long as it stands', async () => {
        const chat = await openRoom();
        const message = await adapter.post(chat, outgoing(cardWith('old')));
        rig.advance(400 * 24 * 3_600_000);
        await adapter.update(message, outgoing(cardWith('new')));
        expect((await seen(ann, message))?.text).toContain('new');
      });

      test.runIf(can.clientLocale)('a shared card is there in every language: the client chooses', async () => {
        const chat = await openRoom([ann, ben, eve]);
        const titles = { 'zh-CN': '质量', 'zh-TW': '品質', en: 'Quality' };
        const message = await adapter.post(
          chat,
          outgoing((locale) => cardWith(titles[locale])),
        );
        const texts = await Promise.all(
          [ann, ben, eve].map(async (person) => (await seen(person, message))?.text ?? ''),
        );
        expect(texts.every((text) => Object.values(titles).some((title) => text.includes(title)))).toBe(true);
        expect(
          new Set(texts.map((text) => Object.values(titles).find((title) => text.includes(title)))).size,
        ).toBeGreaterThan(1);
      });

      test.runIf(can.whisper)('a private answer is seen by one person only', async () => {
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
        const chat = await openRoom([ann, ben]);
        await adapter.whisper(chat, ann, outgoing(cardWith('only you')));
        expect(await rig.look(ben, chat)).toEqual([]);
        expect((await rig.look(ann, await adapter.openDirect(ann)))?.at(-1)?.text).toContain('only you');
      });

      test('a direct message reaches its person, in one chat', async () => {
        const chat = await adapter.openDirect(ann);
        expect(await adapter.openDirect(ann)).toEqual(chat);
        await adapter.post(chat, outgoing(cardWith('for you')));
        expect((await rig.look(ann, chat))?.[0]?.text).toContain('for you');
        expect(await rig.look(ben, chat)).toBeNull();
      });

      test.runIf(can.threads)('an answer stands in the thread, not in the room', async () => {
        const chat = await openRoom();
        const root = await adapter.post(chat, outgoing(cardWith('root')));
        await adapter.post(chat, outgoing(cardWith('answer'), { thread: root.messageId }));
        expect(await rig.look(ann, chat)).toHaveLength(1);
        expect((await rig.lookIntoThread(ann, root)).map(({ text }) => text).join()).toContain('answer');
      });

      test.runIf(can.pin)('a message is pinned; pinning it again is no error', async () => {
        const chat = await openRoom();
        const message = await adapter.post(chat, outgoing(cardWith('living card')));
        await adapter.pin(message);
        await adapter.pin(message);
        expect((await seen(ann, message))?.isPinned).toBe(true);
      });

      test('those named are called, and nobody else', async () => {
        const chat = await openRoom([ann, ben]);
        await adapter.post(chat, outgoing(cardWith('please'), { mention: [ben] }));
        expect(await rig.isCalled(ben, chat)).toBe(true);
        expect(await rig.isCalled(ann, chat)).toBe(false);
      });

      test.each(HOSTILE)('%j is shown as text and calls nobody', async (text) => {
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
        const chat = await openRoom();
        const message = await adapter.post(chat, outgoing(cardWith(`order ${OVERRIDE}`)));
        const text = (await seen(ann, message))?.text ?? '';
        expect(text).toContain('evil');
        expect(text).not.toMatch(/[\u202A-\u202E]/);
      });

      test('a text of 100 kB is delivered or shortened, never a failure', async () => {
        const chat = await openRoom();
        const text = `begin ${'长文'.repeat(17_000)}`;
        const message = await adapter.post(chat, outgoing(cardWith('long', { blocks: [{ kind: 'text', text }] })));
        expect((await seen(ann, message))?.text).toContain('begin 长文');
      });
    });

    describe('what people do', () => {
      test('UO-01 a command reaches the conversation without its word, and is not said aloud', async () => {
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
        const chat = await openRoom();
        await adapter.post(chat, outgoing(cardWith('from the bot')));
        await rig.says(ann, chat, '进度如何？');
        const heard = rig.heard.filter(({ kind }) => kind === 'message');
        expect(heard).toHaveLength(1);
        expect(heard[0]).toMatchObject({ text: '进度如何？', chat, isDirect: false, mentionsBot: false });
        expect((await rig.look(ben, chat))?.at(-1)?.text).toContain('进度如何？');
      });

      test('in the chat with the bot every message is meant for it', async () => {
        const chat = await adapter.openDirect(ann);
        await rig.says(ann, chat, 'hello');
        expect(lastHeard()).toMatchObject({ kind: 'message', isDirect: true, mentionsBot: true });
      });

      test('XD-02 a repeated delivery has the same id, a new act a new one', async () => {
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
        const chat = await openRoom();
        await rig.says(ann, chat, 'once', { times: 3 });
        expect(await rig.look(ben, chat)).toHaveLength(1);
        expect(new Set(rig.heard.filter(({ kind }) => kind === 'message').map(({ id }) => id)).size).toBe(1);
      });

      test('XD-04 a press carries back exactly what the button held', async () => {
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
        const chat = await openRoom();
        const card = cardWith('open', { blocks: [{ kind: 'actions', items: [button('Go')] }] });
        const message = await adapter.post(chat, outgoing(card));
        rig.replyWith({ kind: 'toast', tone: 'good', text: 'done', redraw: () => cardWith('closed by Ann') });
        expect((await rig.presses(ann, message, 'Go')).toasts).toEqual(['done']);
        expect((await seen(ben, message))?.text).toContain('closed by Ann');
      });

      test('a card in answer is private, and a repeated delivery does not show it twice', async () => {
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
        const chat = await openRoom();
        rig.replyWith({ kind: 'form', form: FORM });
        return rig.commands(ann, chat, 'new');
      }

      test('a form opens, and its values come back', async () => {
        const shown = await openForm();
        expect(shown.form?.text).toContain('Some form');
        rig.replyWith({ kind: 'toast', tone: 'good', text: 'saved' });
        const values = { customer: 'ACME <b>&"\' 苏州', note: 'two\nlines', parts: ['a'], level: 'y' };
        const after = await rig.submits(ann, values);
        expect(lastHeard()).toMatchObject({ kind: 'submit', form: 'test.form', context: FORM.context, values });
        expect(after).toMatchObject({ toasts: ['saved'], form: null });
      });

      test('a list is a list with none, one or several values', async () => {
        for (const parts of [[], ['b'], ['a', 'c']]) {
          await openForm();
          rig.replyWith({ kind: 'none' });
          await rig.submits(ann, { customer: 'x', note: '', level: '', parts });
          const heard = lastHeard();
          expect(heard?.kind === 'submit' && (heard.values.parts ?? [])).toEqual(parts);
        }
      });

      test('XD-02 a form sent twice is one act', async () => {
        await openForm();
        rig.replyWith({ kind: 'none' });
        await rig.submits(ann, { customer: 'x' }, { times: 2 });
        const ids = rig.heard.filter(({ kind }) => kind === 'submit').map(({ id }) => id);
        expect(ids).toHaveLength(2);
        expect(new Set(ids).size).toBe(1);
      });

      test('UO-03 a wrong form stays open with its errors and with what was typed', async () => {
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
        await openForm();
        rig.replyWith({ kind: 'none' });
        await rig.submits(ann, { customer: 'half', note: '' }, { dismiss: true });
        expect(lastHeard()).toMatchObject({ kind: 'dismiss', form: 'test.form', values: { customer: 'half' } });
      });

      test.each(HOSTILE)('%j comes in as text and is said as text', async (text) => {
        const chat = await openRoom();
        await rig.says(ann, chat, `look: ${text}`);
        expect(lastHeard()).toMatchObject({ kind: 'message', text: `look: ${text}` });
        expect(await rig.isCalled(ben, chat)).toBe(false);
        expect((await rig.look(ben, chat))?.at(-1)?.text).toContain(`look: ${text}`);
      });
    });

    describe('what goes wrong', () => {
      const unknown = (): ChatRef => ({ platform: adapter.platform, tenant: adapter.tenant, chatId: 'no-such-room' });

      test('a room that does not exist is gone, whatever is asked of it', async () => {
        const chat = unknown();
        const attempts = [
          adapter.post(chat, outgoing(cardWith('x'))),
          adapter.whisper(chat, ann, outgoing(cardWith('x'))),
          adapter.renameRoom(chat, 'x'),
          adapter.setTopic(chat, 'x'),
          adapter.archiveRoom(chat),
          adapter.unarchiveRoom(chat),
          adapter.invite(chat, [ann]),
          adapter.remove(chat, [ann]),
        ];
        for (const attempt of await Promise.all(attempts.map(failure))) expect(attempt.retry).toBe('gone');
      });

      test('a message that does not exist cannot be changed: post anew', async () => {
        const message = { ...(await openRoom()), messageId: 'no-such-message' };
        expect((await failure(adapter.update(message, outgoing(cardWith('x'))))).retry).toBe('expired');
        if (can.pin) expect((await failure(adapter.pin(message))).retry).toBe('expired');
      });

      test('a person who does not exist is gone', async () => {
        expect((await failure(adapter.openDirect(rig.stranger))).retry).toBe('gone');
        expect((await failure(adapter.whisper(await openRoom(), rig.stranger, outgoing(cardWith('x'))))).retry).toBe(
          'gone',
        );
      });

      test('a card that cannot be drawn is not tried again', async () => {
        const draw = () => {
          throw new Error('a fault in a view');
        };
        expect((await failure(adapter.post(await openRoom(), outgoing(draw)))).retry).toBe('never');
      });
    });

    test('finds a person by e-mail, in any case of letters', async () => {
      const found = await adapter.findUserByEmail(rig.emailOf(ann).toUpperCase());
      expect(found).toEqual({ platform: adapter.platform, tenant: adapter.tenant, userId: ann });
      expect(await adapter.findUserByEmail('nobody@example.com')).toBeNull();
    });

    test('says that it is well', async () => {
      expect(await adapter.checkHealth()).toMatchObject({ isHealthy: true });
    });
  });
}
