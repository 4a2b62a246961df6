import type { FileStat } from '../../kernel/index.ts';

/** `drwxr-xr-x` */
export function modeText(stat: Pick<FileStat, 'type' | 'mode'>): string {
  const kind = { file: '-', directory: 'd', symlink: 'l', device: 'c', fifo: 'p' }[stat.type];
  const bits = (shift: number, special: number, letter: string): string => {
    const own = (stat.mode >> shift) & 7;
    const isSpecial = (stat.mode & special) !== 0;
    const last = isSpecial
      ? (own & 1) !== 0
        ? letter
        : letter.toUpperCase()
      : (own & 1) !== 0
        ? 'x'
        : '-';
    return ((own & 4) !== 0 ? 'r' : '-') + ((own & 2) !== 0 ? 'w' : '-') + last;
  };
  return kind + bits(6, 0o4000, 's') + bits(3, 0o2000, 's') + bits(0, 0o1000, 't');
}
