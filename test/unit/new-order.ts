import type { Factory } from '../support/factory.ts';
import { ORDER } from '../support/first-order.ts';

/** How many orders there are, drills too. */
export async function countOrders(factory: Factory): Promise<number> {
  return (await factory.app.store.queries.listOrders({ limit: 200, includeDrills: true })).total;
}

/** Opens the form of a new order, fills it in with `changes` and sends it. */
export async function sendNew(
  factory: Factory,
  changes: Record<string, string | string[]>,
  who: 'sales' | 'boss' = 'sales',
) {
  const person = factory.person(who);
  return person.fills(await person.says('/urgent-order new'), { ...ORDER, ...changes });
}
