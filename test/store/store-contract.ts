import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { LostRace } from '../../src/app/lost-race.ts';
import type { Store, Tx } from '../../src/app/ports.ts';
import type { LogEntry } from '../../src/app/rows.ts';
import { defaultSettings, type Settings } from '../../src/app/settings.ts';
import type { Order } from '../../src/domain/order.ts';
import type { Person } from '../../src/domain/people.ts';
import { DAY, HOUR, NOW, redraw, sampleFacts, sampleObligation, sampleOrder, sampleRound, sampleTask, timer } from './samples.ts';

/** A store over an empty database, and a second one over the same, as another process would have it. */
export interface StoreRig {
  readonly store: Store;
  second(fileSettings?: Partial<Settings>): Store;
  readonly problems: readonly { readonly key: string; readonly problem: string }[];
  close(): Promise<void>;
}

function entry(stream: string, seq: number, version = seq): LogEntry {
  return { stream, seq, type: 'order.changed', at: NOW + seq, actorId: 'sam', onBehalf: null, version, data: '{"a":1}', prevHash: `h${seq - 1}`, hash: `h${seq}` };
}

function person(id: string, over: Partial<Person> = {}): Person {
  return { id, name: id, email: null, locale: 'en', timeZone: null, quiet: null, isAdmin: false, isActive: true, memberships: [], ...over };
}

/** What every store does, whatever database is under it. */
export function describeStore(name: string, makeRig: () => Promise<StoreRig>): void {
  describe(name, () => {
    let rig: StoreRig;
    const inTx = <T>(work: (tx: Tx) => Promise<T>): Promise<T> => rig.store.transaction(work);
    const save = (before: Order | null, after: Order) => inTx((tx) => tx.orders.save(before, after));
    const load = (id: string) => inTx((tx) => tx.orders.load(id));
    beforeEach(async () => {
      rig = await makeRig();
    });
    afterEach(() => rig.close());

    describe('orders', () => {
      test('an order comes back as it was saved, and by its names', async () => {
        const order = sampleOrder({ id: 'o1', number: 'UO-1', hold: { reason: 'r', by: 'sam', since: NOW }, round: sampleRound('o1') });
        expect(await save(null, order)).toBe(true);
        expect(await load('o1')).toEqual(order);
        expect(await inTx((tx) => Promise.all([tx.orders.findByName('UO-1'), tx.orders.findByName('D-o1'), tx.orders.findByName('UO-2')]))).toEqual(['o1', 'o1', null]);
        expect(await load('none')).toBeNull();
      });

      test('XD-04 an order that has moved on since it was read is not written', async () => {
        const first = sampleOrder({ id: 'o1' });
        await save(null, first);
        expect(await save(first, { ...first, version: 2, state: 'IDENTIFIED' })).toBe(true);
        expect(await save(first, { ...first, version: 2, state: 'CANCELLED' })).toBe(false);
        expect((await load('o1'))?.state).toBe('IDENTIFIED');
      });

      test('what differs is written: fields, a task with its conditions, options, the request to leadership', async () => {
        const before = sampleOrder({ id: 'o1', round: sampleRound('o1') });
        await save(null, before);
        const round = before.round ?? sampleRound('o1');
        const tasks = round.tasks.map((task, i) =>
          i === 2 ? { ...task, state: 'APPROVED_WITH_CONDITIONS' as const, answers: { a: 'b' }, conditions: [{ id: 'c1', kind: 'date' as const, text: 't', state: 'OPEN' as const }] } : task,
        );
        const option = {
          id: 'n1', round: 1, type: 'shift_date' as const, newDate: NOW, extraCost: 5, explanation: 'e', state: 'PROPOSED' as const, evidence: null,
          proposedBy: 'sam', proposedAt: NOW, answeredAt: null,
        };
        const exec = { id: 'x1', number: 1, cause: 'important' as const, state: 'OPEN' as const, requestedAt: NOW, decidedAt: null, decidedBy: null, decision: null, reason: null };
        const second: Order = { ...before, version: 2, facts: sampleFacts({ traits: [], amountMinor: null }), round: { ...round, tasks }, negotiation: { options: [option] }, exec };
        await save(before, second);
        expect(await load('o1')).toEqual(second);
        const third: Order = {
          ...second, version: 3, exec: { ...exec, state: 'DECIDED', decidedAt: NOW, decidedBy: 'eva', decision: 'accept' },
          round: { ...round, tasks: tasks.map((t) => ({ ...t, conditions: [] })) }, negotiation: { options: [{ ...option, state: 'OFFERED' }] },
        };
        await save(second, third);
        expect(await load('o1')).toEqual(third);
      });

      test('JW-04 a new round closes the open one it replaces, and its unanswered tasks', async () => {
        const before = sampleOrder({ id: 'o1', round: sampleRound('o1', 1) });
        await save(null, before);
        const after = { ...before, version: 2, round: sampleRound('o1', 2, 3) };
        await save(before, after);
        expect(await load('o1')).toEqual(after);
        const [first, second] = await inTx((tx) => tx.orders.rounds('o1'));
        expect(first).toMatchObject({ number: 1, state: 'SUPERSEDED', closedAt: NOW + 2 });
        expect(first?.tasks.map((t) => t.state)).toEqual(['VOID', 'VOID', 'VOID', 'VOID', 'VOID']);
        expect(second).toEqual(after.round);
      });

      test('K01 a version of the promise is kept as it was first written', async () => {
        const date = { version: 1, date: NOW + DAY, setAt: NOW, reason: 'r', agreedByCustomer: true, actorId: 'sam' };
        const before = sampleOrder({ id: 'o1', committedDates: [date] });
        await save(null, before);
        const read = await load('o1');
        expect(read?.committedDates).toEqual([]);
        expect(await save(before, { ...before, version: 2, committedDates: [{ ...date, reason: 'other' }, { ...date, version: 2 }] })).toBe(true);
      });

      test('XD-04 of twenty who change the same version one wins, and every version is won once', async () => {
        await save(null, sampleOrder({ id: 'o1', roundsHeld: 0 }));
        const stores = [rig.store, rig.second()];
        const wins: number[] = [];
        await Promise.all(
          Array.from({ length: 20 }, async (_, i) => {
            const store = stores[i % 2] ?? rig.store;
            let stale = await store.transaction((tx) => tx.orders.load('o1'));
            await store.transaction(async (tx) => {
              const order = stale ?? (await tx.orders.load('o1'));
              stale = null;
              if (!order) throw new Error('no order');
              if (!(await tx.orders.save(order, { ...order, version: order.version + 1, roundsHeld: order.roundsHeld + 1 }))) throw new LostRace('order');
              wins.push(order.version);
            });
          }),
        );
        expect(wins).toEqual(Array.from({ length: 20 }, (_, i) => i + 1));
        expect((await load('o1'))?.roundsHeld).toBe(20);
      });
    });

    describe('transactions', () => {
      test('nothing remains of a transaction that throws', async () => {
        const failed = inTx(async (tx) => {
          await tx.orders.save(null, sampleOrder({ id: 'o1' }));
          await tx.settings.save('review_hours', 9, 'ann', NOW);
          expect((await tx.settings.read()).review_hours).toBe(9);
          throw new Error('no');
        });
        await expect(failed).rejects.toThrow('no');
        expect(await load('o1')).toBeNull();
        expect((await inTx((tx) => tx.settings.read())).review_hours).toBe(4);
      });

      test('a lost race runs the work again, five times at the most', async () => {
        let runs = 0;
        const twice = inTx(async (tx) => {
          const count = await tx.counters.next('n');
          if (++runs < 3) throw new LostRace('order');
          return count;
        });
        expect(await twice).toBe(1);
        runs = 0;
        await expect(
          inTx(async () => {
            runs += 1;
            throw new LostRace('order');
          }),
        ).rejects.toThrow(LostRace);
        expect(runs).toBe(5);
      });
    });

    test('XD-02 an answer is recorded once', async () => {
      const answer = { id: 'i1', at: NOW, actorId: 'sam', command: 'new', answer: '{"a":1}' };
      expect(await inTx((tx) => tx.answers.find('i1'))).toBeNull();
      expect(await inTx((tx) => tx.answers.record(answer))).toBe(true);
      expect(await inTx((tx) => tx.answers.record({ ...answer, answer: '{}' }))).toBe(false);
      expect(await inTx((tx) => tx.answers.find('i1'))).toBe('{"a":1}');
    });

    test('XD-03 the log grows, tells what came after a version, and keeps the head of the company stream', async () => {
      await inTx((tx) => tx.events.append([entry('o1', 1), entry('o1', 2), entry('o1', 3, 2), entry('o2', 1)]));
      expect(await inTx((tx) => tx.events.since('o1', 1))).toEqual([entry('o1', 2), entry('o1', 3, 2)]);
      expect(await rig.store.queries.timeline('o1', 2)).toEqual([entry('o1', 2), entry('o1', 3, 2)]);
      await expect(inTx((tx) => tx.events.append([entry('o1', 3)]))).rejects.toThrow();
      expect(await inTx((tx) => tx.events.head('company'))).toEqual({ count: 0, head: '0'.repeat(64) });
      await inTx((tx) => tx.events.setHead('company', 1, 'h1'));
      await inTx((tx) => tx.events.setHead('company', 2, 'h2'));
      expect(await inTx((tx) => tx.events.head('company'))).toEqual({ count: 2, head: 'h2' });
    });

    test('obligations are saved again as they change; running ones are open', async () => {
      const first = sampleObligation({ id: 'b1' });
      const second = sampleObligation({ id: 'b2', dueAt: NOW + HOUR, limitMs: HOUR, remainingMs: -5, state: 'MISSED' });
      await inTx((tx) => tx.obligations.save([first, second, sampleObligation({ id: 'b3', state: 'VOID' }), sampleObligation({ id: 'b4', orderId: 'o2' })]));
      expect(await inTx((tx) => tx.obligations.open('o1'))).toEqual([second, first]);
      const met = { ...first, state: 'MET' as const, nextAt: null, satisfiedAt: NOW, isCompressed: true };
      await inTx((tx) => tx.obligations.save([met]));
      expect(await inTx((tx) => tx.obligations.load('b1'))).toEqual(met);
      expect(await inTx((tx) => tx.obligations.open('o1'))).toEqual([second]);
      expect((await rig.store.queries.openObligations({ limit: 10 })).map((o) => o.id)).toEqual(['b2', 'b4']);
      expect((await rig.store.queries.openObligations({ orderId: 'o2', roles: ['PROD', 'QA'], limit: 10 })).map((o) => o.id)).toEqual(['b4']);
      expect(await rig.store.queries.openObligations({ roles: [], limit: 10 })).toEqual([]);
    });

    test('people, accounts and stand-ins are the same object until they change, for every process', async () => {
      const other = rig.second();
      const ann = person('ann', { quiet: { from: '20:00', to: '07:00' }, isAdmin: true, memberships: [{ role: 'PROD', isHead: true }, { role: 'QA', isHead: false }] });
      expect((await other.transaction((tx) => tx.directory.read())).people).toEqual([]);
      await inTx(async (tx) => {
        await tx.directory.savePerson(ann);
        await tx.directory.savePerson(person('bo', { isActive: false }));
        expect((await tx.directory.read()).people).toHaveLength(2);
        await tx.directory.saveAccount({ personId: 'ann', platform: 'web', tenant: 't', userId: 'u1' });
        await tx.directory.saveDelegation({ id: 'd1', fromId: 'ann', toId: 'bo', startsAt: NOW, endsAt: NOW + DAY, reason: null, revokedAt: null }, 'ann', NOW);
      });
      const data = await inTx((tx) => tx.directory.read());
      expect(data.people[0]).toEqual(ann);
      expect(await inTx((tx) => tx.directory.read())).toBe(data);
      expect(await other.transaction((tx) => tx.directory.read())).toEqual(data);
      await other.transaction(async (tx) => {
        await tx.directory.savePerson({ ...ann, memberships: [] });
        await tx.directory.saveAccount({ personId: 'bo', platform: 'web', tenant: 't', userId: 'u1' });
        await tx.directory.saveDelegation({ id: 'd1', fromId: 'ann', toId: 'bo', startsAt: NOW, endsAt: NOW + DAY, reason: null, revokedAt: NOW }, 'ann', NOW);
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
      await rig.second().transaction((tx) => tx.directory.savePerson(person('bo')));
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
      expect(settings).toMatchObject({ review_hours: 6, company_name: '123', confirm_hours: 2, important_amount: null });
      expect([...saved]).toEqual(['company_name', 'important_amount', 'review_hours']);
      expect(rig.problems).toEqual([{ key: 'confirm_hours', problem: 'invalid' }, { key: 'no_such_key', problem: 'unknown' }]);
      expect(await inTx((tx) => tx.settings.read())).toBe(settings);
      const withFile = rig.second({ review_hours: 8 });
      expect((await withFile.transaction((tx) => tx.settings.read())).review_hours).toBe(8);
      expect([...(await withFile.transaction((tx) => tx.settings.inFile()))]).toEqual(['review_hours']);
    });

    test('OF-04 a number series gives every number once', async () => {
      const other = rig.second();
      const numbers = await Promise.all(Array.from({ length: 20 }, (_, i) => (i % 2 ? other : rig.store).transaction((tx) => tx.counters.next('order:2026'))));
      expect(numbers.sort((a, b) => a - b)).toEqual(Array.from({ length: 20 }, (_, i) => i + 1));
      expect(await inTx((tx) => Promise.all([tx.counters.read('order:2026'), tx.counters.read('none')]))).toEqual([20, 0]);
    });

    test('rooms of an order are its open ones and the main ones', async () => {
      const room = { id: 'm1', platform: 'web', tenant: 't', chatId: 'c1', kind: 'main' as const, orderId: null, personId: null, name: 'Main', isPrivate: false, locale: null, closedAt: null };
      const ofOrder = { ...room, id: 'r1', chatId: null, kind: 'order' as const, orderId: 'o1', isPrivate: true };
      await inTx(async (tx) => {
        await tx.rooms.save(room, NOW);
        await tx.rooms.save(ofOrder, NOW);
        await tx.rooms.save({ ...ofOrder, id: 'r2', closedAt: NOW }, NOW);
        await tx.rooms.save({ ...ofOrder, id: 'r3', orderId: 'o2' }, NOW);
        await tx.rooms.save({ ...room, id: 'p1', chatId: 'c2', kind: 'direct', personId: 'ann' }, NOW);
      });
      expect((await inTx((tx) => tx.rooms.of('o1'))).map((r) => r.id).sort()).toEqual(['m1', 'r1']);
      expect(await inTx((tx) => tx.rooms.of(null))).toEqual([room]);
      const created = { ...ofOrder, chatId: 'c3' };
      await inTx((tx) => tx.rooms.save(created, NOW + 1));
      expect(await inTx((tx) => Promise.all([tx.rooms.byChat('web', 't', 'c3'), tx.rooms.load('r1')]))).toEqual([created, created]);
      expect(await inTx((tx) => tx.rooms.byChat('web', 't', 'c9'))).toBeNull();
    });

    test('a room shows a subject once: a newer message takes the place of the older', async () => {
      const post = { id: 'p1', roomId: 'm1', orderId: 'o1', view: 'order.living', subjectId: 'o1', messageId: 'x1', drawn: 'h', sentAt: NOW, closedAt: null };
      await inTx(async (tx) => {
        await tx.posts.save(post);
        await tx.posts.save({ ...post, drawn: 'h2' });
        await tx.posts.save({ ...post, id: 'p2', messageId: 'x2', drawn: 'h3' });
        await tx.posts.save({ ...post, id: 'p3', roomId: 'r1' });
        await tx.orders.save(null, sampleOrder({ id: 'o1' }));
      });
      const posts = await inTx((tx) => tx.posts.of('order.living', 'o1'));
      expect(posts).toEqual([{ ...post, messageId: 'x2', drawn: 'h3' }, { ...post, id: 'p3', roomId: 'r1' }]);
      expect((await rig.store.queries.postsToRefresh(10)).map((p) => p.id)).toEqual(['p1', 'p3']);
      await inTx((tx) => tx.posts.save({ ...post, id: 'p3', roomId: 'r1', closedAt: NOW }));
      expect((await rig.store.queries.postsToRefresh(10)).map((p) => p.id)).toEqual(['p1']);
    });

    test('documents, sheets, attachments and personal data', async () => {
      const document = { id: 'd1', orderId: 'o1', kind: 'review_report' as const, number: 1, data: { a: [1] }, createdAt: NOW };
      const file = { id: 'f1', orderId: null, hash: 'h', name: 'n', type: 't', size: 5, byId: 'ann', at: NOW };
      const datum = { id: 'p1', orderId: 'o1', kind: 'contact', salt: 's', value: 'Ms Li' };
      await inTx(async (tx) => {
        await tx.documents.save(document);
        await tx.documents.save({ ...document, id: 'd2', number: 2, data: 'text' });
        await tx.documents.save({ ...document, id: 'd3', number: 2, data: null });
        await tx.sheets.record('o1', 'PROD', 'web', NOW);
        await tx.sheets.record('o1', 'PROD', 'web', NOW + 1);
        await tx.attachments.save(file);
        await tx.attachments.save({ ...file, orderId: 'o1' });
        await tx.personal.save(datum);
      });
      await inTx(async (tx) => {
        expect(await tx.documents.latest('o1', 'review_report')).toEqual({ ...document, id: 'd2', number: 2, data: null });
        expect(await tx.documents.latest('o1', 'processing_sheet')).toBeNull();
        expect(await tx.sheets.delivered('o1')).toEqual(['PROD']);
        expect(await tx.attachments.of('o1')).toEqual([{ ...file, orderId: 'o1' }]);
        expect(await tx.personal.load('p1')).toEqual(datum);
        await tx.personal.erase('p1', NOW);
        expect(await tx.personal.load('p1')).toEqual({ ...datum, value: null });
        expect(await tx.attachments.load('none')).toBeNull();
      });
    });

    test('status requests, leads and half-filled forms', async () => {
      const request = { id: 's1', orderId: 'o1', department: 'PROD', askedBy: 'ann', question: 'q', askedAt: NOW, dueAt: NOW + HOUR, answeredBy: null, answer: null, answeredAt: null };
      const lead = { id: 'l1', text: 't', byId: 'ann', at: NOW, state: 'OPEN' as const, takenBy: null, takenAt: null, orderId: null };
      await inTx(async (tx) => {
        await tx.requests.save(request);
        await tx.requests.save({ ...request, answer: 'a', answeredBy: 'bo', answeredAt: NOW });
        await tx.leads.save(lead);
        await tx.leads.save({ ...lead, state: 'TAKEN', takenBy: 'bo', takenAt: NOW });
        await tx.drafts.save({ personId: 'ann', form: 'new', subject: '', values: { a: 1 }, savedAt: NOW });
        await tx.drafts.save({ personId: 'ann', form: 'new', subject: '', values: { a: 2 }, savedAt: NOW });
      });
      await inTx(async (tx) => {
        expect(await tx.requests.of('o1')).toEqual([await tx.requests.load('s1')]);
        expect((await tx.requests.load('s1'))?.answer).toBe('a');
        expect((await tx.leads.load('l1'))?.takenBy).toBe('bo');
        expect(await tx.drafts.load('ann', 'new', '')).toEqual({ values: { a: 2 }, savedAt: NOW });
        await tx.drafts.drop('ann', 'new', '');
        expect(await tx.drafts.load('ann', 'new', '')).toBeNull();
      });
    });

    describe('lists', () => {
      beforeEach(() =>
        inTx(async (tx) => {
          await tx.directory.savePerson(person('tom', { memberships: [{ role: 'PROD', isHead: true }] }));
          await tx.orders.save(null, sampleOrder({ id: 'o1', number: 'UO-1', state: 'IN_REVIEW', facts: sampleFacts({ requiredBy: NOW + 3 * DAY }) }));
          await tx.orders.save(null, sampleOrder({ id: 'o2', state: 'CONFIRMED', ownerId: 'ann', facts: sampleFacts({ requiredBy: NOW + DAY, customer: '100%_Werk' }) }));
          await tx.orders.save(null, sampleOrder({ id: 'o3', state: 'IN_REVIEW', isConfidential: true, submitterId: 'kim', ownerId: 'kim', round: sampleRound('o3'), facts: sampleFacts({ requiredBy: NOW + 2 * DAY }) }));
          await tx.orders.save(null, sampleOrder({ id: 'o4', state: 'CANCELLED', closedAt: NOW }));
          await tx.orders.save(null, sampleOrder({ id: 'o5', state: 'DRAFT', isDrill: true, waiting: { for: 'x', by: 'sam', since: NOW } }));
          await tx.obligations.save([
            sampleObligation({ id: 'b1', orderId: 'o1', dueAt: NOW + 9, personId: 'ann' }), sampleObligation({ id: 'b2', orderId: 'o1', dueAt: NOW + 5, role: 'QA' }),
            sampleObligation({ id: 'b3', orderId: 'o1', dueAt: NOW, state: 'MET' }),
          ]);
        }),
      );
      const ids = async (filter: Partial<Parameters<Store['queries']['listOrders']>[0]>) => {
        const { rows, total } = await rig.store.queries.listOrders({ limit: 10, ...filter });
        expect(total).toBe(rows.length + (filter.offset ?? 0));
        return rows.map((row) => row.id);
      };

      test('open orders come by date, drills and closed ones only when asked for', async () => {
        expect(await ids({ isOpen: true })).toEqual(['o2', 'o3', 'o1']);
        expect(await ids({ isOpen: true, includeDrills: true })).toEqual(['o2', 'o3', 'o1', 'o5']);
        expect(await ids({ isOpen: false })).toEqual(['o4']);
        expect(await ids({})).toEqual(['o4', 'o3', 'o2', 'o1']);
        expect(await ids({ states: ['CONFIRMED', 'CANCELLED'] })).toEqual(['o4', 'o2']);
        expect(await ids({ isOpen: true, limit: 10, offset: 2 })).toEqual(['o1']);
        const page = await rig.store.queries.listOrders({ isOpen: true, limit: 2 });
        expect([page.rows.map((r) => r.id), page.total]).toEqual([['o2', 'o3'], 3]);
      });

      test('by person, by role that is waited for, by text', async () => {
        expect(await ids({ personId: 'ann' })).toEqual(['o2', 'o1']);
        expect(await ids({ waitingForRoles: ['QA', 'FIN'] })).toEqual(['o1']);
        expect(await ids({ waitingForRoles: [] })).toEqual([]);
        expect(await ids({ text: 'uo-1' })).toEqual(['o1']);
        expect(await ids({ text: ' 100%_W ' })).toEqual(['o2']);
        expect(await ids({ text: '%' })).toEqual(['o2']);
      });

      test('XD-17 a confidential order is listed for those who take part in it', async () => {
        expect(await ids({ isOpen: true, visibleTo: { personId: 'sam', seesAll: false } })).toEqual(['o2', 'o1']);
        expect(await ids({ isOpen: true, visibleTo: { personId: 'kim', seesAll: false } })).toEqual(['o2', 'o3', 'o1']);
        expect(await ids({ isOpen: true, visibleTo: { personId: 'tom', seesAll: false } })).toEqual(['o2', 'o3', 'o1']);
        expect(await ids({ isOpen: true, visibleTo: { personId: 'eva', seesAll: true } })).toEqual(['o2', 'o3', 'o1']);
      });

      test('a row says what is due next, and whether the order is held or waits', async () => {
        const { rows } = await rig.store.queries.listOrders({ isOpen: true, includeDrills: true, limit: 10 });
        const row = rows.find((r) => r.id === 'o1');
        expect(row).toMatchObject({ number: 'UO-1', customer: 'Nordwerk', quantity: 12.5, isConfidential: false, isHeld: false, isWaiting: false });
        expect(row?.nextDue).toEqual({ key: 'review', role: 'QA', dueAt: NOW + 5 });
        expect(rows.find((r) => r.id === 'o5')).toMatchObject({ isWaiting: true, isDrill: true, nextDue: null });
      });

      test('UO-05 orders that look alike: customer, model, date within the window', async () => {
        const alike = await rig.store.queries.similarOrders('Nordwerk', 'P-40', NOW + 3 * DAY, DAY);
        expect(alike.map((r) => r.id)).toEqual(['o3', 'o1']);
      });
    });

    test('the auditor sees orders nobody is reminded of, late and parked jobs, timers that are missing', async () => {
      await inTx(async (tx) => {
        for (const [id, state] of [['o1', 'IN_REVIEW'], ['o2', 'IN_REVIEW'], ['o3', 'NEGOTIATING'], ['o4', 'ACCEPTED'], ['o5', 'DRAFT']] as const) await tx.orders.save(null, sampleOrder({ id, state }));
        await tx.orders.save(null, sampleOrder({ id: 'o6', state: 'CONFIRMED', hold: { reason: 'r', by: 'sam', since: NOW } }));
        await tx.orders.save(null, sampleOrder({ id: 'o7', state: 'CONFIRMED' }));
        await tx.obligations.save([
          sampleObligation({ id: 'b1', orderId: 'o1' }), sampleObligation({ id: 'b2', orderId: 'o2', nextAt: null }),
          sampleObligation({ id: 'b3', orderId: 'o3', nextAt: null, pausedAt: NOW }), sampleObligation({ id: 'b7', orderId: 'o7', state: 'MISSED' }),
        ]);
        await tx.jobs.add([timer('b7', NOW + 2 * HOUR), timer('b1', NOW + HOUR), redraw('o1'), redraw('o2', { runAt: NOW - HOUR })]);
      });
      expect(await rig.store.queries.audit(NOW)).toEqual({ ordersWithoutObligation: ['o2'], overdueJobs: 1, oldestJobAt: NOW - HOUR, parked: 0, timersMissing: 1 });
    });

    test('a task keeps every field', async () => {
      const task = sampleTask('t1', {
        state: 'REJECTED', fallback: 'no_head', decidedBy: 'a', decidedFor: 'b', decidedAt: NOW, reason: 'r', earliest: NOW + DAY, isImpossible: true, answers: { q: '1' },
        risks: [{ category: 'c', likelihood: 1, impact: 2, response: 'x' }], question: 'q', askedAt: NOW, reply: 'y', repliedAt: NOW, isRequired: false,
      });
      const order = sampleOrder({ id: 'o1', round: { ...sampleRound('o1'), tasks: [task] } });
      await save(null, order);
      expect(await load('o1')).toEqual(order);
    });
  });
}
