import { calendarOf } from '../app/calendar-of.ts';
import { type Directory, directoryOf } from '../app/directory.ts';
import { type Outcome, repeatedOutcome } from '../app/dispatch.ts';
import type { Settings } from '../app/settings.ts';
import type { Person } from '../domain/people.ts';
import { isLocale, type Locale } from '../i18n/locale.ts';
import { say, type Voice } from '../i18n/translate.ts';
import { completions } from './completions.ts';
import { answerAgain, dismissForm, submitForm } from './forms/open-form.ts';
import { readCommand, readsLikeDecision } from './grammar.ts';
import type { Converse, Interaction, Reply } from './interaction.ts';
import { PRESSES } from './presses.ts';
import { meetStranger } from './strangers.ts';
import type { ConversationParts, Talk } from './talk.ts';
import { mine } from './verbs/reading.ts';
import { brief, keepFiles, oneTap } from './verbs/rooms.ts';
import { runCommand } from './verbs.ts';

/** What a platform delivers again must not be judged again: what the first delivery changed would look like a mistake (XD-02). */
const CLAIMED: readonly Interaction['kind'][] = ['command', 'press', 'submit'];

type Met = { readonly stranger: Reply } | { readonly talk: Talk; readonly repeated: Outcome | null };

/**
 * The conversation, the same on every platform: who is it, what do they want, in which language. It never throws and never
 * stays silent: a fault is logged once with an id, and the person sees that id.
 */
export function createConverse(parts: ConversationParts): Converse {
  async function meet(interaction: Interaction): Promise<Met> {
    const { from, chat } = interaction;
    const [data, settings, stored, room] = await parts.store.transaction(
      async (tx) =>
        [
          await tx.directory.read(),
          await tx.settings.read(),
          CLAIMED.includes(interaction.kind) ? await tx.answers.find(interaction.id) : null,
          chat && !interaction.isDirect ? await tx.rooms.byChat(chat.platform, chat.tenant, chat.chatId) : null,
        ] as const,
    );
    const directory = directoryOf(data);
    const calendar = calendarOf(settings);
    const person = directory.byAccount(from.platform, from.tenant, from.userId);
    const voice = voiceOf(interaction, person, settings, directory);
    if (!person?.isActive) return { stranger: await meetStranger(parts, interaction, person, directory, voice) };
    const now = parts.clock.now();
    const talk: Talk = {
      parts,
      interaction,
      person,
      actor: directory.actor(person.id, now),
      directory,
      settings,
      calendar,
      voice,
      now,
      roomOrderId: room?.orderId ?? null,
    };
    return { talk, repeated: stored === null ? null : repeatedOutcome(stored) };
  }

  return async function converse(interaction) {
    try {
      const met = await meet(interaction);
      if ('stranger' in met) return met.stranger;
      return await (met.repeated ? answerAgain(met.talk, met.repeated) : respond(met.talk));
    } catch (error) {
      const id = parts.reportFault(error, interaction);
      const locale: Locale = interaction.locale ?? 'zh-CN';
      return {
        kind: 'toast',
        tone: 'bad',
        text: say({ locale, timeZone: 'UTC', nameOf: (x) => x }, 'reply.fault', { id }),
      };
    }
  };
}

function voiceOf(interaction: Interaction, person: Person | null, settings: Settings, directory: Directory): Voice {
  const locale = interaction.locale ?? (isLocale(person?.locale) ? person.locale : settings.locale);
  return {
    locale,
    timeZone: person?.timeZone ?? settings.time_zone,
    nameOf: (id) =>
      id === 'BOT' ? say({ locale, timeZone: 'UTC', nameOf: (x) => x }, 'reply.bot_name') : directory.nameOf(id),
  };
}

async function respond(talk: Talk): Promise<Reply> {
  const { interaction } = talk;
  switch (interaction.kind) {
    case 'command':
      return runCommand(talk, readCommand(interaction.text));
    case 'press': {
      const press = Object.hasOwn(PRESSES, interaction.action) ? PRESSES[interaction.action] : undefined;
      return press
        ? press(talk, interaction.value)
        : { kind: 'toast', tone: 'warning', text: say(talk.voice, 'reply.unknown_button') };
    }
    case 'submit':
      return submitForm(talk, interaction);
    case 'dismiss':
      return dismissForm(talk, interaction);
    case 'home':
      return mine(talk);
    case 'joined':
      return brief(talk);
    case 'complete':
      return completions(talk, interaction.text);
    case 'message':
      return hear(talk, interaction);
  }
}

/** The bot's name at the start of what is said to it. */
const MENTION = /^\s*(?:<@[^>]{1,40}>|[@＠]\S{1,40})\s*/u;

/** A message among people: files join the order, something like a decision gets its one-tap card, a mention is a command. */
async function hear(talk: Talk, message: Extract<Interaction, { kind: 'message' }>): Promise<Reply> {
  if (message.fileIds.length > 0 && talk.roomOrderId) await keepFiles(talk, talk.roomOrderId, message.fileIds);
  if (message.mentionsBot || message.isDirect) return runCommand(talk, readCommand(message.text.replace(MENTION, '')));
  const decision = talk.roomOrderId ? readsLikeDecision(message.text) : null;
  return decision && talk.roomOrderId ? oneTap(talk, talk.roomOrderId, decision) : { kind: 'none' };
}
