import type { FactChange, Order } from '../../domain/order.ts';
import { say, type Voice } from '../../i18n/translate.ts';
import type { Card } from '../card.ts';
import { actions, details, form } from './buttons.ts';
import { changesBlock, subtitleOf } from './order-parts.ts';
import { factText, word } from './parts.ts';

/** Filed, with what the bot doubts: "really urgent?" is asked, nothing is refused (UO-04, OF-03). */
export function drawDoubts(
  {
    order,
    doubts,
    said,
    days,
  }: { readonly order: Order; readonly doubts: readonly string[]; readonly said: string; readonly days: number },
  voice: Voice,
): Card {
  return {
    title: said,
    subtitle: subtitleOf(voice, order),
    tone: 'warning',
    summary: said,
    blocks: [
      ...(doubts.includes('not_urgent')
        ? [{ kind: 'text' as const, text: say(voice, 'reply.really_urgent', { days }) }]
        : []),
      { kind: 'list', items: doubts.map((d) => ({ text: word(voice, `doubt.${d}`) })) },
      { kind: 'note', text: say(voice, 'reply.doubts_checked') },
      ...actions([details(voice, order), form(voice, 'withdraw', order)]),
    ],
  };
}

/** Confirmed, with what differs from the first entry (UO-07). */
export function drawConfirmed(
  { order, changes, said }: { readonly order: Order; readonly changes: readonly FactChange[]; readonly said: string },
  voice: Voice,
): Card {
  const rows = changes.map((c) => ({
    label: word(voice, `field.${c.field}`),
    before: factText(voice, c.field, c.before, order.facts.currency),
    after: factText(voice, c.field, c.after, order.facts.currency),
  }));
  return {
    title: said,
    subtitle: subtitleOf(voice, order),
    tone: 'good',
    summary: said,
    blocks: [
      { kind: 'text', text: say(voice, 'reply.changed_since_first') },
      ...changesBlock(rows),
      ...actions([details(voice, order)]),
    ],
  };
}
