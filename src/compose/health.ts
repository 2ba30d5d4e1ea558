import { type Audit, findGaps, isComplete } from '../app/auditor.ts';
import type { Clock, Store } from '../app/ports.ts';
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
  let audit: Audit | null = null;
  metrics.addGauge('urgent_order_orders_without_obligation', 'Open orders in which nothing is due next', async () => (await findGaps(store.queries, clock.now())).ordersWithoutObligation.length);
  metrics.addGauge('urgent_order_deliveries_stuck', 'Deliveries whose time has come and that nobody takes', async () => (await findGaps(store.queries, clock.now())).deliveriesStuck);
  metrics.addGauge('urgent_order_deliveries_parked', 'Deliveries given up after too many attempts', async () => (await findGaps(store.queries, clock.now())).parked);

  async function read(): Promise<Health> {
    const degraded: { part: string; detail: string }[] = [];
    const gaps = await findGaps(store.queries, clock.now());
    if (!isComplete(gaps)) {
      const { ordersWithoutObligation, timersMissing, deliveriesStuck, parked } = gaps;
      degraded.push({ part: 'auditor', detail: `orders without a time limit: ${ordersWithoutObligation.length}, time limits without a timer: ${timersMissing}, deliveries stuck: ${deliveriesStuck}, parked: ${parked}` });
    }
    for (const adapter of adapters.values()) {
      const { isHealthy, detail } = await adapter.checkHealth().catch((error: unknown) => ({ isHealthy: false, detail: String(error) }));
      if (!isHealthy) degraded.push({ part: adapter.platform, detail });
    }
    return { ready: true, degraded };
  }

  return { read, remember: (latest: Audit) => void (audit = latest), latest: () => audit };
}
