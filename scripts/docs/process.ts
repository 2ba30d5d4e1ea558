import { ORDER_STATES, type OrderState } from '../../src/domain/order.ts';
import { type Move, ORDER_ACTIONS, ORDER_PROCESS } from '../../src/domain/order-process.ts';
import { type Key, translate } from '../../src/i18n/translate.ts';
import type { DocumentGenerator } from './generator.ts';

function word(key: string): string {
  return translate('en', key as 'state.DRAFT' & Key);
}

/** Moves to another state, drawn once per pair of states. */
function diagram(): string {
  const arrows = new Map<string, string[]>();
  for (const action of ORDER_ACTIONS) {
    for (const move of ORDER_PROCESS[action] as readonly Move[]) {
      if (move.to === 'same') continue;
      for (const from of move.from)
        arrows.set(`${from} --> ${move.to}`, [
          ...(arrows.get(`${from} --> ${move.to}`) ?? []),
          `${action} (${move.rule})`,
        ]);
    }
  }
  return [
    '```mermaid',
    'stateDiagram-v2',
    '  [*] --> DRAFT',
    ...[...arrows].map(([pair, labels]) => `  ${pair} : ${[...new Set(labels)].join(', ')}`),
    '  ABANDONED --> [*]',
    '```',
  ].join('\n');
}

function stateRow(state: OrderState): string {
  const actions = ORDER_ACTIONS.filter((a) =>
    (ORDER_PROCESS[a] as readonly Move[]).some((m) => m.from.includes(state)),
  );
  return `| \`${state}\` | ${word(`state.${state}`)} | ${actions.map((a) => `\`${a}\``).join(' ') || '–'} |`;
}

function moveRows(): string[] {
  return ORDER_ACTIONS.flatMap((action) =>
    (ORDER_PROCESS[action] as readonly Move[]).map(
      (m) =>
        `| \`${action}\` | ${m.rule} | ${m.from.length > 8 ? 'every live state' : m.from.map((s) => `\`${s}\``).join(' ')} | ${m.to === 'same' ? '(stays)' : `\`${m.to}\``} | ${m.by.join(', ')} | ${m.guards.map((g) => g.name).join(', ') || '–'} | \`${m.event}\` | ${m.whileHeld ? 'yes' : ''} |`,
    ),
  );
}

/** docs/process.md: the state diagram and the role table, drawn from the process table. */
export const processDocument: DocumentGenerator = {
  file: 'docs/process.md',
  render: async () =>
    [
      '# The process of an order',
      '',
      'Generated from `src/domain/order-process.ts` by `npm run docs`: edit the table, not this file.',
      '',
      diagram(),
      '',
      '## Who may do what, from where to where',
      '',
      '`HEAD` is the head (or the delegate) of the department the move is about, `OWNER` who filed or owns the order, `BOT` the bot itself.',
      '',
      '| action | rule | from | to | by | guards | event | on hold |',
      '|---|---|---|---|---|---|---|---|',
      ...moveRows(),
      '',
      '## States',
      '',
      'States without actions belong to the second half of the order’s life (making, checking, delivering, settling).',
      '',
      '| state | in words | actions |',
      '|---|---|---|',
      ...ORDER_STATES.map(stateRow),
      '',
    ].join('\n'),
};
