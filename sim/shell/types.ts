import type {
  Assignment,
  CommandExpansionPart,
  CommandNode,
  CompoundCommand,
  CompoundList,
  ParsedScript,
  ProcessSubstitutionPart,
  Redirected,
  Redirection,
  Statement,
  Word,
} from 'unbash';
import type {
  Advice,
  Clock,
  CommandTable,
  ContainerFacts,
  FileError,
  FileSystem,
  Identity,
  LineKeys,
  Prng,
  Process,
  Processes,
  Program,
  Reader,
  Self,
  Signal,
  Tty,
  Writer,
} from '../kernel/index.ts';
import type { Dialect } from './dialect/dialect.ts';
import type { Launch } from './dialect/launch.ts';
import type { Fields } from './expand/fields.ts';
import type { ExpansionFailure } from './failure.ts';
import type { ShellHistory } from './shell-history.ts';
import type { ShellMessage } from './words/shell.ts';

export { BadSubstitution, ExpansionFailure } from './failure.ts';

/** A BusyBox 1.`minor`, and whether its libc is musl, as in an Alpine, or glibc. */
export interface BusyboxBuild {
  readonly minor: number;
  readonly isMusl: boolean;
}

/** What a shell needs from the world around it. */
export interface ShellHost {
  /** Everything that can be run by name. */
  readonly commands: CommandTable;
  readonly processes: Processes;
  readonly clock: Clock;
  readonly prng: Prng;
  /** What `hostname` prints. */
  readonly hostname: string;
  /** Who the user is, for `whoami` and the prompt; '' for one who has no name. */
  readonly user: string;
  readonly identity: Identity;
  /** What limits it, and what its first process was started with; undefined for a computer. */
  readonly container: ContainerFacts | undefined;
  /** The BusyBox whose tools these are; undefined for tools of GNU. */
  readonly busybox: BusyboxBuild | undefined;
  /** Told of each line that is run at a prompt; what it returns is told how the line ended. */
  onLine(line: string): (status: number) => void;
  /** What is suggested to a person whose program of these words ended so. */
  adviceFor(words: readonly string[], status: number): Advice | undefined;
  /** The prompts of its shells; `sh` may be dash, BusyBox or bash. */
  readonly prompts: { readonly bash: string; readonly sh: string };
}

/** An open file description: several descriptors of several processes may share one. */
export interface OpenFile {
  readonly reader: Reader | undefined;
  readonly writer: Writer | undefined;
  /** Absolute path of the file; '' for a pipe or a terminal. */
  readonly path: string;
  readonly tty: Tty | undefined;
  /** Text that was read but not taken yet. */
  pending: string;
  references: number;
  /** Why the last write to it failed. */
  failure: FileError | undefined;
  readonly onClose: () => void;
  /** Whether it is an end of a pipe without a name. */
  readonly isPipe: boolean;
  /** Whether its opening is done: that of a named pipe waits for the other end. */
  readonly isMet: () => boolean;
}

export type Value =
  | { readonly kind: 'scalar'; readonly text: string }
  | { readonly kind: 'indexed'; readonly items: Map<number, string> }
  | { readonly kind: 'associative'; readonly items: Map<string, string> };

/** `i`nteger, `l`ower, `u`pper, `r`eadonly, e`x`ported, `n`ameref, as in `declare -ilurxn`. */
export type Attribute = 'a' | 'A' | 'c' | 'i' | 'l' | 'u' | 'r' | 'x' | 'n' | 't';

export interface Variable {
  value: Value | undefined;
  readonly attributes: Set<Attribute>;
}

/** A piece of source text that nodes point into. */
export interface Unit {
  readonly source: string;
  /** How errors name it: `bash`, a script's path, `environment` inside functions of `-c`. */
  readonly name: string;
  /** How its syntax errors name it: `bash: -c`, `bash: eval`, or as `name`. */
  readonly errorName: string;
  /** Line of the first character. */
  readonly firstLine: number;
  /** Where each line starts. */
  readonly lineStarts: readonly number[];
}

/** A command that is about to run, or the part of a compound one that says what comes. */
export type TracedNode =
  | CommandNode
  | { readonly pos: number; readonly end: number; readonly text?: string };

/** A coprocess with the descriptors of its shell that lead to it. */
export interface RunningCoproc {
  readonly name: string;
  readonly job: Job;
  readonly numbers: readonly number[];
}

export interface FunctionDefinition {
  readonly name: string;
  readonly body: CompoundCommand | Redirected | CompoundList;
  readonly unit: Unit;
}

/** How a command ended: its status is in the shell, this says where control goes. */
export type Outcome =
  | { readonly type: 'normal' }
  | { readonly type: 'break'; readonly count: number }
  | { readonly type: 'continue'; readonly count: number }
  /** `before`: the status that was there before `return` gave its own. */
  | { readonly type: 'return'; readonly before: number }
  /** Drops the rest of the line that is being run, back to the top of the shell. */
  | { readonly type: 'discard' }
  | { readonly type: 'exit' };

export const NORMAL: Outcome = { type: 'normal' };
export const EXIT: Outcome = { type: 'exit' };

/** What `complete` was told of a command. */
export interface CompletionSpec {
  readonly options: readonly string[];
  readonly actions: readonly string[];
  /** Values of its other options, by letter. */
  readonly values: ReadonlyMap<string, string>;
}

/** How a shell was started, as far as that says what it reads first. */
export interface Beginning {
  readonly isInteractive: boolean;
  readonly isLogin: boolean;
  /** Without `--noprofile`. */
  readonly hasProfile: boolean;
  /** Without `--norc`. */
  readonly hasRc: boolean;
  /** What `--rcfile` names. */
  readonly rcFile: string | undefined;
}

/** A pipeline that `time` measures. */
export interface Timing {
  readonly isPosix: boolean;
  readonly startedMs: number;
}

export type JobState = 'running' | 'stopped' | 'ended';

/** The jobs that `%+` and `%-` mean, by number; 0 for none. */
export interface JobMarks {
  current: number;
  previous: number;
}

/** Where a job is: only in the foreground it may read its terminal. */
export interface JobPlace {
  isForeground: boolean;
}

/** What is started together, and comes to the foreground together. */
export interface ProcessGroup {
  readonly processes: Process[];
  readonly place: JobPlace;
  /** What each of them runs, as it is told. */
  readonly texts: () => readonly string[];
}

export interface Job {
  readonly id: number;
  /** Whether another shell started it, which this one is a copy of: it cannot wait for it. */
  readonly isForeign: boolean;
  readonly processes: readonly Process[];
  /** What each process runs. */
  readonly texts: readonly string[];
  /** Whether a stage that fails makes the whole job fail, as with `set -o pipefail`. */
  readonly isAnyFailure: boolean;
  /** Where it was started. */
  readonly directory: string;
  readonly place: JobPlace;
  /** What was noticed of it last. */
  state: JobState;
  /** Whether that was told. */
  isStateTold: boolean;
  /** Whether its end was reported or waited for. */
  isReported: boolean;
  /** Whether a script was told that a signal ended it. */
  isTold: boolean;
  /** Whether the CHLD trap was told of its end. */
  isHeard: boolean;
  /** When the shell signalled it: that is seen one prompt later, as from a real kernel. */
  signalledAtMs: number | undefined;
}

export interface Frame {
  readonly name: string;
  readonly callLine: number;
  readonly unit: Unit;
  readonly isSource: boolean;
}

/** Expansion of the words inside of an expansion. */
export interface WordExpander {
  /** One text, unsplit, without quotes. */
  text(shell: Shell, word: Word): Program<string>;
  /** A shell pattern, in which quoted text matches itself. */
  pattern(shell: Shell, word: Word): Program<string>;
  /** Pieces that still know what was quoted. */
  fields(shell: Shell, word: Word, isQuoted: boolean): Program<Fields>;
  /** Text of an arithmetic expression, its `$` expansions done. */
  arithmetic(shell: Shell, text: string): Program<string>;
  /** The words that an unquoted word makes, as one text. */
  joined(shell: Shell, word: Word): Program<string>;
  /** Text as a word. */
  parse(text: string): Word;
}

/** What expansions and builtins ask of the part that runs commands. */
export interface Engine {
  readonly words: WordExpander;
  /** Prints a message the way the shell reports errors. */
  warn(shell: Shell, message: ShellMessage | string): Program<void>;
  /** Output of a command substitution, without the line ends at its end. */
  substitute(shell: Shell, part: CommandExpansionPart): Program<string>;
  /** Starts `<(…)` or `>(…)` and returns its path. */
  openSubstitution(shell: Shell, part: ProcessSubstitutionPart): string;
  /** Lets virtual time pass after many steps, so that an endless loop does not stop the world. */
  pause(shell: Shell): Program<void>;
  /** A prompt with its escapes and, behind them, its expansions replaced. */
  prompt(shell: Shell, text: string): Program<string>;
  /** Runs one command. */
  run(shell: Shell, node: CommandNode | CompoundList): Program<Outcome>;
  /** Runs statements until one of them does not end normally. */
  runList(shell: Shell, statements: readonly Statement[]): Program<Outcome>;
  /** Tells of a failed expansion; where control goes. */
  failed(shell: Shell, failure: ExpansionFailure): Program<Outcome>;
  /** Runs the traps of the signals that have come; where control goes. */
  runTraps(shell: Shell): Program<Outcome>;
  /** Makes redirections; false where one cannot be, which was told. */
  redirect(shell: Shell, redirects: readonly Redirection[]): Program<boolean>;
  /** Runs `body` with redirections in force, whose words `expanding` expands: usually the shell. */
  withRedirects(
    shell: Shell,
    redirects: readonly Redirection[],
    body: () => Program<Outcome>,
    expanding?: Shell,
  ): Program<Outcome>;
  /** Runs text in this shell; where it `goesOn`, a failed expansion drops its line only. */
  runText(shell: Shell, unit: Unit, goesOn?: boolean): Program<Outcome>;
  /** The file system that a program with these descriptors sees. */
  filesFor(shell: Shell, fds: Map<number, OpenFile>, pid: number): FileSystem;
  /** Sets a variable as `name=value` does. */
  assign(shell: Shell, assignment: Assignment): Program<void>;
  /** Runs a command whose words are expanded already. */
  runWords(shell: Shell, words: readonly string[], options: RunOptions): Program<Outcome>;
}

export interface RunOptions {
  /** `command` and `builtin` do not look at functions. */
  readonly skipFunctions: boolean;
  /** `builtin` looks at builtins only. */
  readonly onlyBuiltins: boolean;
  /** `exec` replaces the shell. */
  readonly replaces: boolean;
}

/** The whole state of one shell process (or subshell). */
export interface Shell extends ShellState {
  readonly engine: Engine;
  readonly dialect: Dialect;
  /** Whether a login shell has read what it reads at its end. */
  hasLoggedOut: boolean;
  /** Where errors are told that stand in no simple command. */
  baseLine: number;
  /** Substitutions that were printed, as bash keeps them; the printing is not done again. */
  readonly reprinted: WeakMap<
    ParsedScript,
    { text: { unit: Unit; commands: readonly Statement[] } | undefined }
  >;
  /** The traps whose actions run. */
  runningTraps: Set<string>;
  /** The command after `!` whose failure is no error, while commands within it may fail. */
  negated: CommandNode | undefined;
  /** Whether what runs is text of a builtin that is tested, where `set -e` ends nothing. */
  ignoresErrexit: boolean;
}

/** A shell that has nothing to run commands with yet. */
export interface ShellState {
  readonly host: ShellHost;
  readonly files: FileSystem;
  readonly self: Self;
  /** `$$`: the process id of the shell that was started first. */
  readonly rootPid: number;
  readonly parentPid: number;
  readonly isInteractive: boolean;
  /** Whether it or the shell that it is a part of talks to a person: errors have no lines then. */
  readonly isAtTerminal: boolean;
  /** Whether it is a substitution, or within one: it tells of nothing that signals end. */
  readonly isSubstitution: boolean;
  /** 0 for the shell itself, 1 in its subshells. */
  readonly level: number;
  readonly scopes: Map<string, Variable>[];
  readonly functions: Map<string, FunctionDefinition>;
  /** Names of functions that `export -f` hands on. */
  readonly exportedFunctions: Set<string>;
  readonly readonlyFunctions: Set<string>;
  /** Functions that `declare -ft` lets see the DEBUG and RETURN traps of their callers. */
  readonly tracedFunctions: Set<string>;
  /** Signals that were ignored when the shell began: no trap changes that. */
  readonly lockedTraps: ReadonlySet<string>;
  /** Coprocesses whose variables are set. */
  readonly coprocs: RunningCoproc[];
  /** What `complete` says is to be offered, by command. */
  readonly completions: Map<string, CompletionSpec>;
  /** What `ulimit` was told: by S or H, and the letter of the limit. */
  readonly limits: Map<string, string>;
  /** Builtins that `enable -n` switched off. */
  readonly disabled: Set<string>;
  readonly aliases: Map<string, string>;
  readonly options: Set<string>;
  readonly shellOptions: Set<string>;
  readonly traps: Map<string, string>;
  readonly fds: Map<number, OpenFile>;
  readonly frames: Frame[];
  readonly jobs: Job[];
  readonly marks: JobMarks;
  /** What `time` measures now, the innermost last. */
  readonly timings: Timing[];
  /** The traps of the shell that this one is a copy of: listed until it sets one itself. */
  outerTraps: ReadonlyMap<string, string> | undefined;
  /** What names stood for when the line at hand was read. */
  knownAliases: ReadonlyMap<string, string>;
  /** What the shell waits for in the foreground. */
  readonly foreground: Process[];
  /** Descriptors of `<(…)` and `>(…)` that the command at hand opened. */
  readonly substitutions: number[];
  /** Shared by all subshells of one shell: when the process table was last full, and how many. */
  readonly forks: { fullAtMs: number; count: number };
  /** How deep in command substitutions, for `set -x`. */
  traceDepth: number;
  readonly signals: Signal[];
  /** Ctrl-C that came while a command ran in the foreground. */
  keySignal: Signal | undefined;
  readonly launch: Launch;
  readonly beginning: Beginning;
  /** The signal that ends it when its EXIT trap is done. */
  endingSignal: Signal | undefined;
  /** The status that was there when it came. */
  endingStatus: number;
  /** The last process substitution, which `wait` knows by `$!`. */
  substitution: Job | undefined;
  readonly directoryStack: string[];
  readonly history: ShellHistory;
  /** What was bound to keys and set of readline; undefined before anything was. */
  keys: LineKeys | undefined;
  /** Lines that were read at its terminal. */
  linesRead: number;
  /** Commands that were run from there. */
  commandsRun: number;
  /** How the text came in: 'command' for `-c`, 'file', or 'stdin' (terminal or pipe). */
  readonly input: 'command' | 'file' | 'stdin';
  readonly startedMs: number;
  /** Substituted processes: descriptor number by path `/dev/fd/N`. */
  nextDescriptor: number;
  directory: string;
  name: string;
  positional: string[];
  status: number;
  pipeStatus: number[];
  lastBackground: number | undefined;
  /** The builtin that runs, or the file that `.` reads, as errors name it. */
  running: string | undefined;
  /** What `exec -a` says that the program was called by. */
  calledAs: string | undefined;
  /** What Ctrl-C ended at its terminal. */
  readonly interrupts: Interrupts;
  /** What a signal ended in the foreground, of which nothing was told yet. */
  killed: Job | undefined;
  /** Where commands were found: what `hash` lists. */
  readonly hashed: Map<string, string>;
  readonly hashHits: Map<string, number>;
  /** Status of the last command substitution in the command at hand. */
  substitutionStatus: number | undefined;
  unit: Unit;
  line: number;
  /** Where the text of `$BASH_COMMAND` stands. */
  command: { readonly unit: Unit; readonly node: TracedNode } | undefined;
  loops: number;
  /**
   * What it is when it ends with one simple command, which takes the place of its process then:
   * `BASH_SUBSHELL` does not count a stage of a pipeline before that command runs, and only the
   * last of `( … )` is in a subshell.
   */
  oneCommand: 'stage' | 'background' | 'last' | undefined;
  depth: number;
  /** Greater than 0 where a failure does not end the shell under `set -e`. */
  tested: number;
  steps: number;
  umask: number;
  /** Whether `exit` has warned of stopped jobs; the next one goes through. */
  hasWarned: boolean;
  getoptsOffset: number;
  randomSeed: Prng;
}

/** What Ctrl-C ended at a terminal. */
export interface Interrupts {
  /** Counts each time that it ended what the shell was doing. */
  count: number;
}

/** A line that was read at a prompt; its text is undefined at the end of input. */
export interface ReadLine {
  readonly line: string | undefined;
}
