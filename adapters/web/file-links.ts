import type { Card } from '../../src/chat/card.ts';
import type { FileView } from './model.ts';

/**
 * The id of a file as a page shows it: who looks, and where it hangs. A link to a file stands in no person's path, so it
 * names the person itself; the rights are checked when it is followed.
 */
function linkedId(fileId: string, userId: string, messageId: string | null): string {
  return [fileId, userId, ...(messageId === null ? [] : [messageId])].join('~');
}

export function linkFiles(files: readonly FileView[], userId: string, messageId: string): readonly FileView[] {
  return files.map((file) => ({ ...file, id: linkedId(file.id, userId, messageId) }));
}

/** A card as shown to one person: its pictures and files lead to what this person may read. */
export function linkCard(card: Card, userId: string): Card {
  if (!card.blocks.some(({ kind }) => kind === 'image' || kind === 'files')) return card;
  const blocks = card.blocks.map((block) => {
    if (block.kind === 'image') return { ...block, file: linkedId(block.file, userId, null) };
    if (block.kind !== 'files') return block;
    return { ...block, files: block.files.map((file) => ({ ...file, id: linkedId(file.id, userId, null) })) };
  });
  return { ...card, blocks };
}
