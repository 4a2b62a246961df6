// Runs before the first paint: the chosen theme and the remembered sizes of the panes.
(() => {
  const root = document.documentElement;
  const read = (name) => {
    try {
      return localStorage.getItem(name);
    } catch {
      return null;
    }
  };
  const theme = read('ordinal.theme');
  if (theme === 'light' || theme === 'dark') root.dataset.theme = theme;
  for (const size of ['columns', 'rows', 'tasks', 'side']) {
    const share = Number(read(`ordinal.split.${size}`));
    if (share > 0 && share < 1) root.style.setProperty(`--split-${size}`, String(share));
  }
})();
