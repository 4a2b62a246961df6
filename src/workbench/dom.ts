/** An element of the page that must be there. */
export function byId(id: string): HTMLElement {
  const element = document.getElementById(id);
  if (element === null) throw new Error(`this page has no #${id}`);
  return element;
}

/** Has a screen reader say a text. */
export function announce(text: string): void {
  byId('announcer').textContent = text;
}

/** Creates an element with a class and text. */
export function create<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  className: string,
  text = '',
): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  element.className = className;
  element.textContent = text;
  return element;
}

/** Resolves when what is on the page now has been painted. */
export const painted = (): Promise<void> =>
  new Promise((resolve) => {
    // A page in the background paints nothing.
    if (document.hidden) setTimeout(resolve, 0);
    else requestAnimationFrame(() => setTimeout(resolve, 0));
  });

/** Resolves in a task of its own, so that keys and frames need not wait for what is done next. */
export const nextTask = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 0));

/** Resolves when the page has nothing better to do. */
export const idle = (): Promise<void> =>
  new Promise((resolve) => {
    if ('requestIdleCallback' in globalThis) requestIdleCallback(() => resolve());
    else setTimeout(resolve, 50);
  });

export const prefersReducedMotion = (): boolean =>
  matchMedia('(prefers-reduced-motion: reduce)').matches;

/** A small setting of this browser; undefined where the browser keeps none. */
export function readSetting(name: string): string | undefined {
  try {
    return localStorage.getItem(`ordinal.${name}`) ?? undefined;
  } catch {
    return undefined;
  }
}

/** Keeps a setting, where the browser allows it; without it the page works all the same. */
export function keepSetting(name: string, value: string): void {
  try {
    localStorage.setItem(`ordinal.${name}`, value);
  } catch {
    // A browser that keeps nothing starts with the defaults next time.
  }
}

export function forgetSetting(name: string): void {
  try {
    localStorage.removeItem(`ordinal.${name}`);
  } catch {
    // Nothing is kept there.
  }
}
