import type { People, Persona } from '../../adapters/web/people.ts';
import type { Store } from '../app/ports.ts';
import type { Person, Role } from '../domain/people.ts';
import { isLocale, type Locale } from '../i18n/locale.ts';
import { type Key, translate } from '../i18n/translate.ts';

/** The playground is one company. */
export const WEB_TENANT = 'playground';

export interface Personas extends People {
  readonly timeZone: (personId: string) => string;
  /** Reads the people anew: after a change of the directory. */
  refresh(): Promise<void>;
}

/** Everybody with a web account, in the order they were entered: the main people first. */
export function createPersonas(store: Store): Personas {
  let personas: readonly Persona[] = [];
  let byUserId = new Map<string, Persona>();
  let zones = new Map<string, string>();
  let companyZone = 'Asia/Shanghai';
  return {
    list: () => personas,
    find: (userId) => byUserId.get(userId) ?? null,
    timeZone: (personId) => zones.get(personId) ?? companyZone,
    async refresh() {
      const [data, settings] = await store.transaction(
        async (tx) => [await tx.directory.read(), await tx.settings.read()] as const,
      );
      companyZone = settings.time_zone;
      zones = new Map(data.people.flatMap((p) => (p.timeZone ? [[p.id, p.timeZone] as const] : [])));
      const accounts = new Map(data.accounts.filter((a) => a.platform === 'web').map((a) => [a.personId, a.userId]));
      personas = [...data.people]
        .filter((p) => p.isActive && accounts.has(p.id))
        .sort((a, b) => (a.id < b.id ? -1 : 1))
        .map((p, i) => ({
          userId: accounts.get(p.id) ?? '',
          personId: p.id,
          name: p.name,
          email: p.email,
          locale: isLocale(p.locale) ? p.locale : null,
          title: (locale: Locale) => titleOf(p, locale),
          hue: i * 5,
        }));
      byUserId = new Map(personas.map((p) => [p.userId, p]));
    },
  };
}

/** What they are in the company: head of a department, leadership, or a member. */
function titleOf(person: Person, locale: Locale): string {
  const main = person.memberships.find((m) => m.isHead) ?? person.memberships[0];
  if (!main) return '';
  const key = (main.isHead ? `head_of.${main.role}` : `role.${main.role satisfies Role}`) as Key;
  return translate(locale, key as 'role.PROD');
}
