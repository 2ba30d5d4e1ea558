import type { Order } from '../domain/order.ts';
import { type Actor, holdsRole, type Role } from '../domain/people.ts';
import type { Announcement } from './delivery.ts';
import type { Directory } from './directory.ts';

/** Roles that read customer contacts; everybody else sees them masked (XD-19, EX-28). */
const READS_CONTACTS: readonly Role[] = ['SALES', 'LOGI', 'SERVICE', 'ORDER_MGMT'];

export function readsContacts(actor: Actor): boolean {
  const person = actor.person;
  return person !== null && (READS_CONTACTS.some((r) => holdsRole(person, r)) || holdsRole(person, 'EXEC'));
}

/** Whether an actor may see an order: a confidential one only when they take part in it (XD-17). */
export function isSeenBy(
  order: Pick<Order, 'isConfidential' | 'submitterId' | 'ownerId' | 'round'>,
  actor: Actor,
): boolean {
  if (!order.isConfidential) return true;
  const people = [actor.person, ...actor.standsInFor].filter((p) => p !== null);
  return people.some(
    (p) =>
      p.id === order.submitterId ||
      p.id === order.ownerId ||
      p.isAdmin ||
      holdsRole(p, 'EXEC') ||
      holdsRole(p, 'COORDINATOR') ||
      p.memberships.some((m) => m.role === 'SALES' && m.isHead) ||
      (order.round?.tasks.some((t) => holdsRole(p, t.department)) ?? false),
  );
}

/** Of a confidential order nobody hears in person who may not see it (XD-17); cards they were sent before are still redrawn. */
export function forThoseWhoSee(
  announcements: readonly Announcement[],
  order: Order,
  directory: Directory,
  now: number,
): readonly Announcement[] {
  if (!order.isConfidential) return announcements;
  return announcements.filter(
    ({ delivery: d }) => (d.kind !== 'direct' && d.kind !== 'sheet') || isSeenBy(order, directory.actor(d.person, now)),
  );
}

/** Contact data as everybody may see it: the first character and the last two. */
export function maskContact(text: string): string {
  const signs = [...text.trim()];
  if (signs.length <= 3) return '***';
  return `${signs[0]}***${signs.slice(-2).join('')}`;
}
