import { create } from './dom.ts';

export interface NoticeAction {
  readonly label: string;
  readonly isPrimary: boolean;
  run(): void;
}

export interface Notice {
  readonly text: string;
  /** Shown below the text as it is, as a preview; '' for none. */
  readonly preview: string;
  readonly actions: readonly NoticeAction[];
}

/** Messages above a pane, one of each id at a time. */
export interface Notices {
  show(id: string, notice: Notice): HTMLElement;
  hide(id: string): void;
  has(id: string): boolean;
  clear(): void;
}

function render(notice: Notice, close: () => void): HTMLElement {
  const element = create('div', 'notice');
  element.setAttribute('role', 'status');
  element.append(create('p', 'notice-text', notice.text));
  if (notice.preview !== '') element.append(create('pre', 'notice-preview', notice.preview));
  if (notice.actions.length === 0) return element;
  const row = create('div', 'notice-actions');
  for (const action of notice.actions) {
    const button = create(
      'button',
      action.isPrimary ? 'button button-primary' : 'button',
      action.label,
    );
    button.type = 'button';
    button.addEventListener('click', () => {
      close();
      action.run();
    });
    row.append(button);
  }
  element.append(row);
  return element;
}

/** Creates the messages of one pane. */
export function createNotices(container: HTMLElement): Notices {
  const shown = new Map<string, HTMLElement>();
  const hide = (id: string): void => {
    shown.get(id)?.remove();
    shown.delete(id);
  };
  return {
    show(id, notice) {
      hide(id);
      const element = render(notice, () => hide(id));
      element.dataset.notice = id;
      shown.set(id, element);
      container.append(element);
      return element;
    },
    hide,
    has: (id) => shown.has(id),
    clear() {
      for (const id of [...shown.keys()]) hide(id);
    },
  };
}
