import type { CardModel } from '../../app/card-models.ts';
import type { ReviewRound, ReviewTask } from '../../domain/review.ts';
import { say, show, type Voice } from '../../i18n/translate.ts';
import type { Block, Card, Text, Tone } from '../card.ts';
import { actions, details } from './buttons.ts';
import { section, subtitleOf, titled } from './order-parts.ts';
import { at, byName, clip, dateText, departmentName, dotted, labelled, pair, word } from './parts.ts';
import { earliestLine, openItems, reviewCounts } from './review-parts.ts';

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
    {
      kind: 'table',
      columns: [
        say(voice, 'report.department'),
        say(voice, 'report.decision'),
        say(voice, 'report.earliest'),
        say(voice, 'report.remarks'),
        say(voice, 'report.by'),
      ],
      rows: round.tasks.map((t) => rowOf(t, voice)),
    },
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

function rowOf(task: ReviewTask, voice: Voice): Text[] {
  const conditions = task.conditions.map((c) => c.text);
  const remarks = [task.reason, ...conditions].filter((t) => t !== null).map((t) => clip(t, 120));
  return [
    departmentName(voice, task.department),
    [{ bold: say(voice, `review_state.${task.state}`) }],
    earliestLine(voice, task) === null
      ? ''
      : task.isImpossible
        ? say(voice, 'card.impossible')
        : [at(voice, task.earliest ?? 0)],
    remarks.length > 0 ? clip(show(voice, { list: remarks }), 240) : '',
    task.decidedBy ? byName(voice, task.decidedBy, task.decidedFor) : '',
  ];
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
