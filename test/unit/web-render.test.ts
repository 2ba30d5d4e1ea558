import { fc, test as property } from '@fast-check/vitest';
import { describe, expect, test } from 'vitest';
import type { MessageView, PageView, PersonaView } from '../../adapters/web/model.ts';
import { renderCard } from '../../adapters/web/render/card.ts';
import { renderForm } from '../../adapters/web/render/form.ts';
import { renderPage } from '../../adapters/web/render/page.ts';
import { REGIONS, renderLayer, renderRegions, renderToasts } from '../../adapters/web/render/reply.ts';
import type { Block, Button, Card } from '../../src/chat/card.ts';
import type { Field, Form } from '../../src/chat/form.ts';
import { LOCALES } from '../../src/i18n/locale.ts';

const EVIL = `"><script>alert(1)</script><img src=x onerror=alert(1) hx-get='/x'>'<!channel>`;
const NOON = Date.UTC(2026, 10, 24, 4);
const zone = { locale: 'zh-CN', timeZone: 'Asia/Shanghai' } as const;
const ctx = { ...zone, messageId: 'm1', me: 'u1', pressUrl: '/playground/as/u1/c/c1/press' };

function button(text: string): Button {
  const confirm = { title: text, text, yes: text, no: text };
  return { kind: 'button', label: text, action: 'review.approve', value: { order: text, rev: 3 }, confirm };
}

/** One block of every kind: the type makes a new kind appear here. */
function blocks(text: string): readonly Block[] {
  const every: { readonly [K in Block['kind']]: Extract<Block, { kind: K }> } = {
    text: {
      kind: 'text',
      tone: 'bad',
      text: [
        text,
        { bold: text },
        { mention: text, name: text },
        { date: NOON, style: 'relative', fallback: text },
        { link: text, text },
        { code: text },
        { removed: text },
      ],
    },
    fields: { kind: 'fields', fields: [{ label: text, value: text }] },
    changes: { kind: 'changes', rows: [{ label: text, before: text, after: text }] },
    list: { kind: 'list', items: [{ text, tone: 'good', buttons: [button(text)] }] },
    table: { kind: 'table', columns: [text], rows: [[text]] },
    steps: { kind: 'steps', steps: [{ label: text, state: 'now' }] },
    note: { kind: 'note', text },
    divider: { kind: 'divider' },
    image: { kind: 'image', file: text, alt: text },
    files: { kind: 'files', files: [{ id: text, name: text, size: 2048, type: text }] },
    actions: {
      kind: 'actions',
      items: [
        button(text),
        { kind: 'link', label: text, url: text },
        { kind: 'menu', label: text, items: [button(text)] },
      ],
    },
  };
  return Object.values(every);
}

function card(text: string): Card {
  return { title: text, subtitle: text, tone: 'waiting', summary: text, blocks: blocks(text) };
}

function fields(text: string): readonly Field[] {
  const base = (name: string) => ({ name, label: text, hint: text, required: true });
  const choices = [{ value: text, label: text, hint: text }];
  const every: { readonly [K in Field['kind']]: Field & { kind: K } } = {
    text: { ...base('text'), kind: 'text', maxLength: 80, initial: text, placeholder: text },
    multiline: { ...base('multiline'), kind: 'multiline', maxLength: 80, initial: text },
    number: { ...base('number'), kind: 'number', maxLength: 80, initial: text },
    select: { ...base('select'), kind: 'select', choices, initial: text },
    radio: { ...base('radio'), kind: 'radio', choices, initial: text },
    checks: { ...base('checks'), kind: 'checks', choices, initial: [text] },
    person: { ...base('person'), kind: 'person', choices, initial: text },
    datetime: { ...base('datetime'), kind: 'datetime', initial: '2026-11-27T17:00' },
    date: { ...base('date'), kind: 'date', initial: '2026-11-27' },
    files: { ...base('files'), kind: 'files', maxFiles: 3 },
  };
  return Object.values(every);
}

function form(text: string): Form {
  const sections = [{ note: text, fields: fields(text) }];
  return { id: 'order.new', title: text, intro: text, submit: text, cancel: text, context: { order: text }, sections };
}

function page(text: string): PageView {
  const me: PersonaView = { userId: 'u1', name: text, title: text, initials: text, hue: 3 };
  const channel = { id: 'c1', name: text, kind: 'order', topic: text, isPrivate: true, isArchived: false } as const;
  const message: MessageView = {
    id: 'm1',
    seq: 1,
    channelId: 'c1',
    threadId: null,
    author: me,
    sentAt: NOON,
    isEdited: true,
    isPinned: true,
    isPrivate: false,
    text,
    card: card(text),
    files: [{ id: text, name: text, size: 1, type: 'image/png' }],
    replies: 2,
    lastReplyAt: NOON,
  };
  return {
    me,
    people: [me],
    channels: [{ ...channel, unread: 3, mentions: 1 }],
    conversation: {
      channel: { ...channel, unread: 3, mentions: 1 },
      members: [me],
      pinned: message,
      messages: [message],
      hasMore: true,
    },
    thread: { root: message, replies: [{ ...message, id: 'm2' }] },
    ...zone,
    now: NOON,
    clockAheadMs: 7_200_000,
  };
}

/** The tags of a piece, without what stands in quotes: what a browser would act on. */
function tagsOf(html: string): readonly string[] {
  return html.replace(/"[^"]*"/g, '""').match(/<[a-z!/][^>]*>/gi) ?? [];
}

async function drawAll(text: string): Promise<string> {
  const pieces = [
    renderPage(page(text)),
    renderRegions(page(text), REGIONS),
    renderForm(form(text), {
      ...zone,
      action: '/playground/as/u1/c/c1/form/order.new',
      submitToken: 't1',
      values: { files: [text], text },
      errors: { text },
      message: text,
    }),
    renderToasts([{ tone: 'bad', text }]),
  ];
  return (await Promise.all(pieces)).join('\n');
}

describe('what people and the bot say stays text', () => {
  test('markup in every text of every block, field and region makes no element and no attribute', async () => {
    const expected = tagsOf(await drawAll('x')).map((tag) => tag.split(/[\s>]/)[0]);
    const tags = tagsOf(await drawAll(EVIL));
    expect(tags.map((tag) => tag.split(/[\s>]/)[0])).toEqual(expected);
    expect(tags.filter((tag) => /onerror|hx-get|alert|src=x/.test(tag))).toEqual([]);
  });

  property.prop([fc.string({ unit: 'binary', maxLength: 60 })])('any text leaves the same elements', async (text) => {
    const drawn = tagsOf(String(await renderCard(card(`x${text}`), ctx)));
    const plain = tagsOf(String(await renderCard(card('x'), ctx)));
    expect(drawn.map((tag) => tag.split(/[\s>]/)[0])).toEqual(plain.map((tag) => tag.split(/[\s>]/)[0]));
  });

  test.each([
    'javascript:alert(1)',
    ' javascript:alert(1)',
    'data:text/html,x',
    '//evil.example',
    '/\\evil.example',
    '/\t/evil.example',
    'https://\u0000x',
    'vbscript:x',
  ])('a link to %s is only words', async (url) => {
    const links: Block = { kind: 'text', text: [{ link: url, text: 'here' }] };
    const buttons: Block = { kind: 'actions', items: [{ kind: 'link', label: 'here', url }] };
    const drawn = await renderCard({ title: 't', tone: 'info', summary: 's', blocks: [links, buttons] }, ctx);
    expect(tagsOf(String(drawn)).filter((tag) => /^<a\s/.test(tag))).toEqual([]);
  });

  test('the page carries nothing that a strict policy forbids: no inline script, style or handler', async () => {
    const tags = tagsOf(await drawAll('x'));
    expect(tags.filter((tag) => /\s(on\w+|style|hx-on[^=]*)=/.test(tag))).toEqual([]);
    expect(tags.filter((tag) => tag.startsWith('<script') && !tag.includes(' src='))).toEqual([]);
    expect(tags.filter((tag) => tag.startsWith('<style'))).toEqual([]);
  });
});

describe('forms', () => {
  const draw = async (of: Form, more: object = {}) =>
    String(await renderForm(of, { ...zone, action: '/a', submitToken: 't1', ...more }));

  test('EX-06 required and optional fields are told apart, for eyes and for screen readers', async () => {
    const [first] = fields('x');
    const optional = { ...(first as Field), name: 'extra', required: false };
    const html = await draw({ ...form('x'), sections: [{ fields: [first as Field, optional] }] });
    expect(html.match(/class="required"/g)).toHaveLength(1);
    expect(html.match(/class="optional"/g)).toHaveLength(1);
    expect(html.match(/aria-required="true"/g)).toHaveLength(1);
  });

  test('a form that comes back holds what was typed, with the error at its field', async () => {
    const values = { text: 'typed <b>', checks: ['x'], person: 'x', multiline: 'two\nlines' };
    const html = await draw(form('x'), { values, errors: { text: 'wrong' } });
    expect(html).toContain('value="typed &lt;b&gt;"');
    expect(html).toContain('two\nlines</textarea>');
    expect(html).toMatch(/id="f-text"[^>]*aria-describedby="f-text-hint f-text-error"[^>]*aria-invalid="true"/);
    expect(html).toMatch(/id="f-text-error">(?:(?!<\/p>).)*wrong<\/p>/);
    expect(html.match(/aria-invalid/g)).toHaveLength(1);
  });

  test('a field whose condition does not hold is hidden and is not sent', async () => {
    const radio: Field = {
      name: 'kind',
      label: 'k',
      required: true,
      kind: 'radio',
      choices: [
        { value: 'a', label: 'A' },
        { value: 'b', label: 'B' },
      ],
      initial: 'a',
    };
    const other: Field = {
      name: 'other',
      label: 'o',
      required: true,
      kind: 'text',
      maxLength: 9,
      when: { field: 'kind', is: ['b'] },
    };
    const conditional = { ...form('x'), sections: [{ fields: [radio, other] }] };
    expect(await draw(conditional)).toMatch(/data-field="other"[^>]* hidden disabled/);
    expect(await draw(conditional, { values: { kind: 'b' } })).not.toMatch(/data-field="other"[^>]* hidden/);
  });

  test('titled sections are folded, but for the first of the form and those with an error', async () => {
    const [text, multiline, number] = fields('x');
    const sections = [text, multiline, number].map((field, at) => ({ title: `s${at}`, fields: [field as Field] }));
    const html = await draw({ ...form('x'), sections }, { errors: { number: 'wrong' } });
    const open = [...html.matchAll(/<details class="section[^>]*>/g)].map(([tag]) => /\sopen\s*>/.test(tag));
    expect(open).toEqual([true, false, true]);
  });
});

describe('answers to the browser', () => {
  test.each(LOCALES)('every region is drawn in %s and says where it belongs', async (locale) => {
    const html = String(await renderRegions({ ...page('x'), locale }, REGIONS));
    for (const region of REGIONS) expect(html).toMatch(new RegExp(`id="${region}"[^>]*hx-swap-oob="outerMorph"`));
    expect(html.match(/hx-swap-oob/g)).toHaveLength(REGIONS.length);
  });

  test('an empty layer closes the form', async () => {
    expect(String(await renderLayer(null))).toBe('<div id="layer" hx-swap-oob="innerMorph"></div>');
  });

  test('ids of a page are unique, also with a thread open', async () => {
    const ids = [...String(await renderPage(page('x'))).matchAll(/\sid="([^"]+)"/g)].map(([, id]) => id);
    expect(ids.filter((id, at) => ids.indexOf(id) !== at)).toEqual([]);
  });

  test('times are the viewer’s, and exact ones stay readable for machines', async () => {
    const block: Block = { kind: 'text', text: [{ date: NOON, style: 'time', fallback: '' }] };
    const one: Card = { title: 't', tone: 'info', summary: 's', blocks: [block] };
    expect(String(await renderCard(one, ctx))).toMatch(/<time datetime="2026-11-24T04:00:00.000Z"[^>]*>12:00<\/time>/);
    expect(String(await renderCard(one, { ...ctx, timeZone: 'Europe/Berlin' }))).toContain('>05:00</time>');
  });
});
