import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Capabilities } from '../../src/chat/adapter.ts';
import type { ChatRef } from '../../src/chat/interaction.ts';
import { describeActs } from './adapter-acts.ts';
import { describeMessages } from './adapter-messages.ts';
import { describeRooms } from './adapter-rooms.ts';
import { type AdapterRig, cardWith, failure, openScene, outgoing, type Scene } from './adapter-scene.ts';

/**
 * What every chat platform must do behind `ChatAdapter`. A flag of `Capabilities` that is true is proven here; one that is
 * false turns its tests off, and the core degrades as it chose to.
 */
export function describeAdapter(name: string, can: Capabilities, makeRig: () => Promise<AdapterRig>): void {
  describe(`a chat platform: ${name}`, () => {
    // One object that every test finds filled anew: the tests are declared before there is a platform.
    const scene = {} as Scene;
    beforeEach(async () => void Object.assign(scene, openScene(await makeRig())));
    afterEach(() => scene.rig.close());

    test('says which capabilities it has, the ones proven here', () => {
      expect(scene.adapter.capabilities).toEqual(can);
    });

    describeRooms(scene, can);
    describeMessages(scene, can);
    describeActs(scene, can);

    describe('what goes wrong', () => {
      const unknown = (): ChatRef => ({
        platform: scene.adapter.platform,
        tenant: scene.adapter.tenant,
        chatId: 'no-such-room',
      });

      test('a room that does not exist is gone, whatever is asked of it', async () => {
        const { adapter, ann } = scene;
        const chat = unknown();
        const attempts = [
          adapter.post(chat, outgoing(cardWith('x'))),
          adapter.whisper(chat, ann, outgoing(cardWith('x'))),
          adapter.renameRoom(chat, 'x'),
          adapter.setTopic(chat, 'x'),
          adapter.archiveRoom(chat),
          adapter.unarchiveRoom(chat),
          adapter.invite(chat, [ann]),
          adapter.remove(chat, [ann]),
        ];
        for (const attempt of await Promise.all(attempts.map(failure))) expect(attempt.retry).toBe('gone');
      });

      test('a message that does not exist cannot be changed: post anew', async () => {
        const { adapter, openRoom } = scene;
        const message = { ...(await openRoom()), messageId: 'no-such-message' };
        expect((await failure(adapter.update(message, outgoing(cardWith('x'))))).retry).toBe('expired');
        if (can.pin) expect((await failure(adapter.pin(message))).retry).toBe('expired');
      });

      test('a person who does not exist is gone', async () => {
        const { rig, adapter, openRoom } = scene;
        expect((await failure(adapter.openDirect(rig.stranger))).retry).toBe('gone');
        expect((await failure(adapter.whisper(await openRoom(), rig.stranger, outgoing(cardWith('x'))))).retry).toBe(
          'gone',
        );
      });

      test('a card that cannot be drawn is not tried again', async () => {
        const { adapter, openRoom } = scene;
        const draw = () => {
          throw new Error('a fault in a view');
        };
        expect((await failure(adapter.post(await openRoom(), outgoing(draw)))).retry).toBe('never');
      });
    });

    test('finds a person by e-mail, in any case of letters', async () => {
      const { rig, adapter, ann } = scene;
      const found = await adapter.findUserByEmail(rig.emailOf(ann).toUpperCase());
      expect(found).toEqual({ platform: adapter.platform, tenant: adapter.tenant, userId: ann });
      expect(await adapter.findUserByEmail('nobody@example.com')).toBeNull();
    });

    test('says that it is well', async () => {
      const { adapter } = scene;
      expect(await adapter.checkHealth()).toMatchObject({ isHealthy: true });
    });
  });
}
