import { say, type Voice } from '../../i18n/translate.ts';
import type { Button, Card } from '../card.ts';
import { actions, press } from './buttons.ts';

/** Something that was not understood, with what may have been meant. */
export function drawDidYouMean(text: string, suggestions: readonly Button[], voice: Voice): Card {
  return {
    title: say(voice, 'refused.not_understood'),
    tone: 'info',
    summary: text,
    blocks: [
      { kind: 'text', text },
      ...(suggestions.length > 0
        ? [{ kind: 'text' as const, text: [{ bold: say(voice, 'refused.did_you_mean') }] }]
        : []),
      ...actions([...suggestions.slice(0, 5), press(say(voice, 'button.help'), 'help.open', null)]),
    ],
  };
}
