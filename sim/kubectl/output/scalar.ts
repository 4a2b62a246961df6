/** What a plain YAML scalar stands for. */
export type PlainScalar = string | number | boolean | null;

const TRUE = new Set(['y', 'Y', 'yes', 'Yes', 'YES', 'true', 'True', 'TRUE', 'on', 'On', 'ON']);
const FALSE = new Set(['n', 'N', 'no', 'No', 'NO', 'false', 'False', 'FALSE', 'off', 'Off', 'OFF']);
const NULL = new Set(['', '~', 'null', 'Null', 'NULL']);
const INTEGER = /^[-+]?(0[xX][0-9a-fA-F]+|0[bB][01]+|0[oO]?[0-7]+|[1-9][0-9]*|0)$/;
const FLOAT = /^[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?$/;
const SPECIAL = /^[-+]?\.(inf|Inf|INF)$|^\.(nan|NaN|NAN)$/;
/** A date, with a time or without, which YAML 1.1 reads as a time. */
export const TIMESTAMP =
  /^\d{4}-\d{1,2}-\d{1,2}(([Tt]| )\d{1,2}:\d{1,2}:\d{1,2}(\.\d+)?(Z|[-+]\d\d:\d\d)?)?$/;
const BASE_60 = /^[-+]?[0-9][0-9_]*(:[0-5]?[0-9])+(\.[0-9_]*)?$/;

function integerOf(digits: string): number {
  const sign = digits.startsWith('-') ? -1 : 1;
  const bare = digits.replace(/^[-+]/, '');
  const octal = /^0[oO]?([0-7]+)$/.exec(bare);
  if (octal?.[1] !== undefined) return sign * Number.parseInt(octal[1], 8);
  return sign * Number(bare);
}

/**
 * The value of a plain scalar by the rules of YAML 1.1 as Kubernetes' tools apply them: `yes`, `on`
 * and `y` are booleans, `0644` is octal, timestamps stay text.
 */
export function resolvePlain(text: string): PlainScalar {
  if (TRUE.has(text)) return true;
  if (FALSE.has(text)) return false;
  if (NULL.has(text)) return null;
  if (!/^[-+.0-9]/.test(text)) return text;
  const bare = text.replaceAll('_', '');
  if (INTEGER.test(bare)) return integerOf(bare);
  if (FLOAT.test(bare)) return Number(bare);
  return text;
}

/** Whether `text` without quotes would be read as something other than that text. */
export const needsQuotes = (text: string): boolean =>
  text === '<<' ||
  resolvePlain(text) !== text ||
  SPECIAL.test(text) ||
  TIMESTAMP.test(text) ||
  BASE_60.test(text);
