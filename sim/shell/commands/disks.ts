import type { Program } from '../../kernel/index.ts';
import { errorText } from '../../kernel/index.ts';
import { mountTable, type ShownMount, sizedMounts } from './mount-table.ts';
import { type Tool, tool } from './tool.ts';

const UNITS = ['', 'K', 'M', 'G', 'T', 'P'];

/** `1.1G`: rounded up, with one digit behind the point below ten, as df does. */
export function sizeText(bytes: number, base = 1024): string {
  let value = bytes;
  let unit = 0;
  while (value >= base && unit < UNITS.length - 1) {
    value /= base;
    unit++;
  }
  const tenths = Math.ceil(value * 10) / 10;
  const text = unit > 0 && tenths < 10 ? tenths.toFixed(1) : String(Math.ceil(value));
  return `${text}${UNITS[unit]}`;
}

const percentOf = ({ usedBytes, capacityBytes }: ShownMount): string =>
  capacityBytes === 0 ? '-' : `${Math.ceil((usedBytes / capacityBytes) * 100)}%`;

/** The mounts that operands name, or all that have a size. */
function* wanted(t: Tool): Program<{ readonly list: ShownMount[]; readonly status: number }> {
  const { files } = t.context;
  const table = mountTable(files.mounts());
  const { operands, has } = t.args;
  if (operands.length === 0) return { list: has('a') ? table : sizedMounts(table), status: 0 };
  let status = 0;
  const list: ShownMount[] = [];
  for (const operand of operands) {
    const path = t.path(operand);
    const stat = files.stat(path);
    if (!stat.ok) {
      yield* t.err(['noMount', operand, errorText(stat.error)]);
      status = 1;
      continue;
    }
    const { mountPoint } = files.space(path);
    const shown = mountPoint.replace(/^\/var\/run\/secrets/, '/run/secrets');
    const found = table.find((each) => each.mountPoint === shown) ?? table[0];
    if (found !== undefined) list.push(found);
  }
  return { list, status };
}

const padded = (cells: readonly string[], widths: readonly number[], left: number): string =>
  cells
    .map((cell, i) => {
      if (i === cells.length - 1) return cell;
      return i < left ? cell.padEnd(widths[i] ?? 0) : cell.padStart(widths[i] ?? 0);
    })
    .join(' ');

const INODES = 3_932_160;

/** The cells of one line. */
function cellsOf(mount: ShownMount, how: DfOptions): string[] {
  const { device, type, mountPoint, capacityBytes, usedBytes } = mount;
  const head = how.hasType ? [device, type] : [device];
  if (how.isInodes) {
    const used = device.startsWith('/dev/') || type === 'overlay' ? 211_204 : 12;
    const rest = `${Math.ceil((used / INODES) * 100)}%`;
    return [...head, String(INODES), String(used), String(INODES - used), rest, mountPoint];
  }
  const sizes = [capacityBytes, usedBytes, capacityBytes - usedBytes].map(how.size);
  return [...head, ...sizes, percentOf(mount), mountPoint];
}

interface DfOptions {
  readonly hasType: boolean;
  readonly isInodes: boolean;
  readonly title: string;
  size(bytes: number): string;
}

function optionsOf({ has, value }: Tool['args']): DfOptions {
  const block = has('m') ? 'M' : (value('B') ?? '');
  const isHuman = has('h') || has('H');
  const unit = { K: 1024, M: 1024 ** 2, G: 1024 ** 3 }[block.replace(/^1/, '')] ?? 1024;
  const counted = (bytes: number): string =>
    `${Math.ceil(bytes / unit)}${block === '' || has('m') ? '' : block.replace(/^1/, '')}`;
  return {
    hasType: has('T'),
    isInodes: has('i'),
    title: isHuman
      ? 'Size'
      : block === ''
        ? has('P')
          ? '1024-blocks'
          : '1K-blocks'
        : `1${block.replace(/^1/, '')}-blocks`,
    size: isHuman ? (bytes) => sizeText(bytes, has('H') ? 1000 : 1024) : counted,
  };
}

export const df = tool({
  name: 'df',
  summary: 'Shows how much space file systems have.',
  flags:
    'h|human-readable H|si k m T|print-type i|inodes a|all l|local B|block-size: P|portability ' +
    't|type: x|exclude-type: |total',
  *run(t) {
    const { list: named, status } = yield* wanted(t);
    const values = (name: string) => t.args.all.filter((one) => one.name === name);
    const [types, others] = ['t', 'x'].map((name) => values(name).map(({ value }) => value));
    const list = named.filter(
      ({ type }) => (types?.length === 0 || types?.includes(type)) && !others?.includes(type),
    );
    if (list.length === 0 && named.length > 0) {
      yield* t.err('no file systems processed');
      return 1;
    }
    if (list.length === 0) return status;
    const how = optionsOf(t.args);
    const isHuman = how.title === 'Size';
    const titles = how.isInodes
      ? ['Inodes', 'IUsed', 'IFree', 'IUse%']
      : [how.title, 'Used', isHuman ? 'Avail' : 'Available', t.args.has('P') ? 'Capacity' : 'Use%'];
    const head = how.hasType ? ['Filesystem', 'Type'] : ['Filesystem'];
    const sum = (of: (mount: ShownMount) => number): number =>
      list.reduce((all, mount) => all + of(mount), 0);
    const total = list.slice(0, t.args.has('total') ? 1 : 0).map((first) => ({
      ...first,
      ...{ device: 'total', type: '-', mountPoint: '-' },
      capacityBytes: sum(({ capacityBytes }) => capacityBytes),
      usedBytes: sum(({ usedBytes }) => usedBytes),
    }));
    const shown = [...list, ...total].map((mount) => cellsOf(mount, how));
    const rows = [[...head, ...titles, 'Mounted on'], ...shown];
    const least = [14, ...(how.hasType ? [4] : []), 5, 5, 5, 4];
    const widths = least.map((width, i) =>
      Math.max(width, ...rows.map((row) => row[i]?.length ?? 0)),
    );
    yield* t.out(rows.map((row) => `${padded(row, widths, head.length)}\n`).join(''));
    return status;
  },
});

export const mount = tool({
  name: 'mount',
  summary: 'Shows what is mounted.',
  flags: 'l a t|types: o|options: r|read-only w',
  *run(t) {
    if (t.args.operands.length > 0) {
      yield* t.err(`${t.args.operands.at(-1)}: permission denied.`);
      return 32;
    }
    const kind = t.args.value('t');
    const list = mountTable(t.context.files.mounts()).filter(
      ({ type }) => kind === undefined || kind.split(',').includes(type),
    );
    yield* t.out(
      list
        .map(
          ({ device, mountPoint, type, options }) =>
            `${device} on ${mountPoint} type ${type} (${options})\n`,
        )
        .join(''),
    );
    return 0;
  },
});

const SIZES: Readonly<Record<string, number>> = {
  '': 1,
  k: 1024,
  m: 1024 ** 2,
  g: 1024 ** 3,
  kb: 1000,
  mb: 1000 ** 2,
  gb: 1000 ** 3,
};

/** `10M` in bytes; undefined when it is no size. */
export function sizeOf(text: string): number | undefined {
  const [, digits, unit = ''] =
    /^(\d+)([kmg]?)(?:ib)?$/i.exec(text) ?? /^(\d+)([kmg]b)$/i.exec(text) ?? [];
  return digits === undefined ? undefined : Number(digits) * (SIZES[unit.toLowerCase()] ?? 1);
}

export const fallocate = tool({
  name: 'fallocate',
  summary: 'Takes room for a file.',
  flags: 'l|length: o|offset: n|keep-size z|zero-range x|posix v|verbose',
  *run(t) {
    const { files } = t.context;
    const length = sizeOf(t.args.value('l') ?? '');
    const [name] = t.args.operands;
    if (name === undefined) {
      yield* t.err('no filename specified');
      return 1;
    }
    if (length === undefined || length === 0) {
      yield* t.err(
        length === undefined ? 'no length argument specified' : 'invalid length value specified',
      );
      return 1;
    }
    const path = t.path(name);
    const stat = files.stat(path);
    const made = stat.ok ? stat : files.write(path, '');
    if (!made.ok) {
      yield* t.err(`cannot open ${name}: ${errorText(made.error)}`);
      return 1;
    }
    const missing = length - (stat.ok ? stat.value.size : 0);
    const { capacityBytes, usedBytes } = files.space(path);
    if (missing > capacityBytes - usedBytes) {
      yield* t.err(`fallocate failed: ${errorText('ENOSPC')}`);
      return 1;
    }
    if (missing > 0) files.allocate(path, missing);
    return 0;
  },
});
