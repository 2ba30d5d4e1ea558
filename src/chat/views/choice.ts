import type { Block, Button, Card } from '../card.ts';
import { actions } from './buttons.ts';

/** A question with a button for each answer; what does not fit in a row becomes the next one. */
export function drawChoice(
  words: { readonly title: string; readonly text?: string },
  buttons: readonly Button[],
): Card {
  const rows: Block[] = [];
  for (let i = 0; i < Math.min(buttons.length, 25); i += 5) rows.push(...actions(buttons.slice(i, i + 5)));
  return {
    title: words.title,
    tone: 'info',
    summary: words.title,
    blocks: [...(words.text !== undefined ? [{ kind: 'text' as const, text: words.text }] : []), ...rows],
  };
}

/** Rows to choose from, each with its own button. */
export function drawChoiceList(
  words: { readonly title: string; readonly text?: string; readonly empty?: string },
  rows: readonly { readonly text: string; readonly button: Button }[],
): Card {
  return {
    title: words.title,
    tone: 'info',
    summary: words.title,
    blocks: [
      ...(words.text !== undefined ? [{ kind: 'text' as const, text: words.text }] : []),
      ...(rows.length === 0 && words.empty !== undefined ? [{ kind: 'text' as const, text: words.empty }] : []),
      ...(rows.length > 0
        ? [{ kind: 'list' as const, items: rows.slice(0, 12).map(({ text, button }) => ({ text, buttons: [button] })) }]
        : []),
    ],
  };
}
