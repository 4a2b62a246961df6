import { displayWidth, type Program, readAll, utf8Length } from '../../kernel/index.ts';
import { putBack } from '../descriptors.ts';
import type { Message } from '../words/gnu.ts';
import { quotedName, shownName } from './file-names.ts';
import { type Followed, follow } from './follow.ts';
import { inputName, openInput } from './inputs.ts';
import { type Tool, tool } from './tool.ts';

/** Reads every operand (or standard input) in turn; reports those that cannot be opened. */
export function* eachInput(
  context: Tool,
  use: (text: string, name: string) => Program<void>,
  describe: (name: string, error: string) => Message | string = (name, error) => [
    'unreadable',
    name,
    error,
  ],
): Program<number> {
  const names = context.args.operands.length === 0 ? ['-'] : context.args.operands;
  let status = 0;
  for (const name of names) {
    const opened = openInput(context, name);
    if (!opened.ok) {
      yield* context.err(describe(name, opened.error));
      status = 1;
      continue;
    }
    yield* use(yield* readAll(opened.reader), name);
  }
  return status;
}

const visible = (text: string, keepsTabs: boolean): string => {
  let out = '';
  for (const c of text) {
    const code = c.codePointAt(0) ?? 0;
    const bytes =
      code < 0x80 ? [code] : code >= 0xdc80 && code <= 0xdcff ? [code - 0xdc00] : utf8(c);
    for (const byte of bytes) {
      const low = byte & 0x7f;
      if (byte === 10 || (byte === 9 && keepsTabs)) out += String.fromCharCode(byte);
      else {
        if (byte >= 0x80) out += 'M-';
        if (low < 32) out += `^${String.fromCharCode(low + 64)}`;
        else out += low === 127 ? '^?' : String.fromCharCode(low);
      }
    }
  }
  return out;
};

const utf8 = (c: string): number[] =>
  encodeURIComponent(c)
    .split('%')
    .slice(1)
    .map((hex) => Number.parseInt(hex, 16));

export const cat = tool({
  name: 'cat',
  summary: 'Concatenates files to standard output.',
  flags:
    'b|number-nonblank n|number s|squeeze-blank v|show-nonprinting E|show-ends ' +
    'T|show-tabs A|show-all e t u',
  *run(t) {
    const { has, operands } = t.args;
    const numbersAll = has('n') && !has('b');
    const showsEnds = has('A') || has('E') || has('e');
    const showsTabs = has('A') || has('T') || has('t');
    const showsOthers = has('A') || has('e') || has('t') || has('v');
    const isPlain = !(showsEnds || showsTabs || showsOthers || has('b') || has('n') || has('s'));
    const { stdout } = t.context;
    const target = 'path' in stdout ? String(stdout.path) : '';
    let number = 0;
    let blanks = 0;
    let isLineStart = true;
    let status = 0;
    const show = (text: string): string => {
      let out = '';
      for (const line of text.match(/[^\n]*\n|[^\n]+$/g) ?? []) {
        const isEnded = line.endsWith('\n');
        const body = isEnded ? line.slice(0, -1) : line;
        const isBlank = body === '' && isLineStart;
        blanks = isBlank ? blanks + 1 : 0;
        if (has('s') && blanks > 1) continue;
        if (isLineStart && (numbersAll || (has('b') && body !== ''))) {
          number++;
          out += `${String(number).padStart(6)}\t`;
        }
        let shown = showsOthers ? visible(body, true) : body;
        if (showsTabs) shown = shown.replaceAll('\t', '^I');
        // With the end, a carriage return in front of it is shown too.
        if (showsEnds && isEnded && !showsOthers) shown = shown.replace(/\r$/, '^M');
        out += shown + (isEnded ? (showsEnds ? '$\n' : '\n') : '');
        isLineStart = isEnded;
      }
      return out;
    };
    for (const name of operands.length === 0 ? ['-'] : operands) {
      const opened = openInput(t, name);
      if (!opened.ok) {
        yield* t.err(['unreadable', name, opened.error]);
        status = 1;
        continue;
      }
      if (target !== '' && opened.path === target && !target.startsWith('/dev/')) {
        const size = t.context.files.stat(target);
        if (size.ok && size.value.size > 0) {
          yield* t.err(`${name}: input file is output file`);
          status = 1;
          continue;
        }
      }
      for (;;) {
        const part = yield* opened.reader.read();
        if (part === undefined) break;
        yield* t.out(isPlain ? part : show(part));
      }
    }
    return status;
  },
});

/** The digit of an option that is a count, where none may stand: behind others. */
function lateCount(args: readonly string[]): string | undefined {
  const end = args.indexOf('--');
  const options = end < 0 ? args : args.slice(0, end);
  const isValue = (i: number): boolean => /^-[^-]*[ncs]$|^--\w+$/.test(args[i - 1] ?? '');
  const at = options.findIndex((one, i) => /^-[qvzfF]*\d/.test(one) && !isValue(i));
  return /\d/.exec(args[at] ?? '')?.[0];
}

/** `-5` of head and tail is `-n 5`. */
const oldCount = (args: readonly string[]): readonly string[] | string => {
  const [first = ''] = args;
  const match = /^-(\d+)(.*)$/.exec(first);
  if (match === null) {
    const late = lateCount(args);
    return late === undefined ? args : `invalid trailing option -- ${late}`;
  }
  const rest = match[2] ?? '';
  const bad = /[^qvcbkmz]/.exec(rest);
  if (bad !== null) return `invalid trailing option -- ${bad[0]}`;
  const modes = [...rest.replace(/[^qvz]/g, '')].map((letter) => `-${letter}`);
  // With a unit it is a count of bytes.
  const unit = rest
    .replace(/[^bkm]/g, '')
    .slice(-1)
    .replace('m', 'M');
  const isBytes = unit !== '' || rest.includes('c');
  return [isBytes ? '-c' : '-n', (match[1] ?? '') + unit, ...modes, ...args.slice(1)];
};

const SIZES: Readonly<Record<string, number>> = {
  '': 1,
  b: 512,
  K: 1024,
  k: 1024,
  KiB: 1024,
  M: 1024 ** 2,
  MiB: 1024 ** 2,
  G: 1024 ** 3,
  kB: 1000,
  KB: 1000,
  MB: 1e6,
  GB: 1e9,
};

function countOf(text: string): { sign: string; count: number } | undefined {
  const match = /^([-+]?)(\d+)([A-Za-z]*)$/.exec(text);
  const unit = match === null ? undefined : SIZES[match[3] ?? ''];
  if (match === null || unit === undefined) return undefined;
  return { sign: match[1] ?? '', count: Number(match[2]) * unit };
}

/** Text as units that `-c` counts: one for each byte. */
export function toBytes(text: string): string[] {
  const out: string[] = [];
  for (const c of text) {
    const code = c.codePointAt(0) ?? 0;
    if (code < 0x80 || (code >= 0xdc80 && code <= 0xdcff)) out.push(c);
    else for (const byte of utf8(c)) out.push(String.fromCharCode(0xdc00 + byte));
  }
  return out;
}

export const head = tool({
  name: 'head',
  summary: 'Prints the first lines of files.',
  flags: 'n|lines: c|bytes: q|quiet v|verbose z|zero-terminated |silent',
  rewrite: oldCount,
  *run(t) {
    const { has, value, operands } = t.args;
    const isBytes =
      t.args.all.findLast((one) => one.name === 'n' || one.name === 'c')?.name === 'c';
    const text = value(isBytes ? 'c' : 'n') ?? '10';
    const wanted = countOf(text);
    if (wanted === undefined || wanted.count >= 2 ** 64) {
      const range = wanted === undefined ? '' : ': Value too large for defined data type';
      const shown = text.replace(/^[-+]/, '');
      yield* t.err(['badCount', shown, isBytes ? 'bytes' : 'lines', range]);
      return 1;
    }
    const delimiter = has('z') ? '\0' : '\n';
    const names = operands.length === 0 ? ['-'] : operands;
    const showsNames = has('v') || (names.length > 1 && !has('q') && !has('silent'));
    let status = 0;
    let isFirst = true;
    for (const name of names) {
      const opened = openInput(t, name);
      if (!opened.ok) {
        const isDirectory = opened.error === 'Is a directory';
        if (isDirectory && showsNames) yield* t.out(`${isFirst ? '' : '\n'}==> ${name} <==\n`);
        yield* t.err(
          isDirectory
            ? `error reading ${quotedName(inputName(name))}: Is a directory`
            : ['unopened', name, opened.error],
        );
        status = 1;
        continue;
      }
      const shown = name === '-' ? 'standard input' : name;
      if (showsNames) yield* t.out(`${isFirst ? '' : '\n'}==> ${shown} <==\n`);
      isFirst = false;
      if (wanted.sign === '-') {
        const all = yield* readAll(opened.reader);
        const units = isBytes
          ? toBytes(all)
          : (all.match(new RegExp(`[^${delimiter}]*${delimiter}|[^${delimiter}]+$`, 'g')) ?? []);
        const kept = Math.max(0, units.length - wanted.count);
        yield* t.out(units.slice(0, kept).join(''));
        putBack(opened.reader, units.slice(kept).join(''));
        continue;
      }
      let left = wanted.count;
      while (left > 0) {
        const part = yield* opened.reader.read();
        if (part === undefined) break;
        if (isBytes) {
          const bytes = utf8Length(part) <= left ? [part] : toBytes(part);
          yield* t.out(bytes.slice(0, left).join(''));
          putBack(opened.reader, bytes.slice(left).join(''), true);
          left -= utf8Length(part);
          continue;
        }
        let at = 0;
        while (left > 0) {
          const end = part.indexOf(delimiter, at);
          if (end < 0) {
            at = part.length;
            break;
          }
          at = end + 1;
          left--;
        }
        yield* t.out(part.slice(0, at));
        putBack(opened.reader, part.slice(at));
      }
    }
    return status;
  },
});

export const tail = tool({
  name: 'tail',
  summary: 'Prints the last lines of files.',
  flags:
    'n|lines: c|bytes: q|quiet v|verbose z|zero-terminated f|follow:: F ' +
    's|sleep-interval: |silent |pid: |retry',
  rewrite(args) {
    const [first = '', ...rest] = args;
    const match = /^([-+])(\d+)([lcbf]*)$/.exec(first);
    if (match === null) {
      const late = lateCount(args);
      return late === undefined ? args : `\0option used in invalid context -- ${late}`;
    }
    if (rest.length > 1) {
      return first.startsWith('-')
        ? `\0option used in invalid context -- ${match[2]?.charAt(0)}`
        : args;
    }
    const unit = match[3]?.includes('c') === true ? '-c' : '-n';
    const follow = match[3]?.includes('f') === true ? ['-f'] : [];
    return [unit, `${match[1] === '+' ? '+' : ''}${match[2]}`, ...follow, ...rest];
  },
  *run(t) {
    const { has, value, operands } = t.args;
    const isBytes =
      t.args.all.findLast((one) => one.name === 'n' || one.name === 'c')?.name === 'c';
    const text = value(isBytes ? 'c' : 'n') ?? '10';
    const wanted = countOf(text);
    if (wanted === undefined || wanted.count >= 2 ** 64) {
      const range = wanted === undefined ? '' : ': Value too large for defined data type';
      const shown = text.replace(/^[-+]/, '');
      yield* t.err(['badCount', shown, isBytes ? 'bytes' : 'lines', range]);
      return 1;
    }
    const problem = followProblem(t);
    if (problem !== undefined) {
      yield* t.err(problem);
      return 1;
    }
    const isByName = has('F') || has('retry') || value('f') === 'name';
    const follows = has('f') || has('F');
    if (has('pid') && !follows) {
      yield* t.err('warning: PID ignored; --pid=PID is useful only when following');
    }
    if (has('retry') && !follows) {
      yield* t.err('warning: --retry ignored; --retry is useful only when following');
    }
    // Who wants nothing does not even look.
    if (wanted.count === 0 && wanted.sign !== '+' && !follows) return 0;
    const delimiter = has('z') ? '\0' : '\n';
    const names = operands.length === 0 ? ['-'] : operands;
    const showsNames = has('v') || (names.length > 1 && !has('q') && !has('silent'));
    let status = 0;
    let isFirst = true;
    const followed: Followed[] = [];
    let last: string | undefined;
    const keep = (name: string, position: number): void => {
      const path = t.path(name);
      const stat = t.context.files.stat(path);
      followed.push({ name, path, position, inode: stat.ok ? stat.value.inode : undefined });
    };
    for (const name of names) {
      const opened = openInput(t, name);
      if (!opened.ok) {
        yield* t.err(
          opened.error === 'Is a directory'
            ? `error reading ${quotedName(inputName(name))}: Is a directory`
            : ['unopened', name, opened.error],
        );
        status = 1;
        if (isByName) keep(name, 0);
        continue;
      }
      const shown = name === '-' ? 'standard input' : name;
      if (showsNames) last = name;
      if (showsNames) yield* t.out(`${isFirst ? '' : '\n'}==> ${shown} <==\n`);
      isFirst = false;
      const all = yield* readAll(opened.reader);
      const units = isBytes ? toBytes(all) : splitKeeping(all, delimiter);
      const from =
        wanted.sign === '+'
          ? Math.max(0, wanted.count - 1)
          : Math.max(0, units.length - wanted.count);
      yield* t.out(units.slice(from).join(''));
      if (follows && name !== '-') keep(name, all.length);
    }
    if (!follows || (followed.length === 0 && names.includes('-'))) return status;
    if (followed.length > 0) yield* follow(t, followed, isByName, last);
    else yield* t.err('no files remaining');
    return status;
  },
});

/** Lines with their ends. */
export const splitKeeping = (text: string, delimiter: string): string[] => {
  const lines = text.split(delimiter);
  const last = lines.pop() ?? '';
  const kept = lines.map((line) => line + delimiter);
  return last === '' ? kept : [...kept, last];
};

function followProblem({ args }: Tool): string | undefined {
  const seconds = args.value('s');
  if (seconds !== undefined && !/^\d*\.?\d+$/.test(seconds)) {
    return `invalid number of seconds: ‘${seconds}’`;
  }
  const pid = args.value('pid');
  return pid !== undefined && !/^\d+$/.test(pid) ? `invalid PID: ‘${pid}’` : undefined;
}

const lineWidth = (line: string): number =>
  [...line].reduce(
    (width, c) => (c === '\t' ? (Math.floor(width / 8) + 1) * 8 : width + displayWidth(c)),
    0,
  );

/** What `wc` counts in a text, by the letters of its options. */
const COUNTS = {
  l: (text: string) => text.split('\n').length - 1,
  w: (text: string) => text.match(/\S+/g)?.length ?? 0,
  m: (text: string) => [...text].filter((c) => c < '\udc80' || c > '\udcff').length,
  c: utf8Length,
  L: (text: string) => Math.max(0, ...text.split(/[\n\r\f]/).map(lineWidth)),
};

export const wc = tool({
  name: 'wc',
  summary: 'Counts lines, words and bytes.',
  flags: 'c|bytes m|chars l|lines w|words L|max-line-length |files0-from:',
  *run(t) {
    const { has, value, operands } = t.args;
    const isDefault = !['c', 'm', 'l', 'w', 'L'].some(has);
    const shown = (['l', 'w', 'm', 'c', 'L'] as const).filter(
      (one) => has(one) || (isDefault && (one === 'l' || one === 'w' || one === 'c')),
    );
    const rows: { name: string; counts: Record<string, number> }[] = [];
    const total: Record<string, number> = { l: 0, w: 0, m: 0, c: 0, L: 0 };
    const list = value('files0-from');
    let names = operands.length === 0 ? ['-'] : operands;
    // Names out of a pipe are not known before they are counted, so nothing is as wide as they.
    let isListPiped = false;
    if (list !== undefined) {
      const opened = openInput(t, list);
      if (!opened.ok) {
        yield* t.err(['unopened', list, opened.error]);
        return 1;
      }
      const from = t.context.files.stat(opened.path);
      isListPiped = list === '-' || !from.ok || from.value.type !== 'file';
      names = splitKeeping(yield* readAll(opened.reader), '\0').map((one) => one.replace('\0', ''));
    }
    let status = 0;
    let size = 0;
    let isStream = operands.length === 0 && list === undefined;
    for (const name of names) {
      const opened = openInput(t, name);
      if (!opened.ok) {
        const usual = `${shownName(inputName(name))}: ${opened.error}`;
        const message = name === '' ? 'invalid zero-length file name' : usual;
        const isDirectory = opened.error === 'Is a directory';
        yield* t.err(message);
        status = 1;
        if (isDirectory) isStream = true;
        if (isDirectory) rows.push({ name, counts: { l: 0, w: 0, m: 0, c: 0, L: 0 } });
        continue;
      }
      const text = yield* readAll(opened.reader);
      const stat = name === '-' ? undefined : t.context.files.stat(opened.path);
      if (stat?.ok === true && stat.value.type === 'file') size += stat.value.size;
      else if (name === '-' && opened.path !== '') size += utf8Length(text);
      else isStream = true;
      const counts = Object.fromEntries(shown.map((one) => [one, COUNTS[one](text)]));
      for (const key of ['l', 'w', 'm', 'c'] as const)
        total[key] = (total[key] ?? 0) + (counts[key] ?? 0);
      total.L = Math.max(total.L ?? 0, counts.L ?? 0);
      rows.push({ name, counts });
    }
    if (names.length > 1) rows.push({ name: 'total', counts: total });
    const isSingle = shown.length === 1 && names.length === 1;
    const regular = String(size).length;
    const width = isSingle ? 1 : isStream && !(operands.length === 0 && size > 0) ? 7 : regular;
    const isPipe =
      operands.length === 0 &&
      list === undefined &&
      (!('path' in t.context.stdin) || String(t.context.stdin.path) === '');
    for (const { name, counts } of rows) {
      const columns = shown.map((key) =>
        String(counts[key] ?? 0).padStart(isSingle || isListPiped ? 1 : isPipe ? 7 : width),
      );
      const label = operands.length === 0 && list === undefined ? '' : ` ${name}`;
      yield* t.out(`${columns.join(' ')}${label}\n`);
    }
    return status;
  },
});

export const rev = tool({
  name: 'rev',
  summary: 'Reverses each line.',
  flags: '',
  *run(t) {
    return yield* eachInput(
      t,
      function* (text) {
        const lines = splitKeeping(text, '\n').map((line) => {
          const end = line.endsWith('\n') ? '\n' : '';
          return [...line.slice(0, line.length - end.length)].reverse().join('') + end;
        });
        yield* t.out(lines.join(''));
      },
      (name, error) =>
        error === 'Is a directory'
          ? `${inputName(name, 'stdin')}: 0: ${error}`
          : `cannot open ${name}: ${error}`,
    );
  },
});
