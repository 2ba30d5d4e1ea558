import type { Delivery } from '../../src/app/delivery.ts';
import { createDispatch, type Request } from '../../src/app/dispatch.ts';
import type { Store } from '../../src/app/ports.ts';
import type { GateRig } from './gate.ts';

/** Sends a command through a gate of its own and tells which deliveries it left in the outbox. */
export async function deliveriesOf(
  rig: GateRig,
  who: string,
  command: Request['command'],
  input: unknown,
  extra: Partial<Request> = {},
): Promise<readonly Delivery[]> {
  const said: Delivery[] = [];
  const store: Store = {
    ...rig.store,
    transaction: (work) =>
      rig.store.transaction((tx) => {
        const add: typeof tx.jobs.add = (jobs) => {
          said.push(...jobs.filter((j) => j.queue === 'chat').map((j) => j.payload as Delivery));
          return tx.jobs.add(jobs);
        };
        return work({ ...tx, jobs: { add } });
      }),
  };
  let n = 0;
  const prefix = `heard-${rig.clock.now()}-${Math.round(performance.now() * 1000)}`;
  const dispatch = createDispatch({
    store,
    clock: rig.clock,
    ids: { next: () => `${prefix}-${++n}` },
    platforms: () => [{ platform: 'web', tenant: 'playground' }],
  });
  const outcome = await dispatch({ id: `${prefix}-click`, actorId: who, command, input, ...extra });
  if (outcome.kind !== 'done') throw new Error(JSON.stringify(outcome));
  return said;
}
