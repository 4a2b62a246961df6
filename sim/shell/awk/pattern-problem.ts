/** Why mawk does not take a regular expression; undefined when it does. */
export function patternProblem(source: string): string | undefined {
  let depth = 0;
  let hasOperand = false;
  let isAtAnchor = false;
  for (let i = 0; i < source.length; i++) {
    const c = source.charAt(i);
    const wasAtAnchor = isAtAnchor;
    isAtAnchor = false;
    if (c === '*' || c === '+' || c === '?') {
      if (wasAtAnchor) return 'syntax error ^* or ^+';
      if (!hasOperand) return 'missing operand';
    } else if (c === '(') {
      depth++;
      hasOperand = false;
    } else if (c === '|' || (c === ')' && depth > 0)) {
      if (!hasOperand) return 'missing operand';
      if (c === ')') depth--;
      else hasOperand = false;
    } else {
      isAtAnchor = c === '^' && !hasOperand;
      hasOperand = true;
      if (c === '\\') i++;
      if (c === '[') {
        const end = bracketEnd(source, i);
        if (end < 0) return 'bad class -- [], [^] or [';
        i = end;
      }
    }
  }
  if (depth > 0) return "missing ')'";
  return hasOperand || source === '' ? undefined : 'missing operand';
}

/** Where a bracket expression ends; -1 when it does not. */
function bracketEnd(source: string, from: number): number {
  let i = from + 1;
  if (source.charAt(i) === '^') i++;
  if (source.charAt(i) === ']') i++;
  for (; i < source.length; i++) {
    const c = source.charAt(i);
    if (c === ']') return i;
    if (c === '\\') i++;
    else if (c === '[' && source.charAt(i + 1) === ':') {
      const end = source.indexOf(':]', i + 2);
      if (end > 0) i = end + 1;
    }
  }
  return -1;
}
