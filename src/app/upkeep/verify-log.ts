import { digestPersonal, GENESIS, hashEntry } from '../log.ts';
import type { LogReader } from '../ports.ts';
import type { LogEntry, PersonalDatumRow, StreamHead } from '../rows.ts';
import { type ExportedRoot, endOfDay, exportRoots, rootBetween } from './daily-root.ts';

/**
 * What is wrong. `edited`: an entry is not what was written. `removed`: entries are missing. `reordered`: an entry stands in
 * another's place. `cut_off`: the end is missing. `head`: length or head do not match what stands outside the chain.
 * `personal`: personal data is not what its digest says. `root`: the log is not the one a daily root was made of.
 */
export type LogProblemKind = 'edited' | 'removed' | 'reordered' | 'cut_off' | 'head' | 'personal' | 'root';

/** The first thing wrong with a stream (or one day's root). */
export interface LogProblem {
  readonly kind: LogProblemKind;
  /** An order's id or `company`; the day for a root. */
  readonly stream: string;
  /** What people call the order. */
  readonly name: string | null;
  readonly seq: number | null;
  /** The entry's type and time, when there is an entry. */
  readonly type: string | null;
  readonly at: number | null;
}

export interface LogCheck {
  readonly streams: number;
  readonly events: number;
  /** Rows of personal data whose digest was compared; erased ones are in order. */
  readonly digests: number;
  readonly roots: number;
  /** At most one per stream, at most `MOST_PROBLEMS`. */
  readonly problems: readonly LogProblem[];
}

export interface LogScope {
  /** One stream only: an order's id, or `company`. Roots are not checked then. */
  readonly stream?: string;
  /** Roots that were exported earlier and kept elsewhere; the kept ones are checked anyway. */
  readonly roots?: readonly ExportedRoot[];
}

const STREAMS_PER_PAGE = 500;
const ENTRIES_PER_PAGE = 2_000;
export const MOST_PROBLEMS = 100;

/**
 * Checks the log against itself and against what stands outside it (XD-03): every hash, every number, the length
 * and head kept with the order, the digests of personal data, the daily roots. Reads page by page, in bounded memory, while
 * the bot runs: a stream's head is read before its entries, so what is added meanwhile is no finding.
 */
export async function verifyLog(log: LogReader, scope: LogScope = {}): Promise<LogCheck> {
  const tally: Tally = { streams: 0, events: 0, digests: 0, roots: 0, problems: [] };
  if (scope.stream !== undefined) {
    const head = await log.head(scope.stream);
    await checkStreams(log, head ? [head] : [], { from: scope.stream, after: null, last: scope.stream }, tally);
    return tally;
  }
  for (let after = '', isLast = false; !isLast; ) {
    const heads = await log.heads(after, STREAMS_PER_PAGE);
    const last = heads.at(-1);
    isLast = heads.length < STREAMS_PER_PAGE;
    await checkStreams(log, heads, { from: '', after, last: isLast ? null : (last?.stream ?? null) }, tally);
    after = last?.stream ?? after;
  }
  await checkRoots(log, scope.roots ?? [], tally);
  return tally;
}

interface Tally {
  streams: number;
  events: number;
  digests: number;
  roots: number;
  problems: LogProblem[];
}

/** A stream while its entries are read. */
interface Walk {
  head: StreamHead;
  count: number;
  hash: string;
  last: LogEntry | null;
  /** Digests of personal data its entries carry. */
  readonly digests: Set<string>;
  problem: LogProblem | null;
}

/** Streams from one on, or after one, up to the last (null: to the end). */
interface Stretch {
  readonly from: string;
  readonly after: string | null;
  readonly last: string | null;
}

/** Checks a stretch of streams; those without a head have nobody who vouches for them. */
async function checkStreams(
  log: LogReader,
  heads: readonly StreamHead[],
  stretch: Stretch,
  tally: Tally,
): Promise<void> {
  const known = new Map(heads.map((h) => [h.stream, h]));
  const personal = await personalOf(log, stretch, known);
  let walk: Walk | null = null;
  const finish = async (done: Walk) => {
    known.delete(done.head.stream);
    await catchUp(log, done, tally);
    await endWalk(log, done, personal.get(done.head.stream) ?? [], tally);
  };
  for await (const entry of entriesOf(log, stretch)) {
    if (walk?.head.stream !== entry.stream) {
      if (walk) await finish(walk);
      walk = beginWalk(known.get(entry.stream) ?? { stream: entry.stream, name: null, count: 0, head: GENESIS });
    }
    tally.events += 1;
    await takeEntry(log, walk, entry);
  }
  if (walk) await finish(walk);
  for (const head of known.values()) await endWalk(log, beginWalk(head), personal.get(head.stream) ?? [], tally);
}

async function* entriesOf(log: LogReader, { from, after, last }: Stretch): AsyncGenerator<LogEntry> {
  let cursor =
    after === null ? { stream: from, seq: Number.MIN_SAFE_INTEGER } : { stream: after, seq: Number.MAX_SAFE_INTEGER };
  for (;;) {
    const page = await log.entries(cursor, last, ENTRIES_PER_PAGE);
    yield* page;
    const end = page.at(-1);
    if (!end || page.length < ENTRIES_PER_PAGE) return;
    cursor = { stream: end.stream, seq: end.seq };
  }
}

async function personalOf(
  log: LogReader,
  { from, after, last }: Stretch,
  known: ReadonlyMap<string, StreamHead>,
): Promise<ReadonlyMap<string, readonly PersonalDatumRow[]>> {
  const rows = new Map<string, PersonalDatumRow[]>();
  let cursor = after === null ? { orderId: from, id: '' } : { orderId: after, id: '\u{10ffff}' };
  for (;;) {
    const page = await log.personal(cursor, last, ENTRIES_PER_PAGE);
    for (const row of page) if (known.has(row.orderId)) rows.set(row.orderId, [...(rows.get(row.orderId) ?? []), row]);
    const end = page.at(-1);
    if (!end || page.length < ENTRIES_PER_PAGE) return rows;
    cursor = { orderId: end.orderId, id: end.id };
  }
}

/** Entries written after the head was read: the head of now must know them, and what was added since is read too. */
async function catchUp(log: LogReader, walk: Walk, tally: Tally): Promise<void> {
  while (walk.count > walk.head.count) {
    const head = await log.head(walk.head.stream);
    if (!head || head.count <= walk.head.count) return;
    walk.head = head;
    for (const entry of await log.entries({ stream: head.stream, seq: walk.count }, head.stream, ENTRIES_PER_PAGE)) {
      tally.events += 1;
      await takeEntry(log, walk, entry);
    }
  }
}

function beginWalk(head: StreamHead): Walk {
  return { head, count: 0, hash: GENESIS, last: null, digests: new Set(), problem: null };
}

async function takeEntry(log: LogReader, walk: Walk, entry: LogEntry): Promise<void> {
  walk.problem ??= await problemOf(log, walk, entry);
  walk.count = entry.seq;
  walk.hash = entry.hash;
  walk.last = entry;
  if (entry.data.includes('Digest"'))
    for (const [, digest] of entry.data.matchAll(/Digest":"([0-9a-f]{64})"/g)) walk.digests.add(digest ?? '');
}

async function problemOf(log: LogReader, walk: Walk, entry: LogEntry): Promise<LogProblem | null> {
  if (entry.seq !== walk.count + 1) return problem('removed', walk, walk.count + 1, null);
  if (hashEntry(entry) === entry.hash) {
    if (entry.prevHash === walk.hash) return null;
    // It is whole, and the one before it is not the one it was written after: that one was changed, hash and all.
    return problem('edited', walk, (walk.last ?? entry).seq, walk.last ?? entry);
  }
  if (!isOfAnotherPlace(entry)) return problem('edited', walk, entry.seq, entry);
  const followsOneOfThem = entry.prevHash === GENESIS || (await log.hasHash(entry.stream, entry.prevHash));
  return followsOneOfThem ? problem('reordered', walk, entry.seq, entry) : problem('removed', walk, entry.seq, null);
}

/** How far from its place an entry is looked for. */
const REACH = 1_000;

/** True when the entry is whole under another number: it was moved. */
function isOfAnotherPlace(entry: LogEntry): boolean {
  for (let step = 1; step <= REACH; step += 1) {
    for (const seq of [entry.seq + step, entry.seq - step])
      if (seq > 0 && hashEntry({ ...entry, seq }) === entry.hash) return true;
  }
  return false;
}

async function endWalk(log: LogReader, walk: Walk, personal: readonly PersonalDatumRow[], tally: Tally): Promise<void> {
  tally.streams += 1;
  tally.digests += personal.length;
  const found = walk.problem ?? endProblem(walk) ?? (await personalProblem(log, walk, personal));
  if (found && tally.problems.length < MOST_PROBLEMS) tally.problems.push(found);
}

function endProblem(walk: Walk): LogProblem | null {
  const { head, count, hash, last } = walk;
  if (count < head.count) return problem('cut_off', walk, count + 1, null);
  return count !== head.count || hash !== head.head ? problem('head', walk, count, last) : null;
}

/** The rows were read before the entries: what does not match is read again before it is called a finding. */
async function personalProblem(
  log: LogReader,
  walk: Walk,
  personal: readonly PersonalDatumRow[],
): Promise<LogProblem | null> {
  if (matches(walk, personal)) return null;
  const { stream } = walk.head;
  const now = (await personalOf(log, { from: stream, after: null, last: stream }, new Map([[stream, walk.head]]))).get(
    stream,
  );
  return matches(walk, now ?? []) ? null : problem('personal', walk, null, null);
}

/** An erased row stays, empty, in the place of what it held: one that is gone was not erased but removed. */
function matches({ digests }: Walk, personal: readonly PersonalDatumRow[]): boolean {
  return (
    personal.length >= digests.size &&
    personal.every((row) => row.value === null || digests.has(digestPersonal(row.salt, row.value)))
  );
}

function problem(kind: LogProblemKind, { head }: Walk, seq: number | null, entry: LogEntry | null): LogProblem {
  return { kind, stream: head.stream, name: head.name, seq, type: entry?.type ?? null, at: entry?.at ?? null };
}

/** Kept roots and exported ones, each computed again from the log. */
async function checkRoots(log: LogReader, exported: readonly ExportedRoot[], tally: Tally): Promise<void> {
  for (const root of [...(await exportRoots(log)), ...exported]) {
    tally.roots += 1;
    const now = await rootBetween(log, root.previous, root.from, endOfDay(root.day));
    const isWrong = now.root !== root.root;
    if (isWrong && !tally.problems.some((p) => p.kind === 'root' && p.stream === root.day))
      tally.problems.push({ kind: 'root', stream: root.day, name: null, seq: null, type: null, at: root.at });
  }
}
