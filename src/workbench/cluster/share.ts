/** Whether two pieces of plain data say the same; what is one object is not looked into. */
function isSame(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (Array.isArray(a) && Array.isArray(b)) {
    return a.length === b.length && a.every((item, i) => isSame(item, b[i]));
  }
  const [left, right] = [a as Record<string, unknown>, b as Record<string, unknown>];
  const keys = Object.keys(left);
  return (
    keys.length === Object.keys(right).length && keys.every((key) => isSame(left[key], right[key]))
  );
}

/**
 * `young`, but with the items of `old` that say the same in their place, and `old` itself when
 * nothing differs. So whoever draws them knows by identity what has changed.
 */
export function keepSame<T>(
  old: readonly T[],
  young: readonly T[],
  keyOf: (item: T) => string,
): readonly T[] {
  const known = new Map(old.map((item) => [keyOf(item), item]));
  const shared = young.map((item) => {
    const before = known.get(keyOf(item));
    return before !== undefined && isSame(before, item) ? before : item;
  });
  const isWhole = shared.length === old.length && shared.every((item, i) => item === old[i]);
  return isWhole ? old : shared;
}
