/** Where the construct that opens at `at` (a quote, `${`, `$(`, a backtick, an escape) ends. */
function skip(text: string, at: number): number {
  const c = text[at];
  if (c === '\\') return at + 2;
  if (c === "'" || c === '`') {
    const end = text.indexOf(c, at + 1);
    return end < 0 ? text.length : end + 1;
  }
  if (c === '"') {
    let i = at + 1;
    while (i < text.length && text[i] !== '"') {
      i = text[i] === '\\' || text[i] === '$' ? Math.max(i + 1, skip(text, i)) : i + 1;
    }
    return i + 1;
  }
  if (c === '$' && (text[at + 1] === '{' || text[at + 1] === '(')) {
    const [open, close] = text[at + 1] === '{' ? ['{', '}'] : ['(', ')'];
    let depth = 0;
    let i = at + 1;
    while (i < text.length) {
      if (text[i] === open) depth++;
      if (text[i] === close && --depth === 0) return i + 1;
      i = /['"\\`]/.test(text[i] ?? '') ? skip(text, i) : i + 1;
    }
    return i;
  }
  return at + 1;
}

function sequence(inner: string): string[] | undefined {
  const match =
    /^([-+]?\d+)\.\.([-+]?\d+)(?:\.\.([-+]?\d+))?$/.exec(inner) ??
    /^([A-Za-z])\.\.([A-Za-z])(?:\.\.(-?\d+))?$/.exec(inner);
  if (match === null) return undefined;
  const [, from = '', to = '', by] = match;
  const isNumber = /\d/.test(from);
  const first = isNumber ? Number(from) : from.charCodeAt(0);
  const last = isNumber ? Number(to) : to.charCodeAt(0);
  const step = Math.max(1, Math.abs(Number(by ?? 1)));
  const isPadded = isNumber && (/^[-+]?0\d/.test(from) || /^[-+]?0\d/.test(to));
  const width = isPadded ? Math.max(from.length, to.length) : 0;
  const show = (value: number): string => {
    // The signs between the letters: a backslash quotes what follows it, so nothing is left.
    if (value === 0x5c && !isNumber) return "''";
    if (value === 0x60 && !isNumber) return '\\`';
    if (!isNumber) return String.fromCharCode(value);
    const digits = String(Math.abs(value));
    const sign = value < 0 ? '-' : '';
    return sign + digits.padStart(width - sign.length, '0');
  };
  const count = Math.floor(Math.abs(last - first) / step) + 1;
  const direction = first <= last ? step : -step;
  if (count > 100_000) return undefined;
  return Array.from({ length: count }, (_, i) => show(first + i * direction));
}

/** The alternatives between the brace at `open` and its partner, or undefined for a plain brace. */
function readBrace(text: string, open: number): { items: string[]; end: number } | undefined {
  let depth = 0;
  let from = open + 1;
  const items: string[] = [];
  for (let i = open; i < text.length; ) {
    const c = text[i];
    if (c === '{') depth++;
    else if (c === '}') {
      depth--;
      if (depth === 0) {
        const inner = text.slice(open + 1, i);
        if (items.length > 0) {
          return { items: [...items, text.slice(from, i)].flatMap(expandBraces), end: i + 1 };
        }
        const range = sequence(inner);
        return range === undefined ? undefined : { items: range, end: i + 1 };
      }
    } else if (c === ',' && depth === 1) {
      items.push(text.slice(from, i));
      from = i + 1;
    }
    i = /['"\\`$]/.test(c ?? '') ? skip(text, i) : i + 1;
  }
  return undefined;
}

/** Brace expansion of the raw text of a word: `a{1,2}b` is `a1b`, `a2b`. */
export function expandBraces(text: string): string[] {
  for (let i = 0; i < text.length; ) {
    if (text[i] === '{') {
      const brace = readBrace(text, i);
      if (brace !== undefined) {
        const head = text.slice(0, i);
        const tails = expandBraces(text.slice(brace.end));
        return brace.items.flatMap((item) => tails.map((tail) => head + item + tail));
      }
      i++;
    } else i = /['"\\`$]/.test(text[i] ?? '') ? skip(text, i) : i + 1;
  }
  return [text];
}
