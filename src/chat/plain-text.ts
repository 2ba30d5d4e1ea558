/** Text made easy to read by rules, with the way back to what the person typed. */
export interface PlainText {
  readonly text: string;
  /** Index in `text` → index in the typed text; one entry more than `text` is long. */
  readonly origin: readonly number[];
}

/** Traditional characters of dates, times and counting words → Simplified, so that one grammar reads both scripts. */
const TRADITIONAL =
  '點週後內時號個禮兩這鐘過於遲壹貳貮叁參肆伍陸柒捌玖拾佰仟萬億貨間晝為隻條雙對組噸張塊輛盤捲單從約開國頭';
const SIMPLIFIED =
  '点周后内时号个礼两这钟过于迟一二二三三四五六七八九十百千万亿货间昼为只条双对组吨张块辆盘卷单从约开国头';
const SIMPLIFIED_OF = new Map([...TRADITIONAL].map((character, index) => [character, SIMPLIFIED.charAt(index)]));

/** Soft hyphen, zero-width and direction characters, variation selectors: [first, last] of each range. */
const INVISIBLE: readonly (readonly [number, number])[] = [
  [0xad, 0xad],
  [0x61c, 0x61c],
  [0x200b, 0x200f],
  [0x202a, 0x202e],
  [0x2060, 0x206f],
  [0xfe00, 0xfe0f],
  [0xfeff, 0xfeff],
];

/** A full-width letter, digit or sign as its ordinary one. */
function narrow(character: string): string {
  const code = character.charCodeAt(0);
  return code >= 0xff01 && code <= 0xff5e ? String.fromCharCode(code - 0xfee0) : character;
}

function plainCharacter(character: string): string {
  const code = character.charCodeAt(0);
  if (INVISIBLE.some(([first, last]) => code >= first && code <= last)) return '';
  if (code < 0x20 || (code >= 0x7f && code <= 0xa0) || code === 0x3000 || (code >= 0x2000 && code <= 0x200a))
    return ' ';
  const narrowed = narrow(character);
  const lower = narrowed.toLowerCase();
  // A character that grows when lowered (İ) would shift every later index.
  return SIMPLIFIED_OF.get(narrowed) ?? (lower.length === 1 ? lower : narrowed);
}

/**
 * Lower case, half width, one script, without control and direction characters. Work is bounded by the caller: hand in
 * a slice, never the 100 kB somebody pasted.
 */
export function plainText(typed: string): PlainText {
  let text = '';
  const origin: number[] = [];
  for (let index = 0; index < typed.length; index++) {
    const plain = plainCharacter(typed.charAt(index));
    if (plain === '') continue;
    text += plain;
    origin.push(index);
  }
  origin.push(typed.length);
  return { text, origin };
}

/** What the person typed between two indices of the plain text, half width and without invisible characters. */
export function typedPart(typed: string, { text, origin }: PlainText, from: number, to = text.length): string {
  return origin
    .slice(from, Math.min(to, text.length))
    .map((index) => narrow(typed.charAt(index)))
    .join('');
}

const DIGITS: Readonly<Record<string, number>> = {
  〇: 0,
  零: 0,
  一: 1,
  二: 2,
  两: 2,
  三: 3,
  四: 4,
  五: 5,
  六: 6,
  七: 7,
  八: 8,
  九: 9,
};
const SMALL: Readonly<Record<string, number>> = { 十: 10, 百: 100, 千: 1000 };
const LARGE: Readonly<Record<string, number>> = { 万: 1e4, 亿: 1e8 };

/** Every character a Chinese number is written with, after `plainText`. */
export const CHINESE_DIGITS = '〇零一二两三四五六七八九十百千万亿';

/** The value of a Chinese number (五百, 两千零五, 一万二, 二〇二六), or null when it is none. Arabic digits are read too. */
export function chineseNumber(text: string): number | null {
  if (/^\d+$/.test(text)) return Number(text);
  if (text.length === 0 || text.length > 16) return null;
  if (/^[〇零一二三四五六七八九]{2,}$/.test(text)) return Number([...text].map((digit) => DIGITS[digit]).join(''));
  let total = 0;
  let section = 0;
  let digit: number | null = null;
  /** Size of the last unit and whether a zero came after it: 一万二 is 12,000 and 一万零二 is 10,002. */
  let lastUnit = 1;
  for (const character of text) {
    const value = DIGITS[character];
    const small = SMALL[character];
    const large = LARGE[character];
    if (value !== undefined) {
      if (digit !== null && digit !== 0) return null;
      digit = value;
      if (value === 0) lastUnit = 1;
    } else if (small !== undefined) {
      if (digit === null && small !== 10) return null;
      section += (digit ?? 1) * small;
      digit = null;
      lastUnit = small;
    } else if (large !== undefined) {
      const part = section + (digit ?? 0);
      if (part + total === 0) return null;
      // 亿 takes all that stands before it, 万 only its own section: 一亿二千万.
      total = large === 1e8 ? (total + part) * large : total + part * large;
      section = 0;
      digit = null;
      lastUnit = large;
    } else {
      return null;
    }
  }
  if (digit !== null && digit !== 0) section += lastUnit > 10 ? digit * (lastUnit / 10) : digit;
  return total + section;
}
