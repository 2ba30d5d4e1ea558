/** How much the product needs a requirement: `core` and `important` belong to the first complete release. */
export const PRIORITIES = ['core', 'important', 'extra', 'out'] as const;
export type Priority = (typeof PRIORITIES)[number];

/**
 * The part of the work a requirement belongs to: `first` (an order up to the decision, and what cuts across everything),
 * `second` (making to archive), `week` (digest, KPIs, scorecard), `platforms` (Slack, Lark, both at once), `scale` (operations).
 */
export const HALVES = ['first', 'second', 'week', 'platforms', 'scale'] as const;
export type Half = (typeof HALVES)[number];

/** One line of the catalogue: id, priority, half, clause of the policy documents, what must hold; when out of scope, why. */
export type RequirementRow =
  | readonly [id: string, priority: Exclude<Priority, 'out'>, half: Half, clause: string, text: string]
  | readonly [id: string, priority: 'out', half: Half, clause: string, text: string, reason: string];

/** The requirements of one source, in the order of their numbers. */
export interface RequirementGroup {
  readonly prefix: string;
  readonly title: string;
  readonly rows: readonly RequirementRow[];
}
