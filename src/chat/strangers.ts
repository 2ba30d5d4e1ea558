import type { Directory } from '../app/directory.ts';
import type { Person } from '../domain/people.ts';
import { sayAny, type Voice } from '../i18n/translate.ts';
import { readCommand } from './grammar.ts';
import type { Interaction, Reply } from './interaction.ts';
import type { ConversationParts } from './talk.ts';

/**
 * Somebody the company's list does not know, or no longer: told whom to ask. The one thing a stranger can do is become the
 * first admin with the one-time code of the start log (`setup <code> [name]`; product.md, first admin).
 */
export async function meetStranger(
  parts: ConversationParts,
  interaction: Interaction,
  person: Person | null,
  directory: Directory,
  voice: Voice,
): Promise<Reply> {
  if (interaction.kind === 'complete') return { kind: 'completions', items: [] };
  if (interaction.kind === 'joined' || interaction.kind === 'dismiss') return { kind: 'none' };
  if (interaction.kind === 'message' && !interaction.isDirect && !interaction.mentionsBot) return { kind: 'none' };
  const claimed = person === null ? await claim(parts, interaction, voice) : null;
  return claimed ?? { kind: 'toast', tone: 'warning', text: whomToAsk(person, directory, voice) };
}

async function claim(parts: ConversationParts, interaction: Interaction, voice: Voice): Promise<Reply | null> {
  if (interaction.kind !== 'command' && interaction.kind !== 'message') return null;
  const said = readCommand(interaction.text);
  if (said.kind !== 'verb' || said.verb !== 'setup') return null;
  const [code = '', ...name] = said.rest.trim().split(/\s+/);
  if (!parts.firstAdmin.isCode(code))
    return code === '' ? null : { kind: 'toast', tone: 'warning', text: sayAny(voice, 'refusal.setup_code_wrong') };
  const { platform, tenant, userId } = interaction.from;
  const outcome = await parts.dispatch({
    id: interaction.id,
    actorId: 'BOT',
    command: 'claim_admin',
    input: {
      name: name.join(' ').slice(0, 80) || sayAny(voice, 'reply.first_admin_name'),
      email: parts.firstAdmin.email,
      account: { platform, tenant, userId },
    },
  });
  if (outcome.kind !== 'done') return null;
  return {
    kind: 'toast',
    tone: 'good',
    text: `${sayAny(voice, outcome.answer.key, outcome.answer.params)} ${sayAny(voice, 'reply.setup_next')}`,
  };
}

function whomToAsk(person: Person | null, directory: Directory, voice: Voice): string {
  const admins = directory.admins();
  if (admins.length === 0) return sayAny(voice, 'reply.no_admin_yet');
  return sayAny(voice, person === null ? 'refusal.unknown_person' : 'refusal.inactive_person', {
    admins: { list: admins.map((p) => ({ person: p.id })) },
  });
}
