import { errorText, type FileSystem, type Program, screenOf } from '../../kernel/index.ts';
import { matchesPattern } from '../pattern.ts';
import { blocksOf, printLong, shownBlocks } from './list-long.ts';
import { type Entry, label } from './list-name.ts';
import { FLAGS, formatOf, refuse } from './list-options.ts';
import { inColumns, inList } from './name-columns.ts';
import { type StreamingCommand, type Tool, tool } from './tool.ts';
import { compareVersions } from './version-order.ts';

// biome-ignore lint/suspicious/noControlCharactersInRegex: colours are escape sequences
const COLOR = /\x1b\[[\d;]*m/g;

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
