import { describe, expect, test } from 'vitest';
import { HOUR, MINUTE } from '../../src/domain/instant.ts';
import { type Obligation, pauseObligation, resumeObligation } from '../../src/domain/obligation.ts';
import { scheduleNext, stepAt, stepShares, takeStep } from '../../src/domain/obligation-reminders.ts';
import { at, calendar, obligationWith, timeAt, wall } from '../support/obligations.ts';

const STEPS = [0.5, 0.8, 1, 1.5];
/** Nobody sleeps: for tests that are not about quiet hours. */
const awake = { quiet_hours: { from: '00:00', to: '00:00' } };

/** Rings exactly when asked to, until `end`; returns when each step was taken and what it was. */
function ringUntil(start: Obligation, end: number, settings: Parameters<typeof timeAt>[1] = {}) {
  let obligation = scheduleNext(start, timeAt(start.startedAt, settings));
  const rings: [string | null, string, number][] = [];
  while (obligation.nextAt !== null && obligation.nextAt <= end) {
    const now = obligation.nextAt;
    const taken = takeStep(obligation, timeAt(now, settings));
    if (!taken) throw new Error('a ring without a step');
    rings.push([wall(now), taken.kind, taken.audience.length]);
    obligation = taken.obligation;
  }
  return { rings, obligation };
}

describe('when the steps are', () => {
  const seven = { clock: 'working' as const, limitMs: 8 * HOUR };

  test.each<[string, Partial<Obligation>, readonly string[]]>([
    [
      'on the wall’s clock, over a night',
      { startedAt: at('2026-11-24 16:00'), limitMs: 24 * HOUR, dueAt: at('2026-11-25 16:00') },
      ['2026-11-25 04:00', '2026-11-25 11:12', '2026-11-25 16:00', '2026-11-26 04:00'],
    ],
    // Friday 15:30 to 17:30 are two hours of the eight, Monday has the other six.
    [
      'on working time, over a weekend',
      { ...seven, startedAt: at('2026-11-27 15:30'), dueAt: at('2026-11-30 14:30') },
      ['2026-11-30 10:30', '2026-11-30 12:54', '2026-11-30 14:30', '2026-12-01 09:30'],
    ],
    [
      'on working time, over the National Day holidays',
      { ...seven, startedAt: at('2026-09-30 15:30'), dueAt: at('2026-10-08 14:30') },
      ['2026-10-08 10:30', '2026-10-08 12:54', '2026-10-08 14:30', '2026-10-09 09:30'],
    ],
    // Saturday 10 October is worked to make up for the holidays, Sunday is not.
    [
      'on working time, into a make-up day',
      { ...seven, startedAt: at('2026-10-09 15:30'), dueAt: at('2026-10-10 14:30') },
      ['2026-10-10 10:30', '2026-10-10 12:54', '2026-10-10 14:30', '2026-10-12 09:30'],
    ],
    [
      'half a limit that ends with the shift',
      { ...seven, startedAt: at('2026-11-27 13:30'), dueAt: at('2026-11-30 12:30') },
      ['2026-11-27 17:30', '2026-11-30 10:54', '2026-11-30 12:30', '2026-11-30 16:30'],
    ],
  ])('UO-08 EX-03 XD-06 %s', (_, change, expected) => {
    expect(STEPS.map((share) => wall(stepAt(obligationWith(change), share, calendar)))).toEqual(expected);
  });

  test('EX-03 after a pause the shares are counted back from the moved end, so the pause is left out', () => {
    const running = obligationWith({
      clock: 'working',
      limitMs: 8 * HOUR,
      startedAt: at('2026-11-26 09:30'),
      dueAt: at('2026-11-26 17:30'),
    });
    const paused = pauseObligation(running, calendar, at('2026-11-26 11:30'));
    expect(paused).toMatchObject({ remainingMs: 6 * HOUR, nextAt: null });
    const resumed = resumeObligation(paused, calendar, at('2026-11-28 20:00'));
    expect(STEPS.map((share) => wall(stepAt(resumed, share, calendar)))).toEqual([
      '2026-11-30 10:30',
      '2026-11-30 12:54',
      '2026-11-30 14:30',
      '2026-12-01 09:30',
    ]);
  });

  test('UO-08 the end of the limit is always a step, whatever the settings name', () => {
    expect(stepShares('confirm_customer', [0.9, 0.5])).toEqual([0.5, 0.9, 1]);
    expect(stepShares('confirm_customer', [1, 1, 2])).toEqual([1, 2]);
  });
});

describe('the ladder', () => {
  test('UO-08 domain §15 scenario 2 reminded at 50 and 80 %, one rung up at the limit, to leadership at 150 %', () => {
    const { rings, obligation } = ringUntil(obligationWith(), at('2026-11-24 18:00'));
    expect(rings).toEqual([
      ['2026-11-24 10:00', 'warned', 1],
      ['2026-11-24 10:36', 'warned', 1],
      ['2026-11-24 11:00', 'missed', 2],
      ['2026-11-24 12:00', 'escalated', 3],
    ]);
    expect(obligation).toMatchObject({ state: 'MISSED', step: 4 });
  });

  test('EX-03 afterwards once every working day, for as long as it is open, and never answered by itself', () => {
    const { rings, obligation } = ringUntil(
      obligationWith({ startedAt: at('2026-11-26 14:00') }),
      at('2026-12-02 12:00'),
    );
    expect(rings.slice(4)).toEqual([
      ['2026-11-27 08:30', 'daily', 2],
      ['2026-11-30 08:30', 'daily', 2],
      ['2026-12-01 08:30', 'daily', 2],
      ['2026-12-02 08:30', 'daily', 2],
    ]);
    expect(obligation.state).toBe('MISSED');
  });

  test('EX-03 the daily reminder comes once a day where the shift begins at night', () => {
    const night = { shifts: [{ from: '21:00', to: '05:00' }] };
    const time = (now: number) => ({
      ...timeAt(now),
      calendar: {
        ...calendar,
        settings: { ...calendar.settings, ...night },
        regular: [[1260, 1740]] as const,
        week: calendar.week.map((d) => (d.length > 0 ? ([[1260, 1740]] as const) : [])),
      },
    });
    const first = takeStep(
      obligationWith({ state: 'MISSED', step: 4, nextAt: at('2026-11-25 08:00') }),
      time(at('2026-11-25 08:00')),
    );
    expect(wall(first?.obligation.nextAt ?? 0)).toBe('2026-11-26 08:00');
  });

  test('the log says what happened, and names a department’s miss as such', () => {
    const taken = takeStep(
      obligationWith({ key: 'review', role: 'PROD', personId: null, step: 2, nextAt: at('2026-11-24 11:00') }),
      timeAt(at('2026-11-24 11:00')),
    );
    expect(taken?.events).toEqual([
      {
        type: 'sla.missed',
        data: {
          obligation: 'ob-1',
          key: 'review',
          subject: 'order-1',
          role: 'PROD',
          dueAt: at('2026-11-24 11:00'),
          share: 1,
        },
      },
      { type: 'review.overdue', data: { department: 'PROD', task: 'order-1', dueAt: at('2026-11-24 11:00') } },
    ]);
  });

  test('T11 an unanswered negotiation goes to leadership at its highest rung, and at no other', () => {
    const followUps = [0, 1, 2, 3].map(
      (step) =>
        takeStep(
          obligationWith({ key: 'negotiate', step, state: step > 2 ? 'MISSED' : 'OPEN', nextAt: 0 }),
          timeAt(at('2026-11-24 09:00') + [1, 1.6, 2, 3][step]! * HOUR),
        )?.followUp ?? null,
    );
    expect(followUps).toEqual([null, null, null, { move: 'refuse_terms', cause: 'no_answer' }]);
  });

  test('XD-15 other reminder steps in the settings never skip the miss', () => {
    const halfWay = obligationWith({ step: 2, nextAt: at('2026-11-24 11:00') });
    const taken = takeStep(halfWay, timeAt(at('2026-11-24 11:00'), { reminder_steps: [0.5, 1.5] }));
    expect(taken).toMatchObject({ kind: 'missed', obligation: { state: 'MISSED', step: 2 } });
    expect(wall(taken?.obligation.nextAt ?? 0)).toBe('2026-11-24 12:00');
    // A miss already told is not told again either.
    const missed = takeStep(
      obligationWith({ state: 'MISSED', step: 1, nextAt: at('2026-11-24 12:00') }),
      timeAt(at('2026-11-24 12:00')),
    );
    expect(missed).toMatchObject({ kind: 'escalated', obligation: { step: 4 } });
  });
});

describe('quiet hours', () => {
  test('XD-06 reminders wait until the morning, the end of the limit does not move, and the morning brings one step', () => {
    const late = obligationWith({ startedAt: at('2026-11-24 19:30') });
    const { rings, obligation } = ringUntil(late, at('2026-11-25 08:30'));
    expect(rings).toEqual([['2026-11-25 08:00', 'escalated', 3]]);
    expect(wall(obligation.dueAt)).toBe('2026-11-24 21:30');
    expect(wall(obligation.nextAt)).toBe('2026-11-26 08:30');
  });

  test('XD-06 a step before the quiet hours is told in time, the next one in the morning', () => {
    const { rings } = ringUntil(
      obligationWith({ startedAt: at('2026-11-24 18:00'), limitMs: 4 * HOUR, dueAt: at('2026-11-24 22:00') }),
      at('2026-11-25 09:00'),
    );
    expect(rings).toEqual([['2026-11-25 08:00', 'escalated', 3]]);
    const earlier = ringUntil(
      obligationWith({ startedAt: at('2026-11-24 17:00'), limitMs: 4 * HOUR, dueAt: at('2026-11-24 21:00') }),
      at('2026-11-25 09:00'),
    );
    expect(earlier.rings.map(([when, kind]) => [when, kind])).toEqual([
      ['2026-11-24 19:00', 'warned'],
      ['2026-11-25 08:00', 'escalated'],
    ]);
  });
});

describe('after the bot was down', () => {
  test.each([
    ['back at 60 %', '2026-11-24 10:12', 'warned', 0.5, ['sla.warned'], 1],
    ['back at 95 %: the higher of the two', '2026-11-24 10:54', 'warned', 0.8, ['sla.warned'], 2],
    ['back at 120 %', '2026-11-24 11:24', 'missed', 1, ['sla.missed'], 3],
    [
      'back a day later: the miss is logged with it',
      '2026-11-25 09:00',
      'escalated',
      1.5,
      ['sla.missed', 'sla.escalated'],
      4,
    ],
  ])('XD-05 XD-11 domain §15 scenario 16 %s, one step is taken once', (_, when, kind, share, events, step) => {
    const asleep = scheduleNext(obligationWith(), timeAt(at('2026-11-24 09:00'), awake));
    const taken = takeStep(asleep, timeAt(at(when), awake));
    expect(taken).toMatchObject({ kind, share, obligation: { step } });
    expect(taken?.events.map((e) => e.type)).toEqual(events);
    expect(takeStep(taken?.obligation as Obligation, timeAt(at(when), awake))).toBeNull();
  });

  test('XD-05 several days down bring one daily reminder', () => {
    const asleep = obligationWith({ state: 'MISSED', step: 4, nextAt: at('2026-11-24 08:30') });
    const taken = takeStep(asleep, timeAt(at('2026-11-27 14:00')));
    expect([taken?.kind, wall(taken?.obligation.nextAt ?? 0)]).toEqual(['daily', '2026-11-30 08:30']);
  });

  test('XD-05 nothing is taken early, while paused, or when it is over', () => {
    const ringing = obligationWith({ nextAt: at('2026-11-24 10:00') });
    const ten = timeAt(at('2026-11-24 10:00'));
    expect(takeStep(ringing, timeAt(ten.now - 1))).toBeNull();
    expect(takeStep({ ...ringing, state: 'MET' }, ten)).toBeNull();
    expect(takeStep({ ...ringing, state: 'VOID' }, ten)).toBeNull();
    expect(takeStep(pauseObligation(ringing, calendar, ten.now - MINUTE), ten)).toBeNull();
    expect(scheduleNext({ ...ringing, state: 'MET' }, ten).nextAt).toBeNull();
  });

  test('UO-08 an order filed after its [X] hours is missed at once, told once', () => {
    const filed = scheduleNext(obligationWith(), timeAt(at('2026-11-24 11:10')));
    expect(wall(filed.nextAt)).toBe('2026-11-24 11:10');
    const taken = takeStep(filed, timeAt(at('2026-11-24 11:10')));
    expect([taken?.kind, wall(taken?.obligation.nextAt ?? 0)]).toEqual(['missed', '2026-11-24 12:00']);
  });
});
