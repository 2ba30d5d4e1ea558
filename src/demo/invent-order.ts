import { factsInput } from '../app/commands/facts.ts';
import { HOUR, MINUTE } from '../domain/instant.ts';
import { event, type Order } from '../domain/order.ts';
import type { Department } from '../domain/people.ts';
import { REVIEW_QUESTIONS } from '../domain/review.ts';
import type { DemoPersonId } from './company.ts';
import { act, beginLife, type Life, record, type World } from './life.ts';
import type { Random } from './random.ts';
import { sampleFacts } from './sample-facts.ts';

/** How far an invented order goes; `archived` is the usual end, the others are where open ones stand or how some end. */
export type Destiny =
  | 'archived'
  | 'abandoned'
  | 'withdrawn'
  | 'identified'
  | 'in_review'
  | 'negotiating'
  | 'awaiting_exec'
  | 'accepted';

const HEADS: Readonly<Partial<Record<Department, DemoPersonId>>> = {
  PROD: 'zhou-jianguo',
  PROC: 'chen-fang',
  TECH: 'sun-zhiyuan',
  LOGI: 'wu-qiang',
  PLANNER: 'xu-jing',
  QA: 'zhao-min',
  FIN: 'zheng-li',
};
/** Median time to an answer in minutes: production is asked every day, purchasing asks its suppliers first. */
const ANSWER_TIME: Readonly<Partial<Record<Department, number>>> = {
  PROD: 45,
  PROC: 105,
  TECH: 60,
  LOGI: 30,
  PLANNER: 75,
  QA: 50,
  FIN: 80,
};

const NOTHING = { reason: null, earliest: null, conditions: [], risks: [], isImpossible: false } as const;

export interface Plan {
  readonly filedAt: number;
  readonly destiny: Destiny;
  readonly random: Random;
  readonly newId: () => string;
  readonly personIds: ReadonlyMap<DemoPersonId, string>;
}

/** The life of one order, with plausible durations; the same plan gives the same life. */
export async function inventOrder(world: World, plan: Plan): Promise<Life> {
  const { random, destiny, personIds } = plan;
  const life = beginLife(plan.newId);
  const idOf = (who: DemoPersonId) => personIds.get(who) ?? who;
  const sales = idOf(random.pick(['lin-yue', 'lin-yue', 'he-yutong']));
  let at = plan.filedAt;
  const later = (median: number) => (at += Math.round(random.around(median)) * MINUTE);
  const order = () => life.order as Order;

  const facts = factsInput.parse({
    ...sampleFacts(random, at),
    ...(destiny === 'awaiting_exec' && { traits: ['important_customer'] }),
  });
  await act(life, world, at, sales, 'new', {
    facts,
    contact: `客户联系人 1380000${random.whole(1000, 9999)}`,
    isConfidential: false,
    isDrill: false,
    hasSimilar: false,
    files: [],
    leadId: null,
  });
  if (destiny === 'identified') return life;
  if (destiny === 'withdrawn') {
    await act(life, world, later(90), sales, 'withdraw', { evidence: '客户电话撤回' });
    return life;
  }
  later(45);
  await act(life, world, at, sales, 'confirm', {
    facts: order().facts,
    contact: null,
    confirmation: { way: 'phone', at, evidence: '电话确认', failed: [], note: null },
    files: [],
  });
  if (destiny === 'in_review') {
    await answerSome(random.whole(0, 3));
    return life;
  }
  const isRejected = destiny === 'negotiating' || destiny === 'abandoned' || random.chance(0.12);
  await answerAll(isRejected);
  if (isRejected) {
    const newDate = order().facts.requiredBy + random.whole(2, 5) * 24 * HOUR;
    await act(life, world, later(40), idOf('zhou-jianguo'), 'propose', {
      type: 'shift_date',
      newDate,
      extraCost: null,
      explanation: '顺延交期，加班完成',
    });
    if (destiny === 'negotiating') return life;
    if (destiny === 'abandoned') {
      await act(life, world, later(120), sales, 'refuse_terms', {
        reason: '客户不接受顺延',
        cause: 'customer_refused',
      });
      await act(life, world, later(90), idOf('wang-haitao'), 'abandon', { reason: '交期无法满足' });
      return life;
    }
    await act(life, world, later(100), sales, 'agree', {
      optionId: order().negotiation.options[0]?.id ?? '',
      evidence: '客户邮件同意',
      quantity: null,
      technical: null,
    });
    await answerAll(false);
  }
  if (destiny === 'awaiting_exec') return life;
  if (order().state === 'AWAITING_EXEC')
    await act(life, world, later(90), idOf('wang-haitao'), 'exec_accept', { reason: null });
  if (destiny === 'archived') finish();
  return life;

  /** Everybody asked answers, in the order of their times; the first may say no. */
  async function answerAll(rejects: boolean): Promise<void> {
    await answerSome(Number.POSITIVE_INFINITY, rejects);
  }

  async function answerSome(most: number, rejects = false): Promise<void> {
    const opened = at;
    const asked = (order().round?.tasks ?? []).map((t) => ({
      department: t.department,
      at: opened + Math.round(random.around(ANSWER_TIME[t.department] ?? 60)) * MINUTE,
    }));
    asked.sort((a, b) => a.at - b.at);
    for (const [i, task] of asked.slice(0, Math.min(most, asked.length)).entries()) {
      at = task.at;
      const head = idOf(HEADS[task.department] ?? 'xu-jing');
      const answers = Object.fromEntries(
        (REVIEW_QUESTIONS[task.department] ?? []).filter((q) => q.isRequired).map((q) => [q.key, '满足']),
      );
      if (rejects && i === 0)
        await act(life, world, at, head, 'reject', {
          ...NOTHING,
          department: task.department,
          answers,
          reason: '产能不足',
          earliest: order().facts.requiredBy + 48 * HOUR,
        });
      else await act(life, world, at, head, 'approve', { ...NOTHING, department: task.department, answers });
    }
  }

  /** Delivery, acceptance by the customer, closing and archive: most in time. */
  function finish(): void {
    const due = order().committed ?? order().facts.requiredBy;
    at = Math.max(at + HOUR, random.chance(0.86) ? due - random.whole(1, 30) * HOUR : due + random.whole(1, 48) * HOUR);
    const by = { actorId: idOf('wu-qiang'), onBehalf: null };
    record(life, world, at, {
      ...by,
      order: { ...order(), state: 'DELIVERED' },
      events: [event('order.shipped', { carrier: '专车' }), event('order.delivered', { onTime: at <= due })],
    });
    record(life, world, later(1500), {
      ...by,
      actorId: sales,
      order: { ...order(), state: 'CLOSED' },
      events: [event('order.customer_accepted', {}), event('order.closed', {})],
    });
    record(life, world, later(4000), {
      ...by,
      actorId: 'BOT',
      order: { ...order(), state: 'ARCHIVED' },
      events: [event('order.archived', {})],
    });
  }
}
