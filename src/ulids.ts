import { randomFillSync } from 'node:crypto';
import { monotonicFactory } from 'ulid';
import type { Ids } from './app/ports.ts';

/** ULIDs whose random bytes are drawn in stock: sixteen draws of one byte for every new millisecond cost 30 times an id. */
export function createUlids(): Ids {
  const stock = new Uint8Array(4096);
  let used = stock.length;
  const next = monotonicFactory(() => {
    if (used === stock.length) {
      randomFillSync(stock);
      used = 0;
    }
    return (stock[used++] ?? 0) / 256;
  });
  return { next: () => next() };
}
