import type { PageView } from '../model.ts';

/** `/playground/as/:userId/c/:channelId`, the root of everything a page asks for. */
export function baseUrl(view: PageView, userId = view.me.userId, channelId = view.conversation.channel.id): string {
  return `/playground/as/${encodeURIComponent(userId)}/c/${encodeURIComponent(channelId)}`;
}

export function threadUrl(view: PageView, messageId: string): string {
  return `${baseUrl(view)}?thread=${encodeURIComponent(messageId)}`;
}
