import { errorText, type FileError } from '../../kernel/index.ts';

/** What stands in an arithmetic expression: the builtin, all of it, and where it went wrong. */
type Arithmetic = readonly [by: string, whole: string, token: string];

const inArithmetic = ([by, whole, token]: Arithmetic, why: string): string =>
  `${by}${whole}: ${why} (error token is "${token}")`;

export const named = (name: string, why: string): string => `${name}: ${why}`;

/**
 * What bash says, by the code of the message: those messages that another shell words
 * differently. What all shells word alike is told as a text.
 */
export const BASH_WORDS = {
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
  badIndirection: (name: string, why: string) => named(name, why),
  badSubscript: (text: string) => named(text, 'bad array subscript'),
  // Arithmetic.
  division: (...place: Arithmetic) => inArithmetic(place, 'division by 0'),
  noOperand: (...place: Arithmetic) => inArithmetic(place, 'syntax error: operand expected'),
  wrongArithmetic: (why: string, ...place: Arithmetic) => inArithmetic(place, why),
  // Options and words of builtins.
  badOption: (option: string) => named(option, 'invalid option'),
  badOptionName: (name: string, _sign: string) => named(name, 'invalid option name'),
  lacksValue: (option: string) => named(option, 'option requires an argument'),
  strayLetter: (by: string, letter: string) => `${by}: illegal option -- ${letter}`,
  letterLacksValue: (by: string, letter: string) =>
    `${by}: option requires an argument -- ${letter}`,
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
  badSignalOption: (option: string) => named(option.slice(1), 'invalid signal specification'),
  badTrap: (text: string) => named(text, 'invalid signal specification'),
  noProcess: (pid: string) => `(${pid}) - No such process`,
  notProcess: (text: string) => named(text, 'arguments must be process or job IDs'),
  notWaited: (text: string) => `\`${text}': not a pid or valid job spec`,
  noJob: (spec: string) => named(spec, 'no such job'),
  ambiguousJob: (_spec: string, why: string) => why,
  noJobControl: (_spec: string | undefined) => 'no job control',
  stoppedJobs: () => 'There are stopped jobs.',
  // Files.
  taken: (name: string) => named(name, 'cannot overwrite existing file'),
  unread: (name: string, error: FileError) => named(name, errorText(error)),
  unwritten: (name: string, error: FileError) => named(name, errorText(error)),
  unstarted: (name: string, error: FileError) => named(name, errorText(error)),
  sourcedDirectory: (name: string) => named(name, 'is a directory'),
  unsourced: (name: string, error: FileError) => named(name, errorText(error)),
} as const;

type Code = keyof typeof BASH_WORDS;

/** A message of a shell before it is worded: its code and its values. */
export type ShellMessage = {
  [C in Code]: readonly [code: C, ...values: Parameters<(typeof BASH_WORDS)[C]>];
}[Code];

/** How another shell words its messages, where bash words them otherwise. */
export type Words = {
  readonly [C in Code]?: (...values: Parameters<(typeof BASH_WORDS)[C]>) => string;
};

/** A message in the words of a shell. */
export function wordsOf(words: Words, message: ShellMessage | string): string {
  if (typeof message === 'string') return message;
  const [code, ...values] = message;
  // Each code has the values that its words take: that is what the type of a message says.
  const word = (words[code] ?? BASH_WORDS[code]) as (...values: readonly unknown[]) => string;
  return word(...values);
}
