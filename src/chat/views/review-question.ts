import type { CardModel } from '../../app/card-models.ts';
import { say, type Voice } from '../../i18n/translate.ts';
import type { Block, Card } from '../card.ts';
import { actions, details, form } from './buttons.ts';
import { at, clip, deadline, departmentName, dotted, pair, stacked } from './parts.ts';
import { taskHead } from './review-task.ts';

/** A department's question, as sales gets it (domain §10.2). */
export function reviewQuestion(model: Extract<CardModel, { view: 'review.question' }>, voice: Voice): Card {
  const { order, task, round } = model;
  const department = departmentName(voice, task.department);
  const title = taskHead(model, voice, say(voice, 'question.title', { department }));
  const question: Block = { kind: 'text', text: clip(task.question ?? '', 1000) };
  const isOpen = model.isLatest && round.state === 'OPEN' && task.state === 'INFO_REQUESTED';
  if (isOpen) {
    const obligation = model.obligations.find((o) => o.key === 'review_info' && o.subjectId === task.id);
    return {
      ...title,
      tone: obligation?.state === 'MISSED' ? 'bad' : 'waiting',
      blocks: [
        question,
        ...(obligation
          ? [
              {
                kind: 'fields' as const,
                fields: [
                  pair(
                    voice,
                    'review.answer_by',
                    obligation.pausedAt === null ? deadline(voice, obligation.dueAt) : say(voice, 'card.paused'),
                  ),
                ],
              },
            ]
          : []),
        { kind: 'note', text: say(voice, 'question.intro', { department }) },
        ...actions(
          order.hold
            ? [details(voice, order)]
            : [
                form(voice, 'answer_info', order, { subject: task.department, style: 'primary' }),
                details(voice, order),
              ],
        ),
      ],
    };
  }
  const reply: Block[] = task.reply
    ? [
        {
          kind: 'text',
          text: stacked([
            dotted([
              [{ bold: say(voice, 'question.answered') }],
              task.repliedAt === null ? null : [at(voice, task.repliedAt)],
            ]),
            clip(task.reply, 1000),
          ]),
          tone: 'good',
        },
      ]
    : [{ kind: 'note', text: say(voice, 'question.over') }];
  return { ...title, tone: task.reply ? 'good' : 'ended', blocks: [question, ...reply] };
}
