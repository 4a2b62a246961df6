import { type Advice, advice, nearest, ownAt, resolvePath } from '../../kernel/index.ts';
import {
  afterDashes,
  type FailedCommand,
  lineOf,
  namesOf,
  objectsOf,
  operandsAt,
  operandsOf,
} from './command.ts';

/** Verbs whose last words are a command for a container. */
export const COMMAND_VERBS: ReadonlySet<string> = new Set(['exec', 'run', 'debug']);

/** Flags that people know by other names. */
const FLAGS_MEANT: Readonly<Record<string, string>> = {
  all: 'all-namespaces',
  'all-ns': 'all-namespaces',
  cmd: 'command',
  count: 'replicas',
  dryrun: 'dry-run',
  file: 'filename',
  format: 'output',
  label: 'selector',
  labels: 'selector',
  lines: 'tail',
  ns: 'namespace',
  version: 'to-revision',
};

/** Formats that are typed as if they were flags. */
const FORMATS: ReadonlySet<string> = new Set(['wide', 'yaml', 'json', 'name']);

/** The line with `--` before the command for the container, or with a shell for want of one. */
function forDashes(command: FailedCommand): Advice | undefined {
  const { args } = command.context;
  const [, , program] = operandsAt(command);
  const bare = args.filter((word) => word !== '--');
  if (program === undefined) {
    const isAsked = args.some((arg) => /^-(?:it|ti)$/.test(arg));
    const [verb = '', ...rest] = bare;
    return advice('dashes', {
      line: lineOf([verb, ...(isAsked ? [] : ['-it']), ...rest, '--', 'sh']),
    });
  }
  return advice('dashes', {
    line: lineOf([...args.slice(0, program), '--', ...args.slice(program)]),
  });
}

const NO_COMMAND =
  /^exec \[POD\] \[COMMAND\] is not supported|^you must specify at least one command/;

/** `exec web-0 ls`: the command stands where a container stood once, or there is none. */
export const forNoCommand = (command: FailedCommand, text: string): Advice | undefined =>
  command.path === 'exec' && NO_COMMAND.test(text) ? forDashes(command) : undefined;

/** `-namespace shop`: one dash before a long name, which makes it a row of short ones. */
export function forOneDash({ context, flags }: FailedCommand): Advice | undefined {
  const at = context.args.indexOf('--');
  const words = at < 0 ? context.args : context.args.slice(0, at);
  for (const word of words) {
    const name = /^-([a-z][a-z-]{2,})(?:=.*)?$/s.exec(word)?.[1];
    if (name === undefined || !flags.some((flag) => flag.name === name)) continue;
    return advice('twoDashes', { meant: `-${word}` });
  }
  return undefined;
}

/** The flag that was meant by a name that there is not. */
function flagFor(word: string, names: readonly string[]): string | undefined {
  const known = ownAt(FLAGS_MEANT, word);
  if (known !== undefined && names.includes(known)) return known;
  const ends = names.filter((name) => name.endsWith(`-${word}`));
  const begins = names.filter((name) => word.length > 2 && name.startsWith(word));
  const only = [ends, begins].find(({ length }) => length === 1)?.[0];
  return nearest(word, names) ?? only;
}

/** A flag that the verb does not have. */
export function forFlag(command: FailedCommand, text: string): Advice | undefined {
  const { path, flags } = command;
  const word = /^unknown flag: --(\S+)/.exec(text)?.[1];
  const letter = /^unknown shorthand flag: '(.)'/.exec(text)?.[1];
  if (word === undefined && letter === undefined) return undefined;
  const names = flags.map(({ name }) => name);
  const isFormat = word !== undefined && FORMATS.has(word) && names.includes('output');
  if (isFormat) return advice('flag', { flag: `--${word}`, meant: `-o ${word}` });
  const meant = word === undefined ? undefined : flagFor(word, names);
  if (meant !== undefined) return advice('flag', { flag: `--${word}`, meant: `--${meant}` });
  const isDashed = afterDashes(command) !== undefined;
  const hasImage = path !== 'run' || command.context.args.some((arg) => /^--image/.test(arg));
  const hasProgram = operandsAt(command).length > 2 && hasImage;
  if (COMMAND_VERBS.has(path) && !isDashed && hasProgram) return forDashes(command);
  const other = letter === letter?.toLowerCase() ? letter?.toUpperCase() : letter?.toLowerCase();
  const isOther = letter !== undefined && flags.some(({ short }) => short === other);
  return isOther ? advice('flag', { flag: `-${letter}`, meant: `-${other}` }) : undefined;
}

/** What stands bare where a flag takes it: `scale sts web 5`, `run web nginx`. */
export function forRequired(command: FailedCommand, text: string): Advice | undefined {
  const name = /^required flag\(s\) "([\w-]+)" not set/.exec(text)?.[1];
  if (name === undefined) return undefined;
  const operands = operandsOf(command);
  if (name === 'replicas') {
    const count = /^(?:replicas=)?(\d+)$/.exec(operands.at(-1) ?? '')?.[1];
    return count === undefined ? undefined : advice('meant', { meant: `--replicas=${count}` });
  }
  const [, image] = operands;
  const isImage = name === 'image' && image !== undefined;
  return isImage ? advice('meant', { meant: `--image=${image}` }) : undefined;
}

const MANIFEST = /\.(?:ya?ml|json)$/;

/** `apply all.yaml`: a file that no flag names. */
export function forNoFileFlag(command: FailedCommand): Advice | undefined {
  const { path, flags, context } = command;
  const takesFiles = flags.some(({ name }) => name === 'filename') && !COMMAND_VERBS.has(path);
  const isGiven = context.args.some((arg) => /^(?:-f|--filename)/.test(arg));
  if (!takesFiles || isGiven) return undefined;
  const file = operandsOf(command).find((one) => MANIFEST.test(one));
  const isThere = file !== undefined && context.files.stat(resolvePath(context.directory, file)).ok;
  return isThere ? advice('meant', { meant: `-f ${file}` }) : undefined;
}

/** Values of flags and operands that are not in their form. */
export function forForm(command: FailedCommand, text: string): Advice | undefined {
  const operands = operandsOf(command);
  if (/^at least one (?:label|annotation) update is required/.test(text)) {
    const [key, value, more] = operands.slice(operands[0]?.includes('/') ? 1 : 2);
    const isPair = value !== undefined && more === undefined && !`${key}${value}`.includes('=');
    const [, own, other] = /^([^:/]+):([^:]+)$/.exec(value === undefined ? (key ?? '') : '') ?? [];
    if (own !== undefined) return advice('meant', { meant: `${own}=${other}` });
    return isPair ? advice('meant', { meant: `${key}=${value}` }) : undefined;
  }
  if (command.path === 'auth can-i' && /^you must specify two arguments/.test(text)) {
    const [, kind, name, more] = operands;
    const isName = name !== undefined && more === undefined;
    return isName ? advice('oneWord', { meant: `${kind}/${name}` }) : undefined;
  }
  const isCut = /^name cannot be provided when a selector is specified/.test(text);
  if (isCut && command.context.args.some((arg) => /^=|=$/.test(arg))) return advice('selector', {});
  if (/^flag needs an argument: (?:'l' in|--selector)/.test(text)) return advice('selector', {});
  if (/^invalid taint (?:spec|effect)|only node types are supported/.test(text)) {
    return advice('taint', {});
  }
  const condition = /^unrecognized condition: (?:"(\w*)"|\[\])/.exec(text);
  if (condition !== null) {
    return advice('condition', { meant: `--for=condition=${condition[1] ?? 'Ready'}` });
  }
  if (/^--for must be in resource\/name form/.test(text)) {
    const at = command.context.args.findIndex((arg) => arg.startsWith('--for'));
    const given = command.context.args[at] ?? '';
    const name = given.includes('=')
      ? given.slice(given.indexOf('=') + 1)
      : command.context.args[at + 1];
    const kind = command.parts.client.discovery.kindFor('pods');
    const isPod =
      kind !== undefined &&
      name !== undefined &&
      namesOf(objectsOf(command, kind, command.namespace)).includes(name);
    return isPod ? advice('meant', { meant: `--for=pod/${name}` }) : undefined;
  }
  return undefined;
}

/** A jsonpath that the shell has cut into pieces, of which the others were taken for names. */
export function forCutPath({ context }: FailedCommand): Advice | undefined {
  const at = context.args.findIndex((arg) => /jsonpath(-as-json)?=.*\{[^}]*$/s.test(arg));
  const isCut = at >= 0 && context.args.slice(at + 1).some((arg) => /^[^{]*\}/.test(arg));
  return isCut ? advice('quotePath', {}) : undefined;
}

/** Words of a filter that have lost their quotes. */
export function forJsonPath(text: string): Advice | undefined {
  const isBare = /^error executing jsonpath .*unrecognized identifier \w/s.test(text);
  return isBare ? advice('quoteInside', {}) : undefined;
}

const BROKEN_JSON = /^unable to parse "|^invalid character .* looking for/;

/** A patch that is no JSON: most often the shell took its quotes away. */
export const forPatch = ({ path }: FailedCommand, text: string): Advice | undefined =>
  path === 'patch' && BROKEN_JSON.test(text) ? advice('quotes', {}) : undefined;
