import type { Command, CommandContext } from '../app/command.ts';
import { execCauseOf, reviewersOf } from '../app/commands/review-setup.ts';
import { COMMANDS, type CommandName } from '../app/commands.ts';
import type { Directory } from '../app/directory.ts';
import { chain } from '../app/log.ts';
import type { Tx } from '../app/ports.ts';
import type { LogEntry, PersonalDatumRow } from '../app/rows.ts';
import type { Settings } from '../app/settings.ts';
import { advance } from '../domain/advance.ts';
import type { FactoryCalendar } from '../domain/calendar.ts';
import { isRunning, type Obligation } from '../domain/obligation.ts';
import { obligationsAfter } from '../domain/obligation-steps.ts';
import { type DomainEvent, isLive, type Order } from '../domain/order.ts';

/** A stored answer, as `Tx.answers` takes it. */
type Claim = Parameters<Tx['answers']['record']>[0];

/** The company an invented order lives in. */
export interface World {
  readonly directory: Directory;
  readonly settings: Settings;
  readonly calendar: FactoryCalendar;
  /** The next running number of a series, as the counters give it. */
  readonly nextNumber: (series: string) => number;
}

/** What an order's life leaves behind, to be written in one go. */
export interface Life {
  order: Order | null;
  /** The order as it was saved before each new round, and at the end: the store keeps every round. */
  readonly versions: Order[];
  readonly entries: LogEntry[];
  readonly obligations: Map<string, Obligation>;
  readonly personal: PersonalDatumRow[];
  /** Every command's claim with its answer, as the gate keeps it. */
  readonly claims: Claim[];
  readonly newId: () => string;
}

export function beginLife(newId: () => string): Life {
  return { order: null, versions: [], entries: [], obligations: new Map(), personal: [], claims: [], newId };
}

/** What commands of this half write beside the order, kept in memory. */
function txOf(life: Life, world: World): Tx {
  // A part of the port stands for the whole: a command that wanted more would fail at once, and the demo's test with it.
  return {
    personal: { save: async (datum: PersonalDatumRow) => void life.personal.push(datum) },
    counters: { next: async (series: string) => world.nextNumber(series) },
    orders: { findByName: async () => null },
    documents: { save: async () => {} },
    leads: {},
    attachments: {},
  } as unknown as Tx;
}

/**
 * One command of an order's life, by the command itself and the domain, without a database: what the gate would write is
 * kept in `life`. @throws {Error} when it is refused: the plan does not fit the process.
 */
export async function act(
  life: Life,
  world: World,
  at: number,
  actorId: string,
  name: CommandName,
  input: unknown,
): Promise<void> {
  const context = { ...contextOf(life, world, at), actor: world.directory.actor(actorId, at) } satisfies CommandContext;
  const result = await (COMMANDS[name] as Command<unknown>).run(context, input, life.order as Order);
  if (!result.ok) throw new Error(`the invented ${name} was refused: ${JSON.stringify(result.refusal)}`);
  const { order, events, onBehalf, answer } = result.value;
  const stored = JSON.stringify({ kind: 'done', answer });
  life.claims.push({ id: life.newId(), at, actorId, command: name, answer: stored });
  if (order) record(life, world, at, { order, events, actorId, onBehalf: onBehalf ?? null });
}

/** A change without a command: those of the order's second half, which history has and the process not yet. */
export function record(
  life: Life,
  world: World,
  at: number,
  effect: {
    readonly order: Order;
    readonly events: readonly DomainEvent[];
    readonly actorId: string;
    readonly onBehalf: string | null;
  },
): void {
  const context = contextOf(life, world, at);
  const before = life.order;
  const advanced = advance(effect.order, {
    now: at,
    newId: life.newId,
    maxNegotiations: world.settings.max_negotiation_rounds,
    reviewersOf: (o) => reviewersOf(o, world.settings, world.directory, at),
    execCauseOf: (o) => execCauseOf(o, world.settings),
  });
  const events = [...effect.events, ...advanced.events];
  const version = (before?.version ?? 0) + 1;
  const isNewRound = advanced.order.round?.id !== before?.round?.id;
  const revision = (before?.revision ?? 0) + (before?.state !== advanced.order.state || isNewRound ? 1 : 0);
  const { entries, head } = chain({ count: advanced.order.eventCount, head: advanced.order.headHash }, events, {
    stream: advanced.order.id,
    at,
    actorId: effect.actorId,
    onBehalf: effect.onBehalf,
    version,
  });
  const { round } = advanced.order;
  const after: Order = {
    ...advanced.order,
    version,
    revision,
    updatedAt: at,
    closedAt: isLive(advanced.order) ? null : (advanced.order.closedAt ?? at),
    eventCount: head.count,
    headHash: head.head,
    round: round && isNewRound ? { ...round, revision } : round,
  };
  const open = [...life.obligations.values()].filter(isRunning);
  for (const o of obligationsAfter(open, before, after, events, context)) life.obligations.set(o.id, o);
  life.entries.push(...entries);
  if (isNewRound && before?.round) life.versions.push(before);
  life.order = after;
}

function contextOf(life: Life, world: World, now: number): Omit<CommandContext, 'actor'> {
  return {
    tx: txOf(life, world),
    now,
    directory: world.directory,
    settings: world.settings,
    calendar: world.calendar,
    newId: life.newId,
    platforms: [],
  };
}
