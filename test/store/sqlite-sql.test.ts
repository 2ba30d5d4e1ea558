import { expect, test } from 'vitest';
import { insert, insertMany, type Sql, type SqlValue, update } from '../../src/store/sql.ts';

/** Remembers what would have been run. */
function recordingSql(changed = 1): Sql & { readonly calls: [string, readonly SqlValue[]][] } {
  const calls: [string, readonly SqlValue[]][] = [];
  return {
    calls,
    all: async () => [],
    run: async (text, params = []) => {
      calls.push([text, params]);
      return changed;
    },
  };
}

test('insert names its columns and carries every value as a parameter', async () => {
  const sql = recordingSql();
  await insert(sql, 'Order', { id: `'; DROP TABLE "Order"; --`, isDrill: true, amountMinor: 12n, hold: null });
  expect(sql.calls).toEqual([
    [
      'INSERT INTO "Order" ("id", "isDrill", "amountMinor", "hold") VALUES (?, ?, ?, ?)',
      [`'; DROP TABLE "Order"; --`, true, 12n, null],
    ],
  ]);
});

test('insertMany is one statement whatever the order of the keys, and none without rows', async () => {
  const sql = recordingSql();
  await insertMany(sql, 'Counter', []);
  await insertMany(sql, 'Counter', [
    { name: 'a', value: 1 },
    { value: 2, name: 'b' },
  ]);
  expect(sql.calls).toEqual([['INSERT INTO "Counter" ("name", "value") VALUES (?, ?), (?, ?)', ['a', 1, 'b', 2]]]);
});

test('insertMany stays below the number of parameters that databases take', async () => {
  const sql = recordingSql();
  await insertMany(
    sql,
    'Counter',
    Array.from({ length: 40_000 }, (_, value) => ({ name: `${value}`, value })),
  );
  expect(sql.calls.map(([, params]) => params.length)).toEqual([30_000, 30_000, 20_000]);
});

test('XD-04 update compares and sets, and tells a loser by the number of rows', async () => {
  const sql = recordingSql(0);
  expect(await update(sql, 'Order', { id: 'x', version: 3, closedAt: null }, { state: 'S04', version: 4 })).toBe(0);
  expect(sql.calls).toEqual([
    [
      'UPDATE "Order" SET "state" = ?, "version" = ? WHERE "id" = ? AND "version" = ? AND "closedAt" IS NULL',
      ['S04', 4, 'x', 3],
    ],
  ]);
});

test('an update of everything and an undefined value are faults, no changes are no statement', async () => {
  const sql = recordingSql();
  await expect(update(sql, 'Order', {}, { state: 'S04' })).rejects.toThrow('without a condition');
  await expect(insert(sql, 'Order', { id: undefined as unknown as string })).rejects.toThrow(
    '"Order"."id" is undefined',
  );
  expect(await update(sql, 'Order', { id: 'x' }, {})).toBe(0);
  expect(sql.calls).toEqual([]);
});
