import type { ShellHost } from '../types.ts';
import { dd } from './dd.ts';
import { df } from './df.ts';
import { fallocate, mount } from './disks.ts';
import { quotedName } from './file-names.ts';
import { MEMORY_KIB } from './memory-size.ts';
import { stty } from './stty.ts';
import { type StreamingCommand, tool } from './tool.ts';

const human = (kib: number): string => {
  const units = ['Ki', 'Mi', 'Gi'];
  let value = kib;
  let unit = 0;
  while (value >= 1024 && unit < 2) {
    value /= 1024;
    unit++;
  }
  return `${value < 10 ? value.toFixed(1) : Math.round(value)}${units[unit]}`;
};

const free = tool({
  name: 'free',
  summary: 'Shows how much memory there is.',
  flags: 'h|human b|bytes k|kibi m|mebi g|gibi t|total w|wide',
  *run(t) {
    const { has } = t.args;
    const show = (kib: number): string => {
      if (has('h')) return human(kib);
      if (has('b')) return String(kib * 1024);
      return String(Math.floor(has('g') ? kib / 1024 ** 2 : has('m') ? kib / 1024 : kib));
    };
    const row = (name: string, cells: readonly string[]): string =>
      `${name.padEnd(8)}${cells.map((cell) => cell.padStart(12)).join('')}\n`;
    const { total, used, free: rest, shared, cache } = MEMORY_KIB;
    const available = rest + cache;
    yield* t.out(
      row('', ['total', 'used', 'free', 'shared', 'buff/cache', 'available']) +
        row('Mem:', [total, used, rest, shared, cache, available].map(show)) +
        row('Swap:', [0, 0, 0].map(show)),
    );
    return 0;
  },
});

const CODES: Readonly<Record<string, string>> = {
  bold: '\x1b[1m',
  dim: '\x1b[2m',
  smul: '\x1b[4m',
  rmul: '\x1b[24m',
  rev: '\x1b[7m',
  sgr0: '\x1b(B\x1b[m',
  clear: '\x1b[H\x1b[2J\x1b[3J',
  el: '\x1b[K',
  civis: '\x1b[?25l',
  cnorm: '\x1b[?12l\x1b[?25h',
  sc: '\x1b7',
  rc: '\x1b8',
  bel: '\x07',
  reset: '\x1bc',
  init: '\x1b[!p\x1b[?3;4l\x1b[4l\x1b>',
};

const tput = tool({
  name: 'tput',
  summary: 'Prints what the terminal can do and the codes for it.',
  flags: 'T: S',
  stopsAtOperand: true,
  *run(t) {
    const [name = '', ...args] = t.args.operands;
    const { tty } = t.context;
    if (tty === undefined && !t.context.env.has('TERM') && !t.args.has('T')) {
      yield* t.err('No value for $TERM and no -T specified');
      return 2;
    }
    const [first = '0', second = '0'] = args;
    const numbers: Readonly<Record<string, number>> = {
      cols: tty?.columns() ?? 80,
      lines: tty?.rows() ?? 24,
      colors: 256,
    };
    const coded: Readonly<Record<string, string>> = {
      setaf: `\x1b[3${first}m`,
      setab: `\x1b[4${first}m`,
      cup: `\x1b[${Number(first) + 1};${Number(second) + 1}H`,
    };
    const number = numbers[name];
    const code = CODES[name] ?? coded[name];
    if (number !== undefined) yield* t.out(`${number}\n`);
    else if (code !== undefined) yield* t.out(code);
    else {
      yield* t.err(`unknown terminfo capability ${quotedName(name)}`);
      return 4;
    }
    return 0;
  },
});

const reset = tool({
  name: 'reset',
  summary: 'Puts the terminal back as it was at first.',
  flags: 'q',
  *run(t) {
    t.context.tty?.setEcho(true);
    yield* t.out('\x1bc\x1b[H\x1b[2J\x1b[3J');
    return 0;
  },
});

/** `man`: pages are not here; each command explains itself. */
function createMan(host: () => ShellHost): StreamingCommand {
  return tool({
    name: 'man',
    summary: 'Says where help is.',
    flags: 'k f a',
    *run(t) {
      const name = t.args.operands.at(-1);
      if (name === undefined) {
        yield* t.context.stderr.write(
          "What manual page do you want?\nFor example, try 'man man'.\n",
        );
        return 1;
      }
      if (host().commands.has(name)) {
        yield* t.out(`There are no manual pages here. Try '${name} --help'.\n`);
        return 0;
      }
      yield* t.context.stderr.write(`No manual entry for ${name}\n`);
      return 16;
    },
  });
}

/** Commands about the machine and its terminal. */
export const createMachineCommands = (host: () => ShellHost): StreamingCommand[] => [
  free,
  df,
  mount,
  dd,
  fallocate,
  tput,
  reset,
  stty,
  createMan(host),
];
