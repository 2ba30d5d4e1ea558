import { pickCard, readBody } from '../../adapters/web/body.ts';
import { directId } from '../../adapters/web/names.ts';
import type { Card } from '../../src/chat/card.ts';
import type { FormValues } from '../../src/chat/form.ts';
import type { Interaction, MessageRef, Reply } from '../../src/chat/interaction.ts';
import type { App } from '../../src/compose.ts';
import type { Locale } from '../../src/i18n/locale.ts';
import { buttonsOf, cardText, formOf, initialValues, labelsOf } from './read-reply.ts';

/** A card as it stands in a chat. */
export interface Posted {
  readonly card: Card;
  readonly message: MessageRef;
  readonly isPinned: boolean;
  /** Only this person sees it. */
  readonly isPrivate: boolean;
  readonly mention: readonly string[];
}

/** A person of the story: what they say, press, fill in and see. `where`: a channel; their own chat with the bot when left out. */
export interface Teller {
  /** `/urgent-order …` */
  says(text: string, where?: string): Promise<Reply>;
  /** Words among people. */
  writes(text: string, where?: string): Promise<Reply>;
  joins(where: string): Promise<Reply>;
  opensHome(): Promise<Reply>;
  completes(text: string): Promise<Reply>;
  /** Presses a button by its label, on the newest card here that has it (and, when given, speaks of `about`). */
  presses(label: string, where?: string, about?: string): Promise<Reply>;
  /** Presses a button of a card that is at hand: an answer, or a card remembered from before. */
  pressesOn(card: Card | Reply | Posted, label: string, id?: string): Promise<Reply>;
  /** Sends a form with these values; what the form showed filled in stays unless changed. */
  fills(reply: Reply, values: FormValues, id?: string): Promise<Reply>;
  closes(reply: Reply, values: FormValues): Promise<Reply>;
  /** Anything at all, as a platform would send it. */
  acts(interaction: Act, where?: string, id?: string): Promise<Reply>;
  /** Everything on the cards here, newest first. */
  sees(where?: string): Promise<string>;
  posts(where?: string): Promise<readonly Posted[]>;
}

type Bare<T> = T extends Interaction ? Omit<T, 'id' | 'from' | 'chat' | 'isDirect' | 'locale'> : never;
export type Act = Bare<Interaction>;

interface Stage {
  readonly app: () => App;
  readonly settles: () => Promise<void>;
}

let serial = 0;

/** Somebody with an account of the playground, who acts and looks in one language. */
export function createTeller({ app, settles }: Stage, name: string, locale: Locale): Teller {
  const own = directId(name);

  async function acts(act: Act, where?: string, id?: string): Promise<Reply> {
    serial += 1;
    const chat = { platform: 'web', tenant: 'playground', chatId: where ?? own } as const;
    const from = { platform: 'web', tenant: 'playground', userId: name } as const;
    const base = { id: id ?? `story:${serial}`, from, chat, isDirect: where === undefined, locale };
    const reply = await app().converse({ ...base, ...act } as Interaction);
    await settles();
    return reply;
  }

  async function posts(where?: string): Promise<readonly Posted[]> {
    const channelId = where ?? own;
    const filter = { channelId, threadId: null, viewer: name, limit: 200 };
    const messages = (await app().playground?.chat.messages(filter)) ?? [];
    return messages.flatMap((m): Posted[] => {
      const body = readBody(m.body);
      const card = pickCard(body, locale);
      const message = { platform: 'web', tenant: 'playground', chatId: channelId, messageId: m.id } as const;
      return card
        ? [{ card, message, isPinned: m.isPinned, isPrivate: m.onlyFor !== null, mention: body.mention ?? [] }]
        : [];
    });
  }

  function press(card: Card, label: string, message: MessageRef | null, where?: string, id?: string): Promise<Reply> {
    const button = buttonsOf(card).find((b) => b.label === label);
    if (!button) throw new Error(`no button "${label}" on "${card.title}"; there are: ${labelsOf(card)}`);
    return acts({ kind: 'press', action: button.action, value: button.value, message }, where, id);
  }

  return {
    acts,
    posts,
    says: (text, where) => acts({ kind: 'command', text: text.replace(/^\/\S+\s*/, '') }, where),
    writes: (text, where) => {
      const message = {
        platform: 'web',
        tenant: 'playground',
        chatId: where ?? own,
        messageId: `said:${serial}`,
      } as const;
      return acts({ kind: 'message', text, fileIds: [], message, mentionsBot: where === undefined }, where);
    },
    joins: (where) => acts({ kind: 'joined' }, where),
    opensHome: () => acts({ kind: 'home' }),
    completes: (text) => acts({ kind: 'complete', text }),
    async presses(label, where, about = '') {
      const all = await posts(where);
      const found = all.find(
        (p) => buttonsOf(p.card).some((b) => b.label === label) && cardText(p.card).includes(about),
      );
      if (found) return press(found.card, label, found.message, where);
      throw new Error(`${name} has no button "${label}"; there are: ${all.map((p) => labelsOf(p.card)).join(', ')}`);
    },
    async pressesOn(target, label, id) {
      if ('message' in target && 'card' in target) return press(target.card, label, target.message, undefined, id);
      if (!('kind' in target)) return press(target, label, null, undefined, id);
      if (target.kind !== 'card') throw new Error(`not a card: ${JSON.stringify(target).slice(0, 300)}`);
      return press(target.card, label, null, undefined, id);
    },
    fills(reply, values, id) {
      const form = formOf(reply);
      const all = { ...initialValues(form), ...values };
      return acts({ kind: 'submit', form: form.id, context: form.context, values: all }, undefined, id);
    },
    closes(reply, values) {
      const form = formOf(reply);
      return acts({
        kind: 'dismiss',
        form: form.id,
        context: form.context,
        values: { ...initialValues(form), ...values },
      });
    },
    sees: async (where) => (await posts(where)).map((p) => cardText(p.card)).join('\n'),
  };
}
