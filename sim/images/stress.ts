import type { Server, Step } from '../node/index.ts';
import { debianBased } from './base.ts';
import type { ImageFamily } from './family.ts';
import { exits, logged } from './servers.ts';

const UNITS: Readonly<Record<string, number>> = { B: 0, K: 1, M: 2, G: 3 };

const bytesOf = (text: string): number => {
  const [, amount = '0', unit = 'B'] = /^(\d+)([BKMG]?)$/i.exec(text) ?? [];
  return Number(amount) * 1024 ** (UNITS[unit.toUpperCase()] ?? 0);
};

/** `stress`: workers that hold memory or burn a processor until they are stopped. */
const stress: Server = {
  start({ args }): Step[] {
    const optionOf = (short: string, long: string, otherwise: string): string => {
      const at = args.findIndex((arg) => arg === short || arg === long);
      return at < 0 ? otherwise : (args[at + 1] ?? otherwise);
    };
    const workers = (short: string, long: string): number => Number(optionOf(short, long, '0'));
    const vm = workers('-m', '--vm');
    const [cpu, io, hdd] = [workers('-c', '--cpu'), workers('-i', '--io'), workers('-d', '--hdd')];
    const hogs = `${cpu} cpu, ${io} io, ${vm} vm, ${hdd} hdd`;
    const bytes = vm * bytesOf(optionOf('', '--vm-bytes', '256M'));
    return [
      logged(5, 'stdout', `stress: info: [1] dispatching hogs: ${hogs}`),
      { type: 'memory', afterMs: 150, bytes: bytes + 1_000_000, growthPerMinute: 0 },
      { type: 'cpu', afterMs: 0, milli: (cpu + vm) * 1000 },
    ];
  },
  stop: () => [exits(10, 143)],
};

/** The image of the exercises on memory and processor limits. */
export const STRESS: ImageFamily = {
  repository: 'docker.io/polinux/stress',
  content: (tag) =>
    /^(latest|1\.0\.4)$/.test(tag)
      ? { ...debianBased(4_000_000), command: ['stress'], servers: { stress } }
      : undefined,
};
