import { expect, test } from 'vitest';
import { HOUR, NOW, sampleOrder } from './samples.ts';
import type { StoreScene } from './store-scene.ts';

/** What stands in rooms and beside them: rooms, messages, documents, files, requests, half-filled forms. */
export function describeRooms(scene: StoreScene): void {
  const { inTx } = scene;

  test('rooms of an order are its open ones and the main ones', async () => {
    const room = {
      id: 'm1',
      platform: 'web',
      tenant: 't',
      chatId: 'c1',
      kind: 'main' as const,
      orderId: null,
      personId: null,
      name: 'Main',
      isPrivate: false,
      locale: null,
      closedAt: null,
    };
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
    expect(await inTx((tx) => Promise.all([tx.rooms.byChat('web', 't', 'c3'), tx.rooms.load('r1')]))).toEqual([
      created,
      created,
    ]);
    expect(await inTx((tx) => tx.rooms.byChat('web', 't', 'c9'))).toBeNull();
  });

  test('a room shows a subject once: a newer message takes the place of the older', async () => {
    const post = {
      id: 'p1',
      roomId: 'm1',
      orderId: 'o1',
      view: 'order.living',
      subjectId: 'o1',
      messageId: 'x1',
      drawn: 'h',
      sentAt: NOW,
      closedAt: null,
    };
    await inTx(async (tx) => {
      await tx.posts.save(post);
      await tx.posts.save({ ...post, drawn: 'h2' });
      await tx.posts.save({ ...post, id: 'p2', messageId: 'x2', drawn: 'h3' });
      await tx.posts.save({ ...post, id: 'p3', roomId: 'r1' });
      await tx.orders.save(null, sampleOrder({ id: 'o1' }));
    });
    const posts = await inTx((tx) => tx.posts.of('order.living', 'o1'));
    expect(posts).toEqual([
      { ...post, messageId: 'x2', drawn: 'h3' },
      { ...post, id: 'p3', roomId: 'r1' },
    ]);
    expect((await scene.rig.store.queries.postsToRefresh(10)).map((p) => p.id)).toEqual(['p1', 'p3']);
    await inTx((tx) => tx.posts.save({ ...post, id: 'p3', roomId: 'r1', closedAt: NOW }));
    expect((await scene.rig.store.queries.postsToRefresh(10)).map((p) => p.id)).toEqual(['p1']);
  });

  test('documents, sheets, attachments and personal data', async () => {
    const document = {
      id: 'd1',
      orderId: 'o1',
      kind: 'review_report' as const,
      number: 1,
      data: { a: [1] },
      createdAt: NOW,
    };
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
      expect(await tx.documents.latest('o1', 'review_report')).toEqual({
        ...document,
        id: 'd2',
        number: 2,
        data: null,
      });
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
    const request = {
      id: 's1',
      orderId: 'o1',
      department: 'PROD',
      askedBy: 'ann',
      question: 'q',
      askedAt: NOW,
      dueAt: NOW + HOUR,
      answeredBy: null,
      answer: null,
      answeredAt: null,
    };
    const lead = {
      id: 'l1',
      text: 't',
      byId: 'ann',
      at: NOW,
      state: 'OPEN' as const,
      takenBy: null,
      takenAt: null,
      orderId: null,
    };
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
}
