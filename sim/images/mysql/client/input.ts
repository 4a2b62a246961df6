/** What the reader of statements asks for, one after the other. */
export type Found =
  /** A whole statement; `isVertical` for `\G`. */
  | { readonly kind: 'statement'; readonly text: string; readonly isVertical: boolean }
  /** A command of the client's own, with the rest of its line. */
  | { readonly kind: 'command'; readonly name: string; readonly line: string };

/** One of the client's own commands. */
export interface CommandName {
  readonly name: string;
  readonly letter: string;
  readonly takesArguments: boolean;
}

const command = (name: string, letter: string, takesArguments = false): CommandName => ({
  name,
  letter,
  takesArguments,
});

const COMMANDS: readonly CommandName[] = [
  command('?', '?', true),
  command('charset', 'C', true),
  command('clear', 'c'),
  command('connect', 'r', true),
  command('delimiter', 'd', true),
  command('edit', 'e'),
  command('ego', 'G'),
  command('exit', 'q'),
  command('go', 'g'),
  command('help', 'h', true),
  command('nopager', 'n'),
  command('notee', 't'),
  command('nowarning', 'w'),
  command('pager', 'P', true),
  command('print', 'p'),
  command('prompt', 'R', true),
  command('quit', 'q'),
  command('rehash', '#'),
  command('source', '.', true),
  command('status', 's'),
  command('system', '!', true),
  command('tee', 'T', true),
  command('use', 'u', true),
  command('warnings', 'W'),
];

/** The commands of one maker's client. */
export const commandsOf = (kind: 'oracle' | 'mariadb'): readonly CommandName[] =>
  kind === 'oracle'
    ? [...COMMANDS, command('resetconnection', 'x')]
    : [...COMMANDS, command('sandbox', '-')];

/** What of a statement has come, and within what the next line begins. */
export interface InputState {
  buffer: string;
  quote: '' | "'" | '"' | '`';
  isInComment: boolean;
  delimiter: string;
  readonly commands: readonly CommandName[];
}

export const newInput = (delimiter: string, commands: readonly CommandName[]): InputState => ({
  buffer: '',
  quote: '',
  isInComment: false,
  delimiter,
  commands,
});

/** The command that a line begins with. Models `find_command` of client/mysql.cc. */
export function findCommand(
  line: string,
  { delimiter, commands }: Pick<InputState, 'delimiter' | 'commands'>,
): CommandName | undefined {
  const text = line.trimStart();
  const isDelimiter = /^delimiter/i.test(text);
  if (text.includes('\\g') || (text.includes(delimiter) && !isDelimiter)) return undefined;
  const [, word = '', rest = ''] = /^(\S*)\s*([\s\S]*)$/.exec(text) ?? [];
  const found = commands.find(({ name }) => name === word.toLowerCase());
  return found !== undefined && (rest.trim() === '' || found.takesArguments) ? found : undefined;
}

/**
 * Takes one line. Gives back, in order, the statements and commands that it completes; whoever gets
 * one may end the reading, and may change the delimiter. Models `add_line` of client/mysql.cc.
 */
export function* addLine(state: InputState, line: string): Generator<Found | string, void, void> {
  let out = '';
  let needsBlank = false;
  const flush = (): void => {
    state.buffer += out;
    out = '';
  };
  for (let at = 0; at < line.length; at++) {
    const plain = needsBlank ? '' : plainText(state, line, at);
    if (plain !== '') {
      out += plain;
      at += plain.length - 1;
      continue;
    }
    const c = line.charAt(at);
    const isFirst = out === '' && state.buffer === '';
    if (/\s/.test(c) && isFirst && state.quote === '') continue;
    if (c === '\\' && !state.isInComment) {
      const next = line.charAt(++at);
      if (next === '') out += c;
      if (next === '') break;
      if (state.quote !== '' || next === 'N') {
        out += `\\${next}`;
        continue;
      }
      const found = state.commands.find(({ letter }) => letter === next);
      if (found === undefined) {
        yield `Unknown command '\\${next}'.`;
        out += `\\${next}`;
        continue;
      }
      flush();
      const end = line.indexOf(state.delimiter, at + 1);
      const isLast = !found.takesArguments || end < 0;
      const rest = found.takesArguments ? line.slice(at + 1, isLast ? undefined : end) : '';
      yield { kind: 'command', name: found.name, line: `${found.name} ${rest}` };
      if (found.takesArguments && isLast) break;
      if (found.takesArguments) at = end + state.delimiter.length - 1;
      continue;
    }
    if (!state.isInComment && state.quote === '' && line.startsWith(state.delimiter, at)) {
      at += state.delimiter.length - 1;
      flush();
      yield finished(state);
      continue;
    }
    if (!state.isInComment && state.quote === '' && startsComment(line, at, isFirst)) break;
    if (!state.isInComment && state.quote === '' && /^\/\*(?![!+])/.test(line.slice(at, at + 3))) {
      state.isInComment = true;
      at++;
      continue;
    }
    if (state.isInComment) {
      if (!line.startsWith('*/', at)) continue;
      state.isInComment = false;
      at++;
      needsBlank = true;
      continue;
    }
    state.quote = quoteAfter(state.quote, c);
    if (needsBlank && !/\s/.test(c) && !isFirst) out += ' ';
    needsBlank = false;
    out += c;
  }
  if (out !== '' || state.buffer !== '') {
    flush();
    if (!state.isInComment) state.buffer += '\n';
  }
}

/** What stands in front of a delimiter: a statement, or a command that was written like one. */
function finished(state: InputState): Found {
  const text = state.buffer;
  state.buffer = '';
  const own = findCommand(text, state);
  return own === undefined
    ? { kind: 'statement', text, isVertical: false }
    : { kind: 'command', name: own.name, line: text };
}

const ORDINARY = /[\w,().=<>+:]+/y;
const WITHIN_QUOTES: Readonly<Record<string, RegExp>> = {
  "'": /[^'\\]+/y,
  '"': /[^"\\]+/y,
  '`': /[^`\\]+/y,
};

/** The text within quotes that ends nothing; a long one is taken at once. */
function plainText(
  { quote, isInComment, delimiter }: InputState,
  line: string,
  at: number,
): string {
  if (isInComment) return '';
  // Outside of quotes, what can neither end a statement nor begin a comment.
  const isOrdinary = delimiter === ';' && at > 0;
  const pattern = quote === '' && isOrdinary ? ORDINARY : WITHIN_QUOTES[quote];
  if (pattern === undefined) return '';
  pattern.lastIndex = at;
  return pattern.exec(line)?.[0] ?? '';
}

/** Within which quotes the next character stands. */
function quoteAfter(quote: InputState['quote'], c: string): InputState['quote'] {
  if (c === quote) return '';
  return quote === '' && (c === "'" || c === '"' || c === '`') ? c : quote;
}

const startsComment = (line: string, at: number, isFirst: boolean): boolean => {
  if (line.charAt(at) === '#') return true;
  if (!line.startsWith('--', at)) return false;
  const next = line.charAt(at + 2);
  return next === '' || /\s/.test(next) || isFirst;
};
