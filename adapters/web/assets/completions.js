import { build, place } from './page.js';

/** The words of a command only, without what follows: then Enter means "complete", not "send". */
const UNFINISHED_COMMAND = /^[/／]\S*$/;
const COMMANDS = ['/urgent-order', '/急单', '/急單'];
const WAIT_MS = 60;

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
    if (!/^[/／]/.test(this.#line.value) || this.#line.value.includes('\n')) this.close();
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
        const typed = this.#line.value.trim();
        const isUnfinished = UNFINISHED_COMMAND.test(typed) && !COMMANDS.includes(typed);
        if (event.shiftKey || !(this.#hasMoved || isUnfinished)) return false;
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
    const text = this.#line.value;
    try {
      const response = await fetch(`${place.base}/complete?${new URLSearchParams({ text })}`, {
        credentials: 'same-origin',
      });
      const { items } = response.ok ? await response.json() : { items: [] };
      // Another letter was typed meanwhile, or the list was closed.
      if (asked !== this.#asked) return;
      this.#items = items.filter((item) => item.insert.trimEnd() !== text.trimEnd() || items.length > 1);
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
