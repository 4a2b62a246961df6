import { colored } from './color.ts';
import type { JqOptions } from './options.ts';
import { isArray, isObject, type Json, numberText, quote, sortedKeys } from './values.ts';

/** How one output is written, as the options say. */
export function printValue(value: Json, options: JqOptions): string {
  const { flags, indent, colors } = options;
  const isAscii = flags.has('a');
  const isRaw = flags.has('r') || flags.has('j');
  const start = flags.has('seq') ? '\x1e' : '';
  const end = flags.has('j') ? '' : '\n';
  const write = (one: Json, margin: string): string => {
    if (typeof one === 'string') return quote(one, isAscii);
    if (typeof one === 'number') return numberText(one);
    if (one === null || typeof one === 'boolean') return String(one);
    const inner = indent === undefined ? '' : margin + indent;
    const wrap = (open: string, close: string, parts: readonly string[]): string => {
      if (parts.length === 0) return open + close;
      if (indent === undefined) return open + parts.join(',') + close;
      const lines = parts.map((part) => inner + part).join(',\n');
      return `${open}\n${lines}\n${margin}${close}`;
    };
    if (isArray(one))
      return wrap(
        '[',
        ']',
        one.map((part) => write(part, inner)),
      );
    if (!isObject(one)) return '';
    const keys = flags.has('S') ? sortedKeys(one) : [...one.keys()];
    const colon = indent === undefined ? ':' : ': ';
    const parts = keys.map(
      (key) => `${quote(key, isAscii)}${colon}${write(one.get(key) ?? null, inner)}`,
    );
    return wrap('{', '}', parts);
  };
  const style = { colors, indent, isAscii, isSorted: flags.has('S') };
  if (flags.has('C') && !(isRaw && typeof value === 'string')) {
    return start + colored(value, style) + end;
  }
  return start + (isRaw && typeof value === 'string' ? value : write(value, '')) + end;
}
