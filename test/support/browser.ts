import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import {
  type Browser,
  type BrowserContext,
  type BrowserContextOptions,
  chromium,
  type Locator,
  type Page,
} from 'playwright-core';
import { freePort } from './free-port.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const SHOTS = join(ROOT, 'test-results');
const PLACES = [process.env.CHROMIUM ?? '', '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];
const FLAGS = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];
/** A page is patient: the machine may be busy with other tests. */
const PATIENCE = 15_000;

/** Where a browser is on this machine; null where there is none, and the stories of the browser are skipped. */
export function findChromium(): string | null {
  return PLACES.find((place) => place !== '' && existsSync(place)) ?? null;
}

/** The program itself, started as everybody starts it, with the demo company, and a browser that looks at it. */
export interface Playground {
  readonly url: string;
  /** What browsers complained about: script errors, refused resources, broken rules of the page. */
  readonly complaints: string[];
  /** What the program said on its error stream. */
  readonly output: string[];
  open(options?: BrowserContextOptions): Promise<BrowserContext>;
  close(): Promise<void>;
}

export async function startPlayground(): Promise<Playground> {
  const executablePath = findChromium();
  if (executablePath === null) throw new Error('no Chromium here: set CHROMIUM to its path');
  const dir = await mkdtemp(join(tmpdir(), 'urgent-order-e2e-'));
  const port = await freePort();
  const env = {
    ...process.env,
    PORT: String(port),
    HOST: '127.0.0.1',
    DATABASE_URL: `file:${join(dir, 'e2e.db')}`,
    FILES_DIR: join(dir, 'files'),
    LOG_LEVEL: 'warn',
  };
  const program = spawn(process.execPath, [join(ROOT, 'bin/urgent-order.js'), 'start'], {
    cwd: dir,
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const output: string[] = [];
  await isReady(program, output);
  const browser: Browser = await chromium.launch({ executablePath, args: FLAGS });
  const complaints: string[] = [];
  mkdirSync(SHOTS, { recursive: true });
  return {
    url: `http://127.0.0.1:${port}`,
    complaints,
    output,
    async open(options = {}) {
      const context = await browser.newContext({
        locale: 'zh-CN',
        timezoneId: 'Asia/Shanghai',
        viewport: { width: 1280, height: 860 },
        ...options,
      });
      context.setDefaultTimeout(PATIENCE);
      context.on('page', (page) => watch(page, complaints));
      return context;
    },
    async close() {
      await browser.close();
      program.kill('SIGTERM');
      await new Promise((resolve) => (program.exitCode === null ? program.once('exit', resolve) : resolve(null)));
      await rm(dir, { recursive: true, force: true });
    },
  };
}

function isReady(program: ChildProcess, output: string[]): Promise<void> {
  return new Promise((resolve, reject) => {
    program.stdout?.on('data', (chunk: Buffer) => {
      if (chunk.includes('is ready')) resolve();
      else output.push(chunk.toString());
    });
    program.stderr?.on('data', (chunk: Buffer) => output.push(chunk.toString()));
    program.once('exit', (code) => reject(new Error(`the program ended with ${code}: ${output.join('')}`)));
  });
}

function watch(page: Page, complaints: string[]): void {
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') complaints.push(`${page.url()}: ${message.text()}`);
  });
  page.on('pageerror', (error) => complaints.push(`${page.url()}: ${error.message}`));
  page.on('response', (response) => {
    if (response.status() >= 400)
      complaints.push(`${response.status()} ${response.request().method()} ${response.url()}`);
  });
}

/** One tab, seen as one person of the company. */
export interface Tab {
  readonly page: Page;
  /** Opens a channel by its name in the list on the left. */
  goes(channel: string | RegExp): Promise<void>;
  /** The chat with the bot. */
  goesToBot(): Promise<void>;
  says(text: string): Promise<void>;
  /** The newest card that has these words. */
  card(words: string | RegExp): Locator;
  presses(card: Locator, button: string): Promise<void>;
  readonly form: Locator;
  fills(values: Readonly<Record<string, string | readonly string[]>>): Promise<void>;
  /** Sends the form; it closes when it was taken. */
  sends(): Promise<void>;
  shot(name: string): Promise<void>;
}

export async function beAs(context: BrowserContext, playground: Playground, userId: string): Promise<Tab> {
  const page = await context.newPage();
  await page.goto(`${playground.url}/playground/as/${userId}`);
  await page.locator('#conversation').waitFor();
  const form = page.locator('dialog[data-form][open]');

  async function goes(channel: string | RegExp): Promise<void> {
    const link = page.locator('#sidebar a.channel').filter({ hasText: channel }).first();
    const id = await link.getAttribute('data-go');
    await link.click();
    await page.locator(`#conversation[data-channel="${id}"]`).waitFor();
  }

  return {
    page,
    form,
    goes,
    async goesToBot() {
      const link = page.locator('#sidebar a.channel[data-go^="D"]').first();
      const id = await link.getAttribute('data-go');
      await link.click();
      await page.locator(`#conversation[data-channel="${id}"]`).waitFor();
    },
    async says(text) {
      const line = page.locator('#conversation textarea[name="text"]');
      await line.fill(text);
      await line.press('Escape');
      await line.press('Enter');
    },
    card: (words) => page.locator('#conversation .card').filter({ hasText: words }).last(),
    async presses(card, button) {
      const direct = card
        .locator('.actions > .btn, .list-buttons > .btn')
        .filter({ hasText: new RegExp(`^\\s*${button}\\s*$`) });
      if ((await direct.count()) === 0) await card.locator('details.menu summary').last().click();
      await card
        .locator('button.btn')
        .filter({ hasText: new RegExp(`^\\s*${button}\\s*$`) })
        .first()
        .click();
    },
    async fills(values) {
      for (const [name, value] of Object.entries(values)) {
        const field = form.locator(`[data-field="${name}"]`);
        const section = form
          .locator('details.section:not([open])')
          .filter({ has: page.locator(`[data-field="${name}"]`) });
        if ((await section.count()) > 0) await section.locator('summary').click();
        const choices = field.locator('input[type="checkbox"], input[type="radio"]');
        if ((await choices.count()) > 0) {
          for (const one of typeof value === 'string' ? [value] : value)
            await field.locator(`input[value="${one}"]`).check();
        } else if ((await field.locator('select').count()) > 0)
          await field.locator('select').selectOption(String(value));
        else await field.locator('input.input, textarea').first().fill(String(value));
      }
    },
    async sends() {
      await form.locator('footer button[type="submit"]').click();
      await form.waitFor({ state: 'hidden' });
    },
    async shot(name) {
      // What comes in slowly is there: a picture of something half seen helps nobody.
      await page.evaluate(
        'Promise.all(document.getAnimations().map((a) => a.finished.catch(() => null))).then(() => null)',
      );
      await page.screenshot({ path: join(SHOTS, `${name}.png`) });
    },
  };
}

/** A day from now at 17:00 in Shanghai, as somebody would type it. */
export function inDays(days: number): string {
  const day = new Date(Date.now() + (8 + days * 24) * 3_600_000).toISOString().slice(0, 10);
  return `${day} 17:00`;
}
