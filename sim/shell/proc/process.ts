import type { FileSystem, Process } from '../../kernel/index.ts';
import { PROCESS_KIB } from '../commands/memory-size.ts';
import { mountTable } from '../commands/mount-table.ts';
import { DEFAULT_PATH, lookUp } from '../lookup.ts';
import type { ShellHost } from '../types.ts';
import { type ComputedFile, directoryOf, readable } from './computed-files.ts';

const kib = (size: number): string => `${String(size).padStart(8)} kB`;

/** Characters of a name that the kernel keeps. */
const NAME_CHARACTERS = 15;

const programOf = ({ name }: Process): string => name.split(/\s/)[0] ?? '';
const commOf = (process: Process): string =>
  (programOf(process).split('/').at(-1) ?? '').slice(0, NAME_CHARACTERS);

/** Words, each with a zero behind it. */
const withZeros = (words: readonly string[]): string => words.map((word) => `${word}\0`).join('');

const stateOf = (process: Process, isSelf: boolean): string =>
  process.stoppedBy() !== undefined ? 'T (stopped)' : isSelf ? 'R (running)' : 'S (sleeping)';

/** Models fs/proc/array.c, with sizes that are the same for all. */
function statusOf({ identity }: ShellHost, process: Process, isSelf: boolean): string {
  const ids = (id: number): string => [id, id, id, id].join('\t');
  const { uid, gid, groups } = identity;
  return [
    `Name:\t${commOf(process)}`,
    'Umask:\t0022',
    `State:\t${stateOf(process, isSelf)}`,
    `Tgid:\t${process.pid}`,
    'Ngid:\t0',
    `Pid:\t${process.pid}`,
    `PPid:\t${process.parentPid}`,
    'TracerPid:\t0',
    `Uid:\t${ids(uid)}`,
    `Gid:\t${ids(gid)}`,
    'FDSize:\t64',
    `Groups:\t${groups.join(' ')} `,
    `VmPeak:\t${kib(PROCESS_KIB.virtual)}`,
    `VmSize:\t${kib(PROCESS_KIB.virtual)}`,
    `VmRSS:\t${kib(PROCESS_KIB.resident)}`,
    'Threads:\t1',
    'NoNewPrivs:\t0',
    'Seccomp:\t0',
    'Cpus_allowed_list:\t0-3',
    'voluntary_ctxt_switches:\t1',
    'nonvoluntary_ctxt_switches:\t0',
    '',
  ].join('\n');
}

/** Fields behind the parent that nobody here counts: 48 of 52. */
const REST_OF_STAT = 48;

/** The mounts of a file system as `/proc/mounts` lists them. */
export const mountsText = (files: FileSystem): string =>
  mountTable(files.mounts())
    .map(
      ({ device, mountPoint, type, options }) => `${device} ${mountPoint} ${type} ${options} 0 0\n`,
    )
    .join('');

/** The directory of one process. */
export function processDirectory(
  host: ShellHost,
  files: FileSystem,
  process: Process,
  isSelf: () => boolean,
): ComputedFile {
  const name = programOf(process);
  const exe = (): string => {
    const found = lookUp(host.commands, files, '/', DEFAULT_PATH, name);
    return found.type === 'error' ? `/usr/bin/${commOf(process)}` : found.path;
  };
  const link = (target: () => string): ComputedFile => ({ type: 'symlink', target });
  const parts = (): readonly (string | number)[] => [
    process.pid,
    `(${commOf(process)})`,
    stateOf(process, isSelf()).charAt(0),
    process.parentPid,
    ...new Array(REST_OF_STAT).fill(0),
  ];
  const fds = Object.fromEntries(['0', '1', '2'].map((fd) => [fd, link(() => '/dev/null')]));
  return directoryOf({
    cgroup: readable(() => (host.container === undefined ? '0::/init.scope\n' : '0::/\n')),
    cmdline: readable(() => withZeros(process.name.split(' '))),
    comm: readable(() => `${commOf(process)}\n`),
    cwd: link(() => '/'),
    environ: {
      type: 'file',
      mode: 0o400,
      text: () =>
        withZeros([...(host.container?.env ?? [])].map(([key, value]) => `${key}=${value}`)),
    },
    exe: link(exe),
    fd: directoryOf(fds),
    mounts: readable(() => mountsText(files)),
    oom_score: readable(() => '0\n'),
    oom_score_adj: readable(() => '0\n'),
    root: link(() => '/'),
    stat: readable(() => `${parts().join(' ')}\n`),
    status: readable(() => statusOf(host, process, isSelf())),
  });
}
