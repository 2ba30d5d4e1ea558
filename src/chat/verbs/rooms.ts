import { isSeenBy } from '../../app/access.ts';
import { orderName } from '../../domain/order.ts';
import { openActions } from '../../domain/order-process.ts';
import { headBehind } from '../../domain/people.ts';
import type { Button } from '../card.ts';
import { refusalBefore } from '../forms/before-open.ts';
import type { Reply } from '../interaction.ts';
import { loadOrder, type Talk, text } from '../talk.ts';
import { drawBrief } from '../views/brief.ts';
import { details, form, press } from '../views/buttons.ts';
import { drawChoice } from '../views/choice.ts';

/**
 * "同意" typed among people decides nothing: the head who wrote it gets the buttons, in private. Anybody else wrote an opinion,
 * and nothing happens.
 */
export async function oneTap(talk: Talk, orderId: string, said: 'yes' | 'no'): Promise<Reply> {
  const order = await loadOrder(talk, orderId);
  if (!order || !isSeenBy(order, talk.actor)) return { kind: 'none' };
  const tasks = (order.round?.tasks ?? []).filter(
    (t) =>
      headBehind(talk.actor, t.department) !== null &&
      refusalBefore(talk, order, 'approve', { department: t.department }) === null,
  );
  const buttons = tasks.flatMap((t): Button[] => {
    const name = tasks.length > 1 ? ` · ${text(talk, `dept_short.${t.department}`)}` : '';
    const yes = press(`${text(talk, 'action.approve')}${name}`, 'review.approve', order, {
      subject: t.department,
      ...(said === 'yes' && { style: 'primary' as const }),
    });
    const no = form(talk.voice, 'reject', order, {
      subject: t.department,
      label: `${text(talk, 'action.reject')}${name}`,
    });
    return said === 'yes' ? [yes, no] : [no, yes];
  });
  const isLeaders = tasks.length === 0 && openActions(order, talk.actor).includes('exec_accept');
  if (isLeaders) buttons.push(form(talk.voice, 'exec_accept', order), form(talk.voice, 'exec_return', order));
  if (buttons.length === 0) return { kind: 'none' };
  return {
    kind: 'card',
    card: drawChoice(
      { title: text(talk, 'reply.one_tap', { order: orderName(order) }), text: text(talk, 'reply.one_tap_why') },
      [...buttons.slice(0, 4), details(talk.voice, order)],
    ),
  };
}

/** Whoever is there from the start has the living card before their eyes; only later ones need to be told. */
const FROM_THE_START_MS = 10 * 60_000;

/** What somebody who comes late needs to know, in five lines, for them alone. */
export async function brief(talk: Talk): Promise<Reply> {
  const order = talk.roomOrderId === null ? null : await loadOrder(talk, talk.roomOrderId);
  if (!order || !isSeenBy(order, talk.actor) || talk.now - (order.confirmedAt ?? 0) < FROM_THE_START_MS)
    return { kind: 'none' };
  const obligations = await talk.parts.store.transaction((tx) => tx.obligations.open(order.id));
  const mine = (order.round?.state === 'OPEN' ? order.round.tasks : []).find(
    (t) =>
      refusalBefore(talk, order, 'approve', { department: t.department }) === null &&
      headBehind(talk.actor, t.department) !== null,
  );
  return { kind: 'card', card: drawBrief({ order, obligations, asked: mine?.department ?? null }, talk.voice) };
}

/** Files posted in an order's room join its record (PJ-47). Each is a command of its own. */
export async function keepFiles(talk: Talk, orderId: string, fileIds: readonly string[]): Promise<void> {
  for (const [i, attachmentId] of fileIds.slice(0, 10).entries()) {
    await talk.parts.dispatch({
      id: `${talk.interaction.id}:file:${i}`,
      actorId: talk.person.id,
      command: 'attach',
      orderId,
      input: { attachmentId },
    });
  }
}
