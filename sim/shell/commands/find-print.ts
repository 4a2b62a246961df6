import { encodeUtf8, type FileStat, type FileSystem } from '../../kernel/index.ts';
import { accountsIn } from '../accounts.ts';
import { formatDate } from '../dates.ts';
import { LETTER_ESCAPES } from '../escapes.ts';
import { baseName } from './files.ts';
import { modeText } from './mode-text.ts';

/** A file that `find` has come to. */
export interface Visit {
  readonly path: string;
  readonly shown: string;
  readonly stat: FileStat;
  readonly depth: number;
  readonly start: string;
}

/** What find says of a format that it does not understand; some of it ends it. */
export function formatProblem(
  format: string,
): { readonly text: string; readonly isFatal: boolean } | undefined {
  for (const [, mark = '', letter = ''] of format.matchAll(
    /([%\\])[-+ #0]*\d*(?:\.\d+)?([\s\S]?)/g,
  )) {
    if (mark === '\\') {
      if (letter === 'c') return undefined;
      if (letter === '' || /[0-7]/.test(letter) || LETTER_ESCAPES[letter] !== undefined) continue;
      return { text: `warning: unrecognized escape \`\\${letter}'`, isFatal: false };
    }
    if (letter === '') return { text: 'error: % at end of format string', isFatal: true };
    if (/[{[(]/.test(letter)) {
      const text = `error: the format directive \`%${letter}' is reserved for future use`;
      return { text, isFatal: true };
    }
    if (/[%abcdfghiklmnpstuyACDFGHMPSTUYZB]/.test(letter)) continue;
    return { text: `warning: unrecognized format directive \`%${letter}'`, isFatal: false };
  }
  return undefined;
}

/** The letters of `-type`, `%y` and `%Y`. */
export const KIND_LETTERS = { file: 'f', directory: 'd', symlink: 'l', device: 'c', fifo: 'p' };

const userOf = (files: FileSystem, id: number): string =>
  accountsIn(files, '/etc/passwd').nameOf(id) ?? String(id);
const groupOf = (files: FileSystem, id: number): string =>
  accountsIn(files, '/etc/group').nameOf(id) ?? String(id);

/** What the directives of `-printf` stand for, by their letters. */
function directives(visit: Visit, files: FileSystem): Readonly<Record<string, () => string>> {
  const { shown, stat, start } = visit;
  const parent = shown.includes('/') ? shown.slice(0, shown.lastIndexOf('/')) || '/' : '.';
  const link = files.readlink(visit.path);
  const target = files.stat(visit.path);
  return {
    f: () => baseName(shown),
    p: () => shown,
    P: () => shown.slice(start.length).replace(/^\//, ''),
    h: () => parent,
    s: () => String(stat.size),
    m: () => (stat.mode & 0o7777).toString(8),
    M: () => modeText(stat),
    y: () => KIND_LETTERS[stat.type],
    d: () => String(visit.depth),
    u: () => userOf(files, stat.uid),
    g: () => groupOf(files, stat.gid),
    U: () => String(stat.uid),
    G: () => String(stat.gid),
    i: () => String(stat.inode),
    n: () => String(stat.links),
    l: () => (link.ok && stat.type === 'symlink' ? link.value : ''),
    Y: () => (target.ok ? KIND_LETTERS[target.value.type] : 'N'),
    H: () => start,
    '%': () => '%',
    b: () => String(Math.ceil(stat.size / 4096) * 8),
    k: () => String(Math.ceil(stat.size / 4096) * 4),
    F: () => 'overlay',
    D: () => '50',
    t: () => formatDate('%a %b %e %H:%M:%S.%N0 %Y', stat.modifiedEpochMs),
  };
}

/** The text of `find -printf`. */
export function printf(format: string, visit: Visit, files: FileSystem): string {
  const { stat } = visit;
  const values = directives(visit, files);
  // Nothing comes behind `\c`.
  return format
    .replace(/((?:^|[^\\])(?:\\\\)*)\\c[\s\S]*$/, '$1')
    .replace(
      /%[TAC](.)|%([-0]*\d*(?:\.\d+)?)([a-zA-Z%])|\\([0-7]{1,3}|[\s\S])/g,
      (
        whole,
        time: string | undefined,
        size: string | undefined,
        letter: string | undefined,
        escaped: string | undefined,
      ) => {
        if (escaped !== undefined) {
          const isOctal = /^[0-7]/.test(escaped);
          if (isOctal) return String.fromCharCode(Number.parseInt(escaped, 8) & 255);
          return LETTER_ESCAPES[escaped] ?? whole;
        }
        if (time !== undefined) {
          return time === '@'
            ? `${(stat.modifiedEpochMs / 1000).toFixed(10)}`
            : formatDate(`%${time}`, stat.modifiedEpochMs);
        }
        const text = values[letter ?? '']?.() ?? whole;
        const [, flags = '', width = '', , cut] = /^([-0]*)(\d*)(\.(\d+))?$/.exec(size ?? '') ?? [];
        const isNumber = /[smdUGinbkD]/.test(letter ?? '');
        const shown = cut === undefined || isNumber ? text : text.slice(0, Number(cut));
        if (flags.includes('-')) return shown.padEnd(Number(width));
        return shown.padStart(Number(width), flags.includes('0') && isNumber ? '0' : ' ');
      },
    );
}

const CONTROLS: Readonly<Record<string, string>> = {
  '\n': '\\n',
  '\t': '\\t',
  '\b': '\\b',
  '\r': '\\r',
  '\f': '\\f',
};

/** A name as C would write it, with a backslash before blanks, too. */
const escaped = (name: string): string =>
  [...encodeUtf8(name)]
    .map((byte) => {
      const c = String.fromCharCode(byte);
      if (CONTROLS[c] !== undefined) return CONTROLS[c];
      if (byte < 32 || byte > 126) return `\\${byte.toString(8).padStart(3, '0')}`;
      return /[ "\\]/.test(c) ? `\\${c}` : c;
    })
    .join('');

/** The line of `find -ls`. */
export function listed({ stat, shown, path }: Visit, files: FileSystem): string {
  const link = stat.type === 'symlink' ? files.readlink(path) : undefined;
  const cells = [
    String(stat.inode).padStart(9),
    String(Math.ceil(stat.size / 4096) * 4).padStart(6),
    modeText(stat),
    String(stat.links).padStart(3),
    userOf(files, stat.uid).padEnd(8),
    groupOf(files, stat.gid).padEnd(8),
    String(stat.size).padStart(8),
    formatDate('%b %e %H:%M', stat.modifiedEpochMs),
    escaped(shown) + (link?.ok ? ` -> ${escaped(link.value)}` : ''),
  ];
  return `${cells.join(' ')}\n`;
}
