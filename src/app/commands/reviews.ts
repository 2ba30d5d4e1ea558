import { z } from 'zod';
import { requestExec } from '../../domain/advance.ts';
import { event, type Order, orderName } from '../../domain/order.ts';
import { decide } from '../../domain/order-process.ts';
import { DEPARTMENTS, type Department, headBehind } from '../../domain/people.ts';
import { ok } from '../../domain/result.ts';
import { CONDITION_KINDS, REVIEW_QUESTIONS } from '../../domain/review.ts';
import {
  answerInfo,
  askInfo,
  clearConditions,
  closeRound,
  giveOpinion,
  type Opinion,
  reopenTask,
  type Step,
} from '../../domain/review-moves.ts';
import { taskOf } from '../../domain/review-rules.ts';
import { type Answer, type CommandContext, type Effect, orderCommand } from '../command.ts';
import { cleanText, optionalText, typedText } from './facts.ts';
import { moveBy, onBehalfOf } from './moves.ts';

const department = z.enum(DEPARTMENTS);
const instant = z.number().int().min(0).max(4_102_444_800_000);
const scale = z.number().int().min(1).max(5);

export const RISK_CATEGORIES = [
  'customer_change',
  'supply',
  'equipment',
  'transport',
  'quality',
  'capacity',
  'other',
] as const;

/** The facts a department gives with its opinion (F04) and the risks it sees (UO-56). */
const opinionParts = {
  department,
  answers: z
    .record(z.string().max(40), z.string().max(2000))
    .default({})
    .transform((a) =>
      Object.fromEntries(
        Object.entries(a)
          .map(([k, v]) => [k, cleanText(v)])
          .filter(([, v]) => v !== ''),
      ),
    ),
  risks: z
    .array(z.object({ category: z.enum(RISK_CATEGORIES), likelihood: scale, impact: scale, response: typedText(500) }))
    .max(5)
    .default([]),
};

/** The head this actor decides for; null when they are the head, or when leadership stands in for a missing head. */
function decidesFor(context: CommandContext, dep: Department): string | null {
  const head = headBehind(context.actor, dep);
  return head && head.id !== context.actor.id ? head.id : null;
}

function decided(
  context: CommandContext,
  order: Order,
  dep: Department,
  step: Step,
  answer: Pick<Answer, 'key' | 'tone'>,
  extra: Answer['params'] = {},
) {
  const effect: Effect = {
    order: step.order,
    events: step.events,
    onBehalf: decidesFor(context, dep),
    answer: {
      ...answer,
      params: { order: orderName(order), department: { term: `role.${dep}` }, ...extra },
      orderId: order.id,
      show: 'task',
    },
  };
  return ok(effect);
}

function opine(context: CommandContext, order: Order, dep: Department, opinion: Opinion): Step {
  return giveOpinion(
    order,
    dep,
    opinion,
    { id: context.actor.id, for: decidesFor(context, dep) },
    context.now,
    context.newId,
  );
}

const NOTHING = { reason: null, earliest: null, isImpossible: false, conditions: [], answers: {}, risks: [] } as const;

/** Yes (UO-13). Required questions of the department must be answered (UO-12, JW-05…07). */
export const approve = orderCommand({
  name: 'approve',
  input: z.object({ ...opinionParts, reason: optionalText(1000), earliest: instant.nullable().default(null) }),
  run: (context, input, order) => {
    const earlier = taskOf(order, input.department)?.answers ?? {};
    const answers = { ...earlier, ...input.answers };
    const missing = (REVIEW_QUESTIONS[input.department] ?? [])
      .filter((q) => q.isRequired && !answers[q.key])
      .map((q) => q.key);
    const move = decide(order, 'approve', moveBy(context, { department: input.department, missingAnswers: missing }));
    if (!move.ok) return move;
    const step = opine(context, order, input.department, {
      ...NOTHING,
      state: 'APPROVED',
      answers,
      risks: input.risks,
      reason: input.reason,
      earliest: input.earliest,
    });
    return decided(context, order, input.department, step, { key: 'answer.approved', tone: 'good' });
  },
});

/** Yes, if … (PJ-03): the conditions become items to clear or to negotiate. */
export const approveWithConditions = orderCommand({
  name: 'approve_with_conditions',
  input: z.object({
    ...opinionParts,
    earliest: instant.nullable().default(null),
    conditions: z
      .array(z.object({ kind: z.enum(CONDITION_KINDS), text: typedText(500) }))
      .max(10)
      .default([]),
  }),
  run: (context, input, order) => {
    const move = decide(
      order,
      'approve_with_conditions',
      moveBy(context, { department: input.department, conditions: input.conditions.length }),
    );
    if (!move.ok) return move;
    const step = opine(context, order, input.department, {
      ...NOTHING,
      state: 'APPROVED_WITH_CONDITIONS',
      answers: input.answers,
      risks: input.risks,
      earliest: input.earliest,
      conditions: input.conditions,
    });
    return decided(context, order, input.department, step, { key: 'answer.approved_with_conditions', tone: 'info' });
  },
});

/** No, with the reason and from when it would work (UO-13, UO-15). The round stays open for the others. */
export const reject = orderCommand({
  name: 'reject',
  input: z.object({
    ...opinionParts,
    reason: optionalText(1000),
    earliest: instant.nullable().default(null),
    isImpossible: z.boolean().default(false),
  }),
  run: (context, input, order) => {
    const move = decide(
      order,
      'reject',
      moveBy(context, {
        department: input.department,
        reason: input.reason ?? undefined,
        earliest: input.earliest,
        isImpossible: input.isImpossible,
      }),
    );
    if (!move.ok) return move;
    const step = opine(context, order, input.department, {
      ...NOTHING,
      state: 'REJECTED',
      reason: input.reason,
      earliest: input.isImpossible ? null : input.earliest,
      isImpossible: input.isImpossible,
      answers: input.answers,
      risks: input.risks,
    });
    return decided(context, order, input.department, step, { key: 'answer.rejected', tone: 'info' });
  },
});

/** A question to sales; the clock goes on and is shown separately (domain §10.2). */
export const askForInfo = orderCommand({
  name: 'ask_info',
  input: z.object({ department, question: optionalText(1000) }),
  run: (context, input, order) => {
    const move = decide(
      order,
      'ask_info',
      moveBy(context, { department: input.department, question: input.question ?? undefined }),
    );
    if (!move.ok) return move;
    return decided(
      context,
      order,
      input.department,
      askInfo(order, input.department, input.question ?? '', context.now),
      { key: 'answer.info_asked', tone: 'info' },
    );
  },
});

export const answerForInfo = orderCommand({
  name: 'answer_info',
  input: z.object({ department, reply: optionalText(2000) }),
  needsCurrent: false,
  run: (context, input, order) => {
    const move = decide(
      order,
      'answer_info',
      moveBy(context, { department: input.department, reason: input.reply ?? undefined }),
    );
    if (!move.ok) return move;
    return decided(
      context,
      order,
      input.department,
      answerInfo(order, input.department, input.reply ?? '', context.now),
      { key: 'answer.info_answered', tone: 'good' },
    );
  },
});

/** Not ours to judge, with the reason. */
export const recuse = orderCommand({
  name: 'recuse',
  input: z.object({ department, reason: optionalText(1000) }),
  run: (context, input, order) => {
    const move = decide(
      order,
      'recuse',
      moveBy(context, { department: input.department, reason: input.reason ?? undefined }),
    );
    if (!move.ok) return move;
    return decided(
      context,
      order,
      input.department,
      opine(context, order, input.department, { ...NOTHING, state: 'RECUSED', reason: input.reason }),
      { key: 'answer.recused', tone: 'info' },
    );
  },
});

/** A change of mind while the round is open (domain §10.2). */
export const changeAnswer = orderCommand({
  name: 'change_answer',
  input: z.object({ department, reason: optionalText(1000) }),
  run: (context, input, order) => {
    const move = decide(
      order,
      'change_answer',
      moveBy(context, { department: input.department, reason: input.reason ?? undefined }),
    );
    if (!move.ok) return move;
    return decided(context, order, input.department, reopenTask(order, input.department, input.reason ?? ''), {
      key: 'answer.reopened',
      tone: 'info',
    });
  },
});

/** A condition sales took on without effect on the customer is cleared by the same head. */
export const clearCondition = orderCommand({
  name: 'clear_condition',
  input: z.object({ department, conditionIds: z.array(z.string().max(40)).max(20).optional() }),
  run: (context, input, order) => {
    const move = decide(order, 'clear_condition', moveBy(context, { department: input.department }));
    if (!move.ok) return move;
    const open =
      taskOf(order, input.department)
        ?.conditions.filter((c) => c.state === 'OPEN')
        .map((c) => c.id) ?? [];
    const chosen = input.conditionIds ? open.filter((id) => input.conditionIds?.includes(id)) : open;
    return decided(context, order, input.department, clearConditions(order, input.department, chosen), {
      key: 'answer.condition_cleared',
      tone: 'good',
    });
  },
});

/** Sales' head or leadership ends a round that has a rejection without waiting for the others (T09). */
export const closeRoundEarly = orderCommand({
  name: 'close_round',
  input: z.object({}),
  run: (context, _, order) => {
    const move = decide(
      order,
      'close_round',
      moveBy(context, { maxNegotiations: context.settings.max_negotiation_rounds }),
    );
    if (!move.ok) return move;
    const closed = closeRound(move.value.order, 'FAILED', context.now);
    const failed = event('review.failed', { round: closed.round?.number ?? 0, early: true });
    const next =
      closed.state === 'AWAITING_EXEC'
        ? requestExec(closed, 'round_limit', context.now, context.newId)
        : { order: { ...closed, negotiations: closed.negotiations + 1 }, events: [] };
    return ok({
      order: next.order,
      events: [failed, ...next.events],
      onBehalf: onBehalfOf(context, 'SALES'),
      answer: { key: 'answer.round_closed', params: { order: orderName(order) }, tone: 'info', orderId: order.id },
    });
  },
});
