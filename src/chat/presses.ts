import type { CommandName } from '../app/commands.ts';
import { isDepartment } from '../domain/people.ts';
import type { ButtonValue } from './card.ts';
import { openForm } from './forms/open-form.ts';
import { readCommand } from './grammar.ts';
import type { Reply } from './interaction.ts';
import { act } from './outcome.ts';
import { type Talk, toast } from './talk.ts';
import { approvePressed, takeLead } from './verbs/acting.ts';
import { help } from './verbs/help.ts';
import { list, mine, showOrder, timeline } from './verbs/reading.ts';
import { runCommand } from './verbs.ts';

type Press = (talk: Talk, value: ButtonValue) => Promise<Reply>;

function seenOf(value: ButtonValue) {
  return typeof value.rev === 'number' && typeof value.ver === 'number'
    ? { seen: { revision: value.rev, version: value.ver } }
    : {};
}

/** A press that is a command by itself. */
function command(name: CommandName, action: string, input: (value: ButtonValue) => unknown = () => ({})): Press {
  return (talk, value) =>
    act(
      talk,
      {
        command: name,
        input: input(value),
        ...seenOf(value),
        ...(value.order !== undefined && { orderId: value.order }),
      },
      { ...value, action },
    );
}

function department(value: ButtonValue): { department: string } {
  return { department: value.subject !== undefined && isDepartment(value.subject) ? value.subject : '' };
}

/** What each button does, by its action. A button not listed here is answered too: it is from an older version. */
export const PRESSES: Readonly<Record<string, Press>> = {
  'form.open': async (talk, value) => {
    const form = String(value.form ?? '');
    return openForm(talk, form, {
      orderId: value.order ?? null,
      subject: value.subject ?? null,
      initial: {},
      seen: seenOf(value).seen ?? null,
    });
  },
  'order.show': (talk, value) => showOrder(talk, value.order ?? ''),
  'order.timeline': (talk, value) => timeline(talk, value.order ?? ''),
  'order.resume': command('resume', 'order.resume'),
  'order.customer_answered': command('customer_answered', 'order.customer_answered'),
  'order.remind': command('remind', 'order.remind'),
  'intake.pass': command('pass_intake', 'intake.pass'),
  'review.approve': (talk, value) =>
    approvePressed(talk, {
      orderId: value.order ?? null,
      subject: value.subject ?? null,
      initial: {},
      seen: seenOf(value).seen ?? null,
    }),
  'review.clear_condition': command('clear_condition', 'review.clear_condition', department),
  'round.close': command('close_round', 'round.close'),
  'obligation.snooze': command('snooze', 'obligation.snooze', (value) => ({
    obligationId: value.subject ?? '',
    until: value.until,
  })),
  'delegation.revoke': command('undelegate', 'delegation.revoke', (value) => ({ delegationId: value.subject ?? '' })),
  'lead.take': (talk, value) => takeLead(talk, value.subject ?? ''),
  'list.open': (talk) => list(talk, ''),
  'list.mine': (talk) => mine(talk),
  'help.open': async (talk) => help(talk, ''),
  // A suggestion taken: the same as typing it.
  'command.run': (talk, value) =>
    runCommand(talk, readCommand(`${String(value.verb ?? '')} ${String(value.rest ?? '')}`)),
  nothing: async (talk) => toast(talk, 'info', 'answer.done'),
};
