import type { HttpBindings } from '@hono/node-server';

/** What Hono knows of a request besides the request: Node's own objects. */
export interface Env {
  readonly Bindings: HttpBindings;
}
