// What is typed while the page still loads and nothing has the focus is kept for the terminal, in
// `data-typed` of the page, until the terminal takes input itself (`data-ready`).
(() => {
  const root = document.documentElement;
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
  addEventListener('keydown', keep);
})();
