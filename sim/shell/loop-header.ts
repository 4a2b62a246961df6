const LOOP = /(?:^|[;&|(){}\n]|\b(?:do|then|else|time|!))\s*for\s*\(\(/g;

/** Where the bracket closes that is open before `from`; undefined when it does not. */
function closeOf(source: string, from: number): number | undefined {
  let depth = 1;
  let quote = '';
  for (let i = from; i < source.length; i++) {
    const c = source.charAt(i);
    if (c === '\\' && quote !== "'") i++;
    else if (quote !== '') quote = c === quote ? '' : quote;
    else if (/["'`]/.test(c)) quote = c;
    else if (c === '(') depth++;
    else if (c === ')' && --depth === 0) return i;
  }
  return undefined;
}

/**
 * Where a `for ((…` stands that one bracket alone closes: bash gives up there without a word.
 * Models parse_arith_cmd of its parser.
 */
export function halfClosedLoop(source: string): number | undefined {
  for (const match of source.matchAll(LOOP)) {
    const inner = match.index + match[0].length;
    const close = closeOf(source, inner);
    if (close !== undefined && source.charAt(close + 1) !== ')') return inner - 2;
  }
  return undefined;
}
