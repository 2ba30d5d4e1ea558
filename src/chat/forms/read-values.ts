import type { FormValues } from '../form.ts';
import { cleanText } from '../../app/facts.ts';
import { parseQuantity } from '../parse-quantity.ts';
import { parseWhen } from '../parse-when.ts';
import { type Talk, text } from '../talk.ts';

/** Reads typed values field by field and gathers what is wrong, each in the person's language. */
export function readValues(talk: Talk, values: FormValues) {
  const errors: Record<string, string> = {};

  function raw(name: string): string {
    const value = values[name];
    return cleanText(typeof value === 'string' ? value : (value?.[0] ?? ''));
  }

  return {
    errors,
    raw,
    /** Text that must be there, no longer than `max` signs. */
    required(name: string, max: number): string {
      const value = raw(name);
      if (value === '') errors[name] = text(talk, 'form.required');
      else if (value.length > max) errors[name] = text(talk, 'form.too_long', { max });
      return value;
    },
    optional(name: string, max: number): string | null {
      const value = raw(name);
      if (value.length > max) errors[name] = text(talk, 'form.too_long', { max });
      return value === '' ? null : value;
    },
    oneOf<T extends string>(name: string, choices: readonly T[]): T | null {
      const found = choices.find((c) => c === raw(name));
      if (found === undefined) errors[name] = text(talk, 'form.required');
      return found ?? null;
    },
    maybeOneOf<T extends string>(name: string, choices: readonly T[]): T | null {
      const value = raw(name);
      if (value === '') return null;
      const found = choices.find((c) => c === value);
      if (found === undefined) errors[name] = text(talk, 'form.unknown_choice');
      return found ?? null;
    },
    some<T extends string>(name: string, choices: readonly T[]): T[] {
      const value = values[name];
      const list = typeof value === 'string' ? (value === '' ? [] : [value]) : (value ?? []);
      return choices.filter((c) => list.includes(c));
    },
    files(name: string): string[] {
      const value = values[name];
      return (typeof value === 'string' ? [value] : [...(value ?? [])]).filter((v) => v !== '').slice(0, 10);
    },
    /** A date as picked or typed ("Fri 17:00", 明天下午3点), ms UTC. */
    when(name: string, rule: { readonly required: boolean; readonly future?: boolean }): number | null {
      const value = raw(name);
      if (value === '') {
        if (rule.required) errors[name] = text(talk, 'form.required');
        return null;
      }
      const read = parseWhen(value, { now: talk.now, timeZone: talk.voice.timeZone, locale: talk.voice.locale, calendar: talk.calendar });
      if (!read.ok) {
        errors[name] = text(talk, read.reason === 'ambiguous' ? 'form.date_ambiguous' : 'form.date_unreadable', { typed: [...value].slice(0, 40).join('') });
        return null;
      }
      if (rule.future && read.at <= talk.now) errors[name] = text(talk, 'form.date_past', { date: { date: read.at } });
      return read.at;
    },
    /** "500 pcs", 500件. */
    quantity(name: string): { quantity: number; unit: string } {
      const value = raw(name);
      const read = parseQuantity(value, { locale: talk.voice.locale });
      if (read.ok) return read;
      errors[name] = text(talk, value === '' ? 'form.required' : 'form.quantity_unreadable', value === '' ? {} : { typed: [...value].slice(0, 40).join('') });
      return { quantity: 0, unit: '' };
    },
    /** An amount in major units; answered in minor units. */
    money(name: string): number | null {
      const value = raw(name).replace(/[,\s，¥$]/g, '');
      if (value === '') return null;
      const amount = Number(value);
      if (!Number.isFinite(amount) || amount < 0 || amount > 1e12) {
        errors[name] = text(talk, 'form.amount_unreadable');
        return null;
      }
      return Math.round(amount * 100);
    },
    isClean(): boolean {
      return Object.keys(errors).length === 0;
    },
  };
}

export type ReadValues = ReturnType<typeof readValues>;
