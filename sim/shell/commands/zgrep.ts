import { type Program, writerTo } from '../../kernel/index.ts';
import type { ShellHost } from '../types.ts';
import { flags, parseArguments } from './arguments.ts';
import { launch, runPiped, waitForChild } from './launch.ts';
import { type StreamingCommand, type Tool, tool } from './tool.ts';

const TROUBLE = 2;

/** The options of grep that are handed on, with those that take a value. */
const FLAGS =
  'A: B: C: D: E F G H L P T U V Z a b c e: f: h i l m: n o q s v w x y |color:: |colour:: ' +
  '|label: |include: |regexp: |file:';

/** Options of grep that the script does not know how to hand on. */
const UNSUPPORTED = /^(?:d|r|R|z|recursive|null-data)$/;

interface Search {
  /** What is handed on to grep in front of its file. */
  readonly options: readonly string[];
  readonly files: readonly string[];
}

/** Runs a command and returns what it wrote; undefined where it failed. */
function* outputOf(
  t: Tool,
  host: () => ShellHost,
  argv: readonly string[],
): Program<string | undefined> {
  let text = '';
  const stdout = writerTo((part) => {
    text += part;
  });
  const launched = launch(host(), t.context, argv, { stdout });
  if (!launched.ok) return undefined;
  return (yield* waitForChild(launched.process)) === 0 ? text : undefined;
}

function searchOf(name: string, args: readonly string[]): Search | string {
  const parsed = parseArguments(flags(`${FLAGS} d: r R z |recursive |null-data`), args);
  if (!parsed.ok) return parsed.message;
  const { all, operands, has } = parsed.parsed;
  const odd = all.find((one) => UNSUPPORTED.test(one.name));
  if (odd !== undefined) {
    const shown = odd.name.length > 1 ? `--${odd.name}` : `-${odd.name}`;
    return `${shown}: option not supported`;
  }
  const options = all.flatMap(({ name: option, value }) => {
    if (option.length > 1) return [`--${option}${value === undefined ? '' : `=${value}`}`];
    return value === undefined ? [`-${option}`] : [`-${option}`, value];
  });
  const isGiven = has('e') || has('f') || has('regexp') || has('file');
  const [pattern, ...rest] = operands;
  const mode = name === 'zegrep' ? ['-E'] : name === 'zfgrep' ? ['-F'] : [];
  if (isGiven) return { options: [...mode, ...options], files: operands };
  if (pattern === undefined) return '';
  return { options: [...mode, ...options, '-e', pattern], files: rest };
}

function* runSearch(t: Tool, host: () => ShellHost, { options, files }: Search): Program {
  const { env } = t.context;
  const isNamed = files.length > 1 && !options.includes('-h');
  let status = 1;
  let isFailed = false;
  for (const file of files.length === 0 ? ['-'] : files) {
    const text = yield* outputOf(t, host, ['gzip', '-cdfq', '--', file]);
    if (text === undefined) {
      isFailed = true;
      continue;
    }
    const label = file === '-' ? [] : [`--label=${file}`];
    const argv = ['grep', ...(isNamed ? ['-H'] : []), ...label, ...options];
    const done = yield* runPiped(t, host, argv, text, env);
    if (done === 0) status = 0;
    else if (done > 1) isFailed = true;
  }
  return isFailed ? TROUBLE : status;
}

/** `zgrep`, `zegrep` and `zfgrep`: grep in what gzip packed. */
export const createZgreps = (host: () => ShellHost): StreamingCommand[] =>
  ['zgrep', 'zegrep', 'zfgrep'].map((name) => ({
    ...tool({
      name,
      summary: 'Searches for lines in packed files.',
      flags: '',
      // Its arguments are grep's.
      rewrite: (args) => ['--', ...args],
      *run(t) {
        const search = searchOf(name, t.args.operands);
        if (typeof search !== 'string') return yield* runSearch(t, host, search);
        const path = `/usr/bin/${name}`;
        const own = '/usr/bin/zgrep';
        const missing = `${own}: 188: 1: missing pattern; try \`${own} --help' for help`;
        yield* t.context.stderr.write(search === '' ? `${missing}\n` : `${path}: ${search}\n`);
        return TROUBLE;
      },
    }),
  }));
