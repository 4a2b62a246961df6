/** A table by word; a word of JavaScript's own objects (`constructor`) is in it like any other. */
export const lookup = <T>(entries: Readonly<Record<string, T>>): ReadonlyMap<string, T> =>
  new Map(Object.entries(entries));
