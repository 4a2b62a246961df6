/** Puts the values of variables for `:name`, `:'name'` and `:"name"`. */
export function interpolated(variables: ReadonlyMap<string, string>, text: string): string {
  if (variables.size === 0) return text;
  return text.replace(
    /(:?):(["']?)(\w+)\2/g,
    (whole, colon: string, quote: string, name: string) => {
      const value = variables.get(name);
      if (colon !== '' || value === undefined) return whole;
      return quote === '' ? value : `${quote}${value.replaceAll(quote, quote + quote)}${quote}`;
    },
  );
}
