import { type Command, type CommandContext, type Program, readAll } from '../../kernel/index.ts';
import { quoteSingle } from '../expand/quote.ts';
import { hexdump } from './hexdump.ts';
import {
  type Flag,
  flags,
  linesOf,
  openInput,
  type ParsedArguments,
  parseArguments,
  tool,
} from './tool.ts';

const BY = 'getopt';
const HINT = `Try '${BY} --help' for more information.\n`;

/** The options that are looked for: letters such as `ab:`, and names such as `all,file:`. */
function wantedFlags(letters: string, names: string): Flag[] {
  const short = [...letters.matchAll(/([^:+-])(:{0,2})/g)].map(
    ([, one = '', colons = '']) => one + colons,
  );
  const long = names.split(/[\s,]+/).filter((one) => one !== '');
  return flags([...short, ...long.map((one) => `|${one}`)].join(' '));
}

const optionText = (name: string): string => (name.length === 1 ? `-${name}` : `--${name}`);

/** The arguments in an order that a script can walk through. */
function arranged(parsed: ParsedArguments, wanted: readonly Flag[], isQuoted: boolean): string {
  const shown = (text: string): string => (isQuoted ? quoteSingle(text) : text);
  const given = parsed.all.map(({ name, value }) => {
    const takes = wanted.some((one) => (one.short || one.long) === name && one.value !== 'none');
    return ` ${optionText(name)}${takes ? ` ${shown(value ?? '')}` : ''}`;
  });
  return `${given.join('')} --${parsed.operands.map((one) => ` ${shown(one)}`).join('')}\n`;
}

/** Parses up to the end in spite of mistakes, which are told. */
function* parseAll(
  context: CommandContext,
  name: string,
  wanted: readonly Flag[],
  args: readonly string[],
): Program<ParsedArguments | undefined> {
  const result = parseArguments(wanted, args);
  if (result.ok) return result.parsed;
  yield* context.stderr.write(`${name}: ${result.message}\n`);
  return undefined;
}

/** `getopt` of util-linux: puts the arguments of a script in order. */
const getopt: Command = {
  name: BY,
  summary: 'Puts the options of a script in order.',
  *run(context) {
    const own = parseArguments(
      flags('o|options: l|longoptions: n|name: q|quiet T|test u|unquoted a|alternative s|shell:'),
      context.args,
      true,
    );
    if (!own.ok) {
      yield* context.stderr.write(`${BY}: ${own.message}\n${HINT}`);
      return 2;
    }
    const { has, value, operands } = own.parsed;
    if (has('T')) return 4;
    const isOld = !has('o') && !has('l');
    const [letters, ...rest] = operands;
    if (isOld && letters === undefined) {
      yield* context.stderr.write(`${BY}: missing optstring argument\n${HINT}`);
      return 2;
    }
    const wanted = wantedFlags(isOld ? (letters ?? '') : (value('o') ?? ''), value('l') ?? '');
    const args = isOld ? rest : operands;
    const parsed = yield* parseAll(context, value('n') ?? BY, wanted, args);
    if (parsed === undefined) {
      yield* context.stdout.write(' --\n');
      return 1;
    }
    yield* context.stdout.write(arranged(parsed, wanted, !isOld && !has('u')));
    return 0;
  },
};

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
