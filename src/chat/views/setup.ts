import type { CardModel } from '../../app/card-models.ts';
import { say, type Voice } from '../../i18n/translate.ts';
import type { Card } from '../card.ts';
import { actions, form, press } from './buttons.ts';

/** The policy leaves [X] open: an admin saves it once before the first urgent order (domain §17.1 A3). */
export function setupAsk({ confirmHours, isSaved }: Extract<CardModel, { view: 'setup.ask' }>, voice: Voice): Card {
  const title = say(voice, 'setup.title');
  const text = say(voice, isSaved ? 'setup.saved' : 'setup.confirm_hours', { hours: confirmHours });
  return {
    title: isSaved ? say(voice, 'setting.confirm_hours') : title,
    tone: isSaved ? 'good' : 'waiting',
    summary: text,
    blocks: [
      { kind: 'text', text },
      ...actions(isSaved ? [] : [form(voice, 'setting', null, { subject: 'confirm_hours', style: 'primary' })]),
    ],
  };
}

/** Proves that the main channel works, both ways. */
export function setupTest({ roomName }: Extract<CardModel, { view: 'setup.test' }>, voice: Voice): Card {
  const text = say(voice, 'setup.test_text', { room: roomName });
  return {
    title: say(voice, 'setup.test_title'),
    tone: 'good',
    summary: text,
    blocks: [
      { kind: 'text', text },
      { kind: 'note', text: say(voice, 'setup.test_try') },
      ...actions([press(say(voice, 'button.help'), 'help.open', null), form(voice, 'new', null)]),
    ],
  };
}
