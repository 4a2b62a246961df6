import { type Dictionary, fill } from '../../i18n/index.ts';
import { create } from '../dom.ts';
import type { Screen } from './screen.ts';

/** The row that searches a terminal's output. */
export interface FindBar {
  open(): void;
}

/** Creates the search of `screen`; its row is put into `place` while it is open. */
export function createFindBar(
  place: HTMLElement,
  t: Dictionary['terminal'],
  screen: Screen,
): FindBar {
  const bar = create('div', 'find-bar');
  bar.setAttribute('role', 'search');
  const field = create('input', 'control find-field');
  field.type = 'search';
  field.placeholder = t.find;
  field.setAttribute('aria-label', t.find);
  const count = create('span', 'find-count');
  count.setAttribute('role', 'status');
  const find = async (to: 'older' | 'newer'): Promise<void> => {
    const finder = await screen.finder();
    if (field.value !== '') return finder.find(field.value, to);
    finder.clear();
    count.textContent = '';
  };
  const close = (): void => {
    bar.remove();
    void screen.finder().then((finder) => finder.clear());
    screen.focus();
  };
  const button = (text: string, label: string, act: () => void): HTMLButtonElement => {
    const made = create('button', 'control control-icon', text);
    made.type = 'button';
    made.title = label;
    made.setAttribute('aria-label', label);
    made.addEventListener('click', act);
    return made;
  };
  bar.append(
    field,
    count,
    button('↑', t.findOlder, () => void find('older')),
    button('↓', t.findNewer, () => void find('newer')),
    button('×', t.findClose, close),
  );
  field.addEventListener('input', () => void find('older'));
  bar.addEventListener('keydown', (event) => {
    if (event.key === 'Escape') close();
    else if (event.key === 'Enter' && event.target === field) {
      void find(event.shiftKey ? 'newer' : 'older');
    } else return;
    event.preventDefault();
    event.stopPropagation();
  });
  let isListening = false;
  const listen = async (): Promise<void> => {
    if (isListening) return;
    isListening = true;
    (await screen.finder()).onFound(({ at, count: all }) => {
      count.textContent = all === 0 ? t.findNone : fill(t.findCount, { at, count: all });
    });
  };
  return {
    open() {
      place.append(bar);
      field.focus();
      field.select();
      void listen();
      if (field.value !== '') void find('older');
    },
  };
}
