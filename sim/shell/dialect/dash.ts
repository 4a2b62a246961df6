import { errorText } from '../../kernel/index.ts';
import { realTimeName, TRAP_NAMES } from '../signals.ts';
import { named, type Words } from '../words/shell.ts';
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

/** Models the messages of dash's `src`. */
const WORDS: Words = {
  ...POSIX_WORDS,
  badReadName: (text) => named(text, 'bad variable name'),
  badSubstitution: () => 'Bad substitution',
  division: (_, whole) => `arithmetic expression: division by zero: "${whole}"`,
  noOperand: (_, whole) => `arithmetic expression: expecting primary: "${whole}"`,
  wrongArithmetic: (_, __, whole) => `arithmetic expression: expecting EOF: "${whole}"`,
  badOption: (option) => `Illegal option ${option}`,
  badOptionName: (name, sign) => `Illegal option ${sign}o ${name}`,
  lacksValue: (option) => `No arg for ${option} option`,
  badLimit: () => 'bad number',
  badMask: (mode) => (/^\d/.test(mode) ? `Illegal number: ${mode}` : `Illegal mode: ${mode}`),
  noFilename: () => 'arguments required',
  noDirectory: (name) => `can't cd to ${name}`,
  openBracket: () => 'missing ]',
  notInteger: (text) => `Illegal number: ${text}`,
  badCondition: (_, words) => {
    if (isHalf(words)) return named(words[1] ?? '', 'argument expected');
    const [first = '', second = ''] = words;
    return named(/^-\w$/.test(first) ? second : first, 'unexpected operator');
  },
  badNumber: (text) =>
    named(text, /^\s*[-+]?\d/.test(text) ? 'not completely converted' : 'expected numeric value'),
  outOfRange: (text) => named(text, 'Numerical result out of range'),
  badFormat: (_, directive) => named(directive.replace(/\\.*/s, ''), 'invalid directive'),
  badSignal: (text) => `invalid signal number or name: ${text}`,
  badSignalOption: (option) => `Illegal option ${option.slice(0, 2)}`,
  badTrap: (text) => named(text, 'bad trap'),
  noProcess: () => 'No such process\n',
  notProcess: (text) => `Illegal number: ${text}`,
  noJob: (spec) => `No such job: ${spec}`,
  ambiguousJob: (spec) => `No such job: ${spec}`,
  noJobControl: (spec) => (spec === undefined ? 'No current job' : `No such job: ${spec}`),
  taken: (name) => `cannot create ${name}: ${errorText('EEXIST')}`,
  unsourced: (name) => unsourced(name, `cannot open ${name}: No such file`),
  unread: (name, error) =>
    `cannot open ${name}: ${error === 'ENOENT' ? 'No such file' : errorText(error)}`,
  unwritten: (name, error) =>
    `cannot create ${name}: ${error === 'ENOENT' ? 'Directory nonexistent' : errorText(error)}`,
};

/** Messages that name nothing but the builtin. */
const BARE: ReadonlySet<string> = new Set(['noAlias', 'badTrap']);

const head: Errors['head'] = (place: ErrorPlace, line, code) => {
  const by = place.running === undefined ? '' : `${place.running}: `;
  // At a terminal it counts the lines that were typed.
  const shown = place.isAtTerminal ? Math.max(1, place.history.lines.length) : line;
  return BARE.has(code) ? by : `${place.name}: ${shown}: ${by}`;
};

const USAGES: Readonly<Record<string, string>> = {
  kill:
    'Usage: kill [-s sigspec | -signum | -sigspec] [pid | job]... or\n' + 'kill -l [exitstatus]',
  printf: 'usage: printf format [arg ...]',
  getopts: 'Usage: getopts optstring var [arg...]',
};

/** `kill -l` prints names, and numbers of those that have none. */
const signalTable = (): string =>
  Array.from({ length: 65 }, (_, i) => {
    const isUnnamed = i === 0 || i === 16 || i === 32 || i === 33;
    return `${isUnnamed ? i : i < 32 ? TRAP_NAMES[i] : realTimeName(i)}\n`;
  }).join('');

/** The `sh` of a Debian. Models dash 0.5.12. */
export const DASH: Dialect = {
  errors: {
    words: WORDS,
    head,
    syntaxHead: (place, line) => head(place, line, '', ''),
    statuses: {
      expansion: 2,
      redirection: 2,
      count: 2,
      mask: 2,
      directory: 2,
      jobControl: 2,
      name: 2,
      source: 2,
      signal: 2,
      unknown: 127,
    },
    endsScript: true,
    endsAfter: (builtin) => SPECIAL.has(builtin),
    stopsAtFirst: true,
    usage: (builtin) => ({ status: 2, text: USAGES[builtin], isBare: false }),
    tellsUsageOfOptions: false,
    tellsExecTwice: false,
  },
  grammar: {
    ...POSIX_GRAMMAR,
    posix: {
      words: {
        head: 'Syntax error: ',
        openQuote: 'Unterminated quoted string',
        openBackquote: 'EOF in backquote substitution',
        badVariable: 'Bad for loop variable',
        missing: (closer) => `Missing '${closer}'`,
        unexpected: (token) => `${token} unexpected`,
      },
      hasFunctionWord: false,
    },
    lacksCommands: new Set(['TestCommand', 'ArithmeticCommand']),
    lacksExpansions: new Set([
      'Index',
      'Indirect',
      'Slice',
      'Replace',
      'CaseModification',
      'Transform',
      'Names',
    ]),
    // A power, and a step behind a name.
    lacksArithmetic: /\*\*|\w\s*(?:\+\+|--)\s*(?:[^\w\s($+-]|$)/,
    lacksTests: new Set(['==']),
    hasDollarQuotes: false,
    quotesTrace: false,
  },
  names: {
    ...POSIX_NAMES,
    lacksBuiltins: new Set([...BASH_BUILTINS, 'source', 'let', 'history', 'help']),
    isMadeUp: (variable) => variable === 'LINENO' || variable === 'PPID',
    lacksOptions: new Set([...BASH_OPTIONS, 'pipefail']),
    listedOptions: (
      'errexit noglob ignoreeof interactive monitor noexec stdin xtrace verbose vi emacs ' +
      'noclobber allexport notify nounset privileged nolog debug'
    ).split(' '),
    optionsTitle: 'Current option settings\n',
    optionColumn: (name) => name.padEnd(16),
    optionLetters: 'ubaCvxnmife',
    hasInputLetter: false,
  },
  builtins: {
    ...POSIX_BUILTINS,
    options: { read: 'rp:', printf: '' },
    tellsShift: true,
    readNeedsNames: true,
    cdNeedsVariables: false,
    source: {
      needsFile: false,
      looksHere: false,
      mindsDirectory: false,
      passesArguments: false,
    },
    writesAsPosix: true,
    commandTakesOne: true,
    signalTable,
  },
  jobs: {
    ...POSIX_JOBS,
    ...describedBy(({ id, mark }) => `[${id}] ${mark}`),
  },
};
