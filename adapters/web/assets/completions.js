import { build, language, place } from './page.js';

/** The command's names; the reader's own comes first. */
const COMMANDS = {
  'zh-CN': ['/急单', '/急單', '/urgent-order'],
  'zh-TW': ['/急單', '/急单', '/urgent-order'],
  en: ['/urgent-order', '/急单', '/急單'],
}[language];
const WAIT_MS = 60;

/** The command a line begins with, finished or not, and what follows it; null when the line is none. */
function readCommand(typed) {
  const text = typed.replace(/^／/, '/');
  const [word = '', ...rest] = text.split(/(?<=^\S+)\s+/);
  const isFinished = rest.length > 0;
  const command = COMMANDS.find((name) => (isFinished ? name === word : name.startsWith(word)));
  if (!text.startsWith('/') || !command || text.includes('\n')) return null;
  return { command, isWhole: word === command, rest: rest.join(' ') };
}

/** The list of commands over the line: a combobox in which the focus stays in the line. */
export class Completions {
  #line;
  #list;
  #items = [];
  #at = 0;
  #hasMoved = false;
  #asked = 0;
  #timer;

  constructor(form, line) {
    this.#line = line;
    this.#list = form.querySelector('[role="listbox"]');
    line.setAttribute('role', 'combobox');
    line.setAttribute('aria-expanded', 'false');
    line.addEventListener('blur', () => this.close());
    this.#list.addEventListener('pointerdown', (event) => {
      // The line keeps the focus.
      event.preventDefault();
      const option = event.target.closest('[role="option"]');
      if (option) this.#accept(Number(option.dataset.at));
    });
  }

  onInput() {
    clearTimeout(this.#timer);
    if (!readCommand(this.#line.value)) this.close();
    else this.#timer = setTimeout(() => void this.#ask(), WAIT_MS);
  }

  /** Whether the key was for the list. */
  onKey(event) {
    if (this.#list.hidden) return false;
    switch (event.key) {
      case 'ArrowDown':
      case 'ArrowUp':
        this.#at = (this.#at + (event.key === 'ArrowDown' ? 1 : -1) + this.#items.length) % this.#items.length;
        this.#hasMoved = true;
        this.#draw();
        return true;
      case 'Tab':
        if (event.shiftKey) return false;
        this.#accept(this.#at);
        return true;
      case 'Escape':
        this.close();
        return true;
      case 'Enter': {
        // Enter sends what stands there, unless a choice was made or the command is only half typed.
        const isHalf = readCommand(this.#line.value)?.isWhole === false;
        if (event.shiftKey || !(this.#hasMoved || isHalf)) return false;
        this.#accept(this.#at);
        return true;
      }
      default:
        return false;
    }
  }

  close() {
    this.#asked += 1;
    clearTimeout(this.#timer);
    this.#list.hidden = true;
    this.#hasMoved = false;
    this.#line.setAttribute('aria-expanded', 'false');
    this.#line.removeAttribute('aria-activedescendant');
  }

  async #ask() {
    this.#asked += 1;
    const asked = this.#asked;
    const { command, rest } = readCommand(this.#line.value) ?? { command: '', rest: '' };
    try {
      const response = await fetch(`${place.base}/complete?${new URLSearchParams({ text: rest })}`, {
        credentials: 'same-origin',
      });
      const { items } = response.ok ? await response.json() : { items: [] };
      // Another letter was typed meanwhile, or the list was closed.
      if (asked !== this.#asked) return;
      this.#items = items
        .filter((item) => item.insert.trimEnd() !== rest.trimEnd())
        .map((item) => ({ ...item, insert: `${command} ${item.insert}` }));
    } catch {
      this.#items = [];
    }
    if (this.#items.length === 0) return this.close();
    this.#at = 0;
    this.#hasMoved = false;
    this.#draw();
  }

  #draw() {
    this.#list.replaceChildren(
      ...this.#items.map((item, at) =>
        build(
          'li',
          {
            id: `${this.#list.id}-${at}`,
            className: 'option',
            attributes: { role: 'option', 'aria-selected': String(at === this.#at), 'data-at': String(at) },
          },
          build('span', { textContent: item.label }),
          build('small', { textContent: item.hint ?? '' }),
        ),
      ),
    );
    this.#list.hidden = false;
    this.#line.setAttribute('aria-expanded', 'true');
    this.#line.setAttribute('aria-activedescendant', `${this.#list.id}-${this.#at}`);
    this.#list.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' });
  }

  #accept(at) {
    const item = this.#items[at];
    if (!item) return;
    this.#line.value = item.insert;
    this.#line.setSelectionRange(item.insert.length, item.insert.length);
    this.close();
    this.#line.dispatchEvent(new Event('input', { bubbles: true }));
  }
}
