import { AsyncLocalStorage } from 'node:async_hooks';

/** After so many turns in a row timers and sockets get theirs: SQLite answers without ever leaving the running task. */
const TURNS_IN_A_ROW = 8;

/** The transaction from within which the running code was called, if any. */
const current = new AsyncLocalStorage<{ isOpen: boolean }>();

/** Whose turn it is on the one connection, in the order of asking. */
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
    refuseInsideTransaction(what);
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
}

/** Runs `work` so that a call from within it that would wait for the transaction it is part of fails instead. */
export async function insideTransaction<T>(work: () => Promise<T>): Promise<T> {
  const scope = { isOpen: true };
  try {
    return await current.run(scope, work);
  } finally {
    scope.isOpen = false; // What was started in here and outlives it may wait like everybody else.
  }
}

/** @throws a fault inside `insideTransaction`. */
export function refuseInsideTransaction(what: string): void {
  if (current.getStore()?.isOpen) {
    throw new Error(`fault: ${what} inside a transaction would wait for itself; use what the transaction hands you`);
  }
}
