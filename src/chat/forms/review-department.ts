import { type Order, orderName } from '../../domain/order.ts';
import { headBehind, isDepartment } from '../../domain/people.ts';
import { refuse } from '../../domain/result.ts';
import type { ReviewTask } from '../../domain/review.ts';
import type { Reply } from '../interaction.ts';
import { type Talk, text } from '../talk.ts';
import { drawChoice } from '../views/choice.ts';
import { orderOf, refusalBefore, refusedReply } from './before-open.ts';
import type { FormSubject } from './definition.ts';

export type DepartmentAction =
  | 'approve'
  | 'approve_with_conditions'
  | 'reject'
  | 'ask_info'
  | 'answer_info'
  | 'recuse'
  | 'change_answer'
  | 'clear_condition';

export interface DepartmentReady {
  readonly order: Order;
  readonly task: ReviewTask;
}

/**
 * The department a person answers for: the one named, the only one they may answer for, or a card to choose from when
 * there are several. When there is none, the refusal says why.
 */
export async function departmentReadyFor(
  talk: Talk,
  subject: FormSubject,
  form: string,
  action: DepartmentAction,
): Promise<DepartmentReady | { readonly reply: Reply }> {
  const found = await orderOf(talk, subject.orderId);
  if ('reply' in found) return found;
  const { order } = found;
  const tasks = order.round?.tasks ?? [];
  const named = subject.subject !== null && isDepartment(subject.subject) ? subject.subject : null;
  const asked = tasks.filter((t) => named === null || t.department === named);
  const open = asked.filter((t) => refusalBefore(talk, order, action, { department: t.department }) === null);
  const [first, second] = open;
  if (first && !second) return { order, task: first };
  if (first) return { reply: { kind: 'card', card: chooseDepartment(talk, order, open, form, subject) } };
  const department = named ?? asked.find((t) => headBehind(talk.actor, t.department) !== null)?.department;
  const refusal =
    refusalBefore(talk, order, action, department === undefined ? {} : { department }) ?? refuse('no_effect').refusal;
  return { reply: await refusedReply(talk, refusal, { what: action, orderId: order.id }) };
}

function chooseDepartment(talk: Talk, order: Order, tasks: readonly ReviewTask[], form: string, { seen }: FormSubject) {
  const { revision, version } = seen ?? order;
  return drawChoice(
    { title: text(talk, 'reply.which_department', { order: orderName(order) }) },
    tasks.map((t) => ({
      kind: 'button',
      label: text(talk, `role.${t.department}`),
      action: 'form.open',
      value: { form, order: order.id, rev: revision, ver: version, subject: t.department },
    })),
  );
}
