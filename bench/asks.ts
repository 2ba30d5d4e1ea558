import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';

/** Questions a child process answers, by name. */
type Answers = Readonly<Record<string, (given: never) => Promise<unknown>>>;

interface Asked {
  readonly id: number;
  readonly ask: string;
  readonly given: unknown;
}

interface Answered {
  readonly id: number;
  readonly value?: unknown;
  readonly error?: string;
}

/** User and system time of this process with all its threads so far, µs. */
export function cpuMicros(): number {
  const { user, system } = process.cpuUsage();
  return user + system;
}

/** In a child process: answers what the parent asks, one after the other; ends after `stop`. */
export function answerAsks(answers: Answers): void {
  // The bench is gone: nobody waits for an orderly end.
  process.on('disconnect', () => process.exit());
  process.on('message', (asked: Asked) => void answer(asked));

  async function answer({ id, ask, given }: Asked): Promise<void> {
    const reply = (answered: Answered) => process.send?.(answered);
    try {
      const run = answers[ask] as ((given: unknown) => Promise<unknown>) | undefined;
      if (!run) throw new Error(`nobody answers "${ask}"`);
      reply({ id, value: await run(given) });
      if (ask === 'stop') process.disconnect(); // … which ends it.
    } catch (error) {
      reply({ id, error: error instanceof Error ? (error.stack ?? error.message) : String(error) });
    }
  }
}

/** A child process that answers. */
export interface Child {
  ask<T>(name: string, given?: unknown): Promise<T>;
  /** Asks it to stop and waits for its end. */
  stop(): Promise<void>;
}

/** Starts a file of this folder as a process of its own, under the same Node. */
export function startChild(
  file: string,
  env: Readonly<Record<string, string>>,
  execArgv: readonly string[] = [],
): Child {
  const child: ChildProcess = fork(new URL(file, import.meta.url), {
    env: { ...process.env, ...env },
    execArgv: [...execArgv],
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  const waiting = new Map<number, { resolve(value: never): void; reject(error: Error): void }>();
  let asked = 0;
  child.on('message', ({ id, value, error }: Answered) => {
    const waits = waiting.get(id);
    waiting.delete(id);
    if (error === undefined) waits?.resolve(value as never);
    else waits?.reject(new Error(error));
  });
  child.once('exit', (code) => {
    for (const { reject } of waiting.values()) reject(new Error(`${file} ended with ${code}`));
  });

  function ask<T>(name: string, given: unknown = null): Promise<T> {
    asked += 1;
    const id = asked;
    return new Promise<T>((resolve, reject) => {
      if (!child.connected) return reject(new Error(`${file} has ended`));
      waiting.set(id, { resolve, reject });
      child.send({ id, ask: name, given });
    });
  }

  return {
    ask,
    async stop() {
      if (child.exitCode !== null) return;
      const ended = once(child, 'exit');
      await ask('stop');
      await ended;
    },
  };
}
