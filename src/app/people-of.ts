import type { Department, Person } from '../domain/people.ts';
import { askedFor, type Directory } from './directory.ts';

/** One moment's people. */
interface Moment {
  readonly directory: Directory;
  readonly now: number;
}

/** Leaders and whoever decides for them now. */
export function leadersOf(context: Moment): readonly Person[] {
  const leaders = context.directory.leaders();
  return [...new Set([...leaders, ...leaders.flatMap((p) => context.directory.delegatesOf(p.id, context.now))])];
}

/** Whom a lead goes to: the heads of sales; where there is none, all of sales (UO-03). */
export function leadTakers(directory: Directory): readonly Person[] {
  const heads = directory.headsOf('SALES');
  return heads.length > 0 ? heads : directory.membersOf('SALES');
}

/** The people who get a department's card: heads, or whoever stands in for them, and their delegates in force. */
export function reviewersIn(context: Moment, department: Department): readonly Person[] {
  const asked = askedFor(context.directory, department).people;
  return [...new Set([...asked, ...asked.flatMap((p) => context.directory.delegatesOf(p.id, context.now))])];
}

/** Those people, and whoever stood in for them at some time since: they still have the card in their chat. */
export function sinceThen(
  people: readonly Person[],
  { directory }: Pick<Moment, 'directory'>,
  since: number,
): readonly Person[] {
  const ids = new Set(people.map((p) => p.id));
  const stoodIn = directory.delegations.filter(
    (d) => ids.has(d.fromId) && !ids.has(d.toId) && (d.revokedAt ?? d.endsAt) >= since,
  );
  if (stoodIn.length === 0) return people;
  return [
    ...new Set([
      ...people,
      ...stoodIn.map((d) => directory.person(d.toId)).filter((p): p is Person => p?.isActive === true),
    ]),
  ];
}

/** Coordinators, or the heads of sales where nobody holds that duty (A10). */
export function intakeCheckers({ directory }: Pick<Moment, 'directory'>): readonly Person[] {
  const coordinators = directory.membersOf('COORDINATOR');
  return coordinators.length > 0 ? coordinators : directory.headsOf('SALES');
}
