import { displayWidth, errorText } from '../../kernel/index.ts';
import { eachInput } from './each-input.ts';
import { linesOf } from './inputs.ts';
import { type Tool, tool } from './tool.ts';

/** Text in columns one after the other, or with `-x` row by row. */
function filledColumns(lines: readonly string[], total: number, isByRow: boolean): string {
  const width = (Math.floor(Math.max(0, ...lines.map(displayWidth)) / 8) + 1) * 8;
  const count = Math.max(1, Math.floor(total / width));
  const rows = Math.ceil(lines.length / count);
  let out = '';
  for (let row = 0; row < rows; row++) {
    for (let i = 0; i < count; i++) {
      const cell = lines[isByRow ? row * count + i : i * rows + row];
      if (cell === undefined) break;
      const following = isByRow ? row * count + i + 1 : (i + 1) * rows + row;
      const isLast = i + 1 >= count || lines[following] === undefined;
      out += cell + (isLast ? '' : '\t'.repeat(Math.ceil((width - displayWidth(cell)) / 8)));
    }
    out += '\n';
  }
  return out;
}

/** The fields of a line; with a limit the last one takes what is left. */
function fieldsOf(line: string, separator: string | undefined, limit: number): string[] {
  const pattern =
    separator === undefined
      ? /[ \t]+/g
      : new RegExp(`[${separator.replace(/[\\\]^-]/g, '\\$&')}]`, 'g');
  const fields: string[] = [];
  let rest = separator === undefined ? line.trim() : line;
  while (limit === 0 || fields.length < limit - 1) {
    pattern.lastIndex = 0;
    const match = pattern.exec(rest);
    if (match === null) break;
    fields.push(rest.slice(0, match.index));
    rest = rest.slice(match.index + match[0].length);
  }
  return [...fields, rest];
}

/** The places of columns that an option lists by name or number; a text is one that is unknown. */
function placesOf(list: string, names: readonly string[], count: number): number[] | string {
  const places: number[] = [];
  for (const item of list.split(',')) {
    if (item === '-') {
      for (let at = names.length; at < count; at++) places.push(at);
      continue;
    }
    const at = /^\d+$/.test(item) ? Number(item) - 1 : names.indexOf(item);
    if (at < 0 && !/^\d+$/.test(item)) return item;
    places.push(at);
  }
  return places;
}

interface Table {
  readonly names: readonly string[];
  readonly rows: readonly (readonly string[])[];
  /** The columns that are shown, in their order. */
  readonly shown: readonly number[];
  readonly right: ReadonlySet<number>;
}

function tableText({ names, rows, shown, right }: Table, gap: string, hasHead: boolean): string {
  const all = hasHead ? [names, ...rows] : rows;
  const widths = new Map(
    shown.map((at) => [at, Math.max(0, ...all.map((row) => displayWidth(row[at] ?? '')))]),
  );
  const last = shown.at(-1);
  const line = (row: readonly string[]): string => {
    const cells = shown.map((at) => {
      const cell = row[at] ?? '';
      const space = ' '.repeat((widths.get(at) ?? 0) - displayWidth(cell));
      if (at === last && cell === '') return '';
      if (right.has(at)) return space + cell;
      return at === last ? cell : cell + space;
    });
    return `${cells.join(gap)}\n`;
  };
  return all.map(line).join('');
}

function jsonText({ names, rows, shown }: Table, title: string): string {
  const entry = (row: readonly string[]): string => {
    const fields = shown
      .filter((at) => at < row.length)
      .map(
        (at) =>
          `         ${JSON.stringify((names[at] ?? '').toLowerCase())}: ${JSON.stringify(row[at])}`,
      );
    return `{\n${fields.join(',\n')}\n      }`;
  };
  return `{\n   ${JSON.stringify(title.toLowerCase())}: [\n      ${rows.map(entry).join(',')}\n   ]\n}\n`;
}

/** The table that the options ask for, or what is wrong with them. */
function readTable(t: Tool, lines: readonly string[]): Table | string {
  const { has, value } = t.args;
  const limit = Number(value('l') ?? '0');
  const rows = lines.map((line) => fieldsOf(line, value('s'), limit));
  const names = value('N')?.split(',') ?? [];
  const count = Math.max(names.length, ...rows.map((row) => row.length));
  if (has('J')) {
    if (names.length === 0) return 'option --table-columns required for --json';
    const short = rows.findIndex((row) => row.length > names.length);
    if (short >= 0) {
      return `line ${short + 2}: for JSON the name of the column ${names.length + 1} is required`;
    }
  }
  const listed = { H: [] as number[], O: [] as number[], R: [] as number[] };
  for (const letter of ['H', 'O', 'R'] as const) {
    const list = value(letter);
    const places = list === undefined ? [] : placesOf(list, names, count);
    if (typeof places === 'string') return `undefined column name '${places}'`;
    listed[letter] = places;
  }
  const natural = Array.from({ length: count }, (_, at) => at);
  const ordered = [...listed.O, ...natural.filter((at) => !listed.O.includes(at))];
  const shown = ordered.filter((at) => !listed.H.includes(at));
  return { names, rows, shown, right: new Set(listed.R) };
}

export const column = tool({
  name: 'column',
  summary: 'Arranges text in columns.',
  flags:
    't|table s|separator: o|output-separator: c|output-width: x|fillrows n|table-name: J|json ' +
    'N|table-columns: R|table-right: H|table-hide: O|table-order: E|table-noextreme: ' +
    'T|table-truncate: W|table-wrap: l|table-columns-limit: d|table-noheadings ' +
    'e|table-header-repeat L|keep-empty-lines r|tree: i|tree-id: p|tree-parent:',
  *run(t) {
    const { has, value } = t.args;
    const width = value('c');
    if (width !== undefined && !/^\d+$/.test(width) && width !== 'unlimited') {
      yield* t.err(`invalid columns argument: '${width}'`);
      return 1;
    }
    if (has('t') && has('x')) {
      yield* t.err('mutually exclusive arguments: --table --fillrows');
      return 1;
    }
    const ofTables = ['N', 'R', 'H', 'O', 'E', 'T', 'W', 'n'];
    if (!has('t') && !has('J') && ofTables.some(has)) {
      yield* t.err('option --table required for all --table-*');
      return 1;
    }
    const lines: string[] = [];
    const status = yield* eachInput(
      t,
      // biome-ignore lint/correctness/useYield: collected in memory
      function* (text) {
        lines.push(...linesOf(text));
      },
      (name, error) =>
        error === errorText('EISDIR')
          ? ['readsDirectory', `read failed: ${error}`]
          : `${name}: ${error}`,
    );
    const filled = lines.filter((line) => has('L') || line.trim() !== '');
    if (!has('t') && !has('J')) {
      const total = Number(value('c') ?? t.context.tty?.columns() ?? '80');
      yield* t.out(filledColumns(filled, total, has('x')));
      return status;
    }
    const table = readTable(t, filled);
    if (typeof table === 'string') {
      yield* t.err(table);
      return 1;
    }
    if (filled.length === 0) return status;
    const hasHead = table.names.length > 0 && !has('d');
    yield* t.out(
      has('J')
        ? jsonText(table, value('n') ?? 'table')
        : tableText(table, value('o') ?? '  ', hasHead),
    );
    return status;
  },
});
