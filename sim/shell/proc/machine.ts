import { LINUX, type Prng, uuid } from '../../kernel/index.ts';
import { MEMORY_KIB } from '../commands/memory-size.ts';

import type { ShellHost } from '../types.ts';
import { type ComputedFile, directoryOf, readable } from './computed-files.ts';

const PROCESSORS = 4;

/** Models arch/x86/kernel/cpu/proc.c. */
const processorText = (number: number): string =>
  [
    `processor\t: ${number}`,
    'vendor_id\t: AuthenticAMD',
    'cpu family\t: 25',
    'model\t\t: 1',
    'model name\t: AMD EPYC 7763 64-Core Processor',
    'stepping\t: 1',
    'cpu MHz\t\t: 2445.000',
    'cache size\t: 512 KB',
    'physical id\t: 0',
    `siblings\t: ${PROCESSORS}`,
    `core id\t\t: ${number}`,
    `cpu cores\t: ${PROCESSORS}`,
    'fpu\t\t: yes',
    'flags\t\t: fpu tsc cx8 apic cmov mmx fxsr sse sse2 ht syscall nx lm sse4_2 aes avx avx2',
    'bogomips\t: 4890.00',
    '',
    '',
  ].join('\n');

/** Models meminfo_proc_show of fs/proc/meminfo.c. */
function memoryText(): string {
  const { total, free, shared, cache } = MEMORY_KIB;
  const rows: readonly (readonly [string, number])[] = [
    ['MemTotal', total],
    ['MemFree', free],
    ['MemAvailable', free + cache],
    ['Buffers', 0],
    ['Cached', cache],
    ['SwapCached', 0],
    ['SwapTotal', 0],
    ['SwapFree', 0],
    ['Shmem', shared],
  ];
  return rows
    .map(([name, kib]) => `${`${name}:`.padEnd(16)}${String(kib).padStart(8)} kB\n`)
    .join('');
}

/** Settings of the kernel that programs and people look at. */
const settings = (hostname: string, prng: Prng): ComputedFile =>
  directoryOf({
    fs: directoryOf({ 'file-max': readable(() => '9223372036854775807\n') }),
    kernel: directoryOf({
      hostname: readable(() => `${hostname}\n`),
      osrelease: readable(() => `${LINUX.release}\n`),
      ostype: readable(() => 'Linux\n'),
      pid_max: readable(() => '4194304\n'),
      random: directoryOf({
        boot_id: readable(() => `${LINUX.bootId}\n`),
        entropy_avail: readable(() => '256\n'),
        uuid: readable(() => `${uuid(prng)}\n`),
      }),
      version: readable(() => `${LINUX.version}\n`),
    }),
    net: directoryOf({
      core: directoryOf({ somaxconn: readable(() => '4096\n') }),
      ipv4: directoryOf({
        ip_forward: readable(() => '1\n'),
        ip_local_port_range: readable(() => '32768\t60999\n'),
      }),
    }),
    vm: directoryOf({
      max_map_count: readable(() => '65530\n'),
      overcommit_memory: readable(() => '0\n'),
      swappiness: readable(() => '60\n'),
    }),
  });

/** What /proc says of the machine. */
export const machineFiles = ({ clock, hostname, processes, prng }: ShellHost) => {
  const seconds = (times: number): string => ((clock.nowMs() / 1000) * times).toFixed(2);
  const count = (): number => processes.alive().length;
  const bootedAt = (): number => Math.floor((clock.epochMs() - clock.nowMs()) / 1000);
  return {
    cmdline: readable(() => 'root=/dev/vda1 rw console=ttyS0\n'),
    cpuinfo: readable(() =>
      Array.from({ length: PROCESSORS }, (_, i) => processorText(i)).join(''),
    ),
    filesystems: readable(
      () => 'nodev\tsysfs\nnodev\ttmpfs\nnodev\tproc\nnodev\tcgroup2\n\text4\nnodev\toverlay\n',
    ),
    loadavg: readable(() => `0.00 0.00 0.00 1/${count()} ${processes.current()?.pid ?? 1}\n`),
    meminfo: readable(memoryText),
    stat: readable(() => `cpu  0 0 0 0 0 0 0 0 0 0\nbtime ${bootedAt()}\nprocesses ${count()}\n`),
    swaps: readable(() => 'Filename\t\t\t\tType\t\tSize\t\tUsed\t\tPriority\n'),
    sys: settings(hostname, prng),
    uptime: readable(() => `${seconds(1)} ${seconds(PROCESSORS)}\n`),
    version: readable(() => `Linux version ${LINUX.release} (gcc 12.2.0) ${LINUX.version}\n`),
  };
};
