import { loadCardModel } from '../app/card-models.ts';
import type { ViewName } from '../app/delivery.ts';
import type { Directory } from '../app/directory.ts';
import type { Store } from '../app/ports.ts';
import type { Locale } from '../i18n/locale.ts';
import type { Block, Button, Card, DrawCard } from './card.ts';
import { drawCard } from './draw.ts';

/**
 * A post as it should look now, in any language: loaded once from the newest state, drawn per language. Null when what it
 * is about no longer exists, or when `standsAs` names a message that is not this post: what a button says of itself may be
 * forged.
 */
export async function drawPost(
  store: Store,
  view: ViewName,
  subject: string,
  orderId: string | null,
  directory: Directory,
  timeZone: string,
  standsAs?: string,
): Promise<DrawCard | null> {
  const model = await store.transaction(async (tx) => {
    const isIt =
      standsAs === undefined ||
      (await tx.posts.of(view, subject)).some(
        (p) => p.messageId === standsAs && (p.orderId === null || p.orderId === orderId),
      );
    return isIt ? loadCardModel(tx, view, subject, orderId) : null;
  });
  if (!model) return null;
  // Asked twice by a delivery: for what it looks like, and for what is sent.
  const drawn = new Map<Locale, Card>();
  return (locale) => {
    const card =
      drawn.get(locale) ?? stampButtons(drawCard(model, { locale, timeZone, nameOf: directory.nameOf }), view, subject);
    drawn.set(locale, card);
    return card;
  };
}

/** Every button says on which post it stands. */
function stampButtons(card: Card, view: string, about: string): Card {
  const stamp = (button: Button): Button => ({ ...button, value: { ...button.value, view, about } });
  const stampBlock = (block: Block): Block => {
    if (block.kind === 'actions') {
      return {
        ...block,
        items: block.items.map((i) =>
          i.kind === 'button' ? stamp(i) : i.kind === 'menu' ? { ...i, items: i.items.map(stamp) } : i,
        ),
      };
    }
    if (block.kind === 'list')
      return { ...block, items: block.items.map((i) => (i.buttons ? { ...i, buttons: i.buttons.map(stamp) } : i)) };
    return block;
  };
  return { ...card, blocks: card.blocks.map(stampBlock) };
}
