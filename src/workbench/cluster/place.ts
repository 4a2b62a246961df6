import { prefersReducedMotion } from '../dom.ts';
import type { Box } from './scene.ts';

const GLIDE_MS = 420;
const GLIDE_EASING = 'cubic-bezier(0.25, 0.7, 0.3, 1)';
const FADE_MS = 260;

export interface Placing {
  readonly box: Box;
  /**
   * How wide the picture is in which it glides to a new place; undefined when it does not. In a
   * picture of another width everything has another place, and nothing has moved.
   */
  readonly glidesIn: number | undefined;
}

/**
 * Puts an element at its box. It glides from where it was: at rest it has no transform, which would
 * make the browser keep a layer for each of hundreds of pods.
 */
export function place(element: HTMLElement, { box, glidesIn }: Placing) {
  let at = box;
  let placedIn = glidesIn;
  const put = (): void => {
    element.style.left = `${at.x}px`;
    element.style.top = `${at.y}px`;
    element.style.width = `${at.width}px`;
    element.style.height = `${at.height}px`;
  };
  put();
  return {
    update(next: Placing): void {
      const isSamePicture = next.glidesIn !== undefined && next.glidesIn === placedIn;
      placedIn = next.glidesIn;
      if (next.box === at) return;
      const [x, y] = [at.x - next.box.x, at.y - next.box.y];
      const width = at.width;
      at = next.box;
      put();
      if (!isSamePicture || prefersReducedMotion()) return;
      const timing = { duration: GLIDE_MS, easing: GLIDE_EASING };
      // A card that grows pushes nobody: it would lie over one that still goes.
      if (width !== at.width) {
        element.animate([{ width: `${width}px` }, { width: `${at.width}px` }], timing);
      }
      if (x === 0 && y === 0) return;
      // Movements add up: one that is not over goes on below the new one.
      element.animate(
        [{ transform: `translate(${x}px, ${y}px)` }, { transform: 'translate(0, 0)' }],
        { ...timing, composite: 'add' },
      );
    },
  };
}

/**
 * Comes and goes softly, but for one of many: each that fades has a layer of its own, and a frame
 * has no time for hundreds. Unlike Svelte's own it asks for no computed style, which costs layout.
 */
export const soften = (_: Element, isOneOfMany = false) => ({
  duration: isOneOfMany || prefersReducedMotion() ? 0 : FADE_MS,
  css: (share: number) => `opacity:${share}`,
});
