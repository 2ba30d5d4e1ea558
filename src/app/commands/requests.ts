import { z } from 'zod';
import { event, orderName } from '../../domain/order.ts';
import { DEPARTMENTS } from '../../domain/people.ts';
import { ok, refuse } from '../../domain/result.ts';
import { openTasks } from '../../domain/review.ts';
import { isSeenBy } from '../access.ts';
import { companyCommand, orderCommand } from '../command.ts';
import type { Announcement } from '../delivery.ts';
import { leadersOf, reviewersIn } from '../people-of.ts';
import { runTimerStep, snoozeObligation } from '../timers.ts';
import { typedText } from './facts.ts';

const HOUR = 3_600_000;
const MINUTE = 60_000;

/** A department is asked for its status; the request is tracked until answered (UO-54). */
export const askStatus = orderCommand({
  name: 'status',
  input: z.object({ department: z.enum(DEPARTMENTS), question: typedText(500) }),
  needsCurrent: false,
  run: async (context, input, order) => {
    const asked = reviewersIn(context, input.department);
    // A confidential order is not told to a department that takes no part in it (XD-17).
    if (order.isConfidential && !asked.some((p) => isSeenBy(order, context.directory.actor(p.id, context.now))))
      return refuse('not_visible');
    const request = {
      id: context.newId(),
      orderId: order.id,
      department: input.department,
      askedBy: context.actor.id,
      question: input.question,
      askedAt: context.now,
      dueAt: context.now + context.settings.status_request_h * HOUR,
      answeredBy: null,
      answer: null,
      answeredAt: null,
    };
    await context.tx.requests.save(request);
    const rooms = (await context.tx.rooms.of(order.id)).filter((r) => r.kind === 'order');
    const announcements: Announcement[] = [
      ...rooms.map((r) => ({
        delivery: {
          kind: 'show' as const,
          room: r.id,
          view: 'status.request' as const,
          subject: request.id,
          order: order.id,
        },
      })),
      ...asked.map((p) => ({
        delivery: {
          kind: 'direct' as const,
          person: p.id,
          view: 'status.request' as const,
          subject: request.id,
          order: order.id,
        },
      })),
    ];
    return ok({
      order,
      events: [
        event('status.asked', {
          request: request.id,
          department: input.department,
          question: input.question,
          dueAt: request.dueAt,
        }),
      ],
      announcements,
      answer: {
        key: 'answer.status_asked',
        params: { department: { term: `role.${input.department}` }, until: { date: request.dueAt } },
        tone: 'good',
        orderId: order.id,
      },
    });
  },
});

export const answerStatus = orderCommand({
  name: 'answer_status',
  input: z.object({ requestId: z.string().max(40), answer: typedText(2000) }),
  needsCurrent: false,
  run: async (context, input, order) => {
    const request = await context.tx.requests.load(input.requestId);
    if (!request || request.orderId !== order.id) return refuse('invalid', { field: { term: 'field.request' } });
    if (request.answeredAt !== null)
      return refuse('already_answered', { by: { person: request.answeredBy ?? '' }, at: { date: request.answeredAt } });
    const department = DEPARTMENTS.find((d) => d === request.department);
    const mayAnswer =
      department &&
      (context.actor.person?.memberships.some((m) => m.role === department) ||
        reviewersIn(context, department).some((p) => p.id === context.actor.id));
    if (!mayAnswer)
      return refuse('not_yours', {
        action: { term: 'action.answer_status' },
        who: { list: [{ term: `role.${request.department}` }] },
      });
    await context.tx.requests.save({
      ...request,
      answer: input.answer,
      answeredBy: context.actor.id,
      answeredAt: context.now,
    });
    const rooms = (await context.tx.rooms.of(order.id)).filter((r) => r.kind === 'order');
    const announcements: Announcement[] = [
      ...rooms.map((r) => ({
        delivery: {
          kind: 'redraw' as const,
          room: r.id,
          view: 'status.request' as const,
          subject: request.id,
          order: order.id,
        },
      })),
      ...reviewersIn(context, department).map((p) => ({
        delivery: {
          kind: 'redraw_direct' as const,
          person: p.id,
          view: 'status.request' as const,
          subject: request.id,
          order: order.id,
        },
      })),
      {
        delivery: {
          kind: 'direct',
          person: request.askedBy,
          view: 'status.request',
          subject: request.id,
          order: order.id,
        },
      },
    ];
    return ok({
      order,
      events: [event('status.answered', { request: request.id, department: request.department, answer: input.answer })],
      announcements,
      answer: { key: 'answer.status_answered', params: { order: orderName(order) }, tone: 'good', orderId: order.id },
    });
  },
});

/** A nudge by hand to whoever is waited for, not more often than the setting allows (XD-11). */
export const remind = orderCommand({
  name: 'remind',
  input: z.object({}),
  needsCurrent: false,
  run: async (context, _, order) => {
    const { now } = context;
    const recent = (await context.tx.events.since(order.id, order.version - 40))
      .filter((e) => e.type === 'reminder.sent')
      .at(-1);
    const wait = recent ? recent.at + context.settings.nudge_min * MINUTE - now : 0;
    if (wait > 0) return refuse('too_soon', { wait: { duration: wait } });
    const open = (await context.tx.obligations.open(order.id)).filter(
      (o) => (o.state === 'OPEN' || o.state === 'MISSED') && o.pausedAt === null,
    );
    const pending = order.round?.state === 'OPEN' ? openTasks(order.round) : [];
    const announcements: Announcement[] = open.flatMap((o) => {
      const department = DEPARTMENTS.find((d) => d === o.role);
      const people = o.personId
        ? [context.directory.person(o.personId)]
        : o.role.startsWith('EXEC')
          ? leadersOf(context)
          : department
            ? reviewersIn(context, department)
            : context.directory.membersOf(o.role);
      return people
        .filter((p) => p !== null && p.id !== context.actor.id)
        .map((p) => ({
          delivery: {
            kind: 'direct' as const,
            person: p?.id ?? '',
            view: 'obligation.reminder' as const,
            subject: `${o.id}@${now}`,
            order: order.id,
          },
        }));
    });
    if (announcements.length === 0) return refuse('nobody_waiting');
    return ok({
      order,
      events: [
        event('reminder.sent', {
          to: [...new Set(open.map((o) => o.role))],
          pending: pending.map((t) => t.department),
        }),
      ],
      announcements,
      answer: {
        key: 'answer.reminded',
        params: { roles: { list: [...new Set(open.map((o) => o.role))].map((r) => ({ term: `role.${r}` })) } },
        tone: 'good',
        orderId: order.id,
      },
    });
  },
});

/** One's own reminders wait; the due time and the escalation do not. */
export const snooze = orderCommand({
  name: 'snooze',
  input: z.object({ obligationId: z.string().max(40), until: z.enum(['30m', '1h', 'tomorrow']) }),
  needsCurrent: false,
  run: async (context, input, order) => {
    const found = await context.tx.obligations.load(input.obligationId);
    if (!found || found.orderId !== order.id || (found.state !== 'OPEN' && found.state !== 'MISSED'))
      return refuse('no_effect');
    const snoozed = snoozeObligation(found, input.until, context);
    if (!snoozed) return refuse('no_effect');
    return ok({
      order,
      events: [event('reminder.snoozed', { obligation: found.id, key: found.key, until: snoozed.snoozedUntil })],
      obligations: [snoozed],
      answer: {
        key: 'answer.snoozed',
        params: { until: { date: snoozed.snoozedUntil ?? context.now } },
        tone: 'info',
        orderId: order.id,
      },
    });
  },
});

/** A timer rings: the step is taken once, whatever restarts (XD-05). Only the bot sends it. */
export const timerStep = orderCommand({
  name: 'timer',
  by: ['BOT'],
  input: z.object({ obligationId: z.string().max(40), step: z.number().int().min(0) }),
  needsCurrent: false,
  run: async (context, input, order) => {
    const taken = await runTimerStep(context, order, input.obligationId, input.step);
    if (!taken) return refuse('no_effect');
    return ok({
      order: taken.order,
      events: taken.events,
      obligations: taken.obligations,
      announcements: taken.announcements,
      answer: { key: 'answer.done', params: {}, tone: 'info', orderId: order.id },
    });
  },
});

/** The processing sheet has arrived at a department (UO-10). */
export const recordSheet = orderCommand({
  name: 'sheet_delivered',
  by: ['BOT'],
  input: z.object({ department: z.enum(DEPARTMENTS), platform: z.string().max(20) }),
  needsCurrent: false,
  run: async (context, input, order) => {
    if ((await context.tx.sheets.delivered(order.id)).includes(input.department)) return refuse('no_effect');
    await context.tx.sheets.record(order.id, input.department, input.platform, context.now);
    return ok({
      order,
      events: [event('sheet.delivered', { department: input.department, platform: input.platform })],
      answer: { key: 'answer.done', params: {}, tone: 'info', orderId: order.id },
    });
  },
});

/** An attachment joins an order's record (PJ-47). */
export const attachFile = orderCommand({
  name: 'attach',
  input: z.object({ attachmentId: z.string().max(40) }),
  needsCurrent: false,
  run: async (context, input, order) => {
    const file = await context.tx.attachments.load(input.attachmentId);
    if (!file || file.byId !== context.actor.id || (file.orderId !== null && file.orderId !== order.id))
      return refuse('no_effect');
    await context.tx.attachments.save({ ...file, orderId: order.id });
    return ok({
      order,
      events: [event('file.attached', { file: file.id, hash: file.hash, name: file.name, size: file.size })],
      answer: {
        key: 'answer.attached',
        params: { file: file.name, order: orderName(order) },
        tone: 'good',
        orderId: order.id,
      },
    });
  },
});

/** A file that belongs to no order yet: held until the form that names it is filed. */
export const uploadFile = companyCommand({
  name: 'upload',
  input: z.object({
    id: z.string().max(40),
    hash: z.string().length(64),
    name: typedText(200),
    type: z.string().max(120),
    size: z.number().int().min(1),
  }),
  run: async (context, input) => {
    await context.tx.attachments.save({ ...input, orderId: null, byId: context.actor.id, at: context.now });
    return ok({ events: [], answer: { key: 'answer.done', params: {}, tone: 'info' } });
  },
});
