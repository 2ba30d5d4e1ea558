import { say, type Voice } from '../../i18n/translate.ts';
import type { Button, Card } from '../card.ts';
import { fitCard } from '../fit-card.ts';
import { actions, form, press } from './buttons.ts';

/** One command as help shows it: what to type, what it does, one example. */
export interface HelpEntry {
  readonly usage: string;
  readonly summary: string;
  readonly example?: string;
}

/** What can be typed, with the usual things as buttons. One entry: that command alone, with its example. */
export function drawHelp(entries: readonly HelpEntry[], voice: Voice, buttons: readonly Button[] = []): Card {
  const title = say(voice, 'help.title');
  const items = entries
    .slice(0, 40)
    .map((e) => ({ text: [{ code: e.usage }, ' ', e.summary, ...(e.example ? ['\n', { code: e.example }] : [])] }));
  return fitCard({
    title,
    tone: 'info',
    summary: title,
    blocks: [
      ...(entries.length > 1 ? [{ kind: 'text' as const, text: say(voice, 'help.intro') }] : []),
      { kind: 'list', items },
      ...actions(
        buttons.length > 0
          ? buttons
          : [
              form(voice, 'new', null, { style: 'primary' }),
              press(say(voice, 'button.mine'), 'list.mine', null),
              press(say(voice, 'button.list'), 'list.open', null),
            ],
      ),
    ],
  });
}
