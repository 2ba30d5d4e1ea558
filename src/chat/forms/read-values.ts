import { cleanText } from '../../app/commands/facts.ts';
import { minorDigits } from '../../i18n/format.ts';
import type { FormValues } from '../form.ts';
import { parseQuantity, type QuantityResult } from '../parse-quantity.ts';
import { parseWhen, type WhenResult } from '../parse-when.ts';
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
      const read = parseWhen(value, {
        now: talk.now,
        timeZone: talk.voice.timeZone,
        locale: talk.voice.locale,
        calendar: talk.calendar,
      });
      if (!read.ok) {
        errors[name] = dateError(talk, value, read);
        return null;
      }
      if (rule.future && read.at <= talk.now) errors[name] = text(talk, 'form.date_past', { date: { date: read.at } });
      return read.at;
    },
    /** "500 pcs", 500件. */
    quantity(name: string): { quantity: number; unit: string } {
      const value = raw(name);
      const read = parseQuantity(value, { locale: talk.voice.locale });
      if (read.ok && read.unit.length <= 20) return read;
      errors[name] =
        value === '' ? text(talk, 'form.required') : quantityError(talk, value, read.ok ? 'unreadable' : read.reason);
      return { quantity: 0, unit: '' };
    },
    /** An amount in major units of a currency (ISO 4217); answered in minor units. */
    money(name: string, currency: string): number | null {
      const value = raw(name)
        .normalize('NFKC')
        .replace(/[,\s¥$]|^(?:[A-Z]{3}|NT)(?=[\d.])/gi, '');
      if (value === '') return null;
      const amount = Number(value);
      if (!/^\d+(\.\d+)?$/.test(value) || amount > 1e12) {
        errors[name] = text(talk, 'form.amount_unreadable');
        return null;
      }
      return Math.round(amount * 10 ** minorDigits(currency));
    },
    isClean(): boolean {
      return Object.keys(errors).length === 0;
    },
  };
}

/** What is typed, short enough to be shown back. */
function shown(typed: string): string {
  return [...typed].slice(0, 40).join('');
}

function dateError(talk: Talk, typed: string, read: Exclude<WhenResult, { ok: true }>): string {
  if (read.reason === 'impossible') return text(talk, 'form.date_impossible', { typed: shown(typed) });
  if (read.reason !== 'ambiguous') return text(talk, 'form.date_unreadable', { typed: shown(typed) });
  if (read.candidates.length === 0) return text(talk, 'form.date_unclear', { typed: shown(typed) });
  return text(talk, 'form.date_ambiguous', {
    typed: shown(typed),
    candidates: { list: read.candidates.slice(0, 3).map((date) => ({ date })) },
  });
}

function quantityError(talk: Talk, typed: string, reason: Exclude<QuantityResult, { ok: true }>['reason']): string {
  if (reason === 'zero' || reason === 'negative') return text(talk, 'form.quantity_not_positive');
  return reason === 'too_large'
    ? text(talk, 'form.quantity_too_large')
    : text(talk, 'form.quantity_unreadable', { typed: shown(typed) });
}

export type ReadValues = ReturnType<typeof readValues>;
