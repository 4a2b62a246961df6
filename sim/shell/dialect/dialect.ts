import type { ParameterOperation } from 'unbash';
import type { SyntaxWords } from '../posix-words.ts';
import type { ShellMessage, Words } from '../words/shell.ts';

/** Where an error comes up, as a shell has it. */
export interface ErrorPlace {
  readonly name: string;
  readonly isAtTerminal: boolean;
  readonly input: 'command' | 'file' | 'stdin';
  readonly unit: { readonly name: string };
  /** The builtin that runs, or the file that `.` reads. */
  readonly running: string | undefined;
  readonly history: { readonly lines: readonly string[] };
}

/** What a shell says of mistakes, and what they lead to. */
export interface Errors {
  readonly words: Words;
  /** What stands in front of an error; `by` is the builtin that tells it, with a colon, or ''. */
  head(place: ErrorPlace, line: number, code: ShellMessage[0] | '', by: string): string;
  /** The same for a text that cannot be read, of which `isTyped` says whether it was a line. */
  syntaxHead(place: ErrorPlace, line: number, errorName: string, isTyped: boolean): string;
  readonly statuses: Statuses;
  /** Whether a mistake in the grammar, in an expansion or in a count ends a script. */
  readonly endsScript: boolean;
  /** Whether a script ends after a builtin that answered so, as POSIX has it for special ones. */
  endsAfter(builtin: string, status: number): boolean;
  /** Whether `wait` and `kill` leave what stands behind a word that means nothing. */
  readonly stopsAtFirst: boolean;
  /** What a builtin tells that lacks its words. */
  usage(builtin: string): Usage;
  /** Whether that is told of options that are not known, too. */
  readonly tellsUsageOfOptions: boolean;
  /** Whether `exec` names the whole path of what it cannot start, and tells why once more. */
  readonly tellsExecTwice: boolean;
}

/** The statuses that mistakes have. */
export interface Statuses {
  readonly expansion: number;
  readonly redirection: number;
  readonly count: number;
  readonly mask: number;
  readonly directory: number;
  readonly jobControl: number;
  readonly name: number;
  readonly source: number;
  readonly signal: number;
  /** Of `type` and `command -v` for a name that means nothing. */
  readonly unknown: number;
}

export interface Usage {
  readonly status: number;
  /** Undefined for nothing. */
  readonly text: string | undefined;
  /** Whether nothing stands in front of it. */
  readonly isBare: boolean;
}

/** An expansion of a parameter by what its braces hold: an operation, `[…]`, or `!` in front. */
export type ExpansionName = ParameterOperation['type'] | 'Index' | 'Indirect';

/** What differs in the grammar that dash and ash share. */
export interface PosixGrammar {
  readonly words: SyntaxWords;
  /** Whether `function name` begins a function. */
  readonly hasFunctionWord: boolean;
}

/** How a shell reads its text. */
export interface Grammar {
  /** Undefined for the grammar of bash. */
  readonly posix: PosixGrammar | undefined;
  readonly lacksCommands: ReadonlySet<'TestCommand' | 'ArithmeticCommand'>;
  readonly lacksExpansions: ReadonlySet<ExpansionName>;
  /** What is no operator in an arithmetic expression. */
  readonly lacksArithmetic: RegExp | undefined;
  /** Operators that `[` takes for mistakes between two words. */
  readonly lacksTests: ReadonlySet<string>;
  /** Whether it knows `$'…'` and `$"…"`. */
  readonly hasDollarQuotes: boolean;
  /** Whether it knows `name+=text`. */
  readonly appends: boolean;
  /** Whether a here-document that the text ends is warned of, and gets its last newline. */
  readonly closesDocuments: boolean;
  /** Whether a prompt tells what the end of input left open, instead of reading it as it is. */
  readonly tellsOpen: boolean;
  /** Whether a command is counted to the line where it starts, and not to that of its words. */
  readonly countsFromStart: boolean;
  /** Whether `set -x` quotes the words that it shows. */
  readonly quotesTrace: boolean;
}

/** What a shell has of variables, options and builtins, in the order in which it lists them. */
export interface Names {
  readonly lacksBuiltins: ReadonlySet<string>;
  /** Variables that it makes up when they are asked for. */
  isMadeUp(variable: string): boolean;
  /** Variables of bash that it does not start with. */
  readonly lacksVariables: RegExp | undefined;
  readonly lacksOptions: ReadonlySet<string>;
  readonly optionsAtStart: {
    readonly off: readonly string[];
    readonly shopts: readonly string[];
  };
  readonly listedOptions: readonly string[];
  /** Stands above the list of them. */
  readonly optionsTitle: string;
  /** The column of an option's name in that list. */
  optionColumn(name: string): string;
  /** The letters of `$-`, and whether the way that its commands come is one of them. */
  readonly optionLetters: string;
  readonly hasInputLetter: boolean;
  /** Whether LINES and COLUMNS follow the terminal. */
  readonly setsSize: boolean;
  /** Whether PS0 is shown before a command runs. */
  readonly showsStart: boolean;
}

/** What builtins take and do where shells differ. */
export interface Builtins {
  /** The letters of options, as `readOptions` takes them. */
  readonly options: { readonly read: string; readonly printf: string };
  /** What is a number as the argument of `exit`, `return`, `shift`, `break` and `continue`. */
  readonly count: RegExp;
  /** Whether those and `cd` mind more arguments than one. */
  readonly countsArguments: boolean;
  /** Whether `break` and `return` need a loop and a function around them, and say so. */
  readonly mindsPlace: boolean;
  readonly tellsShift: boolean;
  readonly readNeedsNames: boolean;
  /** Whether `cd` needs HOME and OLDPWD where it stands for them. */
  readonly cdNeedsVariables: boolean;
  /** Whether `unset` minds what is no name. */
  readonly unsetMindsNames: boolean;
  readonly source: {
    readonly needsFile: boolean;
    /** Whether a name without a slash is looked for in the directory too. */
    readonly looksHere: boolean;
    readonly mindsDirectory: boolean;
    readonly passesArguments: boolean;
  };
  /** Whether `echo` and `printf` know the escapes of POSIX, and its option, alone. */
  readonly writesAsPosix: boolean;
  /** Whether `type` and `command -V` tell what they do not find as their output. */
  readonly printsUnknown: boolean;
  readonly commandTakesOne: boolean;
  readonly aliasHead: string;
  /** Whether `trap` knows ERR, DEBUG and RETURN. */
  readonly hasPseudoSignals: boolean;
  /** What a shell at a terminal says last. */
  farewell(isLogin: boolean): string;
  /** Stands in front of the name of a signal in what `trap` shows. */
  readonly signalHead: string;
  /** What `kill -l` prints. */
  signalTable(): string;
}

/** A process of a job as it is told; `state` is '' where it is that of the first. */
export interface ToldProcess {
  readonly pid: number;
  readonly state: string;
  readonly text: string;
}

/** A job as it is told. */
export interface ToldJob {
  readonly id: number;
  readonly mark: '+' | '-' | ' ';
  readonly state: string;
  /** The same where process ids are told as well. */
  readonly longState: string;
  /** Whether it runs, in the background. */
  readonly isRunning: boolean;
  /** Where it was started; '' for where the shell is. */
  readonly directory: string;
  readonly processes: readonly ToldProcess[];
}

/** What a job runs. */
export const textOf = ({ processes }: ToldJob): string =>
  processes.map(({ text }) => text).join(' | ');

/** How a shell tells of its jobs. */
export interface Jobs {
  describe(job: ToldJob): string;
  /** The same with process ids: one line for each process of a pipeline. */
  describeLong(job: ToldJob): string;
  /** What `bg` tells. */
  resumed(job: ToldJob): string;
  /** What `fg` tells. */
  broughtBack(job: ToldJob): string;
  exited(status: number): string;
  /** Where the shell is now, told after a job that was started elsewhere. */
  placeNow(directory: string): string;
  /** Stands in front of what is told when one is stopped. */
  readonly stoppedHead: string;
  /** Whether what a prompt sends into the background is told. */
  readonly tellsStarted: boolean;
  /** What a script tells of one that a signal ended; undefined: the signal alone, if anything. */
  killed(job: ToldJob): string | undefined;
  /** Whether `wait` tells of a process that is no child. */
  readonly tellsStrangers: boolean;
  /** Whether a shell whose input ends warns of stopped jobs before it ends its line. */
  readonly warnsFirst: boolean;
}

/** A shell where shells differ: what it has, allows and says. Builtins ask, and name none. */
export interface Dialect {
  readonly errors: Errors;
  readonly grammar: Grammar;
  readonly names: Names;
  readonly builtins: Builtins;
  readonly jobs: Jobs;
}
