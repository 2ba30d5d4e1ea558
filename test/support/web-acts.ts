import { randomUUID } from 'node:crypto';
import type { ChatRef, MessageRef } from '../../src/chat/interaction.ts';
import type { WebRig } from './web-rig.ts';

/** A private room of the playground with these people in it. What was heard of their coming is forgotten. */
export async function openRoom(rig: WebRig, name: string, members: readonly string[]): Promise<ChatRef> {
  const chat = await rig.adapter.createRoom({ name, topic: '', isPrivate: true, locale: 'zh-CN', dedupeKey: name });
  await rig.adapter.invite(chat, members);
  rig.heard.length = 0;
  return chat;
}

/** A card with one button, `a.b`. */
export function postCard(rig: WebRig, chat: ChatRef, title = 'card'): Promise<MessageRef> {
  const card = {
    title,
    tone: 'neutral',
    summary: title,
    blocks: [{ kind: 'actions', items: [{ kind: 'button', label: 'Go', action: 'a.b', value: { rev: 1 } }] }],
  } as const;
  return rig.adapter.post(chat, { draw: () => card, locale: 'zh-CN', dedupeKey: randomUUID() });
}

/** What the browser posts for a press of that button. */
export function pressOf(messageId: string, extra: Readonly<Record<string, string>> = {}) {
  return { action: 'a.b', value: '{"rev":1}', messageId, token: randomUUID(), ...extra };
}
