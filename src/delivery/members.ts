import { askedFor, type Directory } from '../app/directory.ts';
import type { Settings } from '../app/settings.ts';
import type { Order } from '../domain/order.ts';
import type { Department, Person } from '../domain/people.ts';

/**
 * Who belongs in an order's room (EX-32: the cross-functional team): sales who filed and own it, who reviews it, who is
 * informed, coordinators; leadership when it decides. A confidential order leaves out those who are only informed.
 */
export function membersOf(order: Order, directory: Directory, settings: Settings, now: number): readonly Person[] {
  const departments = new Set<Department>([
    ...(order.round?.tasks.map((t) => t.department) ?? []),
    ...(order.isConfidential ? [] : settings.informed),
  ]);
  const asked = [...departments].flatMap((d) => askedFor(directory, d).people);
  const delegates = asked.flatMap((p) => directory.delegatesOf(p.id, now));
  const own = [order.submitterId, order.ownerId]
    .map((id) => directory.person(id))
    .filter((p): p is Person => p !== null);
  const leaders = order.exec ? directory.leaders() : [];
  return [
    ...new Map(
      [...own, ...asked, ...delegates, ...directory.membersOf('COORDINATOR'), ...leaders].map((p) => [p.id, p]),
    ).values(),
  ];
}
