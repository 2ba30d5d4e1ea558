import type { Locale } from '../i18n/locale.ts';
import type { Params } from '../i18n/param.ts';
import { parseQuantity } from './parse-quantity.ts';
import { findWhen, type WhenOptions, type WhenResult } from './parse-when.ts';

/** What a sentence said about an order; what was not said is null. */
export interface InlineOrder {
  readonly quantity: { readonly quantity: number; readonly unit: string } | null;
  readonly product: string | null;
  readonly model: string | null;
  readonly customer: string | null;
  readonly when: WhenResult | null;
}

const LONGEST = 600;
const NUMBER = String.raw`\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?`;
const HAN_UNITS =
  '件|个|個|套|只|隻|台|臺|条|條|根|块|塊|张|張|片|双|雙|对|對|组|組|吨|噸|箱|盒|包|卷|米|公斤|千克|支|把|副|枚|瓶|桶|辆|輛|批';
const LATIN_UNITS = 'pcs?|pieces?|sets?|units?|boxes|box|pairs?|rolls?|kgs?|tons?|tonnes?|t|m';
/** `500 x`, `500 pcs`, `1,200 套`, `2.5万件`, `500`. Digits inside a word (M6) or a number with a hyphen (6205-2RS) are none. */
const ARABIC = new RegExp(
  `(?<![\\p{L}\\d.,-])(?:${NUMBER})\\s*(?:[万萬千]|k(?![a-z]))?\\s*(?:(?:${HAN_UNITS})|(?:${LATIN_UNITS})(?![\\p{L}\\d])|[x×*](?![\\p{L}\\d])|(?![\\p{L}\\d.,-]))`,
  'giu',
);
const CHINESE = new RegExp(`[一二两兩三四五六七八九十百千万萬]+\\s*(?:${HAN_UNITS})`, 'u');
const FOR_EN = /\bfor\s+(.+)$/i;
const FOR_ZH =
  /(?:给|給|为|為|替|客户[:：]?|客戶[:：]?)\s*([^\s，,。]+?)(?=\s|的|加急|紧急|緊急|急需|急|赶|趕|下单|下單|订|訂|，|,|。|$)/u;
const NOISE =
  /(?:加急|紧急|緊急|急单|急單|急需|赶制|趕製|下单|下單|订购|訂購|需要)|\b(?:urgent(?:ly)?|rush|order|please|need(?:ed)?|asap|an?|of)\b/giu;
const EDGES = /^[\s,.;:，。；：、x×*"'“”‘’「」()（）的-]+|[\s,.;:，。；：、"'“”‘’「」()（）-]+$/gu;

function tidy(text: string): string {
  return text.replace(/\s+/g, ' ').replace(EDGES, '');
}

/**
 * Reads `500 x M6 bracket for ACME by Fri 17:00` or `给 ACME 加急 500 件 M6 支架 周五17点前` (product.md, Commands). It only fills
 * the form in: whatever it misreads is seen and put right there. Never throws.
 */
export function readInlineOrder(typed: string, options: WhenOptions & { readonly locale: Locale }): InlineOrder {
  let rest = typed
    .slice(0, LONGEST)
    .replace(/[\u3000\s]+/g, ' ')
    .trim();
  const found = findWhen(rest, options);
  if (found) rest = `${rest.slice(0, found.from)} ${rest.slice(found.to)}`;

  let customer: string | null = null;
  const named = FOR_EN.exec(rest) ?? FOR_ZH.exec(rest);
  if (named) {
    customer = tidy(named[1] ?? '') || null;
    rest = `${rest.slice(0, named.index)} ${rest.slice(named.index + named[0].length)}`;
  }

  const counted = [...rest.matchAll(ARABIC)][0] ?? CHINESE.exec(rest);
  const read = counted ? parseQuantity(counted[0].replace(/[x×*]\s*$/i, '').trim(), { locale: options.locale }) : null;
  if (counted && read?.ok) rest = `${rest.slice(0, counted.index)} ${rest.slice(counted.index + counted[0].length)}`;

  const words = tidy(rest.replace(NOISE, ' '))
    .split(' ')
    .filter((w) => w !== '');
  const model =
    words
      .filter((w) => /\d/.test(w))
      .map(tidy)
      .join(' ') || null;
  const product = tidy(words.filter((w) => !/\d/.test(w)).join(' ')) || null;
  return {
    quantity: read?.ok ? { quantity: read.quantity, unit: read.unit } : null,
    product: product?.slice(0, 120) ?? model?.slice(0, 120) ?? null,
    model: model?.slice(0, 200) ?? null,
    customer: customer?.slice(0, 120) ?? null,
    when: found?.when ?? null,
  };
}

/** What was understood, as parameters of a message: field and value, in the order of the form. */
export function understoodParts(
  order: InlineOrder,
): readonly { readonly field: string; readonly value: Params[string] }[] {
  const parts: { field: string; value: Params[string] }[] = [];
  if (order.customer) parts.push({ field: 'customer', value: order.customer });
  if (order.product) parts.push({ field: 'product', value: order.product });
  if (order.model) parts.push({ field: 'model', value: order.model });
  if (order.quantity) parts.push({ field: 'quantity', value: `${order.quantity.quantity} ${order.quantity.unit}` });
  if (order.when?.ok) parts.push({ field: 'requiredBy', value: { date: order.when.at } });
  return parts;
}
