import { type Spot, type Way, whereTo } from './reading-order.ts';

const WAYS: ReadonlySet<string> = new Set<Way>([
  'ArrowLeft',
  'ArrowRight',
  'ArrowUp',
  'ArrowDown',
  'Home',
  'End',
]);
const isWay = (key: string): key is Way => WAYS.has(key);

interface Seen extends Spot {
  readonly button: HTMLElement;
}

const KINDS = [
  ['pod', '.pod'],
  ['service', '.service'],
  ['node', '.node-head'],
  ['claim', '.claim'],
] as const;

function seen(button: HTMLElement): Seen {
  const { left, top, width, height } = button.getBoundingClientRect();
  const kind = KINDS.find(([, selector]) => button.matches(selector))?.[0] ?? 'rollout';
  return { button, kind, left, top, width, height };
}

/** What fades away is there for the eye only. */
const isThere = (element: HTMLElement): boolean => element.isConnected && !element.inert;

/**
 * Makes all buttons in `place` one stop of the Tab key, among which the arrow keys go as the
 * picture is read. They are to have a `tabindex` of -1. When the one with the focus goes away, the
 * nearest of those that are left gets it.
 */
export function rove(place: HTMLElement) {
  let current: HTMLElement | undefined;
  let last = { left: 0, top: 0 };
  let hasFocus = false;

  const buttons = (): HTMLElement[] =>
    [...place.querySelectorAll<HTMLElement>('button')].filter(isThere);
  const stopAt = (button: HTMLElement): void => {
    if (current !== undefined) current.tabIndex = -1;
    current = button;
    button.tabIndex = 0;
  };
  const replaceGone = (): void => {
    if (current !== undefined && isThere(current)) return;
    const far = ({ left, top }: Spot): number => Math.hypot(left - last.left, top - last.top);
    const all = buttons();
    const next = hasFocus ? all.map(seen).sort((a, b) => far(a) - far(b))[0]?.button : all[0];
    if (next === undefined) return;
    stopAt(next);
    if (hasFocus) next.focus();
  };
  const onFocusIn = ({ target }: FocusEvent): void => {
    const button = (target as Element).closest<HTMLElement>('button');
    if (button === null) return;
    hasFocus = true;
    stopAt(button);
    last = button.getBoundingClientRect();
  };
  const onFocusOut = ({ relatedTarget }: FocusEvent): void => {
    if (relatedTarget !== null) hasFocus = place.contains(relatedTarget as Node);
    // Whether it was left or taken away is known when what goes on now is over.
    else {
      queueMicrotask(() => {
        if (current !== undefined && isThere(current))
          hasFocus = current === document.activeElement;
      });
    }
  };
  const onKey = (event: KeyboardEvent): void => {
    const { key, ctrlKey, metaKey, altKey, shiftKey } = event;
    if (!isWay(key) || ctrlKey || metaKey || altKey || shiftKey) return;
    const all = buttons().map(seen);
    const from = all.find(({ button }) => button === document.activeElement);
    if (from === undefined) return;
    event.preventDefault();
    whereTo(all, from, key).button.focus();
  };

  const watch = new MutationObserver(replaceGone);
  watch.observe(place, { childList: true, subtree: true, attributeFilter: ['inert'] });
  place.addEventListener('focusin', onFocusIn);
  place.addEventListener('focusout', onFocusOut);
  place.addEventListener('keydown', onKey);
  replaceGone();
  return { destroy: () => watch.disconnect() };
}
