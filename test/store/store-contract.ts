import { afterEach, beforeEach, describe } from 'vitest';
import { describeCompany } from './store-company.ts';
import { describeLists } from './store-lists.ts';
import { describeOrders } from './store-orders.ts';
import { describeRooms } from './store-rooms.ts';
import { createScene, type StoreRig } from './store-scene.ts';
import { describeTransactions } from './store-transactions.ts';

/** What every store does, whatever database is under it. */
export function describeStore(name: string, makeRig: () => Promise<StoreRig>): void {
  describe(name, () => {
    const scene = createScene();
    beforeEach(async () => {
      scene.rig = await makeRig();
    });
    afterEach(() => scene.rig.close());

    describeOrders(scene);
    describeTransactions(scene);
    describeCompany(scene);
    describeRooms(scene);
    describeLists(scene);
  });
}
