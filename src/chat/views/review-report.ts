import type { CardModel } from '../../app/card-models.ts';
import type { ReviewRound, ReviewTask } from '../../domain/review.ts';
import { say, show, type Voice } from '../../i18n/translate.ts';
import type { Block, Card, Text, Tone } from '../card.ts';
import { actions, details } from './buttons.ts';
import { section, subtitleOf, titled } from './order-parts.ts';
import { at, byName, clip, dateText, departmentName, dotted, labelled, pair, word } from './parts.ts';
import { openItems, reviewCounts } from './review-parts.ts';

/** The order review report F04: every opinion of a round, compiled (JW-09). */
export function reviewReport(model: Extract<CardModel, { view: 'review.report' }>, voice: Voice): Card {
  const { order, round } = model;
  const result = resultOf(model, voice);
  const isLatest = order.round?.id === round.id;
  const name = say(voice, 'report.title');
  const title = titled(
    voice,
    order,
    round.number > 1 ? `${name} · ${say(voice, 'card.round_n', { round: round.number })}` : name,
  );
  const blocks: Block[] = [
    { kind: 'text', text: [{ bold: result.text }], tone: result.tone },
    {
      kind: 'fields',
      fields: [
        pair(voice, 'field.requiredBy', [at(voice, order.facts.requiredBy)]),
        pair(
          voice,
          'report.times',
          round.closedAt === null
            ? dateText(voice, round.openedAt)
            : say(voice, 'report.times_value', { from: { date: round.openedAt }, to: { date: round.closedAt } }),
        ),
        ...(order.preliminary
          ? [
              pair(
                voice,
                'report.preliminary',
                order.preliminary.failed.length === 0
                  ? say(voice, 'report.preliminary_ok')
                  : say(voice, 'report.preliminary_failed', {
                      items: { list: order.preliminary.failed.map((p) => ({ term: `preliminary_short.${p}` })) },
                    }),
              ),
            ]
          : []),
        pair(voice, 'report.decision', reviewCounts(round, voice)),
      ],
    },
    opinionTable(round, voice),
    ...answersOf(round, voice),
    ...(isLatest ? openItems(voice, order, 8) : []),
    ...actions([details(voice, order)]),
  ];
  return {
    title,
    subtitle: subtitleOf(voice, order),
    tone: result.tone,
    summary: labelled(voice, title, result.text),
    blocks,
  };
}

function resultOf(
  {
    order,
    round,
  }: { order: { readonly exec: { readonly cause: string } | null; readonly state: string }; round: ReviewRound },
  voice: Voice,
): { text: string; tone: Tone } {
  switch (round.state) {
    case 'PASSED':
      return { text: say(voice, 'report.passed'), tone: 'good' };
    case 'FAILED':
      return {
        text: say(
          voice,
          order.state === 'AWAITING_EXEC' && order.exec?.cause === 'round_limit'
            ? 'report.failed_exec'
            : 'report.failed',
        ),
        tone: 'warning',
      };
    case 'SUPERSEDED':
      return { text: say(voice, 'report.superseded'), tone: 'ended' };
    case 'OPEN':
      return { text: say(voice, 'report.open'), tone: 'waiting' };
  }
}

/** One row per department; a column nobody has anything for is left out. What matters most stands first: phones are narrow. */
function opinionTable(round: ReviewRound, voice: Voice): Block {
  const columns: readonly { readonly label: string; readonly cell: (task: ReviewTask) => Text }[] = [
    { label: say(voice, 'report.department'), cell: (t) => departmentName(voice, t.department) },
    { label: say(voice, 'report.decision'), cell: (t) => [{ bold: say(voice, `review_state.${t.state}`) }] },
    { label: say(voice, 'report.by'), cell: (t) => (t.decidedBy ? byName(voice, t.decidedBy, t.decidedFor) : '') },
    { label: say(voice, 'report.earliest'), cell: (t) => earliestCell(t, voice) },
    { label: say(voice, 'report.remarks'), cell: (t) => remarksOf(t, voice) },
  ];
  const shown = columns.filter(({ cell }) => round.tasks.some((t) => cell(t).length > 0));
  return {
    kind: 'table',
    columns: shown.map(({ label }) => label),
    rows: round.tasks.map((t) => shown.map(({ cell }) => cell(t))),
  };
}

function earliestCell(task: ReviewTask, voice: Voice): Text {
  if (task.isImpossible) return say(voice, 'card.impossible');
  return task.earliest === null ? '' : [at(voice, task.earliest)];
}

function remarksOf(task: ReviewTask, voice: Voice): string {
  const remarks = [task.reason, ...task.conditions.map((c) => c.text)].filter((t) => t !== null);
  return clip(show(voice, { list: remarks.map((t) => clip(t, 120)) }), 240);
}

/** What the departments answered to their questions (UO-12, JW-05…07). */
function answersOf(round: ReviewRound, voice: Voice): Block[] {
  const lines = round.tasks.flatMap((t) => {
    const answers = Object.entries(t.answers);
    return answers.length === 0
      ? []
      : [
          dotted([
            [{ bold: departmentName(voice, t.department) }],
            ...answers
              .slice(0, 5)
              .map(([key, value]) =>
                say(voice, 'report.answer', { question: word(voice, `question.${key}`), answer: clip(value, 80) }),
              ),
          ]),
        ];
  });
  return section(voice, say(voice, 'report.answers'), lines, null, 15);
}
