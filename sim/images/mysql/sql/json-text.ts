/** JSON as MySQL prints it, with blanks. Keys are ordered by length, then by text. */
export function jsonText(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(jsonText).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const entries = Object.entries(value).sort(([a], [b]) =>
    a.length === b.length ? (a < b ? -1 : 1) : a.length - b.length,
  );
  return `{${entries.map(([key, each]) => `${JSON.stringify(key)}: ${jsonText(each)}`).join(', ')}}`;
}
