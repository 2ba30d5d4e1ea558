import { randomUUID } from 'node:crypto';
import type { Card, DrawCard } from '../../src/chat/card.ts';
import type { Form, FormValues } from '../../src/chat/form.ts';
import type { Converse, Interaction, MessageRef, Reply } from '../../src/chat/interaction.ts';
import { translate } from '../../src/i18n/translate.ts';
import type { Answer, At, Inbound, OpenForm, Said } from './acts.ts';
import { drawAll, readBody, writeBody } from './body.ts';
import type { ChannelRecord, ChatStore, MessageRecord } from './chat-store.ts';
import type { Files } from './files.ts';
import type { Hub } from './hub.ts';
import { cleanText, LIMITS } from './limits.ts';
import type { FileView } from './model.ts';
import { BOT, directId, HOME } from './names.ts';
import { createOpenForms, readFormValues } from './open-forms.ts';
import type { Viewer } from './pages.ts';

export interface InboundParts {
  readonly tenant: string;
  readonly store: ChatStore;
  readonly files: Files;
  readonly hub: Hub;
  readonly clock: { now(): number };
  readonly ids: { next(): string };
  readonly converse: Converse;
}

/** `/urgent-order` and its names in Chinese, with the slash that a Chinese keyboard gives too. */
const COMMAND = /^[/／](?:urgent-order|急单|急單)(?=\s|$)/iu;
const CALLS_BOT = /@(?:urgent-order|急单助手|急單助理|急單助手|急单|急單|bot)/iu;

type Invalid = Extract<Reply, { kind: 'invalid' }>;

/** What a person does in the browser → an interaction → what is shown for it. */
export function createInbound(parts: InboundParts): Inbound {
  const { tenant, store, hub, clock, ids, converse } = parts;
  const openForms = createOpenForms();

  function base(viewer: Viewer, at: At, id: string) {
    const { userId } = viewer.persona;
    return {
      id: `web:${userId}:${id}`,
      from: { platform: 'web', tenant, userId },
      chat: at && { platform: 'web', tenant, chatId: at.id },
      isDirect: at === null || at.kind === 'direct',
      locale: viewer.locale,
    } as const satisfies Partial<Interaction>;
  }

  const refuse = (text: string): Answer => ({ toasts: [{ tone: 'warning', text }] });

  const messageRef = (message: MessageRecord): MessageRef => ({
    platform: 'web',
    tenant,
    chatId: message.channelId,
    messageId: message.id,
  });

  /** Shows the answer as a private message where the person is; in their own chat with the bot it needs no secrecy. */
  async function showCard(viewer: Viewer, at: At, card: Card, thread: string | null, interactionId: string) {
    const { userId } = viewer.persona;
    const channelId = at?.id ?? directId(userId);
    const isOwnChat = at === null || at.kind === 'direct';
    const { isNew } = await store.append({
      id: ids.next(),
      channelId,
      threadId: thread,
      authorId: BOT,
      onlyFor: isOwnChat ? null : userId,
      body: writeBody({ cards: { [viewer.locale]: card } }),
      sentAt: clock.now(),
      dedupeKey: `reply:${interactionId}`,
    });
    if (isNew) hub.touch(channelId, userId);
  }

  /** Replaces the card of the pressed message, in every language: others may look at it in theirs. */
  async function redraw(message: MessageRecord | null, draw: DrawCard | undefined): Promise<void> {
    if (message === null || draw === undefined) return;
    await store.editMessage(message.id, writeBody({ ...readBody(message.body), cards: drawAll(draw) }), clock.now());
    hub.touch(message.channelId, message.onlyFor);
  }

  function openForm(viewer: Viewer, form: Form, rest: Omit<OpenForm, 'form' | 'submitToken'> = {}): Answer {
    const submitToken = randomUUID();
    openForms.remember(viewer.persona.userId, submitToken, form);
    return { layer: { form, submitToken, ...rest } };
  }

  async function answer(
    viewer: Viewer,
    at: At,
    act: Interaction,
    reply: Reply,
    pressed: MessageRecord | null,
    thread: string | null,
  ): Promise<Answer> {
    switch (reply.kind) {
      case 'card':
        await redraw(pressed, reply.redraw);
        await showCard(viewer, at, reply.card, thread, act.id);
        return at === null ? { goTo: directId(viewer.persona.userId) } : {};
      case 'toast':
        await redraw(pressed, reply.redraw);
        return { toasts: [{ tone: reply.tone, text: reply.text }] };
      case 'form':
        return openForm(viewer, reply.form);
      case 'invalid':
        return { toasts: [{ tone: 'warning', text: wordsOf(viewer, reply) }] };
      case 'completions':
      case 'none':
        return {};
    }
  }

  function wordsOf(viewer: Viewer, reply: Invalid): string {
    if (reply.message !== undefined) return reply.message;
    return translate(viewer.locale, 'server.form_errors', { errors: Object.values(reply.errors).join(' · ') });
  }

  /** The form again, with what was typed. */
  async function showInvalid(viewer: Viewer, reply: Invalid, form: Form | null, values: FormValues): Promise<Answer> {
    // The form is not known any more (the program was restarted): its dialog stays open as it is.
    if (form === null) return { toasts: [{ tone: 'bad', text: wordsOf(viewer, reply) }] };
    const fileIds = form.sections.flatMap(({ fields }) =>
      fields.flatMap(({ kind, name }) => (kind === 'files' ? (values[name] ?? []) : [])),
    );
    const uploads = (await attach(viewer, fileIds)) ?? [];
    const { errors, message } = reply;
    return openForm(viewer, form, { values, errors, uploads, ...(message === undefined ? {} : { message }) });
  }

  async function attach(viewer: Viewer, fileIds: readonly string[]): Promise<readonly FileView[] | null> {
    const { userId } = viewer.persona;
    const found = await Promise.all(
      fileIds.map(async (id) => ((await parts.files.mayRead(userId, id)) ? parts.files.describe(id) : null)),
    );
    return found.every((file) => file !== null) ? found : null;
  }

  async function command(viewer: Viewer, at: ChannelRecord, said: Said, text: string, word: string): Promise<Answer> {
    const act = { ...base(viewer, at, said.token), kind: 'command', text: text.slice(word.length).trim() } as const;
    const echo = await store.append({
      id: ids.next(),
      channelId: at.id,
      threadId: said.threadId,
      authorId: viewer.persona.userId,
      onlyFor: at.kind === 'direct' ? null : viewer.persona.userId,
      body: writeBody({ text }),
      sentAt: clock.now(),
      dedupeKey: `say:${act.id}`,
    });
    if (echo.isNew) hub.touch(at.id, viewer.persona.userId);
    return answer(viewer, at, act, await converse(act), null, said.threadId);
  }

  async function findThread(at: ChannelRecord, threadId: string | null): Promise<string | null> {
    if (threadId === null) return null;
    const root = await store.message(threadId);
    return root === null || root.channelId !== at.id ? null : (root.threadId ?? root.id);
  }

  return {
    async say(viewer, at, asked) {
      const { userId } = viewer.persona;
      const text = cleanText(asked.text).trim();
      if (text === '' && asked.fileIds.length === 0) return refuse(translate(viewer.locale, 'server.message_empty'));
      if (text.length > LIMITS.messageChars)
        return refuse(translate(viewer.locale, 'server.message_too_long', { limit: LIMITS.messageChars }));
      if (asked.fileIds.length > LIMITS.filesPerMessage) {
        return refuse(translate(viewer.locale, 'server.too_many_files', { limit: LIMITS.filesPerMessage }));
      }
      const said = { ...asked, threadId: await findThread(at, asked.threadId) };
      const word = COMMAND.exec(text)?.[0];
      if (word !== undefined) return command(viewer, at, said, text, word);
      if (at.isArchived) return refuse(translate(viewer.locale, 'server.channel_archived'));
      const files = await attach(viewer, said.fileIds);
      if (files === null) return refuse(translate(viewer.locale, 'server.file_missing'));
      if (!at.isPrivate) await store.addMembers(at.id, [userId], clock.now());
      const place = base(viewer, at, said.token);
      const { message, isNew } = await store.append({
        id: ids.next(),
        channelId: at.id,
        threadId: said.threadId,
        authorId: userId,
        onlyFor: null,
        body: writeBody({ text, ...(files.length > 0 ? { files } : {}) }),
        sentAt: clock.now(),
        dedupeKey: `say:${place.id}`,
      });
      if (isNew) hub.touch(at.id);
      const mentionsBot = at.kind === 'direct' || CALLS_BOT.test(text);
      const act = {
        ...place,
        kind: 'message',
        text,
        fileIds: said.fileIds,
        message: messageRef(message),
        mentionsBot,
      } as const;
      return answer(viewer, at, act, await converse(act), null, said.threadId);
    },

    async press(viewer, at, { action, value, messageId, token }) {
      const { userId } = viewer.persona;
      const found = messageId === null || messageId === HOME ? null : await store.message(messageId);
      const isVisible = found !== null && found.channelId === at?.id && [null, userId].includes(found.onlyFor);
      const message = isVisible ? found : null;
      const act = {
        ...base(viewer, at, token),
        kind: 'press',
        action,
        value,
        message: message && messageRef(message),
      } as const;
      const shown = await answer(viewer, at, act, await converse(act), message, message?.threadId ?? null);
      if (at === null) hub.touch(directId(userId), userId);
      return shown;
    },

    async submit(viewer, at, { form: formId, context, token, posted, isDismissed }) {
      const { userId } = viewer.persona;
      const known = openForms.find(userId, token);
      const form = known?.id === formId ? known : null;
      const values = readFormValues(posted, form);
      if (values === null) return null;
      const kind = isDismissed ? 'dismiss' : 'submit';
      // Closing and sending are two acts of one form.
      const id = isDismissed ? `${token}.dismiss` : token;
      const act = { ...base(viewer, at, id), kind, form: formId, context, values } as const;
      const reply = await converse(act);
      if (reply.kind === 'invalid' && !isDismissed) return showInvalid(viewer, reply, form, values);
      const shown = await answer(viewer, at, act, reply, null, null);
      if (at === null) hub.touch(directId(userId), userId);
      return { layer: null, ...shown };
    },

    complete: (viewer, at, text) =>
      converse({ ...base(viewer, at, `complete.${randomUUID()}`), kind: 'complete', text: cleanText(text) }),

    async drawHome(viewer) {
      const reply = await converse({ ...base(viewer, null, `home.${randomUUID()}`), kind: 'home' });
      return reply.kind === 'card' ? reply.card : null;
    },

    async join(viewer, at, joinedAt) {
      const act = { ...base(viewer, at, `joined.${at.id}.${joinedAt}`), kind: 'joined' } as const;
      const reply = await converse(act);
      if (reply.kind === 'card') await showCard(viewer, at, reply.card, null, act.id);
    },
  };
}
