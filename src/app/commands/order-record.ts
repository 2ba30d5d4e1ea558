import { type DomainEvent, event } from '../../domain/order.ts';
import type { CommandContext } from '../command.ts';
import { digestPersonal } from '../log.ts';

/** Personal data goes to a row of its own; the log gets its salted digest. */
export async function keepContact(
  context: CommandContext,
  orderId: string,
  kind: string,
  value: string | null,
): Promise<{ id: string; digest: string } | null> {
  if (!value) return null;
  const [id, salt] = [context.newId(), context.newId()];
  await context.tx.personal.save({ id, orderId, kind, salt, value });
  return { id, digest: digestPersonal(salt, value) };
}

/** Files uploaded before the form was filed join its order, and the log says so; somebody else's, or another order's, do not. */
export async function attach(
  context: CommandContext,
  orderId: string,
  files: readonly string[],
): Promise<readonly DomainEvent[]> {
  const attached: DomainEvent[] = [];
  for (const id of new Set(files)) {
    const file = await context.tx.attachments.load(id);
    if (!file || file.orderId !== null || file.byId !== context.actor.id) continue;
    await context.tx.attachments.save({ ...file, orderId });
    attached.push(event('file.attached', { file: file.id, hash: file.hash, name: file.name, size: file.size }));
  }
  return attached;
}
