import type { Factory, StaffName } from '../support/factory.ts';
import { replyText } from '../support/read-reply.ts';

/** The fields that were refused. */
export function errorsOf(reply: Parameters<typeof replyText>[0]): string[] {
  if (reply.kind !== 'invalid') throw new Error(`not invalid: ${replyText(reply)}`);
  return Object.keys(reply.errors);
}

const ANSWERS: Readonly<Partial<Record<StaffName, Readonly<Record<string, string>>>>> = {
  production: { q_process: '可行', q_capacity: '够', q_materials: '齐' },
  purchasing: { q_lead_time: '可以' },
  technical: { q_capability: '没问题' },
  logistics: { q_transport: '专车' },
  planner: { q_delivery_date: '排得进' },
};

/** A head’s yes, with the answers that their department is asked for. */
export async function approveAs(factory: Factory, who: StaffName, order: string): Promise<void> {
  const head = factory.person(who);
  await head.fills(await head.says(`/urgent-order approve ${order}`), ANSWERS[who] ?? {});
}
