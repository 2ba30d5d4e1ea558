import type { Block, Card, Inline, Text } from './card.ts';

/** Lark takes 30 KB after translation into its own, wordier form; Slack about 13 KB of blocks was measured. Ours stays below. */
const MAX_BYTES = 11_000;
/** Rows of a list that stay whatever happens. */
const LEAST_ROWS = 5;
/** Slack takes 3,000 characters in a section. */
const LIMITS: readonly number[] = [2_800, 400, 200, 100, 60, 30];

/** A card that fits every platform: as long as it is too big, its longest texts are cut shorter. Buttons are never touched. */
export function fitCard(card: Card): Card {
  if (sizeOf(card) <= MAX_BYTES && !card.blocks.some((b) => b.kind === 'text' && lengthOf(b.text) > 2_800)) return card;
  for (const limit of LIMITS) {
    const shorter = { ...card, blocks: card.blocks.map((b) => shorten(b, limit)) };
    if (sizeOf(shorter) <= MAX_BYTES) return shorter;
  }
  const least = LIMITS.at(-1) ?? 30;
  return { ...card, blocks: card.blocks.map((b) => fewer(shorten(b, least))) };
}

/** The last resort, for an order with everything at once: the ends of long lists go, and it shows. The details keep them. */
function fewer(block: Block): Block {
  if (block.kind === 'list' && block.items.length > LEAST_ROWS)
    return { ...block, items: [...block.items.slice(0, LEAST_ROWS), { text: '…' }] };
  if (block.kind === 'table' && block.rows.length > LEAST_ROWS)
    return { ...block, rows: [...block.rows.slice(0, LEAST_ROWS), block.columns.map((_, i) => (i === 0 ? '…' : ''))] };
  return block;
}

/** Bytes of what is said; dates and buttons weigh the same whatever the limit. */
function sizeOf(card: Card): number {
  return Buffer.byteLength(JSON.stringify(card), 'utf8');
}

function lengthOf(text: Text): number {
  return typeof text === 'string'
    ? text.length
    : text.reduce((sum, node) => sum + (typeof node === 'string' ? node.length : 20), 0);
}

function shorten(block: Block, limit: number): Block {
  switch (block.kind) {
    case 'text':
    case 'note':
      return { ...block, text: cut(block.text, limit) };
    case 'fields':
      return { ...block, fields: block.fields.map((f) => ({ ...f, value: cut(f.value, limit) })) };
    case 'list':
      return { ...block, items: block.items.map((i) => ({ ...i, text: cut(i.text, limit) })) };
    case 'table':
      return { ...block, rows: block.rows.map((row) => row.map((cell) => cut(cell, limit))) };
    case 'changes':
      return {
        ...block,
        rows: block.rows.map((r) => ({ ...r, before: cutString(r.before, limit), after: cutString(r.after, limit) })),
      };
    default:
      return block;
  }
}

function cut(text: Text, limit: number): Text {
  return typeof text === 'string' ? cutString(text, limit) : text.map((node) => cutInline(node, limit));
}

function cutInline(node: Inline, limit: number): Inline {
  if (typeof node === 'string') return cutString(node, limit);
  if ('bold' in node) return { bold: cutString(node.bold, limit) };
  return node;
}

function cutString(text: string, limit: number): string {
  return text.length <= limit ? text : `${[...text].slice(0, limit - 1).join('')}…`;
}
