import {
  type Completion,
  type FileSystem,
  type LineChoices,
  type Parts,
  resolvePath,
} from '../kernel/index.ts';
import { BUILTINS } from './builtins/index.ts';
import type { ShellHost, ShellState } from './types.ts';
import { textOf, variableNames } from './values.ts';

/** What completion wants to know of the shell that a person types into. */
interface PromptView {
  directory(): string;
  readonly aliases: ReadonlyMap<string, string>;
  /** Names of its functions and of its variables. */
  functions(): readonly string[];
  variables(): readonly string[];
  /** What a variable holds; '' when it holds nothing. */
  valueOf(variable: string): string;
  /** Whether small letters stand for large ones, as readline is told. */
  ignoresCase(): boolean;
}

interface CompletionScene {
  readonly host: ShellHost;
  readonly files: FileSystem;
  readonly prompt: PromptView;
  readonly home: string;
  /** What has come of the commands that come later; the others offer nothing yet. */
  readonly parts: Parts;
}

interface Word {
  readonly start: number;
  /** The word as it was typed. */
  readonly raw: string;
  /** The word without its quotes. */
  readonly text: string;
}

/** Words of the simple command that the cursor is in; the last one may be empty. */
function wordsBefore(line: string): Word[] {
  let words: Word[] = [];
  let start = 0;
  let text = '';
  let quote = '';
  let isInWord = false;
  for (let i = 0; i <= line.length; i++) {
    const c = line.charAt(i);
    const isEnd = i === line.length;
    if (!isEnd && !isInWord && !/[\s;&|()<>]/.test(c)) {
      start = i;
      text = '';
      isInWord = true;
    }
    if (isEnd || (quote === '' && /[\s;&|()<>]/.test(c))) {
      if (isInWord || isEnd) {
        const at = isInWord ? start : i;
        words.push({ start: at, raw: line.slice(at, i), text: isInWord ? text : '' });
      }
      isInWord = false;
      text = '';
      if (!isEnd && /[;&|(]/.test(c)) words = [];
      continue;
    }
    if (c === '\\' && quote !== "'") {
      if (i + 1 < line.length) text += line.charAt(++i);
    } else if (c === quote) quote = '';
    else if (quote === '' && (c === '"' || c === "'")) quote = c;
    else text += c;
  }
  return words;
}

/** Whether a name begins with what was typed. */
const begins = (scene: CompletionScene, name: string, typed: string): boolean =>
  scene.prompt.ignoresCase()
    ? name.toLowerCase().startsWith(typed.toLowerCase())
    : name.startsWith(typed);

const byValue = (a: Completion, b: Completion): number => (a.value < b.value ? -1 : 1);

const quoteName = (text: string): string => text.replace(/[\s'"\\$`&|;()<>*?[\]{}!#]/g, '\\$&');

/** The quote that is open at the end of what was typed; '' for none. */
function openQuote(raw: string): string {
  let quote = '';
  for (let i = 0; i < raw.length; i++) {
    const c = raw.charAt(i);
    if (c === '\\' && quote !== "'") i++;
    else if (c === quote) quote = '';
    else if (quote === '' && (c === '"' || c === "'")) quote = c;
  }
  return quote;
}

/** A name that goes on with a word whose quote is open: it ends with the name. */
function inQuotes(raw: string, quote: string, rest: string, isDirectory: boolean): string {
  const quoted = quote === '"' ? rest.replace(/["$`\\]/g, '\\$&') : rest;
  return raw + quoted + quote + (isDirectory ? '/' : '');
}

/** The users of the machine with their homes. */
function usersOf({ files }: CompletionScene): ReadonlyMap<string, string> {
  const content = files.read('/etc/passwd');
  const lines = content.ok ? content.value.split('\n').map((line) => line.split(':')) : [];
  return new Map(lines.map(([name = '', , , , , home = '/']) => [name, home]));
}

/** `~name` stands for the home of a user. */
const userChoices = (scene: CompletionScene, text: string): Completion[] =>
  [...usersOf(scene).keys()]
    .filter((name) => name !== '' && name.startsWith(text.slice(1)))
    .map((name) => ({ value: `~${name}/`, summary: '', isFinal: false }))
    .sort(byValue);

function pathChoices(scene: CompletionScene, word: Word, onlyDirectories: boolean): Completion[] {
  const { raw, text } = word;
  if (/^~[\w.-]*$/.test(raw)) return userChoices(scene, raw);
  const quote = openQuote(raw);
  const slash = text.lastIndexOf('/') + 1;
  const head = text.slice(0, slash);
  const tail = text.slice(slash);
  // Before the last slash it stays as it was typed, quotes and all.
  const typed = raw.slice(0, raw.lastIndexOf('/') + 1);
  const base = head
    .replace(/^~(?=\/)/, () => scene.home)
    .replace(/^~([\w.-]+)(?=\/)/, (whole, name: string) => usersOf(scene).get(name) ?? whole)
    .replace(/^\$(?:(\w+)|\{(\w+)\})(?=\/)/, (_, bare, braced) => {
      return scene.prompt.valueOf(bare ?? braced);
    });
  const directory = directoryOf(scene);
  const listed = scene.files.list(resolvePath(directory, base === '' ? '.' : base));
  if (!listed.ok) return [];
  return listed.value
    .filter((name) => begins(scene, name, tail) && (tail.startsWith('.') || !name.startsWith('.')))
    .flatMap((name): Completion[] => {
      const stat = scene.files.stat(resolvePath(directory, `${base}${name}`));
      const isDirectory = stat.ok && stat.value.type === 'directory';
      if (onlyDirectories && !isDirectory) return [];
      if (quote !== '') {
        const whole = inQuotes(raw, quote, name.slice(tail.length), isDirectory);
        return [{ value: whole, summary: '', isFinal: !isDirectory }];
      }
      const value = typed + quoteName(name);
      return [{ value: isDirectory ? `${value}/` : value, summary: '', isFinal: !isDirectory }];
    });
}

const directoryOf = ({ prompt }: CompletionScene): string => prompt.directory();

const finished = (value: string): Completion => ({ value, summary: '', isFinal: true });

function commandChoices(scene: CompletionScene, text: string): Completion[] {
  const names = new Set([
    ...Object.keys(BUILTINS),
    ...scene.host.commands.keys(),
    ...scene.prompt.functions(),
    ...scene.prompt.aliases.keys(),
  ]);
  return [...names]
    .filter((name) => begins(scene, name, text))
    .map(finished)
    .sort(byValue);
}

/** Variables by their names; the path goes on behind one that holds a directory. */
function variableChoices(scene: CompletionScene, text: string): Completion[] {
  const match = /^([^$]*\$\{?)(\w*)$/.exec(text);
  if (match === null) return [];
  const [, head = '', part = ''] = match;
  const close = head.endsWith('{') ? '}' : '';
  const isDirectory = (name: string): boolean => {
    const stat = scene.files.stat(scene.prompt.valueOf(name));
    return stat.ok && stat.value.type === 'directory';
  };
  return variablesOf(scene)
    .filter((name) => begins(scene, name, part))
    .map((name): Completion => {
      const value = `${head}${name}${close}`;
      return isDirectory(name)
        ? { value: `${value}/`, summary: '', isFinal: false }
        : { value, summary: '', isFinal: true };
    })
    .sort(byValue);
}

const variablesOf = ({ prompt }: CompletionScene): readonly string[] => prompt.variables();

/** Words behind which a command begins. */
const PREFIXES = new Set([
  ...['sudo', 'time', 'watch', 'xargs', 'env', 'nohup', 'exec', 'command', 'builtin', 'timeout'],
  ...['nice', '!', '{', 'if', 'elif', 'while', 'until', 'then', 'do', 'else'],
]);
/** Their options that take the next word, and what `timeout` takes before its command. */
const TAKING = /^-[nuILPdks]$/;
const DURATION = /^\d+(?:\.\d+)?[smhd]?$/;
/** Commands whose arguments are variables, or commands. */
const OF_VARIABLES = new Set(['export', 'unset', 'declare', 'local', 'readonly', 'typeset']);
const OF_COMMANDS = new Set(['type', 'which', 'man', 'hash', 'whatis', 'help']);

/** The words from the command on that a person means: without assignments, `sudo`, `watch -n1`. */
function withoutPrefixes(words: readonly Word[]): Word[] {
  const rest = [...words];
  const isMore = (): boolean => rest.length > 1;
  const first = (): string => rest[0]?.text ?? '';
  while (isMore() && (PREFIXES.has(first()) || /^\w+=/.test(first()))) {
    const isTimed = first() === 'timeout';
    rest.shift();
    while (isMore() && first().startsWith('-')) {
      const takes = TAKING.test(first());
      rest.shift();
      if (takes && isMore()) rest.shift();
    }
    if (isTimed && isMore() && DURATION.test(first())) rest.shift();
  }
  return rest;
}

/** A choice that goes on with the word as it was typed, quotes and all. */
function asTyped(choice: Completion, { raw, text }: Word): Completion {
  if (raw === text || !choice.value.startsWith(text)) return choice;
  const quotes = raw.replace(/\\./g, '').match(/['"]/g) ?? [];
  const open = quotes.length % 2 === 1 && choice.isFinal ? (quotes.at(-1) ?? '') : '';
  return { ...choice, value: raw + choice.value.slice(text.length) + open };
}

/**
 * The files that a word may name, those with the endings if there are any, and directories. What
 * stands before a `=` is no part of a name, as readline breaks words there.
 */
function fileChoices(
  scene: CompletionScene,
  word: Word,
  onlyDirectories: boolean,
  endings: readonly string[],
): LineChoices {
  const assigned = /^[^'"\\]*=/.exec(word.raw)?.[0].length ?? 0;
  const name: Word = {
    start: word.start + assigned,
    raw: word.raw.slice(assigned),
    text: word.text.slice(assigned),
  };
  const isWanted = ({ value, isFinal }: Completion): boolean =>
    endings.length === 0 || !isFinal || endings.some((ending) => value.endsWith(`.${ending}`));
  return {
    from: name.start,
    choices: pathChoices(scene, name, onlyDirectories).filter(isWanted),
  };
}

/** The words, the first of which is replaced by what it is an alias of. */
function withoutAlias({ prompt }: CompletionScene, words: readonly Word[]): string[] {
  const [first = '', ...rest] = words.map((one) => one.text);
  const value = prompt.aliases.get(first);
  return [...(value === undefined ? [first] : value.trim().split(/\s+/)), ...rest];
}

/**
 * Completes the word before the cursor: a command, a path, a variable, or what the command
 * offers.
 */
function complete(scene: CompletionScene, line: string, cursor: number): LineChoices {
  const words = withoutPrefixes(wordsBefore(line.slice(0, cursor)));
  const word = words.at(-1) ?? { start: cursor, raw: '', text: '' };
  const from = word.start;
  if (/\$\{?\w*$/.test(word.raw) && !word.raw.startsWith("'")) {
    return {
      from,
      choices: variableChoices(scene, word.raw),
    };
  }
  if (words.length <= 1) {
    if (/^\w+=/.test(word.raw)) return fileChoices(scene, word, false, []);
    const isPath = word.text.includes('/');
    return {
      from,
      choices: isPath ? pathChoices(scene, word, false) : commandChoices(scene, word.text),
    };
  }
  const isTarget = /[<>]\s*$/.test(line.slice(0, from));
  const texts = withoutAlias(scene, words);
  const name = texts[0] ?? '';
  const command = scene.host.commands.get(name);
  if (!isTarget && command?.complete !== undefined) {
    const { choices, files } = command.complete(texts, texts.length - 1, {
      directory: directoryOf(scene),
      files: scene.files,
      parts: scene.parts,
    });
    if (choices.length > 0 || files === 'none') {
      return { from, choices: choices.map((one) => asTyped(one, word)) };
    }
    return fileChoices(scene, word, false, files === 'all' ? [] : files);
  }
  if (!isTarget && OF_VARIABLES.has(name) && !/[-=/]/.test(word.text)) {
    return {
      from,
      choices: variablesOf(scene)
        .filter((one) => one.startsWith(word.text))
        .map(finished),
    };
  }
  if (!isTarget && OF_COMMANDS.has(name) && !word.text.includes('/')) {
    return { from, choices: commandChoices(scene, word.text) };
  }
  return fileChoices(scene, word, name === 'cd' || name === 'rmdir', []);
}

/** What Tab offers at the prompt of a shell: of its own commands and files. */
export const completeIn = (
  shell: ShellState,
  parts: Parts,
  line: string,
  cursor: number,
): LineChoices =>
  complete(
    {
      host: shell.host,
      files: shell.files,
      home: textOf(shell, 'HOME'),
      parts,
      prompt: {
        directory: () => shell.directory,
        aliases: shell.aliases,
        functions: () => [...shell.functions.keys()],
        variables: () => variableNames(shell),
        valueOf: (name) => textOf(shell, name),
        ignoresCase: () => shell.keys?.settings['completion-ignore-case'] === 'on',
      },
    },
    line,
    cursor,
  );
