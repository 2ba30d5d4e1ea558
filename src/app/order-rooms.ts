import type { Order } from '../domain/order.ts';
import type { CommandContext } from './command.ts';
import type { RoomRow } from './rows.ts';

/** One room per platform the company lives on; the platform creates it at delivery (UO-09, domain §17.1 A27). */
export async function createRooms(
  context: CommandContext,
  order: Order,
  known: readonly RoomRow[],
): Promise<RoomRow[]> {
  const created: RoomRow[] = [];
  for (const { platform, tenant } of context.platforms) {
    const main = known.find((r) => r.kind === 'main' && r.platform === platform);
    const room: RoomRow = {
      id: context.newId(),
      platform,
      tenant,
      chatId: null,
      kind: 'order',
      orderId: order.id,
      personId: null,
      name: roomName(order, context.settings.room_name),
      isPrivate: order.isConfidential,
      locale: main?.locale ?? context.settings.locale,
      closedAt: null,
    };
    await context.tx.rooms.save(room, context.now);
    created.push(room);
  }
  return created;
}

function roomName(order: Order, template: string): string {
  const shown = order.isConfidential ? { customer: '', product: '' } : order.facts;
  return template
    .replaceAll('{number}', order.number ?? order.draftNo)
    .replaceAll('{customer}', shown.customer)
    .replaceAll('{product}', shown.product)
    .replace(/\s+/g, ' ')
    .trim();
}
