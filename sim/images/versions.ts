/** Compares version numbers part by part: negative, zero or positive. */
export function compareVersions(a: string, b: string): number {
  const left = a.split('.').map(Number);
  const right = b.split('.').map(Number);
  for (let i = 0; i < Math.max(left.length, right.length); i++) {
    const difference = (left[i] ?? 0) - (right[i] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

/** The newest of `versions` that `tag` names: `8` and `8.4` name the newest 8.4.x. */
export function resolveVersion(versions: readonly string[], tag: string): string | undefined {
  const matching = versions.filter((version) => version === tag || version.startsWith(`${tag}.`));
  return [...matching].sort(compareVersions).at(-1);
}

/** `from.0` … `from.last`: all patch releases of a minor one. */
export const patches = (minor: string, last: number): string[] =>
  Array.from({ length: last + 1 }, (_, i) => `${minor}.${i}`);
