export const LOCALES = ['zh-CN', 'zh-TW', 'en'] as const;
export type Locale = (typeof LOCALES)[number];

export function isLocale(text: string | null | undefined): text is Locale {
  return (LOCALES as readonly string[]).includes(text ?? '');
}
