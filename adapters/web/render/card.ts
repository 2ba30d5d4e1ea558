import { html } from 'hono/html';
import type { Block, Card, Text } from '../../../src/chat/card.ts';
import { translate } from '../../../src/i18n/translate.ts';
import { renderButton, renderLinkButton, renderMenu } from './button.ts';
import { fileUrl, renderFiles } from './files.ts';
import type { Html, Zone } from './html.ts';
import { renderIcon } from './icon.ts';
import { renderText } from './text.ts';

/** Where a card stands: its buttons are posted to `pressUrl` with the message's id. */
export interface CardContext extends Zone {
  readonly messageId: string;
  /** The viewer's user id: mentions of them stand out. */
  readonly me: string;
  /** `POST base/press`; see the protocol in `assets/playground.js`. */
  readonly pressUrl: string;
}

/** A card of the bot: the coloured edge says its tone at a glance, the words say it too. */
export function renderCard(card: Card, ctx: CardContext): Html {
  const tone = translate(ctx.locale, `playground.tone_${card.tone}`);
  return html`<article class="card tone-${card.tone}" aria-label="${card.title}">
    <header class="card-head">
      <h3 class="card-title">${card.title}<span class="sr-only"> · ${tone}</span></h3>
      ${card.subtitle ? html`<p class="card-subtitle">${card.subtitle}</p>` : ''}
    </header>
    ${card.blocks.map((block) => renderBlock(block, card, ctx))}
  </article>`;
}

function renderBlock(block: Block, card: Card, ctx: CardContext): Html {
  switch (block.kind) {
    case 'text':
      return html`<p class="block text ${block.tone ? `tone-text tone-${block.tone}` : ''}">${renderText(block.text, ctx)}</p>`;
    case 'fields':
      return html`<dl class="block fields">${block.fields.map(
        (field) => html`<div class="pair"><dt>${field.label}</dt><dd>${renderText(field.value, ctx)}</dd></div>`,
      )}</dl>`;
    case 'changes':
      return renderChanges(block, ctx);
    case 'list':
      return html`<ul class="block list">${block.items.map(
        (item) => html`<li class="${item.tone ? `tone-${item.tone}` : ''}">
          <span class="list-text">${renderText(item.text, ctx)}</span>
          ${item.buttons?.length ? html`<span class="list-buttons">${item.buttons.map((button) => renderButton(button, ctx, 'small'))}</span>` : ''}
        </li>`,
      )}</ul>`;
    case 'table':
      return renderTable(block.columns, block.rows, card.title, ctx);
    case 'steps':
      return renderSteps(block, ctx);
    case 'note':
      return html`<p class="block note">${renderText(block.text, ctx)}</p>`;
    case 'divider':
      return html`<hr class="block">`;
    case 'image':
      return html`<a class="block picture" href="${fileUrl(block.file)}" target="_blank" rel="noopener"
        ><img src="${fileUrl(block.file)}" alt="${block.alt}" loading="lazy"></a>`;
    case 'files':
      return html`<div class="block">${renderFiles(block.files, ctx.locale)}</div>`;
    case 'actions':
      return html`<div class="block actions">${block.items.map((item) => {
        if (item.kind === 'button') return renderButton(item, ctx);
        if (item.kind === 'link') return renderLinkButton(item);
        return renderMenu(item, ctx);
      })}</div>`;
  }
}

function renderTable(
  columns: readonly string[],
  rows: readonly (readonly Text[])[],
  label: string,
  ctx: CardContext,
): Html {
  return html`<div class="block table-scroll" role="region" aria-label="${label}" tabindex="0"><table>
    <thead><tr>${columns.map((column) => html`<th scope="col">${column}</th>`)}</tr></thead>
    <tbody>${rows.map((row) => html`<tr>${row.map((cell) => html`<td class="${isWords(cell) ? 'is-words' : ''}">${renderText(cell, ctx)}</td>`)}</tr>`)}</tbody>
  </table></div>`;
}

/** Characters of a cell that stays on one line. */
const MAX_SHORT_CELL = 14;

/** Longer than a name or a number: Chinese text has no spaces, so the browser cannot tell by itself. */
function isWords(cell: Text): boolean {
  const parts = typeof cell === 'string' ? [cell] : cell;
  const length = parts.reduce(
    (sum, part) => sum + (typeof part === 'string' ? part.length : 'bold' in part ? part.bold.length : 0),
    0,
  );
  return length > MAX_SHORT_CELL;
}

function renderChanges(block: Extract<Block, { kind: 'changes' }>, ctx: CardContext): Html {
  return html`<table class="block changes">
    <thead class="sr-only"><tr>
      <th scope="col">${translate(ctx.locale, 'playground.item')}</th>
      <th scope="col">${translate(ctx.locale, 'playground.before')}</th>
      <th scope="col">${translate(ctx.locale, 'playground.after')}</th>
    </tr></thead>
    <tbody>${block.rows.map(
      (row) => html`<tr>
        <th scope="row">${row.label}</th>
        <td class="before"><del>${row.before}</del></td>
        <td class="after">${renderIcon('arrow-right')}<ins>${row.after}</ins></td>
      </tr>`,
    )}</tbody>
  </table>`;
}

/** A slim line of segments. A few steps carry their names where there is room; else only the step at hand is named. */
const NAMED_STEPS = 6;

function renderSteps(block: Extract<Block, { kind: 'steps' }>, ctx: CardContext): Html {
  const total = block.steps.length;
  const current = block.steps.findIndex((step) => step.state === 'now' || step.state === 'failed');
  const isOver = total > 0 && block.steps.every((step) => step.state === 'done');
  const label = block.steps[current]?.label ?? block.steps.find((step) => step.state === 'next')?.label ?? '';
  const at = String((current < 0 ? block.steps.findIndex((step) => step.state === 'next') : current) + 1);
  const caption = isOver
    ? translate(ctx.locale, 'playground.steps_done', { total: String(total) })
    : translate(ctx.locale, 'playground.step_of', { step: at, total: String(total), label });
  return html`<div class="block steps ${total <= NAMED_STEPS ? 'steps-named' : ''}">
    <ol>${block.steps.map((step) => {
      const state = translate(ctx.locale, `playground.step_${step.state}`);
      return html`<li class="step step-${step.state}" title="${step.label} · ${state}" ${step.state === 'now' ? html`aria-current="step"` : ''}
        ><span class="step-label">${step.label}<span class="sr-only"> · ${state}</span></span></li>`;
    })}</ol>
    <p class="steps-caption" aria-hidden="true">${caption}</p>
  </div>`;
}
