import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Factory, openFactory } from '../support/factory.ts';
import { cardText, fieldsOf, formOf, initialValues, replyText } from '../support/read-reply.ts';
import { countOrders, sendNew } from './new-order.ts';

let factory: Factory;
beforeAll(async () => {
  factory = await openFactory();
});
afterAll(async () => {
  expect(factory.faults).toEqual([]);
  await factory.close();
});

function errorsOf(reply: Awaited<ReturnType<typeof sendNew>>): Readonly<Record<string, string>> {
  if (reply.kind !== 'invalid') throw new Error(`not invalid: ${replyText(reply)}`);
  return reply.errors;
}

describe('what it asks', () => {
  test('UO-01 `/urgent-order` opens a form whose first section asks nine required questions; the rest is folded away', async () => {
    const form = formOf(await factory.person('sales').says('/urgent-order'));
    const required = fieldsOf(form).filter((f) => f.required);
    expect(form.id).toBe('new');
    expect(required.map((f) => f.name)).toEqual([
      'customer',
      'product',
      'model',
      'quantity',
      'requiredBy',
      'place',
      'reasonCategory',
      'reason',
      'basis',
    ]);
    expect(form.sections[0]?.title).toBeUndefined();
    expect(form.sections[0]?.fields).toEqual(expect.arrayContaining(required));
    expect(form.sections.slice(1).every((s) => s.title !== undefined)).toBe(true);
  });

  test('OF-01, JW-02 quality, packaging, technical requirements, contact and amount can be given', async () => {
    const names = fieldsOf(formOf(await factory.person('sales').says('/urgent-order new'))).map((f) => f.name);
    expect(names).toEqual(
      expect.arrayContaining([
        'quality',
        'packaging',
        'technical',
        'contact',
        'amount',
        'paymentTerms',
        'traits',
        'source',
        'externalNo',
        'files',
        'confidential',
      ]),
    );
  });

  test.each(['zh-CN', 'zh-TW', 'en'] as const)(
    'XD-09 every label, hint and choice of the form is in the reader’s language: %s',
    async (locale) => {
      const text = cardText(formOf(await factory.person('sales', locale).says('/urgent-order new')));
      expect(text).not.toMatch(/undefined|\[object|field\.|hint\.|form\./);
      expect(/\p{Script=Han}/u.test(text)).toBe(locale !== 'en');
    },
  );
});

describe('what it refuses, field by field', () => {
  test.each(['customer', 'product', 'model', 'quantity', 'requiredBy', 'place', 'reasonCategory', 'reason', 'basis'])(
    'UO-01, EX-06 without %s nothing is filed, and the field is named',
    async (field) => {
      const before = await countOrders(factory);
      expect(Object.keys(errorsOf(await sendNew(factory, { [field]: '' })))).toEqual([field]);
      expect(await countOrders(factory)).toBe(before);
    },
  );

  test('UO-02 an internal judgement needs its justification', async () => {
    expect(Object.keys(errorsOf(await sendNew(factory, { basis: 'internal_judgement' })))).toEqual(['justification']);
    const field = fieldsOf(formOf(await factory.person('sales').says('/urgent-order new'))).find(
      (f) => f.name === 'justification',
    );
    expect(field?.when).toEqual({ field: 'basis', is: ['internal_judgement'] });
  });

  test('UO-04 a date in the past is refused in its field', async () => {
    expect(errorsOf(await sendNew(factory, { requiredBy: '2026-11-23T17:00' })).requiredBy).toContain('已经过了');
  });

  test.each([
    ['30 February', '2027-02-30 12:00'],
    ['no date', '尽快'],
    ['nothing but digits', '99999999999999'],
    ['an hour that does not exist', '2026-11-27 29:00'],
    ['markup', '<at id=all></at>'],
  ])('EX-06 %s is no date', async (_, typed) => {
    expect(errorsOf(await sendNew(factory, { requiredBy: typed })).requiredBy).toBeTruthy();
  });

  test.each([
    ['zero', '0 件'],
    ['negative', '-5 件'],
    ['no number', '很多'],
    ['beyond counting', '9999999999999 件'],
    ['a unit that never ends', `5 ${'箱'.repeat(50)}`],
    ['a formula', '=HYPERLINK("http://x")'],
  ])('EX-06 a quantity that is %s is refused', async (_, typed) => {
    expect(errorsOf(await sendNew(factory, { quantity: typed })).quantity).toBeTruthy();
  });

  test.each([
    'customer',
    'model',
    'reason',
    'place',
    'quantity',
    'requiredBy',
    'paymentTerms',
    'technical',
    'contact',
    'amount',
    'currency',
  ])('EX-06 100 kB in %s is refused in that field and kills nothing', async (field) => {
    const errors = errorsOf(await sendNew(factory, { [field]: '紧'.repeat(100_000) }));
    expect(Object.keys(errors)).toEqual([field]);
    expect((errors[field] ?? '').length).toBeLessThan(200);
  });

  test.each([
    ['0', ''],
    ['-3', ''],
    ['abc', ''],
    ['1e99', ''],
  ])('EX-06 an amount of %s is refused', async (amount) => {
    expect(Object.keys(errorsOf(await sendNew(factory, { amount })))).toEqual(['amount']);
  });

  test('EX-06 choices that were never offered are refused or dropped', async () => {
    expect(Object.keys(errorsOf(await sendNew(factory, { reasonCategory: 'because', source: 'dream' })))).toEqual(
      expect.arrayContaining(['reasonCategory', 'source']),
    );
  });

  test('UO-05, A3 the request was received in the past, never in the future', async () => {
    expect(Object.keys(errorsOf(await sendNew(factory, { receivedAt: '2026-11-25T09:00' })))).toEqual(['receivedAt']);
  });
});

describe('a sentence instead of a form', () => {
  test.each([
    [
      '500 x M6 bracket for ACME by Fri 17:00',
      { customer: 'ACME', product: 'bracket', model: 'M6', quantity: '500 pcs', requiredBy: '2026-11-27T17:00' },
      'en',
    ],
    [
      '给 ACME 加急 500 件 M6 支架 周五17点前',
      { customer: 'ACME', product: '支架', model: 'M6', quantity: '500 件', requiredBy: '2026-11-27T17:00' },
      'zh-CN',
    ],
    [
      '給 ACME 加急 五百件 M6 支架 週五17點前',
      { customer: 'ACME', product: '支架', model: 'M6', quantity: '500 件', requiredBy: '2026-11-27T17:00' },
      'zh-TW',
    ],
    [
      '新建 1,200 套 6205-2RS 轴承 明天下午3点',
      { product: '轴承', model: '6205-2RS', quantity: '1200 套', requiredBy: '2026-11-25T15:00' },
      'zh-CN',
    ],
  ] as const)('%s', async (typed, expected, locale) => {
    const form = formOf(await factory.person('boss', locale).says(`/urgent-order ${typed}`));
    expect(initialValues(form)).toMatchObject(expected);
    expect(form.sections[0]?.note).toContain(expected.model);
  });

  test('a date that can mean two things is not guessed', async () => {
    const form = formOf(await factory.person('boss').says('/urgent-order 新建 500 件 M6 支架 给 ACME 周五5点前'));
    expect(initialValues(form).requiredBy).toBeUndefined();
    expect(form.sections[0]?.note).toContain('几种理解');
  });

  test('100 kB of it opens the form and breaks nothing', async () => {
    expect(formOf(await factory.person('boss').says(`/urgent-order new ${'500 件 支架 '.repeat(10_000)}`)).id).toBe(
      'new',
    );
  });
});
