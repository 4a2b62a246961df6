import { SYNOPSES } from '../builtins/synopses.ts';
import { OPTION_NAMES } from '../options.ts';
import { realTimeName, TRAP_NAMES } from '../signals.ts';
import { BASH_WORDS } from '../words/shell.ts';
import { type Dialect, type ToldJob, textOf } from './dialect.ts';

/** `kill -l` prints all signals by number, five in a row. */
function signalTable(): string {
  const realTime = Array.from({ length: 31 }, (_, i): [number, string] => [
    34 + i,
    realTimeName(34 + i),
  ]);
  const ordinary = TRAP_NAMES.slice(1, 32).map((name, i): [number, string] => [i + 1, name]);
  const cells = [...ordinary, ...realTime].map(
    ([number, name], i) => `${String(number).padStart(2)}) SIG${name}${i % 5 === 4 ? '\n' : '\t'}`,
  );
  return `${cells.join('')}\n`;
}

/** How wide a process id and a state are told. */
const [PID_COLUMNS, STATE_COLUMNS] = [5, 24];

const headOf = ({ id, mark }: ToldJob): string => `[${id}]${mark} `;

/** What stands behind a job: whether it runs, and where. */
function endOf({ isRunning, directory }: ToldJob): string {
  const place = directory === '' ? '' : `  (wd: ${directory})`;
  return (isRunning ? ' &' : '') + place;
}

/** The processes of a job, a line for each. Models print_pipeline of bash's jobs.c. */
const processLines = ({ processes }: ToldJob): string =>
  processes
    .map(({ pid, state, text }, i) => {
      const own = `${String(pid).padStart(PID_COLUMNS)} `;
      if (i === 0) return `${own}${state.padEnd(STATE_COLUMNS)}${text}`;
      // A state that is left out takes as much as what stands for the pipe.
      return `     ${own}${state.padEnd(state === '' ? STATE_COLUMNS - 2 : STATE_COLUMNS)}| ${text}`;
    })
    .join('\n');

const describe = (job: ToldJob): string =>
  `${headOf(job)} ${job.state.padEnd(STATE_COLUMNS)}${textOf(job)}${endOf(job)}`;

const describeLong = (job: ToldJob): string => headOf(job) + processLines(job) + endOf(job);

/** Where a job was started that goes on. */
const besides = (directory: string): string => (directory === '' ? '' : `\t(wd: ${directory})`);

/** Models bash 5.2. */
export const BASH: Dialect = {
  errors: {
    words: BASH_WORDS,
    head: (place, line, _, by) =>
      `${place.isAtTerminal ? place.name : `${place.unit.name}: line ${line}`}: ${by}`,
    syntaxHead: (place, line, errorName, isTyped) => {
      const own = place.isAtTerminal ? `${place.name}: ` : '';
      return isTyped ? own : `${own}${errorName}: line ${line}: `;
    },
    statuses: {
      expansion: 1,
      redirection: 1,
      count: 1,
      mask: 1,
      directory: 1,
      jobControl: 1,
      name: 1,
      source: 1,
      signal: 1,
      unknown: 1,
    },
    endsScript: false,
    endsAfter: () => false,
    stopsAtFirst: false,
    usage: (builtin) => ({
      status: 2,
      text: `${builtin}: usage: ${builtin} ${SYNOPSES[builtin] ?? ''}`,
      isBare: true,
    }),
    tellsUsageOfOptions: true,
    tellsExecTwice: true,
  },
  grammar: {
    posix: undefined,
    lacksCommands: new Set(),
    lacksExpansions: new Set(),
    lacksArithmetic: undefined,
    lacksTests: new Set(),
    hasDollarQuotes: true,
    appends: true,
    closesDocuments: true,
    tellsOpen: true,
    countsFromStart: false,
    quotesTrace: true,
  },
  names: {
    lacksBuiltins: new Set(),
    isMadeUp: () => true,
    lacksVariables: undefined,
    lacksOptions: new Set(),
    optionsAtStart: { off: [], shopts: [] },
    listedOptions: OPTION_NAMES,
    optionsTitle: '',
    optionColumn: (name) => `${name.padEnd(15)}\t`,
    optionLetters: 'abefhikmnptuvxBCEHPT',
    hasInputLetter: true,
    setsSize: true,
    showsStart: true,
  },
  builtins: {
    options: { read: 'ersa:d:i:n:N:p:t:u:', printf: 'v:' },
    count: /^\s*[+-]?\d+\s*$/,
    countsArguments: true,
    mindsPlace: true,
    tellsShift: false,
    readNeedsNames: false,
    cdNeedsVariables: true,
    unsetMindsNames: false,
    source: {
      needsFile: true,
      looksHere: true,
      mindsDirectory: true,
      passesArguments: true,
    },
    writesAsPosix: false,
    printsUnknown: false,
    commandTakesOne: false,
    aliasHead: 'alias ',
    hasPseudoSignals: true,
    farewell: (isLogin) => (isLogin ? 'logout\n' : 'exit\n'),
    signalHead: 'SIG',
    signalTable,
  },
  jobs: {
    describe,
    describeLong,
    resumed: (job) => `${headOf(job)}${textOf(job)} &${besides(job.directory)}`,
    broughtBack: (job) => textOf(job) + besides(job.directory),
    exited: (status) => `Exit ${status}`,
    placeNow: (directory) => `(wd now: ${directory})\n`,
    stoppedHead: '\n',
    tellsStarted: true,
    killed: processLines,
    tellsStrangers: true,
    warnsFirst: false,
  },
};
