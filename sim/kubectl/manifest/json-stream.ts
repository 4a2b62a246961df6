import type { Json } from '../../api/index.ts';

/** Where the object that begins somewhere in a text ends; -1 when it does not. */
function endOfObject(text: string, start: number): number {
  let depth = 0;
  for (const { 0: token, index } of text.slice(start).matchAll(/"(?:\\.|[^"\\])*"|[{}]/gs)) {
    if (token === '{') depth++;
    else if (token === '}') depth--;
    if (depth === 0) return start + index + 1;
  }
  return -1;
}

/**
 * The JSON objects that a text begins with, one after the other, and where they end. Models the
 * JSON half of apimachinery's YAMLOrJSONDecoder.
 */
export function jsonValues(text: string): {
  readonly values: readonly Json[];
  readonly end: number;
} {
  const values: Json[] = [];
  let end = 0;
  for (;;) {
    const gap = /^\s*\{/.exec(text.slice(end));
    const next = gap === null ? -1 : endOfObject(text, end + gap[0].length - 1);
    if (next < 0) return { values, end };
    try {
      values.push(JSON.parse(text.slice(end, next)) as Json);
    } catch {
      return { values, end };
    }
    end = next;
  }
}
