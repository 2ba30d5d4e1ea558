import type { FactsInput } from '../app/commands/facts.ts';
import type { CommandName } from '../app/commands.ts';
import { DAY, HOUR, instantAt, MINUTE, wallTime } from '../domain/instant.ts';
import type { ConfirmationWay, Order } from '../domain/order.ts';
import type { DemoPersonId } from './company.ts';

/** What a step sees: the moment it happens at, and its order as it stands (null before it is filed). */
export interface Scene {
  readonly now: number;
  readonly order: Order | null;
  /** So many days from now, at this hour of the factory's wall. */
  readonly inDays: (days: number, hour?: number) => number;
}

export interface Step {
  /** How long before the story's end, ms. */
  readonly ago: number;
  readonly by: DemoPersonId;
  readonly command: CommandName;
  readonly input: (scene: Scene) => unknown;
}

/** One order from its filing to where it stands now. */
export type Story = readonly Step[];

export function step(
  ago: number,
  by: DemoPersonId,
  command: CommandName,
  input: Step['input'] | Readonly<Record<string, unknown>> = {},
): Step {
  return { ago, by, command, input: typeof input === 'function' ? input : () => input };
}

export function hours(count: number): number {
  return count * HOUR;
}

export function minutes(count: number): number {
  return count * MINUTE;
}

/** Days count from the given moment, on the factory's wall. */
export function daysFrom(now: number, timeZone: string): Scene['inDays'] {
  return (days, hour = 17) => {
    const { year, month, day } = wallTime(now + days * DAY, timeZone);
    return instantAt(timeZone, { year, month, day, hour });
  };
}

type Given = Pick<FactsInput, 'customer' | 'product' | 'model' | 'quantity' | 'place' | 'reasonCategory' | 'reason'> &
  Partial<FactsInput> & { readonly days: number };

/** The first form of an order: what the story gives, the rest as sales usually leaves it. */
export function filed(given: Given): (scene: Scene) => Partial<FactsInput> {
  const { days, ...facts } = given;
  return ({ now, inDays }) => ({
    unit: '件',
    basis: 'customer_explicit',
    source: 'phone',
    receivedAt: now - minutes(12),
    requiredBy: inDays(days),
    ...facts,
  });
}

/** The record as it was filed, confirmed by the customer. */
export function confirmed(
  contact: string,
  way: ConfirmationWay,
  evidence: string,
  changed: Partial<FactsInput> = {},
): Step['input'] {
  return ({ order, now }) => ({
    facts: { ...order?.facts, customerChecked: true, ...changed },
    contact,
    confirmation: { way, at: now - minutes(5), evidence, failed: [], note: null },
  });
}

export function newOrder(
  ago: number,
  by: DemoPersonId,
  facts: (scene: Scene) => Partial<FactsInput>,
  contact: string,
): Step {
  return step(ago, by, 'new', (scene) => ({ facts: facts(scene), contact }));
}

/** Yes from a department, in its own words. */
export const YES = {
  PROD: (ago: number, cycle = '3 天，含首件确认'): Step =>
    step(ago, 'zhou-jianguo', 'approve', {
      department: 'PROD',
      answers: {
        process: '可行，走现有 CNC 二线',
        capacity: '排得下，周三晚班加开一班',
        materials: '车间存料够，辅料当天可领',
        cycle,
      },
    }),
  PROC: (ago: number, by: 'chen-fang' | 'luo-bin' = 'chen-fang'): Step =>
    step(ago, by, 'approve', {
      department: 'PROC',
      answers: { lead_time: '满足，主材有现货，两天内到厂', supplier: '无特殊限制' },
    }),
  TECH: (ago: number): Step =>
    step(ago, 'sun-zhiyuan', 'approve', {
      department: 'TECH',
      answers: { capability: '满足，图纸已核对，公差在现有能力内' },
    }),
  LOGI: (ago: number): Step =>
    step(ago, 'wu-qiang', 'approve', { department: 'LOGI', answers: { transport: '专车直送，次日达' } }),
  PLANNER: (ago: number): Step =>
    step(ago, 'xu-jing', 'approve', { department: 'PLANNER', answers: { delivery_date: '可以安排，已预留产能' } }),
  QA: (ago: number): Step =>
    step(ago, 'zhao-min', 'approve', { department: 'QA', answers: { assurance: '能保证，首件加做三坐标检测' } }),
} as const;
