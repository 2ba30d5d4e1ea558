import type { Person } from '../domain/people.ts';
import type { Directory } from './directory.ts';

/** Leaders and whoever decides for them now. */
export function leadersOf(context: { readonly directory: Directory; readonly now: number }): readonly Person[] {
  const leaders = context.directory.leaders();
  return [...new Set([...leaders, ...leaders.flatMap((p) => context.directory.delegatesOf(p.id, context.now))])];
}

/** Whom a lead goes to: the heads of sales; where there is none, all of sales (UO-03). */
export function leadTakers(directory: Directory): readonly Person[] {
  const heads = directory.headsOf('SALES');
  return heads.length > 0 ? heads : directory.membersOf('SALES');
}
