import { z } from 'zod';
import { event } from '../../domain/order.ts';
import type { Refusal } from '../../domain/result.ts';
import { ok } from '../../domain/result.ts';
import { companyCommand } from '../command.ts';

/** Refusals of a right: they stand in the log (XD-01, domain §15 scenario 15). */
export const LOGGED_REFUSALS: readonly Refusal['code'][] = [
  'not_yours',
  'own_submission',
  'not_your_decision',
  'not_visible',
];

/** Somebody reached for what is not theirs and was told so before any command was sent: a form that did not open (XD-01). */
export const refusedAccess = companyCommand({
  name: 'access_refused',
  input: z.object({ command: z.string().max(40), order: z.string().max(40).nullable(), code: z.string().max(40) }),
  run: (_, input) =>
    ok({ events: [event('access.refused', input)], answer: { key: 'answer.done', params: {}, tone: 'info' } }),
});
