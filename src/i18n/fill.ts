/** Puts values into the `{names}` of a text. A name without a value stays as it is. */
export const fill = (text: string, values: Readonly<Record<string, string | number>>): string =>
  text.replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));

/** A text without the marks of its `code`, for a name and for what is read aloud. */
export const plainText = (text: string): string => text.replaceAll('`', '');
