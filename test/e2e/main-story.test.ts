import type { BrowserContext } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { beAs, findChromium, inDays, type Playground, startPlayground, type Tab } from '../support/browser.ts';

const YES = {
  PROD: { q_process: '可行', q_capacity: '排得下', q_materials: '齐套' },
  PROC: { q_lead_time: '两天到齐' },
  TECH: { q_capability: '做得了' },
  LOGI: { q_transport: '专车' },
  PLANNER: { q_delivery_date: '排得进' },
} as const;
const HEADS = {
  PROD: 'zhou-jianguo',
  PROC: 'chen-fang',
  TECH: 'sun-zhiyuan',
  LOGI: 'wu-qiang',
  PLANNER: 'xu-jing',
} as const;

/** The machine may be busy with other things. */
const PATIENCE = { timeout: 15_000 };

/** product.md, the main story up to the decision: clicked, in Chinese, by several people in tabs of their own. */
describe.skipIf(findChromium() === null)('product.md: the main story in the browser', () => {
  let playground: Playground;
  let context: BrowserContext;
  let sales: Tab;
  /** Somebody who only looks: what changes there came over the WebSocket. */
  let onlooker: Tab;
  let order = '';

  beforeAll(async () => {
    playground = await startPlayground();
    context = await playground.open();
    sales = await beAs(context, playground, 'lin-yue');
    onlooker = await beAs(context, playground, 'ma-chao');
  });
  afterAll(async () => {
    await playground?.close();
  });

  async function approves(department: keyof typeof HEADS): Promise<void> {
    const head = await beAs(context, playground, HEADS[department]);
    await head.goesToBot();
    const card = head.card(new RegExp(`${order}.*请.*评审`, 's'));
    await head.presses(card, '同意');
    await head.form.or(head.page.locator('.toast')).first().waitFor();
    if (await head.form.isVisible()) {
      await head.fills(YES[department]);
      await head.sends();
    }
    await head.card(new RegExp(`${order}.*已同意`, 's')).waitFor();
    await head.page.close();
  }

  test('UO-01 UO-06 sales types a sentence, fills the rest and submits; the main channel has it in another tab without a reload', async () => {
    await sales.goes('急单总群');
    await onlooker.goes('急单总群');
    await sales.says(`/urgent-order 500 x M6 支架 for 山东重机 by ${inDays(4)}`);
    await sales.form.waitFor();
    await sales.shot('story-1-form');
    await sales.fills({
      product: '支架',
      model: 'ZJ-M6',
      place: '济南',
      reasonCategory: 'line_down',
      reason: '客户产线停线，急等支架',
      contact: '李经理 13800138000',
    });
    await sales.sends();
    const line = onlooker.card('山东重机');
    await line.waitFor();
    order = (/D-\d+/.exec((await line.textContent()) ?? '') ?? [''])[0];
    expect(order).toMatch(/^D-\d{4}$/);
    expect(await line.textContent()).toContain('待客户确认');
  });

  test('UO-01 a field left out is named, and what was typed stays', async () => {
    await sales.says('/urgent-order');
    await sales.form.waitFor();
    await sales.fills({ customer: '只填了客户', quantity: '很多' });
    await sales.form.locator('footer button[type="submit"]').click();
    await sales.form.locator('.has-error').first().waitFor();
    expect(await sales.form.locator('[name="f.customer"]').inputValue()).toBe('只填了客户');
    expect(await sales.form.locator('[data-field="quantity"] .field-error').textContent()).not.toBe('');
    await sales.shot('story-2-errors');
    await sales.page.keyboard.press('Escape');
    await sales.form.waitFor({ state: 'hidden' });
  });

  test('UO-07 UO-09 UO-11 the customer confirms: number, channel, sheet; the onlooker sees it happen', async () => {
    await sales.goesToBot();
    await sales.presses(sales.card(new RegExp(`${order}.*请与客户确认`, 's')), '登记客户确认');
    await sales.form.waitFor();
    await sales.fills({
      quantity: '480 件',
      confirmed_by: '李经理',
      way: 'phone',
      evidence: '电话确认',
      checks: ['credit', 'date', 'requirements', 'price'],
    });
    await sales.sends();
    const answer = sales.card(/客户确认已登记/);
    await answer.waitFor();
    order = (/UO-\d{4}-\d{4}/.exec((await answer.textContent()) ?? '') ?? [''])[0];
    expect(await answer.textContent()).toMatch(/500.*480/s);
    await onlooker.card(new RegExp(`${order}.*评审中`, 's')).waitFor();
    await sales.shot('story-3-confirmed');
  });

  test('UO-12 UO-13 departments approve in tabs of their own; purchasing rejects with an earliest date, and sales reads it at once', async () => {
    await sales.goes(order.toLowerCase());
    const pinned = sales.page
      .locator('#conversation .card')
      .filter({ hasText: `${order} · 评审中` })
      .first();
    await pinned.waitFor();
    await approves('PROD');
    await sales.page
      .locator('#conversation .card')
      .filter({ hasText: `${order} · 生产部同意` })
      .waitFor();
    await sales.shot('story-4-channel');
    const purchasing = await beAs(context, playground, HEADS.PROC);
    await purchasing.goesToBot();
    await purchasing.presses(purchasing.card(new RegExp(`${order}.*请采购部评审`, 's')), '不同意');
    await purchasing.form.waitFor();
    await purchasing.fills({ why: '钢板要下周才到', earliest: inDays(8) });
    await purchasing.shot('story-5-reject');
    await purchasing.sends();
    await sales.page.locator('#conversation .card').filter({ hasText: '钢板要下周才到' }).first().waitFor();
    await purchasing.page.close();
    for (const department of ['TECH', 'LOGI', 'PLANNER'] as const) await approves(department);
    await onlooker.card(new RegExp(`${order}.*协商中`, 's')).waitFor();
  });

  test('UO-15 UO-16 UO-49 negotiation: an option with its effect, the customer agrees, round two asks everybody anew', async () => {
    await sales.goesToBot();
    const board = () => sales.card(new RegExp(`${order}.*协商方案`, 's'));
    await board().waitFor();
    await sales.presses(board(), '提出方案');
    await sales.form.waitFor();
    await sales.fills({ type: 'shift_date', new_date: inDays(9), explanation: '等料到齐再上线' });
    await sales.sends();
    await sales.card(/等料到齐再上线/).waitFor();
    await sales.shot('story-6-board');
    await sales.presses(board(), '客户接受');
    await sales.form.waitFor();
    await sales.fills({ evidence: '客户邮件同意' });
    await sales.sends();
    await onlooker.card(new RegExp(`${order}.*评审中`, 's')).waitFor();
    const technical = await beAs(context, playground, HEADS.TECH);
    await technical.goesToBot();
    const card = technical.card(new RegExp(`${order}.*请技术部评审`, 's'));
    expect(await card.textContent()).toContain('第 2 轮');
    await technical.shot('story-7-round-two');
    await technical.page.close();
  });

  test('T07 round two passes: accepted everywhere, in every open tab', async () => {
    await sales.goes(order.toLowerCase());
    for (const department of Object.keys(HEADS) as (keyof typeof HEADS)[]) await approves(department);
    await onlooker.card(new RegExp(`${order}.*已接单`, 's')).waitFor();
    await sales.page
      .locator('#conversation .card')
      .filter({ hasText: `${order} · 已接单` })
      .first()
      .waitFor();
    await sales.shot('story-8-accepted');
  });

  test('UO-11 no card of a decided order has a button left that decides', async () => {
    const head = await beAs(context, playground, HEADS.TECH);
    await head.goesToBot();
    const old = head.page
      .locator('#conversation .card')
      .filter({ hasText: order })
      .filter({ has: head.page.locator('button', { hasText: /^同意$/ }) });
    expect(await old.count()).toBe(0);
    await head.page.close();
  });

  test('the clock moved forward: timers are seen working', async () => {
    await onlooker.page.locator('details.clock summary').click();
    await onlooker.page.locator('.clock-menu button').nth(2).click();
    await expect
      .poll(async () => (await onlooker.page.locator('.clock-ahead').textContent())?.trim() ?? '', PATIENCE)
      .toMatch(/4/);
  });

  test('no page complained: no script error, nothing refused by the content policy, no request failed', () => {
    expect(playground.complaints).toEqual([]);
    expect(playground.output.filter((line) => /"level":(50|60)/.test(line))).toEqual([]);
  });
});
