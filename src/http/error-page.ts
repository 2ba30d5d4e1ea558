import { html } from 'hono/html';
import { isLocale, LOCALES, type Locale } from '../i18n/locale.ts';

/** The language of somebody who is not known: what they chose before, else what their browser asks for. */
export function pickLocale(cookie: string | undefined, acceptLanguage: string | undefined): Locale {
  const chosen = /(?:^|;\s*)locale=([\w-]+)/.exec(cookie ?? '')?.[1];
  if (isLocale(chosen)) return chosen;
  for (const part of (acceptLanguage ?? '').split(',')) {
    const language = part.split(';', 1)[0]?.trim().toLowerCase() ?? '';
    if (/^zh-(?:tw|hk|mo|hant)/.test(language)) return 'zh-TW';
    const known = LOCALES.find((locale) => language.split('-', 1)[0] === locale.split('-', 1)[0]);
    if (known !== undefined) return known;
  }
  return 'zh-CN';
}

/** A page that only says what went wrong. No script, no style: it must work when nothing else does. */
export async function drawErrorPage(locale: Locale, status: number, text: string): Promise<string> {
  return String(
    await html`<!doctype html>
<html lang="${locale}">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${status}</title>
<main><h1>${status}</h1><p>${text}</p><p><a href="/">/</a></p></main>
</html>`,
  );
}
