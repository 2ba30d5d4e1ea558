import { z } from 'zod';
import { event } from '../../domain/order.ts';
import { ok } from '../../domain/result.ts';
import { companyCommand } from '../command.ts';
import { leadTakers } from '../people-of.ts';
import { typedText } from './facts.ts';

/** What somebody outside sales heard, handed to sales (UO-03, JW-01). */
export const handOverLead = companyCommand({
  name: 'lead',
  input: z.object({ text: typedText(4000) }),
  run: async (context, input) => {
    const lead = {
      id: context.newId(),
      text: input.text,
      byId: context.actor.id,
      at: context.now,
      state: 'OPEN' as const,
      takenBy: null,
      takenAt: null,
      orderId: null,
    };
    await context.tx.leads.save(lead);
    const sales = leadTakers(context.directory);
    return ok({
      events: [event('lead.handed_over', { lead: lead.id })],
      announcements: sales.map((p) => ({
        delivery: { kind: 'direct' as const, person: p.id, view: 'lead.card' as const, subject: lead.id, order: null },
      })),
      answer: {
        key: 'answer.lead_sent',
        params: { people: { list: sales.map((p) => ({ person: p.id })) } },
        tone: 'good',
      },
    });
  },
});
