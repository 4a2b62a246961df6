import { errorText, type FileError } from '../../kernel/index.ts';

/** Which shell it is: `sh` is dash in a Debian, ash in a BusyBox, and bash elsewhere. */
export type Dialect = 'bash' | 'dash' | 'ash';

/** What stands in an arithmetic expression: the builtin, all of it, and where it went wrong. */
type Arithmetic = readonly [by: string, whole: string, token: string];

const inArithmetic = ([by, whole, token]: Arithmetic, why: string): string =>
  `${by}${whole}: ${why} (error token is "${token}")`;

const named = (name: string, why: string): string => `${name}: ${why}`;

/** The name of `name=value`, which need not be one. */
const nameOf = (text: string): string => text.replace(/=.*$/s, '');

/** Operators of `[` between two words. */
const BINARY = /^(?:[=!]?=|<|>|-(?:eq|ne|lt|le|gt|ge|nt|ot|ef))$/;

/** Whether `[` was given an operator without what comes behind it. */
const isHalf = (words: readonly string[]): boolean =>
  words.length === 2 && BINARY.test(words[1] ?? '');

/**
 * What bash says, by the code of the message: those messages that another shell words
 * differently. What all shells word alike is told as a text.
 */
const BASH = {
  // Names and variables.
  notFound: (name: string) => named(name, 'command not found'),
  unset: (name: string) => named(name, 'unbound variable'),
  nullOrNotSet: (name: string) => named(name, 'parameter null or not set'),
  readonly: (name: string) => named(name, 'readonly variable'),
  stays: (name: string) => named(name, 'cannot unset: readonly variable'),
  badName: (text: string) => `\`${text}': not a valid identifier`,
  badReadName: (text: string) => `\`${text}': not a valid identifier`,
  notAssigned: (name: string) => `$${name}: cannot assign in this way`,
  badSubstitution: (text: string) => named(text, 'bad substitution'),
  badSubscript: (text: string) => named(text, 'bad array subscript'),
  // Arithmetic.
  division: (...place: Arithmetic) => inArithmetic(place, 'division by 0'),
  noOperand: (...place: Arithmetic) => inArithmetic(place, 'syntax error: operand expected'),
  wrongArithmetic: (why: string, ...place: Arithmetic) => inArithmetic(place, why),
  // Options and words of builtins.
  badOption: (option: string) => named(option, 'invalid option'),
  badOptionName: (name: string, _sign: string) => named(name, 'invalid option name'),
  lacksValue: (option: string) => named(option, 'option requires an argument'),
  notNumeric: (text: string) => named(text, 'numeric argument required'),
  shiftCount: (text: string) => named(text, 'shift count out of range'),
  loopCount: (text: string) => named(text, 'loop count out of range'),
  badLimit: (text: string) => named(text, 'invalid number'),
  badTimeout: (text: string) => named(text, 'invalid timeout specification'),
  badMask: (_mode: string, why: string) => why,
  noFilename: () => 'filename argument required',
  noFunction: () => 'can only be used in a function',
  noAlias: (name: string) => named(name, 'not found'),
  noDirectory: (name: string, why: string) => named(name, why),
  // Conditions.
  openBracket: () => "missing `]'",
  notInteger: (text: string) => named(text, 'integer expression expected'),
  badCondition: (why: string, _words: readonly string[]) => why,
  // printf.
  badNumber: (text: string, why: string) => named(text, `invalid ${why}number`),
  outOfRange: (text: string, kind: string) => `${kind}${text}: Numerical result out of range`,
  badFormat: (letter: string, _directive: string) => `\`${letter}': invalid format character`,
  // Signals and jobs.
  badSignal: (text: string) => named(text, 'invalid signal specification'),
  badTrap: (text: string) => named(text, 'invalid signal specification'),
  noProcess: (pid: string) => `(${pid}) - No such process`,
  notProcess: (text: string) => named(text, 'arguments must be process or job IDs'),
  notWaited: (text: string) => `\`${text}': not a pid or valid job spec`,
  noJob: (spec: string) => named(spec, 'no such job'),
  noJobControl: () => 'no job control',
  // Files.
  taken: (name: string) => named(name, 'cannot overwrite existing file'),
  unread: (name: string, error: FileError) => named(name, errorText(error)),
  unwritten: (name: string, error: FileError) => named(name, errorText(error)),
  unstarted: (name: string, error: FileError) => named(name, errorText(error)),
  unsourced: (name: string, error: FileError) => named(name, errorText(error)),
} as const;

type Code = keyof typeof BASH;

/** A message of a shell before it is worded: its code and its values. */
export type ShellMessage = {
  [C in Code]: readonly [code: C, ...values: Parameters<(typeof BASH)[C]>];
}[Code];

/** How another shell words its messages, where bash words them otherwise. */
type Words = { readonly [C in Code]?: (...values: Parameters<(typeof BASH)[C]>) => string };

/** What dash and ash word alike. */
const BOTH: Words = {
  notFound: (name) => named(name, 'not found'),
  unset: (name) => named(name.replace(/^\$/, ''), 'parameter not set'),
  nullOrNotSet: (name) => named(name, 'parameter not set or null'),
  readonly: (name) => named(name, 'is read only'),
  stays: (name) => named(name, 'is read only'),
  badName: (text) => named(nameOf(text), 'bad variable name'),
  notAssigned: (name) => named(name, 'bad variable name'),
  notNumeric: (text) => `Illegal number: ${text}`,
  shiftCount: (text) => `Illegal number: ${text}`,
  loopCount: (text) => `Illegal number: ${text}`,
  notWaited: (text) => `Illegal number: ${text}`,
  noFunction: () => 'not in a function',
  noAlias: (name) => `${name} not found`,
  noJobControl: () => 'No current job',
  unstarted: (name, error) => named(name, error === 'ENOENT' ? 'not found' : errorText('EACCES')),
};

/** What both say of a file that `.` cannot read: without a path it was looked for. */
const unsourced = (name: string, unopened: string): string =>
  name.includes('/') ? unopened : named(name, 'not found');

/** Models the messages of dash's `src`. */
const DASH: Words = {
  ...BOTH,
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
  badTrap: (text) => named(text, 'bad trap'),
  noProcess: () => 'No such process\n',
  notProcess: (text) => `Illegal number: ${text}`,
  noJob: (spec) => `No such job: ${spec}`,
  taken: (name) => `cannot create ${name}: ${errorText('EEXIST')}`,
  unsourced: (name) => unsourced(name, `cannot open ${name}: No such file`),
  unread: (name, error) =>
    `cannot open ${name}: ${error === 'ENOENT' ? 'No such file' : errorText(error)}`,
  unwritten: (name, error) =>
    `cannot create ${name}: ${error === 'ENOENT' ? 'Directory nonexistent' : errorText(error)}`,
};

/** Models the messages of BusyBox's `shell/ash.c` and of the applets that are its builtins. */
const ASH: Words = {
  ...BOTH,
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
  noProcess: (pid) => `can't kill pid ${pid}: No such process`,
  notProcess: (text) => `invalid number '${text}'`,
  taken: (name) => `can't create ${name}: ${errorText('EEXIST')}`,
  unsourced: (name, error) => unsourced(name, `can't open '${name}': ${errorText(error)}`),
  unread: (name, error) =>
    `can't open ${name}: ${error === 'ENOENT' ? 'no such file' : errorText(error)}`,
  unwritten: (name, error) =>
    `can't create ${name}: ${error === 'ENOENT' ? 'nonexistent directory' : errorText(error)}`,
};

const WORDS: Readonly<Record<Dialect, Words>> = { bash: BASH, dash: DASH, ash: ASH };

/** A message in the words of a shell. */
export function wordsOf(dialect: Dialect, message: ShellMessage | string): string {
  if (typeof message === 'string') return message;
  const [code, ...values] = message;
  // Each code has the values that its words take: that is what the type of a message says.
  const word = (WORDS[dialect][code] ?? BASH[code]) as (...values: readonly unknown[]) => string;
  return word(...values);
}
