import type { Locale } from '../i18n/locale.ts';
import { CHINESE_DIGITS, chineseNumber, plainText, typedPart } from './plain-text.ts';

/** A quantity as read, or why not. `too_large` is more than a thousand million of anything. */
export type QuantityResult =
  | { readonly ok: true; readonly quantity: number; readonly unit: string }
  | { readonly ok: false; readonly reason: 'empty' | 'unreadable' | 'zero' | 'negative' | 'too_large' };

const LARGEST = 1e9;
/** No quantity with its unit is longer. */
const LONGEST = 64;

const DEFAULT_UNITS = { 'zh-CN': '件', 'zh-TW': '件', en: 'pcs' } satisfies Record<Locale, string>;

const LEAD = /^(?:(?:数量|共|合计|qty|quantity)\s*[:.]?\s*)/;
/** 1,200 · 1200.5 · 1.2万 · 2k. 500千克 is a unit and no multiple. */
const ARABIC = /^([+-]?)(\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)\s*(k(?![a-z])|[百千万亿](?![克瓦米帕卡伏]))?/;
const CHINESE = new RegExp(`^(负?)([${CHINESE_DIGITS}]+)`);
/** Letters of any script, with a square or cube, per-signs and single spaces: pcs, m², metric tons, 平方米. */
const UNIT = /^[\p{L}\p{M}²³%°×]+(?:[ /·-][\p{L}\p{M}²³]+)*\.?$/u;

const MULTIPLES: Readonly<Record<string, number>> = { k: 1e3, 百: 100, 千: 1e3, 万: 1e4, 亿: 1e8 };

function readNumber(text: string): { readonly value: number; readonly length: number } | null {
  const arabic = ARABIC.exec(text);
  if (arabic !== null) {
    const [all, sign, digits = '', multiple] = arabic;
    const value = Number(digits.replaceAll(',', '')) * (MULTIPLES[multiple ?? ''] ?? 1);
    // 1.1 × 10,000 is 11,000 and not 11,000.000000000002.
    return { value: Number(`${sign}${Number(value.toPrecision(12))}`), length: all.length };
  }
  const chinese = CHINESE.exec(text);
  if (chinese === null) return null;
  const [all, sign, digits = ''] = chinese;
  const value = chineseNumber(digits);
  return value === null ? null : { value: sign === '' ? value : -value, length: all.length };
}

/**
 * Reads a quantity as people type it: `500 pcs`, 500件, 1,200 套, １２ 箱, `2.5 t`, 五百件. Without a unit it is pieces
 * (件). The unit comes back as typed. Never throws.
 */
export function parseQuantity(typed: string, { locale }: { readonly locale: Locale }): QuantityResult {
  if (typed.length > LONGEST * 4) return { ok: false, reason: 'unreadable' };
  const plain = plainText(typed);
  const start = plain.text.length - plain.text.trimStart().length;
  const body = plain.text.trim();
  if (body === '') return { ok: false, reason: 'empty' };
  if (body.length > LONGEST) return { ok: false, reason: 'unreadable' };
  const lead = LEAD.exec(body)?.[0].length ?? 0;
  const number = readNumber(body.slice(lead));
  if (number === null) return { ok: false, reason: 'unreadable' };

  const after = body.slice(lead + number.length);
  const rest = after.trim();
  if (rest !== '' && !UNIT.test(rest)) return { ok: false, reason: 'unreadable' };
  if (number.value < 0) return { ok: false, reason: 'negative' };
  if (number.value === 0) return { ok: false, reason: 'zero' };
  if (!(number.value <= LARGEST)) return { ok: false, reason: 'too_large' };
  const from = start + lead + number.length + (after.length - after.trimStart().length);
  const unit = typedPart(typed, plain, from, from + rest.length).replace(/\.$/, '');
  // "500 x" multiplies something; it is no unit.
  return { ok: true, quantity: number.value, unit: unit === '' || /^[x×]$/i.test(unit) ? DEFAULT_UNITS[locale] : unit };
}
