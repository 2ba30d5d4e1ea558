import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ENDED_STATES, ORDER_STATES, type Order, type OrderState } from '../../src/domain/order.ts';
import type { MoveContext } from '../../src/domain/order-guards.ts';
import {
  decide,
  type Move,
  ORDER_ACTIONS,
  ORDER_PROCESS,
  type OrderAction,
  openActions,
} from '../../src/domain/order-process.ts';
import { type Actor, botActor, type Membership, type Person } from '../../src/domain/people.ts';
import type { ReviewTask } from '../../src/domain/review.ts';
import { anOrder } from '../support/build-order.ts';

/**
 * The oracle: the allowed moves of domain §10.1 and §10.2 with §17, written by hand and not read from the table.
 * `state action → next : who`. Roles: s salesperson, S head of sales, c coordinator, d head of the department, x leadership,
 * a administrator, b the bot. The owner of the order is a salesperson.
 */
const ORACLE = `
DRAFT submit IDENTIFIED sScx
IDENTIFIED return_to_sales RETURNED cS
RETURNED resubmit IDENTIFIED sS
IDENTIFIED pass_intake IDENTIFIED cSb
IDENTIFIED confirm CONFIRMED sS
CONFIRMED open_review IN_REVIEW b
CONFIRMED fail_preliminary NEGOTIATING bsS
IN_REVIEW approve IN_REVIEW d
IN_REVIEW approve_with_conditions IN_REVIEW d
IN_REVIEW reject IN_REVIEW d
IN_REVIEW ask_info IN_REVIEW d
IN_REVIEW answer_info IN_REVIEW sS
IN_REVIEW recuse IN_REVIEW d
IN_REVIEW change_answer IN_REVIEW d
IN_REVIEW clear_condition IN_REVIEW d
IN_REVIEW close_round NEGOTIATING Sx
IN_REVIEW pass ACCEPTED b
IN_REVIEW fail NEGOTIATING b
NEGOTIATING propose_option NEGOTIATING sSdx
NEGOTIATING agree IN_REVIEW sS
NEGOTIATING refuse_terms AWAITING_EXEC sSb
AWAITING_EXEC exec_accept ACCEPTED x
AWAITING_EXEC exec_conditions NEGOTIATING x
AWAITING_EXEC exec_return NEGOTIATING x
AWAITING_EXEC abandon ABANDONED x
NEGOTIATING abandon ABANDONED x
IN_REVIEW abandon ABANDONED x
IDENTIFIED withdraw ABANDONED sSx
RETURNED withdraw ABANDONED sSx
CONFIRMED withdraw ABANDONED Sx
IN_REVIEW withdraw ABANDONED Sx
NEGOTIATING withdraw ABANDONED Sx
`;
const UNDECIDED: readonly OrderState[] = [
  'IDENTIFIED',
  'RETURNED',
  'CONFIRMED',
  'IN_REVIEW',
  'NEGOTIATING',
  'AWAITING_EXEC',
];
const LIVE = ORDER_STATES.filter((s) => !ENDED_STATES.includes(s) && s !== 'DRAFT');

const allowed = new Map<string, { next: string; who: string }>();
for (const line of ORACLE.trim().split('\n')) {
  const [state = '', action = '', next = '', who = ''] = line.split(' ');
  allowed.set(`${state} ${action}`, { next, who });
}
for (const state of UNDECIDED)
  for (const action of ['wait_for_customer', 'customer_answered'])
    allowed.set(`${state} ${action}`, { next: state, who: 'sS' });
for (const state of LIVE) {
  for (const action of ['hold', 'resume']) allowed.set(`${state} ${action}`, { next: state, who: 'x' });
  allowed.set(`${state} force`, { next: state, who: 'a' });
}

function person(id: string, memberships: readonly Membership[], isAdmin = false): Person {
  return { id, name: id, email: null, locale: null, timeZone: null, quiet: null, isAdmin, isActive: true, memberships };
}
function actor(p: Person): Actor {
  return { id: p.id, person: p, standsInFor: [] };
}
const ACTORS: Readonly<Record<string, Actor>> = {
  s: actor(person('s', [{ role: 'SALES', isHead: false }])),
  S: actor(person('S', [{ role: 'SALES', isHead: true }])),
  c: actor(person('c', [{ role: 'COORDINATOR', isHead: false }])),
  d: actor(person('d', [{ role: 'PROD', isHead: true }])),
  x: actor(person('x', [{ role: 'EXEC', isHead: false }])),
  a: actor(person('a', [], true)),
  n: actor(person('n', [{ role: 'WH', isHead: false }])),
  b: botActor,
};

const TASK: ReviewTask = {
  id: 't',
  department: 'PROD',
  isRequired: true,
  state: 'PENDING',
  fallback: null,
  dueAt: 0,
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

/** An order in a state, and a context, in which every guard of the action holds. */
function readyFor(action: OrderAction, state: OrderState, who: Actor): { order: Order; context: MoveContext } {
  const decidedTask: ReviewTask = { ...TASK, state: 'APPROVED', decidedBy: who.id };
  const task: ReviewTask =
    action === 'change_answer' || action === 'clear_condition' || action === 'pass'
      ? decidedTask
      : action === 'answer_info'
        ? { ...TASK, state: 'INFO_REQUESTED', question: '?' }
        : action === 'close_round' || action === 'fail'
          ? { ...decidedTask, state: 'REJECTED' }
          : TASK;
  const order = anOrder({
    state,
    submitterId: 'owner',
    ownerId: 'owner',
    intake: { state: 'passed', doubts: [], faults: null, by: null, at: null },
    preliminary: { failed: action === 'fail_preliminary' ? ['credit'] : [], note: null, clearedBy: null },
    round: { id: 'r', number: 1, state: 'OPEN', revision: 1, openedAt: 0, closedAt: null, tasks: [task] },
    roundsHeld: 1,
    negotiations: 0,
    hold: action === 'resume' ? { reason: 'r', by: 'x', since: 0 } : null,
    waiting: action === 'customer_answered' ? { for: 'w', by: 's', since: 0 } : null,
    negotiation: {
      options: [
        {
          id: 'o',
          round: 1,
          type: 'shift_date',
          newDate: null,
          extraCost: null,
          explanation: 'e',
          state: 'PROPOSED',
          evidence: null,
          proposedBy: 's',
          proposedAt: 0,
          answeredAt: null,
        },
      ],
    },
  });
  return {
    order,
    context: {
      actor: who,
      now: order.facts.requiredBy - 1,
      department: 'PROD',
      reason: 'r',
      evidence: 'e',
      faults: 'f',
      question: 'q',
      optionId: 'o',
      earliest: order.facts.requiredBy,
      conditions: 1,
      missingFacts: [],
      missingAnswers: [],
      needsExec: false,
      hasReviewers: true,
    },
  };
}

function moveByTable(action: OrderAction, state: OrderState, who: string): string | null {
  const as = ACTORS[who] as Actor;
  const { order, context } = readyFor(action, state, as);
  const decided = decide(order, action, context);
  return decided.ok ? decided.value.order.state : null;
}

function moveByOracle(action: OrderAction, state: OrderState, who: string): string | null {
  const rule = allowed.get(`${state} ${action}`);
  return rule?.who.includes(who) ? rule.next : null;
}

function disagreements(): string[] {
  const found: string[] = [];
  for (const state of ORDER_STATES)
    for (const action of ORDER_ACTIONS)
      for (const who of Object.keys(ACTORS)) {
        if (moveByTable(action, state, who) !== moveByOracle(action, state, who))
          found.push(`${state} ${action} ${who}`);
      }
  return found;
}

describe('the process table against a hand-written oracle', () => {
  test('XD-01 JW-12 PJ-04 every state × action × role moves exactly as the oracle says', () => {
    expect(disagreements()).toEqual([]);
  });

  test('a changed table is noticed: right, state and target mutants are all killed', () => {
    const table = ORDER_PROCESS as unknown as Record<string, { by: unknown; from: unknown; to: unknown }[]>;
    const mutants: [OrderAction, Partial<Record<keyof Move, unknown>>][] = [
      ['abandon', { by: ['SALES'] }],
      ['confirm', { by: ['ANYONE'] }],
      ['withdraw', { from: ['IDENTIFIED'] }],
      ['agree', { to: 'ACCEPTED' }],
      ['hold', { by: ['SALES'] }],
      ['exec_accept', { from: ['AWAITING_EXEC', 'IN_REVIEW'] }],
      ['pass_intake', { by: ['COORDINATOR'] }],
    ];
    for (const [action, change] of mutants) {
      const rows = table[action] ?? [];
      const first = rows[0] as Record<string, unknown>;
      const before = { ...first };
      Object.assign(first, change);
      const found = disagreements();
      Object.assign(first, before);
      expect(found, `mutant of ${action} survived`).not.toEqual([]);
    }
  });

  test('T31 while an order is on hold nothing moves but hold, end and force', () => {
    for (const state of LIVE)
      for (const action of ORDER_ACTIONS)
        for (const who of Object.keys(ACTORS)) {
          const { order, context } = readyFor(action, state, ACTORS[who] as Actor);
          const moved = decide({ ...order, hold: { reason: 'r', by: 'x', since: 0 } }, action, context);
          if (moved.ok) expect(['resume', 'abandon', 'withdraw', 'force']).toContain(action);
        }
  });

  test('JW-11 UO-13 random sequences of actions never leave an ended state, nor reach one without the right', () => {
    const step = fc.record({ action: fc.constantFrom(...ORDER_ACTIONS), who: fc.constantFrom(...Object.keys(ACTORS)) });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
        let state: OrderState = 'DRAFT';
        for (const { action, who } of steps) {
          const next = moveByTable(action, state, who);
          expect(next).toBe(moveByOracle(action, state, who));
          if (ENDED_STATES.includes(state)) expect(next).toBeNull();
          if (next) state = next as OrderState;
        }
      }),
      { numRuns: 300, seed: Number(process.env.FC_SEED ?? 7) },
    );
  });

  test('XD-01 the buttons offered are exactly those the process allows the person', () => {
    for (const state of LIVE)
      for (const [who, as] of Object.entries(ACTORS)) {
        if (who === 'b') continue;
        const { order } = readyFor('approve', state, as);
        for (const action of openActions(order, as))
          expect(moveByOracle(action, state, who), `${who} is offered ${action} in ${state}`).not.toBeNull();
      }
  });
});

describe('guards name what is missing', () => {
  test.each([
    ['UO-13 a rejection without a reason', 'reject', { reason: ' ' }, 'reason_missing'],
    ['UO-15 a rejection without earliest date', 'reject', { earliest: null }, 'earliest_missing'],
    ['UO-12 an approval with unanswered questions', 'approve', { missingAnswers: ['capacity'] }, 'answers_missing'],
    [
      'PJ-03 an approval with conditions but none given',
      'approve_with_conditions',
      { conditions: 0 },
      'condition_missing',
    ],
  ] as const)('%s is refused', (_, action, lack, code) => {
    const { order, context } = readyFor(action, 'IN_REVIEW', ACTORS.d as Actor);
    expect(decide(order, action, { ...context, ...lack })).toMatchObject({ ok: false, refusal: { code } });
  });

  test('JW-12 abandoning needs a reason', () => {
    const { order, context } = readyFor('abandon', 'AWAITING_EXEC', ACTORS.x as Actor);
    expect(decide(order, 'abandon', { ...context, reason: undefined })).toMatchObject({
      ok: false,
      refusal: { code: 'reason_missing' },
    });
  });

  test('T12 accepting against a rejection needs the overriding reason', () => {
    const { order, context } = readyFor('fail', 'AWAITING_EXEC', ACTORS.x as Actor);
    expect(decide(order, 'exec_accept', { ...context, reason: undefined })).toMatchObject({
      ok: false,
      refusal: { code: 'override_reason_missing' },
    });
  });

  test('A4 leadership sends an order to review, not to acceptance, while no round has been held', () => {
    const { order, context } = readyFor('exec_accept', 'AWAITING_EXEC', ACTORS.x as Actor);
    expect(decide({ ...order, roundsHeld: 0 }, 'exec_accept', context)).toMatchObject({
      ok: true,
      value: { order: { state: 'IN_REVIEW' } },
    });
  });

  test('domain §13.1 nobody reviews what they filed themselves', () => {
    const { order, context } = readyFor('approve', 'IN_REVIEW', ACTORS.d as Actor);
    expect(decide({ ...order, submitterId: 'd' }, 'approve', context)).toMatchObject({
      ok: false,
      refusal: { code: 'own_submission' },
    });
  });

  test('T08 an important order goes to leadership after the departments passed', () => {
    const { order, context } = readyFor('pass', 'IN_REVIEW', botActor);
    expect(decide(order, 'pass', { ...context, needsExec: true })).toMatchObject({
      ok: true,
      value: { order: { state: 'AWAITING_EXEC' } },
    });
  });

  test('T11 a failed round beyond the limit goes to leadership', () => {
    const { order, context } = readyFor('fail', 'IN_REVIEW', botActor);
    expect(decide({ ...order, negotiations: 2 }, 'fail', { ...context, maxNegotiations: 2 })).toMatchObject({
      ok: true,
      value: { order: { state: 'AWAITING_EXEC' } },
    });
  });
});
