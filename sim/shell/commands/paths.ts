import {
  errorText,
  type FileStat,
  type FileSystem,
  type Prng,
  resolvePath,
} from '../../kernel/index.ts';
import { accountsIn } from '../accounts.ts';
import { parseDate } from '../date-parse.ts';
import { formatDate } from '../dates.ts';
import type { ShellHost } from '../types.ts';
import { quotedName, shownName } from './file-names.ts';
import { modeText } from './mode-text.ts';
import { misuse, type StreamingCommand, type Tool, tool } from './tool.ts';

export const basename = tool({
  name: 'basename',
  summary: 'Prints the last part of a path.',
  flags: 'a|multiple s|suffix: z|zero',
  stopsAtOperand: true,
  *run(t) {
    const { has, value, operands } = t.args;
    const [first] = operands;
    if (first === undefined) return yield* misuse(t, 'basename', 'missing operand');
    const isMany = has('a') || has('s');
    if (!isMany && operands.length > 2)
      return yield* misuse(t, 'basename', `extra operand ‘${operands[2]}’`);
    const suffix = value('s') ?? (isMany ? '' : (operands[1] ?? ''));
    for (const name of isMany ? operands : [first]) {
      const trimmed = name.replace(/\/+$/, '');
      const base = trimmed === '' ? (name === '' ? '' : '/') : (trimmed.split('/').at(-1) ?? '');
      const isCut = suffix !== '' && base !== suffix && base.endsWith(suffix);
      yield* t.out((isCut ? base.slice(0, -suffix.length) : base) + (has('z') ? '\0' : '\n'));
    }
    return 0;
  },
});

const parentOf = (name: string): string => {
  const trimmed = name.replace(/\/+$/, '');
  if (trimmed === '') return name.startsWith('/') ? '/' : '.';
  const at = trimmed.lastIndexOf('/');
  if (at < 0) return '.';
  return trimmed.slice(0, at).replace(/\/+$/, '') || '/';
};

export const dirname = tool({
  name: 'dirname',
  summary: 'Prints a path without its last part.',
  flags: 'z|zero',
  *run(t) {
    if (t.args.operands.length === 0) return yield* misuse(t, 'dirname', 'missing operand');
    for (const name of t.args.operands)
      yield* t.out(parentOf(name) + (t.args.has('z') ? '\0' : '\n'));
    return 0;
  },
});

export const readlink = tool({
  name: 'readlink',
  summary: 'Prints the target of a symbolic link.',
  flags: 'f|canonicalize e|canonicalize-existing m|canonicalize-missing n|no-newline q s v z|zero',
  *run(t) {
    const { has, operands } = t.args;
    const { files } = t.context;
    if (operands.length === 0) return yield* misuse(t, 'readlink', 'missing operand');
    let status = 0;
    for (const name of operands) {
      const resolves = has('f') || has('e') || has('m');
      const found = has('m')
        ? ({ ok: true, value: resolvePath(t.context.directory, name) } as const)
        : resolves
          ? canonical(t, name, has('e'))
          : files.readlink(t.path(name));
      const isBare = has('n') && operands.length === 1;
      if (found.ok) yield* t.out(found.value + (isBare ? '' : has('z') ? '\0' : '\n'));
      else {
        if (has('v')) yield* t.err(`${shownName(name)}: ${errorText(found.error)}`);
        status = 1;
      }
    }
    return status;
  },
});

/** Links that are followed before a path is taken for one that leads around in a circle. */
const MAX_LINKS = 40;

function canonical(
  t: Tool,
  name: string,
  mustExist: boolean,
  links = 0,
): ReturnType<Tool['context']['files']['realPath']> {
  const { files } = t.context;
  const path = t.path(name);
  const real = files.realPath(path);
  if (real.ok || mustExist) return real;
  // A link to what is not there stands for where that would be.
  const link = files.readlink(path);
  if (link.ok && links >= MAX_LINKS) return { ok: false, error: 'ELOOP' };
  if (link.ok) return canonical(t, resolvePath(parentOf(path), link.value), mustExist, links + 1);
  const parent = files.realPath(parentOf(path));
  const folder = files.stat(parentOf(path));
  if (folder.ok && folder.value.type !== 'directory') return { ok: false, error: 'ENOTDIR' };
  return parent.ok
    ? ({ ok: true, value: resolvePath(parent.value, path.split('/').at(-1) ?? '') } as const)
    : real;
}

/** A path as --relative-to and --relative-base show it. */
function relativeTo(t: Tool, path: string): string {
  const { value } = t.args;
  const base = value('relative-base');
  const inside = (folder: string): boolean => folder === '/' || `${path}/`.startsWith(`${folder}/`);
  if (base !== undefined && !inside(t.path(base))) return path;
  const from = value('relative-to') ?? base;
  if (from === undefined) return path;
  const [steps, target] = [t.path(from), path].map((one) => one.split('/').filter(Boolean));
  if (steps === undefined || target === undefined) return path;
  let common = 0;
  while (common < steps.length && steps[common] === target[common]) common++;
  const parts = [...steps.slice(common).map(() => '..'), ...target.slice(common)];
  return parts.length === 0 ? '.' : parts.join('/');
}

export const realpath = tool({
  name: 'realpath',
  summary: 'Prints the absolute path without links.',
  flags:
    'e|canonicalize-existing m|canonicalize-missing L P q|quiet s|strip z|zero ' +
    '|relative-to: |relative-base:',
  *run(t) {
    const { operands, has } = t.args;
    if (operands.length === 0) return yield* misuse(t, 'realpath', 'missing operand');
    let status = 0;
    for (const name of operands) {
      const found =
        has('s') || has('m')
          ? ({ ok: true, value: resolvePath(t.context.directory, name) } as const)
          : canonical(t, name, has('e'));
      const end = has('z') ? '\0' : '\n';
      if (found.ok) yield* t.out(relativeTo(t, found.value) + end);
      else {
        if (!has('q')) yield* t.err(`${shownName(name)}: ${errorText(found.error)}`);
        status = 1;
      }
    }
    return status;
  },
});

const TYPE_NAMES = {
  file: 'regular file',
  directory: 'directory',
  symlink: 'symbolic link',
  device: 'character special file',
  fifo: 'fifo',
};

/** Where the file system is mounted that a file is on. */
function mountOf(files: FileSystem, path: string): string {
  const real = files.realPath(path);
  const place = real.ok ? real.value : path;
  const around = files
    .mounts()
    .map(({ mountPoint }) => mountPoint)
    .filter((one) => one === '/' || place === one || place.startsWith(`${one}/`));
  return around.sort((a, b) => b.length - a.length)[0] ?? '/';
}

function statField(t: Tool, letter: string, name: string, path: string, stat: FileStat): string {
  const time = (ms: number): string => formatDate('%Y-%m-%d %H:%M:%S.%N %z', ms);
  const link = stat.type === 'symlink' ? t.context.files.readlink(path) : undefined;
  const values: Readonly<Record<string, () => string>> = {
    a: () => (stat.mode & 0o7777).toString(8),
    A: () => modeText(stat),
    b: () => String(stat.type === 'symlink' ? 0 : Math.ceil(stat.size / 4096) * 8),
    B: () => '512',
    d: () => '1',
    D: () => '1',
    f: () => (stat.mode | (stat.type === 'directory' ? 0x4000 : 0x8000)).toString(16),
    F: () =>
      stat.type === 'file' && stat.size === 0 ? 'regular empty file' : TYPE_NAMES[stat.type],
    g: () => String(stat.gid),
    G: () => accountsIn(t.context.files, '/etc/group').nameOf(stat.gid) ?? 'UNKNOWN',
    h: () => String(stat.links),
    i: () => String(stat.inode),
    m: () => mountOf(t.context.files, path),
    n: () => name,
    // A name in the usual listing is quoted only where it has to be.
    V: () =>
      link?.ok === true ? `${shownName(name)} -> ${shownName(link.value)}` : shownName(name),
    N: () =>
      link?.ok === true ? `${quotedName(name)} -> ${quotedName(link.value)}` : quotedName(name),
    o: () => '4096',
    t: () => '0',
    T: () => '0',
    s: () => String(stat.size),
    u: () => String(stat.uid),
    U: () => accountsIn(t.context.files, '/etc/passwd').nameOf(stat.uid) ?? 'UNKNOWN',
    w: () => '-',
    W: () => '0',
    x: () => time(stat.modifiedEpochMs),
    X: () => String(Math.floor(stat.modifiedEpochMs / 1000)),
    y: () => time(stat.modifiedEpochMs),
    Y: () => String(Math.floor(stat.modifiedEpochMs / 1000)),
    z: () => time(stat.modifiedEpochMs),
    Z: () => String(Math.floor(stat.modifiedEpochMs / 1000)),
    '%': () => '%',
  };
  return values[letter]?.() ?? '?';
}

const STAT_DEFAULT =
  '  File: %V\n  Size: %-10s\tBlocks: %-10b IO Block: %-6o %F\nDevice: 0,1\tInode: ' +
  '%-11i Links: %h\nAccess: (%04a/%10A)  Uid: (%5u/%8U)   Gid: (%5g/%8G)\nAccess: ' +
  '%x\nModify: %y\nChange: %z\n Birth: -\n';

const STAT_TERSE = '%n %s %b %f %u %g %D %i %h %t %T %X %Y %Z %W %o\n';

export const stat = tool({
  name: 'stat',
  summary: 'Prints what is known about a file.',
  flags: 'c|format: f|file-system L|dereference t|terse |printf: |cached:',
  *run(t) {
    const { has, value, operands } = t.args;
    const { files } = t.context;
    if (operands.length === 0) return yield* misuse(t, 'stat', 'missing operand');
    const printf = value('printf');
    const given = value('c') ?? printf;
    const format = given ?? (has('t') ? STAT_TERSE : STAT_DEFAULT);
    let status = 0;
    for (const name of operands) {
      const path = t.path(name);
      const found = has('L') ? files.stat(path) : files.lstat(path);
      if (!found.ok) {
        yield* t.err(['cannotStatx', name, errorText(found.error)]);
        status = 1;
        continue;
      }
      const text = format.replace(
        /%(-?)(0?)(\d*)([A-Za-z%])/g,
        (_, left: string, zero: string, size: string, letter: string) => {
          const field = statField(t, letter, name, path, found.value);
          if (size === '') return field;
          return left === ''
            ? field.padStart(Number(size), zero === '' ? ' ' : '0')
            : field.padEnd(Number(size));
        },
      );
      const shown = printf === undefined ? text : text.replace(/\\n/g, '\n').replace(/\\t/g, '\t');
      yield* t.out(shown + (value('c') === undefined ? '' : '\n'));
    }
    return status;
  },
});

/** `[[CC]YY]MMDDhhmm[.ss]` of `touch -t`. */
function readStamp(text: string, nowEpochMs: number): number | undefined {
  const match = /^(\d{2}|\d{4})?(\d{2})(\d{2})(\d{2})(\d{2})(?:\.(\d{2}))?$/.exec(text);
  if (match === null) return undefined;
  const [, year, ...rest] = match;
  const [month = 0, day = 0, hour = 0, minute = 0, second = 0] = rest.map((part) =>
    Number(part ?? 0),
  );
  const now = new Date(nowEpochMs).getUTCFullYear();
  const full = year === undefined ? now : year.length === 4 ? Number(year) : 2000 + Number(year);
  return Date.UTC(full, month - 1, day, hour, minute, second);
}

export function createTouch(host: () => ShellHost): StreamingCommand {
  return tool({
    name: 'touch',
    summary: 'Makes files, or sets their time.',
    flags: 'a c|no-create d|date: f h|no-dereference m r|reference: t: |time:',
    *run(t) {
      const { has, value, operands } = t.args;
      const { files } = t.context;
      const nowEpochMs = host().clock.epochMs();
      let at = nowEpochMs;
      const [date, stamp, reference] = [value('d'), value('t'), value('r')];
      if (reference !== undefined) {
        const found = files.stat(t.path(reference));
        if (!found.ok) {
          yield* t.err(
            `failed to get attributes of ${quotedName(reference)}: ${errorText(found.error)}`,
          );
          return 1;
        }
        at = found.value.modifiedEpochMs;
      }
      const parsed =
        date !== undefined
          ? parseDate(date, at)
          : stamp !== undefined
            ? readStamp(stamp, nowEpochMs)
            : at;
      if (parsed === undefined) {
        yield* t.err(['badStamp', date ?? stamp ?? '']);
        return 1;
      }
      if (operands.length === 0) return yield* misuse(t, 'touch', 'missing file operand');
      let status = 0;
      for (const name of operands) {
        // It stands for the standard output, which has no time here.
        if (name === '-') continue;
        const path = t.path(name);
        const bare = name.endsWith('/') ? files.stat(path.replace(/\/+$/, '')) : undefined;
        if (bare?.ok === false || (bare?.ok === true && bare.value.type !== 'directory')) {
          const why = errorText(bare.ok ? 'ENOTDIR' : 'ENOENT');
          if (has('c') && !bare.ok) continue;
          yield* t.err(['cannotTouchFolder', name, why]);
          status = 1;
          continue;
        }
        if (!files.stat(path).ok) {
          if (has('c')) continue;
          const made = files.write(path, '');
          if (!made.ok) {
            yield* t.err(['cannotTouch', name, errorText(made.error)]);
            status = 1;
            continue;
          }
        }
        files.setModified(path, parsed);
      }
      return status;
    },
  });
}

export function createMktemp(prng: () => Prng): StreamingCommand {
  return tool({
    name: 'mktemp',
    summary: 'Makes a temporary file.',
    flags: 'd|directory u|dry-run q|quiet p: t |suffix: |tmpdir::',
    *run(t) {
      const { has, value, operands } = t.args;
      if (operands.length > 1) return yield* misuse(t, 'mktemp', 'too many templates');
      const template = operands[0] ?? 'tmp.XXXXXXXXXX';
      const match = /^(.*?)(X{3,})([^X/]*)$/.exec(template);
      if (match === null) {
        yield* t.err(['fewCrosses', template]);
        return 1;
      }
      const [, head = '', crosses = '', tail = ''] = match;
      const random = prng().text(
        crosses.length,
        'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789',
      );
      const name = head + random + tail + (value('suffix') ?? '');
      const isTemporary = operands[0] === undefined || ['p', 't', 'tmpdir'].some(has);
      const directory = value('p') ?? value('tmpdir') ?? t.context.env.get('TMPDIR') ?? '/tmp';
      const shown = isTemporary ? `${directory}/${name}` : name;
      if (!has('u')) {
        const made = has('d')
          ? t.context.files.makeDirectory(t.path(shown))
          : t.context.files.write(t.path(shown), '');
        if (!made.ok) {
          const kind = has('d') ? 'directory' : 'file';
          if (has('q')) return 1;
          const whole = isTemporary ? `${directory}/${template}` : template;
          yield* t.err(['cannotMakeTemporary', kind, whole, errorText(made.error)]);
          return 1;
        }
        t.context.files.setMode(t.path(shown), has('d') ? 0o700 : 0o600);
      }
      yield* t.out(`${shown}\n`);
      return 0;
    },
  });
}
