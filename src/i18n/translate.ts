import { en } from './en/index.ts';
import { formatDate, formatDay, formatDuration, formatList, formatMoney, formatNumber } from './format.ts';
import type { Locale } from './locale.ts';
import type { Param, Params } from './param.ts';
import { zhCN } from './zh-cn/index.ts';
import { zhTW } from './zh-tw/index.ts';

/** zh-CN is the source of the keys: a missing or surplus key in another language does not compile. */
type Source = typeof zhCN;
export type Key = keyof Source;
type ParamsOf<K extends Key> = Source[K] extends (p: infer P) => string
  ? { readonly [N in keyof P]: Param }
  : undefined;
type Rest<K extends Key> = ParamsOf<K> extends undefined ? [] : [params: ParamsOf<K>];

const catalogues: Readonly<Record<Locale, Readonly<Record<string, unknown>>>> = { 'zh-CN': zhCN, 'zh-TW': zhTW, en };

/** How a reader is spoken to: language, zone, and what people are called. */
export interface Voice {
  readonly locale: Locale;
  readonly timeZone: string;
  readonly nameOf: (personId: string) => string;
}

/** A catalogue message in the reader's language. Wrong keys and missing parameters do not compile. */
export function say<K extends Key>(voice: Voice, key: K, ...rest: Rest<K>): string {
  return sayAny(voice, key, (rest[0] ?? {}) as Params);
}

/** The same for a key known only at run time: a refusal's code, a term, a stored answer. Unknown keys throw: a fault. */
export function sayAny(voice: Voice, key: string, params: Params = {}): string {
  const message = hasKey(key) ? catalogues[voice.locale][key] : undefined;
  if (typeof message === 'string') return message;
  if (typeof message !== 'function') throw new Error(`no catalogue entry for ${key}`);
  const shown: Record<string, string> = {};
  for (const [name, value] of Object.entries(params)) shown[name] = show(voice, value);
  return (message as (p: Record<string, string>) => string)(shown);
}

export function hasKey(key: string): key is Key {
  return Object.hasOwn(zhCN, key);
}

/** Text of the interface itself, where no person, date or number is named. */
export function translate<K extends Key>(locale: Locale, key: K, ...rest: Rest<K>): string {
  return say({ locale, timeZone: 'UTC', nameOf: (id) => id }, key, ...rest);
}

/** One value in the reader's language. */
export function show(voice: Voice, value: Param): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'number') return formatNumber(voice.locale, value);
  if ('date' in value) return formatDate(voice, value.date);
  if ('day' in value) return formatDay(voice, value.day);
  if ('duration' in value) return formatDuration(voice.locale, value.duration);
  if ('money' in value) return formatMoney(voice.locale, value.money, value.currency);
  if ('person' in value) return voice.nameOf(value.person);
  if ('term' in value) return sayAny(voice, value.term);
  return formatList(
    voice.locale,
    value.list.map((item) => show(voice, item)),
  );
}
