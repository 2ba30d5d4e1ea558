import { expect, test } from 'vitest';
import { openDatabase } from '../../src/store/open.ts';
import { tempDatabase } from '../support/temp-database.ts';

const FULL = 2;
const NORMAL = 1;

test('XD-02 only what can be repeated is committed without waiting for the disk, even when it fails', async () => {
  using place = tempDatabase();
  const database = await openDatabase(place.url);
  const level = async (sql = database.sql) =>
    (await sql.all<{ synchronous: number }>('PRAGMA synchronous'))[0]?.synchronous;
  try {
    expect(await level()).toBe(FULL);
    expect(await database.transaction((sql) => level(sql))).toBe(FULL);
    expect(await database.transaction((sql) => level(sql), { isRepeatable: true })).toBe(NORMAL);
    expect(await level()).toBe(FULL);

    const fails = database.transaction(() => Promise.reject(new Error('no')), { isRepeatable: true });
    await expect(fails).rejects.toThrow('no');
    expect(await level()).toBe(FULL);

    await database.withoutWaitingForDisk(async () => {
      await database.transaction((sql) => level(sql), { isRepeatable: true });
      expect(await database.transaction((sql) => level(sql))).toBe(NORMAL);
    });
    expect(await level()).toBe(FULL);
    expect(await level(database.repeatableSql)).toBe(NORMAL);
    await expect(database.repeatableSql.run('INSERT INTO "Nothing" VALUES (1)')).rejects.toThrow();
    expect(await database.transaction((sql) => level(sql))).toBe(FULL);
  } finally {
    await database.close();
  }
});
