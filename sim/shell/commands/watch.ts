import { type Process, type Program, readerOf, screenOf, type Tty } from '../../kernel/index.ts';
import { formatDate } from '../dates.ts';
import type { ShellHost } from '../types.ts';
import { quotedName } from './file-names.ts';
import { launch, waitForChild } from './launch.ts';
import { CLEAR_SCREEN, GIVE_SCREEN, TAKE_SCREEN } from './screen.ts';
import { type StreamingCommand, type Tool, tool } from './tool.ts';

/** The shortest interval that it takes. */
const LEAST_MS = 100;

/** What a run of the command printed, and its status. */
interface Shot {
  readonly output: string;
  readonly code: number;
}

function* shoot(
  host: ShellHost,
  t: Tool,
  argv: readonly string[],
  onStart: (process: Process) => void,
): Program<Shot> {
  let output = '';
  const sink = {
    // biome-ignore lint/correctness/useYield: collected in memory
    *write(part: string) {
      output += part;
      return true;
    },
  };
  const streams = { stdout: sink, stderr: sink, stdin: readerOf(''), tty: undefined };
  const launched = launch(host, t.context, argv, streams);
  if (launched.ok) onStart(launched.process);
  const code = launched.ok ? yield* waitForChild(launched.process) : 127;
  return { output, code };
}

/** The head with the command and the date, as wide as the screen. */
function titleOf(host: ShellHost, seconds: number, line: string, columns: number): string {
  const now = formatDate('%a %b %e %H:%M:%S %Y', host.clock.epochMs());
  const date = `${host.hostname}: ${now}`;
  const every = `Every ${seconds.toFixed(1)}s: `;
  const room = columns - every.length - date.length - 1;
  // A long command gives way to the date, as in procps.
  const shown = line.length <= room ? line : `${line.slice(0, Math.max(0, room - 3))}...`;
  const gap = Math.max(1, columns - every.length - shown.length - date.length);
  return `${every}${shown}${' '.repeat(gap)}${date}\n\n`;
}

/** As much as the screen holds: lines beyond its end and its edge are cut off. */
function cutToScreen(text: string, screen: Tty): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: escape sequences begin with one
  const plain = text.replace(/\x1b\[[\d;?]*[ -/]*[@-~]/g, '');
  const lines = plain.split('\n').slice(0, screen.rows());
  return lines.map((line) => [...line].slice(0, screen.columns()).join('')).join('\n');
}

const USAGE = `
Usage:
 watch [options] command

Options:
  -b, --beep             beep if command has a non-zero exit
  -c, --color            interpret ANSI color and style sequences
  -d, --differences[=<permanent>]
                         highlight changes between updates
  -e, --errexit          exit if command has a non-zero exit
  -g, --chgexit          exit when output from command changes
  -q, --equexit <cycles>
                         exit when output from command does not change
  -n, --interval <secs>  seconds to wait between updates
  -p, --precise          attempt run command in precise intervals
  -t, --no-title         turn off header
  -w, --no-wrap          turn off line wrapping
  -x, --exec             pass command to exec instead of "sh -c"

 -h, --help     display this help and exit
 -v, --version  output version information and exit

For more details see watch(1).
`;

/** `watch`: runs a command every two seconds until it is interrupted. */
export function createWatch(host: () => ShellHost): StreamingCommand {
  return tool({
    name: 'watch',
    summary: 'Runs a command again and again and shows its output.',
    flags:
      'n|interval: d|differences:: t|no-title e|errexit g|chgexit x|exec c|color b|beep ' +
      'h v p|precise q|equexit: w|no-wrap',
    stopsAtOperand: true,
    rewrite: (args) => args.map((arg) => (arg === '--help' ? '-h' : arg)),
    refusal: ({ name }, message) => `${name}: ${message}\n${USAGE}`,
    *run(t) {
      const { has, value } = t.args;
      const argv = t.args.operands;
      if (has('h') || has('v')) {
        yield* t.out(has('h') ? USAGE : 'watch from procps-ng 4.0.2\n');
        return 0;
      }
      if (argv.length === 0) {
        yield* t.context.stderr.write(USAGE);
        return 1;
      }
      const text = value('n') ?? '2';
      const seconds = Number(text);
      if (text.trim() === '' || Number.isNaN(seconds)) {
        yield* t.err(`failed to parse argument: ${quotedName(text)}: Invalid argument`);
        return 1;
      }
      const delayMs = Math.round(Math.max(LEAST_MS, seconds * 1000));
      const screen = screenOf(t.context.stdout);
      if (screen === undefined && !t.context.env.has('TERM')) {
        yield* t.context.stderr.write('Error opening terminal: unknown.\n');
        return 1;
      }
      const line = argv.join(' ');
      let isInterrupted = false;
      /** Whether it was stopped, and must take the screen again. */
      let isBack = false;
      let child: Process | undefined;
      t.context.self.onSignal((signal) => {
        if (signal === 'SIGCONT') isBack = true;
        if (signal !== 'SIGINT' && signal !== 'SIGTERM') return false;
        isInterrupted = true;
        child?.signal(signal);
        return true;
      });
      if (screen !== undefined) yield* t.out(TAKE_SCREEN);
      let previous: string | undefined;
      const next = function* (): Program<number | undefined> {
        const { output, code } = yield* shoot(
          host(),
          t,
          has('x') ? argv : ['sh', '-c', line],
          (process) => {
            child = process;
          },
        );
        if (isInterrupted) return 0;
        const columns = screen?.columns() ?? 80;
        const size = `${columns} ${screen?.rows()}`;
        const title = has('t') ? '' : titleOf(host(), seconds, line, columns);
        const whole = title + output;
        const clear = isBack ? TAKE_SCREEN : CLEAR_SCREEN;
        isBack = false;
        yield* t.out(screen === undefined ? whole : clear + cutToScreen(whole, screen));
        if (has('e') && code !== 0) return 8;
        if (has('g') && previous !== undefined && previous !== output) return 0;
        previous = output;
        const isResized = (): boolean =>
          screen !== undefined && `${screen.columns()} ${screen.rows()}` !== size;
        yield { ready: () => isInterrupted || isBack || isResized(), delayMs };
        return isInterrupted ? 0 : undefined;
      };
      for (;;) {
        const status = yield* next();
        if (status === undefined) continue;
        if (screen !== undefined) yield* t.out(GIVE_SCREEN);
        return status;
      }
    },
  });
}
