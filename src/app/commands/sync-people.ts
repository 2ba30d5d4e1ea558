import { z } from 'zod';
import { type DomainEvent, event } from '../../domain/order.ts';
import { DEPARTMENTS, type Delegation, DUTIES, type Membership, type Person, type Role } from '../../domain/people.ts';
import { ok } from '../../domain/result.ts';
import { LOCALES } from '../../i18n/locale.ts';
import { type CommandContext, companyCommand } from '../command.ts';
import { canonicalJson } from '../log.ts';
import { optionalText, typedText } from './facts.ts';

const role = z.enum([...DEPARTMENTS, ...DUTIES]);
const platform = z.enum(['web', 'slack', 'lark']);

/** A person as a list from outside states them: what is left out stays as it is in the directory. */
export const listedPerson = z.object({
  name: typedText(80),
  email: z.email().max(200).nullable().default(null),
  locale: z.enum(LOCALES).nullable().default(null),
  isAdmin: z.boolean().optional(),
  roles: z
    .array(z.object({ role, isHead: z.boolean() }))
    .max(30)
    .optional(),
  accounts: z.array(z.object({ platform, tenant: z.string().max(80), userId: z.string().min(1).max(80) })).default([]),
});
export type ListedPerson = z.input<typeof listedPerson>;

/** A standing stand-in, by what names a person in the list: their email, or their name. */
const listedDelegate = z.object({ from: z.string().max(200), to: z.string().max(200), reason: optionalText(300) });
export type ListedDelegate = z.input<typeof listedDelegate>;

/** Until it is taken out of the list: no date of its own. */
const STANDING_END = Date.UTC(2100, 0, 1);

/**
 * The people of a list (configuration file, demo company) brought into the directory: found by email, else by name; created
 * or changed where they differ, each change in the log. The list wins for what it states; who is not in it stays. A list
 * that would leave the company without an admin leaves the last one in office.
 */
export const syncPeople = companyCommand({
  name: 'sync_people',
  by: ['BOT'],
  input: z.object({ people: z.array(listedPerson).max(5000), delegates: z.array(listedDelegate).max(500).default([]) }),
  run: async (context, input) => {
    const known = new Map(context.directory.people.map((p) => [p.id, p]));
    const events: DomainEvent[] = [];
    for (const listed of input.people) {
      const before = find([...known.values()], listed.email ?? listed.name);
      const after = merge(before, listed, [...known.values()], context);
      known.set(after.id, after);
      const accounts = listed.accounts.filter(
        (a) => context.directory.byAccount(a.platform, a.tenant, a.userId)?.id !== after.id,
      );
      const isSame = before !== null && comparable(before) === comparable(after);
      if (!isSame) await context.tx.directory.savePerson(after);
      for (const account of accounts) await context.tx.directory.saveAccount({ personId: after.id, ...account });
      if (isSame && accounts.length === 0) continue;
      events.push(
        event('people.saved', {
          person: after.id,
          isNew: before === null,
          roles: after.memberships,
          admin: after.isAdmin,
          active: after.isActive,
          source: 'file',
        }),
      );
    }
    events.push(...(await syncDelegates(context, [...known.values()], input.delegates)));
    return ok({
      events,
      answer: { key: 'answer.person_saved', params: { person: input.people[0]?.name ?? '' }, tone: 'good' },
    });
  },
});

function find(people: readonly Person[], key: string): Person | null {
  const wanted = key.trim().toLowerCase();
  return (
    people.find((p) => p.email?.toLowerCase() === wanted) ??
    people.find((p) => p.name.toLowerCase() === wanted && (p.email === null || !wanted.includes('@'))) ??
    null
  );
}

function merge(
  before: Person | null,
  listed: z.output<typeof listedPerson>,
  everybody: readonly Person[],
  context: CommandContext,
): Person {
  const isLastAdmin = before?.isAdmin === true && !everybody.some((p) => p.isAdmin && p.isActive && p.id !== before.id);
  return {
    id: before?.id ?? context.newId(),
    name: listed.name,
    email: listed.email ?? before?.email ?? null,
    locale: listed.locale ?? before?.locale ?? null,
    timeZone: before?.timeZone ?? null,
    quiet: before?.quiet ?? null,
    isAdmin: isLastAdmin || (listed.isAdmin ?? before?.isAdmin ?? false),
    isActive: before?.isActive ?? true,
    memberships: listed.roles ? mergeRoles(listed.roles) : (before?.memberships ?? []),
  };
}

function mergeRoles(roles: readonly Membership[]): Membership[] {
  const merged = new Map<Role, boolean>();
  for (const r of roles) merged.set(r.role, r.isHead || (merged.get(r.role) ?? false));
  return [...merged].map(([r, isHead]) => ({ role: r, isHead }));
}

/** Fields and roles in one order: the store may give them back in another one. */
function comparable(person: Person): string {
  const roles = person.memberships.map(({ role: r, isHead }) => `${r} ${isHead}`).sort();
  return canonicalJson({ ...person, memberships: roles });
}

async function syncDelegates(
  context: CommandContext,
  people: readonly Person[],
  listed: readonly z.output<typeof listedDelegate>[],
): Promise<DomainEvent[]> {
  const { tx, now, directory, actor } = context;
  const events: DomainEvent[] = [];
  const wanted = new Set<string>();
  for (const { from, to, reason } of listed) {
    const [head, deputy] = [find(people, from), find(people, to)];
    if (!head || !deputy || head.id === deputy.id) continue;
    const id = `file:${head.id}:${deputy.id}`;
    wanted.add(id);
    if (directory.delegations.some((d) => d.id === id && d.revokedAt === null)) continue;
    const delegation: Delegation = {
      id,
      fromId: head.id,
      toId: deputy.id,
      startsAt: now,
      endsAt: STANDING_END,
      reason,
      revokedAt: null,
    };
    await tx.directory.saveDelegation(delegation, actor.id, now);
    events.push(
      event('people.delegated', {
        delegation: id,
        from: head.id,
        to: deputy.id,
        startsAt: now,
        endsAt: STANDING_END,
        reason,
      }),
    );
  }
  for (const gone of directory.delegations.filter(
    (d) => d.id.startsWith('file:') && d.revokedAt === null && !wanted.has(d.id),
  )) {
    await tx.directory.saveDelegation({ ...gone, revokedAt: now }, actor.id, now);
    events.push(event('people.undelegated', { delegation: gone.id }));
  }
  return events;
}
