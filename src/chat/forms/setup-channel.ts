import { text } from '../talk.ts';
import { adminsOnly } from './admins-only.ts';
import type { FormDefinition } from './definition.ts';
import { fieldsFor, formOf } from './fields.ts';
import { readValues } from './read-values.ts';

/** The channel this form was opened in becomes the one in which the company sees its urgent orders (UO-32). */
export const setupChannelForm: FormDefinition = {
  build: async (talk, subject) => {
    const refused = await adminsOnly(talk, 'setup_channel');
    if (refused) return refused;
    const { chat, isDirect } = talk.interaction;
    if (!chat || isDirect) return { kind: 'toast', tone: 'info', text: text(talk, 'reply.setup_in_channel') };
    if (talk.roomOrderId !== null)
      return { kind: 'toast', tone: 'warning', text: text(talk, 'reply.setup_not_order_room') };
    const f = fieldsFor(talk, subject.initial);
    return formOf(
      talk,
      'setup_channel',
      {
        title: 'form.setup_channel',
        submit: 'form.setup_channel_submit',
        intro: text(talk, 'form.setup_channel_means'),
      },
      [
        {
          fields: [
            f.text('name', {
              max: 80,
              label: 'form.channel_name',
              required: true,
              initial: text(talk, 'form.channel_default'),
            }),
          ],
        },
      ],
      {
        context: { platform: chat.platform, tenant: chat.tenant, chat: chat.chatId },
      },
    );
  },
  parse: async (talk, values, context) => {
    const read = readValues(talk, values);
    const name = read.required('name', 80);
    const input = { platform: context.platform, tenant: context.tenant, chatId: context.chat, name };
    return read.isClean()
      ? { ok: true, request: { command: 'setup_channel', input } }
      : { ok: false, errors: read.errors };
  },
};
