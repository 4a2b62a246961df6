import { SYNOPSES } from '../builtins/synopses.ts';
import { OPTION_NAMES } from '../options.ts';
import { realTimeName, TRAP_NAMES } from '../signals.ts';
import { BASH_WORDS } from '../words/shell.ts';
import type { Dialect, ToldJob } from './dialect.ts';

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

/** A line of `jobs`; with process ids one line for each process of a pipeline. */
function describe({ id, mark, state, isRunning, text, directory, pids }: ToldJob): string {
  const head = `[${id}]${mark} `;
  const place = directory === '' ? '' : `  (wd: ${directory})`;
  const end = (isRunning ? ' &' : '') + place;
  if (pids === undefined) return `${head} ${state.padEnd(STATE_COLUMNS)}${text}${end}`;
  const parts = pids.length === 1 ? [text] : text.split(' | ');
  return pids
    .map((pid, i) => {
      const own = String(pid).padStart(PID_COLUMNS);
      if (i === 0) return `${head}${own} ${state.padEnd(STATE_COLUMNS)}${parts[0] ?? ''}`;
      return `     ${own} ${' '.repeat(STATE_COLUMNS - 2)}| ${parts[i] ?? ''}`;
    })
    .join('\n')
    .concat(end);
}

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
    resumed: ({ id, mark, text, directory }) => `[${id}]${mark} ${text} &${besides(directory)}`,
    broughtBack: ({ text, directory }) => text + besides(directory),
    exited: (status) => `Exit ${status}`,
    placeNow: (directory) => `(wd now: ${directory})\n`,
    stoppedHead: '\n',
    tellsStarted: true,
    tellsKilled: true,
    tellsStrangers: true,
    warnsFirst: false,
  },
};
