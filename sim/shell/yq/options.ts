export interface YqOptions {
  readonly expression: string;
  readonly files: readonly string[];
  readonly format: 'yaml' | 'json' | 'props';
  readonly indent: number;
  readonly isInPlace: boolean;
  readonly isNullInput: boolean;
  readonly readsAll: boolean;
  readonly isRaw: boolean;
  readonly hasSeparators: boolean;
  readonly wantsExitStatus: boolean;
  /** Everything in block style, whatever it was. */
  readonly isPretty: boolean;
}

type Format = YqOptions['format'];

const FORMATS: Readonly<Record<string, Format>> = {
  y: 'yaml',
  yaml: 'yaml',
  j: 'json',
  json: 'json',
  p: 'props',
  props: 'props',
};

/** Letters that take a value, and the long names of all options that are known. */
const VALUES: Readonly<Record<string, string>> = {
  o: 'output-format',
  p: 'input-format',
  I: 'indent',
};
const SWITCHES: Readonly<Record<string, string>> = {
  i: 'inplace',
  n: 'null-input',
  r: 'unwrapScalar',
  P: 'prettyPrint',
  N: 'no-doc',
  e: 'exit-status',
  j: 'tojson',
  C: 'colors',
  M: 'no-colors',
  v: 'verbose',
};

/** The arguments of yq 4; a text is what is wrong. `isFile` tells which files are there. */
export function readOptions(
  args: readonly string[],
  isFile: (name: string) => boolean,
): YqOptions | string {
  const set = new Map<string, string>();
  const operands: string[] = [];
  for (let at = 0; at < args.length; at++) {
    const arg = args[at] ?? '';
    if (arg === '-' || !arg.startsWith('-')) {
      operands.push(arg);
      continue;
    }
    const long = /^--([\w-]+)(?:=(.*))?$/s.exec(arg);
    if (long !== null) {
      const [, name = '', value] = long;
      if (Object.values(VALUES).includes(name)) set.set(name, value ?? args[++at] ?? '');
      else if (Object.values(SWITCHES).includes(name)) set.set(name, value ?? 'true');
      else return `unknown flag: --${name}`;
      continue;
    }
    for (let i = 1; i < arg.length; i++) {
      const letter = arg.charAt(i);
      const valued = VALUES[letter];
      if (valued !== undefined) {
        const inline = arg.slice(i + 1).replace(/^=/, '');
        set.set(valued, inline === '' ? (args[++at] ?? '') : inline);
        break;
      }
      const name = SWITCHES[letter];
      if (name === undefined) return `unknown shorthand flag: '${letter}' in ${arg}`;
      set.set(name, /^=/.test(arg.slice(i + 1)) ? arg.slice(i + 2) : 'true');
      if (arg.charAt(i + 1) === '=') break;
    }
  }
  const [command] = operands;
  const readsAll = command === 'eval-all' || command === 'ea';
  if (readsAll || command === 'eval' || command === 'e') operands.shift();
  const [first = '.', ...rest] = operands;
  const isOnlyFile = operands.length === 1 && isFile(first) && !first.startsWith('.');
  const given = set.get('tojson') === 'true' ? 'json' : (set.get('output-format') ?? 'yaml');
  const format = FORMATS[given];
  if (format === undefined) return `unknown format '${given}' please use [yaml|json|props]`;
  return {
    expression: isOnlyFile ? '.' : first,
    files: isOnlyFile ? [first] : rest,
    format,
    indent: Number(set.get('indent') ?? '2'),
    isInPlace: set.get('inplace') === 'true',
    isNullInput: set.get('null-input') === 'true',
    readsAll,
    isRaw: set.get('unwrapScalar') !== 'false' && (format !== 'json' || set.has('unwrapScalar')),
    hasSeparators: set.get('no-doc') !== 'true',
    isPretty: set.get('prettyPrint') === 'true',
    wantsExitStatus: set.get('exit-status') === 'true',
  };
}
