import { isSeenBy } from '../../app/access.ts';
import type { OrderFilter } from '../../app/ports.ts';
import { ORDER_STATES, type Order, type OrderState, orderName } from '../../domain/order.ts';
import { ORDER_PROCESS, type OrderAction } from '../../domain/order-process.ts';
import { hasAnyRight } from '../../domain/people.ts';
import { refuse } from '../../domain/result.ts';
import type { Key } from '../../i18n/translate.ts';
import { refusedReply } from '../forms/before-open.ts';
import type { Verb } from '../grammar.ts';
import type { Reply } from '../interaction.ts';
import { mayTake } from '../own-buttons.ts';
import { findOrder, type Talk, text } from '../talk.ts';
import { drawChoiceList } from '../views/choice.ts';
import { clip } from '../views/parts.ts';

/** The order named in a command, with the words after it; `null` when none was named and this is no order's room. */
export type OrderSaid = { readonly order: Order; readonly rest: string } | { readonly reply: Reply } | null;

/** Reads the order from the first word; in an order's room it may be left out (UO-32). */
export async function orderSaid(talk: Talk, rest: string): Promise<OrderSaid> {
  const [first = '', ...others] = rest.trim().split(/\s+/);
  const named = first === '' ? null : await findNamed(talk, first);
  if (named) return seen(talk, named, others.join(' '));
  if (looksLikeName(first))
    return {
      reply: await refusedReply(talk, refuse('unknown_order', { text: clip(first, 40) }).refusal, { what: 'show' }),
    };
  if (talk.roomOrderId === null) return null;
  const here = await findOrder(talk, '');
  return here ? seen(talk, here, rest.trim()) : null;
}

async function seen(talk: Talk, order: Order, rest: string): Promise<OrderSaid> {
  return isSeenBy(order, talk.actor)
    ? { order, rest }
    : { reply: await refusedReply(talk, refuse('not_visible').refusal, { what: 'show', orderId: order.id }) };
}

async function findNamed(talk: Talk, typed: string): Promise<Order | null> {
  const name = typed.replace(/^[#＃「"“]+|[」"”,，:：。.]+$/g, '').slice(0, 60);
  if (name === '') return null;
  return (await findOrder(talk, name)) ?? (await findOrder(talk, name.toUpperCase()));
}

/** Letters, a hyphen and digits: a number or a draft number, and nothing somebody would say instead of one. */
function looksLikeName(word: string): boolean {
  return /^[#＃]?[a-z]{1,6}-[\d-]*\d$/i.test(word);
}

/** What of confidential orders a list may show this person (XD-17). */
export function visibleTo(talk: Talk): NonNullable<OrderFilter['visibleTo']> {
  return { personId: talk.person.id, seesAll: hasAnyRight(talk.actor, ['ADMIN', 'EXEC', 'COORDINATOR', 'SALES_HEAD']) };
}

/** Open orders for which the person could do this now, to choose from with one press. */
export async function chooseOrder(
  talk: Talk,
  then: string | { readonly press: string } | { readonly verb: Verb },
  action: OrderAction | null,
): Promise<Reply> {
  const states =
    action === null
      ? undefined
      : ORDER_STATES.filter((s) => ORDER_PROCESS[action].some((m) => (m.from as readonly OrderState[]).includes(s)));
  const { rows } = await talk.parts.store.queries.listOrders({
    isOpen: true,
    includeDrills: true,
    visibleTo: visibleTo(talk),
    limit: 40,
    ...(states && { states }),
  });
  const orders = await talk.parts.store.transaction(async (tx) =>
    (await Promise.all(rows.map((r) => tx.orders.load(r.id)))).filter((o) => o !== null),
  );
  const ready = orders.filter((o) => isSeenBy(o, talk.actor) && (action === null || mayTake(talk, o, action)));
  const title =
    action === null
      ? text(talk, 'reply.which_order')
      : text(talk, 'reply.which_order_for', { action: { term: `action.${action}` } });
  return {
    kind: 'card',
    card: drawChoiceList(
      { title, empty: text(talk, 'reply.no_order_for') },
      ready.slice(0, 12).map((order) => ({
        text: `${orderName(order)} · ${text(talk, `state.${order.state}`)} · ${clip(order.facts.customer, 40)} · ${clip(order.facts.product, 40)}`,
        button: {
          kind: 'button',
          label: text(talk, 'reply.choose'),
          action: typeof then === 'string' ? 'form.open' : 'verb' in then ? 'command.run' : then.press,
          value:
            typeof then !== 'string' && 'verb' in then
              ? { verb: then.verb, rest: orderName(order) }
              : {
                  ...(typeof then === 'string' && { form: then }),
                  order: order.id,
                  rev: order.revision,
                  ver: order.version,
                },
        },
      })),
    ),
  };
}

/** `show` without a name, outside an order's room. */
export async function chooseToShow(talk: Talk): Promise<Reply> {
  const { rows } = await talk.parts.store.queries.listOrders({
    isOpen: true,
    includeDrills: true,
    visibleTo: visibleTo(talk),
    limit: 12,
  });
  return {
    kind: 'card',
    card: drawChoiceList(
      { title: text(talk, 'reply.which_order'), empty: text(talk, 'reply.no_order_for') },
      rows.map((row) => ({
        text: `${orderName(row)} · ${text(talk, `state.${row.state}` as Key)} · ${clip(row.customer, 40)} · ${clip(row.product, 40)}`,
        button: { kind: 'button', label: text(talk, 'reply.choose'), action: 'order.show', value: { order: row.id } },
      })),
    ),
  };
}
