import {
  errorText,
  type FileStat,
  type FileSystem,
  type Program,
  screenOf,
} from '../../kernel/index.ts';
import { accountsIn } from '../accounts.ts';
import { formatDate } from '../dates.ts';
import { matchesPattern } from '../pattern.ts';
import { listedName } from './file-names.ts';
import { inColumns, inList } from './name-columns.ts';
import { badChoice, type StreamingCommand, type Tool, tool } from './tool.ts';
import { compareVersions } from './version-order.ts';

/** `drwxr-xr-x` */
export function modeText(stat: Pick<FileStat, 'type' | 'mode'>): string {
  const kind = { file: '-', directory: 'd', symlink: 'l', device: 'c', fifo: 'p' }[stat.type];
  const bits = (shift: number, special: number, letter: string): string => {
    const own = (stat.mode >> shift) & 7;
    const isSpecial = (stat.mode & special) !== 0;
    const last = isSpecial
      ? (own & 1) !== 0
        ? letter
        : letter.toUpperCase()
      : (own & 1) !== 0
        ? 'x'
        : '-';
    return ((own & 4) !== 0 ? 'r' : '-') + ((own & 2) !== 0 ? 'w' : '-') + last;
  };
  return kind + bits(6, 0o4000, 's') + bits(3, 0o2000, 's') + bits(0, 0o1000, 't');
}

/** A size as `ls -h` and `du -h` show it. */
export function humanSize(bytes: number): string {
  if (bytes < 1024) return String(bytes);
  let value = bytes;
  let unit = -1;
  while (value >= 1024 && unit < 5) {
    value /= 1024;
    unit++;
  }
  const shown = value < 10 ? Math.ceil(value * 10) / 10 : Math.ceil(value);
  return `${shown < 10 ? shown.toFixed(1) : shown}${'KMGTPE'.charAt(unit)}`;
}

interface Entry {
  readonly name: string;
  readonly path: string;
  readonly stat: FileStat;
}

const SIX_MONTHS_MS = 15_778_476_000;

/** How a listing shows owners or groups. */
function namesOf(t: Tool, path: '/etc/passwd' | '/etc/group'): (id: number) => string {
  if (t.args.has('n')) return String;
  const { nameOf } = accountsIn(t.context.files, path);
  return (id) => nameOf(id) ?? String(id);
}

const STYLES = [
  ...['literal', 'shell', 'shell-always', 'shell-escape', 'shell-escape-always'],
  ...['c', 'c-maybe', 'escape', 'locale', 'clocale'],
];

/** A name in the style that was asked for last; on a screen in the shell's quotes. */
function styledName(t: Tool, name: string, isShown: boolean): string {
  const asked = t.args.all.flatMap(({ name: flag, value }) => {
    if (flag === 'quoting-style') return [value ?? ''];
    const own = { N: 'literal', Q: 'c', b: 'escape' }[flag];
    return own === undefined ? [] : [own];
  });
  switch (asked.at(-1) ?? (isShown ? 'shell' : 'literal')) {
    case 'shell':
    case 'shell-escape':
      return listedName(name);
    case 'shell-always':
    case 'shell-escape-always': {
      const quoted = listedName(name);
      return quoted === name ? `'${name}'` : quoted;
    }
    case 'c':
      return `"${name.replace(/["\\]/g, '\\$&')}"`;
    case 'escape':
      return name.replace(/[\\ ]/g, '\\$&');
    case 'locale':
    case 'clocale':
      return `‘${name}’`;
    default:
      return name;
  }
}

/** Whether the environment says that there are colours, as dircolors would. */
function knowsColors(t: Tool): boolean {
  const { env } = t.context;
  const isSet = (name: string): boolean => (env.get(name) ?? '') !== '';
  return isSet('LS_COLORS') || isSet('COLORTERM') || !/^(?:dumb)?$/.test(env.get('TERM') ?? '');
}

/** `name` with its colour, mark and quotes. */
function label(t: Tool, entry: Entry, showsTarget: boolean): string {
  const { has } = t.args;
  const { files } = t.context;
  const isShown = screenOf(t.context.stdout) !== undefined;
  let text = styledName(t, entry.name, isShown);
  const isExecutable = entry.stat.type === 'file' && (entry.stat.mode & 0o111) !== 0;
  const when =
    t.args.all.findLast((one) => one.name === 'color')?.value ??
    (has('color') ? 'always' : 'never');
  if ((when === 'always' || (when === 'auto' && isShown)) && knowsColors(t)) {
    const codes = {
      directory: '01;34',
      symlink: '01;36',
      device: '40;33;01',
      fifo: '40;33',
      file: isExecutable ? '01;32' : '',
    };
    const code = codes[entry.stat.type];
    if (code !== '') text = `\x1b[0m\x1b[${code}m${text}\x1b[0m`;
  }
  const marks = {
    directory: '/',
    symlink: '@',
    device: '',
    fifo: '|',
    file: isExecutable ? '*' : '',
  };
  const target =
    entry.stat.type === 'symlink' && showsTarget ? files.readlink(entry.path) : undefined;
  if (target?.ok === true) return `${text} -> ${target.value}`;
  const style = t.args.value('indicator-style');
  if (has('F') || style === 'classify') return text + marks[entry.stat.type];
  if (has('file-type') || style === 'file-type') {
    return text + (entry.stat.type === 'file' ? '' : marks[entry.stat.type]);
  }
  if (style === 'slash' && entry.stat.type === 'directory') return `${text}/`;
  return has('p') && entry.stat.type === 'directory' ? `${text}/` : text;
}

function* printLong(t: Tool, entries: readonly Entry[]): Program<void> {
  const { has } = t.args;
  const users = namesOf(t, '/etc/passwd');
  const groups = namesOf(t, '/etc/group');
  const now = t.context.files.stat('/');
  const newest = Math.max(
    now.ok ? now.value.modifiedEpochMs : 0,
    ...entries.map((one) => one.stat.modifiedEpochMs),
  );
  const rows = entries.map((entry) => {
    const { stat } = entry;
    const isRecent = newest - stat.modifiedEpochMs < SIX_MONTHS_MS;
    const style = t.args.value('time-style');
    const format =
      style === 'long-iso'
        ? '%Y-%m-%d %H:%M'
        : style === 'iso'
          ? isRecent
            ? '%m-%d %H:%M'
            : '%Y-%m-%d '
          : style === 'full-iso' || has('full-time')
            ? '%Y-%m-%d %H:%M:%S.%N %z'
            : style?.startsWith('+') === true
              ? style.slice(1)
              : isRecent
                ? '%b %e %H:%M'
                : '%b %e  %Y';
    return {
      mode: modeText(stat),
      links: String(stat.links),
      user: users(stat.uid),
      group: groups(stat.gid),
      size: stat.type === 'device' ? '1, 3' : has('h') ? humanSize(stat.size) : String(stat.size),
      time: formatDate(format, stat.modifiedEpochMs),
      name: label(t, entry, true),
      inode: String(stat.inode),
      blocks: shownBlocks(t, blocksOf(stat)),
    };
  });
  const width = (pick: (row: (typeof rows)[number]) => string): number =>
    Math.max(0, ...rows.map((row) => pick(row).length));
  const widths = {
    links: width((row) => row.links),
    user: width((row) => row.user),
    group: width((row) => row.group),
    size: width((row) => row.size),
    inode: width((row) => row.inode),
    blocks: width((row) => row.blocks),
  };
  for (const row of rows) {
    const links = row.links.padStart(widths.links);
    const size = row.size.padStart(widths.size);
    const inode = has('i') ? `${row.inode.padStart(widths.inode)} ` : '';
    const blocks = has('s') ? `${row.blocks.padStart(widths.blocks)} ` : '';
    const user = has('g') ? '' : `${row.user.padEnd(widths.user)} `;
    // Nothing here has a context of SELinux.
    const group =
      (has('o') || has('G') ? '' : `${row.group.padEnd(widths.group)} `) + (has('Z') ? '? ' : '');
    yield* t.out(
      `${inode}${blocks}${row.mode} ${links} ${user}${group}${size} ${row.time} ${row.name}\n`,
    );
  }
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: colours are escape sequences
const COLOR = /\x1b\[[\d;]*m/g;

/** Kilobytes that a file takes on the disk. */
const blocksOf = (stat: FileStat): number =>
  stat.type === 'symlink' ? 0 : Math.ceil(stat.size / 4096) * 4;

/** Blocks as they are shown: with a unit where that is asked for. */
const shownBlocks = ({ args }: Tool, blocks: number): string =>
  args.has('h') && blocks > 0 ? humanSize(blocks * 1024) : String(blocks);

/** Refuses values that options do not take; undefined when all is well. */
function* refuse(t: Tool): Program<number | undefined> {
  const { value } = t.args;
  for (const [option, choices] of CHOICES) {
    const given = value(option);
    const words = choices.flatMap((one) => one.split('’, ‘'));
    if (given === undefined || words.includes(given)) continue;
    return yield* badChoice(t, 'ls', option, given, choices, 1);
  }
  const style = value('time-style');
  if (style !== undefined && !/^(?:\+|(?:posix-)?(?:full-iso|long-iso|iso|locale)$)/.test(style)) {
    yield* t.err(`invalid argument ‘${style}’ for ‘time style’`);
    yield* t.context.stderr.write(TIME_STYLES);
    return 2;
  }
  for (const [letter, what] of [
    ['w', 'line width'],
    ['T', 'tab size'],
  ] as const) {
    const text = value(letter);
    if (text === undefined || /^\d+$/.test(text)) continue;
    yield* t.err(`invalid ${what}: ‘${text}’`);
    return 2;
  }
  return undefined;
}

const TIME_STYLES = `Valid arguments are:
  - [posix-]full-iso
  - [posix-]long-iso
  - [posix-]iso
  - [posix-]locale
  - +FORMAT (e.g., +%H:%M) for a 'date'-style format
Try 'ls --help' for more information.
`;

const CHOICES: readonly (readonly [string, readonly string[]])[] = [
  ['color', ['always’, ‘yes’, ‘force', 'never’, ‘no’, ‘none', 'auto’, ‘tty’, ‘if-tty']],
  ['quoting-style', STYLES],
  ['format', ['verbose’, ‘long', 'commas', 'horizontal’, ‘across', 'vertical', 'single-column']],
  ['sort', ['none', 'time', 'size', 'extension', 'version', 'width']],
];

const FORMATS: Readonly<Record<string, string>> = {
  vertical: 'C',
  across: 'x',
  horizontal: 'x',
  commas: 'm',
  'single-column': '1',
};

/** The layout that was asked for last: one name a line, columns, rows, or a list. */
function formatOf(t: Tool, isAtScreen: boolean): string {
  const asked = t.args.all.flatMap(({ name, value }) =>
    name === 'format' ? [FORMATS[value ?? ''] ?? ''] : /^[Cxm1]$/.test(name) ? [name] : [],
  );
  return asked.at(-1) ?? (isAtScreen && !t.args.has('zero') ? 'C' : '1');
}

function* printEntries(t: Tool, entries: readonly Entry[]): Program<void> {
  const { has } = t.args;
  if (has('l') || has('g') || has('o') || has('n') || has('full-time')) {
    yield* printLong(t, entries);
    return;
  }
  const width = Math.max(0, ...entries.map((entry) => String(entry.stat.inode).length));
  const sizes = entries.map(({ stat }) => shownBlocks(t, blocksOf(stat)));
  const sizeWidth = Math.max(0, ...sizes.map((size) => size.length));
  const names = entries.map(
    (entry, i) =>
      (has('i') ? `${String(entry.stat.inode).padStart(width)} ` : '') +
      (has('Z') ? '? ' : '') +
      (has('s') ? `${(sizes[i] ?? '').padStart(sizeWidth)} ` : '') +
      label(t, entry, false),
  );
  if (names.length === 0) return;
  const screen = screenOf(t.context.stdout);
  const format = formatOf(t, screen !== undefined);
  const environment = t.context.env.get('COLUMNS') ?? '';
  const fallback = /^\d+$/.test(environment) ? Number(environment) : 80;
  const asked = Number(t.args.value('w') ?? screen?.columns() ?? fallback);
  const screenWidth = asked === 0 ? Number.POSITIVE_INFINITY : asked;
  const hasTabs = screen === undefined && asked !== 0;
  const tabSize = hasTabs ? Number(t.args.value('T') ?? '8') : 0;
  if (format === 'm') yield* t.out(inList(names, screenWidth));
  else if (format !== '1') {
    const plain = names.map((name) => name.replaceAll(COLOR, ''));
    yield* t.out(inColumns(names, plain, { width: screenWidth, tabSize, isByRow: format === 'x' }));
  } else yield* t.out(names.map((name) => name + (has('zero') ? '\0' : '\n')).join(''));
}

function ordered(t: Tool, entries: readonly Entry[]): Entry[] {
  const { has } = t.args;
  const sorted = [...entries];
  if (!has('U') && !has('f')) sorted.sort((a, b) => compareNames(a.name, b.name));
  const order = t.args.value('sort');
  if (has('U') || has('f') || order === 'none') return sorted;
  if (has('t') || order === 'time') {
    sorted.sort((a, b) => b.stat.modifiedEpochMs - a.stat.modifiedEpochMs);
  } else if (has('S') || order === 'size') sorted.sort((a, b) => b.stat.size - a.stat.size);
  else if (has('v') || order === 'version') sorted.sort((a, b) => compareVersions(a.name, b.name));
  else if (has('X') || order === 'extension')
    sorted.sort((a, b) => compareNames(extension(a.name), extension(b.name)));
  if (has('r')) sorted.reverse();
  if (has('group-directories-first')) {
    return [
      ...sorted.filter((one) => one.stat.type === 'directory'),
      ...sorted.filter((one) => one.stat.type !== 'directory'),
    ];
  }
  return sorted;
}

const compareNames = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

const extension = (name: string): string => /\.[^.]*$/.exec(name)?.[0] ?? '';

function statOf(files: FileSystem, path: string, follows: boolean) {
  const followed = follows ? files.stat(path) : files.lstat(path);
  // A link that leads nowhere is shown itself; one that leads round in a circle is not.
  return followed.ok || followed.error === 'ELOOP' ? followed : files.lstat(path);
}

function* listDirectory(t: Tool, path: string, inside: readonly string[]): Program<Entry[]> {
  const { has } = t.args;
  const { files } = t.context;
  const showsAll = has('a') || has('f');
  const dots = showsAll ? ['.', '..'] : [];
  const patterns = t.args.all.filter(({ name }) => name === 'I').map(({ value }) => value ?? '');
  if (has('B')) patterns.push('*~');
  // What --hide hides -a and -A show.
  const hidden = t.args.value('hide');
  if (hidden !== undefined && !showsAll && !has('A')) patterns.push(hidden);
  const names = [
    ...dots,
    ...inside.filter(
      (name) =>
        (showsAll || has('A') || !name.startsWith('.')) &&
        !patterns.some((pattern) => matchesPattern(pattern, name)),
    ),
  ];
  const base = path.endsWith('/') ? path : `${path}/`;
  const entries = names.flatMap((name) => {
    const stat = statOf(files, base + name, has('L'));
    return stat.ok ? [{ name, path: base + name, stat: stat.value }] : [];
  });
  const sorted = ordered(t, entries);
  if (has('l') || has('g') || has('o') || has('n') || has('s')) {
    const blocks = entries.reduce((sum, one) => sum + blocksOf(one.stat), 0);
    yield* t.out(`total ${shownBlocks(t, blocks)}\n`);
  }
  yield* printEntries(t, sorted);
  return sorted;
}

const FLAGS =
  'a|all A|almost-all b|escape B|ignore-backups c C d|directory f F|classify:: g G|no-group ' +
  'h|human-readable H i|inode I|ignore: k l L|dereference m n|numeric-uid-gid N|literal o p q ' +
  'Q|quote-name r|reverse R|recursive s|size S t T: u U v w: x X Z|context 1 |color:: |full-time ' +
  '|group-directories-first |indicator-style: |sort: |time: |time-style: |zero |si ' +
  '|hide: |file-type |format: |quoting-style:';

function* list(t: Tool): Program {
  const { has, operands } = t.args;
  const { files } = t.context;
  const refused = yield* refuse(t);
  if (refused !== undefined) return refused;
  const names = operands.length === 0 ? ['.'] : operands;
  let status = 0;
  const loose: Entry[] = [];
  const directories: Entry[] = [];
  const isLong = has('l') || has('g') || has('o') || has('n');
  for (const name of names) {
    const path = t.path(name);
    const follows = has('L') || has('H') || (!isLong && !has('d') && !has('F'));
    const stat = has('L') ? files.stat(path) : statOf(files, path, follows);
    if (!stat.ok || (name.endsWith('/') && !files.stat(path).ok)) {
      const error = stat.ok ? 'ENOENT' : stat.error;
      yield* t.err(['cannotAccess', name, errorText(error)]);
      status = 2;
      continue;
    }
    const entry = { name, path, stat: stat.value };
    if (stat.value.type === 'directory' && !has('d')) directories.push(entry);
    else loose.push(entry);
  }
  yield* printEntries(t, ordered(t, loose));
  const showsNames = names.length > 1 || has('R');
  const pending = ordered(t, directories);
  let isFirst = loose.length === 0;
  while (pending.length > 0) {
    const directory = pending.shift() as Entry;
    const inside = files.list(directory.path);
    if (!inside.ok) {
      yield* t.err(['cannotList', directory.name, errorText(inside.error)]);
      status = Math.max(status, directories.includes(directory) ? 2 : 1);
      continue;
    }
    if (showsNames) yield* t.out(`${isFirst ? '' : '\n'}${directory.name}:\n`);
    isFirst = false;
    const entries = yield* listDirectory(t, directory.path, inside.value);
    if (!has('R')) continue;
    const below = entries.filter(
      (one) => one.stat.type === 'directory' && one.name !== '.' && one.name !== '..',
    );
    const base = directory.name.endsWith('/') ? directory.name : `${directory.name}/`;
    pending.unshift(...below.map((one) => ({ ...one, name: base + one.name })));
  }
  return status;
}

/** A tool that lists directories as `ls` does with these options before all others. */
const lister = (name: string, options: readonly string[]): StreamingCommand =>
  tool({
    name,
    summary: 'Lists directories.',
    usageStatus: 2,
    flags: FLAGS,
    rewrite: (args) => [...options, ...args],
    run: list,
  });

export const ls = lister('ls', []);
export const dir = lister('dir', ['-C', '-b']);
export const vdir = lister('vdir', ['-l', '-b']);
