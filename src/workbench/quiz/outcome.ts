/** Finds an element of a question. */
export const inside = (element: Element, selector: string): HTMLElement | null =>
  element.querySelector<HTMLElement>(selector);

/** Says below a prediction whether it came true, and why; undefined: nothing was foretold. */
export function sayOutcome(quiz: HTMLElement, isForetold: boolean | undefined): void {
  const shown = inside(quiz, '.quiz-outcome');
  if (shown === null) return;
  const { right = '', wrong = '', none = '' } = shown.dataset;
  const title = inside(shown, 'strong');
  if (title !== null)
    title.textContent = isForetold === undefined ? none : isForetold ? right : wrong;
  shown.hidden = false;
}

/** Takes away what was said. */
export function hideOutcome(quiz: HTMLElement): void {
  const shown = inside(quiz, '.quiz-outcome');
  if (shown !== null) shown.hidden = true;
}
