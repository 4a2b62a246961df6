import {
  allows,
  type FileStat,
  openedPath,
  READ,
  resolvePath,
  SEARCH,
  WRITE,
} from '../kernel/index.ts';
import { descriptorOf } from './device.ts';
import type { OpenFile, Shell } from './types.ts';
import { findReference, getText, getValue, isName } from './variables.ts';

const statOf = (shell: Shell, path: string, follow: boolean): FileStat | undefined => {
  if (path === '') return undefined;
  const full = openedPath(shell.directory, path);
  const found = follow ? shell.files.stat(full) : shell.files.lstat(full);
  if (found.ok) return found.value;
  const number = descriptorOf(full);
  const device =
    number !== undefined && shell.fds.has(number) ? shell.files.stat('/dev/null') : found;
  return device.ok ? device.value : undefined;
};

/** The open file that a path such as `/dev/stdin` stands for. */
const fileOf = (shell: Shell, path: string): OpenFile | undefined =>
  shell.fds.get(descriptorOf(resolvePath(shell.directory, path)) ?? -1);

export const UNARY = new Set([...'abcdefghknoprstuvwxzGLNORS'].map((letter) => `-${letter}`));

/** A unary operator of `test` and `[[`. */
export function testUnary(shell: Shell, operator: string, operand: string): boolean {
  const stat = (): FileStat | undefined => statOf(shell, operand, true);
  const may = (wanted: number): boolean => {
    const found = stat();
    return found !== undefined && allows(shell.host.identity, found, wanted);
  };
  const hasBit = (bits: number): boolean => ((stat()?.mode ?? 0) & bits) !== 0;
  switch (operator) {
    case '-n':
      return operand !== '';
    case '-z':
      return operand === '';
    case '-a':
    case '-e':
    case '-O':
    case '-G':
      return stat() !== undefined;
    case '-f':
      return stat()?.type === 'file';
    case '-d':
      return stat()?.type === 'directory';
    case '-c':
      return stat()?.type === 'device';
    case '-p':
      return fileOf(shell, operand)?.isPipe === true || stat()?.type === 'fifo';
    case '-h':
    case '-L':
      return statOf(shell, operand, false)?.type === 'symlink';
    case '-s':
      return (stat()?.size ?? 0) > 0;
    case '-r':
      return may(READ);
    case '-w':
      return may(WRITE) && !shell.files.space(resolvePath(shell.directory, operand)).isReadOnly;
    case '-x':
      return may(SEARCH);
    case '-u':
      return hasBit(0o4000);
    case '-g':
      return hasBit(0o2000);
    case '-k':
      return hasBit(0o1000);
    case '-t':
      return shell.fds.get(Number(operand))?.tty !== undefined;
    case '-o':
      return shell.options.has(operand);
    case '-v':
      return isSet(shell, operand);
    case '-R':
      return findReference(shell, operand)?.attributes.has('n') === true;
    default:
      return false;
  }
}

function isSet(shell: Shell, name: string): boolean {
  const match = /^([A-Za-z_]\w*)(?:\[(.*)\])?$/.exec(name);
  if (match === null) return /^\d+$/.test(name) && Number(name) <= shell.positional.length;
  const [, base = '', subscript] = match;
  if (!isName(base)) return false;
  if (subscript === undefined) return getText(shell, base) !== undefined;
  const value = getValue(shell, base);
  if (subscript === '@' || subscript === '*') {
    return value !== undefined && (value.kind === 'scalar' || value.items.size > 0);
  }
  if (value?.kind === 'associative') return value.items.has(subscript);
  return value?.kind === 'indexed' && value.items.has(Number(subscript));
}

/** Binary operators on files and texts; undefined when `operator` is not one of them. */
export function testFilesAndTexts(
  shell: Shell,
  left: string,
  operator: string,
  right: string,
): boolean | undefined {
  const time = (path: string): number => statOf(shell, path, true)?.modifiedEpochMs ?? -1;
  switch (operator) {
    case '=':
    case '==':
      return left === right;
    case '!=':
      return left !== right;
    case '<':
      return left < right;
    case '>':
      return left > right;
    case '-nt':
      return time(left) > time(right);
    case '-ot':
      return time(left) < time(right);
    case '-ef': {
      const [a, b] = [statOf(shell, left, true), statOf(shell, right, true)];
      return a !== undefined && a.inode === b?.inode;
    }
    default:
      return undefined;
  }
}

export const NUMERIC: Readonly<Record<string, (a: bigint, b: bigint) => boolean>> = {
  '-eq': (a, b) => a === b,
  '-ne': (a, b) => a !== b,
  '-lt': (a, b) => a < b,
  '-le': (a, b) => a <= b,
  '-gt': (a, b) => a > b,
  '-ge': (a, b) => a >= b,
};
