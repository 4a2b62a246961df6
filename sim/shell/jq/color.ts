import { isArray, isObject, type Json, numberText, quote, sortedKeys } from './values.ts';

const RESET = '\x1b[0m';
const NULL = '\x1b[1;30m';
const PLAIN = '\x1b[0;39m';
const TEXT = '\x1b[0;32m';
const NESTED = '\x1b[1;39m';
const KEY = '\x1b[34;1m';

export interface ColorStyle {
  readonly indent: string | undefined;
  readonly isAscii: boolean;
  readonly isSorted: boolean;
}

/** A value with the colours of a terminal. Models jv_dump_term of jq 1.6. */
export function colored(value: Json, style: ColorStyle, margin = ''): string {
  const { indent, isAscii } = style;
  if (value === null) return `${NULL}null${RESET}`;
  if (typeof value === 'string') return TEXT + quote(value, isAscii) + RESET;
  if (typeof value === 'number') return PLAIN + numberText(value) + RESET;
  if (typeof value === 'boolean') return PLAIN + String(value) + RESET;
  const inner = indent === undefined ? '' : margin + indent;
  const line = (to: string): string => (indent === undefined ? '' : `\n${to}`);
  const end = (close: string): string => `${NESTED}${line(margin)}${NESTED}${close}${RESET}`;
  if (isArray(value)) {
    if (value.length === 0) return `${NESTED}[]${RESET}`;
    const parts = value.map((one) => line(inner) + colored(one, style, inner));
    return `${NESTED}[${parts.join(`${NESTED},`)}${end(']')}`;
  }
  if (!isObject(value)) return '';
  const keys = style.isSorted ? sortedKeys(value) : [...value.keys()];
  if (keys.length === 0) return `${NESTED}{}${RESET}`;
  const colon = indent === undefined ? ':' : ': ';
  const parts = keys.map((key) => {
    const name = `${KEY}${quote(key, isAscii)}${RESET}${NESTED}${colon}${RESET}`;
    return `${line(inner)}${RESET}${name}${colored(value.get(key) ?? null, style, inner)}`;
  });
  return `${NESTED}{${parts.join(`${NESTED},`)}${end('}')}`;
}
