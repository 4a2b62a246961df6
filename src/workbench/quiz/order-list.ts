const itemsOf = (list: HTMLElement): HTMLElement[] => [
  ...list.querySelectorAll<HTMLElement>('.order-item'),
];

/** A list whose items a learner puts in order, by buttons or by dragging. */
export interface OrderList {
  order(): readonly string[];
  put(order: readonly string[]): void;
  setDisabled(isDisabled: boolean): void;
}

/** Lets the item follow the pointer, from place to place. */
function startDrag(list: HTMLElement, item: HTMLElement, onMoved: () => void): void {
  item.classList.add('order-dragged');
  const ended = new AbortController();
  const { signal } = ended;
  const move = ({ clientY }: PointerEvent): void => {
    const before = itemsOf(list).find((other) => {
      const { top, height } = other.getBoundingClientRect();
      return other !== item && clientY < top + height / 2;
    });
    if (before !== item.nextElementSibling || before === undefined) {
      list.insertBefore(item, before ?? null);
    }
  };
  const end = (): void => {
    ended.abort();
    item.classList.remove('order-dragged');
    onMoved();
  };
  addEventListener('pointermove', move, { signal });
  addEventListener('pointerup', end, { signal });
  addEventListener('pointercancel', end, { signal });
}

/** Makes a list one that can be put in order. `onMoved` is called after each change. */
export function startOrderList(
  list: HTMLElement,
  onMoved: () => void,
  signal: AbortSignal,
): OrderList {
  let isDisabled = false;
  const showEnds = (): void => {
    const items = itemsOf(list);
    for (const [at, item] of items.entries()) {
      for (const button of item.querySelectorAll<HTMLButtonElement>('[data-move]')) {
        const isPastEnd = button.dataset.move === '-1' ? at === 0 : at === items.length - 1;
        // A disabled button would lose the focus that is on it.
        button.setAttribute('aria-disabled', String(isPastEnd || isDisabled));
      }
    }
  };
  const changed = (): void => {
    showEnds();
    onMoved();
  };
  list.addEventListener(
    'click',
    (event) => {
      const button = (event.target as Element).closest<HTMLElement>('[data-move]');
      const item = button?.closest<HTMLElement>('.order-item') ?? null;
      if (button === null || item === null) return;
      if (button.getAttribute('aria-disabled') === 'true') return;
      if (button.dataset.move === '-1') item.previousElementSibling?.before(item);
      else item.nextElementSibling?.after(item);
      button.focus();
      changed();
    },
    { signal },
  );
  list.addEventListener(
    'pointerdown',
    (event) => {
      const target = event.target as Element;
      const item = target.closest<HTMLElement>('.order-item');
      if (item === null || isDisabled || target.closest('button') !== null) return;
      // A finger beside the handle scrolls the page.
      const isFinger = event.pointerType === 'touch';
      if (isFinger && target.closest('.order-handle') === null) return;
      event.preventDefault();
      startDrag(list, item, changed);
    },
    { signal },
  );
  showEnds();
  return {
    order: () => itemsOf(list).map(({ dataset }) => dataset.item ?? ''),
    put(order) {
      for (const id of order) {
        const item = itemsOf(list).find(({ dataset }) => dataset.item === id);
        if (item !== undefined) list.append(item);
      }
      showEnds();
    },
    setDisabled(next) {
      isDisabled = next;
      list.classList.toggle('order-fixed', next);
      showEnds();
    },
  };
}
