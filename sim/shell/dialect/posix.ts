import { errorText } from '../../kernel/index.ts';
import { named, type Words } from '../words/shell.ts';
import { type ToldJob, textOf } from './dialect.ts';

/** The name of `name=value`, which need not be one. */
const nameOf = (text: string): string => text.replace(/=.*$/s, '');

/** Operators of `[` between two words. */
const BINARY = /^(?:[=!]?=|<|>|-(?:eq|ne|lt|le|gt|ge|nt|ot|ef))$/;

/** Whether `[` was given an operator without what comes behind it. */
export const isHalf = (words: readonly string[]): boolean =>
  words.length === 2 && BINARY.test(words[1] ?? '');

/** What dash and ash word alike. */
export const POSIX_WORDS: Words = {
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
  stoppedJobs: () => 'You have stopped jobs.',
  strayLetter: (_, letter) => `Illegal option -${letter}`,
  letterLacksValue: (_, letter) => `No arg for -${letter} option`,
  unstarted: (name, error) => named(name, error === 'ENOENT' ? 'not found' : errorText('EACCES')),
};

/** What they say of a file that `.` cannot read: without a path it was looked for. */
export const unsourced = (name: string, unopened: string): string =>
  name.includes('/') ? unopened : named(name, 'not found');

/** Builtins of bash that neither has. */
export const BASH_BUILTINS: readonly string[] = (
  'declare typeset shopt mapfile readarray pushd popd dirs builtin caller compgen complete ' +
  'compopt disown enable bind logout suspend'
).split(' ');

/** Options of bash that neither knows. */
export const BASH_OPTIONS: readonly string[] = (
  'braceexpand errtrace functrace hashall histexpand history interactive-comments keyword onecmd ' +
  'physical posix privileged'
).split(' ');

export const POSIX_NAMES = {
  lacksVariables: /^(?:BASH|HOSTTYPE|MACHTYPE|OSTYPE)/,
  optionsAtStart: { off: ['braceexpand', 'histexpand'], shopts: ['expand_aliases'] },
  setsSize: false,
  showsStart: false,
} as const;

/** Builtins whose mistakes end a script. */
export const SPECIAL: ReadonlySet<string> = new Set(
  'set export readonly unset shift . source local'.split(' '),
);

export const POSIX_GRAMMAR = {
  appends: false,
  closesDocuments: false,
  tellsOpen: false,
  countsFromStart: true,
} as const;

export const POSIX_BUILTINS = {
  count: /^\d+$/,
  countsArguments: false,
  mindsPlace: false,
  unsetMindsNames: true,
  printsUnknown: true,
  aliasHead: '',
  hasPseudoSignals: false,
  farewell: () => '',
  signalHead: '',
} as const;

/** Columns in front of the command. */
const STATE_COLUMNS = 33;

/** How a job is told behind its number. Models showjob of dash's jobs.c. */
export const describedBy = (numberOf: (job: ToldJob) => string) => ({
  describe: (job: ToldJob): string =>
    `${(numberOf(job).padEnd(6) + job.state).padEnd(STATE_COLUMNS)}${textOf(job)}`,
  describeLong: (job: ToldJob): string =>
    job.processes
      .map(({ pid, text }, i, { length }) => {
        const head = i === 0 ? numberOf(job).padEnd(6) : ' '.repeat(6);
        const before = i === 0 ? `${head}${pid} ${job.longState}` : `${head}${pid}`;
        return `${before.padEnd(STATE_COLUMNS)}${text}${i < length - 1 ? ' |' : ''}`;
      })
      .join('\n'),
});

export const POSIX_JOBS = {
  resumed: (job: ToldJob): string => `[${job.id}] ${textOf(job)}`,
  broughtBack: textOf,
  exited: (status: number): string => `Done(${status})`,
  placeNow: () => '',
  stoppedHead: '',
  tellsStarted: false,
  killed: () => undefined,
  tellsStrangers: false,
  warnsFirst: true,
} as const;
