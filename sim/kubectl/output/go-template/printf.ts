import { quote } from '../../../api/index.ts';
import { floatText, goText, goType, type Value, WholeFloat } from './values.ts';

interface Directive {
  readonly flags: string;
  readonly width: number;
  readonly precision: number | undefined;
  readonly verb: string;
}

const hex = (text: string): string =>
  [...text].map((c) => (c.codePointAt(0) as number).toString(16).padStart(2, '0')).join('');

const exponentText = (value: number, digits: number): string =>
  value.toExponential(digits).replace(/e([-+])(\d)$/, 'e$10$2');

function integerText(value: bigint, verb: string): string | undefined {
  switch (verb) {
    case 'd':
    case 'v':
      return String(value);
    case 'x':
      return value.toString(16);
    case 'X':
      return value.toString(16).toUpperCase();
    case 'o':
      return value.toString(8);
    case 'b':
      return value.toString(2);
    case 'c':
      return String.fromCodePoint(Number(value));
    case 'q':
      return `'${String.fromCodePoint(Number(value))}'`;
    case 'U':
      return `U+${value.toString(16).toUpperCase().padStart(4, '0')}`;
    default:
      return undefined;
  }
}

function numberText(value: number, { verb, precision }: Directive): string | undefined {
  switch (verb) {
    case 'v':
    case 'g':
      return precision === undefined ? floatText(value) : floatText(+value.toPrecision(precision));
    case 'f':
    case 'F':
      return value.toFixed(precision ?? 6);
    case 'e':
      return exponentText(value, precision ?? 6);
    case 'E':
      return exponentText(value, precision ?? 6).toUpperCase();
    default:
      return undefined;
  }
}

function textFor(value: string, { verb, precision }: Directive): string | undefined {
  const shown = precision === undefined ? value : [...value].slice(0, precision).join('');
  if (verb === 's' || verb === 'v') return shown;
  if (verb === 'q') return quote(shown);
  if (verb === 'x') return hex(shown);
  return verb === 'X' ? hex(shown).toUpperCase() : undefined;
}

/** What a number, a text or a truth is for a verb; undefined where the verb is not for it. */
function scalarText(value: Value, directive: Directive): string | undefined {
  const { verb, precision } = directive;
  if (typeof value === 'bigint' || (typeof value === 'number' && Number.isInteger(value))) {
    const digits = integerText(BigInt(value), verb);
    const [sign = '', rest = ''] = digits?.startsWith('-') ? ['-', digits.slice(1)] : ['', digits];
    return digits === undefined ? undefined : sign + rest.padStart(precision ?? 0, '0');
  }
  if (typeof value === 'number' || value instanceof WholeFloat) {
    return numberText(value.valueOf(), directive);
  }
  if (typeof value === 'string') return textFor(value, directive);
  return typeof value === 'boolean' && (verb === 't' || verb === 'v') ? String(value) : undefined;
}

function padded(text: string, { flags, width }: Directive, isNumber: boolean): string {
  if (flags.includes('-')) return text.padEnd(width);
  if (!flags.includes('0') || !isNumber) return text.padStart(width);
  const sign = /^[-+]/.exec(text)?.[0] ?? '';
  return sign + text.slice(sign.length).padStart(width - sign.length, '0');
}

const isNumeric = (value: Value): boolean =>
  typeof value === 'bigint' || typeof value === 'number' || value instanceof WholeFloat;

/** A value as wide as asked for, and so are the parts of one that has some. */
function valueText(value: Value, directive: Directive): string {
  const { verb, flags } = directive;
  if (verb === 'T') return padded(goType(value), directive, false);
  if (value === undefined || value === null) {
    return verb === 'v' ? padded('<nil>', directive, false) : `%!${verb}(<nil>)`;
  }
  if (typeof value === 'object' && !(value instanceof WholeFloat)) {
    if (Array.isArray(value)) return `[${value.map((v) => valueText(v, directive)).join(' ')}]`;
    const pair = (key: string): string =>
      `${valueText(key, directive)}:${valueText(value[key], directive)}`;
    return `map[${Object.keys(value).sort().map(pair).join(' ')}]`;
  }
  const shown = scalarText(value, directive);
  if (shown === undefined) {
    return `%!${verb}(${goType(value)}=${valueText(value, { ...directive, verb: 'v' })})`;
  }
  const isSigned = flags.includes('+') && isNumeric(value) && !shown.startsWith('-');
  // A whole number of so many digits is not filled up with zeros as well.
  const isFilled = /float/.test(goType(value)) || directive.precision === undefined;
  return padded(isSigned ? `+${shown}` : shown, directive, isNumeric(value) && isFilled);
}

const DIRECTIVE = /%([-+# 0]*)(\d*)(?:\.(\d*))?(.?)/gsu;

/** Text for a format. Models Go's fmt for the values that a template has. */
export function printf(format: string, values: readonly Value[]): string {
  let next = 0;
  const text = format.replace(DIRECTIVE, (_, flags, width, digits, verb) => {
    if (verb === '') return '%!(NOVERB)';
    if (verb === '%') return '%';
    if (next >= values.length) return `%!${verb}(MISSING)`;
    const value = values[next++];
    const precision = digits === undefined ? undefined : Number(digits);
    const directive: Directive = { flags, width: Number(width), precision, verb };
    return valueText(value, directive);
  });
  const extra = values.slice(next).map((value) => `${goType(value)}=${goText(value)}`);
  return extra.length === 0 ? text : `${text}%!(EXTRA ${extra.join(', ')})`;
}
