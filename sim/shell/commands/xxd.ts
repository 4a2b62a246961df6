import { decodeUtf8, errorText, type Program } from '../../kernel/index.ts';
import { hexOf, printable, readBytes } from './bytes.ts';
import { type Tool, tool } from './tool.ts';

/** A number as C's strtol reads it: decimal, `0x…` or octal; 0 when it is none. */
function numberFrom(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const match = /^([-+]?)(0[xX][0-9a-fA-F]+|0[0-7]*|\d+)/.exec(text);
  if (match === null) return 0;
  const digits = match[2] ?? '0';
  const value = /^0[0-7]/.test(digits) ? Number.parseInt(digits, 8) : Number(digits);
  return match[1] === '-' ? -value : value;
}

/** Bytes out of a dump: with `-p` of plain digits, else each line at its address. */
function reversed(text: string, isPlain: boolean, seek: number): Uint8Array {
  const bytesOf = (digits: string): number[] =>
    (digits.replace(/[^0-9a-fA-F]/g, '').match(/../g) ?? []).map((two) => Number.parseInt(two, 16));
  if (isPlain) return Uint8Array.from(bytesOf(text));
  const out: number[] = [];
  for (const line of text.split('\n')) {
    const match = /^([0-9a-fA-F]+): ?((?:[0-9a-fA-F]+ ?)*)/.exec(line);
    if (match === null) continue;
    const at = Number.parseInt(match[1] ?? '0', 16) + seek;
    while (out.length < at) out.push(0);
    for (const [i, byte] of bytesOf(match[2] ?? '').entries()) out[at + i] = byte;
  }
  return Uint8Array.from(out);
}

/** `-i`: an array in C, with its name and length when it comes from a file. */
function cArray(t: Tool, bytes: readonly number[], columns: number): string {
  const { has, value, operands } = t.args;
  const [file] = operands;
  const given = value('n') ?? (file === undefined || file === '-' ? undefined : file);
  const mark = has('u') ? 'X' : 'x';
  const cells = bytes.map((byte) => {
    const digits = has('u') ? hexOf(byte).toUpperCase() : hexOf(byte);
    return `0${mark}${digits}`;
  });
  const rows: string[] = [];
  for (let i = 0; i < cells.length; i += columns) {
    rows.push(`  ${cells.slice(i, i + columns).join(', ')}`);
  }
  const body = rows.length === 0 ? '' : `${rows.join(',\n')}\n`;
  if (given === undefined) return body;
  const plain = given.replace(/[^A-Za-z0-9]/g, '_').replace(/^(?=\d)/, '__');
  const name = has('C') ? plain.toUpperCase() : plain;
  const length = has('C') ? 'LEN' : 'len';
  return (
    `unsigned char ${name}[] = {\n${body}};\n` +
    `unsigned int ${name}_${length} = ${bytes.length};\n`
  );
}

interface Layout {
  readonly columns: number;
  readonly group: number;
  readonly first: number;
}

/** Lines of addresses, cells and text; with `-a` rows of zeros only once. */
function* dump(t: Tool, bytes: readonly number[], layout: Layout): Program<void> {
  const { has } = t.args;
  const { columns, group, first } = layout;
  const isLittle = has('e');
  const size = has('b') ? 8 : 2;
  const show = (byte: number): string => {
    if (has('b')) return byte.toString(2).padStart(8, '0');
    return has('u') ? hexOf(byte).toUpperCase() : hexOf(byte);
  };
  const full = columns * size + (group === 0 ? 0 : Math.ceil(columns / group) - 1);
  const rowText = (row: readonly number[]): string => {
    if (!isLittle) {
      return row
        .map((byte, at) => (group > 0 && at > 0 && at % group === 0 ? ' ' : '') + show(byte))
        .join('');
    }
    const groups: string[] = [];
    for (let i = 0; i < row.length; i += group) {
      const word = row
        .slice(i, i + group)
        .reverse()
        .map(show)
        .join('');
      groups.push(word.padStart(group * size));
    }
    return groups.join(' ');
  };
  let zeros = 0;
  for (let i = 0; i < bytes.length; i += columns) {
    const row = bytes.slice(i, i + columns);
    const isZero = row.every((byte) => byte === 0) && row.length === columns;
    const isLast = i + columns >= bytes.length;
    zeros = isZero ? zeros + 1 : 0;
    if (has('a') && zeros > 1 && !isLast) {
      if (zeros === 2) yield* t.out('*\n');
      continue;
    }
    const at = first + i;
    const address = has('d') ? String(at).padStart(8, '0') : at.toString(16).padStart(8, '0');
    yield* t.out(`${address}: ${rowText(row).padEnd(full)}  ${row.map(printable).join('')}\n`);
  }
}

/** Prints bytes in the form that is asked for. */
function* showBytes(t: Tool, read: Uint8Array, seek: number, length: number): Program {
  const { has, value } = t.args;
  const start = seek < 0 ? Math.max(0, read.length + seek) : seek;
  const bytes = [...read.slice(start, Math.min(read.length, start + length))];
  const usual = has('p') ? 30 : has('b') ? 6 : has('i') ? 12 : 16;
  const asked = numberFrom(value('c'));
  const columns = asked === undefined || (asked <= 0 && !has('p')) ? usual : asked;
  if (columns > 256 && !has('p')) {
    yield* t.context.stderr.write('xxd: invalid number of columns (max. 256).\n');
    return 1;
  }
  if (has('i')) {
    yield* t.out(cArray(t, bytes, columns));
    return 0;
  }
  if (has('p')) {
    const digits = bytes.map((byte) => (has('u') ? hexOf(byte).toUpperCase() : hexOf(byte)));
    const each = columns === 0 ? Math.max(1, digits.length) : columns;
    for (let i = 0; i < digits.length; i += each) {
      yield* t.out(`${digits.slice(i, i + each).join('')}\n`);
    }
    return 0;
  }
  const group = numberFrom(value('g')) ?? (has('b') ? 1 : has('e') ? 4 : 2);
  const first = start + (numberFrom(value('o')) ?? 0);
  yield* dump(t, bytes, { columns, group: group > columns ? columns : group, first });
  return 0;
}

/** A way out that adds up what is written. */
const collect = (add: (text: string) => void): Tool['out'] =>
  // biome-ignore lint/correctness/useYield: a file does not wait
  function* (text) {
    add(text);
  };

const LONG: Readonly<Record<string, string>> = {
  '-ps': '-p',
  '-plain': '-p',
  '-postscript': '-p',
  '-include': '-i',
  '-bits': '-b',
  '-cols': '-c',
  '-len': '-l',
  '-seek': '-s',
  '-skip': '-s',
  '-revert': '-r',
  '-groupsize': '-g',
  '-autoskip': '-a',
  '-capitalize': '-C',
  '-name': '-n',
};

const USAGE = `Usage:
       xxd [options] [infile [outfile]]
    or
       xxd -r [-s [-]offset] [-c cols] [-ps] [infile [outfile]]
Options:
    -a          toggle autoskip: A single '*' replaces nul-lines. Default off.
    -b          binary digit dump (incompatible with -ps,-i,-r). Default hex.
    -C          capitalize variable names in C include file style (-i).
    -c cols     format <cols> octets per line. Default 16 (-i: 12, -ps: 30).
    -E          show characters in EBCDIC. Default ASCII.
    -e          little-endian dump (incompatible with -ps,-i,-r).
    -g bytes    number of octets per group in normal output. Default 2 (-e: 4).
    -h          print this summary.
    -i          output in C include file style.
    -l len      stop after <len> octets.
    -n name     set the variable name used in C include output (-i).
    -o off      add <off> to the displayed file position.
    -ps         output in postscript plain hexdump style.
    -r          reverse operation: convert (or patch) hexdump into binary.
    -r -s off   revert with <off> added to file positions found in hexdump.
    -d          show offset in decimal instead of hex.
    -s [+][-]seek  start at <seek> bytes abs. (or +: rel.) infile offset.
    -u          use upper case hex letters.
    -v          show version: "xxd 2022-01-14 by Juergen Weigert et al.".
`;

export const xxd = tool({
  name: 'xxd',
  refusal: () => USAGE,
  summary: 'Shows bytes in hexadecimal, or makes them of it.',
  flags: 'a b c: d e E g: h i l: n: o: p r s: u v C',
  rewrite: (args) => args.map((arg) => LONG[arg] ?? arg),
  *run(t) {
    const { has, value } = t.args;
    if (has('v')) {
      yield* t.context.stderr.write('xxd 2022-01-14 by Juergen Weigert et al.\n');
      return 0;
    }
    if (has('h') || t.args.operands.length > 2) {
      yield* t.context.stderr.write(USAGE);
      return 1;
    }
    const seek = numberFrom(value('s')) ?? 0;
    const asked = numberFrom(value('l')) ?? -1;
    const length = asked < 0 ? Number.POSITIVE_INFINITY : asked;
    const most = seek < 0 || has('r') ? Number.POSITIVE_INFINITY : seek + length;
    const read = yield* readBytes(
      t,
      (name, error) => (error === errorText('EISDIR') ? `xxd: ${error}` : `xxd: ${name}: ${error}`),
      most,
      false,
    );
    if (typeof read === 'number') return read;
    const isFile = (t.args.operands[0] ?? '-') !== '-';
    if (seek < 0 && !has('r') && (!isFile || -seek > read.length)) {
      yield* t.err('Sorry, cannot seek.');
      return 4;
    }
    if (has('r')) {
      yield* t.out(decodeUtf8(reversed(decodeUtf8(read), has('p'), seek)));
      return 0;
    }
    const target = t.args.operands[1];
    if (target !== undefined) {
      const { context } = t;
      const stdout = collect((text) => void context.files.append(t.path(target), text));
      context.files.write(t.path(target), '');
      return yield* showBytes({ ...t, out: stdout }, read, seek, length);
    }
    return yield* showBytes(t, read, seek, length);
  },
});
