/** Whether a character is in `[…]`, and where the class ends. */
function inClass(pattern: string, at: number, character: string): { isIn: boolean; end: number } {
  let i = at + 1;
  const isNegated = pattern.charAt(i) === '^';
  if (isNegated) i++;
  let isIn = false;
  for (; i < pattern.length && pattern.charAt(i) !== ']'; i++) {
    if (pattern.charAt(i) === '\\' && i + 1 < pattern.length) i++;
    const first = pattern.charAt(i);
    if (pattern.charAt(i + 1) === '-' && i + 2 < pattern.length) {
      const last = pattern.charAt(i + 2);
      const [low, high] = first < last ? [first, last] : [last, first];
      if (character >= low && character <= high) isIn = true;
      i += 2;
    } else if (first === character) isIn = true;
  }
  return { isIn: isIn !== isNegated, end: i };
}

/** Whether a text matches a pattern with `*`, `?`, `[…]` and `\`. Models stringmatchlen. */
export function matches(pattern: string, text: string): boolean {
  let p = 0;
  let t = 0;
  let starAt = -1;
  let resumeAt = 0;
  const step = (): boolean => {
    const character = pattern.charAt(p);
    if (character === '[') {
      const { isIn, end } = inClass(pattern, p, text.charAt(t));
      if (isIn) p = end + 1;
      return isIn;
    }
    const literal =
      character === '\\' && p + 1 < pattern.length ? pattern.charAt(p + 1) : character;
    const isSame = character === '?' || literal === text.charAt(t);
    if (isSame) p += character === '\\' && p + 1 < pattern.length ? 2 : 1;
    return isSame;
  };
  while (t < text.length) {
    if (pattern.charAt(p) === '*') {
      starAt = p++;
      resumeAt = t;
    } else if (p < pattern.length && step()) {
      t++;
    } else if (starAt >= 0) {
      p = starAt + 1;
      t = ++resumeAt;
    } else return false;
  }
  while (pattern.charAt(p) === '*') p++;
  return p >= pattern.length;
}
