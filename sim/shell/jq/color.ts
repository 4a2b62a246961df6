import { isArray, isObject, type Json, numberText, quote, sortedKeys } from './values.ts';

const RESET = '\x1b[0m';
const KEY = '\x1b[34;1m';

/** Codes of null, false, true, numbers, texts, arrays and objects. */
export const USUAL_COLORS = ['1;30', '0;39', '0;39', '0;39', '0;32', '1;39', '1;39'];

/** The codes of `$JQ_COLORS`: those that it leaves out are the usual ones. Undefined if wrong. */
export function readColors(text: string): readonly string[] | undefined {
  const codes = text.split(':').slice(0, USUAL_COLORS.length);
  if (codes.some((code) => !/^[\d;]{0,12}$/.test(code))) return undefined;
  return USUAL_COLORS.map((usual, i) => codes[i] ?? usual);
}

export interface ColorStyle {
  readonly colors: readonly string[];
  readonly indent: string | undefined;
  readonly isAscii: boolean;
  readonly isSorted: boolean;
}

/** A value with the colours of a terminal. Models jv_dump_term of jq 1.6. */
export function colored(value: Json, style: ColorStyle, margin = ''): string {
  const { indent, isAscii } = style;
  const paint = (at: number): string => `\x1b[${style.colors[at]}m`;
  const nested = paint(isArray(value) ? 5 : 6);
  if (value === null) return `${paint(0)}null${RESET}`;
  if (typeof value === 'string') return paint(4) + quote(value, isAscii) + RESET;
  if (typeof value === 'number') return paint(3) + numberText(value) + RESET;
  if (typeof value === 'boolean') return paint(value ? 2 : 1) + String(value) + RESET;
  const inner = indent === undefined ? '' : margin + indent;
  const line = (to: string): string => (indent === undefined ? '' : `\n${to}`);
  const end = (close: string): string => `${nested}${line(margin)}${nested}${close}${RESET}`;
  if (isArray(value)) {
    if (value.length === 0) return `${nested}[]${RESET}`;
    const parts = value.map((one) => line(inner) + colored(one, style, inner));
    return `${nested}[${parts.join(`${nested},`)}${end(']')}`;
  }
  if (!isObject(value)) return '';
  const keys = style.isSorted ? sortedKeys(value) : [...value.keys()];
  if (keys.length === 0) return `${nested}{}${RESET}`;
  const colon = indent === undefined ? ':' : ': ';
  const parts = keys.map((key) => {
    const name = `${KEY}${quote(key, isAscii)}${RESET}${nested}${colon}${RESET}`;
    return `${line(inner)}${RESET}${name}${colored(value.get(key) ?? null, style, inner)}`;
  });
  return `${nested}{${parts.join(`${nested},`)}${end('}')}`;
}
