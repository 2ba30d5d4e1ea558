import { type LogProblemKind, verifyLog } from '../../app/upkeep/verify-log.ts';
import { hasAnyRight } from '../../domain/people.ts';
import { refuse } from '../../domain/result.ts';
import { refusedReply } from '../forms/before-open.ts';
import type { Reply } from '../interaction.ts';
import { type Talk, text } from '../talk.ts';
import { type AuditProblemKind, drawAudit } from '../views/audit.ts';
import { orderSaid } from './order-said.ts';

const VERIFY = /^(?:verify|check|验证|驗證|核对|核對|校验|校驗)\s*/iu;

/** What the card says of each kind: data that is not what its digest says was edited, and a day's root stands outside the chain. */
const WORDS = {
  edited: 'edited',
  removed: 'removed',
  reordered: 'reordered',
  cut_off: 'cut_off',
  head: 'head',
  personal: 'edited',
  root: 'head',
} as const satisfies Record<LogProblemKind, AuditProblemKind>;

/** `audit verify [order]`: the log against itself and against what stands outside it; the first bad event of each stream is named (UO-50, XD-03). */
export async function audit(talk: Talk, rest: string): Promise<Reply> {
  if (!hasAnyRight(talk.actor, ['ADMIN', 'EXEC'])) {
    return refusedReply(
      talk,
      refuse('not_yours', {
        action: { term: 'action.audit' },
        who: { list: [{ term: 'right.ADMIN' }, { term: 'right.EXEC' }] },
      }).refusal,
      { what: 'audit' },
    );
  }
  const named = rest.trim().replace(VERIFY, '');
  const said = named === '' ? null : await orderSaid(talk, named);
  if (said !== null && 'reply' in said) return said.reply;
  const checked = await verifyLog(talk.parts.store.log, said === null ? {} : { stream: said.order.id });
  const problems = checked.problems.map((p) => ({
    stream: p.name ?? (p.stream === 'company' ? text(talk, 'reply.company_log') : p.stream),
    seq: p.seq ?? 0,
    kind: WORDS[p.kind],
  }));
  return { kind: 'card', card: drawAudit({ streams: checked.streams, events: checked.events, problems }, talk.voice) };
}
