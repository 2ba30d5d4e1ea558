import type { Clock, Tx } from '../app/ports.ts';
import type { DirectoryData } from '../app/rows.ts';
import type { Delegation, Membership, Person } from '../domain/people.ts';
import { type CacheVersions, countUp } from './counters.ts';
import type { Sql } from './sql.ts';
import { encode, many, table, upsert } from './table.ts';

type PersonColumns = Omit<Person, 'quiet' | 'memberships' | 'isActive'> & {
  readonly quietFrom: string | null;
  readonly quietTo: string | null;
  readonly active: boolean;
};
type Account = DirectoryData['accounts'][number];

const PERSON = table<PersonColumns>('Person', {
  id: 'plain',
  name: 'plain',
  email: 'plain',
  locale: 'plain',
  timeZone: 'plain',
  quietFrom: 'plain',
  quietTo: 'plain',
  isAdmin: 'flag',
  active: 'flag',
});
const MEMBERSHIP = table<Membership & { readonly personId: string }>('Membership', {
  personId: 'plain',
  role: 'plain',
  isHead: 'flag',
});
const ACCOUNT = table<Account>('Account', { personId: 'plain', platform: 'plain', tenant: 'plain', userId: 'plain' });
const DELEGATION = table<Delegation>('Delegation', {
  id: 'plain',
  fromId: 'plain',
  toId: 'plain',
  startsAt: 'instant',
  endsAt: 'instant',
  reason: 'plain',
  revokedAt: 'instant',
});

/** The people as this process read them last. */
export interface DirectoryCache {
  data: DirectoryData | null;
}

/** People, accounts and delegations: kept by the process until the counter `directory` moves. */
export function directoryIn(
  sql: Sql,
  cache: DirectoryCache,
  versions: () => Promise<CacheVersions>,
  clock: Clock,
): Tx['directory'] {
  // After a change in this transaction: what is read belongs to it alone, since it may still be rolled back.
  let changedTo: number | null = null;
  let own: Promise<DirectoryData> | null = null;

  async function changed(): Promise<void> {
    changedTo = await countUp(sql, 'directory');
    own = null;
  }

  async function read(): Promise<DirectoryData> {
    if (changedTo !== null) return readAll(sql, changedTo);
    const { directory } = await versions();
    if (cache.data?.version === directory) return cache.data;
    cache.data = await readAll(sql, directory);
    return cache.data;
  }

  return {
    read: () => (own ??= read()),
    savePerson: async (person) => {
      await savePerson(sql, person, clock.now());
      await changed();
    },
    saveAccount: async (account) => {
      const id = `${account.platform}:${account.tenant}:${account.userId}`;
      await upsert(sql, ACCOUNT.name, ['platform', 'tenant', 'userId'], [{ id, ...encode(ACCOUNT, account) }], ['id']);
      await changed();
    },
    saveDelegation: async (delegation, createdBy, createdAt) => {
      const row = { ...encode(DELEGATION, delegation), createdBy, createdAt: new Date(createdAt) };
      await upsert(sql, DELEGATION.name, ['id'], [row], ['createdBy', 'createdAt']);
      await changed();
    },
  };
}

async function savePerson(sql: Sql, person: Person, now: number): Promise<void> {
  const columns: PersonColumns = {
    ...person,
    quietFrom: person.quiet?.from ?? null,
    quietTo: person.quiet?.to ?? null,
    active: person.isActive,
  };
  await upsert(sql, PERSON.name, ['id'], [{ ...encode(PERSON, columns), createdAt: new Date(now) }], ['createdAt']);
  await sql.run('DELETE FROM "Membership" WHERE "personId" = ?', [person.id]);
  await upsert(
    sql,
    MEMBERSHIP.name,
    ['personId', 'role'],
    person.memberships.map((m) => encode(MEMBERSHIP, { ...m, personId: person.id })),
  );
}

async function readAll(sql: Sql, version: number): Promise<DirectoryData> {
  const people = await many(sql, PERSON, `SELECT ${PERSON.list} FROM "Person" ORDER BY "id"`, []);
  const memberships = new Map<string, Membership[]>();
  for (const { personId, ...membership } of await many(
    sql,
    MEMBERSHIP,
    `SELECT ${MEMBERSHIP.list} FROM "Membership" ORDER BY "personId", "role"`,
    [],
  )) {
    memberships.set(personId, [...(memberships.get(personId) ?? []), membership]);
  }
  return {
    version,
    people: people.map(({ quietFrom, quietTo, active, ...person }) => ({
      ...person,
      quiet: quietFrom !== null && quietTo !== null ? { from: quietFrom, to: quietTo } : null,
      isActive: active,
      memberships: memberships.get(person.id) ?? [],
    })),
    accounts: await many(sql, ACCOUNT, `SELECT ${ACCOUNT.list} FROM "Account" ORDER BY "id"`, []),
    delegations: await many(sql, DELEGATION, `SELECT ${DELEGATION.list} FROM "Delegation" ORDER BY "id"`, []),
  };
}
