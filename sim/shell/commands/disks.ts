import { errorText } from '../../kernel/index.ts';
import { mountTable } from './mount-table.ts';
import { tool } from './tool.ts';

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
