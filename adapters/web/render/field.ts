import { html } from 'hono/html';
import type { Choice, Field, FormValues } from '../../../src/chat/form.ts';
import { translate } from '../../../src/i18n/translate.ts';
import { type FormContext, fieldId, listValue, renderAttributes, textValue } from './form-context.ts';
import type { Html } from './html.ts';
import { renderIcon } from './icon.ts';
import { renderPersonPicker, renderUploads } from './picker.ts';

/** Whether a field's condition holds for the values on screen; the browser keeps it up to date (assets/forms.js). */
export function isFieldShown(field: Field, fields: readonly Field[], values: FormValues | undefined): boolean {
  const when = field.when;
  if (!when) return true;
  const other = fields.find((candidate) => candidate.name === when.field);
  return other !== undefined && listValue(other, values).some((value) => when.is.includes(value));
}

/** One field: label, control, hint, error. A hidden one is disabled, so that it is not sent. */
export function renderField(field: Field, ctx: FormContext, isShown: boolean): Html {
  const id = fieldId(field);
  const error = ctx.errors?.[field.name];
  const isGroup = field.kind === 'radio' || field.kind === 'checks' || field.kind === 'files';
  const label = html`${field.label}${field.required ? html`<span class="required" title="${translate(ctx.locale, 'playground.required')}"> *</span>` : html`<span class="optional">${translate(ctx.locale, 'playground.optional')}</span>`}`;
  const body = html`${renderControl(field, ctx)}
    ${field.hint ? html`<p class="hint" id="${id}-hint">${field.hint}</p>` : ''}
    <p class="field-error" id="${id}-error">${error === undefined ? '' : html`${renderIcon('alert')}${error}`}</p>`;
  const when = field.when ? html`data-when="${JSON.stringify(field.when)}"` : '';
  const state = html`${when} ${isShown ? '' : html`hidden disabled`}`;
  const look = `field field-${field.kind}${error === undefined ? '' : ' has-error'}`;
  if (isGroup) {
    return html`<fieldset class="${look}" id="${id}-field" data-field="${field.name}" aria-describedby="${id}-error" ${state}><legend>${label}</legend>${body}</fieldset>`;
  }
  return html`<fieldset class="${look}" id="${id}-field" data-field="${field.name}" ${state}><label for="${id}" id="${id}-label">${label}</label>${body}</fieldset>`;
}

function renderControl(field: Field, ctx: FormContext): Html {
  switch (field.kind) {
    case 'text':
    case 'number':
      return html`<input class="input" type="text" ${renderAttributes(field, ctx)} value="${textValue(field, ctx.values)}" maxlength="${field.maxLength}" ${field.kind === 'number' ? html`inputmode="decimal"` : ''} ${field.placeholder ? html`placeholder="${field.placeholder}"` : ''}>`;
    case 'multiline':
      return html`<textarea class="input" rows="3" ${renderAttributes(field, ctx)} maxlength="${field.maxLength}" ${field.placeholder ? html`placeholder="${field.placeholder}"` : ''}>
${textValue(field, ctx.values)}</textarea>`;
    case 'select':
      return renderSelect(field, ctx);
    case 'radio':
      return renderChoices(field, 'radio', field.choices, [textValue(field, ctx.values)]);
    case 'checks':
      return renderChoices(field, 'checkbox', field.choices, listValue(field, ctx.values));
    case 'person':
      return renderPersonPicker(field, field.choices, textValue(field, ctx.values), ctx);
    case 'datetime':
    case 'date':
      return renderMoment(field, ctx);
    case 'files':
      return renderUploads(field, field.maxFiles, listValue(field, ctx.values), ctx);
  }
}

function renderSelect(field: Field & { kind: 'select' | 'radio' }, ctx: FormContext): Html {
  const chosen = textValue(field, ctx.values);
  return html`<span class="select"><select class="input" ${renderAttributes(field, ctx)}>
    <option value="" ${chosen === '' ? html`selected` : ''}>${translate(ctx.locale, 'playground.choose')}</option>
    ${field.choices.map((choice) => html`<option value="${choice.value}" ${choice.value === chosen ? html`selected` : ''}>${choice.label}${choice.hint ? ` · ${choice.hint}` : ''}</option>`)}
  </select>${renderIcon('chevron')}</span>`;
}

function renderChoices(
  field: Field,
  type: 'radio' | 'checkbox',
  choices: readonly Choice[],
  chosen: readonly string[],
): Html {
  const id = fieldId(field);
  const isRich = choices.some((choice) => choice.hint);
  return html`<div class="choices ${isRich ? 'choices-rich' : ''}">${choices.map(
    (choice, at) => html`<label class="choice" for="${id}-${at}">
      <input type="${type}" id="${id}-${at}" name="f.${field.name}" value="${choice.value}" ${chosen.includes(choice.value) ? html`checked` : ''}>
      <span class="choice-label">${choice.label}${choice.hint ? html`<small>${choice.hint}</small>` : ''}</span>
    </label>`,
  )}</div>`;
}

/** A moment is typed ("tomorrow 3 pm") or picked from the browser's own calendar, which writes into the same line. */
function renderMoment(field: Field & { kind: 'datetime' | 'date' }, ctx: FormContext): Html {
  const isDay = field.kind === 'date';
  const value = textValue(field, ctx.values);
  const example = translate(ctx.locale, isDay ? 'playground.date_hint' : 'playground.datetime_hint');
  return html`<span class="moment" data-moment>
    <input class="input" type="text" ${renderAttributes(field, ctx)} value="${value.replace(/^(\d{4}-\d\d-\d\d)T(\d\d:\d\d)$/, '$1 $2')}" placeholder="${example}" maxlength="100">
    <input class="moment-native" type="${isDay ? 'date' : 'datetime-local'}" tabindex="-1" aria-hidden="true">
    <button type="button" class="icon-btn" data-open-calendar aria-label="${translate(ctx.locale, 'playground.pick_date')}">${renderIcon('calendar')}</button>
  </span>`;
}
