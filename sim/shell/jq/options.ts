import { JsonError, parseJson } from './json.ts';
import { repaired } from './utf8.ts';
import type { Json } from './values.ts';

/** What the command line asks for. */
export interface JqOptions {
  readonly program: string | undefined;
  readonly programFile: string | undefined;
  readonly files: readonly string[];
  /** Letters of the options that take no value. */
  readonly flags: ReadonlySet<string>;
  /** What one level is indented by; undefined for one line. */
  readonly indent: string | undefined;
  readonly named: ReadonlyMap<string, Json>;
  readonly positional: readonly Json[];
  /** Where modules are looked for; undefined for the usual places. */
  readonly colors: readonly string[];
  readonly modulePaths: readonly string[] | undefined;
  /** Variables that are filled from files. */
  readonly fromFiles: readonly { readonly name: string; file: string; kind: FileKind }[];
}

/** All values of a file in an array, its text, or its one value where it has one. */
type FileKind = 'slurpfile' | 'rawfile' | 'argfile';

const PAIRS = ['arg', 'argjson', 'slurpfile', 'rawfile', 'argfile'];

const LONG: Readonly<Record<string, string>> = {
  'compact-output': 'c',
  'raw-output': 'r',
  'join-output': 'j',
  'null-input': 'n',
  'raw-input': 'R',
  slurp: 's',
  'sort-keys': 'S',
  'ascii-output': 'a',
  'color-output': 'C',
  'monochrome-output': 'M',
  'exit-status': 'e',
  help: 'h',
  version: 'V',
  stream: 'stream',
  'stream-errors': 'stream-errors',
  seq: 'seq',
  unbuffered: 'unbuffered',
  tab: 'tab',
  args: 'args',
  jsonargs: 'jsonargs',
  'from-file': 'f',
};

const LETTERS = 'crjnRsSaCMehVf';

export const HINT =
  'Use jq --help for help with command-line options,\n' +
  'or see the jq manpage, or online docs  at https://stedolan.github.io/jq\n';

const NO_PATH = `-L takes a parameter: (e.g. -L /search/path or -L/search/path)\n${HINT}`;

const twoParameters = (name: string): string => {
  const example = name === 'arg' ? 'value' : name === 'argjson' ? 'text' : 'filename';
  return `jq: --${name} takes two parameters (e.g. --${name} varname ${example})\n${HINT}`;
};

/** The value of a JSON text; undefined when it is none. */
function jsonOf(text: string): { readonly value: Json } | undefined {
  try {
    return { value: parseJson(text) ?? null };
  } catch (error) {
    if (!(error instanceof JsonError)) throw error;
    return undefined;
  }
}

/** What `--indent` asks for. */
function indentOf(text: string | undefined): { indent?: string | undefined; wrong?: string } {
  const size = Number.parseInt(text ?? '', 10) || 0;
  if (text === undefined) return { wrong: 'jq: --indent takes one parameter\n' };
  if (size < -1 || size > 7) {
    return { wrong: `jq: --indent takes a number between -1 and 7\n${HINT}` };
  }
  return { indent: size < 0 ? '\t' : size === 0 ? undefined : ' '.repeat(size) };
}

/** Takes the places of modules out of the command line; a text is what is wrong with it. */
export function takeModulePaths(
  args: readonly string[],
): { readonly rest: readonly string[]; readonly paths: readonly string[] | undefined } | string {
  const rest: string[] = [];
  const paths: string[] = [];
  for (let at = 0; at < args.length; at++) {
    const arg = args[at] ?? '';
    if (!arg.startsWith('-L')) {
      rest.push(arg);
      continue;
    }
    const path = arg.slice(2) || args[++at];
    if (path === undefined) return NO_PATH;
    paths.push(path);
  }
  return { rest, paths: paths.length === 0 ? undefined : paths };
}

/** Reads the command line; a text is what is wrong with it. */
export function readOptions(
  args: readonly string[],
): Omit<JqOptions, 'colors' | 'modulePaths'> | string {
  const flags = new Set<string>();
  const named = new Map<string, Json>();
  const positional: Json[] = [];
  const operands: string[] = [];
  const fromFiles: JqOptions['fromFiles'][number][] = [];
  let indent: string | undefined = '  ';
  let rest: 'file' | 'text' | 'json' = 'file';
  let areOptionsOver = false;
  const operand = (text: string): void => {
    const needsProgram = operands.length === 0 && !flags.has('f');
    if (rest === 'file' || needsProgram) operands.push(text);
    else if (rest === 'text') positional.push(repaired(text));
    else {
      // What is no JSON is no value either, and nothing is said of it.
      positional.push(jsonOf(text)?.value ?? null);
    }
  };
  for (let at = 0; at < args.length; at++) {
    const arg = args[at] ?? '';
    if (areOptionsOver || !/^-[-A-Za-z]/.test(arg)) {
      operand(arg);
      continue;
    }
    if (arg === '--') {
      areOptionsOver = true;
      continue;
    }
    const name = arg.slice(2);
    if (arg.startsWith('--') && PAIRS.includes(name)) {
      const [key, text] = [args[++at], args[++at]];
      if (key === undefined || text === undefined) {
        return twoParameters(name);
      }
      if (name === 'arg') named.set(key, repaired(text));
      else if (name !== 'argjson') {
        fromFiles.push({ name: key, file: text, kind: name as FileKind });
      } else {
        const json = jsonOf(text);
        if (json === undefined) return `jq: invalid JSON text passed to --argjson\n${HINT}`;
        named.set(key, json.value);
      }
      continue;
    }
    if (arg === '--indent') {
      const chosen = indentOf(args[++at]);
      if (chosen.wrong !== undefined) return chosen.wrong;
      indent = chosen.indent;
      continue;
    }
    const letters = arg.startsWith('--') ? [LONG[name] ?? ''] : [...arg.slice(1)];
    for (const letter of letters) {
      const isKnown = arg.startsWith('--') ? letter !== '' : LETTERS.includes(letter);
      if (!isKnown) return `jq: Unknown option ${arg}\n${HINT}`;
      flags.add(letter);
      if (letter === 'c') indent = undefined;
      if (letter === 'tab') indent = '\t';
      if (letter === 'args') rest = 'text';
      if (letter === 'jsonargs') rest = 'json';
    }
  }
  const [first, ...others] = operands;
  const hasFile = flags.has('f');
  return {
    program: hasFile ? undefined : first,
    programFile: hasFile ? first : undefined,
    files: others,
    flags,
    indent,
    named,
    positional,
    fromFiles,
  };
}
