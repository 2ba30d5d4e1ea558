import { ORDER_STATES, type Order, type OrderState } from '../../domain/order.ts';
import { say, type Voice } from '../../i18n/translate.ts';
import type { Block } from '../card.ts';

type Step = Extract<Block, { kind: 'steps' }>['steps'][number];
type StepState = Step['state'];

const FIRST_HALF: readonly OrderState[] = [
  'DRAFT',
  'IDENTIFIED',
  'RETURNED',
  'CONFIRMED',
  'IN_REVIEW',
  'NEGOTIATING',
  'AWAITING_EXEC',
];

/** How far an order has come, on its way to a decision (UO-11: "processing progress"). */
export function stepsOf(order: Order, voice: Voice): Block {
  return { kind: 'steps', steps: namedSteps(order, voice) };
}

function namedSteps(order: Order, voice: Voice): Step[] {
  const isDone = order.acceptedAt !== null || isPast(order, 'ACCEPTED');
  const isOver = order.state === 'ABANDONED' || order.state === 'CANCELLED';
  const hasNegotiated = order.negotiations > 0 || order.state === 'NEGOTIATING' || order.negotiation.options.length > 0;
  const review: Step = { label: reviewLabel(order, voice), state: reviewState(order, isDone) };
  const negotiate: Step = {
    label: say(voice, 'step.negotiate'),
    state: order.state === 'NEGOTIATING' ? 'now' : hasNegotiated ? 'done' : 'next',
  };
  // A round that follows a negotiation stands after it: the line is read from left to right.
  const isRoundAfter =
    hasNegotiated &&
    order.state !== 'NEGOTIATING' &&
    (order.round === null ? !isOver : order.round.number > 1 || order.round.state !== 'FAILED');
  const middle = !hasNegotiated ? [review] : isRoundAfter ? [negotiate, review] : [review, negotiate];
  const steps: Step[] = [
    { label: say(voice, 'step.identify'), state: order.state === 'RETURNED' ? 'now' : 'done' },
    {
      label: say(voice, 'step.confirm'),
      state: order.confirmedAt !== null ? 'done' : order.state === 'IDENTIFIED' ? 'now' : 'next',
    },
    ...middle,
    { label: say(voice, 'step.decide'), state: isDone ? 'done' : order.state === 'AWAITING_EXEC' ? 'now' : 'next' },
    { label: say(voice, 'step.accept'), state: isDone ? 'done' : 'next' },
  ];
  return isOver && !isDone ? ended(steps) : steps;
}

/** An order that ended early: the step at which it ended is marked, the later ones stay open. */
function ended(steps: readonly Step[]): Step[] {
  const at = steps.findIndex((s) => s.state === 'now' || s.state === 'next');
  return steps.map((s, i) => (i === at ? { ...s, state: 'failed' } : s));
}

function reviewLabel(order: Order, voice: Voice): string {
  return order.round && order.round.number > 1
    ? say(voice, 'step.review_n', { round: order.round.number })
    : say(voice, 'step.review');
}

function reviewState(order: Order, isDone: boolean): StepState {
  // Accepted over a department's no: the review did not pass, and the line says so.
  if (isDone) return order.round?.state === 'FAILED' ? 'failed' : 'done';
  if (order.state === 'IN_REVIEW' || order.state === 'CONFIRMED') return 'now';
  if (!order.round) return 'next';
  return order.round.state === 'PASSED' ? 'done' : 'failed';
}

function isPast(order: Order, state: OrderState): boolean {
  return (
    !FIRST_HALF.includes(order.state) &&
    order.state !== 'ABANDONED' &&
    order.state !== 'CANCELLED' &&
    ORDER_STATES.indexOf(order.state) >= ORDER_STATES.indexOf(state)
  );
}
