/** A size as `ls -h` and `du -h` show it. */
export function humanSize(bytes: number): string {
  if (bytes < 1024) return String(bytes);
  let value = bytes;
  let unit = -1;
  while (value >= 1024 && unit < 5) {
    value /= 1024;
    unit++;
  }
  const shown = value < 10 ? Math.ceil(value * 10) / 10 : Math.ceil(value);
  return `${shown < 10 ? shown.toFixed(1) : shown}${'KMGTPE'.charAt(unit)}`;
}
