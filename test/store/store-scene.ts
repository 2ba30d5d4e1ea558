import type { Store, Tx } from '../../src/app/ports.ts';
import type { Settings } from '../../src/app/settings.ts';
import type { Order } from '../../src/domain/order.ts';
import type { Person } from '../../src/domain/people.ts';

/** A store over an empty database, and a second one over the same, as another process would have it. */
export interface StoreRig {
  readonly store: Store;
  second(fileSettings?: Partial<Settings>): Store;
  readonly problems: readonly { readonly key: string; readonly problem: string }[];
  close(): Promise<void>;
}

/** What the parts of the contract work with: the rig of the running test, and short ways into its store. */
export interface StoreScene {
  /** Another one in every test: the tests are declared before there is a store. */
  rig: StoreRig;
  inTx<T>(work: (tx: Tx) => Promise<T>): Promise<T>;
  save(before: Order | null, after: Order): Promise<boolean>;
  load(id: string): Promise<Order | null>;
}

/** A scene without its rig, which each test brings. */
export function createScene(): StoreScene {
  const inTx = <T>(work: (tx: Tx) => Promise<T>): Promise<T> => scene.rig.store.transaction(work);
  const scene: StoreScene = {
    rig: {} as StoreRig,
    inTx,
    save: (before, after) => inTx((tx) => tx.orders.save(before, after)),
    load: (id) => inTx((tx) => tx.orders.load(id)),
  };
  return scene;
}

export function person(id: string, over: Partial<Person> = {}): Person {
  return {
    id,
    name: id,
    email: null,
    locale: 'en',
    timeZone: null,
    quiet: null,
    isAdmin: false,
    isActive: true,
    memberships: [],
    ...over,
  };
}
