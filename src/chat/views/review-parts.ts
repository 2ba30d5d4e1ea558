import type { Order } from '../../domain/order.ts';
import { REVIEW_QUESTIONS, REVIEW_STATES, type ReviewRound, type ReviewTask } from '../../domain/review.ts';
import { say, show, type Voice } from '../../i18n/translate.ts';
import type { Block, Inline, Text, Tone } from '../card.ts';
import { section } from './order-parts.ts';
import { at, byName, clip, departmentName, dotted, stacked, word } from './parts.ts';

const TASK_TONES = {
  PENDING: 'waiting',
  INFO_REQUESTED: 'waiting',
  APPROVED: 'good',
  APPROVED_WITH_CONDITIONS: 'warning',
  REJECTED: 'bad',
  RECUSED: 'neutral',
  VOID: 'ended',
} as const satisfies Record<ReviewTask['state'], Tone>;

export function taskTone(task: ReviewTask): Tone {
  return TASK_TONES[task.state];
}

/** "Purchasing · not approved · Li Qiang (for Wang Wu)", then the reason and the earliest date in words. */
export function opinion(voice: Voice, task: ReviewTask, words: number = 160): Inline[] {
  const head: (Text | null)[] = [
    [{ bold: departmentName(voice, task.department) }],
    word(voice, `review_state.${task.state}`),
    task.isRequired ? null : say(voice, 'card.optional'),
    task.decidedBy && byName(voice, task.decidedBy, task.decidedFor),
  ];
  if (task.state === 'PENDING' || task.state === 'INFO_REQUESTED')
    head.push([say(voice, 'card.due'), ' ', at(voice, task.dueAt)]);
  return stacked([
    dotted(head),
    task.reason && clip(task.reason, words),
    earliestLine(voice, task),
    task.state === 'INFO_REQUESTED' && task.question ? clip(task.question, words) : null,
  ]);
}

export function earliestLine(voice: Voice, task: Pick<ReviewTask, 'earliest' | 'isImpossible'>): Inline[] | null {
  if (task.isImpossible) return [say(voice, 'card.impossible')];
  return task.earliest === null ? null : [say(voice, 'card.earliest'), ' ', at(voice, task.earliest)];
}

/** Conditions still open and risks seen, over all departments. */
export function openItems(voice: Voice, order: Order, limit = 6): Block[] {
  const tasks = order.round?.tasks ?? [];
  const conditions = tasks.flatMap((t) =>
    t.conditions
      .filter((c) => c.state === 'OPEN')
      .map((c) =>
        dotted([
          [{ bold: departmentName(voice, t.department) }],
          word(voice, `condition_kind.${c.kind}`),
          clip(c.text, 160),
        ]),
      ),
  );
  const risks = tasks.flatMap((t) =>
    t.risks.map((r) =>
      dotted([
        [{ bold: departmentName(voice, t.department) }],
        say(voice, 'card.risk', {
          category: word(voice, `risk_category.${r.category}`),
          likelihood: r.likelihood,
          impact: r.impact,
          response: clip(r.response, 120),
        }),
      ]),
    ),
  );
  return [
    ...section(voice, say(voice, 'card.open_conditions'), conditions, 'warning', limit),
    ...section(voice, say(voice, 'card.risks'), risks, 'neutral', limit),
  ];
}

/** Required questions of a department that its answers so far leave open. */
export function openQuestions(task: ReviewTask): readonly string[] {
  return (REVIEW_QUESTIONS[task.department] ?? [])
    .filter((q) => q.isRequired && !task.answers[q.key])
    .map((q) => q.key);
}

/** How many said what in a round: "approved 4, not approved 1". */
export function reviewCounts(round: ReviewRound, voice: Voice): string {
  const states = REVIEW_STATES.filter((state) => round.tasks.some((t) => t.state === state));
  const count = (state: ReviewTask['state']) => round.tasks.filter((t) => t.state === state).length;
  return show(voice, { list: states.map((state) => `${say(voice, `review_state.${state}`)} ${count(state)}`) });
}
