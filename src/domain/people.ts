/** Departments and duties of the glossary (domain §1.1). A person may hold several; `isHead` makes them head of that department. */
export const DEPARTMENTS = [
  'SALES',
  'PROD',
  'PROC',
  'TECH',
  'QA',
  'PLANNER',
  'LOGI',
  'FIN',
  'WH',
  'PACK',
  'EQUIP',
  'SERVICE',
  'ORDER_MGMT',
  'DOC',
  'HR',
] as const;
export type Department = (typeof DEPARTMENTS)[number];

/** Duties that are not a department: leadership and the coordinator (the policy's office, which the bot mostly is). */
export const DUTIES = ['EXEC', 'EXEC_MFG', 'EXEC_GM', 'EXEC_GROUP', 'COORDINATOR'] as const;
export type Duty = (typeof DUTIES)[number];
export type Role = Department | Duty;

export function isDepartment(text: string): text is Department {
  return (DEPARTMENTS as readonly string[]).includes(text);
}

export function isRole(text: string): text is Role {
  return isDepartment(text) || (DUTIES as readonly string[]).includes(text);
}

export interface Membership {
  readonly role: Role;
  readonly isHead: boolean;
}

export interface Person {
  readonly id: string;
  readonly name: string;
  readonly email: string | null;
  readonly locale: string | null;
  readonly timeZone: string | null;
  readonly quiet: { readonly from: string; readonly to: string } | null;
  readonly isAdmin: boolean;
  readonly isActive: boolean;
  readonly memberships: readonly Membership[];
}

/** A head's decisions handed to another person for a period (XD-07). */
export interface Delegation {
  readonly id: string;
  readonly fromId: string;
  readonly toId: string;
  readonly startsAt: number;
  readonly endsAt: number;
  readonly reason: string | null;
  readonly revokedAt: number | null;
}

/** The bot acting by itself. */
export const BOT = 'BOT';

/**
 * Who may make a move, as domain §13.1 states it. `HEAD` is the head (or delegate) of the department the move is about;
 * `OWNER` is the order's submitter or owner.
 */
export type Right =
  | 'SALES'
  | 'SALES_HEAD'
  | 'EXEC'
  | 'COORDINATOR'
  | 'ADMIN'
  | 'HEAD'
  | 'OWNER'
  | 'ANYONE'
  | 'BOT'
  | Department;

export interface Actor {
  /** A person's id, or `BOT`. */
  readonly id: string;
  readonly person: Person | null;
  /** Heads whose decisions this person may take now, besides their own. */
  readonly standsInFor: readonly Person[];
}

export const botActor: Actor = { id: BOT, person: null, standsInFor: [] };

export function holdsRole(person: Person, role: Role): boolean {
  return person.memberships.some((m) => m.role === role || (role === 'EXEC' && m.role.startsWith('EXEC')));
}

export function isHeadOf(person: Person, department: Role): boolean {
  return person.memberships.some((m) => m.role === department && m.isHead);
}

/** The head this actor decides for in a department: themselves, or the head they stand in for; null when neither. */
export function headBehind(actor: Actor, department: Role): Person | null {
  if (actor.person && isHeadOf(actor.person, department)) return actor.person;
  return actor.standsInFor.find((head) => isHeadOf(head, department)) ?? null;
}

/** Leadership, in person or as the delegate of a leader. */
export function leaderBehind(actor: Actor): Person | null {
  if (actor.person && holdsRole(actor.person, 'EXEC')) return actor.person;
  return actor.standsInFor.find((p) => holdsRole(p, 'EXEC')) ?? null;
}

export interface RightContext {
  readonly department?: Role;
  readonly ownerIds?: readonly string[];
}

/** Whether the actor holds one right of domain §13.1. */
function hasRight(actor: Actor, right: Right, context: RightContext = {}): boolean {
  if (right === 'BOT') return actor.id === BOT;
  const { person } = actor;
  if (!person?.isActive) return false;
  switch (right) {
    case 'ANYONE':
      return true;
    case 'SALES':
      return holdsRole(person, 'SALES') || headBehind(actor, 'SALES') !== null;
    case 'SALES_HEAD':
      return headBehind(actor, 'SALES') !== null;
    case 'EXEC':
      return leaderBehind(actor) !== null;
    case 'COORDINATOR':
      return holdsRole(person, 'COORDINATOR');
    case 'ADMIN':
      return person.isAdmin;
    case 'HEAD':
      return context.department !== undefined && headBehind(actor, context.department) !== null;
    case 'OWNER':
      return context.ownerIds?.includes(person.id) ?? false;
    default:
      return holdsRole(person, right);
  }
}

export function hasAnyRight(actor: Actor, rights: readonly Right[], context: RightContext = {}): boolean {
  return rights.some((right) => hasRight(actor, right, context));
}
