import type { z } from 'zod';
import type { FactoryCalendar } from '../domain/calendar.ts';
import type { Obligation } from '../domain/obligation.ts';
import type { DomainEvent, Order } from '../domain/order.ts';
import type { Actor, Right } from '../domain/people.ts';
import type { Result } from '../domain/result.ts';
import type { Params } from '../i18n/param.ts';
import type { Key } from '../i18n/translate.ts';
import type { Announcement } from './delivery.ts';
import type { Directory } from './directory.ts';
import type { Tx } from './ports.ts';
import type { Settings } from './settings.ts';

/** What the person is told when it is done; stored with the claim, drawn in their language whenever it is repeated. */
export interface Answer {
  readonly key: Key;
  readonly params: Params;
  readonly tone: 'good' | 'info' | 'warning';
  readonly orderId?: string;
  /** The card to show with the answer. */
  readonly show?: 'order' | 'task' | 'people' | 'settings';
}

/** What a command sees: one moment, one transaction. */
export interface CommandContext {
  readonly tx: Tx;
  readonly now: number;
  readonly actor: Actor;
  readonly directory: Directory;
  readonly settings: Settings;
  readonly calendar: FactoryCalendar;
  readonly newId: () => string;
  /** Platforms the company lives on: an order gets a room on each. */
  readonly platforms: readonly { readonly platform: string; readonly tenant: string }[];
}

/** What a command did. The gate writes it: order, log, obligations, announcements, answer. */
export interface Effect {
  readonly order?: Order;
  readonly events: readonly DomainEvent[];
  readonly answer: Answer;
  /** The head a delegate acted for. */
  readonly onBehalf?: string | null;
  /** Announcements beyond those that follow from the events. */
  readonly announcements?: readonly Announcement[];
  /** Time limits changed by the command itself (a timer's step, a snooze). */
  readonly obligations?: readonly Obligation[];
}

export interface Command<Input> {
  readonly name: string;
  readonly input: z.ZodType<Input>;
  /** `one`: about an existing order, loaded by the gate. `none`: creates one, or is about the company. */
  readonly order: 'one' | 'none';
  /** Who may, when the process table does not say (people, settings, reminders). */
  readonly by?: readonly Right[];
  /** An older revision is answered with the difference and asked again; false for what does not depend on it. */
  readonly needsCurrent?: boolean;
  readonly run: (context: CommandContext, input: Input, order: Order) => Result<Effect> | Promise<Result<Effect>>;
}

/** A command about an existing order. */
export function orderCommand<Input>(command: Omit<Command<Input>, 'order'>): Command<Input> {
  return { ...command, order: 'one' };
}

/** A command that creates an order or is about the company: it gets none. */
export function companyCommand<Input>(
  command: Omit<Command<Input>, 'order' | 'run'> & {
    readonly run: (context: CommandContext, input: Input) => Result<Effect> | Promise<Result<Effect>>;
  },
): Command<Input> {
  return { ...command, order: 'none', run: (context, input) => command.run(context, input) };
}
