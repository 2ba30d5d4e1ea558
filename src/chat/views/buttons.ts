import { say, type Voice } from '../../i18n/translate.ts';
import type { Button, ButtonValue, LinkButton, MenuButton } from '../card.ts';

/** Forms a button can open: `form.open` carries one of these in `value.form`. The conversation's form table has each. */
export type FormName =
  | 'confirm'
  | 'return'
  | 'resubmit'
  | 'approve'
  | 'conditions'
  | 'reject'
  | 'ask_info'
  | 'answer_info'
  | 'recuse'
  | 'change_answer'
  | 'propose'
  | 'agree'
  | 'refuse_terms'
  | 'exec_accept'
  | 'exec_conditions'
  | 'exec_return'
  | 'abandon'
  | 'withdraw'
  | 'hold'
  | 'wait'
  | 'delegate'
  | 'answer_status'
  | 'new'
  | 'review'
  | 'setting';

/** What a press does without a form. */
export type PressName =
  | 'order.show'
  | 'order.timeline'
  | 'order.resume'
  | 'order.customer_answered'
  | 'order.remind'
  | 'intake.pass'
  | 'review.approve'
  | 'review.clear_condition'
  | 'round.close'
  | 'obligation.snooze'
  | 'list.open'
  | 'list.mine'
  | 'lead.take'
  | 'help.open';

/** The version a button is drawn from (stale-proof decisions). */
export interface Drawn {
  readonly id: string;
  readonly revision: number;
  readonly version: number;
}

type Style = 'primary' | 'danger';

function drawnFrom(order: Drawn | null, extra: ButtonValue): ButtonValue {
  return order ? { order: order.id, rev: order.revision, ver: order.version, ...extra } : extra;
}

/** A button that opens a form about an order; `subject` is the department or id the form is about. */
export function form(
  voice: Voice,
  name: FormName,
  order: Drawn | null,
  options: { subject?: string; style?: Style; label?: string } = {},
): Button {
  const confirm = confirmFor(voice, name);
  return {
    kind: 'button',
    label: options.label ?? say(voice, LABELS[name]),
    action: 'form.open',
    value: drawnFrom(order, { form: name, ...(options.subject !== undefined && { subject: options.subject }) }),
    ...(options.style && { style: options.style }),
    ...(confirm && { confirm }),
  };
}

/** A button that acts at once. */
export function press(
  label: string,
  action: PressName,
  order: Drawn | null,
  options: { subject?: string; style?: Style; more?: ButtonValue } = {},
): Button {
  return {
    kind: 'button',
    label,
    action,
    value: drawnFrom(order, { ...(options.subject !== undefined && { subject: options.subject }), ...options.more }),
    ...(options.style && { style: options.style }),
  };
}

/** Buttons folded away; at most five, which every platform can show. */
export function more(voice: Voice, items: readonly Button[]): MenuButton[] {
  return items.length === 0 ? [] : [{ kind: 'menu', label: say(voice, 'button.more'), items: items.slice(0, 5) }];
}

export function details(voice: Voice, order: Drawn): Button {
  return press(say(voice, 'button.details'), 'order.show', order);
}

export function timelineButton(voice: Voice, order: Drawn): Button {
  return press(say(voice, 'button.timeline'), 'order.timeline', order);
}

export function remindButton(voice: Voice, order: Drawn): Button {
  return press(say(voice, 'button.remind'), 'order.remind', order);
}

/** An actions block, or nothing when there is no button. */
export function actions(items: readonly (Button | LinkButton | MenuButton)[]) {
  return items.length === 0 ? [] : [{ kind: 'actions' as const, items }];
}

const LABELS = {
  confirm: 'button.confirm',
  return: 'button.return',
  resubmit: 'button.resubmit',
  approve: 'button.approve',
  conditions: 'button.conditions',
  reject: 'button.reject',
  ask_info: 'button.ask_info',
  answer_info: 'button.answer_info',
  recuse: 'button.recuse',
  change_answer: 'button.change_answer',
  propose: 'button.propose',
  agree: 'button.agree',
  refuse_terms: 'button.refuse_terms',
  exec_accept: 'button.exec_accept',
  exec_conditions: 'button.exec_conditions',
  exec_return: 'button.exec_return',
  abandon: 'button.abandon',
  withdraw: 'button.withdraw',
  hold: 'button.hold',
  wait: 'button.wait',
  delegate: 'button.delegate',
  answer_status: 'button.answer_status',
  new: 'button.new',
  review: 'button.review',
  setting: 'button.set_confirm_hours',
} as const satisfies Record<FormName, string>;

/** Only what ends an order for everybody asks "are you sure". */
function confirmFor(voice: Voice, name: FormName) {
  if (name !== 'withdraw' && name !== 'abandon') return null;
  return {
    title: say(voice, `confirm.${name}_title`),
    text: say(voice, `confirm.${name}_text`),
    yes: say(voice, `confirm.${name}_yes`),
    no: say(voice, 'confirm.no'),
  };
}
