// Runs before the first paint: the chosen theme, the remembered sizes of the panes, and what an
// address asks for.
(() => {
  const root = document.documentElement;
  const read = (name) => {
    try {
      return localStorage.getItem(name);
    } catch {
      return null;
    }
  };
  const asked = new URLSearchParams(location.search);
  // Inside the page of another site (docs/embedding.md): `?embed` or `?embed=workbench`.
  if (asked.has('embed')) root.dataset.embed = asked.get('embed') || 'lesson';
  const theme = asked.get('theme') ?? read('ordinal.theme');
  if (theme === 'light' || theme === 'dark') root.dataset.theme = theme;
  for (const size of ['columns', 'rows', 'tasks', 'side']) {
    const share = Number(read(`ordinal.split.${size}`));
    if (share > 0 && share < 1) root.style.setProperty(`--split-${size}`, String(share));
  }
})();
