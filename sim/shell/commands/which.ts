import { calledAs } from '../words/called-as.ts';
import { hintOf, misuse, type StreamingCommand, type Tool, tool } from './tool.ts';

const WRONG_USAGE = 2;

/** The paths of a command that the PATH of a tool leads to, the first one first. */
export type Finder = (t: Tool, name: string) => readonly string[];

/** `which`. Models the script of Debian's debianutils. */
export function createWhich(find: Finder): StreamingCommand {
  return tool({
    name: 'which',
    summary: 'Shows where a command is.',
    flags: 'a s',
    usageStatus: WRONG_USAGE,
    refusal: (_, message) => {
      const option = /'(.)'$/.exec(message)?.[1] ?? '-';
      return `Illegal option -${option}\nUsage: /usr/bin/which [-a] args\n`;
    },
    *run(t) {
      let status = t.args.operands.length === 0 ? 1 : 0;
      for (const name of t.args.operands) {
        const paths = find(t, name);
        if (paths.length === 0) status = 1;
        const shown = t.args.has('a') ? paths : paths.slice(0, 1);
        if (!t.args.has('s')) yield* t.out(shown.map((path) => `${path}\n`).join(''));
      }
      return status;
    },
  });
}

/** `whereis`: where the program is; there are no sources and no pages of a manual here. */
export function createWhereis(find: Finder): StreamingCommand {
  return tool({
    name: 'whereis',
    summary: 'Shows where a program, its source and its pages of the manual are.',
    flags: 'b m s u l B: M: S: f',
    refusal: (context, message) =>
      `${calledAs(context, 'whereis')}: ${message}\n${hintOf(context, 'whereis')}`,
    *run(t) {
      const { has, operands } = t.args;
      if (has('l')) {
        for (const place of (t.context.env.get('PATH') ?? '').split(':')) {
          yield* t.out(`bin: ${place}\n`);
        }
        return 0;
      }
      // Directories are listed up to -f.
      const isOpen = (has('B') || has('M') || has('S')) && !has('f');
      const names = isOpen ? [] : operands;
      if (names.length === 0) {
        const isBare = t.context.args.length === 0;
        return yield* misuse(t, 'whereis', isBare ? 'not enough arguments' : 'bad usage');
      }
      const isElsewhere = (has('m') || has('s')) && !has('b');
      for (const name of names) {
        const base = name.slice(name.lastIndexOf('/') + 1);
        const paths = isElsewhere ? [] : find(t, base);
        yield* t.out(`${[`${base}:`, ...paths.slice(0, 1)].join(' ')}\n`);
      }
      return 0;
    },
  });
}
