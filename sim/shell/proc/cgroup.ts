import type { ShellHost } from '../types.ts';
import { type ComputedDirectory, directoryOf, readable } from './computed-files.ts';

/** /sys of a container: of all that is there, the limits that it runs under. */
export function systemFiles({ container, processes }: ShellHost): ComputedDirectory {
  const memory = container?.memoryLimitBytes;
  const milliCpu = container?.milliCpuLimit;
  /** In a period of 100 ms, microseconds. */
  const quota = milliCpu === undefined ? 'max' : milliCpu * 100;
  const nothing = directoryOf({});
  return directoryOf({
    class: nothing,
    devices: nothing,
    firmware: nothing,
    fs: directoryOf({
      cgroup: directoryOf({
        'cgroup.controllers': readable(() => 'cpuset cpu io memory hugetlb pids rdma misc\n'),
        'cgroup.procs': readable(() =>
          processes
            .alive()
            .map(({ pid }) => `${pid}\n`)
            .join(''),
        ),
        'cpu.max': readable(() => `${quota} 100000\n`),
        'memory.max': readable(() => `${memory ?? 'max'}\n`),
        'memory.swap.max': readable(() => '0\n'),
        'pids.current': readable(() => `${processes.alive().length}\n`),
        'pids.max': readable(() => 'max\n'),
      }),
    }),
    kernel: nothing,
    module: nothing,
  });
}
