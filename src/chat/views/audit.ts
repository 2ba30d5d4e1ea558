import { say, type Voice } from '../../i18n/translate.ts';
import type { Card } from '../card.ts';
import { fitCard } from '../fit-card.ts';
import { section } from './order-parts.ts';
import { dotted } from './parts.ts';

/** How an entry of the log differs from what was written (XD-03). */
export type AuditProblemKind = 'edited' | 'removed' | 'reordered' | 'cut_off' | 'head';

export interface AuditModel {
  readonly streams: number;
  readonly events: number;
  /** `stream` as people call it: the order's number, or the company's stream. */
  readonly problems: readonly { readonly stream: string; readonly seq: number; readonly kind: AuditProblemKind }[];
}

/** Whether the log is as it was written, and if not, where. */
export function drawAudit({ streams, events, problems }: AuditModel, voice: Voice): Card {
  const title = say(voice, 'audit.title');
  const text =
    problems.length === 0
      ? say(voice, 'audit.ok', { streams, events })
      : say(voice, 'audit.bad', { problems: problems.length });
  return fitCard({
    title,
    tone: problems.length === 0 ? 'good' : 'bad',
    summary: text,
    blocks: [
      ...(problems.length === 0
        ? [{ kind: 'text' as const, text }]
        : section(
            voice,
            text,
            problems.map((p) =>
              dotted([say(voice, 'audit.at', { stream: p.stream, seq: p.seq }), say(voice, `audit.problem.${p.kind}`)]),
            ),
            'bad',
            20,
          )),
    ],
  });
}
