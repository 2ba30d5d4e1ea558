import { AsyncLocalStorage } from 'node:async_hooks';

/** After so many turns in a row timers and sockets get theirs: SQLite answers without ever leaving the running task. */
const TURNS_IN_A_ROW = 8;

interface Scope {
  readonly turns: Turns;
  readonly outer: Scope | undefined;
  isOpen: boolean;
}

/** The transaction from within which the running code was called, if any. */
const current = new AsyncLocalStorage<Scope>();

/** Whose turn it is on one connection, in the order of asking. */
export class Turns {
  readonly #waiting: (() => void)[] = [];
  #isTaken = false;
  #inARow = 0;

  /**
   * Waits until the connection is free and takes it; every `take` is followed by one `end`.
   *
   * @throws a fault when called from within a transaction on this connection, which would wait for itself.
   */
  async take(what: string): Promise<void> {
    this.refuseInside(what);
    if (this.#isTaken) return new Promise((resolve) => this.#waiting.push(resolve));
    this.#isTaken = true;
  }

  end(): void {
    const next = this.#waiting.shift();
    if (!next) {
      this.#isTaken = false;
      this.#inARow = 0;
    } else if (++this.#inARow % TURNS_IN_A_ROW === 0) setImmediate(next);
    else next();
  }

  /** Runs the work of a transaction so that a call from within it that would wait for its end fails instead. */
  async inside<T>(work: () => Promise<T>): Promise<T> {
    const scope: Scope = { turns: this, outer: current.getStore(), isOpen: true };
    try {
      // Awaited in there too: what Prisma returns starts only when it is awaited.
      return await current.run(scope, async () => await work());
    } finally {
      scope.isOpen = false; // What was started in here and outlives it may wait like everybody else.
    }
  }

  /** @throws a fault inside `inside`. */
  refuseInside(what: string): void {
    for (let scope = current.getStore(); scope; scope = scope.outer) {
      if (scope.turns !== this || !scope.isOpen) continue;
      throw new Error(`fault: ${what} inside a transaction would wait for itself; use what the transaction hands you`);
    }
  }
}
