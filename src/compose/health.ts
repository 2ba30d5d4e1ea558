import type { Clock, Store } from '../app/ports.ts';
import { type Audit, findGaps, type Gaps, isComplete } from '../app/upkeep/auditor.ts';
import type { ChatAdapter } from '../chat/adapter.ts';
import type { Health } from '../http/health.ts';
import type { Metrics } from '../http/metrics.ts';

export interface HealthParts {
  readonly store: Store;
  readonly clock: Clock;
  readonly adapters: ReadonlyMap<string, ChatAdapter>;
  readonly metrics: Metrics;
}

/**
 * What `/readyz` says. Ready is the database alone; platforms and the auditor's findings are told as degraded, so that a
 * platform's outage does not take the others down.
 */
export function createHealth({ store, clock, adapters, metrics }: HealthParts) {
  let latest: Audit | null = null;
  let gauged: { readonly at: number; readonly gaps: Promise<Gaps> } | null = null;

  /** One look at the database for all the numbers of a scrape. */
  function look(): Promise<Gaps> {
    const at = performance.now();
    if (gauged === null || at - gauged.at > 1_000) gauged = { at, gaps: findGaps(store.queries, clock.now()) };
    return gauged.gaps;
  }

  const gauges: readonly [name: string, help: string, read: (gaps: Gaps) => number][] = [
    [
      'orders_without_obligation',
      'Open orders in which nothing is due next',
      (gaps) => gaps.ordersWithoutObligation.length,
    ],
    ['timers_missing', 'Open time limits that no job would ring', (gaps) => gaps.timersMissing],
    ['deliveries_stuck', 'Deliveries whose time has come and that nobody takes', (gaps) => gaps.deliveriesStuck],
    ['deliveries_parked', 'Deliveries given up after too many attempts', (gaps) => gaps.parked],
  ];
  for (const [name, help, read] of gauges)
    metrics.addGauge(`urgent_order_${name}`, help, async () => read(await look()));
  metrics.addGauge('urgent_order_audit_repairs', 'Time limits and timers the last audit had to put right', () =>
    latest ? latest.repaired.obligations + latest.repaired.timers : 0,
  );

  async function read(): Promise<Health> {
    const degraded: { part: string; detail: string }[] = [];
    const gaps = await findGaps(store.queries, clock.now());
    if (!isComplete(gaps)) {
      const { ordersWithoutObligation, timersMissing, deliveriesStuck, parked } = gaps;
      degraded.push({
        part: 'auditor',
        detail: `orders without a time limit: ${ordersWithoutObligation.length}, time limits without a timer: ${timersMissing}, deliveries stuck: ${deliveriesStuck}, parked: ${parked}`,
      });
    }
    for (const adapter of adapters.values()) {
      const { isHealthy, detail } = await adapter
        .checkHealth()
        .catch((error: unknown) => ({ isHealthy: false, detail: String(error) }));
      if (!isHealthy) degraded.push({ part: adapter.platform, detail });
    }
    return { ready: true, degraded };
  }

  function remember(audit: Audit): void {
    latest = audit;
  }

  return { read, remember };
}
