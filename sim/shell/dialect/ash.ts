import { errorText } from '../../kernel/index.ts';
import { OPTION_NAMES } from '../options.ts';
import { TRAP_NAMES } from '../signals.ts';
import { named, type Words } from '../words/shell.ts';
import { BASH } from './bash.ts';
import type { Dialect, ErrorPlace, Errors } from './dialect.ts';
import {
  BASH_BUILTINS,
  BASH_OPTIONS,
  describedBy,
  isHalf,
  POSIX_BUILTINS,
  POSIX_GRAMMAR,
  POSIX_JOBS,
  POSIX_NAMES,
  POSIX_WORDS,
  SPECIAL,
  unsourced,
} from './posix.ts';

/** Models the messages of BusyBox's `shell/ash.c` and of the applets that are its builtins. */
const WORDS: Words = {
  ...POSIX_WORDS,
  badReadName: (text) => `read: '${text}': bad variable name`,
  badSubstitution: () => 'syntax error: bad substitution',
  division: () => 'divide by zero',
  noOperand: () => 'arithmetic syntax error',
  wrongArithmetic: () => 'arithmetic syntax error',
  badOption: (option) => `illegal option ${option}`,
  badOptionName: (name, sign) => `illegal option ${sign}o ${name}`,
  lacksValue: (option) => `no arg for ${option} option`,
  badLimit: (text) => `invalid number '${text}'`,
  badTimeout: () => 'invalid timeout',
  badMask: (mode) => `illegal mode: ${mode}`,
  noDirectory: (name, why) => `can't cd to ${name}: ${why}`,
  openBracket: () => 'missing ]',
  notInteger: (text) => named(text, 'bad number'),
  badCondition: (_, words) =>
    named(words[1] ?? '', isHalf(words) ? 'argument expected' : 'unknown operand'),
  badNumber: (text) => `invalid number '${text}'`,
  outOfRange: (text) => `invalid number '${text}'`,
  badFormat: (_, directive) => named(directive, 'invalid format'),
  badSignal: (text) => `bad signal name '${text}'`,
  ambiguousJob: (spec) => named(spec, 'no such job'),
  badSignalOption: (option) => `bad signal name '${option.slice(1)}'`,
  noProcess: (pid) => `can't kill pid ${pid}: No such process`,
  notProcess: (text) => `invalid number '${text}'`,
  taken: (name) => `can't create ${name}: ${errorText('EEXIST')}`,
  sourcedDirectory: (name) => unsourced(name, `can't open '${name}': ${errorText('EISDIR')}`),
  unsourced: (name, error) => unsourced(name, `can't open '${name}': ${errorText(error)}`),
  unread: (name, error) =>
    `can't open ${name}: ${error === 'ENOENT' ? 'no such file' : errorText(error)}`,
  unwritten: (name, error) =>
    `can't create ${name}: ${error === 'ENOENT' ? 'nonexistent directory' : errorText(error)}`,
};

/** Builtins that are applets: they complain as a program does, under the name of `sh`. */
const APPLETS = new Set(['[', '[[', 'echo', 'kill', 'printf', 'test']);
/** What they leave to the shell to tell. */
const OF_JOBS: ReadonlySet<string> = new Set(['noJob', 'ambiguousJob']);
/** Messages that are told as an applet tells them. */
const AS_APPLET: ReadonlySet<string> = new Set(['badReadName', 'badLimit']);

const head: Errors['head'] = (place: ErrorPlace, line, code) => {
  const { name, running, isAtTerminal, input } = place;
  const by = running === undefined ? '' : `${running}: `;
  if (code === 'noAlias') return by;
  const isApplet = APPLETS.has(running ?? '') && !OF_JOBS.has(code);
  if (isApplet || AS_APPLET.has(code)) return 'sh: ';
  const isSaid = !isAtTerminal && (running !== undefined || input === 'file');
  // It counts the lines of `-c` from 0.
  const at = `line ${input === 'command' ? line - 1 : line}: `;
  return `${name}: ${by}${isSaid ? at : ''}`;
};

const USAGES: Readonly<Record<string, string>> = {
  kill: 'you need to specify whom to kill',
  printf: 'usage: printf FORMAT [ARGUMENT...]',
  getopts: 'usage: getopts optstring var [arg]',
};

/** `kill -l` prints one signal a line. */
const signalTable = (): string =>
  TRAP_NAMES.slice(1, 32)
    .map((name, i) => `${String(i + 1).padStart(2)}) ${name}\n`)
    .join('');

/** The `sh` of a BusyBox, which knows some of bash's ways. Models `shell/ash.c` of 1.36. */
export const ASH: Dialect = {
  errors: {
    words: WORDS,
    head,
    syntaxHead: (place, line) => head(place, line, '', ''),
    statuses: {
      expansion: 2,
      redirection: 1,
      count: 2,
      mask: 2,
      directory: 2,
      jobControl: 2,
      name: 1,
      source: 2,
      signal: 1,
      unknown: 127,
    },
    endsScript: true,
    endsAfter: (builtin, status) => SPECIAL.has(builtin) && !(builtin === 'shift' && status === 1),
    stopsAtFirst: false,
    usage: (builtin) => ({
      status: builtin === 'kill' ? 1 : 2,
      text: USAGES[builtin],
      isBare: false,
    }),
    tellsUsageOfOptions: true,
    tellsExecTwice: false,
  },
  grammar: {
    ...POSIX_GRAMMAR,
    posix: {
      words: {
        head: 'syntax error: ',
        openQuote: 'unterminated quoted string',
        openBackquote: 'EOF in backquote substitution',
        badVariable: 'bad for loop variable',
        missing: (closer) => `missing '${closer}'`,
        unexpected: (token) => `unexpected ${token}`,
      },
      hasFunctionWord: true,
    },
    lacksCommands: new Set(['ArithmeticCommand']),
    lacksExpansions: new Set(['Index', 'Indirect', 'CaseModification', 'Transform', 'Names']),
    lacksArithmetic: undefined,
    lacksTests: new Set(),
    hasDollarQuotes: true,
    quotesTrace: true,
  },
  names: {
    ...POSIX_NAMES,
    lacksBuiltins: new Set(BASH_BUILTINS),
    isMadeUp: (variable) => ['LINENO', 'PPID', 'RANDOM'].includes(variable),
    lacksOptions: new Set(BASH_OPTIONS),
    listedOptions: OPTION_NAMES,
    optionsTitle: BASH.names.optionsTitle,
    optionColumn: BASH.names.optionColumn,
    optionLetters: BASH.names.optionLetters,
    hasInputLetter: true,
  },
  builtins: {
    ...POSIX_BUILTINS,
    options: BASH.builtins.options,
    tellsShift: false,
    readNeedsNames: false,
    cdNeedsVariables: true,
    source: {
      needsFile: true,
      looksHere: true,
      mindsDirectory: true,
      passesArguments: true,
    },
    writesAsPosix: false,
    commandTakesOne: false,
    signalTable,
  },
  jobs: {
    ...POSIX_JOBS,
    ...describedBy(({ id, mark }) => `[${id}]${mark}`),
  },
};
