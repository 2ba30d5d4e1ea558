/** The named ways out when a review fails (S06: policy 002 §三(二)3, 001 §二4). */
export const OPTION_TYPES = [
  'shift_date',
  'add_resources',
  'optimise_process',
  'substitute_material',
  'change_solution',
  'partial_delivery',
  'adjust_price',
] as const;
export type OptionType = (typeof OPTION_TYPES)[number];

export type OptionState = 'PROPOSED' | 'OFFERED' | 'ACCEPTED' | 'REFUSED' | 'DROPPED';

/** One option with its effect on date and cost (UO-16, UO-49). Money in minor units of the order's currency. */
export interface NegotiationOption {
  readonly id: string;
  /** The review round it answers. */
  readonly round: number;
  readonly type: OptionType;
  readonly newDate: number | null;
  readonly extraCost: number | null;
  readonly explanation: string;
  readonly state: OptionState;
  readonly evidence: string | null;
  readonly proposedBy: string;
  readonly proposedAt: number;
  readonly answeredAt: number | null;
}

export interface Negotiation {
  readonly options: readonly NegotiationOption[];
}

/** Options still on the table in a round. */
export function liveOptions(negotiation: Negotiation, round: number): readonly NegotiationOption[] {
  return negotiation.options.filter((o) => o.round === round && (o.state === 'PROPOSED' || o.state === 'OFFERED'));
}
