import { build, buildIcon, word } from './page.js';

/** A list of people becomes a line to search by name, pinyin or initials. The list keeps the value that is sent. */

const fold = (text) => text.toLowerCase().replace(/[\s'’]+/g, '');

export function enhancePersonPickers(root) {
  for (const picker of root.querySelectorAll('[data-person-picker]:not([data-ready])')) enhance(picker);
}

function enhance(picker) {
  picker.dataset.ready = '';
  const select = picker.querySelector('select');
  const id = select.id;
  const choices = [...select.options]
    .filter((option) => option.value !== '')
    .map((option) => ({ value: option.value, label: option.label, hint: option.dataset.hint ?? '' }));
  const list = build('ul', {
    className: 'options',
    id: `${id}-options`,
    hidden: true,
    attributes: { role: 'listbox', 'aria-labelledby': `${id}-label` },
  });
  const input = build('input', {
    className: 'input',
    type: 'text',
    id,
    autocomplete: 'off',
    placeholder: word('search_person'),
    value: select.selectedOptions[0]?.value ? select.selectedOptions[0].label : '',
    attributes: {
      role: 'combobox',
      'aria-expanded': 'false',
      'aria-autocomplete': 'list',
      'aria-controls': list.id,
      'aria-describedby': select.getAttribute('aria-describedby') ?? '',
    },
  });
  for (const name of ['aria-required', 'aria-invalid'])
    if (select.hasAttribute(name)) input.setAttribute(name, select.getAttribute(name));
  select.removeAttribute('id');
  select.hidden = true;
  select.before(input);
  picker.append(list);
  const state = { picker, select, input, list, choices, shown: [], at: -1 };
  input.addEventListener('focus', () => input.select());
  input.addEventListener('click', () => open(state, ''));
  input.addEventListener('input', () => open(state, input.value));
  input.addEventListener('blur', () => settle(state));
  input.addEventListener('keydown', (event) => onKey(event, state));
  list.addEventListener('pointerdown', (event) => {
    event.preventDefault();
    const option = event.target.closest('[role="option"]');
    if (option) choose(state, state.shown[Number(option.dataset.at)]);
  });
}

function open(state, typed) {
  const wanted = fold(typed);
  state.shown = state.choices.filter(
    (choice) => fold(choice.label).includes(wanted) || fold(choice.hint).includes(wanted),
  );
  state.at = wanted === '' ? state.shown.findIndex((choice) => choice.value === state.select.value) : 0;
  draw(state);
}

function draw(state) {
  const { list, input, shown, at } = state;
  list.replaceChildren(
    ...shown.map((choice, index) =>
      build(
        'li',
        {
          id: `${list.id}-${index}`,
          className: 'option',
          attributes: { role: 'option', 'aria-selected': String(index === at), 'data-at': String(index) },
        },
        build('span', { textContent: choice.label }),
        build('small', { textContent: choice.hint }),
        ...(choice.value === state.select.value ? [buildIcon('check')] : []),
      ),
    ),
    ...(shown.length === 0 ? [build('li', { className: 'option-none', textContent: word('no_match') })] : []),
  );
  list.hidden = false;
  input.setAttribute('aria-expanded', 'true');
  if (shown[at]) input.setAttribute('aria-activedescendant', `${list.id}-${at}`);
  else input.removeAttribute('aria-activedescendant');
  list.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' });
}

function close(state) {
  state.list.hidden = true;
  state.input.setAttribute('aria-expanded', 'false');
  state.input.removeAttribute('aria-activedescendant');
}

function choose(state, choice) {
  state.select.value = choice?.value ?? '';
  state.input.value = choice?.label ?? '';
  state.select.dispatchEvent(new Event('change', { bubbles: true }));
  close(state);
}

/** Left with half a name: the only match is meant, nothing means nobody, else the former choice stays. */
function settle(state) {
  if (state.list.hidden) return;
  const typed = fold(state.input.value);
  const exact = state.choices.filter((choice) => fold(choice.label) === typed);
  if (typed === '') choose(state, null);
  else if (exact.length === 1 || state.shown.length === 1) choose(state, exact[0] ?? state.shown[0]);
  else choose(state, state.choices.find((choice) => choice.value === state.select.value) ?? null);
}

function onKey(event, state) {
  if (event.isComposing) return;
  const isOpen = !state.list.hidden;
  if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
    event.preventDefault();
    if (!isOpen) return open(state, '');
    const step = event.key === 'ArrowDown' ? 1 : -1;
    state.at = (state.at + step + state.shown.length) % Math.max(1, state.shown.length);
    draw(state);
  } else if (event.key === 'Enter' && isOpen) {
    event.preventDefault();
    if (state.shown[state.at]) choose(state, state.shown[state.at]);
  } else if (event.key === 'Escape' && isOpen) {
    // Closes the list, not the form.
    event.preventDefault();
    event.stopPropagation();
    close(state);
  }
}
