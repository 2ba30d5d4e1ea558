import type { Department } from './people.ts';

export const REVIEW_STATES = [
  'PENDING',
  'APPROVED',
  'APPROVED_WITH_CONDITIONS',
  'REJECTED',
  'INFO_REQUESTED',
  'RECUSED',
  'VOID',
] as const;
export type ReviewState = (typeof REVIEW_STATES)[number];

export const CONDITION_KINDS = ['date', 'cost', 'technical', 'other'] as const;
export type ConditionKind = (typeof CONDITION_KINDS)[number];

/** Something a department's yes depends on. Open ones keep the round from passing (T07). */
export interface ReviewCondition {
  readonly id: string;
  readonly kind: ConditionKind;
  readonly text: string;
  /** `CLEARED` by the same head when sales accepts it without effect on the customer; `MET` through a negotiation. */
  readonly state: 'OPEN' | 'CLEARED' | 'MET';
}

/** A risk a department sees (UO-56): entered with its review. */
export interface ReviewRisk {
  readonly category: string;
  readonly likelihood: number;
  readonly impact: number;
  readonly response: string;
}

export interface ReviewTask {
  readonly id: string;
  readonly department: Department;
  readonly isRequired: boolean;
  readonly state: ReviewState;
  readonly fallback: string | null;
  readonly dueAt: number;
  readonly decidedBy: string | null;
  readonly decidedFor: string | null;
  readonly decidedAt: number | null;
  readonly reason: string | null;
  readonly earliest: number | null;
  readonly isImpossible: boolean;
  /** Department-specific facts (F04, JW-05…07): question key → answer. */
  readonly answers: Readonly<Record<string, string>>;
  readonly risks: readonly ReviewRisk[];
  readonly conditions: readonly ReviewCondition[];
  readonly question: string | null;
  readonly askedAt: number | null;
  readonly reply: string | null;
  readonly repliedAt: number | null;
}

/** What a department is asked with. */
export type AskedTask = Pick<ReviewTask, 'id' | 'department' | 'isRequired' | 'fallback' | 'dueAt'>;

/** A task nobody has answered yet. */
export function pendingTask(asked: AskedTask): ReviewTask {
  return {
    ...asked,
    state: 'PENDING',
    decidedBy: null,
    decidedFor: null,
    decidedAt: null,
    reason: null,
    earliest: null,
    isImpossible: false,
    answers: {},
    risks: [],
    conditions: [],
    question: null,
    askedAt: null,
    reply: null,
    repliedAt: null,
  };
}

export interface ReviewRound {
  readonly id: string;
  readonly number: number;
  readonly state: 'OPEN' | 'PASSED' | 'FAILED' | 'SUPERSEDED';
  readonly revision: number;
  readonly openedAt: number;
  readonly closedAt: number | null;
  readonly tasks: readonly ReviewTask[];
}

/** The questions each department answers on its card (F04; UO-12, JW-05…07, PJ-48). The first ones are required for a yes. */
export const REVIEW_QUESTIONS: Readonly<
  Partial<Record<Department, readonly { readonly key: string; readonly isRequired: boolean }[]>>
> = {
  PROD: [
    { key: 'process', isRequired: true },
    { key: 'capacity', isRequired: true },
    { key: 'materials', isRequired: true },
    { key: 'cycle', isRequired: false },
    { key: 'difficulty', isRequired: false },
  ],
  TECH: [
    { key: 'capability', isRequired: true },
    { key: 'special_process', isRequired: false },
    { key: 'design_time', isRequired: false },
    { key: 'catalogue', isRequired: false },
  ],
  PROC: [
    { key: 'lead_time', isRequired: true },
    { key: 'supplier', isRequired: false },
    { key: 'key_material', isRequired: false },
  ],
  QA: [{ key: 'assurance', isRequired: true }],
  PLANNER: [{ key: 'delivery_date', isRequired: true }],
  LOGI: [{ key: 'transport', isRequired: true }],
  FIN: [
    { key: 'terms', isRequired: true },
    { key: 'legality', isRequired: false },
  ],
};

export function openTasks(round: ReviewRound): readonly ReviewTask[] {
  return round.tasks.filter((t) => t.state === 'PENDING' || t.state === 'INFO_REQUESTED');
}

function isDecided(task: ReviewTask): boolean {
  return task.state !== 'PENDING' && task.state !== 'INFO_REQUESTED';
}

function hasOpenCondition(task: ReviewTask): boolean {
  return task.conditions.some((c) => c.state === 'OPEN');
}

/**
 * How a round stands (domain §10.2). Quorum is "all required"; an optional reviewer's silence does not block, but what
 * one said counts. A recused department no longer blocks; leadership sees it in the report.
 */
export function roundOutcome(round: ReviewRound): 'open' | 'passed' | 'failed' {
  if (round.tasks.some((t) => t.isRequired && !isDecided(t))) return 'open';
  const spoken = round.tasks.filter(isDecided);
  return spoken.some((t) => t.state === 'REJECTED' || hasOpenCondition(t)) ? 'failed' : 'passed';
}
