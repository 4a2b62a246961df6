// Runs before the first paint: the chosen theme, the remembered sizes of the panes, what an address
// asks for; and keeps what is typed before the terminal is there.
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
  for (const size of ['columns', 'rows', 'tasks', 'exam', 'side']) {
    const share = Number(read(`ordinal.split.${size}`));
    if (share > 0 && share < 1) root.style.setProperty(`--split-${size}`, String(share));
  }
  // To stand at a place of the text, all before it must have its size.
  if (location.hash !== '') root.classList.remove('prose-later');

  // What is typed on a lesson's page while it still loads and nothing has the focus is kept in
  // `data-typed`, until the terminal takes input itself (`data-ready`).
  const keep = (event) => {
    if (root.dataset.ready !== undefined) {
      removeEventListener('keydown', keep);
      return;
    }
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (document.activeElement !== null && document.activeElement !== document.body) return;
    const typed = root.dataset.typed ?? '';
    const isText = event.key.length === 1 && !(event.key === ' ' && typed === '');
    const isEdit = typed !== '' && (event.key === 'Enter' || event.key === 'Backspace');
    if (!isText && !isEdit) return;
    event.preventDefault();
    if (isText) root.dataset.typed = typed + event.key;
    else root.dataset.typed = typed + (event.key === 'Enter' ? '\r' : '\x7f');
  };
  if (root.classList.contains('app-page')) addEventListener('keydown', keep);
})();
