import type { Refusal } from '../../domain/result.ts';
import { type Voice, say, sayAny, show } from '../../i18n/translate.ts';
import type { Button, Card } from '../card.ts';
import { actions, press } from './buttons.ts';

/** Why it cannot be done, and who or what can change that. `buttons` lead on: the newest card, the list, help. */
export function drawRefusal(refusal: Refusal, voice: Voice, buttons: readonly Button[] = []): Card {
  const text = sayAny(voice, `refusal.${refusal.code}`, refusal.params);
  return { title: say(voice, 'refused.title'), tone: 'warning', summary: text, blocks: [{ kind: 'text', text }, ...actions(buttons)] };
}

/** What was typed could not be read: the fields that are wrong, by the names people know. */
export function drawInvalid(labels: readonly string[], voice: Voice): Card {
  const text = say(voice, 'refused.invalid_fields', { fields: show(voice, { list: labels }) });
  return { title: say(voice, 'refused.invalid'), tone: 'warning', summary: text, blocks: [{ kind: 'text', text }] };
}

/** Our own mistake, with the id under which it stands in the log. */
export function drawFault(id: string, voice: Voice): Card {
  const text = say(voice, 'refused.fault_text', { id });
  return { title: say(voice, 'refused.fault'), tone: 'bad', summary: text, blocks: [{ kind: 'text', text }] };
}

/** Something that was not understood, with what may have been meant. */
export function drawDidYouMean(text: string, suggestions: readonly Button[], voice: Voice): Card {
  return {
    title: say(voice, 'refused.title'), tone: 'info', summary: text,
    blocks: [
      { kind: 'text', text },
      ...(suggestions.length > 0 ? [{ kind: 'text' as const, text: [{ bold: say(voice, 'refused.did_you_mean') }] }] : []),
      ...actions([...suggestions.slice(0, 5), press(say(voice, 'button.help'), 'help.open', null)]),
    ],
  };
}
