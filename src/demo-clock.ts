import type { Clock, Store } from './app/ports.ts';

/** The clock of a demonstration: the real one, moved ahead so that timers can be seen working. Kept over restarts. */
export interface DemoClock extends Clock {
  aheadMs(): number;
  /** Never back: what was written must not be in the future. */
  moveAhead(ms: number): Promise<void>;
  /** Shows an earlier moment while the demo company's story is told; null: the time it is. */
  replay(at: number | null): void;
}

const COUNTER = 'demo_clock_ahead_min';
const MINUTE = 60_000;

export function createDemoClock(real: Clock): DemoClock & { attach(store: Store): Promise<void> } {
  let aheadMin = 0;
  let replayed: number | null = null;
  let store: Store | null = null;
  return {
    now: () => replayed ?? real.now() + aheadMin * MINUTE,
    replay: (at) => {
      replayed = at;
    },
    aheadMs: () => aheadMin * MINUTE,
    async attach(given) {
      store = given;
      aheadMin = await given.transaction((tx) => tx.counters.read(COUNTER));
    },
    async moveAhead(ms) {
      aheadMin += Math.max(0, Math.ceil(ms / MINUTE));
      await store?.transaction((tx) => tx.counters.set(COUNTER, aheadMin));
    },
  };
}
