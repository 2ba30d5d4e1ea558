import type { MoveContext } from '../../domain/order-guards.ts';
import { headBehind, leaderBehind } from '../../domain/people.ts';
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
