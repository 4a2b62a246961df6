import type { Command, CommandTable, FileStat, FileSystem } from '../kernel/index.ts';
import { resolvePath } from '../kernel/index.ts';

/** Where the commands of the table are, also in a file system that has no executables. */
const BIN_DIRECTORIES = [
  '/usr/local/sbin',
  '/usr/local/bin',
  '/usr/sbin',
  '/usr/bin',
  '/sbin',
  '/bin',
];

export const DEFAULT_PATH = BIN_DIRECTORIES.join(':');

export type Found =
  | { readonly type: 'command'; readonly command: Command; readonly path: string }
  | { readonly type: 'file'; readonly path: string }
  | {
      readonly type: 'error';
      readonly error: 'ENOENT' | 'EACCES' | 'EISDIR' | 'ENOTDIR' | 'notFound';
    };

/** What an executable file runs: the program that is installed there, or else a script. */
function executed(commands: CommandTable, path: string, { program }: FileStat): Found {
  const command = program === undefined ? undefined : commands.get(program);
  return command === undefined ? { type: 'file', path } : { type: 'command', command, path };
}

/** What runs under `name`: a command of the table, or an executable file. */
export function lookUp(
  commands: CommandTable,
  files: FileSystem,
  directory: string,
  searchPath: string | undefined,
  name: string,
): Found {
  if (name.includes('/')) {
    const path = resolvePath(directory, name);
    const stat = files.stat(path);
    if (stat.ok && stat.value.type === 'directory') return { type: 'error', error: 'EISDIR' };
    if (stat.ok) {
      const isExecutable = (stat.value.mode & 0o111) !== 0;
      return isExecutable
        ? executed(commands, path, stat.value)
        : { type: 'error', error: 'EACCES' };
    }
    const base = path.slice(path.lastIndexOf('/') + 1);
    const command = commands.get(base);
    if (command !== undefined && BIN_DIRECTORIES.includes(path.slice(0, -base.length - 1))) {
      return { type: 'command', command, path };
    }
    const isInFile = !stat.ok && stat.error === 'ENOTDIR';
    return { type: 'error', error: isInFile ? 'ENOTDIR' : 'ENOENT' };
  }
  const search = (searchPath ?? DEFAULT_PATH).split(':');
  for (const part of search) {
    const path = resolvePath(directory, `${part === '' ? '.' : part}/${name}`);
    const stat = files.stat(path);
    if (stat.ok && stat.value.type === 'file' && (stat.value.mode & 0o111) !== 0) {
      return executed(commands, path, stat.value);
    }
  }
  const command = commands.get(name);
  const place = search.find((part) => BIN_DIRECTORIES.includes(part));
  if (command === undefined || place === undefined) return { type: 'error', error: 'notFound' };
  const path = `${search.includes('/usr/bin') ? '/usr/bin' : place}/${name}`;
  return { type: 'command', command, path };
}

/** A command and the arguments that it is run with. */
export interface Start {
  readonly command: Command;
  readonly args: readonly string[];
}

/** What the first line of a script asks for, with the one argument that it may have there. */
export interface Interpreter {
  readonly command: Command;
  readonly name: string;
  readonly argument: string | undefined;
}

/** What runs the words of a command line: the program that was found, or a shell for a script. */
export function startOf(
  commands: CommandTable,
  found: Exclude<Found, { readonly type: 'error' }>,
  [name = '', ...args]: readonly string[],
  asked?: Interpreter,
): Start {
  if (found.type === 'command') return { command: found.command, args };
  if (asked !== undefined) {
    const own = asked.argument === undefined ? [] : [asked.argument];
    return { command: asked.command, args: [...own, name, ...args] };
  }
  const shell = commands.get('bash') ?? commands.get('sh');
  if (shell === undefined) throw new Error('the table has no shell');
  return { command: shell, args: ['\0script', found.path, name, ...args] };
}
