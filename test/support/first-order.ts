import type { FormValues } from '../../src/chat/form.ts';
import type { Factory } from './factory.ts';

/** What sales writes when the phone has just rung: the required fields and nothing else. */
export const ORDER: FormValues = {
  customer: 'ACME',
  product: '支架',
  model: 'M6',
  quantity: '500 件',
  requiredBy: '2026-11-27T17:00',
  place: '苏州一厂',
  reasonCategory: 'line_down',
  reason: '客户产线停工，等件复产',
  basis: 'customer_explicit',
};

/** What the customer said on the phone: everything in order. */
export const CONFIRMATION: FormValues = {
  confirmed_by: '张经理 13800001111',
  way: 'phone',
  evidence: '电话录音',
  checks: ['credit', 'date', 'requirements', 'price'],
};

/** Files an order as sales; answers its draft number. */
export async function fileOrder(factory: Factory, changes: FormValues = {}): Promise<string> {
  const sales = factory.person('sales');
  await sales.fills(await sales.says('/urgent-order new'), { ...ORDER, ...changes });
  return (await factory.order()).draftNo;
}

/** Files and confirms an order; answers its number. The departments have been asked. */
export async function confirmOrder(
  factory: Factory,
  changes: FormValues = {},
  confirmation: FormValues = {},
): Promise<string> {
  const draftNo = await fileOrder(factory, changes);
  const sales = factory.person('sales');
  await sales.fills(await sales.says(`/urgent-order confirm ${draftNo}`), { ...CONFIRMATION, ...confirmation });
  return (await factory.order()).number ?? '';
}
