import type { Locale } from '../../src/i18n/locale.ts';
import type { Voice } from '../../src/i18n/translate.ts';

/** People of the cards' tests, by the ids of the builders. */
const NAMES: Readonly<Record<string, string>> = {
  sales: '林悦',
  prod: '陈刚',
  proc: '吴敏',
  deputy: '冯杰',
  boss: '王总',
  coord: '许宁',
};

/** A reader in Shanghai. */
export function aVoice(locale: Locale = 'zh-CN'): Voice {
  return { locale, timeZone: 'Asia/Shanghai', nameOf: (id) => NAMES[id] ?? id };
}
