/** How fast text is typed visibly: so that nobody waits, or so that everybody can follow. */
export type Pace = 'quick' | 'watchable';

/** Frames that typing a command takes at most, and those for each character. */
const FRAMES: Readonly<Record<Pace, { readonly most: number; readonly each: number }>> = {
  quick: { most: 22, each: 1 },
  watchable: { most: 180, each: 3 },
};

/** Types text visibly: calls `show` with more and more of it, frame by frame, then `done`. */
export function typeOut(
  text: string,
  pace: Pace | 'instant',
  show: (part: string) => void,
  done: () => void,
): () => void {
  const frames =
    pace === 'instant' ? 1 : Math.min(FRAMES[pace].most, FRAMES[pace].each * text.length);
  let past = 0;
  let shown = 0;
  let handle = 0;
  const frame = (): void => {
    if (shown >= text.length) {
      done();
      return;
    }
    past += 1;
    shown = Math.min(text.length, Math.ceil((text.length * past) / frames));
    show(text.slice(0, shown));
    handle = requestAnimationFrame(frame);
  };
  frame();
  return () => cancelAnimationFrame(handle);
}
