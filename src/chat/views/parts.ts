import type { OrderFacts } from '../../domain/order.ts';
import { isDepartment } from '../../domain/people.ts';
import { formatDate, formatMoney } from '../../i18n/format.ts';
import { hasKey, type Key, say, sayAny, show, type Voice } from '../../i18n/translate.ts';
import type { Inline, Text } from '../card.ts';

/** The longest a person's own words get on a card; the whole text stands in the details (a card must fit every platform). */
const WORDS = 280;

/** A text cut to `max` characters, never inside one. */
export function clip(text: string, max: number = WORDS): string {
  if (text.length <= max) return text;
  const signs = [...text];
  return signs.length <= max ? text : `${signs.slice(0, max - 1).join('')}…`;
}

/** A word of the process for a code known at run time; the code itself when a later version wrote it. */
export function word(voice: Voice, key: string): string {
  return hasKey(key) ? sayAny(voice, key) : key.slice(key.indexOf('.') + 1);
}

export function personName(voice: Voice, id: string): string {
  return id === 'BOT' ? say(voice, 'right.BOT') : clip(voice.nameOf(id), 60);
}

/** "Li Qiang (for Wang Wu)": a delegate's decision is marked as one (XD-07). */
export function byName(voice: Voice, id: string, onBehalf: string | null): string {
  const name = personName(voice, id);
  return onBehalf && onBehalf !== id ? say(voice, 'card.by_for', { name, head: personName(voice, onBehalf) }) : name;
}

export function roleName(voice: Voice, role: string): string {
  return word(voice, `role.${role}`);
}

/** Departments stand in front of "has a question", "agrees": their full name. */
export function departmentName(voice: Voice, role: string): string {
  return isDepartment(role) ? say(voice, `role.${role}`) : role;
}

/** An instant in the viewer's own zone where the platform knows it. */
export function at(voice: Voice, instant: number): Inline {
  return { date: instant, style: 'date_time', fallback: formatDate(voice, instant) };
}

/** How far away an instant is: a countdown the client keeps. */
export function fromNow(voice: Voice, instant: number): Inline {
  return { date: instant, style: 'relative', fallback: formatDate(voice, instant) };
}

/** The date with its distance: "Mon 3 Aug 16:00 · in 3 h". */
export function deadline(voice: Voice, instant: number): Inline[] {
  return [at(voice, instant), ' · ', fromNow(voice, instant)];
}

/** What something is, and what there is to say about it, with the colon of the reader's language. */
export function labelled(voice: Voice, what: string, text: string): string {
  return say(voice, 'card.labelled', { what, text });
}

/** Parts with a middle dot between them, which reads the same in every language. */
export function dotted(parts: readonly (Text | null)[]): Inline[] {
  const joined: Inline[] = [];
  for (const part of parts) {
    if (part === null || part.length === 0) continue;
    if (joined.length > 0) joined.push(' · ');
    joined.push(...inlines(part));
  }
  return joined;
}

/** Parts under each other. */
export function stacked(parts: readonly (Text | null)[]): Inline[] {
  const joined: Inline[] = [];
  for (const part of parts) {
    if (part === null || part.length === 0) continue;
    if (joined.length > 0) joined.push('\n');
    joined.push(...inlines(part));
  }
  return joined;
}

function inlines(text: Text): readonly Inline[] {
  return typeof text === 'string' ? [text] : text;
}

/** Money in minor units; without a currency only the number. */
export function money(voice: Voice, minor: number, currency: string | null): string {
  return currency === null ? show(voice, minor / 100) : formatMoney(voice.locale, minor, currency);
}

export function quantityText(voice: Voice, facts: Pick<OrderFacts, 'quantity' | 'unit'>): string {
  return say(voice, 'card.quantity', { quantity: facts.quantity, unit: clip(facts.unit, 20) });
}

export function productLine(voice: Voice, facts: Pick<OrderFacts, 'product' | 'quantity' | 'unit'>): string {
  return say(voice, 'card.product_line', {
    product: clip(facts.product, 120),
    quantity: facts.quantity,
    unit: clip(facts.unit, 20),
  });
}

/** A date of the record, as words for places that take no date node. */
export function dateText(voice: Voice, instant: number): string {
  return formatDate(voice, instant);
}

/** One field of the record in the reader's language: for differences, where before and after stand as words. */
export function factText(voice: Voice, field: string, value: unknown, currency: string | null): string {
  if (value === null || value === undefined || value === '') return say(voice, 'card.unset');
  if (Array.isArray(value))
    return value.length === 0
      ? say(voice, 'card.none')
      : show(voice, { list: value.map((v) => word(voice, `${termOf(field)}.${String(v)}`)) });
  switch (field) {
    case 'requiredBy':
    case 'receivedAt':
      return dateText(voice, Number(value));
    case 'amountMinor':
      return money(voice, Number(value), currency);
    case 'reasonCategory':
    case 'basis':
    case 'source':
      return word(voice, `${termOf(field)}.${String(value)}`);
    case 'customerChecked':
      return say(voice, value ? 'bool.yes' : 'bool.no');
    default:
      return typeof value === 'number' ? show(voice, value) : clip(String(value));
  }
}

const TERM_OF: Readonly<Record<string, string>> = { traits: 'trait', reasonCategory: 'reason_category' };

function termOf(field: string): string {
  return TERM_OF[field] ?? field;
}

export interface FieldPair {
  readonly label: string;
  readonly value: Text;
}

export function pair(voice: Voice, label: Key, value: Text): FieldPair {
  return { label: sayAny(voice, label), value };
}

/** Fields of the record that are filled, in the order asked for. Dates stay nodes. */
export function factPairs(voice: Voice, facts: OrderFacts, fields: readonly (keyof OrderFacts)[]): FieldPair[] {
  return fields.flatMap((field): FieldPair[] => {
    const value = facts[field];
    if (value === null || value === '' || (Array.isArray(value) && value.length === 0)) return [];
    if (field === 'quantity') return [pair(voice, 'field.quantity', quantityText(voice, facts))];
    const label = sayAny(voice, `field.${field}`);
    if (field === 'requiredBy' || field === 'receivedAt') return [{ label, value: [at(voice, facts[field])] }];
    return [{ label, value: factText(voice, field, value, facts.currency) }];
  });
}
