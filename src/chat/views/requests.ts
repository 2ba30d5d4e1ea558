import type { CardModel } from '../../app/card-models.ts';
import { say, type Voice } from '../../i18n/translate.ts';
import type { Block, Card } from '../card.ts';
import { actions, details, form, press } from './buttons.ts';
import { subtitleOf, titled } from './order-parts.ts';
import { at, clip, deadline, departmentName, dotted, labelled, pair, personName, stacked } from './parts.ts';

/** A department is asked how far it is; tracked until answered (UO-54). */
export function statusRequest(model: Extract<CardModel, { view: 'status.request' }>, voice: Voice): Card {
  const { order, request } = model;
  const title = titled(
    voice,
    order,
    say(voice, 'status.title', { department: departmentName(voice, request.department) }),
  );
  const asked: Block = {
    kind: 'text',
    text: stacked([
      clip(request.question, 500),
      dotted([[say(voice, 'status.asked_by'), ' ', personName(voice, request.askedBy)], [at(voice, request.askedAt)]]),
    ]),
  };
  if (request.answeredAt !== null) {
    const said = say(voice, 'status.answered', { by: personName(voice, request.answeredBy ?? 'BOT') });
    return {
      title,
      subtitle: subtitleOf(voice, order),
      tone: 'good',
      summary: labelled(voice, title, said),
      blocks: [
        asked,
        {
          kind: 'text',
          text: stacked([
            dotted([[{ bold: said }], [at(voice, request.answeredAt)]]),
            clip(request.answer ?? '', 1000),
          ]),
          tone: 'good',
        },
      ],
    };
  }
  return {
    title,
    subtitle: subtitleOf(voice, order),
    tone: 'waiting',
    summary: title,
    blocks: [
      asked,
      { kind: 'fields', fields: [pair(voice, 'card.due', deadline(voice, request.dueAt))] },
      ...actions([
        form(voice, 'answer_status', order, { subject: request.id, style: 'primary' }),
        details(voice, order),
      ]),
    ],
  };
}

/** What somebody outside sales heard of an urgent order, handed to sales (UO-03, JW-01). */
export function leadCard({ lead }: Extract<CardModel, { view: 'lead.card' }>, voice: Voice): Card {
  const title = say(voice, 'lead.title');
  const by = personName(voice, lead.byId);
  const told: Block[] = [
    { kind: 'text', text: say(voice, 'lead.intro', { by }) },
    { kind: 'text', text: clip(lead.text, 1500) },
    { kind: 'note', text: [say(voice, 'lead.at'), ' ', at(voice, lead.at)] },
  ];
  if (lead.state === 'OPEN') {
    return {
      title,
      tone: 'waiting',
      summary: labelled(voice, title, by),
      blocks: [
        ...told,
        ...actions([press(say(voice, 'button.take_lead'), 'lead.take', null, { subject: lead.id, style: 'primary' })]),
      ],
    };
  }
  const said =
    lead.state === 'TAKEN'
      ? say(voice, 'lead.taken', { by: personName(voice, lead.takenBy ?? 'BOT') })
      : say(voice, 'lead.dismissed');
  return {
    title,
    tone: lead.state === 'TAKEN' ? 'good' : 'ended',
    summary: labelled(voice, title, said),
    blocks: [
      ...told,
      { kind: 'text', text: dotted([[{ bold: said }], lead.takenAt === null ? null : [at(voice, lead.takenAt)]]) },
    ],
  };
}

/** Told to both sides: who decides for whom, from when until when (XD-07). */
export function delegationNote({ delegation }: Extract<CardModel, { view: 'delegation.note' }>, voice: Voice): Card {
  const title = say(voice, 'delegation.title');
  const text = say(voice, 'delegation.text', {
    from: personName(voice, delegation.fromId),
    to: personName(voice, delegation.toId),
  });
  const isRevoked = delegation.revokedAt !== null;
  return {
    title,
    tone: isRevoked ? 'ended' : 'info',
    summary: isRevoked ? labelled(voice, title, say(voice, 'delegation.revoked')) : labelled(voice, title, text),
    blocks: [
      { kind: 'text', text },
      {
        kind: 'fields',
        fields: [
          pair(voice, 'delegation.from', [at(voice, delegation.startsAt)]),
          pair(voice, 'delegation.to', [at(voice, delegation.endsAt)]),
          ...(delegation.reason ? [pair(voice, 'delegation.reason', clip(delegation.reason))] : []),
        ],
      },
      ...(isRevoked ? [{ kind: 'note' as const, text: say(voice, 'delegation.revoked') }] : []),
    ],
  };
}

/** A department nobody answers for: leadership and admins got its card, visibly (XD-10). */
export function fallbackWarning({ order }: Extract<CardModel, { view: 'fallback.warning' }>, voice: Voice): Card {
  const tasks = order.round?.tasks.filter((t) => t.fallback !== null) ?? [];
  const title = titled(voice, order, say(voice, 'fallback.title'));
  const lines = tasks.map((t) =>
    say(voice, t.fallback === 'no_head' ? 'fallback.no_head' : 'fallback.no_member', {
      department: departmentName(voice, t.department),
    }),
  );
  return {
    title,
    subtitle: subtitleOf(voice, order),
    tone: 'warning',
    summary: title,
    blocks: [
      { kind: 'list', items: lines.slice(0, 15).map((text) => ({ text, tone: 'warning' as const })) },
      { kind: 'note', text: say(voice, 'fallback.fix') },
      ...actions([details(voice, order)]),
    ],
  };
}
