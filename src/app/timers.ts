import { endOfQuiet } from '../domain/calendar/quiet-hours.ts';
import { isRunning, type Obligation } from '../domain/obligation.ts';
import {
  type SnoozePreset,
  snoozeEnd,
  snoozeObligation as snoozeUntil,
  type TakenStep,
  takeStep,
} from '../domain/obligation-reminders.ts';
import { type Rung, ruleOf } from '../domain/obligation-rules.ts';
import type { DomainEvent, Order } from '../domain/order.ts';
import { isDepartment, type Person, type Role } from '../domain/people.ts';
import type { CommandContext } from './command.ts';
import { refuseTerms } from './commands/negotiations.ts';
import type { Announcement } from './delivery.ts';
import type { NewJob } from './jobs.ts';
import { leadersOf, reviewersIn } from './people-of.ts';
import type { RoomRow } from './rows.ts';

/**
 * The name under which a timer passes the gate, and its job's key: once per step and time. The time belongs to it, because
 * a pause or a snooze moves the step, and the ring that came too early must not stand for the one that counts (XD-05).
 */
export function timerRequestId({
  obligation,
  step,
  at,
}: {
  readonly obligation: string;
  readonly step: number;
  readonly at: number;
}): string {
  return `timer:${obligation}:${step}:${at}`;
}

/** The rings that obligations wait for, one each. Adding one twice is harmless: the key is the same while it waits. */
export function timerJobs(changed: readonly Obligation[]): NewJob[] {
  return changed.flatMap((o): NewJob[] => {
    if (o.nextAt === null || !isRunning(o)) return [];
    const payload = { obligation: o.id, step: o.step, at: o.nextAt };
    return [{ queue: 'timer', lane: o.orderId, key: timerRequestId(payload), payload, runAt: o.nextAt }];
  });
}

/** What a ring did: the parts of an effect. */
export interface RungTimer {
  readonly order: Order;
  readonly events: readonly DomainEvent[];
  readonly obligations: readonly Obligation[];
  readonly announcements: readonly Announcement[];
}

/**
 * A timer rings. Null when the ring means nothing any more: the step was taken, the time has moved, the clock stands still
 * or what was due is done. Otherwise the step is taken, once however long the bot was down, and those on the ladder are
 * told. An unanswered negotiation goes to leadership (T11); nothing is ever approved by a timer.
 */
export async function runTimerStep(
  context: CommandContext,
  order: Order,
  obligationId: string,
  step: number,
): Promise<RungTimer | null> {
  const obligation = await context.tx.obligations.load(obligationId);
  if (!obligation || obligation.orderId !== order.id || obligation.step !== step) return null;
  const taken = takeStep(obligation, context);
  if (!taken) return null;
  const rung = { order, events: taken.events, obligations: [taken.obligation] };
  if (taken.followUp && order.state === 'NEGOTIATING') {
    const followUp = await refuseTerms.run(context, { reason: null, cause: taken.followUp.cause }, order);
    // Leadership and sales hear of the request itself; a reminder beside it would say the same again.
    if (followUp.ok && followUp.value.order)
      return {
        ...rung,
        order: followUp.value.order,
        events: [...rung.events, ...followUp.value.events],
        announcements: followUp.value.announcements ?? [],
      };
  }
  const rooms = (await context.tx.rooms.of(order.id)).filter((r) => r.kind === 'order' && r.closedAt === null);
  return { ...rung, announcements: tell(taken, order, rooms, context) };
}

/**
 * Puts a person's own reminder off; what goes to others keeps its time. Null when it is not theirs to put off, or nothing
 * is due (paused, over).
 */
export function snoozeObligation(
  obligation: Obligation,
  preset: SnoozePreset,
  context: CommandContext,
): Obligation | null {
  const audience = ruleOf(obligation.key)?.ladder.slice(0, 1) ?? [];
  if (!peopleTold({ obligation, audience }, context).some((p) => p.id === context.actor.id)) return null;
  return snoozeUntil(obligation, snoozeEnd(preset, context.calendar, context.now), context);
}

/** Reminders go to those who must act; a miss is also said in the order's room, with a mention (domain §13.2). */
function tell(
  taken: TakenStep,
  order: Order,
  rooms: readonly RoomRow[],
  context: CommandContext,
): readonly Announcement[] {
  const { obligation, kind } = taken;
  const people = peopleTold(taken, context);
  const card = { view: 'obligation.reminder', subject: `${obligation.id}@${context.now}`, order: order.id } as const;
  const isPublic = kind === 'missed' || kind === 'escalated' || kind === 'daily';
  const mention = people.map((p) => p.id);
  const said = isPublic
    ? rooms.map((r): Announcement => ({ delivery: { kind: 'show', room: r.id, ...card, mention } }))
    : [];
  // The daily one is quiet: in person only to whoever must act, the others read it in the room when there is one.
  const inPerson =
    kind === 'daily' && rooms.length > 0 ? peopleOn(taken.audience.slice(0, 1), obligation, context) : people;
  return [...said, ...inPerson.map((p) => toPerson(p, card, context))];
}

function toPerson(
  person: Person,
  card: { readonly view: 'obligation.reminder'; readonly subject: string; readonly order: string },
  { settings, now }: CommandContext,
): Announcement {
  const at = endOfQuiet(person.quiet ?? settings.quiet_hours, person.timeZone ?? settings.time_zone, now);
  return { delivery: { kind: 'direct', person: person.id, ...card }, ...(at > now && { at }) };
}

/** The people on the rungs of a step; when its highest rung has nobody, the next that has somebody is told, at last the admins (XD-10). */
function peopleTold(taken: Pick<TakenStep, 'obligation' | 'audience'>, context: CommandContext): readonly Person[] {
  const { obligation, audience } = taken;
  const people = peopleOn(audience, obligation, context);
  const ladder = ruleOf(obligation.key)?.ladder ?? [];
  const highest = audience.at(-1);
  if (highest && peopleOn([highest], obligation, context).length > 0) return people;
  const higher = ladder
    .slice(highest ? ladder.lastIndexOf(highest) + 1 : 0)
    .map((rung) => peopleOn([rung], obligation, context));
  const told = unique([...people, ...(higher.find((found) => found.length > 0) ?? [])]);
  return told.length > 0 ? told : context.directory.admins();
}

function peopleOn(rungs: readonly Rung[], obligation: Obligation, context: CommandContext): readonly Person[] {
  return unique(rungs.flatMap((rung) => peopleOf(rung, obligation, context)));
}

function peopleOf(rung: Rung, obligation: Obligation, context: CommandContext): readonly Person[] {
  const { directory, now } = context;
  const role = 'of' in rung && rung.of !== 'own' ? rung.of : obligation.role;
  switch (rung.kind) {
    case 'responsible': {
      const person = obligation.personId === null ? null : directory.person(obligation.personId);
      return person?.isActive ? [person, ...directory.delegatesOf(person.id, now)] : headsOf(role, context);
    }
    case 'head':
      return headsOf(role, context);
    case 'delegate':
      return (role === 'EXEC' ? directory.leaders() : directory.headsOf(role)).flatMap((p) =>
        directory.delegatesOf(p.id, now),
      );
    case 'members':
      return role === 'EXEC' ? leadersOf(context) : directory.membersOf(role);
  }
}

/** Who decides for a department now: its heads and their delegates, or whoever stands in where there is none. */
function headsOf(role: Role, context: CommandContext): readonly Person[] {
  if (isDepartment(role)) return reviewersIn(context, role);
  return role === 'EXEC' ? leadersOf(context) : context.directory.membersOf(role);
}

function unique(people: readonly Person[]): readonly Person[] {
  return [...new Map(people.map((p) => [p.id, p])).values()];
}
