import { type Command, readAll } from '../../kernel/index.ts';
import { getopt } from './getopt.ts';
import { hexdump } from './hexdump.ts';
import { linesOf, openInput } from './inputs.ts';
import { tool } from './tool.ts';

const hd: Command = {
  name: 'hd',
  summary: 'Shows bytes in hexadecimal and as text.',
  run: (context) => hexdump.run({ ...context, args: ['-C', ...context.args] }),
};

const hostid = tool({
  name: 'hostid',
  summary: 'Prints the number of the host.',
  flags: '',
  *run(t) {
    yield* t.out('007f0101\n');
    return 0;
  },
});

const DICTIONARY = '/usr/share/dict/words';

const look = tool({
  name: 'look',
  summary: 'Shows lines that begin with a text.',
  flags: 'a|alternative d|alphanum f|ignore-case t|terminate:',
  *run(t) {
    const [text, file = DICTIONARY] = t.args.operands;
    if (text === undefined) {
      yield* t.context.stderr.write("look: bad usage\nTry 'look --help' for more information.\n");
      return 1;
    }
    const opened = openInput(t, file);
    if (!opened.ok) {
      yield* t.err(`${file}: ${opened.error}`);
      return 1;
    }
    const ignoresCase = t.args.has('f') || t.args.operands.length < 2;
    const fold = (one: string): string => (ignoresCase ? one.toLowerCase() : one);
    const found = linesOf(yield* readAll(opened.reader)).filter((line) =>
      fold(line).startsWith(fold(text)),
    );
    yield* t.out(found.map((line) => `${line}\n`).join(''));
    return found.length === 0 ? 1 : 0;
  },
});

/** Messages for a log that nobody keeps. */
const logger = tool({
  name: 'logger',
  summary: 'Writes into the log of the system.',
  flags: 'i f|file: p|priority: s|stderr t|tag: |id::',
  stopsAtOperand: true,
  *run(t) {
    const { operands, value, has } = t.args;
    const text = operands.length > 0 ? operands.join(' ') : yield* readAll(t.context.stdin);
    const tag = value('t') ?? t.context.env.get('USER') ?? 'root';
    if (has('s')) {
      for (const line of linesOf(text)) yield* t.context.stderr.write(`<13>${tag}: ${line}\n`);
    }
    return 0;
  },
});

export const SMALL_TOOLS: readonly Command[] = [getopt, hd, hostid, logger, look];
