/** Reads the pages of the playground in tests: just enough of HTML for what our own renderer writes. */

const ENTITIES: Readonly<Record<string, string>> = { lt: '<', gt: '>', quot: '"', amp: '&', '#39': "'", '#x27': "'" };

export function decode(text: string): string {
  return text.replace(/&(lt|gt|quot|amp|#39|#x27);/g, (_, name: string) => ENTITIES[name] ?? '');
}

/** The text a person reads: without tags, white space as one blank. */
export function textOf(html: string): string {
  const words = html
    .replace(/<(script|style|svg)\b[\s\S]*?<\/\1>/g, ' ')
    .replace(/<\/?(?:a|b|strong|code|del|ins)\b[^>]*>/g, '')
    .replace(/<[^>]*(?:>|$)/g, ' ');
  return decode(words).replace(/\s+/g, ' ').trim();
}

/** The value of an attribute in the first tag of this piece of HTML. */
export function attribute(html: string, name: string): string | null {
  const tag = /<[a-z][^>]*>/.exec(html)?.[0] ?? '';
  const found = new RegExp(`\\s${name}="([^"]*)"`).exec(tag)?.[1];
  return found === undefined ? null : decode(found);
}

/** Opening tags of this name, as they stand. */
export function tags(html: string, name: string): readonly string[] {
  return html.match(new RegExp(`<${name}\\b[^>]*>`, 'g')) ?? [];
}

/** The part from the tag with this id up to (without) the text `end`. Empty when there is none. */
export function part(html: string, id: string, end: string): string {
  const at = html.indexOf(`id="${id}"`);
  if (at < 0) return '';
  const from = html.lastIndexOf('<', at);
  const to = html.indexOf(end, at);
  return html.slice(from, to < 0 ? undefined : to);
}
