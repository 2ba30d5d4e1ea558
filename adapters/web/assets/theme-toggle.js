/** Light or dark: the system's choice until a person makes their own. */
export function startTheme() {
  document.addEventListener('click', (event) => {
    if (!event.target.closest?.('[data-theme-toggle]')) return;
    const root = document.documentElement;
    const isDark = root.dataset.theme
      ? root.dataset.theme === 'dark'
      : matchMedia('(prefers-color-scheme: dark)').matches;
    root.dataset.theme = isDark ? 'light' : 'dark';
    try {
      localStorage.setItem('playground-theme', root.dataset.theme);
    } catch {
      // Storage may be forbidden: the choice then lasts as long as the page.
    }
  });
  window.addEventListener('storage', (event) => {
    if (event.key === 'playground-theme' && event.newValue) document.documentElement.dataset.theme = event.newValue;
  });
}
