import type { HtmlEscapedString } from 'hono/utils/html';
import type { Locale } from '../../../src/i18n/locale.ts';

/** A piece of a page. Everything put into an `html` template is escaped, unless it is one of these itself. */
export type Html = HtmlEscapedString | Promise<HtmlEscapedString>;

/** In whose language and time zone a piece is drawn. */
export interface Zone {
  readonly locale: Locale;
  readonly timeZone: string;
}
