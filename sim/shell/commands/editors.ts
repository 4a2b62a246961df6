import { errorText, type Program, resolvePath, type Tty } from '../../kernel/index.ts';
import { type StreamingCommand, type Tool, tool } from './tool.ts';

/** Hands one file to the editor of the page and writes what was saved. */
function* editFile(t: Tool, tty: Tty, name: string): Program {
  const { files, directory } = t.context;
  const path = resolvePath(directory, name);
  const stat = files.stat(path);
  if (stat.ok && stat.value.type === 'directory') {
    yield* t.err(`${name} is a directory`);
    return 1;
  }
  const text = files.read(path);
  const saved = yield* tty.edit({ path, text: text.ok ? text.value : '' });
  if (saved === undefined) return 0;
  const written = files.write(path, saved);
  if (written.ok) return 0;
  yield* t.err(`${name}: ${errorText(written.error)}`);
  return 1;
}

/** An editor by one of its names: the page's own editor opens, whatever the name. */
const editor = (name: string, flags: string, noTerminal: string): StreamingCommand =>
  tool({
    name,
    summary: 'Opens files in the editor of the page.',
    flags,
    *run(t) {
      const { tty } = t.context;
      if (tty === undefined) {
        yield* t.context.stderr.write(`${noTerminal}\n`);
        return 1;
      }
      // `+12` says at which line to start.
      const names = t.args.operands.filter((one) => !one.startsWith('+'));
      if (names.length === 0) {
        yield* t.err('give the name of a file');
        return 1;
      }
      let status = 0;
      for (const one of names) status = Math.max(status, yield* editFile(t, tty, one));
      return status;
    },
  });

const VI_FLAGS = 'R n y e E m M b l Z d A H C N c: S: u: i: o O p';
const NANO_FLAGS =
  'A B C: D E F G H I J K L M N O P Q: R S T: U V W X: Y: Z a c d e f: g h i j k l m n o: p q r: s: t u v w x y z';

/** `vi`, `vim` and `nano`. */
export const editors: readonly StreamingCommand[] = [
  editor('vi', VI_FLAGS, 'Vim: Warning: Output is not to a terminal'),
  editor('vim', VI_FLAGS, 'Vim: Warning: Output is not to a terminal'),
  editor('nano', NANO_FLAGS, 'Standard input is not a terminal'),
];
