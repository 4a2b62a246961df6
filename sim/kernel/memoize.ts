/**
 * `compute`, worked out once for each object and as long as the object lives. Only for objects that
 * never change: what the store has is frozen.
 */
export function memoize<K extends object, V extends object>(compute: (key: K) => V): (key: K) => V {
  const known = new WeakMap<K, V>();
  return (key) => {
    const found = known.get(key);
    if (found !== undefined) return found;
    const value = compute(key);
    known.set(key, value);
    return value;
  };
}

/**
 * `compute`, which remembers its last answer: for what is asked again and again in a row. An object
 * must never change: what the store has is frozen.
 */
export function rememberLast<K extends string | number | object, V>(
  compute: (key: K) => V,
): (key: K) => V {
  let last: { readonly key: K; readonly value: V } | undefined;
  return (key) => {
    if (last?.key !== key) last = { key, value: compute(key) };
    return last.value;
  };
}
