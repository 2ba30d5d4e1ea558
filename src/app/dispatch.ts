import { type AdvanceContext, advance } from '../domain/advance.ts';
import type { Obligation } from '../domain/obligation.ts';
import { obligationsAfter, unloggedMisses } from '../domain/obligation-steps.ts';
import { type DomainEvent, event, type FactChange, isLive, MATERIAL_FACTS, type Order } from '../domain/order.ts';
import { type Actor, BOT, hasAnyRight } from '../domain/people.ts';
import { type Refusal, refuse } from '../domain/result.ts';
import { compileReport } from '../domain/review-moves.ts';
import { forThoseWhoSee, isSeenBy } from './access.ts';
import { calendarOf } from './calendar-of.ts';
import type { Answer, Command, CommandContext, Effect } from './command.ts';
import { LOGGED_REFUSALS } from './commands/refused-access.ts';
import { execCauseOf, reviewersOf } from './commands/review-setup.ts';
import { COMMANDS, type CommandName } from './commands.ts';
import { directoryOf } from './directory.ts';
import type { NewJob } from './jobs.ts';
import { chain } from './log.ts';
import { LostRace } from './lost-race.ts';
import { noticesFor, reminderRedraws } from './notices.ts';
import { jobsFor } from './outbox.ts';
import type { Clock, Ids, Store, Tx } from './ports.ts';
import { timerJobs } from './timers.ts';

export interface Request {
  /** Unique per click, command or delivery: claimed once (XD-02). */
  readonly id: string;
  /** A person's id, or `BOT`. */
  readonly actorId: string;
  readonly command: CommandName;
  readonly input: unknown;
  readonly orderId?: string;
  /** What the person was looking at; absent when nothing was drawn. */
  readonly seen?: { readonly revision: number; readonly version: number };
}

/** What changed since the person looked (stale-proof decisions). */
export interface Difference {
  readonly facts: readonly FactChange[];
  readonly events: readonly { readonly type: string; readonly at: number; readonly actorId: string }[];
}

export type Outcome =
  | { readonly kind: 'done'; readonly answer: Answer; readonly isRepeat: boolean }
  | { readonly kind: 'refused'; readonly refusal: Refusal; readonly isRepeat: boolean }
  | { readonly kind: 'outdated'; readonly orderId: string; readonly difference: Difference }
  | { readonly kind: 'invalid'; readonly fields: readonly string[] };

/** An id that was forged is named in its answer no longer than this. */
const LONGEST_ID = 40;

export type Dispatch = (request: Request) => Promise<Outcome>;

export interface GateParts {
  readonly store: Store;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly platforms: () => readonly { readonly platform: string; readonly tenant: string }[];
}

type Stored =
  | Pick<Extract<Outcome, { kind: 'done' }>, 'kind' | 'answer'>
  | Pick<Extract<Outcome, { kind: 'refused' }>, 'kind' | 'refusal'>;

/** The answer a claimed interaction got, for its repetition (XD-02). */
export function repeatedOutcome(stored: string): Outcome {
  return { ...(JSON.parse(stored) as Stored), isRepeat: true };
}

/** Leaves the transaction without a trace; the refusal is then recorded in one of its own. */
class Refused extends Error {
  readonly refusal: Refusal;
  constructor(refusal: Refusal) {
    super(refusal.code);
    this.refusal = refusal;
  }
}

/**
 * THE gate: every command of every platform, timer and page passes here. It validates the input, and in one transaction
 * claims the interaction, authorises against the current state, runs the command, takes the bot's own moves, and writes
 * order, log, obligations, announcements and answer. A crash loses nothing; a repeat gets the stored answer.
 */
export function createDispatch(parts: GateParts): Dispatch {
  async function contextFor(tx: Tx, actorId: string): Promise<CommandContext> {
    const now = parts.clock.now();
    const [data, settings] = [await tx.directory.read(), await tx.settings.read()];
    const [directory, calendar] = [directoryOf(data), calendarOf(settings)];
    return {
      tx,
      now,
      actor: directory.actor(actorId, now),
      directory,
      settings,
      calendar,
      newId: () => parts.ids.next(),
      platforms: parts.platforms(),
    };
  }

  return async function dispatch(request) {
    const command = COMMANDS[request.command] as Command<unknown>;
    const parsed = command.input.safeParse(request.input);
    if (!parsed.success)
      return { kind: 'invalid', fields: [...new Set(parsed.error.issues.map((i) => String(i.path[0] ?? '')))] };
    try {
      return await parts.store.transaction((tx) => run(tx, request, command, parsed.data));
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      return parts.store.transaction((tx) => recordRefusal(tx, request, error.refusal));
    }
  };

  async function run(tx: Tx, request: Request, command: Command<unknown>, input: unknown): Promise<Outcome> {
    const repeat = await repeatOf(tx, request.id);
    if (repeat) return repeat;
    const context = await contextFor(tx, request.actorId);
    if (request.actorId !== BOT && !context.actor.person?.isActive) throw new Refused(unknownPerson(context));
    const order = command.order === 'one' ? await loadOrder(context, request.orderId) : null;
    if (
      command.by &&
      !hasAnyRight(context.actor, command.by, order ? { ownerIds: [order.submitterId, order.ownerId] } : {})
    ) {
      throw new Refused(
        refuse('not_yours', {
          action: { term: `action.${command.name}` },
          who: { list: command.by.map((r) => ({ term: `right.${r}` })) },
        }).refusal,
      );
    }
    if (order && command.needsCurrent !== false && request.seen && request.seen.revision !== order.revision) {
      return {
        kind: 'outdated',
        orderId: order.id,
        difference: await differenceSince(tx, order, request.seen.version),
      };
    }
    const result = await command.run(context, input, order as Order);
    if (!result.ok) throw new Refused(result.refusal);
    await write(context, order, result.value);
    await remember(tx, request, context.now, { kind: 'done', answer: result.value.answer });
    return { kind: 'done', answer: result.value.answer, isRepeat: false };
  }

  /** Everything an effect means, in the transaction of the command. */
  async function write(context: CommandContext, before: Order | null, effect: Effect): Promise<void> {
    const { tx, now, actor } = context;
    const onBehalf = effect.onBehalf ?? null;
    if (!effect.order) {
      if (effect.events.length > 0) await logCompany(tx, effect.events, actor, onBehalf, now);
      const jobs = jobsFor(effect.announcements ?? []);
      if (jobs.length > 0) await tx.jobs.add(jobs);
      return;
    }
    const advanced = advance(effect.order, advanceContext(context));
    const happened: readonly DomainEvent[] = [...effect.events, ...advanced.events];
    const version = (before?.version ?? 0) + 1;
    const isMaterial = before === null || materiallyDiffers(before, advanced.order);
    const unlogged: Order = {
      ...advanced.order,
      version,
      revision: before ? before.revision + (isMaterial ? 1 : 0) : 1,
      updatedAt: now,
      closedAt: isLive(advanced.order) ? null : (advanced.order.closedAt ?? now),
    };
    const open = before ? overlay(await tx.obligations.open(before.id), effect.obligations ?? []) : [];
    const moved = obligationsAfter(open, before, unlogged, happened, {
      now,
      newId: context.newId,
      calendar: context.calendar,
      settings: context.settings,
    });
    // What was done late before any timer could say so is in the log all the same (XD-14).
    const events = [...happened, ...unloggedMisses(open, moved)];
    const { entries, head } = chain({ count: unlogged.eventCount, head: unlogged.headHash }, events, {
      stream: unlogged.id,
      at: now,
      actorId: actor.id,
      onBehalf,
      version,
    });
    const after: Order = { ...unlogged, eventCount: head.count, headHash: head.head, round: stampRevision(unlogged) };

    const changed = overlay(effect.obligations ?? [], moved);
    const notices = [
      ...(await noticesFor(context, before, after, entries)),
      ...(before ? await reminderRedraws(context, after, changed) : []),
    ];
    if (!(await tx.orders.save(before, after))) throw new LostRace('order');
    await tx.events.append(entries);
    await keepReport(context, after, events);
    if (changed.length > 0) await tx.obligations.save(changed);
    const said = forThoseWhoSee([...notices, ...(effect.announcements ?? [])], after, context.directory, now);
    const jobs: NewJob[] = [...jobsFor(said), ...timerJobs(changed)];
    if (jobs.length > 0) await tx.jobs.add(jobs);
  }

  async function repeatOf(tx: Tx, id: string): Promise<Outcome | null> {
    const stored = await tx.answers.find(id);
    return stored === null ? null : repeatedOutcome(stored);
  }

  async function remember(tx: Tx, request: Request, at: number, answer: Stored): Promise<void> {
    const entry = {
      id: request.id,
      at,
      actorId: request.actorId,
      command: request.command,
      answer: JSON.stringify(answer),
    };
    if (!(await tx.answers.record(entry))) throw new LostRace('interaction');
  }

  async function recordRefusal(tx: Tx, request: Request, refusal: Refusal): Promise<Outcome> {
    const repeat = await repeatOf(tx, request.id);
    if (repeat) return repeat;
    const context = await contextFor(tx, request.actorId);
    if (LOGGED_REFUSALS.includes(refusal.code)) {
      await logCompany(
        tx,
        [event('access.refused', { command: request.command, order: request.orderId ?? null, code: refusal.code })],
        context.actor,
        null,
        context.now,
      );
    }
    await remember(tx, request, context.now, { kind: 'refused', refusal });
    return { kind: 'refused', refusal, isRepeat: false };
  }
}

/** `later` wins where both hold the same obligation. */
function overlay(earlier: readonly Obligation[], later: readonly Obligation[]): readonly Obligation[] {
  if (later.length === 0) return earlier;
  const ids = new Set(later.map((o) => o.id));
  return [...earlier.filter((o) => !ids.has(o.id)), ...later];
}

/** A finished round leaves its report (JW-09). */
async function keepReport(context: CommandContext, order: Order, events: readonly DomainEvent[]): Promise<void> {
  if (!order.round || !events.some((e) => e.type === 'review.passed' || e.type === 'review.failed')) return;
  await context.tx.documents.save({
    id: context.newId(),
    orderId: order.id,
    kind: 'review_report',
    number: order.round.number,
    data: compileReport(order),
    createdAt: context.now,
  });
}

/** The company's own stream: people, settings, refused rights, leads. */
async function logCompany(
  tx: Tx,
  events: readonly DomainEvent[],
  actor: Actor,
  onBehalf: string | null,
  at: number,
): Promise<void> {
  const { entries, head } = chain(await tx.events.head('company'), events, {
    stream: 'company',
    at,
    actorId: actor.id,
    onBehalf,
    version: 0,
  });
  await tx.events.append(entries);
  await tx.events.setHead('company', head.count, head.head);
}

async function loadOrder(context: CommandContext, id: string | undefined): Promise<Order> {
  const order = id === undefined ? null : await context.tx.orders.load(id);
  if (!order) throw new Refused(refuse('unknown_order', { text: (id ?? '').slice(0, LONGEST_ID) }).refusal);
  if (context.actor.id !== BOT && !isSeenBy(order, context.actor)) throw new Refused(refuse('not_visible').refusal);
  return order;
}

function unknownPerson(context: CommandContext): Refusal {
  const admins = { list: context.directory.admins().map((p) => ({ person: p.id })) };
  return refuse(context.actor.person ? 'inactive_person' : 'unknown_person', { admins }).refusal;
}

function advanceContext(context: CommandContext): AdvanceContext {
  return {
    now: context.now,
    newId: context.newId,
    maxNegotiations: context.settings.max_negotiation_rounds,
    reviewersOf: (order) => reviewersOf(order, context.settings, context.directory, context.now),
    execCauseOf: (order) => execCauseOf(order, context.settings),
  };
}

/** What people decide on has changed: the record, the round, or the state. Another department's answer is no such change. */
function materiallyDiffers(before: Order, after: Order): boolean {
  if (
    before.state !== after.state ||
    before.round?.id !== after.round?.id ||
    before.round?.state !== after.round?.state
  )
    return true;
  if ((before.hold === null) !== (after.hold === null)) return true;
  return (
    before.facts !== after.facts &&
    MATERIAL_FACTS.some((f) => JSON.stringify(before.facts[f]) !== JSON.stringify(after.facts[f]))
  );
}

/** A round opened by this change is about the revision the change makes. */
function stampRevision(order: Order): Order['round'] {
  return order.round && order.round.state === 'OPEN' && order.round.openedAt === order.updatedAt
    ? { ...order.round, revision: order.revision }
    : order.round;
}

async function differenceSince(tx: Tx, order: Order, version: number): Promise<Difference> {
  const facts = new Map<string, FactChange>();
  const entries = await tx.events.since(order.id, version);
  for (const e of entries) {
    const { changes } = JSON.parse(e.data) as { changes?: readonly FactChange[] };
    for (const change of changes ?? [])
      facts.set(change.field, {
        ...change,
        before: facts.has(change.field) ? facts.get(change.field)?.before : change.before,
      });
  }
  return {
    facts: [...facts.values()],
    events: entries.slice(-8).map(({ type, at, actorId }) => ({ type, at, actorId })),
  };
}
