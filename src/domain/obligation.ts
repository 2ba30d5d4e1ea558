import type { Role } from './people.ts';

export type ObligationState = 'OPEN' | 'MET' | 'MISSED' | 'MISSED_THEN_MET' | 'VOID';

/** A time limit of the policy on its own clock (domain §10.13). Instants and spans in ms. */
export interface Obligation {
  readonly id: string;
  readonly key: string;
  readonly orderId: string;
  /** What it is about: the order, a review task, a request to leadership. */
  readonly subjectId: string;
  /** Who must act: a department or duty; `personId` when it is one person. */
  readonly role: Role;
  readonly personId: string | null;
  readonly clock: 'wall' | 'working';
  readonly limitMs: number;
  readonly startedAt: number;
  readonly dueAt: number;
  readonly state: ObligationState;
  /** Reminder steps already taken. */
  readonly step: number;
  /** When the next step is due; null when none is left or the clock is paused. */
  readonly nextAt: number | null;
  readonly pausedAt: number | null;
  /** What was left of the limit when it was paused. */
  readonly remainingMs: number | null;
  readonly snoozedUntil: number | null;
  readonly satisfiedAt: number | null;
  readonly isCompressed: boolean;
}
