import type { FormValues } from '../../src/chat/form.ts';
import type { Reply } from '../../src/chat/interaction.ts';
import type { Department } from '../../src/domain/people.ts';
import type { Locale } from '../../src/i18n/locale.ts';
import { say } from '../../src/i18n/translate.ts';
import type { Factory, StaffName } from './factory.ts';
import { replyText } from './read-reply.ts';

/** What sales types into the form of a new order on Tuesday: wanted on Friday at 17:00. */
export const FILED: FormValues = {
  customer: 'ACME',
  product: '支架',
  model: 'M6',
  quantity: '500 件',
  requiredBy: '2026-11-27T17:00',
  place: '苏州工业园区',
  reasonCategory: 'line_down',
  reason: '客户产线停线，周五前没有支架就停产',
  basis: 'customer_explicit',
  contact: '李经理 13800138000',
};

/** What sales enters when the customer has confirmed. */
export const CONFIRMED: FormValues = {
  confirmed_by: '李经理 13800138000',
  way: 'phone',
  evidence: '电话确认，通话记录已存',
  checks: ['credit', 'date', 'requirements', 'price'],
};

export const HEADS = {
  SALES: 'sales',
  PROD: 'production',
  PROC: 'purchasing',
  TECH: 'technical',
  QA: 'quality',
  LOGI: 'logistics',
  PLANNER: 'planner',
  FIN: 'finance',
} as const satisfies Partial<Record<Department, StaffName>>;
type Asked = keyof typeof HEADS;

/** A yes answers the required questions of the department. */
export const YES: FormValues = {
  q_process: '可行',
  q_capacity: '排得下',
  q_materials: '齐套',
  q_capability: '做得了',
  q_lead_time: '2 天到齐',
  q_assurance: '能保证',
  q_delivery_date: '排得进',
  q_transport: '专车次日达',
  q_terms: '可以接受',
};

/** The words on a button, in a language. */
export function label(key: Parameters<typeof say>[1], locale: Locale = 'zh-CN'): string {
  return say({ locale, timeZone: 'UTC', nameOf: (id) => id }, key);
}

export function succeeded(reply: Reply): Reply {
  const isGood = reply.kind === 'card' || (reply.kind === 'toast' && (reply.tone === 'good' || reply.tone === 'info'));
  if (!isGood) throw new Error(`not done: ${JSON.stringify(reply).slice(0, 600)}`);
  return reply;
}

/** Files an order as sales through the form; gives what people call it. */
export async function files(factory: Factory, change: FormValues = {}, who: StaffName = 'sales'): Promise<string> {
  const sales = factory.person(who);
  const reply = succeeded(await sales.fills(await sales.says('/urgent-order new'), { ...FILED, ...change }));
  const named = /(?:D|DRILL)-\d+/.exec(replyText(reply));
  if (!named) throw new Error(replyText(reply));
  return named[0];
}

/** Files and confirms: the departments are asked. Gives the order's number. */
export async function underReview(
  factory: Factory,
  change: FormValues = {},
  who: StaffName = 'sales',
): Promise<string> {
  const draft = await files(factory, change, who);
  return confirms(factory, draft, {}, who);
}

export async function confirms(
  factory: Factory,
  draft: string,
  change: FormValues = {},
  who: StaffName = 'sales',
): Promise<string> {
  const sales = factory.person(who);
  succeeded(
    await sales.fills(await sales.presses(label('button.confirm'), undefined, draft), { ...CONFIRMED, ...change }),
  );
  const { number } = await factory.order(draft);
  if (number === null) throw new Error('no number');
  return number;
}

/** A department's yes through its own card. */
export async function approves(factory: Factory, order: string, department: Asked): Promise<Reply> {
  const head = factory.person(HEADS[department]);
  const reply = await head.presses(label('button.approve'), undefined, order);
  return succeeded(reply.kind === 'form' ? await head.fills(reply, YES) : reply);
}

/** Every department that is asked and has not answered, but these. */
export async function approveAll(factory: Factory, order: string, except: readonly Asked[] = []): Promise<void> {
  for (const task of (await factory.order(order)).round?.tasks ?? []) {
    const department = task.department as Asked;
    if (task.state === 'PENDING' && !except.includes(department)) await approves(factory, order, department);
  }
}

export async function rejects(
  factory: Factory,
  order: string,
  department: Asked,
  why: string,
  earliest: string,
): Promise<Reply> {
  const head = factory.person(HEADS[department]);
  return succeeded(await head.fills(await head.presses(label('button.reject'), undefined, order), { why, earliest }));
}

/** Under negotiation: purchasing said no, everybody else yes. */
export async function negotiating(factory: Factory, change: FormValues = {}): Promise<string> {
  const order = await underReview(factory, change);
  await rejects(factory, order, 'PROC', '主材要等到下周', '2026-12-01T12:00');
  await approveAll(factory, order, ['PROC']);
  return order;
}
