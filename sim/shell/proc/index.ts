import { type FileSystem, mountFiles } from '../../kernel/index.ts';
import type { ShellHost } from '../types.ts';
import { systemFiles } from './cgroup.ts';
import {
  type ComputedDirectory,
  type ComputedFile,
  createComputedFiles,
  directoryOf,
} from './computed-files.ts';
import { machineFiles } from './machine.ts';
import { processDirectory } from './process.ts';

/** /proc: what there is of the machine, and a directory for each process. */
function procFiles(host: ShellHost, files: () => FileSystem): ComputedDirectory {
  const { processes } = host;
  const selfPid = (): number => processes.current()?.pid ?? 1;
  let made: ComputedDirectory | undefined;
  /** Every shell has a /proc, and few ever look into it. */
  const fixed = (): ComputedDirectory => {
    made ??= directoryOf({
      ...machineFiles(host),
      mounts: { type: 'symlink', target: () => 'self/mounts' },
      self: { type: 'symlink', target: () => String(selfPid()) },
    });
    return made;
  };
  const childOf = (name: string): ComputedFile | undefined => {
    const process = processes.alive().find(({ pid }) => String(pid) === name);
    return process === undefined
      ? fixed().child(name)
      : processDirectory(host, files(), process, () => process.pid === selfPid());
  };
  return {
    type: 'directory',
    names: () => [
      ...processes
        .alive()
        .map(({ pid }) => String(pid))
        .sort(),
      ...fixed().names(),
    ],
    child: childOf,
  };
}

/** The files of a computer or of a container, with what its kernel shows of itself in them. */
export function withKernelFiles(files: FileSystem, host: ShellHost): FileSystem {
  const { clock, container } = host;
  const nowEpochMs = (): number => clock.epochMs();
  const refusal = container === undefined ? 'EACCES' : 'EROFS';
  const mount = (path: string, type: string, root: ComputedDirectory) => ({
    ...{ path, device: type, type, isReadOnly: type !== 'proc' },
    files: createComputedFiles(root, { type, nowEpochMs, refusal }),
  });
  const all: FileSystem = mountFiles(files, [
    mount(
      '/proc',
      'proc',
      procFiles(host, () => all),
    ),
    ...(container === undefined ? [] : [mount('/sys', 'sysfs', systemFiles(host))]),
  ]);
  return all;
}
