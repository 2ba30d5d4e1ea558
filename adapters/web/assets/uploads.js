import { build, buildIcon, word } from './page.js';
import { showToast } from './toasts.js';

/** Files go up as soon as they are chosen, dropped or pasted; a form or message then names them by id. */

/** Sends one file; shows it in `list` meanwhile and afterwards, with a hidden input `name` that holds its id. */
export async function upload(file, list, name) {
  const remove = build(
    'button',
    {
      type: 'button',
      className: 'icon-btn',
      attributes: { 'data-remove-upload': '', 'aria-label': word('remove_file', { name: file.name }) },
    },
    buildIcon('close'),
  );
  const label = build('span', { className: 'upload-name', textContent: file.name });
  const row = build(
    'li',
    { className: 'upload is-uploading', attributes: { 'aria-label': word('uploading', { name: file.name }) } },
    buildIcon('file'),
    label,
    build('progress'),
    remove,
  );
  list.append(row);
  try {
    const body = new FormData();
    body.set('file', file);
    const response = await fetch(document.body.dataset.files, { method: 'POST', body, credentials: 'same-origin' });
    const answer = await response.json();
    if (!response.ok) throw new Error(answer.error);
    row.prepend(build('input', { type: 'hidden', name, value: answer.id }));
    row.classList.remove('is-uploading');
    row.removeAttribute('aria-label');
    row.querySelector('progress').remove();
  } catch (error) {
    row.remove();
    const isOurs =
      error instanceof Error && error.name === 'Error' && error.message !== '' && error.message !== 'undefined';
    showToast('bad', isOurs ? error.message : word('upload_failed', { name: file.name }));
  }
}

function takeFiles(box, files) {
  const list = box.querySelector('.upload-list');
  const max = Number(box.dataset.max);
  const room = max - list.childElementCount;
  if (files.length > room) showToast('warning', word('too_many_files', { max: String(max) }));
  for (const file of [...files].slice(0, Math.max(0, room))) void upload(file, list, box.dataset.name);
}

export function startUploads() {
  document.addEventListener('change', (event) => {
    const box = event.target.closest?.('[data-uploads]');
    if (!box || event.target.type !== 'file') return;
    takeFiles(box, event.target.files);
    event.target.value = '';
  });
  document.addEventListener('click', (event) => {
    const button = event.target.closest?.('[data-remove-upload]');
    if (!button) return;
    const next = button.closest('form')?.querySelector('.upload-drop input, textarea');
    button.closest('.upload').remove();
    next?.focus();
  });
  for (const name of ['dragover', 'dragleave', 'drop']) {
    document.addEventListener(name, (event) => {
      const box = event.target.closest?.('[data-uploads]');
      if (!box || !event.dataTransfer?.types.includes('Files')) return;
      event.preventDefault();
      box.classList.toggle('is-over', name === 'dragover');
      if (name === 'drop') takeFiles(box, event.dataTransfer.files);
    });
  }
}
