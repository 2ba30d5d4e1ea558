import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import type { Settings } from '../../src/app/settings.ts';
import type { Button, Card } from '../../src/chat/card.ts';
import type { Form, FormValues } from '../../src/chat/form.ts';
import type { Interaction, Reply } from '../../src/chat/interaction.ts';
import { type App, compose } from '../../src/compose.ts';
import { readConfig } from '../../src/config.ts';
import type { Membership } from '../../src/domain/people.ts';
import type { Order } from '../../src/domain/order.ts';
import type { Locale } from '../../src/i18n/locale.ts';
import { pickCard, readBody } from '../../adapters/web/body.ts';
import { createFakeClock, type FakeClock } from './fake-clock.ts';

const HOUR = 3_600_000;
const SPANS: Readonly<Record<string, number>> = { m: 60_000, h: HOUR, d: 24 * HOUR };

/** The company of the stories: one head for each department that is asked, leadership, a delegate. */
const STAFF = {
  sales: { name: '林悦', roles: [{ role: 'SALES', isHead: true }] },
  salesman: { name: '周扬', roles: [{ role: 'SALES', isHead: false }] },
  production: { name: '陈刚', roles: [{ role: 'PROD', isHead: true }] },
  purchasing: { name: '吴敏', roles: [{ role: 'PROC', isHead: true }] },
  technical: { name: '何工', roles: [{ role: 'TECH', isHead: true }] },
  quality: { name: '郑洁', roles: [{ role: 'QA', isHead: true }] },
  logistics: { name: '孙磊', roles: [{ role: 'LOGI', isHead: true }] },
  planner: { name: '许宁', roles: [{ role: 'PLANNER', isHead: true }, { role: 'COORDINATOR', isHead: false }] },
  finance: { name: '钱丽', roles: [{ role: 'FIN', isHead: true }] },
  boss: { name: '王总', roles: [{ role: 'EXEC', isHead: true }] },
  vice: { name: '赵副总', roles: [{ role: 'EXEC', isHead: false }] },
  deputy: { name: '冯杰', roles: [{ role: 'PROC', isHead: false }] },
  worker: { name: '小李', roles: [{ role: 'WH', isHead: false }] },
} as const satisfies Record<string, { name: string; roles: readonly Membership[] }>;
export type StaffName = keyof typeof STAFF;

export interface FactoryOptions {
  /** ISO time the story begins; a Tuesday morning in Shanghai when left out. */
  readonly start?: string;
  readonly settings?: Partial<Settings>;
  readonly without?: readonly StaffName[];
}

/** A whole factory on a temporary database: the real store, gate, conversation and playground; only the clock is ours. */
export interface Factory {
  readonly app: App;
  readonly clock: FakeClock;
  readonly person: (name: StaffName, locale?: Locale) => Teller;
  readonly main: () => Promise<string>;
  /** Lets time pass ("90m", "4h", "2d"), timer by timer, and delivers what falls due. */
  readonly passes: (span: string) => Promise<void>;
  readonly settles: () => Promise<void>;
  readonly order: (name?: string) => Promise<Order>;
  readonly close: () => Promise<void>;
}

export async function openFactory(options: FactoryOptions = {}): Promise<Factory> {
  const dir = await mkdtemp(join(tmpdir(), 'urgent-order-story-'));
  const clock = createFakeClock(options.start ?? '2026-11-24T09:00:00+08:00');
  const { config } = readConfig({ DATABASE_URL: `file:${join(dir, 'story.db')}`, FILES_DIR: join(dir, 'files'), CONFIG_FILE: undefined, PLAYGROUND: 'on' });
  const app = await compose({ ...config, fileSettings: { ...options.settings } }, { clock, logger: pino({ level: process.env.STORY_LOG ?? 'silent' }), isHeadless: true, seedsDemo: false });
  const ids = await hire(app, options.without ?? []);
  const main = await app.playground?.adapter.openMainRoom({ name: '急单总群', topic: '', isPrivate: false, locale: 'zh-CN', dedupeKey: 'main' });
  if (!main) throw new Error('no playground');
  await app.start();
  await app.dispatch({ id: 'bind', actorId: ids.planner ?? '', command: 'setup_channel', input: { platform: 'web', tenant: main.tenant, chatId: main.chatId, name: '急单总群' } });
  await app.queue.drain();

  async function settles(): Promise<void> {
    await app.queue.drain();
  }

  return {
    app, clock, settles,
    person: (name, locale = 'zh-CN') => createTeller(app, name, locale, settles),
    main: async () => roomText(app, main.chatId, 'sales', 'zh-CN'),
    async passes(span) {
      const [, amount = '0', unit = 'h'] = /^(\d+(?:\.\d+)?)([mhd])$/.exec(span) ?? [];
      const end = clock.now() + Number(amount) * (SPANS[unit] ?? HOUR);
      // In quarters of an hour, so that timers ring near their time, as they would.
      while (clock.now() < end) {
        clock.set(Math.min(end, clock.now() + 15 * 60_000));
        app.queue.nudge();
        await settles();
      }
    },
    async order(name) {
      const { rows } = await app.store.queries.listOrders({ limit: 50, includeDrills: true });
      const row = name === undefined ? rows[0] : rows.find((r) => r.number === name || r.draftNo === name);
      const found = row && (await app.store.transaction((tx) => tx.orders.load(row.id)));
      if (!found) throw new Error(`no order ${name ?? ''}`);
      return found;
    },
    async close() {
      await app.stop();
      await rm(dir, { recursive: true, force: true });
    },
  };
}

async function hire(app: App, without: readonly StaffName[]): Promise<Partial<Record<StaffName, string>>> {
  const ids: Partial<Record<StaffName, string>> = {};
  for (const [key, { name, roles }] of Object.entries(STAFF) as [StaffName, (typeof STAFF)[StaffName]][]) {
    if (without.includes(key)) continue;
    const id = app.ids.next();
    ids[key] = id;
    await app.store.transaction(async (tx) => {
      await tx.directory.savePerson({ id, name, email: `${key}@factory.test`, locale: null, timeZone: null, quiet: null, isAdmin: key === 'planner', isActive: true, memberships: roles });
      await tx.directory.saveAccount({ personId: id, platform: 'web', tenant: 'playground', userId: key });
    });
  }
  await app.playground?.refreshPeople();
  return ids;
}

/** A person of the story: what they say, press, fill in and see. */
export interface Teller {
  readonly says: (text: string, where?: string) => Promise<Reply>;
  /** Presses a button by its label, on the newest card in this person's own chat (or channel) that has it. */
  readonly presses: (label: string, where?: string) => Promise<Reply>;
  readonly pressesOn: (card: Card, label: string) => Promise<Reply>;
  readonly fills: (reply: Reply, values: FormValues) => Promise<Reply>;
  /** Everything in this person's own chat with the bot, as text. */
  readonly sees: (where?: string) => Promise<string>;
  readonly cards: (where?: string) => Promise<readonly Card[]>;
}

let serial = 0;

function createTeller(app: App, name: StaffName, locale: Locale, settles: () => Promise<void>): Teller {
  const chatId = (where?: string) => where ?? `D-${name}`;

  async function act(interaction: Omit<Interaction, 'id' | 'from' | 'chat' | 'isDirect' | 'locale'> & Record<string, unknown>, where?: string): Promise<Reply> {
    serial += 1;
    const base = { id: `story:${serial}`, from: { platform: 'web', tenant: 'playground', userId: name }, chat: where ? { platform: 'web', tenant: 'playground', chatId: where } : null, isDirect: where === undefined, locale };
    const reply = await app.converse({ ...base, ...interaction } as unknown as Interaction);
    await settles();
    return reply;
  }

  async function cards(where?: string): Promise<readonly Card[]> {
    const direct = where ?? (await app.playground?.adapter.openDirect(name))?.chatId ?? chatId(where);
    const messages = (await app.playground?.chat.messages({ channelId: direct, threadId: null, viewer: name, limit: 200 })) ?? [];
    return messages.map((m) => pickCard(readBody(m.body), locale)).filter((c): c is Card => c !== null);
  }

  const press = (button: Button, where?: string) => act({ kind: 'press', action: button.action, value: button.value, message: null }, where);
  return {
    says: (text, where) => act({ kind: 'command', text: text.replace(/^\/\S+\s*/, '') }, where),
    async presses(label, where) {
      for (const card of await cards(where)) {
        const found = buttonsOf(card).find((b) => b.label === label);
        if (found) return press(found, where);
      }
      throw new Error(`${name} has no button "${label}"; there are: ${(await cards(where)).flatMap(buttonsOf).map((b) => b.label).join(', ')}`);
    },
    async pressesOn(card, label) {
      const found = buttonsOf(card).find((b) => b.label === label);
      if (!found) throw new Error(`no button "${label}" on "${card.title}"; there are: ${buttonsOf(card).map((b) => b.label).join(', ')}`);
      return press(found);
    },
    fills(reply, values) {
      const form = formOf(reply);
      return act({ kind: 'submit', form: form.id, context: form.context, values: { ...initialValues(form), ...values } });
    },
    sees: async (where) => (await cards(where)).map(cardText).join('\n'),
    cards,
  };
}

export function formOf(reply: Reply): Form {
  if (reply.kind !== 'form') throw new Error(`not a form: ${JSON.stringify(reply).slice(0, 400)}`);
  return reply.form;
}

/** What the form shows filled in when it opens: submitted again unless changed. */
export function initialValues(form: Form): Record<string, string | readonly string[]> {
  const values: Record<string, string | readonly string[]> = {};
  for (const field of form.sections.flatMap((s) => s.fields)) if ('initial' in field && field.initial !== undefined) values[field.name] = field.initial;
  return values;
}

export function buttonsOf(card: Card): Button[] {
  return card.blocks.flatMap((block): Button[] => {
    if (block.kind === 'list') return block.items.flatMap((i) => [...(i.buttons ?? [])]);
    if (block.kind !== 'actions') return [];
    return block.items.flatMap((i) => (i.kind === 'button' ? [i] : i.kind === 'menu' ? [...i.items] : []));
  });
}

/** A card as its reader takes it in: every word on it. */
export function cardText(card: Card): string {
  const words: string[] = [];
  const walk = (value: unknown, key = ''): void => {
    if (typeof value === 'string') {
      if (!['kind', 'tone', 'action', 'state', 'style'].includes(key)) words.push(value);
    } else if (Array.isArray(value)) for (const item of value) walk(item, key);
    else if (value && typeof value === 'object') for (const [k, v] of Object.entries(value)) if (k !== 'value' || typeof v !== 'object' || Array.isArray(v)) walk(v, k);
  };
  walk(card);
  return words.join(' ');
}

async function roomText(app: App, id: string, viewer: string, locale: Locale): Promise<string> {
  const messages = (await app.playground?.chat.messages({ channelId: id, threadId: null, viewer, limit: 200 })) ?? [];
  return messages.map((m) => pickCard(readBody(m.body), locale)).filter((c): c is Card => c !== null).map(cardText).join('\n');
}
