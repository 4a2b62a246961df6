import type { Command } from '../../kernel/index.ts';
import { quoteSingle } from '../expand/quote.ts';
import { type Flag, flags, type ParsedArguments, parseArguments } from './arguments.ts';

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

/** `getopt` of util-linux: puts the arguments of a script in order. */
export const getopt: Command = {
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
    const given = parseArguments(wanted, args);
    if (!given.ok) {
      yield* context.stderr.write(`${value('n') ?? BY}: ${given.message}\n`);
      yield* context.stdout.write(' --\n');
      return 1;
    }
    yield* context.stdout.write(arranged(given.parsed, wanted, !isOld && !has('u')));
    return 0;
  },
};
