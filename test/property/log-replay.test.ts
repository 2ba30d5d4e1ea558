import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { CommandName } from '../../src/app/commands.ts';
import { runAudit } from '../../src/app/upkeep/auditor.ts';
import { verifyLog } from '../../src/app/upkeep/verify-log.ts';
import { isLive, type Order, type OrderState } from '../../src/domain/order.ts';
import { BOT } from '../../src/domain/people.ts';
import { someFacts } from '../support/build-order.ts';
import { ANSWERS, confirmation, type GateRig, openGate } from '../support/gate.ts';
import { type Projected, projectLog } from '../support/project-log.ts';

const HOUR = 3_600_000;
/** Each with a whole order's life, on a real database; more with FUZZ_RUNS. */
const RUNS = Number(process.env.FUZZ_RUNS ?? 40);
/** The same lives every time, but for the long run, which looks for new ones. */
const SEED = process.env.FUZZ_RUNS === undefined ? { seed: 7 } : {};
const STEPS = 22;

const HEADS = {
  PROD: 'prod',
  PROC: 'proc',
  TECH: 'tech',
  LOGI: 'logi',
  PLANNER: 'plan',
  QA: 'qa',
  FIN: 'fin',
} as const;
type Reviewer = keyof typeof HEADS;

interface Act {
  readonly who: string;
  readonly command: CommandName;
  readonly input: (order: Order, now: number, dice: number) => unknown;
  /** Where it makes sense; tried everywhere else too, and refused. */
  readonly in: readonly OrderState[];
}

const UNDECIDED: readonly OrderState[] = ['IDENTIFIED', 'RETURNED', 'IN_REVIEW', 'NEGOTIATING', 'AWAITING_EXEC'];
const later = (now: number, dice: number) => now + (24 + dice) * HOUR;

function byDepartment(
  command: CommandName,
  input: (department: Reviewer, now: number, dice: number) => unknown,
): Act[] {
  return (Object.keys(HEADS) as Reviewer[]).map((d) => ({
    who: HEADS[d],
    command,
    in: ['IN_REVIEW'],
    input: (_, now, dice) => input(d, now, dice),
  }));
}

const ACTS: readonly Act[] = [
  { who: 'office', command: 'return', in: ['IDENTIFIED'], input: () => ({ faults: 'the place is missing' }) },
  {
    who: 'clerk',
    command: 'resubmit',
    in: ['RETURNED'],
    input: (o, now, dice) => ({
      facts: { ...o.facts, place: `gate ${dice}`, requiredBy: later(now, dice) },
      note: null,
    }),
  },
  { who: 'office', command: 'pass_intake', in: ['IDENTIFIED'], input: () => ({}) },
  {
    who: 'sales',
    command: 'confirm',
    in: ['IDENTIFIED'],
    input: (o, now, dice) => confirmation({ ...o.facts, quantity: 100 + dice, requiredBy: later(now, dice) }),
  },
  {
    who: 'sales',
    command: 'confirm',
    in: ['IDENTIFIED'],
    input: (o, now, dice) =>
      confirmation({ ...o.facts, requiredBy: later(now, dice) }, { failed: ['price'], note: 'below cost' }),
  },
  ...byDepartment('approve', (department) => ({ department, answers: ANSWERS[department] })),
  ...byDepartment('approve', (department) => ({ department, answers: ANSWERS[department] })),
  ...byDepartment('reject', (department, now, dice) => ({
    department,
    reason: 'no room',
    earliest: dice % 3 === 0 ? null : later(now, dice),
    isImpossible: dice % 3 === 0,
  })),
  ...byDepartment('approve_with_conditions', (department) => ({
    department,
    answers: ANSWERS[department],
    conditions: [
      { kind: 'cost', text: 'air freight' },
      { kind: 'date', text: 'a day more' },
    ],
  })),
  ...byDepartment('clear_condition', (department) => ({ department })),
  ...byDepartment('ask_info', (department) => ({ department, question: 'which drawing?' })),
  ...byDepartment('recuse', (department) => ({ department, reason: 'not ours' })),
  ...byDepartment('change_answer', (department) => ({ department, reason: 'looked again' })),
  ...(Object.keys(HEADS) as Reviewer[]).map(
    (department): Act => ({
      who: 'sales',
      command: 'answer_info',
      in: ['IN_REVIEW'],
      input: () => ({ department, reply: 'rev. C' }),
    }),
  ),
  { who: 'sales', command: 'close_round', in: ['IN_REVIEW'], input: () => ({}) },
  {
    who: 'prod',
    command: 'propose',
    in: ['NEGOTIATING'],
    input: (_, now, dice) => ({ type: 'shift_date', newDate: later(now, dice), explanation: 'next week' }),
  },
  {
    who: 'sales',
    command: 'propose',
    in: ['NEGOTIATING'],
    input: () => ({ type: 'add_resources', extraCost: 5000, explanation: 'overtime' }),
  },
  {
    who: 'sales',
    command: 'agree',
    in: ['NEGOTIATING'],
    input: (o, _, dice) => ({
      optionId: o.negotiation.options.at(-1 - (dice % 2))?.id ?? 'none',
      evidence: 'mail',
      quantity: dice % 2 ? 77 + dice : null,
    }),
  },
  {
    who: 'clerk',
    command: 'agree',
    in: ['NEGOTIATING'],
    input: (o) => ({ optionId: o.negotiation.options.at(-1)?.id ?? 'none', evidence: 'mail' }),
  },
  { who: 'sales', command: 'refuse_terms', in: ['NEGOTIATING'], input: () => ({ reason: 'they want Friday' }) },
  { who: 'boss', command: 'exec_accept', in: ['AWAITING_EXEC'], input: () => ({ reason: 'key customer' }) },
  {
    who: 'vice',
    command: 'exec_conditions',
    in: ['AWAITING_EXEC'],
    input: (_, now, dice) => ({ type: 'partial_delivery', newDate: later(now, dice), reason: 'half now' }),
  },
  { who: 'boss', command: 'exec_return', in: ['AWAITING_EXEC'], input: () => ({ reason: 'ask again' }) },
  { who: 'boss', command: 'abandon', in: ['AWAITING_EXEC', 'NEGOTIATING'], input: () => ({ reason: 'no material' }) },
  { who: 'sales', command: 'withdraw', in: ['RETURNED'], input: () => ({ evidence: 'they called' }) },
  { who: 'boss', command: 'hold', in: UNDECIDED, input: () => ({ reason: 'credit' }) },
  { who: 'boss', command: 'resume', in: UNDECIDED, input: () => ({}) },
  { who: 'boss', command: 'resume', in: UNDECIDED, input: () => ({}) },
  { who: 'sales', command: 'wait', in: UNDECIDED, input: () => ({ reason: 'drawing' }) },
  { who: 'sales', command: 'customer_answered', in: UNDECIDED, input: () => ({}) },
  {
    who: 'office',
    command: 'force',
    in: ['AWAITING_EXEC'],
    input: (_o, _now, dice) => ({
      to: ['IDENTIFIED', 'CONFIRMED', 'NEGOTIATING', 'AWAITING_EXEC'][dice % 4],
      reason: 'stuck',
    }),
  },
  { who: 'office', command: 'status', in: ['IN_REVIEW'], input: () => ({ department: 'PROD', question: 'how far?' }) },
  { who: 'sales', command: 'remind', in: UNDECIDED, input: () => ({}) },
  { who: 'worker', command: 'approve', in: [], input: () => ({ department: 'PROD', answers: ANSWERS.PROD }) },
];

const act = fc.record({
  pick: fc.nat(9999),
  isWild: fc.integer({ min: 0, max: 5 }).map((n) => n === 0),
  dice: fc.nat(60),
  hours: fc.oneof({ weight: 3, arbitrary: fc.constant(0) }, { weight: 1, arbitrary: fc.integer({ min: 1, max: 9 }) }),
});

let rig: GateRig;
beforeAll(async () => {
  rig = await openGate({ important_amount: 90_000_00 });
});
afterAll(() => rig.close());

/** Time passes, and what is due rings. */
async function passHours(hours: number): Promise<void> {
  rig.clock.pass(hours * HOUR);
  const due = (await rig.store.queries.openObligations({ limit: 1000 })).filter(
    (o) => o.nextAt !== null && o.nextAt <= rig.clock.now(),
  );
  for (const o of due)
    await rig.dispatch({
      id: `timer:${o.id}:${o.step}:${o.nextAt}`,
      actorId: BOT,
      command: 'timer',
      orderId: o.orderId,
      input: { obligationId: o.id, step: o.step },
    });
}

/** The order as the store has it, in the words of the projection. */
function summaryOf(order: Order): Projected {
  const { round, exec } = order;
  return {
    state: order.state,
    draftNo: order.draftNo,
    number: order.number,
    facts: { ...order.facts },
    requested: order.requestedDate,
    committed: order.committed,
    firstCommitted: order.firstCommitted,
    isOverridden: order.isOverridden,
    isHeld: order.hold !== null,
    isWaiting: order.waiting !== null,
    round: round && {
      number: round.number,
      state: round.state,
      tasks: Object.fromEntries(
        round.tasks.map((t) => [
          t.department,
          { state: t.state, by: t.decidedBy, openConditions: t.conditions.filter((c) => c.state === 'OPEN').length },
        ]),
      ),
    },
    options: order.negotiation.options.map(({ id, state }) => ({ id, state })),
    exec: exec && { number: exec.number, state: exec.state, decision: exec.decision },
  };
}

test(
  'XD-03 UO-50 random lives of an order: the log replayed gives the order as it stands, and something is due until it is decided',
  async () => {
    const reached = new Set<string>();
    await fc.assert(
      fc.asyncProperty(
        fc.array(act, { minLength: STEPS, maxLength: STEPS }),
        fc.boolean(),
        async (steps, isImportant) => {
          const now = rig.clock.now();
          const id = await rig.file({
            ...someFacts(),
            requiredBy: now + 96 * HOUR,
            receivedAt: now,
            ...(isImportant && { amountMinor: 100_000_00, currency: 'CNY' }),
          });
          for (const { pick, isWild, dice, hours } of steps) {
            if (hours > 0) await passHours(hours);
            const before = await rig.order(id);
            const fitting = ACTS.filter((a) => a.in.includes(before.state));
            const choice = isWild || fitting.length === 0 ? ACTS : fitting;
            const chosen = choice[pick % choice.length];
            if (!chosen) continue;
            const outcome = await rig.send(chosen.who, chosen.command, chosen.input(before, rig.clock.now(), dice), {
              orderId: id,
            });
            const after = await rig.order(id);
            reached.add(after.state);
            if (outcome.kind !== 'done') expect(after.version, chosen.command).toBe(before.version);
            const entries = await rig.store.transaction((tx) => tx.events.since(id, 0));
            expect(projectLog(entries), chosen.command).toEqual(summaryOf(after));
            expect(after.eventCount).toBe(entries.length);
            const open = await rig.store.transaction((tx) => tx.obligations.open(id));
            if (isLive(after) && after.state !== 'ACCEPTED')
              expect(open.length, `${chosen.command} → ${after.state}`).toBeGreaterThan(0);
            if (!isLive(after)) expect(open).toEqual([]);
          }
          const gaps = await rig.store.queries.audit(rig.clock.now());
          expect(gaps).toMatchObject({ ordersWithoutObligation: [], timersMissing: 0 });
        },
      ),
      // A life that fails is told as it was: shorter ones cost a minute each.
      { numRuns: RUNS, endOnFailure: true, ...SEED },
    );
    // The lives were worth it: every state of the first half was lived through.
    expect([...reached]).toEqual(
      expect.arrayContaining([
        'IDENTIFIED',
        'RETURNED',
        'IN_REVIEW',
        'NEGOTIATING',
        'AWAITING_EXEC',
        'ACCEPTED',
        'ABANDONED',
      ]),
    );
    expect((await verifyLog(rig.store.log)).problems).toEqual([]);
    const audit = await runAudit(rig.store, { now: rig.clock.now(), newId: () => 'unused' });
    expect(audit.repaired).toEqual({ obligations: 0, timers: 0 });
  },
  20_000 + RUNS * 1000,
);
