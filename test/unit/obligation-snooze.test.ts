import { describe, expect, test } from 'vitest';
import { DAY, HOUR } from '../../src/domain/instant.ts';
import { type Obligation, pauseObligation } from '../../src/domain/obligation.ts';
import { scheduleNext, snoozeEnd, snoozeObligation, takeStep } from '../../src/domain/obligation-reminders.ts';
import { at, calendar, obligationWith, timeAt, wall } from '../support/obligations.ts';

describe('snoozing', () => {
  const warned = takeStep(
    scheduleNext(obligationWith(), timeAt(at('2026-11-24 09:00'))),
    timeAt(at('2026-11-24 10:00')),
  )?.obligation as Obligation;

  test('XD-11 the reminder comes again when the snooze ends; the steps go on from there', () => {
    const snoozed = snoozeObligation(warned, at('2026-11-24 10:30'), timeAt(at('2026-11-24 10:01'))) as Obligation;
    expect([wall(snoozed.nextAt), wall(snoozed.dueAt)]).toEqual(['2026-11-24 10:30', '2026-11-24 11:00']);
    const again = takeStep(snoozed, timeAt(at('2026-11-24 10:30')));
    expect(again).toMatchObject({
      kind: 'snooze_over',
      share: null,
      audience: [{ kind: 'responsible' }],
      obligation: { step: 1, snoozedUntil: null },
    });
    expect(wall(again?.obligation.nextAt ?? 0)).toBe('2026-11-24 10:36');
  });

  test('XD-11 a reminder within the snooze is dropped', () => {
    const snoozed = snoozeObligation(warned, at('2026-11-24 10:45'), timeAt(at('2026-11-24 10:01'))) as Obligation;
    const again = takeStep(snoozed, timeAt(at('2026-11-24 10:45')));
    expect(again).toMatchObject({ kind: 'warned', share: 0.8, obligation: { step: 2, snoozedUntil: null } });
    expect(wall(again?.obligation.nextAt ?? 0)).toBe('2026-11-24 11:00');
  });

  test('UO-08 the escalation at the limit is never put off', () => {
    const snoozed = snoozeObligation(warned, at('2026-11-25 08:30'), timeAt(at('2026-11-24 10:01'))) as Obligation;
    expect(wall(snoozed.nextAt)).toBe('2026-11-24 11:00');
    const missed = takeStep(snoozed, timeAt(at('2026-11-24 11:00')));
    expect(missed).toMatchObject({ kind: 'missed', obligation: { snoozedUntil: null } });
    expect(missed?.audience).toHaveLength(2);
  });

  test('EX-03 after the limit a snooze brings the reminder again, and never delays what goes to leadership', () => {
    const missed = obligationWith({ state: 'MISSED', step: 4, nextAt: at('2026-11-25 08:30') });
    const soon = snoozeObligation(missed, at('2026-11-24 15:00'), timeAt(at('2026-11-24 14:30'))) as Obligation;
    const again = takeStep(soon, timeAt(at('2026-11-24 15:00')));
    expect([again?.kind, wall(again?.obligation.nextAt ?? 0)]).toEqual(['snooze_over', '2026-11-25 08:30']);
    const tomorrow = snoozeObligation(missed, at('2026-11-25 08:30'), timeAt(at('2026-11-24 14:30'))) as Obligation;
    expect(takeStep(tomorrow, timeAt(at('2026-11-25 08:30')))).toMatchObject({
      kind: 'daily',
      obligation: { snoozedUntil: null },
    });
  });

  test('XD-06 the presets: half an hour, an hour, and the next working day’s shift', () => {
    const friday = at('2026-11-27 16:00');
    expect([
      wall(snoozeEnd('30m', calendar, friday)),
      wall(snoozeEnd('1h', calendar, friday)),
      wall(snoozeEnd('tomorrow', calendar, friday)),
    ]).toEqual(['2026-11-27 16:30', '2026-11-27 17:00', '2026-11-30 08:30']);
    expect(wall(snoozeEnd('tomorrow', calendar, at('2026-10-09 10:00')))).toBe('2026-10-10 08:30');
  });

  test('there is nothing to put off into the past, while paused, or when it is over', () => {
    const now = timeAt(at('2026-11-24 10:01'));
    expect(snoozeObligation(warned, now.now, now)).toBeNull();
    expect(snoozeObligation({ ...warned, state: 'MET' }, now.now + HOUR, now)).toBeNull();
    expect(snoozeObligation(pauseObligation(warned, calendar, now.now), now.now + DAY, now)).toBeNull();
  });
});
