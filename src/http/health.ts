import type { Hono } from 'hono';
import type { Env } from './env.ts';
import type { Metrics } from './metrics.ts';

/** What the program says about itself. */
export interface Health {
  /** The database answers and its migrations are done. Nothing else may take the program out of service. */
  readonly ready: boolean;
  /** What does not work as it should, and why: a platform, the auditor's findings. */
  readonly degraded: readonly { readonly part: string; readonly detail: string }[];
}

/**
 * `GET /healthz` (alive), `GET /readyz` (status: database and migrations; platforms and auditor only in the body) and
 * `GET /metrics`. The names are fixed by the operating contract.
 */
export function mountHealth(app: Hono<Env>, health: () => Promise<Health>, metrics: Metrics): void {
  app.get('/healthz', (c) => c.json({ alive: true }));

  app.get('/readyz', async (c) => {
    try {
      const { ready, degraded } = await health();
      return c.json({ ready, degraded }, ready ? 200 : 503);
    } catch (error) {
      const detail = error instanceof Error ? error.message : String(error);
      return c.json({ ready: false, degraded: [{ part: 'health', detail }] }, 503);
    }
  });

  app.get('/metrics', async (c) =>
    c.body(await metrics.registry.metrics(), 200, { 'content-type': metrics.registry.contentType }),
  );
}
