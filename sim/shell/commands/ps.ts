import type { Process, Program } from '../../kernel/index.ts';
import { formatDate } from '../dates.ts';
import type { ShellHost } from '../types.ts';
import { PROCESS_KIB } from './memory-size.ts';
import type { StreamingCommand } from './tool.ts';

/** A process as ps shows it. */
interface Row {
  readonly process: Process;
  readonly user: string;
  readonly tty: string;
  readonly state: string;
  readonly startedEpochMs: number;
  readonly ageSeconds: number;
  readonly program: string;
}

interface Field {
  readonly head: string;
  readonly width: number;
  readonly isLeft?: boolean;
  readonly show: (row: Row) => string;
}

const two = (value: number): string => String(value).padStart(2, '0');

/** `[[DD-]hh:]mm:ss`. */
function age(seconds: number): string {
  const [days, hours] = [Math.floor(seconds / 86_400), Math.floor(seconds / 3600) % 24];
  const rest = `${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
  if (days > 0) return `${days}-${two(hours)}:${rest}`;
  return hours > 0 ? `${two(hours)}:${rest}` : rest;
}

const number = (head: string, width: number, show: (row: Row) => string): Field => ({
  head,
  width,
  show,
});
const text = (head: string, width: number, show: (row: Row) => string): Field => ({
  ...number(head, width, show),
  isLeft: true,
});
const same = (value: string) => (): string => value;
const pid = ({ process }: Row): string => String(process.pid);
const parent = ({ process }: Row): string => String(process.parentPid);
const user = ({ user: name }: Row): string => name;
const program = (row: Row): string => row.program;
const whole = ({ process }: Row): string => process.name;
const started = (format: string) => (row: Row) => formatDate(format, row.startedEpochMs);

/** What `-o` can name; processors and memory are not simulated. */
const FIELDS: Readonly<Record<string, Field>> = {
  pid: number('PID', 7, pid),
  ppid: number('PPID', 7, parent),
  pgid: number('PGID', 7, pid),
  sid: number('SID', 7, pid),
  lwp: number('LWP', 7, pid),
  user: text('USER', 8, user),
  uid: number('UID', 5, ({ user: name }) => (name === 'root' ? '0' : '1000')),
  group: text('GROUP', 8, user),
  gid: number('GID', 5, ({ user: name }) => (name === 'root' ? '0' : '1000')),
  tty: text('TT', 8, ({ tty }) => tty),
  stat: text('STAT', 4, ({ state }) => state),
  s: text('S', 1, ({ state }) => state.charAt(0)),
  time: number('TIME', 8, same('00:00:00')),
  etime: number('ELAPSED', 11, ({ ageSeconds }) => age(ageSeconds)),
  etimes: number('ELAPSED', 7, ({ ageSeconds }) => String(ageSeconds)),
  start: number('STARTED', 8, started('%H:%M:%S')),
  lstart: number('STARTED', 24, started('%a %b %e %H:%M:%S %Y')),
  stime: text('STIME', 5, started('%H:%M')),
  comm: text('COMMAND', 15, program),
  args: text('COMMAND', 27, whole),
  cmd: text('CMD', 27, whole),
  ucmd: text('CMD', 15, program),
  '%cpu': number('%CPU', 4, same('0.0')),
  '%mem': number('%MEM', 4, same('0.1')),
  c: number('C', 2, same('0')),
  vsz: number('VSZ', 6, same(String(PROCESS_KIB.virtual))),
  rss: number('RSS', 5, same(String(PROCESS_KIB.resident))),
  sz: number('SZ', 2, same(String(PROCESS_KIB.virtual / 4))),
  ni: number('NI', 3, same('0')),
  pri: number('PRI', 3, same('19')),
  f: text('F', 1, same('4')),
  addr: text('ADDR', 1, same('-')),
  wchan: text('WCHAN', 6, same('-')),
  psr: number('PSR', 3, same('0')),
  nlwp: number('NLWP', 4, same('1')),
  // Those of the formats of BSD are narrower.
  bsdtime: number('TIME', 6, same('0:00')),
  bsdstart: text('START', 5, started('%H:%M')),
};

const ALIASES: Readonly<Record<string, string>> = {
  ...{ pcpu: '%cpu', pmem: '%mem', command: 'args', ucomm: 'comm', state: 's', tname: 'tty' },
  ...{ tt: 'tty', cputime: 'time', euser: 'user', ruser: 'user', uname: 'user', euid: 'uid' },
  ...{ pgrp: 'pgid', sess: 'sid', session: 'sid', tid: 'lwp', spid: 'lwp', nice: 'ni' },
  ...{ start_time: 'stime', rssize: 'rss', vsize: 'vsz', thcount: 'nlwp', egroup: 'group' },
};

/** The formats that have letters of their own. */
const FORMATS: Readonly<Record<string, string>> = {
  usual: 'pid tty=TTY time ucmd',
  f: 'user=UID pid ppid c stime tty=TTY time cmd',
  l: 'f s uid pid ppid c pri ni addr sz wchan tty=TTY time ucmd',
  j: 'pid pgid sid tty=TTY time ucmd',
  bsd: 'pid tty=TTY stat bsdtime args',
  u: 'user pid %cpu %mem vsz rss tty=TTY stat bsdstart bsdtime args',
};

interface Column {
  readonly field: Field;
  readonly head: string;
}

class Refusal {
  readonly message: string;
  constructor(message: string) {
    this.message = message;
  }
}

function columnOf(name: string, head?: string): Column {
  const field = FIELDS[ALIASES[name] ?? name];
  if (field === undefined) throw new Refusal(`unknown user-defined format specifier "${name}"`);
  return { field, head: head ?? field.head };
}

/** The columns of a format; what stands behind `=` is the head of one. */
const columnsOf = (format: string): Column[] =>
  format
    .split(/[,\s]+/)
    .filter((one) => one !== '')
    .map((one) => {
      const [, name = '', head] = /^([^=]*)(?:=(.*))?$/.exec(one) ?? [];
      return columnOf(name, head);
    });

const builtIn = (name: string): Column[] =>
  (FORMATS[name] ?? '').split(' ').flatMap((one) => columnsOf(one));

/** What the arguments ask for. */
interface Request {
  format: string;
  readonly columns: Column[];
  readonly wanted: ((row: Row) => boolean)[];
  isAll: boolean;
  isInverted: boolean;
  hasHead: boolean;
  sort: string;
}

function numbersOf(list: string | undefined, option: string): readonly number[] {
  if (list === undefined) throw new Refusal(`list of process IDs must follow ${option}`);
  const parts = list.split(/[,\s]+/);
  if (parts.some((part) => !/^\d+$/.test(part))) throw new Refusal('process ID list syntax error');
  return parts.map(Number);
}

/** Options that take a list: what they choose, and what is said where there is none. */
function selection(
  letter: string,
  list: string | undefined,
  users: readonly string[],
): ((row: Row) => boolean) | undefined {
  if (letter === 'p' || letter === 'q') {
    const pids = numbersOf(list, `-${letter}`);
    return ({ process }) => pids.includes(process.pid);
  }
  if (letter === 'C') {
    if (list === undefined) throw new Refusal('list of command names must follow -C');
    const names = list.split(',');
    return (row) => names.includes(row.program);
  }
  if (letter === 'u' || letter === 'U') {
    if (list === undefined) return undefined;
    const names = list.split(',');
    if (names.some((name) => !users.includes(name) && !/^\d+$/.test(name))) {
      throw new Refusal('user name does not exist');
    }
    return (row) => names.includes(row.user) || (row.user === 'root' && names.includes('0'));
  }
  if (letter === 't') return (row) => (list ?? '').split(',').includes(row.tty);
  return undefined;
}

function readLong(request: Request, word: string, next: () => string | undefined): void {
  const [, name = '', inline] = /^--([\w-]+)(?:=(.*))?$/s.exec(word) ?? [];
  const value = (): string | undefined => inline ?? next();
  if (/^(?:no-headers?|noheaders?|no-heading)$/.test(name)) request.hasHead = false;
  else if (name === 'pid') request.wanted.push(selection('p', value(), []) ?? (() => true));
  else if (name === 'ppid') {
    const pids = numbersOf(value(), '--ppid');
    request.wanted.push(({ process }) => pids.includes(process.parentPid));
  } else if (name === 'format') request.columns.push(...columnsOf(value() ?? ''));
  else if (name === 'deselect') request.isInverted = true;
  else if (name === 'sort') {
    const keys = value();
    if (keys === undefined) throw new Refusal('long sort specification must follow --sort');
    request.sort = keys;
  } else if (!/^(?:forest|headers|cols|columns|width|rows|lines|cumulative)$/.test(name)) {
    throw new Refusal('unknown gnu long option');
  }
}

/** Reads the options of Unix, BSD and GNU, which ps all knows. */
function readRequest(args: readonly string[], users: readonly string[]): Request {
  const request: Request = {
    ...{ format: 'usual', columns: [], wanted: [], isAll: false, isInverted: false },
    ...{ hasHead: true, sort: '' },
  };
  for (let at = 0; at < args.length; at++) {
    const word = args[at] ?? '';
    const next = (): string | undefined => args[++at];
    if (word.startsWith('--')) {
      readLong(request, word, next);
      continue;
    }
    if (/^\d+(?:,\d+)*$/.test(word)) {
      request.wanted.push(selection('p', word, users) ?? (() => true));
      continue;
    }
    const isBsd = !word.startsWith('-');
    const letters = word.replace(/^-/, '');
    if (isBsd && request.format === 'usual') request.format = 'bsd';
    for (let i = 0; i < letters.length; i++) {
      const letter = letters.charAt(i);
      const value = (): string | undefined => {
        const inline = letters.slice(i + 1);
        i = letters.length;
        return inline === '' ? next() : inline;
      };
      if (letter === 'o' || (letter === 'O' && !isBsd)) {
        const format = value();
        if (format === undefined) throw new Refusal('format specification must follow -o');
        request.columns.push(...columnsOf(format));
      } else if (/[eAax]/.test(letter)) request.isAll = !(isBsd && letter === 'e') || request.isAll;
      else if (letter === 'u' && (isBsd || args[at + 1] === undefined || /x/.test(letters))) {
        request.format = 'u';
        request.isAll ||= /[ax]/.test(letters);
      } else if (/[fjl]/.test(letter)) {
        const isTree = isBsd && letter === 'f';
        if (!isTree && request.format !== 'u') request.format = letter;
      } else if (letter === 'F') request.format = 'f';
      else if (letter === 'N') request.isInverted = true;
      else if (letter === 'h' && isBsd) request.hasHead = false;
      else if (/[pqCUut]/.test(letter)) {
        const chosen = selection(letter, value(), users);
        if (chosen !== undefined) request.wanted.push(chosen);
      } else if (!/[wHLTcdMmrvZy]/.test(letter)) {
        throw new Refusal(isBsd ? 'garbage option' : 'unsupported SysV option');
      }
    }
  }
  return request;
}

/** Orders rows as `--sort` says: `-` in front of a key turns it round. */
function sorted(rows: readonly Row[], keys: string): readonly Row[] {
  const orders = keys.split(',').filter((one) => one !== '');
  const fields = orders.map((order) => {
    const name = order.replace(/^[-+]/, '');
    const field = FIELDS[ALIASES[name] ?? name];
    if (field === undefined) throw new Refusal('unknown sort specifier');
    return { field, sign: order.startsWith('-') ? -1 : 1 };
  });
  return [...rows].sort((a, b) => {
    for (const { field, sign } of fields) {
      const [x, y] = [field.show(a), field.show(b)];
      const order = field.isLeft === true ? (x < y ? -1 : x > y ? 1 : 0) : Number(x) - Number(y);
      if (order !== 0) return sign * order;
    }
    return 0;
  });
}

/** The table: the last column is as long as it is, and what does not fit moves what follows. */
function table(rows: readonly Row[], { columns, hasHead }: Request): string {
  const line = (cell: (column: Column) => string): string => {
    const cells = columns.map((column, i) => {
      const width = Math.max(column.field.width, column.head.length);
      if (column.field.isLeft !== true) return cell(column).padStart(width);
      return i === columns.length - 1 ? cell(column) : cell(column).padEnd(width);
    });
    return `${cells.join(' ')}\n`;
  };
  const isShown = hasHead && columns.some(({ head }) => head !== '');
  const head = isShown ? line((column) => column.head) : '';
  return head + rows.map((row) => line(({ field }) => field.show(row))).join('');
}

const USAGE =
  "\nUsage:\n ps [options]\n\n Try 'ps --help <simple|list|output|threads|misc|all>'\n" +
  "  or 'ps --help <s|l|o|t|m|a>'\n for additional help text.\n\nFor more details see ps(1).\n";

/** The processes of the terminal that this program runs at: all below its first one. */
function ownProcesses(host: ShellHost, self: number): readonly Process[] {
  const alive = host.processes.alive();
  const byPid = new Map(alive.map((one) => [one.pid, one]));
  let root = byPid.get(self);
  for (let parent = root; parent !== undefined; parent = byPid.get(parent.parentPid)) root = parent;
  const found = new Set<number>(root === undefined ? [] : [root.pid]);
  for (const one of alive) if (found.has(one.parentPid)) found.add(one.pid);
  return alive.filter((one) => found.has(one.pid));
}

/** `ps`: the processes of the machine, or of the terminal. */
export function createPs(host: () => ShellHost): StreamingCommand {
  return {
    name: 'ps',
    summary: 'Shows processes.',
    opensStreams: true,
    *run({ args, stdout, stderr, self, tty }): Program {
      if (args.includes('--help') || args.includes('--version') || args.includes('-V')) {
        yield* stdout.write(args.includes('--help') ? USAGE : 'ps from procps-ng 4.0.2\n');
        return 0;
      }
      const { user: name, clock, processes } = host();
      const own = ownProcesses(host(), self.pid);
      const rowOf = (one: Process): Row => ({
        process: one,
        user: name,
        tty: tty !== undefined && own.some((other) => other.pid === one.pid) ? 'pts/0' : '?',
        state: one.stoppedBy() !== undefined ? 'T' : one.pid === self.pid ? 'R+' : 'S',
        startedEpochMs: clock.epochMs() - clock.nowMs() + one.startedMs,
        ageSeconds: Math.floor((clock.nowMs() - one.startedMs) / 1000),
        program: (one.name.split(/\s/)[0] ?? '').split('/').at(-1) ?? '',
      });
      try {
        const request = readRequest(args, [name, 'root']);
        if (request.columns.length === 0) request.columns.push(...builtIn(request.format));
        // Without a terminal all that have none are meant.
        const isWide = request.isAll || request.wanted.length > 0 || tty === undefined;
        const seen = (isWide ? processes.alive() : own).map(rowOf);
        const { wanted, isInverted, isAll } = request;
        const isMeant = (row: Row): boolean =>
          wanted.length === 0 || isAll || wanted.some((one) => one(row)) !== isInverted;
        const rows = sorted(seen.filter(isMeant), request.sort);
        yield* stdout.write(table(rows, request));
        return rows.length > 0 ? 0 : 1;
      } catch (failure) {
        if (!(failure instanceof Refusal)) throw failure;
        yield* stderr.write(`error: ${failure.message}\n${USAGE}`);
        return 1;
      }
    },
  };
}
