import type { CardModel, TaskView } from '../../app/card-models.ts';
import { orderName } from '../../domain/order.ts';
import type { ReviewTask } from '../../domain/review.ts';
import { hasKey, say, sayAny, type Voice } from '../../i18n/translate.ts';
import type { Block, Button, Card, MenuButton } from '../card.ts';
import { actions, details, form, more, press, timelineButton } from './buttons.ts';
import { changesBlock, filesBlock, section, subtitleOf, titled, urgency } from './order-parts.ts';
import {
  at,
  byName,
  clip,
  dateText,
  deadline,
  departmentName,
  dotted,
  factPairs,
  factText,
  labelled,
  pair,
  personName,
  stacked,
  word,
} from './parts.ts';
import { earliestLine, openQuestions, taskTone } from './review-parts.ts';

/** One department's card: what yes means, what changed, until when, and the five answers (UO-12, UO-13; domain §10.2). */
export function reviewTask(model: Extract<CardModel, { view: 'review.task' }>, voice: Voice): Card {
  const { task, round } = model;
  if (!model.isLatest || round.state !== 'OPEN') return closedTask(model, voice);
  return task.state === 'PENDING' || task.state === 'INFO_REQUESTED'
    ? openTask(model, voice)
    : decidedTask(model, voice);
}

/** Order, department and round, as every card about a task begins. */
export function taskHead(model: TaskView, voice: Voice, what: string): Pick<Card, 'title' | 'subtitle' | 'summary'> {
  const title = titled(voice, model.order, what);
  const round = model.round.number > 1 ? ` · ${say(voice, 'card.round_n', { round: model.round.number })}` : '';
  return { title, subtitle: `${subtitleOf(voice, model.order)}${round}`, summary: title };
}

function openTask(model: TaskView, voice: Voice): Card {
  const { order, task } = model;
  const department = departmentName(voice, task.department);
  const obligation = model.obligations.find((o) => o.subjectId === task.id && o.key === 'review');
  const due = obligation?.dueAt ?? task.dueAt;
  const isPaused = obligation ? obligation.pausedAt !== null : order.hold !== null || order.waiting !== null;
  const isMissed = obligation?.state === 'MISSED' && !isPaused;
  const blocks: Block[] = [
    ...(task.fallback ? [{ kind: 'note' as const, text: say(voice, 'review.stand_in') }] : []),
    ...(order.hold
      ? [
          {
            kind: 'text' as const,
            text: stacked([
              say(voice, 'card.held', { by: personName(voice, order.hold.by), reason: clip(order.hold.reason, 200) }),
              say(voice, 'review.held'),
            ]),
            tone: 'warning' as const,
          },
        ]
      : []),
    { kind: 'text', text: [{ bold: say(voice, 'review.yes_means') }, '\n', yesMeans(model, voice)], tone: 'info' },
    {
      kind: 'fields',
      fields: [
        pair(
          voice,
          isMissed ? 'card.overdue' : 'review.answer_by',
          isPaused ? say(voice, 'review.countdown_paused') : deadline(voice, due),
        ),
        pair(voice, 'field.requiredBy', [at(voice, order.facts.requiredBy)]),
        ...factPairs(voice, order.facts, ['model', 'quantity', 'place', 'quality', 'packaging', 'technical', 'traits']),
        ...(task.department === 'FIN' ? factPairs(voice, order.facts, ['amountMinor', 'paymentTerms']) : []),
        urgency(voice, order),
      ],
    },
    ...sinceLastRound(model, voice),
    ...questionBlocks(task, voice),
    ...filesBlock(voice, model.files, 5),
    ...actions(order.hold ? [details(voice, order)] : answerButtons(model, voice)),
  ];
  return {
    ...taskHead(model, voice, say(voice, 'review.title', { department })),
    tone: order.hold ? 'neutral' : isMissed ? 'bad' : 'waiting',
    blocks,
  };
}

/** What the head promises with a yes, in the words of the department (002 §三(二)1, 001 §二4). */
function yesMeans(model: TaskView, voice: Voice): string {
  const { facts } = model.order;
  const key = `review.yes.${model.task.department}`;
  return sayAny(voice, hasKey(key) ? key : 'review.yes.other', {
    date: dateText(voice, facts.requiredBy),
    place: clip(facts.place, 80),
  });
}

function sinceLastRound(model: TaskView, voice: Voice): Block[] {
  const { order, task, changes, earlier, round } = model;
  if (round.number === 1) return [];
  const rows = changes.map((c) => ({
    label: word(voice, `field.${c.field}`),
    before: factText(voice, c.field, c.before, order.facts.currency),
    after: factText(voice, c.field, c.after, order.facts.currency),
  }));
  const before: Block[] =
    earlier && earlier.state !== 'VOID'
      ? [
          {
            kind: 'text',
            text: stacked([
              [
                {
                  bold: say(voice, 'review.earlier', {
                    department: departmentName(voice, task.department),
                    decision: say(voice, `review_state.${earlier.state}`),
                  }),
                },
              ],
              ...outcomeLines(earlier, voice),
            ]),
          },
        ]
      : [];
  return [
    { kind: 'text', text: [{ bold: say(voice, rows.length > 0 ? 'review.changed_since' : 'review.same_as_before') }] },
    ...changesBlock(rows),
    ...before,
  ];
}

/** What was asked of sales and what they said; the questions of the department that still need an answer. */
function questionBlocks(task: ReviewTask, voice: Voice): Block[] {
  const open = openQuestions(task);
  return [
    ...(task.question
      ? [
          {
            kind: 'text' as const,
            text: stacked([
              [{ bold: say(voice, 'review.question') }, ' ', clip(task.question)],
              task.reply ? [{ bold: say(voice, 'review.reply') }, ' ', clip(task.reply)] : null,
              task.state === 'INFO_REQUESTED' ? say(voice, 'review.asked_sales') : null,
            ]),
          },
        ]
      : []),
    ...(open.length > 0
      ? section(
          voice,
          say(voice, 'review.questions'),
          open.map((q) => word(voice, `question.${q}`)),
          null,
          6,
        )
      : []),
  ];
}

function answerButtons({ order, task }: TaskView, voice: Voice): (Button | MenuButton)[] {
  const subject = task.department;
  const approve =
    openQuestions(task).length === 0
      ? press(say(voice, 'button.approve'), 'review.approve', order, { subject, style: 'primary' })
      : form(voice, 'approve', order, { subject, style: 'primary' });
  return [
    approve,
    form(voice, 'conditions', order, { subject }),
    form(voice, 'reject', order, { subject, style: 'danger' }),
    ...(task.state === 'PENDING' ? [form(voice, 'ask_info', order, { subject })] : []),
    ...more(voice, [
      details(voice, order),
      timelineButton(voice, order),
      form(voice, 'recuse', order, { subject }),
      form(voice, 'delegate', order, { subject }),
    ]),
  ];
}

/** Reason, earliest date, conditions and risks of an opinion. */
function outcomeLines(task: ReviewTask, voice: Voice) {
  return [
    task.reason && dotted([[{ bold: say(voice, 'review.reason') }], clip(task.reason)]),
    earliestLine(voice, task),
    ...task.conditions
      .slice(0, 5)
      .map((c) =>
        dotted([
          [{ bold: say(voice, 'review.conditions') }],
          word(voice, `condition_kind.${c.kind}`),
          clip(c.text, 200),
          say(voice, `condition_state.${c.state}`),
        ]),
      ),
  ];
}

function outcomeBlock(task: ReviewTask, voice: Voice): Block {
  const who = task.decidedBy && byName(voice, task.decidedBy, task.decidedFor);
  const first = dotted([
    [{ bold: say(voice, `review_state.${task.state}`) }],
    who,
    task.decidedAt === null ? null : [at(voice, task.decidedAt)],
  ]);
  return { kind: 'text', text: stacked([first, ...outcomeLines(task, voice)]), tone: taskTone(task) };
}

/** The buttons give way to the outcome, with one way to take it back while the round is open. */
function decidedTask(model: TaskView, voice: Voice): Card {
  const { order, task } = model;
  const subject = task.department;
  const decision = say(voice, `review_state.${task.state}`);
  const hasOpenCondition = task.conditions.some((c) => c.state === 'OPEN');
  const buttons = order.hold
    ? []
    : [
        ...(hasOpenCondition
          ? [press(say(voice, 'button.clear_condition'), 'review.clear_condition', order, { subject })]
          : []),
        form(voice, 'change_answer', order, { subject }),
      ];
  return {
    ...taskHead(
      model,
      voice,
      say(voice, 'review.title_done', { department: departmentName(voice, task.department), decision }),
    ),
    tone: taskTone(task),
    blocks: [
      outcomeBlock(task, voice),
      { kind: 'note', text: say(voice, order.hold ? 'review.held' : 'review.change_hint') },
      ...actions([...buttons, details(voice, order)]),
    ],
  };
}

/** A card of a round that is over keeps what was said and loses its buttons. */
function closedTask(model: TaskView, voice: Voice): Card {
  const { order, round, task } = model;
  const isSuperseded = !model.isLatest || round.state === 'SUPERSEDED';
  const isDecided = task.decidedAt !== null;
  const ended = order.state === 'ABANDONED' || order.state === 'CANCELLED';
  const why = ended
    ? labelled(voice, orderName(order), say(voice, `state.${order.state}`))
    : isSuperseded && round.state !== 'PASSED' && round.state !== 'FAILED'
      ? say(voice, 'review.superseded')
      : say(voice, 'review.round_over', { result: say(voice, `round_state.${round.state}`) });
  const what = isDecided
    ? say(voice, 'review.title_done', {
        department: departmentName(voice, task.department),
        decision: say(voice, `review_state.${task.state}`),
      })
    : say(voice, 'review.title_done', {
        department: departmentName(voice, task.department),
        decision: say(voice, 'review_state.VOID'),
      });
  return {
    ...taskHead(model, voice, what),
    tone: 'ended',
    blocks: [
      ...(isDecided
        ? [outcomeBlock(task, voice)]
        : [{ kind: 'text' as const, text: say(voice, 'review.no_answer_needed') }]),
      { kind: 'note', text: why },
    ],
  };
}
