import { onEverySwap } from './page.js';
import { enhancePersonPickers } from './person-picker.js';
import { startUploads } from './uploads.js';

/** What a form does by itself: fields that depend on others, calendars beside typed dates. */

function valuesOf(form, name) {
  return new FormData(form).getAll(`f.${name}`);
}

/** Shows and hides conditional fields. A hidden one is disabled, so that it is not sent. */
function applyConditions(form) {
  // Twice: a condition may hang on a field that has just appeared.
  for (let round = 0; round < 2; round += 1) {
    for (const field of form.querySelectorAll('[data-when]')) {
      const when = JSON.parse(field.dataset.when);
      const isShown = valuesOf(form, when.field).some((value) => when.is.includes(value));
      field.hidden = !isShown;
      field.disabled = !isShown;
    }
  }
}

function openCalendar(moment) {
  const native = moment.querySelector('.moment-native');
  const typed = moment.querySelector('[name]').value.trim().replace(' ', 'T');
  native.value = /^\d{4}-\d\d-\d\d(T\d\d:\d\d)?$/.test(typed) ? typed : '';
  try {
    native.showPicker();
  } catch {
    native.focus();
  }
}

export function startForms() {
  onEverySwap(() => {
    for (const form of document.querySelectorAll('#layer form')) applyConditions(form);
    enhancePersonPickers(document.getElementById('layer'));
  });
  startUploads();
  document.addEventListener('change', (event) => {
    const form = event.target.closest?.('#layer form');
    if (!form) return;
    if (event.target.matches('.moment-native')) {
      const typed = event.target.closest('[data-moment]').querySelector('[name]');
      typed.value = event.target.value.replace('T', ' ');
      typed.focus();
    }
    applyConditions(form);
  });
  document.addEventListener('click', (event) => {
    const button = event.target.closest?.('[data-open-calendar]');
    if (button) openCalendar(button.closest('[data-moment]'));
  });
}
