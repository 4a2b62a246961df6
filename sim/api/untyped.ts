type Fields = Readonly<Record<string, unknown>>;

/** What is at a path of an object whose type nobody has. */
export function fieldAt(object: unknown, path: string): unknown {
  let at: unknown = object;
  for (const key of path.split('.')) at = (at as Fields | undefined)?.[key];
  return at;
}

export const textAt = (object: unknown, path: string): string => {
  const value = fieldAt(object, path);
  return value === undefined || value === null ? '' : String(value);
};

export const listAt = (object: unknown, path: string): readonly Fields[] =>
  (fieldAt(object, path) ?? []) as readonly Fields[];
