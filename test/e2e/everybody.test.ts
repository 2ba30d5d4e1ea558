import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { beAs, findChromium, inDays, type Playground, startPlayground } from '../support/browser.ts';
import { SIMPLIFIED_ONLY } from '../support/chinese.ts';

/** The machine may be busy with other things. */
const PATIENCE = { timeout: 15_000 };
const LOCALES = ['zh-CN', 'zh-TW', 'en'] as const;
const THEMES = ['light', 'dark'] as const;
/** One each: an answer to one person stays in the language it was given in. */
const READERS = { 'zh-CN': 'lin-yue', 'zh-TW': 'he-yutong', en: 'xu-jing' } as const;

/** What the program says itself: labels, buttons, headings of fields; never what people typed or are called. */
const OWN_WORDS = [
  '.btn',
  'label:not(.choice)',
  'legend',
  '.hint',
  'dt',
  'th',
  '.optional',
  'summary > span',
  '.composer-hint',
  '#form-title',
  '.step-label',
  '.steps-caption',
  '.sidebar h2',
  '.company',
  '.brand',
  '.persona-title',
  '.badge',
  '.message-mark',
  '.clock-ahead',
  '.choice-label',
  'option',
  '.conversation-empty',
].join(', ');

async function ownWords(page: Page): Promise<string[]> {
  return page.locator(OWN_WORDS).evaluateAll((nodes) =>
    nodes
      .filter((n) => !n.closest('.locales, .persona-list, .members, .persona-me'))
      .map((n) => `${n.getAttribute('aria-label') ?? ''} ${n.textContent ?? ''}`.replace(/\s+/g, ' ').trim())
      .filter((t) => t !== ''),
  );
}

/** Everything a person can have focus on, one after the other, until it is found. */
async function tabsTo(page: Page, isIt: string, most = 80): Promise<void> {
  for (let i = 0; i < most; i += 1) {
    await page.keyboard.press('Tab');
    if (await page.evaluate(`document.activeElement?.matches(${JSON.stringify(isIt)}) ?? false`)) return;
  }
  throw new Error(`not reached by the tab key: ${isIt}`);
}

describe.skipIf(findChromium() === null)('the playground for everybody', () => {
  let playground: Playground;
  beforeAll(async () => {
    playground = await startPlayground();
  });
  afterAll(async () => {
    await playground?.close();
  });

  test('by keyboard alone: an order is filed and approved without a mouse', async () => {
    const context = await playground.open();
    const { page, form, card } = await beAs(context, playground, 'lin-yue');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await expect.poll(() => page.evaluate('document.activeElement?.tagName'), PATIENCE).toBe('TEXTAREA');
    await page.keyboard.type('/urgent-order new');
    await page.keyboard.press('Escape');
    await page.keyboard.press('Enter');
    await form.waitFor();
    await expect.poll(() => page.evaluate(`document.activeElement?.getAttribute('name')`), PATIENCE).toBe('f.customer');
    const typed = {
      customer: '键盘客户',
      product: '法兰',
      model: 'DN80',
      quantity: '20 件',
      requiredBy: inDays(5),
      place: '杭州',
    };
    for (const [name, value] of Object.entries(typed)) {
      if (name !== 'customer') await tabsTo(page, `[name="f.${name}"]`);
      await page.keyboard.type(value);
    }
    await tabsTo(page, '[name="f.reasonCategory"]');
    await page.keyboard.press('ArrowDown');
    await tabsTo(page, '[name="f.reason"]');
    await page.keyboard.type('客户现场等着更换，停机一天损失大');
    await tabsTo(page, 'dialog footer button[type="submit"]');
    await page.keyboard.press('Enter');
    await form.waitFor({ state: 'hidden' });
    await card('键盘客户').waitFor();
    // After the dialog the focus is back where it was.
    await expect.poll(() => page.evaluate('document.activeElement?.tagName'), PATIENCE).toBe('TEXTAREA');

    const head = await beAs(context, playground, 'xu-jing');
    await head.goesToBot();
    const asked = head.card(/请计划部.*评审/);
    await asked.waitFor();
    await head.page.locator('#conversation h1').focus();
    await asked.evaluate((node) => node.closest('li')?.focus());
    await tabsTo(head.page, '.card .btn-primary');
    await head.page.keyboard.press('Enter');
    await head.form.waitFor();
    await tabsTo(head.page, '[name="f.q_delivery_date"]', 5).catch(() => undefined);
    await head.form.locator('[name="f.q_delivery_date"]').focus();
    await head.page.keyboard.type('排得进');
    await tabsTo(head.page, 'dialog footer button[type="submit"]');
    await head.page.keyboard.press('Enter');
    await head.form.waitFor({ state: 'hidden' });
    await context.close();
  });

  test('on a phone: nothing is wider than the screen, the list opens, an order can be filed', async () => {
    const context = await playground.open({ viewport: { width: 375, height: 720 }, hasTouch: true, isMobile: true });
    const tab = await beAs(context, playground, 'lin-yue');
    const width = () => tab.page.evaluate<number>('document.documentElement.scrollWidth');
    await tab.page.locator('[data-open-sidebar]').click();
    await tab.shot('phone-1-sidebar');
    await tab.page.locator('#sidebar a.channel', { hasText: '急单总群' }).click();
    await tab.page.locator('#conversation .card').last().waitFor();
    expect(await width()).toBeLessThanOrEqual(375);
    await tab.shot('phone-2-main');
    await tab.says('/urgent-order 30 x 端盖 for 手机客户');
    await tab.form.waitFor();
    await tab.shot('phone-3-form');
    expect(await width()).toBeLessThanOrEqual(375);
    await tab.fills({
      product: '端盖',
      model: 'SM-80',
      requiredBy: inDays(3),
      place: '苏州',
      reasonCategory: 'line_down',
      reason: '客户装配线缺端盖',
    });
    await tab.sends();
    await tab.card('手机客户').waitFor();
    await tab.page.locator('[data-open-sidebar]').click();
    await tab.page.locator('#sidebar a.channel[data-go^="R"]').last().click();
    await tab.page.locator('#conversation .card').last().waitFor();
    expect(await width()).toBeLessThanOrEqual(375);
    await tab.shot('phone-4-order');
    for (const target of await tab.page.locator('.card .actions > .btn').all()) {
      const box = await target.boundingBox();
      if (box) expect(box.height).toBeGreaterThanOrEqual(32);
    }
    await context.close();
  });

  test.each(LOCALES)('XD-09 in %s: nothing is left untranslated, in light and dark', async (locale) => {
    for (const theme of THEMES) {
      const context = await playground.open({ locale, colorScheme: theme });
      await context.addCookies([{ name: 'locale', value: locale, url: playground.url }]);
      const said: string[] = [];
      const tab = await beAs(context, playground, READERS[locale]);
      const look = async (name: string) => {
        said.push(...(await ownWords(tab.page)));
        await tab.shot(`${locale}-${theme}-${name}`);
      };
      await tab.page.locator('#sidebar a.channel[data-go="home"]').click();
      await tab.page.locator('#conversation[data-channel="home"] .card').waitFor();
      await look('1-home');
      await tab.page.locator('#sidebar a.channel[data-go^="M"]').click();
      await tab.page.locator('#conversation[data-channel^="M"] .card').last().waitFor();
      await look('2-main');
      await tab.goesToBot();
      await tab.page.locator('#conversation .card').last().waitFor();
      await look('3-bot');
      await tab.page.locator('#sidebar a.channel[data-go^="R"]').nth(2).click();
      await tab.page.locator('#conversation[data-channel^="R"] .card').last().waitFor();
      await tab.page.locator('#conversation .messages').evaluate((node) => node.scrollTo(0, 0));
      await look('4-order');
      await tab.goesToBot();
      await tab.says('/urgent-order');
      await tab.form.waitFor();
      await tab.form.locator('details.section').evaluateAll((nodes) => {
        for (const node of nodes) node.setAttribute('open', '');
      });
      await look('5-form');
      await tab.page.keyboard.press('Escape');
      await tab.form.waitFor({ state: 'hidden' });
      await tab.says('/urgent-order help');
      await tab.page.locator('#conversation .card').last().waitFor();
      await look('6-help');
      // A key that has no words would stand there as itself.
      expect(
        said.filter((t) =>
          /\b(?:button|card|field|form|hint|state|action|role|playground|reply|notice)\.[a-z_]+\b/.test(t),
        ),
      ).toEqual([]);
      if (locale === 'en') expect([...new Set(said.filter((t) => /\p{Script=Han}/u.test(t)))]).toEqual([]);
      if (locale === 'zh-TW')
        expect([...new Set(said.filter((t) => [...t].some((c) => SIMPLIFIED_ONLY.has(c))))]).toEqual([]);
      expect(await tab.page.locator('html').getAttribute('lang')).toBe(locale);
      await context.close();
    }
  });

  test('the language is one press away, and stays', async () => {
    const context = await playground.open();
    const { page } = await beAs(context, playground, 'lin-yue');
    await page.locator('.locales button[value="en"]').click();
    await page.locator('html[lang="en"]').waitFor();
    await page.reload();
    expect(await page.locator('html').getAttribute('lang')).toBe('en');
    await context.close();
  });

  test('no page complained', () => {
    expect(playground.complaints).toEqual([]);
  });
});
