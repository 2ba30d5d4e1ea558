import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';

export interface Metrics {
  /** Others add their numbers here. */
  readonly registry: Registry;
  /** One answered request; seconds from the first byte of the request to the end of the answer. */
  observe(method: string, route: string, status: number, seconds: number): void;
  /** A number that is asked for when somebody looks. */
  addGauge(name: string, help: string, read: () => number | Promise<number>): void;
  addCounter(name: string, help: string, labels: readonly string[]): Counter;
}

/** From a click that touches nothing to one that somebody waits for. */
const SECONDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5];

/** Numbers for `GET /metrics`, in the words of Prometheus. A registry of its own: a test may have several servers. */
export function createMetrics(): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const seconds = new Histogram({
    name: 'http_request_duration_seconds',
    help: 'Time to answer a request',
    labelNames: ['method', 'route', 'status'],
    buckets: SECONDS,
    registers: [registry],
  });
  return {
    registry,
    observe(method, route, status, took) {
      seconds.observe({ method, route, status: `${Math.floor(status / 100)}xx` }, took);
    },
    addGauge(name, help, read) {
      new Gauge({
        name,
        help,
        registers: [registry],
        async collect() {
          this.set(await read());
        },
      });
    },
    addCounter: (name, help, labels) => new Counter({ name, help, labelNames: [...labels], registers: [registry] }),
  };
}

const METHODS = new Set(['GET', 'HEAD', 'POST']);
/** The words of our paths; every other part of a path is an id. Bounded: a stranger cannot make up labels. */
const WORDS = new Set(
  'healthz readyz metrics playground as c files regions say press form complete clock reset locale assets slack lark events board socket'.split(
    ' ',
  ),
);

/** The route of a path, with its ids taken out: `/playground/as/:/c/:/press`. */
export function routeOf(method: string, path: string): { readonly method: string; readonly route: string } {
  const parts = path.slice(1).split('/', 8);
  const words = parts.map((part) => (part === '' || WORDS.has(part) ? part : ':'));
  const isAsset = parts[0] === 'assets';
  return { method: METHODS.has(method) ? method : 'other', route: isAsset ? '/assets/:' : `/${words.join('/')}` };
}
