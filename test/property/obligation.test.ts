import { fc, test } from '@fast-check/vitest';
import { describe, expect } from 'vitest';
import { endOfQuiet } from '../../src/domain/calendar/quiet-hours.ts';
import { elapsedOn, workBetween } from '../../src/domain/calendar.ts';
import { MINUTE } from '../../src/domain/instant.ts';
import { isRunning, type Obligation, pauseObligation, resumeObligation } from '../../src/domain/obligation.ts';
import {
  SNOOZE_PRESETS,
  scheduleNext,
  snoozeEnd,
  snoozeObligation,
  takeStep,
} from '../../src/domain/obligation-reminders.ts';
import { OBLIGED_STATES } from '../../src/domain/obligation-rules.ts';
import { obligationsAfter } from '../../src/domain/obligation-steps.ts';
import { type DomainEvent, event, isLive, type Order } from '../../src/domain/order.ts';
import { at, calendar, contextAt, obligationWith, orderWith, timeAt } from '../support/obligations.ts';
import { chosen } from './order-changes.ts';

fc.configureGlobal({ seed: Number(process.env.FC_SEED ?? 20261124), numRuns: Number(process.env.FC_RUNS ?? 100) });

const START = at('2026-09-28 09:00');

interface Move {
  /** Chooses among what is possible now; an end now and then. */
  readonly change: number;
  readonly minutes: number;
  /** The bot is down while this time passes: nothing rings until it is over. */
  readonly isDown: boolean;
  readonly snooze: (typeof SNOOZE_PRESETS)[number] | null;
}

const move: fc.Arbitrary<Move> = fc.record({
  change: fc.nat(),
  minutes: fc.oneof(fc.integer({ min: 0, max: 90 }), fc.integer({ min: 0, max: 3000 })),
  isDown: fc.boolean(),
  snooze: fc.oneof(
    { weight: 3, arbitrary: fc.constant(null) },
    { weight: 1, arbitrary: fc.constantFrom(...SNOOZE_PRESETS) },
  ),
});

interface Ring {
  readonly id: string;
  readonly at: number;
  readonly step: number;
  readonly share: number | null;
  readonly kind: string;
}

/** Lives through the moves and asks `check` after every change and every ring. */
function live(
  moves: readonly Move[],
  check: (world: { order: Order; all: readonly Obligation[]; now: number }) => void,
) {
  const ids = { count: 0 };
  const newId = () => `id-${++ids.count}`;
  const rings: Ring[] = [];
  const pausedMs = new Map<string, number>();
  /** How much of its limit an obligation had used when it was satisfied. */
  const used = new Map<string, number>();
  let now = START;
  let all: readonly Obligation[] = [];
  const world: { order: Order | null } = { order: null };

  function put(changed: readonly Obligation[]): void {
    for (const next of changed) {
      const before = all.find((o) => o.id === next.id);
      if (before && before.pausedAt !== null && next.pausedAt === null)
        pausedMs.set(next.id, (pausedMs.get(next.id) ?? 0) + now - before.pausedAt);
      if (next.satisfiedAt !== null) used.set(next.id, now - next.startedAt - (pausedMs.get(next.id) ?? 0));
    }
    all = [...all.filter((o) => !changed.some((c) => c.id === o.id)), ...changed];
  }
  function commit(after: Order, events: readonly DomainEvent[]): void {
    put(obligationsAfter(all.filter(isRunning), world.order, after, events, contextAt(now, {}, ids)));
    world.order = after;
    check({ order: after, all, now });
  }
  function ring(): void {
    for (const due of all) {
      const taken = takeStep(due, timeAt(now));
      if (!taken) continue;
      rings.push({ id: due.id, at: now, step: taken.obligation.step, share: taken.share, kind: taken.kind });
      put([taken.obligation]);
    }
    if (world.order) check({ order: world.order, all, now });
  }

  commit(orderWith({ facts: { ...orderWith().facts, receivedAt: START }, updatedAt: START }), [
    event('order.identified'),
  ]);
  for (const { change, minutes, isDown, snooze } of moves) {
    const until = now + minutes * MINUTE;
    for (;;) {
      const next = isDown
        ? until
        : Math.min(until, ...all.flatMap((o) => (o.nextAt !== null && o.nextAt > now ? [o.nextAt] : [])));
      now = next;
      ring();
      if (now >= until) break;
    }
    if (snooze) {
      const mine = all.find((o) => isRunning(o) && o.nextAt !== null);
      const snoozed = mine && snoozeObligation(mine, snoozeEnd(snooze, calendar, now), timeAt(now));
      if (snoozed) put([snoozed]);
    }
    const step = world.order && chosen(change, world.order, now, newId);
    if (step) commit({ ...step.order, updatedAt: now }, step.events);
  }
  return { rings, all, pausedMs, used };
}

const moves = fc.array(move, { minLength: 1, maxLength: 40 });

describe('whatever happens to an order in its first half', () => {
  test.prop([moves])(
    'EX-03 XD-05 while it is live something is due, running or paused, and after its end nothing',
    (list) => {
      live(list, ({ order, all }) => {
        const running = all.filter(isRunning);
        if (OBLIGED_STATES.includes(order.state)) expect(running.length).toBeGreaterThan(0);
        if (!isLive(order)) expect(running).toEqual([]);
        for (const o of all) expect([o.key, o.nextAt !== null]).toEqual([o.key, isRunning(o) && o.pausedAt === null]);
        // Without a hold there is a clock that runs: waiting for the customer is followed up too.
        if (OBLIGED_STATES.includes(order.state) && order.hold === null)
          expect(running.some((o) => o.nextAt !== null)).toBe(true);
        expect(new Set(running.map((o) => `${o.key}/${o.subjectId}`)).size).toBe(running.length);
      });
    },
  );

  test.prop([moves])('XD-05 XD-11 steps only go forward, and no two of an obligation fall on one instant', (list) => {
    const { rings } = live(list, () => {});
    for (const id of new Set(rings.map((r) => r.id))) {
      const own = rings.filter((r) => r.id === id);
      const shares = own.flatMap((r) => (r.share === null ? [] : [r.share]));
      expect(shares).toEqual([...new Set(shares)].sort((a, b) => a - b));
      for (const [index, later] of own.entries()) {
        const earlier = own[index - 1];
        if (!earlier) continue;
        expect(later.at).toBeGreaterThan(earlier.at);
        expect(later.step).toBeGreaterThanOrEqual(earlier.step + (later.kind === 'snooze_over' ? 0 : 1));
      }
    }
  });

  test.prop([moves])('PJ-29 EX-03 the time a clock stood still is given back exactly', (list) => {
    const { all, pausedMs } = live(list, () => {});
    for (const o of all.filter((x) => x.state !== 'VOID' && isRunning(x) && x.pausedAt === null)) {
      expect([o.key, o.dueAt - o.startedAt - o.limitMs]).toEqual([o.key, pausedMs.get(o.id) ?? 0]);
    }
  });

  test.prop([moves])('UO-08 no snooze puts the escalation off', (list) => {
    live(list, ({ all, now }) => {
      const { quiet_hours, time_zone } = timeAt(now).settings;
      for (const o of all.filter((x) => x.state === 'OPEN' && x.nextAt !== null)) {
        expect(o.nextAt).toBeLessThanOrEqual(endOfQuiet(quiet_hours, time_zone, Math.max(o.dueAt, now)));
      }
    });
  });

  test.prop([moves])('EX-03 a limit is met exactly when it was satisfied by its end', (list) => {
    const { all, used } = live(list, () => {});
    for (const o of all.filter((x) => x.satisfiedAt !== null)) {
      expect([o.key, o.state]).toEqual([o.key, (used.get(o.id) ?? 0) <= o.limitMs ? 'MET' : 'MISSED_THEN_MET']);
    }
    for (const o of all.filter((x) => x.state === 'VOID' || isRunning(x))) expect(o.satisfiedAt).toBeNull();
  });
});

describe('a clock that is stopped and let run', () => {
  const spells = fc.array(
    fc.record({ runs: fc.integer({ min: 0, max: 2000 }), stands: fc.integer({ min: 0, max: 5000 }) }),
    { minLength: 1, maxLength: 6 },
  );

  test.prop([
    fc.constantFrom('wall' as const, 'working' as const),
    fc.integer({ min: 30, max: 60 * 40 }),
    fc.integer({ min: 0, max: 60 * 24 * 30 }),
    spells,
  ])(
    'EX-03 XD-06 on its own clock the limit is as long as it was, whatever the pauses',
    (clock, limitMinutes, startMinutes, list) => {
      const limitMs = limitMinutes * MINUTE;
      let now = START + startMinutes * MINUTE;
      let used = 0;
      let o = obligationWith({ clock, limitMs, startedAt: now });
      o = resumeObligation({ ...o, pausedAt: now, remainingMs: limitMs }, calendar, now);
      for (const { runs, stands } of list) {
        used += elapsedOn(clock, calendar, now, now + runs * MINUTE);
        now += runs * MINUTE;
        o = pauseObligation(o, calendar, now);
        expect(o.remainingMs).toBe(limitMs - used);
        now += stands * MINUTE;
        o = resumeObligation(o, calendar, now);
      }
      expect(elapsedOn(clock, calendar, now, o.dueAt)).toBe(limitMs - used);
      const next = scheduleNext(o, timeAt(now));
      expect(next.nextAt).toBeGreaterThanOrEqual(now);
      if (clock === 'working' && limitMs > used) expect(workBetween(calendar, now, o.dueAt)).toBe(limitMs - used);
    },
  );
});
