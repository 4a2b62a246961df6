import { errorText, type Program } from '../../kernel/index.ts';
import { type BlockSize, blockName, blockSizeOf, inBlocks } from './block-size.ts';
import { sizeText } from './disks.ts';
import { mountTable, type ShownMount, sizedMounts } from './mount-table.ts';
import { misuse, type Tool, tool } from './tool.ts';

/** A file system of the table, and the operand that named it. */
interface Row extends ShownMount {
  readonly file: string;
}

/** How numbers and headings are written. */
interface Manner {
  readonly isPosix: boolean;
  readonly isHuman: boolean;
  /** Whether the columns are those that were asked for by name. */
  readonly isNamed: boolean;
  readonly block: BlockSize;
  size(bytes: number): string;
  count(inodes: number): string;
}

interface Column {
  readonly title: string | ((manner: Manner) => string);
  readonly isText?: true;
  readonly least: number;
  cell(row: Row, manner: Manner): string;
}

const INODES = 3_932_160;
const usedInodes = ({ device, type }: ShownMount): number =>
  device.startsWith('/dev/') || type === 'overlay' ? 211_204 : 12;

const percent = (used: number, all: number): string =>
  all === 0 ? '-' : `${Math.ceil((used / all) * 100)}%`;

const sizeTitle = ({ isHuman, isPosix, block }: Manner): string => {
  if (isHuman) return 'Size';
  return isPosix && block.bytes === 1024 ? '1024-blocks' : `${blockName(block.bytes)}-blocks`;
};

const FREE_TITLE = ({ isHuman, isNamed }: Manner): string =>
  isHuman || isNamed ? 'Avail' : 'Available';
const SHARE_TITLE = ({ isHuman, isPosix }: Manner): string =>
  isPosix && !isHuman ? 'Capacity' : 'Use%';

/** The columns of `df`, by the names that `--output` takes, in its order. */
const COLUMNS: Readonly<Record<string, Column>> = {
  source: { title: 'Filesystem', isText: true, least: 14, cell: ({ device }) => device },
  fstype: { title: 'Type', isText: true, least: 4, cell: ({ type }) => type },
  itotal: { title: 'Inodes', least: 5, cell: (_row, { count }) => count(INODES) },
  iused: { title: 'IUsed', least: 5, cell: (row, { count }) => count(usedInodes(row)) },
  iavail: { title: 'IFree', least: 5, cell: (row, { count }) => count(INODES - usedInodes(row)) },
  ipcent: { title: 'IUse%', least: 4, cell: (row) => percent(usedInodes(row), INODES) },
  size: { title: sizeTitle, least: 5, cell: ({ capacityBytes }, { size }) => size(capacityBytes) },
  used: { title: 'Used', least: 5, cell: ({ usedBytes }, { size }) => size(usedBytes) },
  avail: {
    title: FREE_TITLE,
    least: 5,
    cell: ({ capacityBytes, usedBytes }, { size }) => size(capacityBytes - usedBytes),
  },
  pcent: {
    title: SHARE_TITLE,
    least: 4,
    cell: ({ capacityBytes, usedBytes }) => percent(usedBytes, capacityBytes),
  },
  file: { title: 'File', isText: true, least: 0, cell: ({ file }) => file },
  target: { title: 'Mounted on', isText: true, least: 0, cell: ({ mountPoint }) => mountPoint },
};

/** The columns of the options; a text says what is wrong with `--output`. */
function columnsOf({ has, value, all }: Tool['args']): readonly Column[] | string {
  const pick = (names: readonly string[]): Column[] => names.flatMap((name) => COLUMNS[name] ?? []);
  if (!has('output')) {
    const type = has('T') ? ['fstype'] : [];
    const sizes = has('i')
      ? ['itotal', 'iused', 'iavail', 'ipcent']
      : ['size', 'used', 'avail', 'pcent'];
    return pick(['source', ...type, ...sizes, 'target']);
  }
  const other = ['i', 'P', 'T'].find(has);
  if (other !== undefined) return `options -${other} and --output are mutually exclusive`;
  if (value('output') === undefined) return Object.values(COLUMNS);
  const wanted = all
    .filter(({ name }) => name === 'output')
    .flatMap((each) => each.value?.split(',') ?? []);
  for (const [i, name] of wanted.entries()) {
    if (!Object.hasOwn(COLUMNS, name)) return `option --output: field ‘${name}’ unknown`;
    if (wanted.indexOf(name) < i) return `option --output: field ‘${name}’ used more than once`;
  }
  return pick(wanted);
}

const KIB: BlockSize = { bytes: 1024, suffix: '' };

/** How to write; a text is a size that is none. */
function mannerOf({ has, all }: Tool['args']): Manner | string {
  const given = all.findLast(({ name }) => 'BkmhH'.includes(name));
  const isHuman = given !== undefined && 'hH'.includes(given.name);
  const base = given?.name === 'H' ? 1000 : 1024;
  const text = given?.name === 'm' ? '1M' : given?.name === 'B' ? (given.value ?? '') : '1K';
  const block = isHuman ? KIB : blockSizeOf(text);
  if (block === undefined) return text;
  return {
    isPosix: has('P'),
    isHuman,
    isNamed: has('output'),
    block,
    size: (bytes) => (isHuman ? sizeText(bytes, base) : inBlocks(bytes, block)),
    count: (inodes) => (isHuman ? sizeText(inodes, base) : String(inodes)),
  };
}

/** The mounts that operands name, or all that have a size. */
function* wantedRows(t: Tool): Program<{ readonly rows: Row[]; readonly status: number }> {
  const { files } = t.context;
  const table = mountTable(files.mounts());
  const { operands, has } = t.args;
  if (operands.length === 0) {
    const list = has('a') ? table : sizedMounts(table);
    return { rows: list.map((mount) => ({ ...mount, file: '-' })), status: 0 };
  }
  let status = 0;
  const rows: Row[] = [];
  for (const file of operands) {
    const path = t.path(file);
    const stat = files.stat(path);
    if (!stat.ok) {
      yield* t.err(['noMount', file, errorText(stat.error)]);
      status = 1;
      continue;
    }
    const { mountPoint } = files.space(path);
    const shown = mountPoint.replace(/^\/var\/run\/secrets/, '/run/secrets');
    const found = table.find((each) => each.mountPoint === shown) ?? table[0];
    if (found !== undefined) rows.push({ ...found, file });
  }
  return { rows, status };
}

/** The line of `--total`. */
function totalOf(rows: readonly Row[]): Row[] {
  const sum = (of: (row: Row) => number): number => rows.reduce((all, row) => all + of(row), 0);
  return rows.slice(0, 1).map((first) => ({
    ...first,
    ...{ device: 'total', type: '-', mountPoint: '-', file: '-' },
    capacityBytes: sum(({ capacityBytes }) => capacityBytes),
    usedBytes: sum(({ usedBytes }) => usedBytes),
  }));
}

/** Lines whose columns stand below one another; the last one, when it is text, ends as it does. */
function aligned(columns: readonly Column[], table: readonly (readonly string[])[]): string {
  const widths = columns.map(({ least }, i) =>
    Math.max(least, ...table.map((cells) => cells[i]?.length ?? 0)),
  );
  const padded = (cell: string, i: number): string => {
    if (columns[i]?.isText !== true) return cell.padStart(widths[i] ?? 0);
    return i === columns.length - 1 ? cell : cell.padEnd(widths[i] ?? 0);
  };
  return table.map((cells) => `${cells.map(padded).join(' ')}\n`).join('');
}

export const df = tool({
  name: 'df',
  summary: 'Shows how much space file systems have.',
  flags:
    'h|human-readable H|si k m T|print-type i|inodes a|all l|local B|block-size: P|portability ' +
    't|type: x|exclude-type: |total |output:: |sync |no-sync',
  *run(t) {
    const columns = columnsOf(t.args);
    if (typeof columns === 'string') return yield* misuse(t, 'df', columns);
    const manner = mannerOf(t.args);
    if (typeof manner === 'string') {
      yield* t.err(`invalid -B argument '${manner}'`);
      return 1;
    }
    const { rows: named, status } = yield* wantedRows(t);
    const values = (wanted: string) =>
      t.args.all.filter(({ name }) => name === wanted).map(({ value }) => value);
    const [types, others] = [values('t'), values('x')];
    const rows = named.filter(
      ({ type }) => (types.length === 0 || types.includes(type)) && !others.includes(type),
    );
    if (rows.length === 0 && named.length > 0) {
      yield* t.err('no file systems processed');
      return 1;
    }
    if (rows.length === 0) return status;
    const head = columns.map(({ title }) => (typeof title === 'string' ? title : title(manner)));
    const shown = [...rows, ...(t.args.has('total') ? totalOf(rows) : [])];
    const cells = shown.map((row) => columns.map((column) => column.cell(row, manner)));
    yield* t.out(aligned(columns, [head, ...cells]));
    return status;
  },
});
