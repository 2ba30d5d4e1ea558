import type { FactsInput } from '../../app/commands/facts.ts';
import { BASES, type OrderFacts, REASON_CATEGORIES, SOURCES, TRAITS } from '../../domain/order.ts';
import { minorDigits } from '../../i18n/format.ts';
import type { FormSection, FormValues } from '../form.ts';
import { type Talk, text } from '../talk.ts';
import { choicesOf, fieldsFor, tick } from './fields.ts';
import type { ReadValues } from './read-values.ts';

/** `500 件`, as the quantity field takes it. */
export function quantityInput({ quantity, unit }: Pick<OrderFacts, 'quantity' | 'unit'>): string {
  return `${quantity} ${unit}`;
}

/** An amount in major units, as a field takes it. */
function moneyInput(minor: number | null, currency: string): string | null {
  return minor === null ? null : String(minor / 10 ** minorDigits(currency));
}

/**
 * What the form of a new order asks (F01): nine required questions stand open, the rest is folded away or asked when the
 * customer confirms (UO-01, UO-02; domain §14). `facts` fills the form when it is corrected later.
 */
export function factsSections(
  talk: Talk,
  given: Readonly<Record<string, string>>,
  facts: OrderFacts | null,
): readonly [FormSection, ...FormSection[]] {
  const f = fieldsFor(talk, given);
  const currency = facts?.currency ?? talk.settings.currency;
  return [
    {
      fields: [
        f.text('customer', { max: 120, required: true, initial: facts?.customer ?? null }),
        f.text('product', { max: 120, required: true, initial: facts?.product ?? null }),
        f.text('model', { max: 200, required: true, initial: facts?.model ?? null }),
        f.text('quantity', {
          max: 40,
          required: true,
          hint: 'hint.quantity',
          placeholder: text(talk, 'form.quantity_example'),
          initial: facts && quantityInput(facts),
        }),
        f.when('requiredBy', { required: true, at: facts?.requiredBy ?? null }),
        f.text('place', { max: 200, required: true, initial: facts?.place ?? null }),
        f.select('reasonCategory', choicesOf(talk, REASON_CATEGORIES, 'reason_category'), {
          required: true,
          initial: facts?.reasonCategory ?? null,
        }),
        f.multiline('reason', { max: 1000, required: true, initial: facts?.reason ?? null }),
        f.radio('basis', choicesOf(talk, BASES, 'basis'), {
          required: true,
          initial: facts?.basis ?? 'customer_explicit',
        }),
        // Shown, and asked for, only when nobody but us calls it urgent (UO-02).
        f.multiline('justification', {
          max: 1000,
          when: { field: 'basis', is: ['internal_judgement'] },
          initial: facts?.justification ?? null,
        }),
      ],
    },
    {
      title: text(talk, 'form.section_requirements'),
      fields: [
        f.multiline('quality', { max: 1000, initial: facts?.quality ?? null }),
        f.multiline('packaging', { max: 1000, initial: facts?.packaging ?? null }),
        f.multiline('technical', { max: 2000, initial: facts?.technical ?? null }),
      ],
    },
    {
      title: text(talk, 'form.section_terms'),
      fields: [
        f.number('amount', {
          max: 20,
          label: 'field.amountMinor',
          hint: 'hint.amountMinor',
          initial: moneyInput(facts?.amountMinor ?? null, currency),
        }),
        f.text('currency', { max: 3, initial: currency }),
        f.text('paymentTerms', { max: 300, initial: facts?.paymentTerms ?? null }),
      ],
    },
    {
      title: text(talk, 'form.section_traits'),
      fields: [f.checks('traits', choicesOf(talk, TRAITS, 'trait'), { initial: facts?.traits ?? [] })],
    },
    {
      title: text(talk, 'form.section_more'),
      fields: [
        f.when('receivedAt', { at: facts?.receivedAt ?? null }),
        f.checks('customerChecked', tick(talk, 'form.customer_checked'), {
          initial: facts?.customerChecked ? ['yes'] : [],
        }),
        f.select('source', choicesOf(talk, SOURCES, 'source'), { initial: facts?.source ?? null }),
        f.text('region', { max: 80, initial: facts?.region ?? null }),
        f.text('productType', { max: 80, initial: facts?.productType ?? null }),
        f.text('externalNo', { max: 60, initial: facts?.externalNo ?? null }),
      ],
    },
  ];
}

/** Reads the record back. Errors are gathered in `read`; the values are only good when there are none. */
export function readFacts(talk: Talk, read: ReadValues, values: FormValues): FactsInput {
  const { quantity, unit } = read.quantity('quantity');
  const basis = read.oneOf('basis', BASES);
  const justification =
    basis === 'internal_judgement' ? read.required('justification', 1000) : read.optional('justification', 1000);
  const currency = readCurrency(talk, read);
  const amountMinor = read.money('amount', currency);
  if (amountMinor === 0) read.errors.amount = text(talk, 'form.amount_unreadable');
  const receivedAt = read.when('receivedAt', { required: false });
  if (receivedAt !== null && receivedAt > talk.now) read.errors.receivedAt = text(talk, 'form.date_future');
  return {
    customer: read.required('customer', 120),
    product: read.required('product', 120),
    model: read.required('model', 200),
    quantity,
    unit,
    requiredBy: read.when('requiredBy', { required: true, future: true }) ?? 0,
    place: read.required('place', 200),
    reasonCategory: read.oneOf('reasonCategory', REASON_CATEGORIES) ?? 'other',
    reason: read.required('reason', 1000),
    basis: basis ?? 'customer_explicit',
    justification: justification === '' ? null : justification,
    receivedAt,
    customerChecked: values.customerChecked !== undefined && values.customerChecked.includes('yes'),
    quality: read.optional('quality', 1000),
    packaging: read.optional('packaging', 1000),
    technical: read.optional('technical', 2000),
    amountMinor,
    currency: amountMinor === null ? null : currency,
    paymentTerms: read.optional('paymentTerms', 300),
    source: read.maybeOneOf('source', SOURCES),
    region: read.optional('region', 80),
    productType: read.optional('productType', 80),
    externalNo: read.optional('externalNo', 60),
    traits: read.some('traits', TRAITS),
  };
}

/** Three letters; nothing typed is the company's own currency. */
function readCurrency(talk: Talk, read: ReadValues): string {
  const typed = read.raw('currency').toUpperCase();
  if (typed === '' || /^[A-Z]{3}$/.test(typed)) return typed || talk.settings.currency;
  read.errors.currency = text(talk, 'form.currency_unreadable');
  return talk.settings.currency;
}
