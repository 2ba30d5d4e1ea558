import type { Block, Button, Card, Inline, Text } from '../../src/chat/card.ts';

/** A card as its reader takes it in, line by line. */
function cardLines(card: Card): string[] {
  const lines = [card.title, card.subtitle ?? ''];
  for (const block of card.blocks) lines.push(...blockLines(block));
  return lines.filter((line) => line !== '');
}

export function wordsOf(card: Card): string {
  return cardLines(card).join('\n');
}

/** Every button, those in menus too. */
export function buttonsOn(card: Card): Button[] {
  return card.blocks.flatMap((block): Button[] => {
    if (block.kind === 'list') return block.items.flatMap((i) => [...(i.buttons ?? [])]);
    if (block.kind !== 'actions') return [];
    return block.items.flatMap((i) => (i.kind === 'button' ? [i] : i.kind === 'menu' ? [...i.items] : []));
  });
}

/** What the buttons do: the form they open, or the action. */
export function doingsOn(card: Card): string[] {
  return buttonsOn(card).map((b) => (b.action === 'form.open' ? String(b.value.form) : b.action));
}

function plain(text: Text): string {
  return typeof text === 'string' ? text : text.map(plainNode).join('');
}

function plainNode(node: Inline): string {
  if (typeof node === 'string') return node;
  if ('bold' in node) return node.bold;
  if ('mention' in node) return `@${node.name}`;
  if ('date' in node) return node.style === 'relative' ? `(${node.style})` : node.fallback;
  if ('link' in node) return node.text;
  if ('code' in node) return node.code;
  return node.removed;
}

function blockLines(block: Block): string[] {
  switch (block.kind) {
    case 'text':
    case 'note':
      return [plain(block.text)];
    case 'fields':
      return block.fields.map((f) => `${f.label}: ${plain(f.value)}`);
    case 'changes':
      return block.rows.map((r) => `${r.label}: ${r.before} → ${r.after}`);
    case 'list':
      return block.items.map((i) => `- ${plain(i.text)}${(i.buttons ?? []).map((b) => ` [${b.label}]`).join('')}`);
    case 'table':
      return [block.columns.join(' | '), ...block.rows.map((row) => row.map(plain).join(' | '))];
    case 'steps':
      return [
        block.steps.map((s) => `${{ done: '✓', now: '▶', next: '·', failed: '✗' }[s.state]}${s.label}`).join(' '),
      ];
    case 'files':
      return block.files.map((f) => f.name);
    case 'image':
      return [block.alt];
    case 'divider':
      return [];
    case 'actions':
      return [
        block.items
          .map((i) => (i.kind === 'menu' ? `[${i.label}: ${i.items.map((b) => b.label).join(', ')}]` : `[${i.label}]`))
          .join(' '),
      ];
  }
}
