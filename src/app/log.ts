import { createHash } from 'node:crypto';
import type { DomainEvent } from '../domain/order.ts';
import type { LogEntry } from './rows.ts';

/** The hash before the first event of a stream. */
export const GENESIS = '0'.repeat(64);

/** JSON with sorted keys: the same data gives the same bytes, wherever it was written. */
export function canonicalJson(value: unknown): string {
  if (value === null || typeof value !== 'object') return JSON.stringify(value) ?? 'null';
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  const entries = Object.entries(value).filter(([, v]) => v !== undefined);
  entries.sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${entries.map(([k, v]) => `${JSON.stringify(k)}:${canonicalJson(v)}`).join(',')}}`;
}

/** The hash of one entry over everything in it and the hash before it: editing, removing or reordering any breaks the chain. */
export function hashEntry(entry: Omit<LogEntry, 'hash'>): string {
  const { stream, seq, type, at, actorId, onBehalf, version, data, prevHash } = entry;
  return createHash('sha256')
    .update(JSON.stringify([stream, seq, type, at, actorId, onBehalf, version, data, prevHash]))
    .digest('hex');
}

export interface ChainHead {
  readonly count: number;
  readonly head: string;
}

export interface Stamp {
  readonly stream: string;
  readonly at: number;
  readonly actorId: string;
  readonly onBehalf: string | null;
  readonly version: number;
}

/** Appends events to a chain (XD-03). */
export function chain(
  head: ChainHead,
  events: readonly DomainEvent[],
  stamp: Stamp,
): { readonly entries: readonly LogEntry[]; readonly head: ChainHead } {
  const entries: LogEntry[] = [];
  let { count, head: prevHash } = head;
  for (const e of events) {
    count += 1;
    const entry = { ...stamp, seq: count, type: e.type, data: canonicalJson(e.data), prevHash };
    const hash = hashEntry(entry);
    entries.push({ ...entry, hash });
    prevHash = hash;
  }
  return { entries, head: { count, head: prevHash } };
}

/** Digest of personal data for the log: the salt and the value stand in a row that can be erased without breaking the chain. */
export function digestPersonal(salt: string, value: string): string {
  return createHash('sha256').update(`${salt}\n${value}`).digest('hex');
}
