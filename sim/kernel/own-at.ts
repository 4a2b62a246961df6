/** What a map has under a name that somebody chose; no map has a `constructor` by itself. */
export const ownAt = <T>(
  map: Readonly<Record<string, T>> | undefined,
  key: string,
): T | undefined => (map !== undefined && Object.hasOwn(map, key) ? map[key] : undefined);
