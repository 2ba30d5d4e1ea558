import { z } from 'zod';
import { event } from '../../domain/order.ts';
import { ok, refuse } from '../../domain/result.ts';
import { companyCommand } from '../command.ts';
import { optionalText } from './facts.ts';

/** A head's decisions to another person for a period (XD-07). Admins may enter it for somebody who is already away. */
export const delegate = companyCommand({
  name: 'delegate',
  input: z.object({
    fromId: z.string().max(40).nullable().default(null),
    toId: z.string().max(40),
    startsAt: z.number().int().nullable().default(null),
    endsAt: z.number().int(),
    reason: optionalText(300),
  }),
  run: async (context, input) => {
    const { actor, directory, now } = context;
    const from =
      input.fromId === null || input.fromId === actor.id
        ? actor.person
        : actor.person?.isAdmin
          ? directory.person(input.fromId)
          : null;
    const to = directory.person(input.toId);
    const decides = from?.memberships.some((m) => m.isHead || m.role.startsWith('EXEC')) ?? false;
    if (!from || !decides)
      return refuse('not_yours', {
        action: { term: 'action.delegate' },
        who: { list: [{ term: 'right.HEAD' }, { term: 'right.EXEC' }, { term: 'right.ADMIN' }] },
      });
    if (!to?.isActive) return refuse('invalid', { field: { term: 'field.delegate_to' } });
    if (to.id === from.id) return refuse('no_delegate_self');
    const startsAt = Math.max(input.startsAt ?? now, now);
    if (input.endsAt <= startsAt || input.endsAt - startsAt > 366 * 86_400_000) return refuse('period_invalid');
    const delegation = {
      id: context.newId(),
      fromId: from.id,
      toId: to.id,
      startsAt,
      endsAt: input.endsAt,
      reason: input.reason,
      revokedAt: null,
    };
    await context.tx.directory.saveDelegation(delegation, actor.id, now);
    return ok({
      // Why somebody is away is theirs: it stands with the delegation, not in a chain that keeps everything.
      events: [
        event('people.delegated', {
          delegation: delegation.id,
          from: from.id,
          to: to.id,
          startsAt,
          endsAt: input.endsAt,
        }),
      ],
      announcements: [from, to]
        .filter((p) => p.id !== actor.id)
        .map((p) => ({
          delivery: {
            kind: 'direct' as const,
            person: p.id,
            view: 'delegation.note' as const,
            subject: delegation.id,
            order: null,
          },
        })),
      answer: { key: 'answer.delegated', params: { person: to.name, until: { date: input.endsAt } }, tone: 'good' },
    });
  },
});

export const revokeDelegation = companyCommand({
  name: 'undelegate',
  input: z.object({ delegationId: z.string().max(40) }),
  run: async (context, input) => {
    const found = context.directory.delegations.find((d) => d.id === input.delegationId);
    if (!found || found.revokedAt !== null) return refuse('no_effect');
    if (found.fromId !== context.actor.id && !context.actor.person?.isAdmin)
      return refuse('not_yours', {
        action: { term: 'action.delegate' },
        who: { list: [{ person: found.fromId }, { term: 'right.ADMIN' }] },
      });
    await context.tx.directory.saveDelegation({ ...found, revokedAt: context.now }, context.actor.id, context.now);
    return ok({
      events: [event('people.undelegated', { delegation: found.id })],
      answer: { key: 'answer.undelegated', params: {}, tone: 'good' },
    });
  },
});
