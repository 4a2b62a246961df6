const two = (number: number): string => String(number).padStart(2, '0');

/** Virtual time since the start as `2:05` or `1:02:05`. */
export function sayClock(nowMs: number): string {
  const seconds = Math.floor(nowMs / 1000);
  const hours = Math.floor(seconds / 3600);
  const minutes = Math.floor(seconds / 60) % 60;
  const rest = two(seconds % 60);
  return hours > 0 ? `${hours}:${two(minutes)}:${rest}` : `${minutes}:${rest}`;
}
