import type { Difference } from '../../app/dispatch.ts';
import { type Order, orderName } from '../../domain/order.ts';
import { say, type Voice } from '../../i18n/translate.ts';
import type { Button, ButtonValue, Card } from '../card.ts';
import { fitCard } from '../fit-card.ts';
import { actions, press } from './buttons.ts';
import { whoDid } from './log-entry.ts';
import { changesBlock, section, subtitleOf, titled } from './order-parts.ts';
import { at, dotted, factText, labelled, word } from './parts.ts';

export interface DifferenceModel {
  readonly order: Order;
  readonly difference: Difference;
  /** The press that was outdated, to be asked once more; null when it cannot be repeated as it is. */
  readonly again: (ButtonValue & { readonly action: string }) | null;
}

/** "It changed since you read it": before → after, and the same question once more with the present version. */
export function drawDifference({ order, difference, again }: DifferenceModel, voice: Voice): Card {
  const rows = difference.facts.map((c) => ({
    label: word(voice, `field.${c.field}`),
    before: factText(voice, c.field, c.before, order.facts.currency),
    after: factText(voice, c.field, c.after, order.facts.currency),
  }));
  const events = difference.events.map((e) =>
    dotted([word(voice, `event.${e.type}`), whoDid(voice, e), [at(voice, e.at)]]),
  );
  const title = titled(voice, order, say(voice, 'difference.title'));
  return fitCard({
    title,
    subtitle: `${subtitleOf(voice, order)} · ${say(voice, `state.${order.state}`)}`,
    tone: 'warning',
    summary: labelled(voice, orderName(order), say(voice, 'difference.intro')),
    blocks: [
      { kind: 'text', text: say(voice, 'difference.intro') },
      ...(rows.length > 0
        ? [{ kind: 'text' as const, text: [{ bold: say(voice, 'difference.facts') }] }, ...changesBlock(rows)]
        : [{ kind: 'note' as const, text: say(voice, 'difference.nothing') }]),
      ...section(voice, say(voice, 'difference.events'), events, null, 8),
      ...actions([
        ...(again ? [stillButton(voice, order, again)] : []),
        press(say(voice, 'button.latest'), 'order.show', order),
      ]),
    ],
  });
}

/** The same press from the version that was just shown. */
function stillButton(
  voice: Voice,
  order: Order,
  { action, ...value }: ButtonValue & { readonly action: string },
): Button {
  return {
    kind: 'button',
    label: say(voice, 'button.still'),
    action,
    value: { ...value, order: order.id, rev: order.revision, ver: order.version },
    style: 'primary',
  };
}
