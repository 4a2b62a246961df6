/** A part of the page that is covered and is less than this is no keyboard. */
const LEAST_COVERED = 120;

/**
 * Keeps the page as high as what is seen of it while a phone's keyboard covers the rest, so that
 * the line being typed stays above it. Browsers that make the page smaller themselves need none.
 */
export function followKeyboard(): void {
  const seen = window.visualViewport;
  if (seen === null) return;
  const { style } = document.documentElement;
  const follow = (): void => {
    // Who has come nearer with two fingers looks at a part on purpose.
    const isCovered = seen.scale === 1 && window.innerHeight - seen.height > LEAST_COVERED;
    if (!isCovered) style.removeProperty('--seen-height');
    else style.setProperty('--seen-height', `${seen.height}px`);
    // The browser moved the page up for the field that has the focus.
    if (isCovered) window.scrollTo(0, 0);
  };
  seen.addEventListener('resize', follow);
}
