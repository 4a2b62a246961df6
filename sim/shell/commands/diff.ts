import { type FileSystem, type Program, readAll, resolvePath } from '../../kernel/index.ts';
import { formatDate } from '../dates.ts';
import { type Change, edScript, rcsScript } from './diff-scripts.ts';
import {
  createTool,
  flags,
  openInput,
  parseArguments,
  type StreamingCommand,
  type Tool,
} from './tool.ts';

const FLAGS = flags(
  'a|text b|ignore-space-change B|ignore-blank-lines c C|context: d|minimal e|ed E ' +
    'i|ignore-case I: l n N|new-file p q|brief r|recursive s|report-identical-files t T ' +
    'u U|unified: w|ignore-all-space W|width: x|exclude: y|side-by-side Z |normal ' +
    '|label: |color:: |suppress-common-lines |strip-trailing-cr |help',
);

/** The shortest edit script (Myers), as stretches of changed lines. */
export function diffLines(a: readonly string[], b: readonly string[]): Change[] {
  let start = 0;
  while (start < a.length && start < b.length && a[start] === b[start]) start++;
  let endA = a.length;
  let endB = b.length;
  while (endA > start && endB > start && a[endA - 1] === b[endB - 1]) {
    endA--;
    endB--;
  }
  const n = endA - start;
  const m = endB - start;
  const most = n + m;
  const offset = most + 1;
  const v = new Int32Array(2 * most + 3);
  const trace: Int32Array[] = [];
  const find = (): number => {
    for (let d = 0; d <= most; d++) {
      trace.push(v.slice());
      for (let k = -d; k <= d; k += 2) {
        const down = k === -d || (k !== d && (v[offset + k - 1] ?? 0) < (v[offset + k + 1] ?? 0));
        let x = down ? (v[offset + k + 1] ?? 0) : (v[offset + k - 1] ?? 0) + 1;
        let y = x - k;
        while (x < n && y < m && a[start + x] === b[start + y]) {
          x++;
          y++;
        }
        v[offset + k] = x;
        if (x >= n && y >= m) return d;
      }
    }
    return most;
  };
  const deleted = new Uint8Array(n);
  const inserted = new Uint8Array(m);
  let x = n;
  let y = m;
  for (let d = most === 0 ? 0 : find(); d > 0; d--) {
    const before = trace[d] as Int32Array;
    const k = x - y;
    const down =
      k === -d || (k !== d && (before[offset + k - 1] ?? 0) < (before[offset + k + 1] ?? 0));
    const previousK = down ? k + 1 : k - 1;
    const previousX = before[offset + previousK] ?? 0;
    const previousY = previousX - previousK;
    if (down) inserted[previousY] = 1;
    else deleted[previousX] = 1;
    x = previousX;
    y = previousY;
  }
  const changes: Change[] = [];
  let i = 0;
  let j = 0;
  while (i < n || j < m) {
    if (deleted[i] !== 1 && inserted[j] !== 1) {
      i++;
      j++;
      continue;
    }
    const [i0, j0] = [i, j];
    while ((i < n && deleted[i] === 1) || (j < m && inserted[j] === 1)) {
      if (i < n && deleted[i] === 1) i++;
      else j++;
    }
    changes.push({ a0: start + i0, a1: start + i, b0: start + j0, b1: start + j });
  }
  return changes;
}

interface Side {
  readonly name: string;
  readonly lines: readonly string[];
  readonly isEnded: boolean;
  readonly modifiedEpochMs: number;
}

const range = (from: number, to: number): string =>
  to - from === 1 ? String(from + 1) : to === from ? String(from) : `${from + 1},${to}`;

const NO_NEWLINE = '\\ No newline at end of file\n';

/** Lines of a side with a mark in front, and the note about a missing line end. */
const marked = (side: Side, from: number, to: number, mark: string): string =>
  side.lines
    .slice(from, to)
    .map(
      (line, i) =>
        `${mark}${line}\n${from + i === side.lines.length - 1 && !side.isEnded ? NO_NEWLINE : ''}`,
    )
    .join('');

function normal(a: Side, b: Side, changes: readonly Change[]): string {
  return changes
    .map(({ a0, a1, b0, b1 }) => {
      const kind = a0 === a1 ? 'a' : b0 === b1 ? 'd' : 'c';
      const middle = kind === 'c' ? '---\n' : '';
      const head = `${range(a0, a1)}${kind}${range(b0, b1)}\n`;
      return head + marked(a, a0, a1, '< ') + middle + marked(b, b0, b1, '> ');
    })
    .join('');
}

/** Changes that are closer than twice the context go into one hunk. */
function hunks(changes: readonly Change[], context: number): Change[][] {
  const out: Change[][] = [];
  for (const change of changes) {
    const last = out.at(-1)?.at(-1);
    if (last !== undefined && change.a0 - last.a1 <= 2 * context) out.at(-1)?.push(change);
    else out.push([change]);
  }
  return out;
}

function header(t: Tool, a: Side, b: Side, marks: [string, string]): string {
  const labels = t.args.all.filter((one) => one.name === 'label').map((one) => one.value ?? '');
  return [a, b]
    .map((side, i) => {
      const time = formatDate('%Y-%m-%d %H:%M:%S.%N %z', side.modifiedEpochMs);
      return `${marks[i]} ${labels[i] ?? `${side.name}\t${time}`}\n`;
    })
    .join('');
}

function unified(t: Tool, a: Side, b: Side, changes: readonly Change[], context: number): string {
  const span = (from: number, to: number): string => {
    const count = to - from;
    if (count === 1) return String(from + 1);
    return `${count === 0 ? from : from + 1},${count}`;
  };
  const body = hunks(changes, context).map((group) => {
    const [first, last] = [group[0] as Change, group.at(-1) as Change];
    const a0 = Math.max(0, first.a0 - context);
    const a1 = Math.min(a.lines.length, last.a1 + context);
    const b0 = Math.max(0, first.b0 - context);
    const b1 = Math.min(b.lines.length, last.b1 + context);
    let at = a0;
    let text = `@@ -${span(a0, a1)} +${span(b0, b1)} @@\n`;
    for (const change of group) {
      text +=
        marked(a, at, change.a0, ' ') +
        marked(a, change.a0, change.a1, '-') +
        marked(b, change.b0, change.b1, '+');
      at = change.a1;
    }
    return text + marked(a, at, a1, ' ');
  });
  return header(t, a, b, ['---', '+++']) + body.join('');
}

function contextual(
  t: Tool,
  a: Side,
  b: Side,
  changes: readonly Change[],
  context: number,
): string {
  const span = (from: number, to: number): string =>
    to - from <= 1 ? String(to) : `${from + 1},${to}`;
  const body = hunks(changes, context).map((group) => {
    const [first, last] = [group[0] as Change, group.at(-1) as Change];
    const half = (side: Side, pick: (change: Change) => [number, number], mark: string): string => {
      const from = Math.max(0, pick(first)[0] - context);
      const to = Math.min(side.lines.length, pick(last)[1] + context);
      const isTouched = group.some((change) => pick(change)[0] < pick(change)[1]);
      const stars = mark === '-' ? '***' : '---';
      let text = `${stars} ${span(from, to)} ${mark === '-' ? '****' : '----'}\n`;
      if (!isTouched) return text;
      let at = from;
      for (const change of group) {
        const [low, high] = pick(change);
        const isBoth = change.a0 < change.a1 && change.b0 < change.b1;
        text += marked(side, at, low, '  ') + marked(side, low, high, isBoth ? '! ' : `${mark} `);
        at = high;
      }
      return text + marked(side, at, to, '  ');
    };
    const old = half(a, (change) => [change.a0, change.a1], '-');
    const now = half(b, (change) => [change.b0, change.b1], '+');
    return `***************\n${old}${now}`;
  });
  return header(t, a, b, ['***', '---']) + body.join('');
}

/** `-y`: both files side by side. */
function sideBySide(
  a: Side,
  b: Side,
  changes: readonly Change[],
  width: number,
  onlyChanges: boolean,
): string {
  const half = Math.max(
    0,
    Math.floor(Math.floor((width + 8) / 16) * 8 - 3) > 0 ? Math.floor((width - 3) / 2) : 1,
  );
  const column = Math.floor((width + 8) / 16) * 8;
  const left = Math.min(half, column - 3);
  const right = Math.max(0, width - column);
  const tabs = (from: number, to: number): string => {
    let out = '';
    let at = from;
    while (Math.floor(at / 8) * 8 + 8 <= to) {
      out += '\t';
      at = Math.floor(at / 8) * 8 + 8;
    }
    return out + ' '.repeat(to - at);
  };
  const row = (one: string | undefined, mark: string, two: string | undefined): string => {
    const shown = (one ?? '').slice(0, left);
    if (mark === ' ')
      return `${shown}${tabs(shown.length, column)}${(two ?? '').slice(0, right)}\n`;
    const middle = `${shown}${tabs(shown.length, column - 2)}${mark}`;
    return two === undefined
      ? `${middle}\n`
      : `${middle}${tabs(column - 1, column)}${two.slice(0, right)}\n`;
  };
  let out = '';
  let i = 0;
  let j = 0;
  const same = (to: number): void => {
    for (; i < to; i++, j++) if (!onlyChanges) out += row(a.lines[i], ' ', b.lines[j]);
  };
  for (const { a0, a1, b0, b1 } of changes) {
    same(a0);
    j = b0;
    const both = Math.min(a1 - a0, b1 - b0);
    for (let k = 0; k < both; k++) out += row(a.lines[a0 + k], '|', b.lines[b0 + k]);
    for (let k = a0 + both; k < a1; k++) out += row(a.lines[k], '<', undefined);
    for (let k = b0 + both; k < b1; k++) out += row(undefined, '>', b.lines[k]);
    i = a1;
    j = b1;
  }
  same(a.lines.length);
  return out;
}

/** A line as the options compare it. */
function shaped(t: Tool, line: string): string {
  const { has } = t.args;
  let out = line;
  if (has('w')) out = out.replace(/\s+/g, '');
  else if (has('b')) out = out.replace(/\s+/g, ' ').replace(/\s$/, '');
  else if (has('Z')) out = out.replace(/\s+$/, '');
  if (has('strip-trailing-cr')) out = out.replace(/\r$/, '');
  return has('i') ? out.toLowerCase() : out;
}

function* compare(t: Tool, a: Side, b: Side, options: readonly string[]): Program {
  const { has, value } = t.args;
  const keys = (side: Side): string[] =>
    side.lines.map(
      (line, i) =>
        shaped(t, line) +
        (i === side.lines.length - 1 && !side.isEnded && !has('w') && !has('b') ? '\0' : ''),
    );
  let changes = diffLines(keys(a), keys(b));
  if (has('B')) {
    changes = changes.filter(({ a0, a1, b0, b1 }) =>
      [...a.lines.slice(a0, a1), ...b.lines.slice(b0, b1)].some((line) => line !== ''),
    );
  }
  if (changes.length === 0) {
    if (has('s')) yield* t.out(`Files ${a.name} and ${b.name} are identical\n`);
    else if (has('y') && !has('suppress-common-lines'))
      yield* t.out(sideBySide(a, b, [], Number(value('W') ?? '130'), false));
    return 0;
  }
  if (has('q')) {
    yield* t.out(`Files ${a.name} and ${b.name} differ\n`);
    return 1;
  }
  if (options.length > 0) yield* t.out(`${[...options, a.name, b.name].join(' ')}\n`);
  const lines = Number(value('U') ?? value('C') ?? '3');
  if (has('e')) yield* t.out(edScript(b.lines, changes));
  else if (has('n')) yield* t.out(rcsScript(b.lines, changes));
  else if (has('u') || has('U')) yield* t.out(unified(t, a, b, changes, lines));
  else if (has('c') || has('C')) yield* t.out(contextual(t, a, b, changes, lines));
  else if (has('y'))
    yield* t.out(
      sideBySide(a, b, changes, Number(value('W') ?? '130'), has('suppress-common-lines')),
    );
  else yield* t.out(normal(a, b, changes));
  return 1;
}

function* readSide(t: Tool, name: string, path: string): Program<Side | string> {
  const stat = t.context.files.stat(path);
  const opened = openInput(t, name === '-' ? '-' : path);
  if (!opened.ok) return opened.error;
  const text = yield* readAll(opened.reader);
  const lines = text.split('\n');
  const isEnded = text === '' || lines.at(-1) === '';
  if (lines.at(-1) === '') lines.pop();
  return { name, lines, isEnded, modifiedEpochMs: stat.ok ? stat.value.modifiedEpochMs : 0 };
}

const kindOf = (files: FileSystem, path: string): 'directory' | 'file' | 'missing' => {
  const stat = files.stat(path);
  return !stat.ok ? 'missing' : stat.value.type === 'directory' ? 'directory' : 'file';
};

function* compareDirectories(
  t: Tool,
  left: string,
  right: string,
  options: readonly string[],
): Program {
  const { files } = t.context;
  const list = (name: string): readonly string[] => {
    const listed = files.list(t.path(name));
    return listed.ok ? listed.value : [];
  };
  const join = (name: string, child: string): string => `${name.replace(/\/$/, '')}/${child}`;
  const names = [...new Set([...list(left), ...list(right)])].sort();
  let status = 0;
  for (const name of names) {
    const [one, two] = [join(left, name), join(right, name)];
    const [a, b] = [kindOf(files, t.path(one)), kindOf(files, t.path(two))];
    if ((a === 'missing' || b === 'missing') && !t.args.has('N')) {
      yield* t.out(
        `Only in ${(a === 'missing' ? right : left).replace(/(.)\/$/, '$1')}: ${name}\n`,
      );
      status = 1;
    } else if (a === 'directory' && b === 'directory') {
      if (t.args.has('r'))
        status = Math.max(status, yield* compareDirectories(t, one, two, options));
      else yield* t.out(`Common subdirectories: ${one} and ${two}\n`);
    } else if (a === 'directory' || b === 'directory') {
      const kind = (k: string): string => (k === 'directory' ? 'a directory' : 'a regular file');
      yield* t.out(`File ${one} is ${kind(a)} while file ${two} is ${kind(b)}\n`);
      status = 1;
    } else status = Math.max(status, yield* compareFiles(t, one, two, options));
  }
  return status;
}

function* compareFiles(t: Tool, left: string, right: string, options: readonly string[]): Program {
  const sides: Side[] = [];
  for (const name of [left, right]) {
    const path = name === '-' ? '-' : resolvePath(t.context.directory, name);
    if (t.args.has('N') && name !== '-' && kindOf(t.context.files, path) === 'missing') {
      sides.push({ name, lines: [], isEnded: true, modifiedEpochMs: 0 });
      continue;
    }
    const side = yield* readSide(t, name, path);
    if (typeof side === 'string') {
      yield* t.err(`${name}: ${side}`);
      continue;
    }
    sides.push(side);
  }
  const [a, b] = sides;
  return a === undefined || b === undefined ? 2 : yield* compare(t, a, b, options);
}

export const diff: StreamingCommand = {
  name: 'diff',
  summary: 'Compares files line by line.',
  opensStreams: true,
  *run(context) {
    const complain = function* (text: string): Program {
      yield* context.stderr.write(`diff: ${text}\ndiff: Try 'diff --help' for more information.\n`);
      return 2;
    };
    const args = context.args.flatMap((arg) => {
      const old = /^-(u?)(\d+)$/.exec(arg);
      return old === null ? [arg] : ['-U', old[2] ?? ''];
    });
    const parsed = parseArguments(FLAGS, args);
    if (!parsed.ok) return yield* complain(parsed.message);
    const t = createTool(context, 'diff', parsed.parsed);
    const [left, right, extra] = parsed.parsed.operands;
    if (left === undefined) return yield* complain("missing operand after 'diff'");
    if (right === undefined) return yield* complain(`missing operand after '${left}'`);
    if (extra !== undefined) return yield* complain(`extra operand '${extra}'`);
    const kinds = [left, right].map((name) =>
      name === '-' ? 'file' : kindOf(context.files, t.path(name)),
    );
    const options = context.args.filter((arg) => arg.startsWith('-') && arg !== '-');
    if (kinds[0] === 'directory' && kinds[1] === 'directory') {
      return yield* compareDirectories(t, left, right, ['diff', ...options]);
    }
    const base = (name: string): string => name.replace(/\/+$/, '').split('/').at(-1) ?? '';
    const [a, b] =
      kinds[0] === 'directory'
        ? [`${left.replace(/\/$/, '')}/${base(right)}`, right]
        : kinds[1] === 'directory'
          ? [left, `${right.replace(/\/$/, '')}/${base(left)}`]
          : [left, right];
    return yield* compareFiles(t, a, b, []);
  },
};
