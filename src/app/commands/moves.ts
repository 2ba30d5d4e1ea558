import type { MoveContext } from '../../domain/order-guards.ts';
import { headBehind, holdsRole, leaderBehind } from '../../domain/people.ts';
import type { CommandContext } from '../command.ts';

/** The context of a move made by this command's actor. */
export function moveBy(context: CommandContext, extra: Partial<MoveContext> = {}): MoveContext {
  return { actor: context.actor, now: context.now, ...extra };
}

/** The head a delegate stood in for, for the log (XD-07 "acting decisions marked"). */
export function onBehalfOf(context: CommandContext, role: 'SALES' | 'EXEC'): string | null {
  const behind = role === 'EXEC' ? leaderBehind(context.actor) : headBehind(context.actor, role);
  return behind && behind.id !== context.actor.id ? behind.id : null;
}

/** The head of sales a stand-in acted for; null for somebody of sales, who does it in their own right. */
export function actingForSales(context: CommandContext): string | null {
  const { person } = context.actor;
  return person === null || holdsRole(person, 'SALES') ? null : onBehalfOf(context, 'SALES');
}
