import { html } from 'hono/html';
import type { Choice, Field } from '../../../src/chat/form.ts';
import { translate } from '../../../src/i18n/translate.ts';
import { fileUrl, formatSize } from './files.ts';
import { type FormContext, fieldId, renderAttributes } from './form-context.ts';
import type { Html } from './html.ts';
import { renderIcon } from './icon.ts';

/**
 * A person found by typing a name, pinyin or initials. Without the script it is a plain list; `assets/person-picker.js`
 * puts a search line in front of it, and keeps the list's choice as the value that is sent.
 */
export function renderPersonPicker(field: Field, choices: readonly Choice[], chosen: string, ctx: FormContext): Html {
  return html`<span class="select person" id="${fieldId(field)}-picker" data-person-picker hx-morph-skip>
    <select class="input" ${renderAttributes(field, ctx)}>
      <option value="">${translate(ctx.locale, 'playground.choose')}</option>
      ${choices.map((choice) => html`<option value="${choice.value}" data-hint="${choice.hint ?? ''}" ${choice.value === chosen ? html`selected` : ''}>${choice.label}</option>`)}
    </select>${renderIcon('chevron')}
  </span>`;
}

/** Files go up as soon as they are chosen; the form then carries their ids. The list survives a form that comes back. */
export function renderUploads(field: Field, maxFiles: number, ids: readonly string[], ctx: FormContext): Html {
  const id = fieldId(field);
  return html`<div class="uploads" id="${id}-uploads" data-uploads data-name="f.${field.name}" data-max="${maxFiles}" hx-morph-skip>
    <ul class="upload-list" aria-live="polite">${ids.map((file) => renderUpload(field, file, ctx))}</ul>
    <label class="upload-drop">
      <input type="file" id="${id}" class="sr-only" aria-describedby="${id}-hint ${id}-error" ${maxFiles > 1 ? html`multiple` : ''}>
      ${renderIcon('attach')}<span><b>${translate(ctx.locale, 'playground.choose_files')}</b> <span class="upload-hint">${translate(ctx.locale, 'playground.drop_files')} · ${translate(ctx.locale, 'playground.max_files', { max: String(maxFiles) })}</span></span>
    </label>
  </div>`;
}

function renderUpload(field: Field, fileId: string, ctx: FormContext): Html {
  const file = ctx.uploads?.find((upload) => upload.id === fileId);
  const name = file?.name ?? fileId;
  return html`<li class="upload">
    <input type="hidden" name="f.${field.name}" value="${fileId}">
    ${renderIcon('file')}<a href="${fileUrl(fileId)}" target="_blank" rel="noopener"><bdi>${name}</bdi></a>
    <span class="file-size">${file ? formatSize(ctx.locale, file.size) : ''}</span>
    <button type="button" class="icon-btn" data-remove-upload aria-label="${translate(ctx.locale, 'playground.remove_file', { name })}">${renderIcon('close')}</button>
  </li>`;
}
