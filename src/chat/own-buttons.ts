import type { Order } from '../domain/order.ts';
import { ORDER_PROCESS, type OrderAction } from '../domain/order-process.ts';
import type { Block, Button, Card, LinkButton, MenuButton } from './card.ts';
import { refusalBefore } from './forms/before-open.ts';
import type { Talk } from './talk.ts';

/** Which action of the process a form is for; a form not named here is open to everybody who sees the order. */
export const ACTION_OF_FORM: Readonly<Partial<Record<string, OrderAction>>> = {
  confirm: 'confirm',
  return: 'return_to_sales',
  resubmit: 'resubmit',
  review: 'approve',
  approve: 'approve',
  conditions: 'approve_with_conditions',
  reject: 'reject',
  ask_info: 'ask_info',
  answer_info: 'answer_info',
  recuse: 'recuse',
  change_answer: 'change_answer',
  propose: 'propose_option',
  agree: 'agree',
  refuse_terms: 'refuse_terms',
  exec_accept: 'exec_accept',
  exec_conditions: 'exec_conditions',
  exec_return: 'exec_return',
  abandon: 'abandon',
  withdraw: 'withdraw',
  hold: 'hold',
  wait: 'wait_for_customer',
  force: 'force',
};

const ACTION_OF_PRESS: Readonly<Partial<Record<string, OrderAction>>> = {
  'order.resume': 'resume',
  'order.customer_answered': 'customer_answered',
  'intake.pass': 'pass_intake',
  'review.approve': 'approve',
  'review.clear_condition': 'clear_condition',
  'round.close': 'close_round',
};

/** Whether the person could take this action now, for some department where it is a department's. */
export function mayTake(talk: Talk, order: Order, action: OrderAction): boolean {
  const isOfDepartment =
    action === 'answer_info' || ORDER_PROCESS[action].some((m) => (m.by as readonly string[]).includes('HEAD'));
  if (!isOfDepartment) return refusalBefore(talk, order, action) === null;
  return (order.round?.tasks ?? []).some(
    ({ department }) => refusalBefore(talk, order, action, { department }) === null,
  );
}

/** A private card keeps the buttons its reader can use: nobody is offered what would be refused. */
export function withOwnButtons(talk: Talk, order: Order, card: Card): Card {
  const isOwn = ({ action, value }: Button) => {
    const needed = action === 'form.open' ? ACTION_OF_FORM[String(value.form ?? '')] : ACTION_OF_PRESS[action];
    return needed === undefined || mayTake(talk, order, needed);
  };
  const blocks = card.blocks.flatMap((block): Block[] => {
    if (block.kind !== 'actions') return [block];
    const items = block.items.flatMap((item): (Button | LinkButton | MenuButton)[] => {
      if (item.kind === 'button') return isOwn(item) ? [item] : [];
      if (item.kind !== 'menu') return [item];
      const own = item.items.filter(isOwn);
      return own.length > 0 ? [{ ...item, items: own }] : [];
    });
    return items.length > 0 ? [{ ...block, items }] : [];
  });
  return { ...card, blocks };
}
