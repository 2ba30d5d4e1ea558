import { Completions } from './completions.js';
import { onEverySwap } from './page.js';
import { upload } from './uploads.js';

/** Writing a message: Enter sends, drafts stay, files come by button, paste or drop, commands complete. */

const composers = new WeakMap();
const draftKey = (form) => `draft ${form.dataset.composer}`;
const composerOf = (element) => element.closest?.('form[data-composer]');

function prepare(form) {
  if (composers.has(form)) return;
  const line = form.querySelector('textarea');
  composers.set(form, { line, files: form.querySelector('.composer-files'), completions: new Completions(form, line) });
  if (line.value === '') line.value = sessionStorage.getItem(draftKey(form)) ?? '';
  grow(line);
}

/** Browsers without `field-sizing` need a hand. */
function grow(line) {
  if (CSS.supports('field-sizing', 'content')) return;
  line.style.height = 'auto';
  line.style.height = `${line.scrollHeight}px`;
}

function keepDraft(form, line) {
  if (line.value === '') sessionStorage.removeItem(draftKey(form));
  else sessionStorage.setItem(draftKey(form), line.value);
}

function onKeydown(event) {
  const form = composerOf(event.target);
  if (!form || event.target.tagName !== 'TEXTAREA') return;
  // While characters are composed (pinyin, zhuyin), Enter and the arrows belong to the input method.
  if (event.isComposing || event.keyCode === 229) return;
  const { completions } = composers.get(form);
  if (completions.onKey(event)) {
    event.preventDefault();
    event.stopPropagation();
  } else if (event.key === 'Enter' && !event.shiftKey && !event.altKey) {
    event.preventDefault();
    form.requestSubmit();
  }
}

/** Nothing to say, or a file still on its way: no request. */
function onSubmit(event) {
  const form = composerOf(event.target);
  if (!form) return;
  const { line, files } = composers.get(form);
  const isEmpty = line.value.trim() === '' && !files.querySelector('[name="files"]');
  if (!isEmpty && !files.querySelector('.is-uploading')) return;
  event.preventDefault();
  event.stopImmediatePropagation();
}

/** The words are on their way: the line is free for the next ones at once. */
function onSending(event) {
  const { ctx } = event.detail;
  const parts = composers.get(ctx.sourceElement);
  if (!parts) return;
  ctx.sent = { text: parts.line.value, files: [...parts.files.children] };
  parts.line.value = '';
  parts.files.replaceChildren();
  parts.completions.close();
  keepDraft(ctx.sourceElement, parts.line);
  grow(parts.line);
}

/** Not delivered: the words come back, unless new ones have been begun. */
function giveBack(event) {
  const { ctx } = event.detail;
  const parts = ctx && composers.get(ctx.sourceElement);
  if (!parts || !ctx.sent) return;
  if (parts.line.value === '') parts.line.value = ctx.sent.text;
  parts.files.prepend(...ctx.sent.files);
  ctx.sent = null;
  keepDraft(ctx.sourceElement, parts.line);
  grow(parts.line);
}

function takeFiles(form, files) {
  const parts = composers.get(form);
  for (const file of files) void upload(file, parts.files, 'files');
  parts.line.focus();
}

export function startComposers() {
  onEverySwap(() => {
    for (const form of document.querySelectorAll('form[data-composer]')) prepare(form);
  });
  document.addEventListener('keydown', onKeydown);
  document.addEventListener('submit', onSubmit, { capture: true });
  document.addEventListener('htmx:before:request', onSending);
  document.addEventListener('htmx:error', giveBack);
  document.addEventListener('htmx:response:error', giveBack);
  document.addEventListener('input', (event) => {
    const form = composerOf(event.target);
    if (!form || event.target.tagName !== 'TEXTAREA') return;
    keepDraft(form, event.target);
    grow(event.target);
    composers.get(form).completions.onInput();
  });
  document.addEventListener('change', (event) => {
    if (!event.target.matches('[data-composer-files]')) return;
    takeFiles(composerOf(event.target), [...event.target.files]);
    event.target.value = '';
  });
  document.addEventListener('paste', (event) => {
    const form = composerOf(event.target);
    if (!form || !event.clipboardData?.files.length) return;
    event.preventDefault();
    takeFiles(form, [...event.clipboardData.files]);
  });
  for (const name of ['dragover', 'drop']) {
    document.addEventListener(name, (event) => {
      const form = event.target.closest?.('#conversation, #thread')?.querySelector('form[data-composer]');
      if (!form || !event.dataTransfer?.types.includes('Files')) return;
      event.preventDefault();
      if (name === 'drop') takeFiles(form, [...event.dataTransfer.files]);
    });
  }
}
