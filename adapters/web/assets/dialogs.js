import { isTouch, onEverySwap, word } from './page.js';
import { showToast } from './toasts.js';

/** Forms and confirmations over the conversation: the browser's own dialogs, which keep the focus inside. */

/** Where the focus was before the first dialog opened. */
let returnTo = null;
/** What a form held when it opened: closing an untouched one needs no word to the server. */
let untouched = '';
/** The drawing of the form that is on screen: every one has a token of its own. */
let drawing = null;

const layer = () => document.getElementById('layer');
const contentOf = (form) => new URLSearchParams(new FormData(form)).toString();

function showForm() {
  const dialog = layer().querySelector('dialog[data-form]');
  const token = dialog?.querySelector('[name="token"]').value ?? null;
  // A swap elsewhere in the page must not take the focus out of the field somebody types in.
  if (token === drawing && (!dialog || dialog.open)) return;
  drawing = token;
  if (!dialog) {
    restoreFocus();
    return;
  }
  const isNew = !dialog.open;
  if (isNew) {
    returnTo ??= document.activeElement;
    dialog.showModal();
    dialog.addEventListener('cancel', (event) => {
      event.preventDefault();
      void dismiss(dialog);
    });
    untouched = contentOf(dialog.querySelector('form'));
  }
  const wrong = dialog.querySelector('.has-error');
  if (wrong) focusField(wrong);
  else if (isNew) focusFirst(dialog);
  else showReturned(dialog);
}

/** It came back without an error: there is something to read first, a question or a warning. */
function showReturned(dialog) {
  dialog.querySelector('.sheet-intro')?.classList.add('is-news');
  dialog.querySelector('.sheet-body').scrollTop = 0;
  dialog.querySelector('h2').focus();
}

function focusField(field) {
  const section = field.closest('details');
  if (section) section.open = true;
  const control = field.querySelector(
    'input:not([type="hidden"]):not([tabindex="-1"]), select:not([hidden]), textarea',
  );
  control?.focus();
  field.scrollIntoView({ block: 'nearest' });
}

function focusFirst(dialog) {
  const first = dialog.querySelector(
    '.sheet-body .field:not([hidden]) :is(input:not([type="hidden"]), select:not([hidden]), textarea)',
  );
  // On a phone the keyboard would cover the form before it has been read.
  if (first && !isTouch()) first.focus();
  else dialog.querySelector('h2')?.focus();
}

function restoreFocus() {
  if (!returnTo) return;
  const target = returnTo;
  returnTo = null;
  if (target.isConnected && target !== document.body) target.focus();
  else document.querySelector('#conversation textarea, #conversation h1')?.focus();
}

/** Closes a form without submitting. What was typed goes to the server, which keeps it as a draft. */
async function dismiss(dialog) {
  const form = dialog.querySelector('form');
  const body = new URLSearchParams(new FormData(form));
  const isTouched = contentOf(form) !== untouched;
  dialog.close();
  layer().replaceChildren();
  drawing = null;
  restoreFocus();
  if (!isTouched) return;
  body.set('dismissed', '1');
  try {
    const response = await fetch(form.action, {
      method: 'POST',
      body,
      headers: { 'HX-Request': 'true' },
      credentials: 'same-origin',
    });
    const text = await response.text();
    if (!response.ok) throw new Error(String(response.status));
    if (text.includes('hx-swap-oob'))
      await window.htmx.swap({ text, swap: 'none', sourceElement: document.body, target: document.body });
    if (!text.includes('data-toast')) showToast('info', word('draft_kept'));
  } catch {
    showToast('bad', word('failed_network'));
  }
}

/** The question before a destructive or outward act. */
function ask(event) {
  const { ctx, issueRequest, dropRequest } = event.detail;
  const data = ctx.sourceElement.dataset.confirm;
  if (!data) return;
  event.preventDefault();
  const confirm = JSON.parse(data);
  const dialog = document.getElementById('confirm');
  dialog.querySelector('h2').textContent = confirm.title;
  dialog.querySelector('#confirm-text').textContent = confirm.text;
  const [no, yes] = dialog.querySelectorAll('footer button');
  no.textContent = confirm.no;
  yes.textContent = confirm.yes;
  yes.className = `btn ${confirm.isDanger ? 'btn-danger-solid' : 'btn-primary'}`;
  dialog.returnValue = 'no';
  dialog.addEventListener('close', () => (dialog.returnValue === 'yes' ? issueRequest() : dropRequest()), {
    once: true,
  });
  dialog.showModal();
  (confirm.isDanger ? no : yes).focus();
}

export function startDialogs() {
  document.addEventListener('htmx:confirm', ask);
  document.addEventListener('click', (event) => {
    const dialog = event.target.closest?.('[data-dismiss]')?.closest('dialog');
    if (dialog) void dismiss(dialog);
  });
  // The button that asked for the form is remembered before the answer replaces it.
  document.addEventListener('htmx:before:request', (event) => {
    if (!layer().contains(event.detail.ctx.sourceElement)) returnTo = document.activeElement;
  });
  onEverySwap(showForm);
}
