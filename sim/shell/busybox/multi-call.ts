import { busyboxHead, type CommandContext, type Program } from '../../kernel/index.ts';
import type { ShellHost } from '../types.ts';

const NOT_FOUND = 127;
const COLUMNS = 80;

const ABOUT = `
Usage: busybox [function [arguments]...]
   or: busybox --list
   or: function [arguments]...

Currently defined functions:
`;

/** Names in lines of at most 80 columns, as `busybox` lists its applets. */
function inLines(names: readonly string[]): string {
  const lines: string[] = [];
  let line = '';
  for (const [i, name] of names.entries()) {
    const word = i === names.length - 1 ? name : `${name},`;
    if (line !== '' && line.length + word.length + 10 > COLUMNS) {
      lines.push(line);
      line = '';
    }
    line += line === '' ? `\t${word}` : ` ${word}`;
  }
  return `${[...lines, line].join('\n')}\n`;
}

/** `busybox` itself: runs an applet by its name, or lists them. Models `busybox_main`. */
export function* runBusybox(context: CommandContext, host: () => ShellHost): Program {
  const { args, stdout, stderr } = context;
  const { busybox, commands } = host();
  const [name, ...rest] = args;
  const names = [...commands.keys()].sort();
  if (name === undefined || name === '--help') {
    yield* stdout.write(`${busyboxHead(busybox?.minor ?? 0)}${ABOUT}${inLines(names)}`);
    return 0;
  }
  if (name === '--list') {
    yield* stdout.write(names.map((one) => `${one}\n`).join(''));
    return 0;
  }
  const command = commands.get(name);
  if (command === undefined) {
    yield* stderr.write(`${name}: applet not found\n`);
    return NOT_FOUND;
  }
  return yield* command.run({ ...context, name, args: rest });
}
