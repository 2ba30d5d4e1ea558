import { expect, test } from 'vitest';
import { defaultSettings } from '../../src/app/settings.ts';
import { DAY, NOW } from './samples.ts';
import { person, type StoreScene } from './store-scene.ts';

/** People and settings: read from memory, and right for every process. */
export function describeCompany(scene: StoreScene): void {
  const { inTx } = scene;

  test('people, accounts and stand-ins are the same object until they change, for every process', async () => {
    const other = scene.rig.second();
    const ann = person('ann', {
      quiet: { from: '20:00', to: '07:00' },
      isAdmin: true,
      memberships: [
        { role: 'PROD', isHead: true },
        { role: 'QA', isHead: false },
      ],
    });
    expect((await other.transaction((tx) => tx.directory.read())).people).toEqual([]);
    await inTx(async (tx) => {
      await tx.directory.savePerson(ann);
      await tx.directory.savePerson(person('bo', { isActive: false }));
      expect((await tx.directory.read()).people).toHaveLength(2);
      await tx.directory.saveAccount({ personId: 'ann', platform: 'web', tenant: 't', userId: 'u1' });
      await tx.directory.saveDelegation(
        { id: 'd1', fromId: 'ann', toId: 'bo', startsAt: NOW, endsAt: NOW + DAY, reason: null, revokedAt: null },
        'ann',
        NOW,
      );
    });
    const data = await inTx((tx) => tx.directory.read());
    expect(data.people[0]).toEqual(ann);
    expect(await inTx((tx) => tx.directory.read())).toBe(data);
    expect(await other.transaction((tx) => tx.directory.read())).toEqual(data);
    await other.transaction(async (tx) => {
      await tx.directory.savePerson({ ...ann, memberships: [] });
      await tx.directory.saveAccount({ personId: 'bo', platform: 'web', tenant: 't', userId: 'u1' });
      await tx.directory.saveDelegation(
        { id: 'd1', fromId: 'ann', toId: 'bo', startsAt: NOW, endsAt: NOW + DAY, reason: null, revokedAt: NOW },
        'ann',
        NOW,
      );
    });
    const later = await inTx((tx) => tx.directory.read());
    expect(later.people[0]?.memberships).toEqual([]);
    expect(later.accounts).toEqual([{ personId: 'bo', platform: 'web', tenant: 't', userId: 'u1' }]);
    expect(later.delegations[0]?.revokedAt).toBe(NOW);
  });

  test('a change of people that was given up leaves no trace in the memory of the process', async () => {
    await inTx((tx) => tx.directory.savePerson(person('ann')));
    const given = inTx(async (tx) => {
      await tx.directory.savePerson(person('eve'));
      await tx.directory.read();
      throw new Error('no');
    });
    await expect(given).rejects.toThrow('no');
    await scene.rig.second().transaction((tx) => tx.directory.savePerson(person('bo')));
    expect((await inTx((tx) => tx.directory.read())).people.map((p) => p.id)).toEqual(['ann', 'bo']);
  });

  test('settings: defaults, over them what was saved, over that the file; what cannot be used is reported', async () => {
    expect(await inTx((tx) => tx.settings.read())).toEqual(defaultSettings);
    await inTx(async (tx) => {
      await tx.settings.save('review_hours', 6, 'ann', NOW);
      await tx.settings.save('company_name', '123', 'ann', NOW);
      await tx.settings.save('confirm_hours', -1, 'ann', NOW);
      await tx.settings.save('important_amount', null, 'ann', NOW);
      await tx.settings.save('no_such_key', 1, 'ann', NOW);
    });
    const [settings, saved] = await inTx((tx) => Promise.all([tx.settings.read(), tx.settings.saved()]));
    expect(settings).toMatchObject({
      review_hours: 6,
      company_name: '123',
      confirm_hours: 2,
      important_amount: null,
    });
    expect([...saved]).toEqual(['company_name', 'important_amount', 'review_hours']);
    expect(scene.rig.problems).toEqual([
      { key: 'confirm_hours', problem: 'invalid' },
      { key: 'no_such_key', problem: 'unknown' },
    ]);
    expect(await inTx((tx) => tx.settings.read())).toBe(settings);
    const withFile = scene.rig.second({ review_hours: 8 });
    expect((await withFile.transaction((tx) => tx.settings.read())).review_hours).toBe(8);
    expect([...(await withFile.transaction((tx) => tx.settings.inFile()))]).toEqual(['review_hours']);
  });
}
