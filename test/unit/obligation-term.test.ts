import { describe, expect, test } from 'vitest';
import { HOUR } from '../../src/domain/instant.ts';
import { termAhead } from '../../src/domain/obligation-term.ts';
import { at, timeAt, wall } from '../support/obligations.ts';

describe('looking ahead', () => {
  test('XD-13 domain §15 scenario 13: with 30 hours left, the supplier is called at once and the follow-up comes 9 hours before', () => {
    const now = at('2026-11-24 09:00');
    const target = now + 30 * HOUR;
    const call = termAhead(timeAt(now), target, { workdays: 5 }, 'working', 1);
    expect([wall(call.startedAt), wall(call.dueAt), call.isCompressed]).toEqual([
      '2026-11-24 09:00',
      '2026-11-24 17:30',
      true,
    ]);
    expect(call.limitMs).toBe(8.5 * HOUR);
    const followUp = termAhead(timeAt(now), target, { workdays: 3 });
    expect([wall(followUp.startedAt), wall(followUp.dueAt), followUp.isCompressed]).toEqual([
      '2026-11-25 06:00',
      '2026-11-25 15:00',
      true,
    ]);
  });

  test('XD-13 with time enough it starts the offset ahead, in working days over the holidays', () => {
    // Five working days before Monday 12 October: the holiday week counts nothing, Saturday the 10th is worked.
    const call = termAhead(timeAt(at('2026-09-01 09:00')), at('2026-10-12 10:00'), { workdays: 5 });
    expect([wall(call.startedAt), wall(call.dueAt), call.isCompressed]).toEqual([
      '2026-09-29 10:00',
      '2026-09-29 17:30',
      false,
    ]);
  });

  test('XD-13 a start after work ends with the next working day; the term never ends before it starts', () => {
    const late = termAhead(timeAt(at('2026-11-27 18:00')), at('2026-12-10 09:00'), { ms: 300 * HOUR });
    expect([wall(late.startedAt), wall(late.dueAt)]).toEqual(['2026-11-27 21:00', '2026-11-30 17:30']);
    const past = termAhead(timeAt(at('2026-11-27 18:00')), at('2026-11-27 17:00'), { ms: HOUR });
    expect(past.dueAt).toBe(past.startedAt);
  });
});
