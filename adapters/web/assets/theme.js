/** Before the first paint: the theme a person chose here, else the system's (the style sheet's own media query). */
(() => {
  try {
    const chosen = localStorage.getItem('playground-theme');
    if (chosen === 'dark' || chosen === 'light') document.documentElement.dataset.theme = chosen;
  } catch {
    // Storage may be forbidden: then the system's theme it is.
  }
})();
