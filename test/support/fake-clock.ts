import type { Clock } from '../../src/app/ports.ts';

export interface FakeClock extends Clock {
  pass(ms: number): void;
  set(instant: number): void;
}

/** A clock that stands still until it is told to move. */
export function createFakeClock(start: string): FakeClock {
  let now = Date.parse(start);
  return {
    now: () => now,
    pass: (ms) => {
      now += ms;
    },
    set: (instant) => {
      now = instant;
    },
  };
}
