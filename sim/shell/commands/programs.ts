import { writerTo } from '../../kernel/index.ts';
import { echoText } from '../builtins/output.ts';
import { formatPrintf } from '../format.ts';
import type { ShellHost } from '../types.ts';
import { calledAs } from '../words/called-as.ts';
import { BASH_WORDS, type ShellMessage, wordsOf } from '../words/shell.ts';
import { listedName } from './file-names.ts';
import { escapeQuoted, hintOf, type StreamingCommand, tool } from './tool.ts';

const NOT_FOUND = 127;

/** What the program says of a problem that bash words in its own way. */
function problemOf(message: ShellMessage | string): string {
  const [code, value] = typeof message === 'string' ? [] : message;
  if (code === 'outOfRange') return `‘${value}’: Numerical result out of range`;
  return wordsOf(BASH_WORDS, message);
}

/** What the program says of a condition that bash's builtin words in its own way. */
const conditionText = (text: string): string =>
  text
    .replace(/^(.*): integer expression expected$/, 'invalid integer ‘$1’')
    .replace("`]'", '‘]’')
    .replace(/^(.*)(?=: (?:unary|binary) operator expected$)/, '‘$1’');

/** A builtin as a program: a shell runs it with the same words. */
const throughShell = (host: () => ShellHost, name: string, summary: string): StreamingCommand => ({
  name,
  summary,
  opensStreams: true,
  *run(context) {
    const shell = host().commands.get('bash') ?? host().commands.get('sh');
    if (shell === undefined) return NOT_FOUND;
    const args = ['-c', `${name} "$@"`, name, ...context.args];
    let said = '';
    const stderr = writerTo((text) => {
      said += text;
    });
    const status = yield* shell.run({ ...context, name: shell.name, args, stderr });
    const why = /^.*?: line \d+: (?:test|\[): (.*)\n/.exec(said)?.[1];
    const shown = why === undefined ? said : `${calledAs(context, name)}: ${conditionText(why)}\n`;
    if (shown !== '') yield* context.stderr.write(shown);
    return status;
  },
});

/** Builtins that exist as programs too, for `xargs`, `find -exec` and `env`. */
export function createPrograms(host: () => ShellHost): StreamingCommand[] {
  return [
    throughShell(host, 'test', 'Checks files and compares values.'),
    throughShell(host, '[', 'Checks files and compares values, up to a closing bracket.'),
    {
      name: 'true',
      summary: 'Succeeds.',
      opensStreams: true,
      // biome-ignore lint/correctness/useYield: nothing to wait for
      *run() {
        return 0;
      },
    },
    {
      name: 'false',
      summary: 'Fails.',
      opensStreams: true,
      // biome-ignore lint/correctness/useYield: nothing to wait for
      *run() {
        return 1;
      },
    },
    {
      name: 'echo',
      summary: 'Prints its arguments.',
      opensStreams: true,
      *run(context) {
        yield* context.stdout.write(echoText(context.args));
        return 0;
      },
    },
    {
      name: 'printf',
      summary: 'Prints arguments in a format.',
      opensStreams: true,
      *run(context) {
        const [format, ...args] = context.args[0] === '--' ? context.args.slice(1) : context.args;
        const called = calledAs(context, 'printf');
        if (format === undefined) {
          yield* context.stderr.write(`${called}: missing operand\n${hintOf(context, called)}`);
          return 1;
        }
        const formatted = formatPrintf(format, args, {
          nowEpochMs: host().clock.epochMs(),
          stopsAtC: true,
          isPosix: false,
          quote: (text) => (text === '' ? "''" : listedName(text)),
        });
        let told = 0;
        for (const { message, before } of formatted.errors) {
          yield* context.stdout.write(before.slice(told));
          told = before.length;
          yield* context.stderr.write(`${called}: ${escapeQuoted(problemOf(message))}\n`);
        }
        yield* context.stdout.write(formatted.text.slice(told));
        return formatted.errors.some(({ message }) => message[0] === 'outOfRange')
          ? 1
          : formatted.status;
      },
    },
    tool({
      name: 'pwd',
      summary: 'Prints the working directory.',
      flags: 'L P',
      *run(t) {
        yield* t.out(`${t.context.directory}\n`);
        return 0;
      },
    }),
  ];
}
