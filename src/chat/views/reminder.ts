import type { CardModel } from '../../app/card-models.ts';
import type { Obligation } from '../../domain/obligation.ts';
import { isRunning } from '../../domain/obligation.ts';
import type { Order } from '../../domain/order.ts';
import { say, type Voice } from '../../i18n/translate.ts';
import type { Block, Button, Card, MenuButton } from '../card.ts';
import { actions, details, form, press } from './buttons.ts';
import { subtitleOf, titled } from './order-parts.ts';
import { at, deadline, departmentName, fromNow, labelled, pair, personName, roleName, word } from './parts.ts';

/** What is missing, for how long, the button that fixes it, and snooze (UO-08, XD-11). It stops by itself and never scolds. */
export function obligationReminder(model: Extract<CardModel, { view: 'obligation.reminder' }>, voice: Voice): Card {
  const { order, obligation } = model;
  const what = word(voice, `obligation.${obligation.key}`);
  const subtitle = subtitleOf(voice, order);
  if (!isRunning(obligation)) {
    const said = say(
      voice,
      obligation.state === 'MET'
        ? 'reminder.done'
        : obligation.state === 'MISSED_THEN_MET'
          ? 'reminder.done_late'
          : 'reminder.void',
    );
    return {
      title: titled(voice, order, what),
      subtitle,
      tone: obligation.state === 'VOID' ? 'ended' : 'good',
      summary: labelled(voice, titled(voice, order, what), said),
      blocks: [{ kind: 'text', text: said }],
    };
  }
  const isPaused = obligation.pausedAt !== null;
  const isMissed = obligation.state === 'MISSED' && !isPaused;
  const title = titled(voice, order, say(voice, isMissed ? 'reminder.title_overdue' : 'reminder.title', { what }));
  const who = obligation.personId ? personName(voice, obligation.personId) : roleName(voice, obligation.role);
  const blocks: Block[] = [
    {
      kind: 'fields',
      fields: [
        pair(voice, 'reminder.missing', missingOf(voice, order, obligation)),
        pair(
          voice,
          isMissed ? 'card.overdue' : 'card.due',
          isPaused ? say(voice, 'card.paused') : deadline(voice, obligation.dueAt),
        ),
        pair(voice, 'card.who', who),
        pair(voice, 'reminder.since', [at(voice, obligation.startedAt), ' · ', fromNow(voice, obligation.startedAt)]),
      ],
    },
    ...(isMissed ? [{ kind: 'note' as const, text: say(voice, 'reminder.still') }] : []),
    ...(obligation.snoozedUntil !== null
      ? [{ kind: 'note' as const, text: [say(voice, 'reminder.snoozed'), ' ', at(voice, obligation.snoozedUntil)] }]
      : []),
    ...actions(
      order.hold
        ? [details(voice, order)]
        : [...fixes(voice, order, obligation), details(voice, order), snoozeMenu(voice, order, obligation)],
    ),
  ];
  return { title, subtitle, tone: isPaused ? 'neutral' : isMissed ? 'bad' : 'warning', summary: title, blocks };
}

function missingOf(voice: Voice, order: Order, { key, role, subjectId }: Obligation): string {
  switch (key) {
    case 'review':
    case 'status_request':
      return say(voice, `reminder.missing.${key}`, { department: departmentName(voice, role) });
    case 'review_info': {
      const task = order.round?.tasks.find((t) => t.id === subjectId);
      return task?.question
        ? labelled(voice, departmentName(voice, task.department), task.question.slice(0, 200))
        : say(voice, 'reminder.missing.review_info');
    }
    case 'confirm_customer':
    case 'intake_check':
    case 'return_fix':
    case 'open_review':
    case 'negotiate':
    case 'customer_answer':
    case 'exec_decide':
      return say(voice, `reminder.missing.${key}`);
    default:
      return word(voice, `obligation.${key}`);
  }
}

/** The button that ends the reminder. */
function fixes(voice: Voice, order: Order, { key, role, subjectId }: Obligation): (Button | MenuButton)[] {
  switch (key) {
    case 'confirm_customer':
      return order.state === 'RETURNED'
        ? [form(voice, 'resubmit', order, { style: 'primary' })]
        : order.intake?.state === 'open'
          ? []
          : [form(voice, 'confirm', order, { style: 'primary' })];
    case 'intake_check':
      return [
        press(say(voice, 'button.pass_intake'), 'intake.pass', order, { style: 'primary' }),
        form(voice, 'return', order),
      ];
    case 'return_fix':
      return [form(voice, 'resubmit', order, { style: 'primary' })];
    case 'review':
      return [form(voice, 'review', order, { subject: role, style: 'primary' })];
    case 'review_info': {
      const task = order.round?.tasks.find((t) => t.id === subjectId);
      return task ? [form(voice, 'answer_info', order, { subject: task.department, style: 'primary' })] : [];
    }
    case 'customer_answer':
      return [press(say(voice, 'button.customer_answered'), 'order.customer_answered', order, { style: 'primary' })];
    case 'negotiate':
      return [
        ...(order.negotiation.options.length > 0
          ? [form(voice, 'agree', order, { style: 'primary' })]
          : [form(voice, 'propose', order, { style: 'primary' })]),
        form(voice, 'refuse_terms', order),
      ];
    case 'exec_decide':
      // No answer stands out: a reminder must not lean towards one.
      return [
        {
          kind: 'menu',
          label: say(voice, 'button.exec'),
          items: [
            form(voice, 'exec_accept', order),
            form(voice, 'exec_conditions', order),
            form(voice, 'exec_return', order),
            form(voice, 'abandon', order, { style: 'danger' }),
          ],
        },
      ];
    case 'status_request':
      return [form(voice, 'answer_status', order, { subject: subjectId, style: 'primary' })];
    default:
      return [];
  }
}

function snoozeMenu(voice: Voice, order: Order, obligation: Obligation): MenuButton {
  const item = (label: string, until: '30m' | '1h' | 'tomorrow') =>
    press(label, 'obligation.snooze', order, { subject: obligation.id, more: { until } });
  return {
    kind: 'menu',
    label: say(voice, 'button.snooze'),
    items: [
      item(say(voice, 'button.snooze_30m'), '30m'),
      item(say(voice, 'button.snooze_1h'), '1h'),
      item(say(voice, 'button.snooze_tomorrow'), 'tomorrow'),
    ],
  };
}
