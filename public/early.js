// Runs before the first paint: the chosen theme, the remembered sizes of the panes, what an address
// asks for; and keeps and shows what is typed before the terminal is there.
(() => {
  /** The scripts of a page wait no longer than this for its first paint. */
  const MOST_WAIT_MS = 1000;
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

  // A lesson that was begun comes back as it was left, and one that the address carries too. All
  // others begin at the prompt that their page has in it.
  const isBegun = read(`ordinal.begun.${root.dataset.lesson}`) !== null;
  if (!isBegun && !location.hash.startsWith('#session=')) root.classList.add('at-start');

  /** What a terminal shows of what was typed: each line below the one before. */
  const shown = (typed) => {
    let text = '';
    for (const key of typed) {
      if (key !== '\x7f') text += key === '\r' ? '\n' : key;
      else if (!text.endsWith('\n')) text = text.slice(0, -1);
    }
    return text;
  };
  const show = () => {
    const place = document.getElementById('first-typed');
    if (place !== null) place.textContent = shown(root.dataset.typed ?? '');
  };
  addEventListener('DOMContentLoaded', show);

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
    show();
  };
  if (root.classList.contains('app-page')) addEventListener('keydown', keep);

  // A lesson's scripts are asked for when its text and prompt have been painted, of which they are
  // no part. A page that nobody looks at is not painted; nor does every browser tell of it.
  const painted = new Promise((resolve) => {
    if (document.hidden) resolve();
    addEventListener('visibilitychange', resolve, { once: true });
    setTimeout(resolve, MOST_WAIT_MS);
    new PerformanceObserver(resolve).observe({ type: 'paint', buffered: true });
  });
  // The tasks come with the next frame: to lay them out and paint them too would make the text and
  // the prompt late.
  root.classList.add('unpainted');
  painted.then(() => root.classList.remove('unpainted'));
  const addTo = (parent, name, attributes) =>
    parent.append(Object.assign(document.createElement(name), attributes));
  addEventListener('DOMContentLoaded', async () => {
    const list = document.getElementById('scripts');
    if (list === null) return;
    await painted;
    const { scripts, preloads } = JSON.parse(list.textContent);
    for (const href of preloads) addTo(document.head, 'link', { rel: 'modulepreload', href });
    for (const src of scripts)
      addTo(document.body, 'script', { type: 'module', src, async: false });
  });
})();
