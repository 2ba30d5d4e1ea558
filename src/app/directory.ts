import {
  type Actor,
  BOT,
  botActor,
  type Delegation,
  type Department,
  holdsRole,
  isHeadOf,
  type Person,
  type Role,
} from '../domain/people.ts';
import { remembered } from './remembered.ts';
import type { DirectoryData } from './rows.ts';

/** Who is who at one moment: heads, leaders, delegates. Built once per version of the people, asked many times. */
export interface Directory {
  readonly person: (id: string) => Person | null;
  readonly nameOf: (id: string) => string;
  readonly byAccount: (platform: string, tenant: string, userId: string) => Person | null;
  readonly accountsOf: (personId: string) => DirectoryData['accounts'];
  readonly actor: (personId: string, now: number) => Actor;
  readonly headsOf: (role: Role) => readonly Person[];
  readonly membersOf: (role: Role) => readonly Person[];
  readonly leaders: () => readonly Person[];
  readonly admins: () => readonly Person[];
  /** People who may decide for this person now (XD-07). */
  readonly delegatesOf: (personId: string, now: number) => readonly Person[];
  readonly delegations: readonly Delegation[];
  readonly people: readonly Person[];
}

function createDirectory(data: DirectoryData): Directory {
  const active = data.people.filter((p) => p.isActive);
  const byId = new Map(data.people.map((p) => [p.id, p]));
  const accounts = new Map(data.accounts.map((a) => [`${a.platform}/${a.tenant}/${a.userId}`, a.personId]));
  const inForce = (d: Delegation, now: number) => d.revokedAt === null && d.startsAt <= now && now < d.endsAt;
  const people = (ids: readonly string[]) =>
    [...new Set(ids)].map((id) => byId.get(id)).filter((p): p is Person => p?.isActive === true);

  return {
    person: (id) => byId.get(id) ?? null,
    nameOf: (id) => (id === BOT ? 'BOT' : (byId.get(id)?.name ?? id)),
    byAccount: (platform, tenant, userId) => byId.get(accounts.get(`${platform}/${tenant}/${userId}`) ?? '') ?? null,
    accountsOf: (personId) => data.accounts.filter((a) => a.personId === personId),
    actor: (personId, now) => {
      if (personId === BOT) return botActor;
      return {
        id: personId,
        person: byId.get(personId) ?? null,
        standsInFor: people(
          data.delegations.filter((d) => d.toId === personId && inForce(d, now)).map((d) => d.fromId),
        ),
      };
    },
    headsOf: (role) => active.filter((p) => isHeadOf(p, role)),
    membersOf: (role) => active.filter((p) => holdsRole(p, role)),
    leaders: () => active.filter((p) => holdsRole(p, 'EXEC')),
    admins: () => active.filter((p) => p.isAdmin),
    delegatesOf: (personId, now) =>
      people(data.delegations.filter((d) => d.fromId === personId && inForce(d, now)).map((d) => d.toId)),
    delegations: data.delegations,
    people: data.people,
  };
}

/** The directory of what was read: built once, as long as the people do not change. */
export const directoryOf = remembered(createDirectory);

/** Whom a department's card goes to: its heads; failing that its members; failing that leadership and admins, visibly (XD-10). */
export function askedFor(
  directory: Directory,
  department: Department,
): { readonly people: readonly Person[]; readonly fallback: 'no_head' | 'no_member' | null } {
  const heads = directory.headsOf(department);
  if (heads.length > 0) return { people: heads, fallback: null };
  const stand = [...new Set([...directory.leaders(), ...directory.admins()])];
  const members = directory.membersOf(department);
  return members.length > 0
    ? { people: [...members, ...stand], fallback: 'no_head' }
    : { people: stand, fallback: 'no_member' };
}
