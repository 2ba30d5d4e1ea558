import { describe, expect, test } from 'vitest';
import { DEFAULT_QUIET_HOURS, endOfQuiet, isQuiet } from '../../src/domain/calendar/quiet-hours.ts';
import { at, show } from './wall-clock.ts';

describe('quiet hours', () => {
  test.each([
    ['2026-11-24 19:59', false],
    ['2026-11-24 20:00', true],
    ['2026-11-25 00:00', true],
    ['2026-11-25 07:59', true],
    ['2026-11-25 08:00', false],
  ])('XD-06 at %s reminders wait: %s', (time, quiet) => {
    expect(isQuiet(DEFAULT_QUIET_HOURS, 'Asia/Shanghai', at(time))).toBe(quiet);
  });

  test('XD-06 a reminder that falls into quiet hours waits for their end', () => {
    const waits = (time: string): string => show(endOfQuiet(DEFAULT_QUIET_HOURS, 'Asia/Shanghai', at(time)));
    expect(waits('2026-11-24 21:15')).toBe('2026-11-25 08:00');
    expect(waits('2026-11-25 03:00')).toBe('2026-11-25 08:00');
    expect(waits('2026-11-25 12:00')).toBe('2026-11-25 12:00');
  });

  test('XD-06 quiet hours are those of the person’s zone, and may lie within a day or not exist', () => {
    expect(isQuiet(DEFAULT_QUIET_HOURS, 'Europe/Berlin', at('2026-11-24 09:00'))).toBe(true);
    const siesta = { from: '12:00', to: '13:30' };
    expect(show(endOfQuiet(siesta, 'Asia/Taipei', at('2026-11-24 12:10')))).toBe('2026-11-24 13:30');
    expect(isQuiet({ from: '00:00', to: '00:00' }, 'Asia/Taipei', at('2026-11-24 00:00'))).toBe(false);
  });
});
