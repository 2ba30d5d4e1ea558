import type { Button, Card } from '../../src/chat/card.ts';
import type { Field, Form } from '../../src/chat/form.ts';
import type { Reply } from '../../src/chat/interaction.ts';

/** The form that was answered with. */
export function formOf(reply: Reply): Form {
  if (reply.kind !== 'form') throw new Error(`not a form: ${JSON.stringify(reply).slice(0, 400)}`);
  return reply.form;
}

export function fieldsOf(form: Form): readonly Field[] {
  return form.sections.flatMap((s) => s.fields);
}

/** What the form shows filled in when it opens: submitted again unless changed. */
export function initialValues(form: Form): Record<string, string | readonly string[]> {
  const values: Record<string, string | readonly string[]> = {};
  for (const field of fieldsOf(form)) {
    if ('initial' in field && field.initial !== undefined) values[field.name] = field.initial;
  }
  return values;
}

export function buttonsOf(card: Card): Button[] {
  return card.blocks.flatMap((block): Button[] => {
    if (block.kind === 'list') return block.items.flatMap((i) => [...(i.buttons ?? [])]);
    if (block.kind !== 'actions') return [];
    return block.items.flatMap((i) => (i.kind === 'button' ? [i] : i.kind === 'menu' ? [...i.items] : []));
  });
}

export function labelsOf(card: Card): string {
  return buttonsOf(card)
    .map((b) => b.label)
    .join(', ');
}

/** Codes and ids: carried along, not read. */
const UNREAD = new Set([
  'kind',
  'tone',
  'action',
  'state',
  'style',
  'mention',
  'id',
  'type',
  'url',
  'context',
  'when',
  'field',
]);

function isRead(key: string, owner: object): boolean {
  if (UNREAD.has(key)) return false;
  // The code of a choice, the value of a button, the name of a field.
  if (key === 'value') return 'label' in owner && !('action' in owner) && !('isCode' in owner);
  return key !== 'name' || !('label' in owner);
}

/** Everything somebody reads on it, in the order it stands: a card or a form. */
export function cardText(shown: Card | Form): string {
  const words: string[] = [];
  const walk = (value: unknown): void => {
    if (typeof value === 'string') words.push(value);
    else if (Array.isArray(value)) for (const item of value) walk(item);
    else if (value !== null && typeof value === 'object') {
      for (const [key, inner] of Object.entries(value)) {
        if (key === 'choices') walk((inner as readonly object[]).map((choice) => ({ ...choice, isCode: '' })));
        else if (isRead(key, value)) walk(inner);
      }
    }
  };
  walk(shown);
  return words.join(' ');
}

/** The whole answer as words. */
export function replyText(reply: Reply): string {
  switch (reply.kind) {
    case 'toast':
      return reply.text;
    case 'card':
      return cardText(reply.card);
    case 'form':
      return cardText(reply.form);
    case 'invalid':
      return [reply.message ?? '', ...Object.values(reply.errors)].join(' ').trim();
    case 'completions':
      return reply.items.map((i) => `${i.insert} ${i.label} ${i.hint ?? ''}`).join('\n');
    case 'none':
      return '';
  }
}
