import type { App } from '../src/compose.ts';
import type { Department } from '../src/domain/people.ts';
import { REVIEW_QUESTIONS } from '../src/domain/review.ts';

const HOUR = 3_600_000;

/** A review that waits for its head's yes. */
export interface Review {
  readonly orderId: string;
  readonly orderName: string;
  readonly department: Department;
  readonly personId: string;
  /** The head in the playground. */
  readonly userId: string;
  readonly seen: { readonly revision: number; readonly version: number };
}

let serial = 0;

/** The answers a department's yes needs. */
export function answersOf(department: Department): Readonly<Record<string, string>> {
  const needed = (REVIEW_QUESTIONS[department] ?? []).filter((q) => q.isRequired);
  return Object.fromEntries(needed.map((q) => [q.key, '满足，已核对库存与排产，可按客户要求的日期交付']));
}

async function command(
  app: App,
  actorId: string,
  name: 'new' | 'confirm' | 'approve',
  input: unknown,
  orderId?: string,
): Promise<string> {
  serial += 1;
  const outcome = await app.dispatch({
    id: `bench:${process.pid}:${serial}`,
    actorId,
    command: name,
    input,
    ...(orderId !== undefined && { orderId }),
  });
  if (outcome.kind !== 'done') throw new Error(`${name}: ${JSON.stringify(outcome)}`);
  return outcome.answer.orderId ?? '';
}

/** Sales files an order and confirms it with the customer, through the gate: the departments are asked. */
async function putUnderReview(app: App, salesId: string, n: number): Promise<string> {
  const now = app.clock.now();
  const facts = {
    customer: `苏州恒力自动化 ${n}`,
    product: '伺服电机端盖',
    model: 'SM-80-02',
    quantity: 200 + n,
    unit: '件',
    requiredBy: now + 72 * HOUR,
    place: '苏州工业园区 3 号仓',
    reasonCategory: 'line_down',
    reason: '客户装配线缺端盖，周五起停线',
    basis: 'customer_explicit',
    source: 'phone',
    quality: '端面跳动 0.02 以内',
  };
  const contact = '李工 13800000011';
  const orderId = await command(app, salesId, 'new', { facts, contact });
  await command(
    app,
    salesId,
    'confirm',
    {
      facts: { ...facts, customerChecked: true },
      contact,
      confirmation: { way: 'phone', at: now, evidence: '电话确认，聊天记录已存', failed: [], note: null },
    },
    orderId,
  );
  return orderId;
}

/** Puts orders under review until so many answers of departments wait; the last department of each order stays open. */
export async function prepareReviews(app: App, count: number): Promise<readonly Review[]> {
  const { people, accounts } = await app.store.transaction((tx) => tx.directory.read());
  const headOf = (role: string) =>
    people.find((p) => p.isActive && p.memberships.some((m) => m.role === role && m.isHead));
  const sales = headOf('SALES');
  if (!sales) throw new Error('nobody heads sales');
  const reviews: Review[] = [];
  for (let n = 0; reviews.length < count; n++) {
    const id = await putUnderReview(app, sales.id, n);
    const order = await app.store.transaction((tx) => tx.orders.load(id));
    for (const { department } of order?.round?.tasks.slice(0, -1) ?? []) {
      const head = headOf(department);
      const account = accounts.find((a) => a.personId === head?.id && a.platform === 'web');
      if (!order || !head || !account) throw new Error(`nobody answers for ${department}`);
      reviews.push({
        orderId: id,
        orderName: order.number ?? order.draftNo,
        department,
        personId: head.id,
        userId: account.userId,
        seen: { revision: order.revision, version: order.version },
      });
    }
  }
  return reviews.slice(0, count);
}

/** Says yes at the gate itself: without HTTP, page and form. */
export async function approveAtGate(app: App, review: Review): Promise<void> {
  await command(
    app,
    review.personId,
    'approve',
    { department: review.department, answers: answersOf(review.department) },
    review.orderId,
  );
}

/** How many of these reviews stand as approved in the database. */
export async function countApproved(app: App, reviews: readonly Review[]): Promise<number> {
  let approved = 0;
  for (const { orderId, department } of reviews) {
    const order = await app.store.transaction((tx) => tx.orders.load(orderId));
    if (order?.round?.tasks.some((t) => t.department === department && t.state === 'APPROVED')) approved += 1;
  }
  return approved;
}
