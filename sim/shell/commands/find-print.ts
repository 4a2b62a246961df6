import type { FileStat, FileSystem } from '../../kernel/index.ts';
import { accountsIn } from '../accounts.ts';
import { formatDate } from '../dates.ts';
import { modeText } from './list.ts';

/** A file that `find` has come to. */
export interface Visit {
  readonly path: string;
  readonly shown: string;
  readonly stat: FileStat;
  readonly depth: number;
  readonly start: string;
}

/** The text of `find -printf`. */
export function printf(format: string, visit: Visit, files: FileSystem): string {
  const { shown, stat, start } = visit;
  const base =
    shown
      .replace(/(.)\/+$/, '$1')
      .split('/')
      .at(-1) ?? '';
  const parent = shown.includes('/') ? shown.slice(0, shown.lastIndexOf('/')) || '/' : '.';
  const letters = { file: 'f', directory: 'd', symlink: 'l', device: 'c', fifo: 'p' };
  const link = files.readlink(visit.path);
  const target = files.stat(visit.path);
  const values: Readonly<Record<string, () => string>> = {
    f: () => base,
    p: () => shown,
    P: () => shown.slice(start.length).replace(/^\//, ''),
    h: () => parent,
    s: () => String(stat.size),
    m: () => (stat.mode & 0o7777).toString(8),
    M: () => modeText(stat),
    y: () => letters[stat.type],
    d: () => String(visit.depth),
    u: () => accountsIn(files, '/etc/passwd').nameOf(stat.uid) ?? String(stat.uid),
    g: () => accountsIn(files, '/etc/group').nameOf(stat.gid) ?? String(stat.gid),
    U: () => String(stat.uid),
    G: () => String(stat.gid),
    i: () => String(stat.inode),
    n: () => String(stat.links),
    l: () => (link.ok && stat.type === 'symlink' ? link.value : ''),
    Y: () => (target.ok ? letters[target.value.type] : 'N'),
    H: () => start,
    '%': () => '%',
    b: () => String(Math.ceil(stat.size / 4096) * 8),
    k: () => String(Math.ceil(stat.size / 4096) * 4),
    F: () => 'overlay',
    D: () => '50',
    t: () => formatDate('%a %b %e %H:%M:%S.%N0 %Y', stat.modifiedEpochMs),
  };
  return format.replace(
    /%[TAC](.)|%([-0]*\d*(?:\.\d+)?)([a-zA-Z%])|\\(.)/g,
    (
      whole,
      time: string | undefined,
      size: string | undefined,
      letter: string | undefined,
      escaped: string | undefined,
    ) => {
      if (escaped !== undefined) return { n: '\n', t: '\t', 0: '\0', '\\': '\\' }[escaped] ?? whole;
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
