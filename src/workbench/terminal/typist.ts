/** Frames that typing a command takes at most, so that a long one does not make anybody wait. */
const MOST_FRAMES = 22;

/** Types text visibly: calls `show` with more and more of it, a little each frame, then `done`. */
export function typeOut(
  text: string,
  isInstant: boolean,
  show: (part: string) => void,
  done: () => void,
): () => void {
  const step = isInstant ? text.length : Math.max(1, Math.ceil(text.length / MOST_FRAMES));
  let shown = 0;
  let handle = 0;
  const frame = (): void => {
    if (shown >= text.length) {
      done();
      return;
    }
    shown = Math.min(text.length, shown + step);
    show(text.slice(0, shown));
    handle = requestAnimationFrame(frame);
  };
  frame();
  return () => cancelAnimationFrame(handle);
}
