/** What closes `${` and `$(`. */
const CLOSERS: Readonly<Record<string, string>> = { '{': '}', '(': ')' };

/**
 * The innermost quote or brace that a text leaves open behind `from`: what closes it and where it
 * opens. Undefined where only parentheses are open.
 */
export function openQuote(
  source: string,
  from: number,
): { readonly closer: string; readonly pos: number } | undefined {
  const open: { readonly closer: string; readonly pos: number }[] = [];
  for (let at = from; at < source.length; at++) {
    const c = source.charAt(at);
    const inside = open.at(-1)?.closer;
    if (inside === "'") {
      if (c === "'") open.pop();
    } else if (c === '#' && /[\s(;]/.test(source.charAt(at - 1)) && inside !== '"') {
      const end = source.indexOf('\n', at);
      at = end < 0 ? source.length : end;
    } else if (c === '\\') at++;
    else if (c === inside) open.pop();
    else if (c === '$' && /[({]/.test(source.charAt(at + 1))) {
      open.push({ closer: CLOSERS[source.charAt(at + 1)] ?? '', pos: at });
      at++;
    } else if (c === '"' || c === '`' || (c === "'" && inside !== '"')) {
      open.push({ closer: c, pos: at });
    }
  }
  const last = open.at(-1);
  return last?.closer === ')' ? undefined : last;
}
