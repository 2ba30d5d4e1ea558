import { html } from 'hono/html';
import type { Field, Form, FormSection } from '../../../src/chat/form.ts';
import { translate } from '../../../src/i18n/translate.ts';
import { isFieldShown, renderField } from './field.ts';
import type { FormContext } from './form-context.ts';
import type { Html } from './html.ts';
import { renderIcon } from './icon.ts';

/**
 * A form as a dialog over the conversation. Sections with a title are folded, except the first section of the form and
 * those with an error. Sent without the browser's own checks: the server says what is wrong, in the reader's language.
 */
export function renderForm(form: Form, ctx: FormContext): Html {
  const errors = Object.keys(ctx.errors ?? {}).length;
  return html`<dialog class="sheet" id="form-dialog-${form.id}" aria-labelledby="form-title" data-form>
    <form class="form" id="form-${form.id}" method="post" action="${ctx.action}" hx-post="${ctx.action}" hx-swap="none" hx-sync="this:drop" novalidate autocomplete="off">
      <input type="hidden" name="token" value="${ctx.submitToken}">
      <input type="hidden" name="context" value="${JSON.stringify(form.context)}">
      <header class="sheet-head">
        <h2 id="form-title" tabindex="-1">${form.title}</h2>
        <button type="button" class="icon-btn" data-dismiss aria-label="${translate(ctx.locale, 'playground.close')}">${renderIcon('close')}</button>
      </header>
      <div class="sheet-body">
        ${form.isPrivate ? html`<p class="sheet-private">${renderIcon('lock')}${translate(ctx.locale, 'playground.private_form')}</p>` : ''}
        ${form.intro ? html`<p class="sheet-intro">${form.intro}</p>` : ''}
        <div class="sheet-errors" id="form-errors" role="alert">${renderErrorSummary(errors, ctx)}</div>
        ${form.sections.map((section, at) => renderSection(section, at, form, ctx))}
      </div>
      <footer class="sheet-foot">
        <button type="button" class="btn btn-default" data-dismiss>${form.cancel}</button>
        <button type="submit" class="btn btn-primary">${form.submit}</button>
      </footer>
    </form>
  </dialog>`;
}

function renderErrorSummary(errors: number, ctx: FormContext): Html | '' {
  const message =
    ctx.message ?? (errors > 0 ? translate(ctx.locale, 'playground.fix_errors', { count: String(errors) }) : '');
  if (message === '') return '';
  return html`<p>${renderIcon('alert')}${message}</p>`;
}

function renderSection(section: FormSection, at: number, form: Form, ctx: FormContext): Html {
  const note = section.note ? html`<p class="section-note">${section.note}</p>` : '';
  const fields = section.fields.map((field) =>
    renderField(field, ctx, isFieldShown(field, fieldsOf(form), ctx.values)),
  );
  if (section.title === undefined) return html`<section class="section">${note}${fields}</section>`;
  const isOpen = at === 0 || section.fields.some((field) => ctx.errors?.[field.name] !== undefined);
  return html`<details class="section section-folded" id="section-${at}" ${isOpen ? html`open` : ''}>
    <summary>${renderIcon('chevron')}<span>${section.title}</span></summary>
    <div class="section-body">${note}${fields}</div>
  </details>`;
}

function fieldsOf(form: Form): readonly Field[] {
  return form.sections.flatMap((section) => section.fields);
}
